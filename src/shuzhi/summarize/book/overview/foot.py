"""Below the table of 总表: the line that is signed and stamped, how to read the table, charts."""

from collections.abc import Sequence

from shuzhi.model.results import Results
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.figures import Figures
from shuzhi.summarize.book.overview.charts import MOST_BARS, Bars, write_charts
from shuzhi.summarize.book.overview.table import FIRST, FIRST_ROW, NAME_PLACE, REPEATED, Table
from shuzhi.summarize.book.overview.totals import total
from shuzhi.summarize.book.paint import SIGNED, SIGNED_HEIGHT, Painter
from shuzhi.summarize.headings import Kind
from shuzhi.summarize.values import number_of

BLANKS = "空格表示未报送、未计入（待修改、无法读取）或没有填写，不等于0；小计、合计中的比率按分子、分母各自相加后计算。"
MARKS = "红色：有逾期、超期的事项或失去联系的党员；黄色：会议少于应召开次数。"
COMPARED = "与上期比较：只算两期都有数字的支部；比率的变化是百分点。"
FILLED = "由党总支（党委）统一填报的支部，数字记在党总支（党委）一行，不重复计算。"


def write_below(
    sheet: Rows, painter: Painter, results: Results, content: tuple[Table, Figures],
) -> tuple[int, int]:
    """Under an empty row the line that is signed, then a line a note, then the charts; all on the first page's width.

    Gives the row from which on charts may stand, and how many lines of them do.
    """
    table, figures = content
    row = table.bottom + 1
    _write_signed(sheet, painter, table, row)
    notes = [
        BLANKS, MARKS,
        *[COMPARED] * any(column.heading.kind is Kind.CHANGE for column in table.columns),
        *[FILLED] * bool(results.branches["through"].ne("").any()),
    ]
    for number, note in enumerate(notes, 1):
        text = f"{'注：' if number == 1 else '　　'}{number}. {note}"
        painter.loose(sheet, (row + number, REPEATED), text)
    bars, charts, end = _bars(results, table, figures), 0, row + len(notes) + 2
    if bars:
        width = sum(int(column.units * 7) + 5 for column in table.first_page.values())
        charts = write_charts(sheet, painter, (end, REPEATED), width, bars)
    return end, charts


def _write_signed(sheet: Rows, painter: Painter, table: Table, row: int) -> None:
    """What is signed, each in a cell of its own, spread over the first page; its repeated columns stay empty."""
    share = sum(column.width for column in table.first_page.values()) / len(SIGNED)
    used, places = 0.0, list[int]()
    for place, column in table.first_page.items():
        if used >= len(places) * share - column.width / 2:
            places.append(place)
        used += column.width
    places += [places[-1] + number for number in range(1, len(SIGNED))]  # of a page with a few wide columns
    for place, text in zip(places, SIGNED, strict=False):
        painter.loose(sheet, (row, place), text)
    sheet.set_row(row, SIGNED_HEIGHT)


def _bars(results: Results, table: Table, figures: Figures) -> Bars | None:
    """The branches along the axis; too many of them: the unit types, if there are 小计."""
    shown = {column.heading.name: place for place, column in enumerate(table.columns, len(FIRST))
             if column.heading.kind is Kind.VALUE}
    codes, names = results.branches["branch_code"].tolist(), results.branches["short_name"].tolist()
    if len(codes) <= MOST_BARS:
        rows = (FIRST_ROW, table.area.last - 1)
        values = {name: _own(figures, name, codes) for name in shown}
        return Bars(rows, (NAME_PLACE, names), shown, values) if len(codes) > 1 else None
    parts = table.totals[:-1]
    values = {
        column.heading.name: [total(column.heading, "", figures, table.area, kind).value for _, kind in parts]
        for column in table.columns if column.heading.kind is Kind.VALUE
    }
    labels = [label for label, _ in parts]
    return Bars((table.area.last, table.bottom - 2), (NAME_PLACE, labels), shown, values) if parts else None


def _own(figures: Figures, name: str, codes: Sequence[str]) -> list[float | None]:
    values = dict(zip(figures.own(name, "branch_code"), map(number_of, figures.own(name, "value")), strict=True))
    return [*map(values.get, codes)]
