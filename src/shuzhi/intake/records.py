"""Which rows of a sheet are records: not blank ones, totals, footnotes, headers written again or lines of text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from shuzhi.form import NOTE, Sheet, plain
from shuzhi.intake.headers import Known, known_headers
from shuzhi.intake.merges import covered, is_wide
from shuzhi.intake.values import visible
from shuzhi.model.sheet import Binding, RawSheet, Typed

# A row that begins so and names neither a choice nor a day is a total or a footnote, no record.
_TOTAL = re.compile(
    r"(本页|本期|本季度?|本月|本年度?|全年|全村|[\d一二三四五六七八九十]+月份?|第?[一二三四]季度|[上下]半年)?"
    r"(合计|小计|总计|累计|共计|共):?[\d名人件条次户场]*$"
)
_FOOTNOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|填报单位|填报人|填表人|制表人?|书记签字|审核人?|负责人签字|单位盖章|填报日期|填表日期)[:：]"
)

_TELLING = 3  # texts at the head of a row that show a header written again

_NUMBERED = 4  # columns in a row that counts them
_COUNTED = re.compile(r"(\d{1,2})|[甲乙丙丁]|栏次|列次")


class Kind(Enum):
    """What a row below the header is. PART: it has only cells merged with the row above, none required of its own."""

    NOTHING = 0
    RECORD = 1
    PART = 2
    LINE = 3


@dataclass(frozen=True)
class Rows:
    """The rows of a bound raw sheet below its header.

    covered  (row, column) of cells merged with a filled one above → the row of that one
    """

    kinds: Mapping[int, Kind]
    covered: Mapping[tuple[int, int], int]

    def of(self, kind: Kind) -> list[int]:
        """The Excel rows of a kind."""
        return [row for row, one in self.kinds.items() if one is kind]


class _Columns(NamedTuple):
    """0-based columns of a bound sheet, in order: all, those whose content makes a record, and the choices and days.

    own  1-based, those of the required fields that are not pre-printed
    """

    bound: tuple[int, ...]
    telling: tuple[int, ...]
    choices: tuple[int, ...]
    own: tuple[int, ...]


def rows(raw: RawSheet, binding: Binding, sheet: Sheet) -> Rows:
    """Look at every row below the header of a sheet of records."""
    known, hidden = known_headers(sheet), covered(raw, binding.header_row, binding.columns.values())
    columns = _columns(sheet, tuple(binding.columns.items()))
    above = [line for line in raw.rows[: binding.header_row] if line]
    first = binding.header_row + 1
    kinds: dict[int, Kind] = {}
    short = -1 if raw.broken else next(iter(columns.telling), 0)  # cells of a row that has only its number
    for row, cells in enumerate(raw.rows[binding.header_row :], first):
        kind = _kind(raw, columns, row, known) if len(cells) > short else Kind.NOTHING
        if kind is Kind.NOTHING or cells in above or (row == first and _numbers_columns(cells)):
            kind = Kind.NOTHING
        elif hidden and kind in (Kind.RECORD, Kind.LINE) and any((row, column) in hidden for column in columns.own):
            kind = Kind.RECORD if any(typed(raw, row, column) is not None for column in columns.own) else Kind.PART
        kinds[row] = kind
    return Rows(kinds, hidden)


@lru_cache(maxsize=256)
def _columns(sheet: Sheet, bound: tuple[tuple[str, int], ...]) -> _Columns:
    """By the fields of the columns, (name, 1-based column)."""
    fields = [(column, sheet.field(name)) for name, column in sorted(bound, key=itemgetter(1))]
    return _Columns(
        tuple(column - 1 for column, _ in fields),
        tuple(column - 1 for column, field in fields if field.name != NOTE and not field.preprinted),
        tuple(column - 1 for column, field in fields if field.enum or field.type == "date"),
        tuple(column for column, field in fields if field.required and not field.preprinted),
    )


def typed(raw: RawSheet, row: int, column: int) -> Typed:
    """What a cell shows; None where nobody can see anything."""
    cell = raw.cell(row, column)
    return cell if _shows(cell) else None


def _kind(raw: RawSheet, columns: _Columns, row: int, known: Known) -> Kind:
    """By the row's own cells: not blank, not only its pre-printed number, no total, footnote, line or second header."""
    cells = raw.rows[row - 1]
    broken = bool(raw.broken) and any((row, column + 1) in raw.broken for column in columns.bound)
    if not broken and _is_blank(cells, columns.telling):
        return Kind.NOTHING
    texts = _first_texts(cells)
    if _ends_the_table(texts) and all(_ends_the_table([plain(str(cell))]) for cell in _shown(cells, columns.choices)):
        return Kind.NOTHING
    if raw.merged and not broken and len(list(_shown(cells, columns.bound))) == 1 and _is_line(raw, row):
        return Kind.LINE
    if known.texts.keys().isdisjoint(texts):
        return Kind.RECORD
    shown = list(_texts(cells))
    is_header = sum(plain(text) in known.texts for text in shown) >= max(3, len(shown) // 2)
    return Kind.NOTHING if is_header else Kind.RECORD


def _shown(cells: Sequence[Typed], columns: Sequence[int]) -> Iterator[Typed]:
    """What the cells of a row show in some columns, in order."""
    width = len(cells)
    for column in columns:
        if column >= width:
            return
        if (cell := cells[column]) is not None and _shows(cell):
            yield cell


def _is_blank(cells: Sequence[Typed], columns: Sequence[int]) -> bool:
    """Whether the cells of a row show nothing in some columns, in order."""
    width = len(cells)
    for column in columns:
        if column >= width:
            return True
        if (cell := cells[column]) is not None and _shows(cell):
            return False
    return True


def _first_texts(cells: Sequence[Typed]) -> list[str]:
    """The first texts of a row, plain."""
    found: list[str] = []
    for cell in cells:
        if isinstance(cell, str) and _shows(cell):
            found.append(plain(cell))
            if len(found) == _TELLING:
                break
    return found


def _is_line(raw: RawSheet, row: int) -> bool:
    """Whether all that a row shows is one cell merged over several columns."""
    filled = [column for column in range(1, len(raw.rows[row - 1]) + 1) if typed(raw, row, column) is not None]
    return len(filled) == 1 and is_wide(raw, row, filled[0])


def _numbers_columns(cells: Sequence[Typed]) -> bool:
    """Whether a row below the header only numbers the columns: 1 2 3 4 …, 甲 乙 1 2 3 …."""
    numbers: list[int] = []
    for cell in cells:
        if cell is None:
            continue
        counted = _COUNTED.fullmatch(plain(str(int(cell) if isinstance(cell, float) else cell)).strip("()"))
        if not counted:
            return False
        numbers += [int(number) for number in counted.groups() if number]
    return len(numbers) >= _NUMBERED and numbers == list(range(1, len(numbers) + 1))


def _ends_the_table(texts: Sequence[str]) -> bool:
    """Whether a row's first texts are those of a total or a footnote."""
    return any(_TOTAL.match(text) for text in texts[:2]) or bool(texts and _FOOTNOTE.match(texts[0]))


def _texts(row: Iterable[Typed]) -> Iterator[str]:
    return (cell for cell in row if isinstance(cell, str) and _shows(cell))


def _shows(cell: Typed) -> bool:
    """Whether somebody can see what is typed; a letter or digit in front is quickly told."""
    return not isinstance(cell, str) or cell[:1].isalnum() or bool(visible(cell))
