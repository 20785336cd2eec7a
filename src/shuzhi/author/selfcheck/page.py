"""The cells of 填报自查 while they are put together: what stands where, and what leads where."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from shuzhi.author.selfcheck.terms import Term, Value, number
from shuzhi.model.sheet import column_letter

NOW, DUE, VERDICT, LINK, PLACES, TONE, ASIDE = 2, 3, 4, 5, 6, 7, 8
TOP, FIRST_ROW = 2, 4
_ENOUGH = 64  # parts that one memory holds
# How to take a line that has nothing to fill or correct: all right, a reminder, nothing to say yet.
GOOD, REMINDER, NEUTRAL = number(0), number(1), number(-1)


@dataclass(frozen=True)
class Heading:
    """A section's heading: its four titles, above 项目, 现在, 应有 and 结论."""

    row: int
    titles: tuple[str, str, str, str]


@dataclass(frozen=True)
class Label:
    """What a line is called, the cell it leads to (with its sheet; "" for none), how many lines its words may take."""

    row: int
    title: str
    target: str
    height: int


class Part(NamedTuple):
    """Some lines of a page, and what making them gave."""

    page: "Page"
    answer: Any


Memory = dict[Hashable, Part]


class Page:
    """Collects terms by 1-based (row, column); the lines run from top to bottom."""

    def __init__(self, above: int = FIRST_ROW - 1) -> None:
        """An empty page; its lines begin below row `above`."""
        self.cells: dict[tuple[int, int], Term] = {}
        self.headings: list[Heading] = []
        self.labels: list[Label] = []
        self._row = above

    @property
    def last_row(self) -> int:
        """The row of the last line."""
        return self._row

    def section(self, *titles: str) -> None:
        """Begin a section."""
        self._row += 1
        first, now, due, verdict = titles
        self.headings.append(Heading(self._row, (first, now, due, verdict)))

    def line(self, title: str, target: str, height: int = 1) -> "Line":
        """Begin a line."""
        self._row += 1
        self.labels.append(Label(self._row, title, target, height))
        return Line(self, self._row)

    def part(self, memory: Memory, work: Callable[..., Any], *given: Hashable) -> Any:
        """Lines that `work` makes, and its answer; from memory where it made them before from the same."""
        key = work, self._row, given
        if key not in memory:
            if len(memory) >= _ENOUGH:
                memory.clear()
            own = Page(self._row)
            memory[key] = Part(own, work(own, *given))
        made, answer = memory[key]
        self.cells |= made.cells
        self.headings += made.headings
        self.labels += made.labels
        self._row = made.last_row
        return answer

    def put(self, row: int, column: int, term: Term) -> Term:
        """Write a term; the answer stands for its cell."""
        self.cells[row, column] = term
        return Term(f"${column_letter(column)}${row}", term.value)

    def values(self) -> dict[tuple[int, int], Value]:
        """The value of each formula."""
        return {address: term.value for address, term in self.cells.items()}


class Line:
    """One line of a page."""

    def __init__(self, page: Page, row: int) -> None:
        """The line in `row`."""
        self._page, self.row, self._aside = page, row, ASIDE

    def now(self, term: Term) -> Term:
        """What stands in the workbook now."""
        return self._page.put(self.row, NOW, term)

    def due(self, term: Term) -> Term:
        """What there should be."""
        return self._page.put(self.row, DUE, term)

    def aside(self, term: Term) -> Term:
        """A step on the way, in a hidden column."""
        self._aside += 1
        return self._page.put(self.row, self._aside - 1, term)

    def verdict(self, words: Term, places: Term | None = None, tone: Term | None = None) -> None:
        """The words, how many places are to be filled or corrected (0), and how to take them (GOOD)."""
        self._page.put(self.row, VERDICT, words)
        self._page.put(self.row, PLACES, places or number(0))
        self._page.put(self.row, TONE, tone or GOOD)


def area(terms: Sequence[Term]) -> str:
    """The range of cells that were put side by side."""
    return f"{terms[0].text}:{terms[-1].text}"


def added(terms: Sequence[Term]) -> Term:
    """The sum of cells that were put side by side."""
    return Term(f"SUM({area(terms)})", sum(float(term.value) for term in terms))
