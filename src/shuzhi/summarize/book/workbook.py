"""汇总表.xlsx: values and formulas written together, the same bytes for the same results."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO

from shuzhi.model.results import Results
from shuzhi.spreadsheet.book import open_book
from shuzhi.spreadsheet.rows import Rows, closed, drop_sheet
from shuzhi.summarize.book.arrivals import Delivered, write_arrivals
from shuzhi.summarize.book.faults import fault_lines, first_cells, write_faults
from shuzhi.summarize.book.figures import figures_of
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


class Draft:
    """A summary workbook in the making: first the sheets that both editions have alike, from what was joined.

    steps  writes one of these sheets each time it is asked; what is left of them when an edition is finished is written
           then
    """

    def __init__(self, results: Results, limits: Limits = EXCEL) -> None:
        """limits: what a sheet holds; a longer list is cut, and 填表说明 says so."""
        settings = results.settings
        properties = {"title": f"{settings.township}{settings.period.label}汇总表", "author": settings.township}
        self._limits, self._stream = limits, BytesIO()
        self._book = open_book(self._stream, properties, settings.coverage.end)
        self._painter = Painter(self._book)
        self._shown: dict[str, Shown] = {}
        self._linked = True
        self.steps = self._write(results)

    def _write(self, results: Results) -> Iterator[None]:
        sheets = {title: self._book.add_worksheet(title, Rows) for title in TITLES}
        painter, limits, shown, figures = self._painter, self._limits, self._shown, figures_of(results, self._limits)
        self._linked = figures.linked
        yield
        write_overview(sheets["总表"], painter, results, figures)
        yield
        write_members(sheets["党员"], painter, results)
        yield
        for title, write in (("会议", write_meetings), ("民生实事", write_tasks), ("意见建议", write_proposals)):
            shown[title] = write(sheets[title], painter, results, limits)
            yield
        shown["指标溯源"] = yield from write_traces(sheets["指标溯源"], painter, results, figures)

    def editions(self, results: Results, office: Sequence[str], upward: Sequence[str]) -> Iterator[bytes]:
        """The office's edition, then that to hand upward, each given the files delivered beside it; see `edition`."""
        for _ in self.steps:
            pass
        book, painter, stream = deepcopy((self._book, self._painter, self._stream))
        yield self.edition(results, office, office=True)
        self._book, self._painter, self._stream = book, painter, stream
        yield self.edition(results, upward, office=False)

    def edition(self, results: Results, files: Sequence[str], *, office: bool) -> bytes:
        """Finish one edition: what it has for itself, in the place kept for it. The draft is used up then.

        results  those of the draft, with what is suggested and remarked by now
        files    what is delivered beside it, as paths in the delivery (报告/石井村/述职报告.docx)
        """
        for _ in self.steps:
            pass
        book, painter, limits, shown = self._book, self._painter, self._limits, dict(self._shown)
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
        write_notes(sheets["填表说明"], painter, results, Told(titles, lists, self._linked, others(files, links)))
        return closed(book, self._stream)


def summary(results: Results, files: Sequence[str], *, office: bool, limits: Limits = EXCEL) -> bytes:
    """One edition of the summary workbook; the office's also names files, what to do next and every finding.

    Sheets 总表, 报送情况, 会议, 党员, 民生实事, 意见建议, for the office 核对结果, 指标溯源, 填表说明. Header rows for
    machines: row 2 of 总表 and 党员, row 1 of the others. 报送情况 of the office lists the files of the inbox below the
    branches. files, limits: see Draft.
    """
    return Draft(results, limits).edition(results, files, office=office)
