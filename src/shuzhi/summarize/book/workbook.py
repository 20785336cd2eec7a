"""汇总表.xlsx: values and formulas written together, the same bytes for the same results."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO

from shuzhi.model.results import Results
from shuzhi.spreadsheet import Workbook, open_book
from shuzhi.spreadsheet.rows import Rows, closed, drop_sheet
from shuzhi.summarize.book.arrivals import Delivered, write_arrivals
from shuzhi.summarize.book.faults import fault_lines, first_cells, write_faults
from shuzhi.summarize.book.figures import Figures, figures_of
from shuzhi.summarize.book.limits import EXCEL, Limits, Shown
from shuzhi.summarize.book.links import links_of, others
from shuzhi.summarize.book.meetings import write_meetings
from shuzhi.summarize.book.members import write_members
from shuzhi.summarize.book.notes import Told, write_notes
from shuzhi.summarize.book.overview.sheet import write_overview
from shuzhi.summarize.book.paint import Painter
from shuzhi.summarize.book.proposals import write_proposals
from shuzhi.summarize.book.tasks import write_tasks
from shuzhi.summarize.book.traces import write_traces

FAULTS = "核对结果"  # the office's own
TITLES = ("总表", "报送情况", "会议", "党员", "民生实事", "意见建议", FAULTS, "指标溯源", "填表说明")


@dataclass(frozen=True)
class _Draft:
    """A workbook whose sheets stand, those filled in that both editions have alike, and what these show by title."""

    book: Workbook
    painter: Painter
    stream: BytesIO
    figures: Figures
    shown: Mapping[str, Shown]

    def copy(self) -> "_Draft":
        """The same again, to be finished otherwise."""
        return _Draft(*deepcopy((self.book, self.painter, self.stream)), self.figures, self.shown)


def editions(
    results: Results, office: Sequence[str], upward: Sequence[str], limits: Limits = EXCEL
) -> tuple[bytes, bytes]:
    """The office's edition and the one to hand upward; each is given the files delivered beside it. See `summary`."""
    draft = _drafted(results, limits)
    other = draft.copy()
    inside = _finished(draft, results, office, limits, office=True)
    return inside, _finished(other, results, upward, limits, office=False)


def summary(results: Results, files: Sequence[str], *, office: bool, limits: Limits = EXCEL) -> bytes:
    """One edition of the summary workbook; the office's also names files, what to do next and every finding.

    files   what is delivered beside it, as paths in the delivery (报告/石井村/述职报告.docx)
    limits  what a sheet holds; a longer list is cut, and 填表说明 says so

    Sheets 总表, 报送情况, 会议, 党员, 民生实事, 意见建议, for the office 核对结果, 指标溯源, 填表说明. Header rows for
    machines: row 2 of 总表 and 党员, row 1 of the others. 报送情况 of the office lists the files of the inbox below the
    branches.
    """
    return _finished(_drafted(results, limits), results, files, limits, office=office)


def _drafted(results: Results, limits: Limits) -> _Draft:
    stream = BytesIO()
    settings = results.settings
    properties = {"title": f"{settings.township}{settings.period.label}汇总表", "author": settings.township}
    book = open_book(stream, properties, settings.coverage.end)
    sheets = {title: book.add_worksheet(title, Rows) for title in TITLES}
    painter, figures = Painter(book), figures_of(results, limits)
    write_overview(sheets["总表"], painter, results, figures)
    write_members(sheets["党员"], painter, results)
    shown = {
        "会议": write_meetings(sheets["会议"], painter, results, limits),
        "民生实事": write_tasks(sheets["民生实事"], painter, results, limits),
        "意见建议": write_proposals(sheets["意见建议"], painter, results, limits),
        "指标溯源": write_traces(sheets["指标溯源"], painter, results, figures),
    }
    return _Draft(book, painter, stream, figures, shown)


def _finished(draft: _Draft, results: Results, files: Sequence[str], limits: Limits, *, office: bool) -> bytes:
    """What the editions have each for itself, in the place kept for it."""
    book, painter, shown = draft.book, draft.painter, dict(draft.shown)
    sheets = {sheet.get_name(): sheet for sheet in book.worksheets()}
    links = links_of(files, results.settings)
    faults = fault_lines(results) if office else []
    delivered = Delivered(links, first_cells(faults, limits), limits)
    write_arrivals(sheets["报送情况"], painter, results, delivered, office=office)
    if office:
        shown[FAULTS] = write_faults(sheets[FAULTS], painter, results, faults, limits)
    else:
        drop_sheet(book, FAULTS)
    titles = [title for title in TITLES[:-1] if office or title != FAULTS]
    lists = [shown[title] for title in titles if title in shown]
    told = Told(titles, lists, draft.figures.linked, others(files, links))
    write_notes(sheets["填表说明"], painter, results, told)
    return closed(book, draft.stream)
