"""The one function that makes legal file names, the unique places of the branches, and the order of names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

NAMELESS = "未命名"
MOST_CHARACTERS = 80
MOST_BYTES = 200
# Folder names of the delivery that stand beside the branches' own (报告/乡镇).
TAKEN = ("乡镇",)
# Characters Windows refuses in a name; a slash must never become a folder.
_REFUSED: dict[int, str | None] = {**dict.fromkeys(map(ord, '/\\:*?"<>|'), "_"), 0xFFFE: None, 0xFFFF: None}
# Controls, format and bidi marks, lone surrogates. Unassigned code points stay: a newer Unicode may know the surname.
_INVISIBLE = {"Cc", "Cf", "Cs"}
# Device names of Windows, whatever stands behind the first dot ("CON.docx" is one too).
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    device + digit for device in ("COM", "LPT") for digit in "0123456789¹²³"
}


def legal_name(text: str, characters: int = MOST_CHARACTERS, size: int = MOST_BYTES) -> str:
    """One part of a path, legal on Windows, macOS and Linux: NFC, at most 80 characters and 200 bytes, never empty."""
    visible = "".join(char for char in " ".join(text.split()) if unicodedata.category(char) not in _INVISIBLE)
    spaced = " ".join(visible.split())  # once more: something invisible may have stood between two blanks
    name = _cut(unicodedata.normalize("NFC", spaced).translate(_REFUSED), characters, size)
    if name.startswith("-"):  # what a command would take for an option
        name = f"_{name[1:]}"
    if name.split(".")[0].rstrip().upper() in _DEVICES:
        name = _cut(f"_{name}", characters, size)
    return name or NAMELESS


def natural(path: str) -> list[tuple[str | tuple[int, str], ...]]:
    """Sort key of a path in natural order, folder by folder: 表2 before 表10; of numbers of any length."""
    parts = [re.split(r"([0-9]+)", part) for part in path.split("/")]
    return [tuple(_size(piece) if number % 2 else piece for number, piece in enumerate(part)) for part in parts]


def _size(digits: str) -> tuple[int, str]:
    """What orders numbers without reckoning them: Python refuses to make one of thousands of digits."""
    bare = digits.lstrip("0")
    return len(bare), bare


def name_key(name: str) -> str:
    """What two names share where a file system takes them for one: case and composition do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unique_places(branches: Sequence[tuple[str, str]]) -> list[str]:
    """The places of (简称, 支部编码) pairs, in order: the 简称; 简称_编码 for all that share it; else a number behind.

    Two names are the same where a file system may think so: upper and lower case, composed and decomposed letters.
    """
    names = [legal_name(short) for short, _ in branches]
    shared = _shared(names)
    places = [
        _joined(name, code) if name_key(name) in shared else name
        for name, (_, code) in zip(names, branches, strict=True)
    ]
    used = {name_key(name) for name in TAKEN}
    for at, place in enumerate(places):
        free, number = place, 1
        while name_key(free) in used:
            number += 1
            free = _joined(place, str(number))
        places[at] = free
        used.add(name_key(free))
    return places


def _shared(names: Iterable[str]) -> set[str]:
    counts = Counter(name_key(name) for name in (*names, *TAKEN))
    return {key for key, count in counts.items() if count > 1}


def _joined(name: str, code: str) -> str:
    """`name_code`, the name shortened so that the code stays whole (a code itself is kept to 40 characters)."""
    tail = f"_{_cut(legal_name(code), 40, 100)}"
    return _cut(name, MOST_CHARACTERS - len(tail), MOST_BYTES - len(tail.encode())) + tail


def _cut(text: str, characters: int, size: int) -> str:
    """`text` shortened to whole letters (no mark without its letter), then without dots, blanks and ~ at its ends."""
    end = min(len(text), characters)
    while len(text[:end].encode()) > size:
        end -= 1
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip(" .").lstrip(" .~")
