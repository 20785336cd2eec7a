"""All typed text of a chunk, gathered once: a cell an entry, the same text read once."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from shuzhi.model.settings import Settings
from shuzhi.validate.scene import Scene
from shuzhi.validate.text.books import Book, books
from shuzhi.validate.text.lists import kinds

_BETWEEN = "\0"  # two texts; no spreadsheet can hold it


class Cell(NamedTuple):
    """One typed cell; row 0 of 支部信息 (its rows are found later)."""

    submission: int
    sheet: str
    row: int
    field: str
    kind: str
    text: str


class Hit(NamedTuple):
    """A piece of a cell's text that a rule found.

    start, end  its place in the text
    said        fills `{}` of the message: a word of a list or an address, never the text of the cell
    instead     fills `{}` of the hint
    detail      what only the township may read
    """

    start: int
    end: int
    said: str = ""
    instead: str = ""
    detail: str = ""


class Page:
    """The different texts of the cells on one page, so that a pattern is looked for once."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        """Every text once, in the order of the cells."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, cell in enumerate(cells):
            places[cell.text].append(place)
        self._places = list(places.values())
        self._text = _BETWEEN.join(places)
        self._starts = [0, *accumulate(len(text) + 1 for text in places)]

    def having(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The places of the cells in whose text the pattern is found."""
        position = 0
        while match := pattern.search(self._text, position):
            number = bisect_right(self._starts, match.start()) - 1
            yield from self._places[number]
            position = self._starts[number + 1]
            if position > len(self._text):
                return


@dataclass(frozen=True)
class Prose:
    """The typed text of a chunk as a rule sees it; `kinds`: of column that the rule at hand reads."""

    scene: Scene
    cells: tuple[Cell, ...]
    page: Page
    books: Mapping[int, Book]
    kinds: frozenset[str] = frozenset()

    @property
    def settings(self) -> Settings:
        """The township's settings."""
        return self.scene.settings

    def all(self) -> Iterator[tuple[int, Cell]]:
        """The cells that the rule at hand reads, with their places."""
        return ((place, cell) for place, cell in enumerate(self.cells) if cell.kind in self.kinds)

    def having(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, Cell]]:
        """Those of them in whose text the pattern is found."""
        for place in self.page.having(pattern):
            if self.cells[place].kind in self.kinds:
                yield place, self.cells[place]


def gathered(scene: Scene) -> Prose:
    """The typed text of every workbook of a chunk, sheet by sheet as in the form."""
    cells = tuple(_cells(scene))
    return Prose(scene, cells, Page(cells), books(scene))


def _cells(scene: Scene) -> Iterator[Cell]:
    wanted: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for (sheet, name), kind in kinds().items():
        wanted[sheet].append((name, kind))
    for sheet in (sheet.name for sheet in scene.form.sheets if sheet.name in wanted):
        frame = scene[sheet]
        numbers, rows = frame["submission"].values.tolist(), frame["row"].values.tolist()
        for name, kind in wanted[sheet]:
            places = np.flatnonzero(frame[name].notna())
            for place, text in zip(places, frame[name].values[places], strict=True):
                yield Cell(numbers[place], sheet, rows[place], name, kind, text)
