"""Beside 报送情况: how many branches stand where and how many findings there are of each level, with a chart each."""

from collections.abc import Sequence
from typing import Any

from shuzhi.model.results import Results
from shuzhi.model.words import Level, State
from shuzhi.spreadsheet import LEVELS, SONG
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.paint import LOOKS, STATE_LOOK, Cell, Column, Painter, absolute

COLUMNS = (Column("", 5), Column("", 6))
TOP = 10  # below it the charts
WIDTH, HEIGHT = 420, 230  # of a chart, in pixels

# As they are told, done first.
_TOLD = (State.APPROVED, State.ACCEPTED, State.RETURNED, State.TO_EXPLAIN, State.UNREADABLE, State.MISSING)


def standings(results: Results) -> str:
    """应报30个，通过22个，待修改3个，未报送5个: without an end, in the words of the column 状态; none of nobody."""
    states = results.branches["state"].tolist()
    parts = [f"{state.label}{states.count(state)}个" for state in _TOLD if state in states]
    return "，".join([f"应报{len(states)}个", *parts])


def write_tallies(sheet: Rows, painter: Painter, results: Results, place: int, counted: tuple[int, int]) -> None:
    """Two small tables from that column on, and the charts they feed.

    place    the first column, counted from 0
    counted  the columns of 状态 and 必须改 in the branches' lines, counted from 0; 请核对 and 提醒 stand behind 必须改
    """
    last = len(results.branches)
    states = [
        (state.label, STATE_LOOK[state], int((results.branches["state"] == state.value).sum()),
         f'=COUNTIF({absolute(1, counted[0])}:{absolute(last, counted[0])},"{state.label}")')
        for state in State
    ]
    levels = [
        (level.label, str(level), int(results.branches[column].where(results.branches["submission"] >= 0, 0).sum()),
         f"=SUM({absolute(1, counted[1] + number)}:{absolute(last, counted[1] + number)})")
        for number, (level, column) in enumerate(zip(Level, ("errors", "warnings", "notices"), strict=True))
    ]
    _write(sheet, painter, place, (("状态", "支部数（个）"), states))
    _write(sheet, painter, place + 3, (("级别", "问题数（处）"), levels))
    colours = [LOOKS[look]["font_color"] for _, look, *_ in states]
    chart = _chart(sheet, painter, ("各支部状态（个）", place, colours), [(one[0], one[2]) for one in states])
    sheet.insert_chart(TOP - 1, place, chart, {"object_position": 3})
    fills = [LEVELS[level]["bg_color"] for level in Level]
    chart = _chart(sheet, painter, ("核对出的问题（处）", place + 3, fills), [(one[0], one[2]) for one in levels])
    sheet.insert_chart(TOP - 1, place, chart, {"object_position": 3, "y_offset": HEIGHT + 10})


def _write(sheet: Rows, painter: Painter, place: int, table: tuple[tuple[str, str], Sequence[Any]]) -> None:
    heads, lines = table
    for column, (width, title) in enumerate(zip(COLUMNS, heads, strict=True), place):
        painter.put(sheet, (0, column), Cell(title, "head"))
        sheet.set_column(column, column, width.units)
    for row, (label, look, number, formula) in enumerate(lines, 1):
        painter.put(sheet, (row, place), Cell(label, look))
        painter.put(sheet, (row, place + 1), Cell(number, formula=formula))


def _chart(
    sheet: Rows, painter: Painter, drawn: tuple[str, int, Sequence[Any]], lines: Sequence[tuple[str, int]],
) -> Any:
    """Bars of one table (its title, first column and colours) with these labels and numbers."""
    title, place, colours = drawn
    chart = painter.book.add_chart({"type": "bar"})
    name, last = sheet.get_name(), len(lines)
    font = {"name": SONG, "size": 10}
    chart.add_series({
        "name": title, "categories": [name, 1, place, last, place], "values": [name, 1, place + 1, last, place + 1],
        "categories_data": [label for label, _ in lines], "values_data": [number for _, number in lines],
        "points": [{"fill": {"color": colour}} for colour in colours], "gap": 40,
        "data_labels": {"value": True, "font": font},
    })
    chart.set_title({"name": title, "name_font": {"name": SONG, "size": 12, "bold": True}})
    chart.set_y_axis({"reverse": True, "num_font": font})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"none": True})
    chart.show_hidden_data()  # a filter on the branches hides rows beside them
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart
