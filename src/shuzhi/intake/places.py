"""Where the fields of one sheet of the form stand in the workbooks, and what their cells read as; equal ones once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from shuzhi.form import Field, Sheet
from shuzhi.intake.values import Fault, Reading, read_value
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import Binding, RawSheet, Typed
from shuzhi.model.tables import Scalar

# Days from 1900-01-01 to 1904-01-01; plain numbers that are days from 1954 to 2119 when counted from 1904.
_SHIFT = timedelta(1462)
_DAYS_FROM_1904 = (18_538, 78_538)

Value = tuple[object, Fault | None]
KEYS = ("submission", "row")  # of a record, before its fields


@dataclass(frozen=True)
class BoundSheet:
    """One bound raw sheet of one submission."""

    submission: int
    raw: RawSheet
    binding: Binding


class Place(NamedTuple):
    """Where a field stands, in Excel's row and column (row 0: in that of each record).

    known  what its cells were read as: a text by itself, any other cell by its type and itself
    at     of its value in a record
    """

    field: Field
    at: int
    row: int
    column: int
    known: dict[object, Value]
    reading: Reading


class Places:
    """The places of one sheet's fields in each submission; those that are read alike share what is known."""

    def __init__(
        self, sheet: Sheet, coverages: Mapping[int, Coverage], synonyms: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.sheet, self.coverages, self.synonyms = sheet, coverages, synonyms
        self.known: dict[tuple[object, ...], dict[object, Value]] = {}
        self.layouts: dict[tuple[object, ...], list[Place | None]] = {}
        self.names = (*KEYS, *(field.name for field in sheet.fields))
        self.positions = {name: at for at, name in enumerate(self.names)}

    def of(self, entry: BoundSheet) -> list[Place | None]:
        """The places of one submission: of its columns in order, None for those of no field; of its items."""
        binding, coverage = entry.binding, self.coverages.get(entry.submission)
        facts = (binding.items, binding.columns, binding.scales)
        layout = (*(tuple(one.items()) for one in facts), coverage, entry.raw.from_1904)
        if layout not in self.layouts:
            items = [(name, row, binding.columns[""]) for name, row in binding.items.items()]
            bound = {column: name for name, column in binding.columns.items()}
            self.layouts[layout] = [self._place(entry, *place) for place in items] if items else [
                self._place(entry, bound[column], 0, column) if column in bound else None
                for column in range(1, max(bound, default=0) + 1)
            ]
        return self.layouts[layout]

    def read(self, entry: BoundSheet, place: Place, cell: Typed) -> Value:
        """What one cell reads as; a day as a moment."""
        own = _from_1900(cell) if entry.raw.from_1904 and place.field.type == "date" else cell
        value, fault = read_value(own, place.field, place.reading)
        return _stamp(value), fault

    def example(self) -> Mapping[str, object]:
        """What the example of 填写说明 reads as, without its number."""
        said = self.sheet.example or {}
        fields = [self.sheet.field(name) for name in said]
        return {
            field.name: _stamp(read_value(said[field.name], field, Reading(None, self.synonyms))[0])
            for field in fields if not field.preprinted
        }

    def _place(self, entry: BoundSheet, name: str, row: int, column: int) -> Place:
        field, scale = self.sheet.field(name), entry.binding.scales.get(name, 1.0)
        coverage = self.coverages.get(entry.submission) if field.type == "date" else None
        counted = (coverage, entry.raw.from_1904) if field.type == "date" else None
        known = self.known.setdefault((name, scale, counted), {})
        return Place(field, self.positions[name], row, column, known, Reading(coverage, self.synonyms, scale))


def _stamp(value: Scalar) -> object:
    return datetime.combine(value, time()) if isinstance(value, date) and not isinstance(value, datetime) else value


def _from_1900(cell: Typed) -> Typed:
    """A cell of a workbook that counts days from 1904 as one that counts from 1900 would have it.

    Plain numbers are moved; days of the first years, which are decimals (9.1, 2023.1) with a date format, too.
    """
    if isinstance(cell, float) and _DAYS_FROM_1904[0] <= cell <= _DAYS_FROM_1904[1]:
        return cell + _SHIFT.days
    return cell - _SHIFT if isinstance(cell, datetime | date) and cell.year < 1910 else cell
