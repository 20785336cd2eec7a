"""汇总表.xlsx: values and formulas written together, the same bytes for the same results."""

from collections.abc import Sequence
from io import BytesIO

from shuzhi.model.results import Results
from shuzhi.spreadsheet import open_book
from shuzhi.summarize.book.arrivals import write_arrivals
from shuzhi.summarize.book.faults import write_faults
from shuzhi.summarize.book.lists import write_proposals, write_tasks
from shuzhi.summarize.book.overview import write_overview
from shuzhi.summarize.book.paint import Painter


def summary(results: Results, files: Sequence[str], *, office: bool) -> bytes:
    """The summary workbook; the office's edition also names files, what to do next and every finding.

    files  what is delivered beside it, as paths in the delivery (报告/石井村/述职报告.docx)

    Sheets 总表, 报送情况, 民生实事, 意见建议, and for the office 核对结果. Header rows for machines: row 2 of 总表,
    row 1 of the others. 报送情况 of the office lists the files of the inbox below the branches.
    """
    stream = BytesIO()
    settings = results.settings
    properties = {"title": f"{settings.township}{settings.period.label}汇总表", "author": settings.township}
    with open_book(stream, properties, settings.coverage.end) as book:
        painter = Painter(book)
        write_overview(book.add_worksheet("总表"), painter, results)
        write_arrivals(book.add_worksheet("报送情况"), painter, results, office=office)
        write_tasks(book.add_worksheet("民生实事"), painter, results)
        write_proposals(book.add_worksheet("意见建议"), painter, results)
        if office:
            write_faults(book.add_worksheet("核对结果"), painter, results)
    return stream.getvalue()
