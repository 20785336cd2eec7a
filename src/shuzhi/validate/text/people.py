"""R08: identity numbers, bank cards, telephones, and names where none belong."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pandas as pd

from shuzhi.validate.text.books import Book
from shuzhi.validate.text.lists import known
from shuzhi.validate.text.prose import Cell, Hit, Prose

DIGITS = re.compile(r"(?<![0-9])[0-9][0-9 -]{13,24}[0-9Xx](?![0-9])")
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_CARD = range(16, 20)
_LONG = 3  # characters: shorter names are parts of other words too often
_PERSON = re.compile(rf"[{known()['surnames']['single']}][\u4e00-\u9fff]{{1,2}}")
_NOBODY = re.compile(r"[组村居民户等某]|代表|群众|网格|党员|业主|家长|小区")


def identities(text: str, _cell: Cell, _prose: Prose) -> Iterator[Hit]:
    """Numbers of 18 digits with a day of birth in them, and those of bank cards."""
    for match in DIGITS.finditer(text):
        plain = re.sub("[ -]", "", match.group())
        if (_IDENTITY.fullmatch(plain) and _is_birth(plain[6:14])) or (len(plain) in _CARD and _is_card(plain)):
            yield Hit(*match.span())


def _is_birth(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_card(digits: str) -> bool:
    """The check digit of ISO/IEC 7812."""
    if not digits.isdecimal() or digits[0] not in "3456":
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def absent(prose: Prose) -> Iterator[tuple[int, Hit]]:
    """Names of members in 缺席情况."""
    for place, cell in prose.all():
        for name in prose.books[cell.submission].listed:
            if name in cell.text:
                yield place, _hit(cell.text, name)


def shy(prose: Prose) -> Iterator[tuple[int, Hit]]:
    """Names of the suspended, the expelled and those whom nobody can reach: reports only count them."""
    return _members(prose, lambda book: book.shy)


def named(prose: Prose) -> Iterator[tuple[int, Hit]]:
    """Names of members without any office or task."""
    return _members(prose, lambda book: book.members)


def _members(prose: Prose, whose: Callable[[Book], frozenset[str]]) -> Iterator[tuple[int, Hit]]:
    """Names of three characters or more; a meeting may decide on a person."""
    for place, cell in prose.all():
        if cell.sheet != "meetings":
            for name in whose(prose.books[cell.submission]):
                if len(name) >= _LONG and name in cell.text:
                    yield place, _hit(cell.text, name)


def proposers(prose: Prose) -> Iterator[tuple[int, Hit]]:
    """The name of who proposed it, in the row's own text, where it may not be made public."""
    names = _hidden(prose.scene.tables.frames["proposals"])
    for place, cell in prose.all():
        if cell.sheet == "proposals":
            for name in names.get((cell.submission, cell.row), ()):
                if name in cell.text:
                    yield place, _hit(cell.text, name)


def _hidden(frame: pd.DataFrame) -> Mapping[tuple[int, int], list[str]]:
    """(submission, row) → who proposed it, where 可公开姓名 is not 是; 三组居民代表 is nobody's name."""
    rows = frame[frame["proposer"].notna() & ~frame["public_name"].eq("是")]
    return {
        (number, row): [
            name for name in re.split("[、，, ]", text) if _PERSON.fullmatch(name) and not _NOBODY.search(name)
        ]
        for number, row, text in rows[["submission", "row", "proposer"]].itertuples(index=False)
    }


def _hit(text: str, name: str) -> Hit:
    start = text.index(name)
    return Hit(start, start + len(name))
