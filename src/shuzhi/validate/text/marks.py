"""R05, R14: quotes and brackets without their other half, doubled punctuation; characters that others cannot see."""

import re
from collections.abc import Iterator

from shuzhi.validate.text.prose import Cell, Hit, Prose

_PAIRS = {"“": "”", "《": "》", "（": "）", "【": "】", "〔": "〕", "(": ")"}
_OPEN = {"(": "（"}
_CLOSE = {")": "）"}
_LISTED = re.compile(r"(?<![^\n。；：，、\s])[0-9一二三四五六七八九十a-zA-Z]{1,2}\s*[）)]")
PAIRED = re.compile(r"[“”《》（）()【】〔〕]")
# What was lost on the way (�, and a character that a reader left as _xD83D_), and what only the typist's font shows.
UNSEEN = re.compile(r"\ufffd|_x[0-9A-Fa-f]{4}_|[\ue000-\uf8ff\U000f0000-\U0010ffff]")
DOUBLED = re.compile(r"(?<!。)。。(?!。)|[，；：、]{2,}|[，、；：]。|。[，、；：]|,,|；;|;；")


def unpaired(text: str, _cell: Cell, _prose: Prose) -> Iterator[Hit]:
    """The first mark of each kind whose other half is missing; 1）and 一）number a list."""
    listed = {match.end() - 1 for match in _LISTED.finditer(text)}
    marks = [
        (_OPEN.get(match.group(), _CLOSE.get(match.group(), match.group())), match.start())
        for match in PAIRED.finditer(text) if match.start() not in listed
    ]
    for opening, closing in _PAIRS.items():
        waiting: list[int] = []
        for mark, place in marks:
            if mark == opening:
                waiting.append(place)
            elif mark == closing:
                if not waiting:
                    yield Hit(place, place + 1)
                    break
                waiting.pop()
        else:
            if waiting:
                yield Hit(waiting[0], waiting[0] + 1)
