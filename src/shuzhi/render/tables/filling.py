"""A workbook of templates/ with its tags filled in: numbers as numbers, a row for every branch, all else as it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from math import isfinite
from pathlib import Path
from typing import Any

from jinja2.exceptions import TemplateError

from shuzhi.errors import TemplateFault
from shuzhi.model.indicator import Figure
from shuzhi.model.township import TownshipFacts
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.explain import FAULTS, run_reason
from shuzhi.render.package import core_properties, pack
from shuzhi.render.printing import FIGURES
from shuzhi.render.sentence import Number
from shuzhi.render.source import TAGS
from shuzhi.render.source import read as read_file
from shuzhi.render.tables.book import Book, read
from shuzhi.render.tables.gate import overfull, unfit
from shuzhi.render.tables.moves import Moves
from shuzhi.render.tables.rows import Content, laid_out
from shuzhi.render.tables.surroundings import moved
from shuzhi.render.tables.tags import TagCell, blocks, row_of, tag_cells, unfilled
from shuzhi.render.township.roster import without_serials

_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_CORE = "docProps/core.xml"
_ODD = "有程序读不懂的内容（{}），请在 Excel 或 WPS 里打开后另存，再运行一次；还不行的，请告诉程序维护人员。"
_PLACES = 6  # decimals that an amount may have


@dataclass(frozen=True)
class Table:
    """A workbook whose tags are compiled: title of a sheet → its cells with tags."""

    book: Book
    cells: Mapping[str, tuple[TagCell, ...]]


@dataclass(frozen=True)
class Filled:
    """A finished workbook, and every number printed in it in the order of sheets, rows and columns."""

    xlsx: bytes
    figures: tuple[Figure, ...]


def table(path: Path, facts: TownshipFacts) -> Filled:
    """The workbook at `path` filled in; TemplateFault names the first fault in it, by sheet and cell."""
    given, faults = opened(path)
    for fault in faults:
        raise fault
    try:
        return fill(given, facts)
    except FAULTS as fault:
        raise TemplateFault(path.name, _ODD.format(type(fault).__name__)) from fault


def opened(path: Path) -> tuple[Table, tuple[TemplateFault, ...]]:
    """A workbook with the tags that can be used, and what is wrong with others; TemplateFault if it cannot be read."""
    data = read_file(path)
    try:
        book = read(data, path.name)
        if found := tuple(unfit(book)):
            return Table(book, {}), found
        return _compiled(book)
    except FAULTS as fault:
        raise TemplateFault(path.name, _ODD.format(type(fault).__name__)) from fault


def _compiled(book: Book) -> tuple[Table, tuple[TemplateFault, ...]]:
    """Every tag compiled, beside what is wrong with others."""
    found = {sheet.title: tuple(tag_cells(book, sheet)) for sheet in book.sheets}
    faults = [one for cells in found.values() for one in cells if isinstance(one, TemplateFault)]
    usable = {title: tuple(one for one in cells if isinstance(one, TagCell)) for title, cells in found.items()}
    return Table(book, usable), (*faults, *unfilled(book))


def fill(given: Table, facts: TownshipFacts) -> Filled:
    """The workbook filled in; TemplateFault if a tag asks for something that does not exist.

    A row that names 支部 stands once for every branch of the roster, or as it is where there is none. Formulas lose
    their stored results: the program that opens the file is told to calculate them.
    """
    figures: list[Figure] = []
    context = {**context_of(facts), FIGURES: figures, BUDGET: Budget(township=True)}
    book, branches = given.book.copied(), [*context["各支部"]]
    writer = _Writer(book, context, {one.name for one in facts.all.values() if one.unit == "%"})
    moves = {title: Moves(blocks(cells), len(branches)) for title, cells in given.cells.items()}
    for fault in overfull(book, given.cells, moves):
        raise fault
    for sheet in book.sheets:
        laid_out(sheet, moves, dict(_contents(given.cells[sheet.title], moves[sheet.title], branches, writer)))
    members = moved(book, moves)
    if _CORE in members:
        members[_CORE] = core_properties(Path(book.name).stem, facts.township)
    return Filled(pack(members), without_serials(figures))


def _contents(
    cells: Sequence[TagCell], moves: Moves, branches: Sequence[Any], writer: "_Writer"
) -> Iterator[tuple[tuple[str, int], Content]]:
    """(address in the template, copy) → what the cell shows, in the order of rows."""
    done = set()
    for cell in cells:
        block = moves.block(row_of(cell.address))
        if block is None:
            yield (cell.address, 0), writer.content(cell, {})
        elif block not in done:
            done.add(block)
            own = [one for one in cells if moves.block(row_of(one.address)) == block]
            for copy, line in enumerate(branches):
                names = {"支部": line, "序号": line["序号"]}
                yield from (((one.address, copy), writer.content(one, names)) for one in own)


@dataclass(frozen=True)
class _Writer:
    """What a tag shows in a cell; `rates` are the indicators in %."""

    book: Book
    context: Mapping[str, Any]
    rates: set[str]

    def content(self, cell: TagCell, names: Mapping[str, Any]) -> Content:
        """A number, a text, or None for an empty cell; numbers are recorded as figures."""
        context = {**self.context, **names}
        try:
            text = unescape(cell.compiled.render(context))
            value = cell.value(context) if cell.value else text
        except (TemplateError, *FAULTS) as fault:
            reason = run_reason(fault, cell.text, context)
            raise TemplateFault(self.book.name, reason, part=cell.place) from fault
        if isinstance(value, Number):
            return self._amount(value, cell.look)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if not isfinite(value):
                raise TemplateFault(self.book.name, run_reason(ArithmeticError(), cell.text, context), part=cell.place)
            return float(value)
        if isinstance(value, date) and cell.look.startswith("date:"):
            return float((value - _EPOCHS[self.book.since_1904]).days)
        if names and "{{" in cell.text and "{%" not in cell.text and text == TAGS.sub("", cell.text):
            return None  # of “{{ 支部.党课次数 }}次” nothing but the unit is left
        return text or None

    def _amount(self, number: Number, look: str) -> float | None:
        """As printed where the cell says nothing, else exact; a rate in a cell of per cents as a part of 1."""
        if number.value is None:
            return None
        if look == "General":
            return float(number.text)
        rate = number.source in self.rates and "%" in look
        return round(float(number.value) / (100 if rate else 1), _PLACES + 2 * rate)
