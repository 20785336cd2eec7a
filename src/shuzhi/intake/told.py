"""What the reader says of a workbook without its cells, which is the same in workbook after workbook."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum

from shuzhi.intake.emptied import Emptied, Rest
from shuzhi.intake.table import Content
from shuzhi.model.sheet import Typed

_SMALL = 100_000  # bytes of what is remembered
_FORMATS = 500
_DAY = 45_000  # a day in every format of days, a number in the others
_FIRST, _LAST = 61, 80_000  # from the day behind Excel's 1900-02-29 on days follow each other


class Told(NamedTuple):
    """The sheets of a workbook in order, and the value of each content of its tables."""

    sheets: tuple[SheetMetadata, ...]
    values: Mapping[Content, Typed]


def told(emptied: Emptied) -> Told | None:
    """What the reader would say; None where it is to be asked: texts that are not plain, hours, sheets no pattern took.

    Nor is a rest remembered that is large.

    Raises:
        CalamineError, or a panic of the Rust library: the reader does not take it.
    """
    rest = emptied.rest
    size = len(rest.head) + len(rest.tail) + sum([len(one.data) for one in rest.parts])
    if emptied.is_whole and rest.formats <= _FORMATS and size <= _SMALL:
        sheets, formats = _told(rest)
        stored = [one for one in emptied.asked if isinstance(one, tuple)]
        values: dict[Content, Typed] = {one: _value(formats.get(one[0]), one[1]) for one in stored}
        if len(values) == len(emptied.asked) and None not in values.values():
            return Told(sheets, {**emptied.known, **values})
    return None


def worksheets(book: CalamineWorkbook) -> Iterator[tuple[SheetMetadata, int]]:
    """Each sheet of cells with its place."""
    return ((one, place) for place, one in enumerate(book.sheets_metadata) if one.typ is SheetTypeEnum.WorkSheet)


@lru_cache(maxsize=64)
def _told(rest: Rest) -> tuple[tuple[SheetMetadata, ...], Mapping[bytes | None, Typed]]:
    """The sheets, and what _DAY reads as in each cell format."""
    formats = [None, *(b"%d" % number for number in range(rest.formats))]
    asked = [(one, b"%d" % _DAY) for one in formats]
    with CalamineWorkbook.from_filelike(io.BytesIO(rest.zipped(asked))) as book:
        found = tuple(worksheets(book))
        for _, place in found:
            book.get_sheet_by_index(place)  # refused where it has no part
        said = book.get_sheet_by_name(rest.first).to_python(skip_empty_area=False)
    return tuple(one for one, _ in found), {one: row[0] for one, row in zip(formats, said, strict=True)}


def _value(said: Typed, number: bytes) -> Typed:
    """The value of a number where _DAY is said to be this; None for any other."""
    if type(said) is float:
        return float(number)
    if isinstance(said, date) and number.isdigit() and _FIRST <= int(number) <= _LAST:
        return said + timedelta(int(number) - _DAY)
    return None
