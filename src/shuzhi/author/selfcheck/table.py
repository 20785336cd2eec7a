"""A sheet of rows as formulas see it: its ranges and, beside each, what stands in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, reduce
from itertools import zip_longest
from math import inf
from operator import and_, or_

from shuzhi.author.selfcheck.cells import (
    DAYS,
    counted,
    is_amount,
    is_empty,
    next_day,
    spelled,
)
from shuzhi.author.selfcheck.facts import COVERAGE, Facts
from shuzhi.author.selfcheck.page import Memory
from shuzhi.author.selfcheck.terms import Mask, Term, Value, holds, is_number
from shuzhi.form import Condition, Field, Form, Sheet
from shuzhi.model.sheet import Binding, RawSheet, column_letter, quoted
from shuzhi.spreadsheet import FIRST_DAY, serial

# How the first cell of a total (it may stand behind a pre-printed number) or a footnote begins: no record.
_TOTALS = "合计、小计、总计、累计、共计"
_ENDINGS = _TOTALS + "、备注、注：、注:、说明、填表、填报、制表、书记、审核"
_DIGITS = "0123456789"
_PLAIN = 'SUBSTITUTE(SUBSTITUTE({}," ",""),"\u3000","")'
_ENDS = '(LEN({0})>1)*(ISNUMBER(FIND(LEFT({0},2),"{1}"))+(LEFT({0},1)="共")*ISNUMBER(FIND(MID({0},2,1),"{2}"))>0)'
_LAST = 1041
_SPARE = 1000  # rows below the last one that are counted too


class Table:
    """One sheet of rows. Ranges start at the header row, so that a row put in right below it is counted."""

    def __init__(self, form: Form, raw: RawSheet, binding: Binding) -> None:
        """The sheet of `binding` in `raw`."""
        self.sheet: Sheet = form.sheet(binding.sheet)
        self.form, self.raw, self.binding = form, raw, binding
        self.first = binding.header_row + 1
        self.last = max(_LAST, len(raw.rows) + _SPARE)
        self.size = max(0, len(raw.rows) - binding.header_row)
        self.memory: Memory = {}  # what was said of it on a page
        self._columns: dict[str, Sequence[Value]] = {}
        self._empty: Sequence[Value] = [""] * self.size  # every column without a value
        self._typed = tuple(zip_longest(*raw.rows[self.first - 1 :]))
        self._filled: dict[str, int] = {}
        self._texts: dict[str, Mapping[str, int]] = {}
        self._numbers: dict[str, Sequence[tuple[int, float]]] = {}
        self._ranges = {name: self._range_of(column) for name, column in binding.columns.items()}
        self._rows = f"ROW({next(iter(self._ranges.values()))})"
        self._body = f"({self._rows}>{self._rows.split(':')[0]}))"

    def has(self, *names: str) -> bool:
        """Whether the sheet has all these columns."""
        return all(name in self.binding.columns for name in names)

    def fields(self) -> list[Field]:
        """The form's fields that have a column, in the form's order."""
        return [field for field in self.sheet.fields if field.name in self.binding.columns]

    def target(self, name: str = "") -> str:
        """The header cell of a column (of the first one if it is not there), for a link."""
        column = self.binding.columns.get(name) or min(self.binding.columns.values())
        return f"{quoted(self.raw.title)}!{column_letter(column)}{self.binding.header_row}"

    @cached_property
    def record(self) -> Mask:
        """The rows with anything typed but their pre-printed number and 说明; no totals, no footnotes."""
        names = [field.name for field in self.fields() if not field.preprinted and field.name != "note"]
        text = "+".join(f"LEN(TRIM({self.range(name)}))" for name in names)
        typed = self._mask(f"(({text})>0)*{self._body}", reduce(or_, (self._bits_of(name) for name in names), 0))
        return typed & ~self.ending

    @cached_property
    def ending(self) -> Mask:
        """The rows that begin as a total or a footnote, in the sheet's first column or the first known."""
        known = sorted((column, name) for name, column in self.binding.columns.items())
        words = dict.fromkeys({1, known[0][0]}, _ENDINGS)
        if self.sheet.field(known[0][1]).preprinted and len(known) > 1:
            words.setdefault(known[1][0], _TOTALS)
        found = [self._begins(column, each) for column, each in sorted(words.items())]
        return reduce(or_, found)

    def filled(self, name: str) -> Mask:
        """The rows where the cell has content."""
        return self._mask(f"(LEN(TRIM({self.range(name)}))>0)*{self._body}", self._bits_of(name))

    def blank(self, name: str) -> Mask:
        """The rows where the cell has none; the empty rows below, too."""
        return self._mask(f"(LEN(TRIM({self.range(name)}))=0)", (~self.filled(name)).hits)

    def strange(self, name: str) -> Mask:
        """The rows where something is typed that is no number; in a column of days, no day."""
        day = self.sheet.field(name).type == "date"
        readable = sum(bit for bit, _ in self.numbers(name)) if day else _bits(
            not isinstance(value, str) for value in self.column(name)
        )
        text = f"(1-{self._read(name)})" if day else f"ISTEXT({self.range(name)})"
        filled = self.filled(name) & ~self.ending
        return replace(filled, text=f"{text}*{filled.text}", hits=filled.hits & ~readable)

    def compared(self, name: str, sign: str, other: Term) -> Mask:
        """The rows where the cell holds a number or a day that is < <= > >= `other`."""
        hits = sum(bit for bit, value in self.numbers(name) if holds(value, sign, other.value))
        return self._mask(f"{self._read(name)}*({self.range(name)}{sign}{other.text})", hits)

    def since(self, name: str, day: Term) -> Mask:
        """The rows whose day is that day or later; none where the day is not known."""
        return self.compared(name, ">=", day) & is_number(day)

    def after(self, left: str, right: str) -> Mask:
        """The rows where both are numbers or days and the left one is greater."""
        a, b = self.range(left), self.range(right)
        others = dict(self.numbers(right))
        hits = sum(bit for bit, value in self.numbers(left) if bit in others and value > others[bit])
        return self._mask(f"{self._read(left)}*{self._read(right)}*({a}>{b})", hits)

    def within(self, name: str, facts: Facts) -> Mask:
        """The rows whose day lies in the coverage, both ends included, whatever its hour."""
        day = self.compared(name, ">=", facts["coverage_start"]) & self.before(name, next_day(facts["coverage_end"]))
        return day & facts.known(*COVERAGE)

    def before(self, name: str, day: Term) -> Mask:
        """The rows whose day is before a day."""
        return self.compared(name, "<", day)

    def later(self, name: str, facts: Facts, item: str) -> Mask:
        """The rows whose day is after the day of an item of 支部信息."""
        return self.compared(name, ">=", next_day(facts[item])) & facts.known(item)

    def one_of(self, names: Sequence[str], choices: Sequence[str]) -> Mask:
        """The rows where one of these columns names one of the choices, alone or joined by 、."""
        names = [name for name in names if name in self.binding.columns]
        if not names:
            return self._mask(f"({self._rows}<0)", 0)
        spellings = spelled(self.form, self.sheet.field(names[0]), choices)
        if len(names) == 1 and not self.sheet.field(names[0]).multiple:
            text = "+".join(f'({self.range(names[0])}="{each}")' for each in spellings)
            there = self._texts_of(names[0])
            return self._mask(f"({text})", sum(there.get(each, 0) for each in {each.lower() for each in spellings}))
        whole = '"、"&' + '&"、"&'.join(map(self.range, names)) + '&"、"'
        text = "+".join(f'ISNUMBER(FIND("、{each}、",{whole}))' for each in spellings)
        hits = _bits(_names(row, set(spellings)) for row in zip(*map(self.column, names), strict=True))
        return self._mask(f"(({text})>0)", hits)

    def case(self, conditions: Sequence[Condition]) -> Mask:
        """The rows where all conditions hold."""
        found: Mask | None = None
        for condition in conditions:
            mask = self._condition(condition)
            found = mask if found is None else found & mask
        return found if found is not None else self.record

    def differing(self, left: Sequence[str], right: Sequence[str], tolerance: float) -> Mask:
        """The rows where the left numbers add up to something else than the right ones.

        Only rows with the first right number and the required left ones (if none is: any); a blank adds nothing; no row
        with a text.
        """
        needed = [name for name in left if self.sheet.field(name).required]
        whole = "-".join(["+".join(map(self._adding, left)), *map(self._adding, right)])
        some = "*" if needed else "+"
        filled = some.join(f"ISNUMBER({self.range(name)})" for name in needed or left)
        texts = "+".join(f"ISTEXT({self.range(name)})" for name in (*left, *right))
        known = f"(({filled})>0)*ISNUMBER({self.range(right[0])})*(({texts})=0)"
        sums = [[_amount(value) for value in self.column(name)] for name in (*left, *right)]
        there = reduce(and_ if needed else or_, (self._numeric(name) for name in needed or left))
        there &= self._numeric(right[0])
        for name in (*left, *right):
            there &= ~_bits(isinstance(value, str) and value != "" for value in self.column(name))
        rows = zip(*sums, strict=True)
        hits = there & _bits(abs(sum(row[: len(left)]) - sum(row[len(left):])) > tolerance for row in rows)
        mask = self._mask(f"{known}*(ABS({whole})>{tolerance:g})", hits)
        return replace(mask, array=True)

    def range(self, name: str) -> str:
        """'会议'!$B$1:$B$1041."""
        return self._ranges[name]

    def column(self, name: str) -> Sequence[Value]:
        """What formulas see in the column, from the first row below the header."""
        if name not in self._columns:
            self._columns[name] = self._cells(self.binding.columns[name])
        return self._columns[name]

    def numbers(self, name: str) -> Sequence[tuple[int, float]]:
        """The numbers of a column (the days of a column of days), each with its row's bit."""
        if name not in self._numbers:
            low, high = DAYS if self.sheet.field(name).type == "date" else (-inf, inf)
            own = self.column(name)
            self._numbers[name] = [] if own is self._empty else [
                (1 << at, value) for at, value in enumerate(own) if is_amount(value) and low < value < high
            ]
        return self._numbers[name]

    def _cells(self, column: int) -> Sequence[Value]:
        typed = self._typed[column - 1] if column <= len(self._typed) else ()
        return [*map(counted, typed)] if any(value is not None for value in typed) else self._empty

    def _begins(self, column: int, words: str) -> Mask:
        """The rows whose cell begins with one of the words, or with 共 and a digit."""
        text = _ENDS.format(_PLAIN.format(self._range_of(column)), words, _DIGITS)
        return self._mask(f"({text})", _bits(_begins(value, words) for value in self._cells(column)))

    def _bits_of(self, name: str) -> int:
        if name not in self._filled:
            own = self.column(name)
            self._filled[name] = 0 if own is self._empty else _bits(not is_empty(value) for value in own)
        return self._filled[name]

    def _texts_of(self, name: str) -> Mapping[str, int]:
        """The texts of a column in small letters, each with the bits of its rows."""
        if name not in self._texts:
            found: dict[str, int] = defaultdict(int)
            for at, value in enumerate(self.column(name)):
                if isinstance(value, str):
                    found[value.lower()] |= 1 << at
            self._texts[name] = found
        return self._texts[name]

    def _range_of(self, column: int) -> str:
        letter = column_letter(column)
        return f"{quoted(self.raw.title)}!${letter}${self.binding.header_row}:${letter}${self.last}"

    def _read(self, name: str) -> str:
        """True where the cell holds a number, in a column of days a day: 20230905 is none."""
        cells = self.range(name)
        if self.sheet.field(name).type != "date":
            return f"ISNUMBER({cells})"
        return f"ISNUMBER({cells})*({cells}>{DAYS[0]})*({cells}<{DAYS[1]})"

    def _numeric(self, name: str) -> int:
        return sum(bit for bit, _ in self.numbers(name))

    def _adding(self, name: str) -> str:
        return f"IF(ISNUMBER({self.range(name)}),{self.range(name)},0)"

    def _condition(self, condition: Condition) -> Mask:
        if condition.inside:
            return self.one_of(condition.fields, condition.inside)
        name = condition.fields[0]
        if not self.has(name):
            return self.one_of([], [])
        if condition.outside:
            return self.filled(name) & ~self.one_of([name], condition.outside)
        since = condition.since or FIRST_DAY
        return self.compared(name, ">=", Term(f"DATE({since.year},{since.month},{since.day})", serial(since)))

    def _mask(self, text: str, hits: int) -> Mask:
        return Mask(text, hits, self._rows, self.first, self.size)


def tables(form: Form, sheets: Mapping[str, tuple[RawSheet, Binding]]) -> dict[str, Table]:
    """The sheets of rows by standard name, in the form's order; those the workbook lacks are left out."""
    return {
        sheet.name: Table(form, *sheets[sheet.name])
        for sheet in form.sheets if sheet.kind == "rows" and sheet.name in sheets
    }


def _amount(value: Value) -> float:
    return value if is_amount(value) else 0


def _bits(truths: Iterable[bool]) -> int:
    return sum([1 << at for at, truth in enumerate(truths) if truth])


def _begins(value: Value, words: str) -> bool:
    text = value.replace(" ", "").replace("\u3000", "") if isinstance(value, str) else ""
    if len(text) < 2:
        return False
    return text[:2] in words or (text[0] == "共" and text[1] in _DIGITS)


def _names(row: Iterable[Value], wanted: Collection[str]) -> bool:
    """Whether a cell of a row names one of the wanted choices."""
    return any(part in wanted for value in row if isinstance(value, str) and value for part in value.split("、"))
