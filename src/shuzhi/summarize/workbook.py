"""汇总表.xlsx: values and formulas written together, the same bytes for the same results."""

from datetime import datetime, time
from io import BytesIO

import xlsxwriter

from shuzhi.model.results import Results
from shuzhi.summarize.arrivals import write_arrivals
from shuzhi.summarize.faults import write_faults
from shuzhi.summarize.lists import write_proposals, write_tasks
from shuzhi.summarize.overview import write_overview
from shuzhi.summarize.paint import Painter


def summary(results: Results, office: bool) -> bytes:  # noqa: FBT001 - two editions of one workbook
    """The summary workbook; the office's edition also names files, what to do next and every finding.

    Sheets 总表, 报送情况, 民生实事, 意见建议, and for the office 核对结果. Header rows for machines: row 2 of 总表,
    row 1 of the others. 报送情况 of the office lists the files of the inbox below the branches.
    """
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    settings = results.settings
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({
            "title": f"{settings.township}{settings.period.label}汇总表",
            "author": settings.township,
            # A file that differs only by the minute it was written in would be no copy.
            "created": datetime.combine(settings.coverage.end, time()),
        })
        painter = Painter(book)
        write_overview(book.add_worksheet("总表"), painter, results)
        write_arrivals(book.add_worksheet("报送情况"), painter, results, office=office)
        write_tasks(book.add_worksheet("民生实事"), painter, results)
        write_proposals(book.add_worksheet("意见建议"), painter, results)
        if office:
            write_faults(book.add_worksheet("核对结果"), painter, results)
    return stream.getvalue()
