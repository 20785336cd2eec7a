"""汇总表.xlsx: values and formulas written together, the same bytes for the same results."""

from collections.abc import Sequence
from io import BytesIO

from shuzhi.model.results import Results
from shuzhi.spreadsheet import open_book
from shuzhi.summarize.book.arrivals import Delivered, write_arrivals
from shuzhi.summarize.book.faults import fault_lines, first_cells, write_faults
from shuzhi.summarize.book.figures import figures_of
from shuzhi.summarize.book.limits import EXCEL, Limits
from shuzhi.summarize.book.links import links_of, others
from shuzhi.summarize.book.meetings import write_meetings
from shuzhi.summarize.book.members import write_members
from shuzhi.summarize.book.notes import Told, write_notes
from shuzhi.summarize.book.overview.sheet import write_overview
from shuzhi.summarize.book.paint import Painter
from shuzhi.summarize.book.proposals import write_proposals
from shuzhi.summarize.book.tasks import write_tasks
from shuzhi.summarize.book.traces import write_traces


def summary(results: Results, files: Sequence[str], *, office: bool, limits: Limits = EXCEL) -> bytes:
    """The summary workbook; the office's edition also names files, what to do next and every finding.

    files   what is delivered beside it, as paths in the delivery (报告/石井村/述职报告.docx)
    limits  what a sheet holds; a longer list is cut, and 填表说明 says so

    Sheets 总表, 报送情况, 会议, 党员, 民生实事, 意见建议, for the office 核对结果, 指标溯源, 填表说明. Header rows for
    machines: row 2 of 总表 and 党员, row 1 of the others. 报送情况 of the office lists the files of the inbox below the
    branches.
    """
    stream = BytesIO()
    settings = results.settings
    properties = {"title": f"{settings.township}{settings.period.label}汇总表", "author": settings.township}
    faults = fault_lines(results) if office else []
    links = links_of(files, settings)
    delivered = Delivered(links, first_cells(faults, limits), limits)
    with open_book(stream, properties, settings.coverage.end) as book:
        painter = Painter(book)
        figures = figures_of(results, limits)
        write_overview(book.add_worksheet("总表"), painter, results, figures)
        write_arrivals(book.add_worksheet("报送情况"), painter, results, delivered, office=office)
        shown = [write_meetings(book.add_worksheet("会议"), painter, results, limits)]
        write_members(book.add_worksheet("党员"), painter, results)
        shown.append(write_tasks(book.add_worksheet("民生实事"), painter, results, limits))
        shown.append(write_proposals(book.add_worksheet("意见建议"), painter, results, limits))
        if office:
            shown.append(write_faults(book.add_worksheet("核对结果"), painter, results, faults, limits))
        shown.append(write_traces(book.add_worksheet("指标溯源"), painter, results, figures))
        titles = [sheet.get_name() for sheet in book.worksheets()]
        told = Told(titles, shown, figures.linked, others(files, links))
        write_notes(book.add_worksheet("填表说明"), painter, results, told)
    return stream.getvalue()
