"""The workbook sent back: the branch's own file, faults filled and commented, 核对结果 in front."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuzhi.author import merged, verdict
from shuzhi.author.choices import LISTS
from shuzhi.author.mark import front, links, lists, notes, page, quiet, sentences
from shuzhi.author.mark.grid import Cell, Grid
from shuzhi.author.mark.markup import Element, child, children, number, without
from shuzhi.author.mark.package import STYLES, WORKBOOK, Package
from shuzhi.author.mark.styles import EMPTY, MARKS, WAY_BACK, Styles
from shuzhi.author.verdict import Line, Place
from shuzhi.form import Form
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import VERDICT, Binding, RawBook
from shuzhi.model.words import Level

_LEVELS = tuple(Level)
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_OTHER = f"{VERDICT}（自建）"  # a sheet of that title that the branch made itself
_MOST_COMMENTS = 5_000  # of one sheet; further faults are filled and listed like the others


@dataclass(frozen=True)
class _Marks:
    """What one worksheet gets: its place, the findings of each cell that shows them, the row of its first line."""

    place: Place
    cells: Mapping[Cell, Sequence[Finding]]
    row: int

    @property
    def header_row(self) -> int:
        """The row whose cell leads back; 0 if there is none."""
        return self.place.binding.header_row or min(self.place.binding.items.values(), default=0)

    @property
    def rows(self) -> set[int]:
        """The rows in which a cell may change."""
        return {self.header_row, *(row for row, _ in self.cells)}


@dataclass(frozen=True)
class _Work:
    """The file while it is marked.

    before  format with a mark of an earlier round → the one below the mark
    again   whether there was an earlier round
    """

    form: Form
    package: Package
    looks: Styles
    before: Mapping[int, int]
    again: bool


def marked(  # noqa: PLR0913 - the file, how it was read, what was found, what is offered
    form: Form, original: bytes, book: RawBook, bindings: Sequence[Binding], findings: Sequence[Finding],
    *, suggested: Sequence[str] = (),
) -> bytes:
    """The marked copy of one submission as bytes; it can be corrected and handed in again as it is.

    original   the file as it came in, after the gate let it pass; book and bindings: what was read from it
    suggested  可供参考的问题表述, offered at the end of 核对结果

    Only marked cells get another fill, and a comment; every other part of the file is as it was. Marks of an earlier
    round are taken off before. A finding without a cell (row or column 0) stands in 核对结果 only.
    """
    findings = [finding._replace(level=Level(finding.level)) for finding in findings]  # a frame gives plain words
    raws = {raw.title: raw for raw in book.sheets}
    places = {one.sheet: Place(raws[one.title], one) for one in bindings if one.title in raws}
    found = verdict.lines(form, findings, places)
    package = Package(original)
    front.without_macros(package)
    ours = VERDICT not in raws or page.is_ours(raws[VERDICT])
    listed = front.take_away(package, VERDICT) if ours else False
    if not ours:
        front.rename(package, VERDICT, _OTHER)
    written = package.content(STYLES)
    looks = Styles(_style_sheet(package), written)
    before = looks.unmarked()
    work = _Work(form, package, looks, before, listed or bool(before))
    marks = _marks(findings, places, found)
    for title, part in front.worksheets(package).items():
        _edit(work, part, marks.get(title))
    _offer(work, book, {place.title: place for place in places.values()})
    counts = Counter(finding.level for finding in findings)
    front.put_in_front(package, VERDICT, page.page(found, counts, suggested, looks), page.names(len(found)))
    return package.bytes()


def _marks(
    findings: Sequence[Finding], places: Mapping[str, Place], found: Sequence[Line]
) -> dict[str, _Marks]:
    """Title of a sheet in the file → its marks."""
    cells: dict[str, dict[Cell, list[Finding]]] = defaultdict(dict)
    for one in findings:
        if one.sheet in places and one.row and one.column:
            address = merged.shown(places[one.sheet].raw, (one.row, one.column))
            cells[one.sheet].setdefault(address, []).append(one)
    rows = {line.sheet: page.row_of(place) for place, line in reversed(list(enumerate(found)))}
    return {
        place.title: _Marks(place, cells[name], rows[place.title])
        for name, place in places.items() if place.title in rows
    }


def _edit(work: _Work, part: str, marks: _Marks | None) -> None:
    """One worksheet: marks of an earlier round off, new ones on; another sheet is the one shown first."""
    if not (marks or work.again or b"tabSelected" in work.package.start(part)):
        return
    root = work.package.tree(part) if work.again else work.package.sheet(part, marks.rows if marks else ())
    for view in children(child(root, "sheetViews"), "sheetView"):
        without(view, "tabSelected")
    grid = Grid(root, work.package.kept(part))
    if work.again:
        links.remove(root)
        quiet.let_in(root)
        notes.take_down(work.package, part, grid)
        grid.restyle(work.before)
    if marks:
        _mark(work, part, grid, marks)


def _mark(work: _Work, part: str, grid: Grid, marks: _Marks) -> None:
    for address, found in marks.cells.items():
        grid.show(address)  # a link to a hidden cell leads nowhere
        _fill(work, grid, address, MARKS[min((one.level for one in found), key=_LEVELS.index)])
    quiet.keep_off(grid.root, marks.cells)
    texts = {
        address: sentences.comment(work.form, found, marks.place)
        for address, found in sorted(marks.cells.items())[:_MOST_COMMENTS]
    }
    if texts:
        notes.hang(work.package, part, grid, texts)
    way = _way_back(grid.root, marks)
    if way:
        _fill(work, grid, way, WAY_BACK)
        links.lead_back(grid.root, way, marks.row)


def _fill(work: _Work, grid: Grid, address: Cell, colour: str) -> None:
    cell = grid.cell(address)
    if cell is not None:
        cell.set("s", str(work.looks.marked(number(cell.get("s")), colour)))


def _offer(work: _Work, book: RawBook, places: Mapping[str, Place]) -> None:
    """Drop-downs for the sheets that have none; the lists behind them where the file has no 选项."""
    areas = lists.offered(work.form, book)
    bare = [
        (part, places[title]) for title, part in front.worksheets(work.package).items()
        if title in places and not work.package.holds(part, "dataValidation")
    ] if areas is not None else []
    used = [lists.hang(work.form, work.package, part, place, areas or {}) for part, place in bare]
    if any(used) and not any(raw.title == LISTS for raw in book.sheets):
        lists.add_sheet(work.form, work.package)


def _way_back(root: Element, marks: _Marks) -> Cell | None:
    """The header cell furthest to the left, always in sight, that need not be corrected and leads nowhere itself."""
    binding = marks.place.binding
    row = marks.header_row
    cells = ((row, column) for column in sorted(set(binding.columns.values())) if column)
    return next((cell for cell in cells if row and cell not in marks.cells and not links.has_link(root, cell)), None)


def _style_sheet(package: Package) -> Element:
    """The root of the style sheet, which the file may lack."""
    if STYLES not in package:
        package.typed(STYLES, _STYLES_TYPE)
        package.link(WORKBOOK, "styles", STYLES)
    return package.tree(STYLES, EMPTY)
