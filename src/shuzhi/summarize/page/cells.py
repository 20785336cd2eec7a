"""What a table of the page is made of: plain values, which the template escapes and lays out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from shuzhi.model.words import Level, State

STATE_LOOK = {
    State.MISSING: "bad", State.UNREADABLE: "bad", State.RETURNED: "bad", State.TO_EXPLAIN: "warn",
    State.ACCEPTED: "good", State.APPROVED: "good",
}
LEVEL_LOOK = {Level.ERROR: "bad", Level.WARNING: "warn", Level.NOTICE: "busy"}


class Link(NamedTuple):
    """A place in the page or a file beside it."""

    text: str
    href: str


class Cell(NamedTuple):
    """The text; its look (a class of page.css); small words below it; key: what it is sorted by if not its text."""

    text: str = ""
    look: str = ""
    small: str = ""
    key: str = ""
    links: tuple[Link, ...] = ()


class Column(NamedTuple):
    """The header; kind text, number (right-aligned, sorted by size), wrap (in a narrow column), long (a wide one)."""

    title: str
    kind: str = "text"


class Row(NamedTuple):
    """A line: place of its branch in the roster (-1 = none), its cells, its level ("" = none)."""

    branch: int
    cells: tuple[Cell, ...]
    level: str = ""


@dataclass(frozen=True)
class Table:
    """A table; `name` is unique in the page, `measure` counts its rows (个, 条, 件), `total` its last line.

    named   True where the first cell of a row is its branch, and links to the branch's section
    figures True where all columns but the first two are numbers, which then need not say so one by one
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    measure: str = "个"
    total: tuple[Cell, ...] = ()
    named: bool = True
    figures: bool = False

    def kinded(self, row: Row) -> Iterable[tuple[str, Cell]]:
        """The cells behind the branch with the kind that each has to say of itself."""
        first = int(self.named)
        return zip(self._kinds[first:], row.cells[first:], strict=True)

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple("" if self.figures or one.kind == "text" else one.kind for one in self.columns)
