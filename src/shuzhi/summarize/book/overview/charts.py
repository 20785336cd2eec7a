"""Native charts below 总表: meetings held beside those expected, attendance, what was completed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shuzhi.spreadsheet import SONG
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.layout import CHART_ROWS, ROW_HEIGHT
from shuzhi.summarize.book.paint import Painter

MOST_BARS = 40  # of branches; with more of them the unit types stand for them
HEIGHT, GAP = CHART_ROWS * ROW_HEIGHT * 4 // 3 - 12, 12  # in pixels
COLOURS = ("#A9B8D0", "#2F5597")


@dataclass(frozen=True)
class Drawn:
    """One chart: its title, name → indicator of each series, the highest value of the axis (None = as it comes)."""

    title: str
    series: Mapping[str, str]
    most: int | None = None


# The first ones are printed where there is no room for all.
DRAWN = (
    Drawn("支部委员会会议（次）", {"应召开": "meetings_committee_expected", "已召开": "meetings_committee"}),
    Drawn(
        "完成率、办结率（%）",
        {"民生实事完成率": "tasks_completion_rate", "意见建议办结率": "proposals_closure_rate"}, 100,
    ),
    Drawn("党小组会（次）", {"应召开": "meetings_group_expected", "已召开": "meetings_group"}),
    Drawn("到会率（%）", {"支部党员大会": "general_attendance_rate", "党内组织生活": "orglife_attendance_rate"}, 100),
)


@dataclass(frozen=True)
class Bars:
    """What stands along the axis: its rows (from 0, both included), the column of its names, the names, and values.

    columns  indicator → its column
    values   indicator → a value a row, None = blank
    """

    rows: tuple[int, int]
    names: tuple[int, Sequence[str]]
    columns: Mapping[str, int]
    values: Mapping[str, Sequence[float | None]]


def write_charts(sheet: Rows, painter: Painter, place: tuple[int, int], width: int, bars: Bars) -> int:
    """Charts from (row, column) on, two side by side within `width` pixels; none whose columns are missing.

    Gives the number of their lines.
    """
    drawn = [one for one in DRAWN if set(one.series.values()) <= set(bars.columns)]
    each = (width - 3 * GAP) // 2
    for number, one in enumerate(drawn):
        chart = _chart(sheet, painter, one, bars)
        chart.set_size({"width": each, "height": HEIGHT})
        row, column = divmod(number, 2)
        offset = {"x_offset": GAP + column * (each + GAP), "object_position": 2}
        sheet.insert_chart(place[0] + row * CHART_ROWS, place[1], chart, offset)
    return -(-len(drawn) // 2)


def _chart(sheet: Rows, painter: Painter, one: Drawn, bars: Bars) -> Any:
    chart = painter.book.add_chart({"type": "column"})
    (first, last), (names, categories), title = bars.rows, bars.names, sheet.get_name()
    for (name, indicator), colour in zip(one.series.items(), COLOURS, strict=True):
        column = bars.columns[indicator]
        chart.add_series({
            "name": name, "categories": [title, first, names, last, names], "categories_data": list(categories),
            "values": [title, first, column, last, column], "values_data": list(bars.values[indicator]),
            "fill": {"color": colour}, "gap": 60, "overlap": 0,
        })
    font = {"name": SONG, "size": 9}
    chart.set_title({"name": one.title, "name_font": {"name": SONG, "size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": {**font, "size": 8}})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    whole = {"max": one.most, "major_unit": one.most // 5} if one.most else {}
    chart.set_y_axis({"num_font": font, "num_format": "0", "min": 0, "major_gridlines": lines, **whole})
    chart.set_legend({"position": "top", "font": font})
    return chart
