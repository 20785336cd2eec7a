"""指标溯源: a line a figure of a branch, with its parts, the period before and the rows behind it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.spreadsheet import lines
from shuzhi.spreadsheet.rows import Rows, cell_of
from shuzhi.summarize.book.figures import FIRST_LINE, OWN, Figures
from shuzhi.summarize.book.limits import Shown
from shuzhi.summarize.book.paint import Cell, Column, Painter, height_of, set_page, set_widths
from shuzhi.summarize.book.sources import told
from shuzhi.summarize.values import Once, parts_of

SCOPES = {OWN: "本级", "all": "全体"}  # 全体: a 总支 with the 支部 below it
COLUMNS = (
    Column("支部编码", 4), Column("支部简称", 9, long=True), Column("单位类型", 4), Column("指标", 12, long=True),
    Column("范围", 3), Column("数值", 5), Column("单位", 3), Column("分子", 4.5), Column("分母", 4.5),
)
BEFORE = (Column("上期数值", 5), Column("上期分子", 4.5), Column("上期分母", 4.5), Column("比上期", 5))
ROWS = Column("来源行", 26, long=True)
BACK = Column("回总表", 3.5)

Values = Sequence[Any]


@dataclass(frozen=True)
class _Written:
    """A column while its lines are written: the cell of each value, how many lines a text takes (None = no text)."""

    column: Column
    cells: Once[Any, str]
    lines: Once[str | None, int] | None


def write_traces(sheet: Rows, painter: Painter, results: Results, figures: Figures) -> Shown:
    """Row 1 the header, then the lines of `figures`; where the sheet cannot hold all, its last line says so."""
    compared = bool(figures.lines["then"].notna().any())
    columns = (*COLUMNS, *(BEFORE if compared else ()), ROWS)
    heads = [*(Cell(column.title, "head") for column in columns), Cell(BACK.title, "head", link="internal:总表!A1")]
    for place, cell in enumerate(heads):
        painter.put(sheet, (0, place), cell)
    held = figures.lines.head(figures.held)
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    written = [_written(sheet, painter, place, column) for place, column in enumerate(columns)]
    sheet.lay_rows(FIRST_LINE - 1, len(columns), _rows(held, names, written))
    shown = Shown("指标溯源", "indicators.csv", len(figures.lines), len(held))
    if shown.cut:
        painter.free(sheet, len(held) + 1, columns, shown.remark)
    set_widths(sheet, (*columns, BACK))
    sheet.freeze_panes(1, 2)
    area = (0, 0, max(1, len(held)), len(columns) - 1)
    sheet.autofilter(*area)
    painter.name(sheet, "指标溯源清单", area)
    painter.framed(sheet, area)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(held) + shown.cut, len(columns) - 1)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}指标溯源")
    return shown


def _written(sheet: Rows, painter: Painter, place: int, column: Column) -> _Written:
    """Blank cells are left out: they have their frame from a rule for all."""
    make = _CELLS.get(column.title, Cell)
    cells: Once[Any, str] = Once(lambda value: cell_of(place, painter.ink(sheet, make(value), long=column.long)))
    cells.update({None: "", "": ""})
    texts = column.title not in _CELLS or column.title == "范围"
    counts: Once[str | None, int] = Once(lambda text: lines(text or "", column.units))
    return _Written(column, cells, counts if texts else None)


def _number(value: tuple[float, int]) -> Cell:
    return Cell(value[0], places=value[1])


# How a column's cell is made from its value; a number is given with how many decimals it shows.
_CELLS: Mapping[str, Callable[[Any], Cell]] = {
    "范围": lambda scope: Cell(scope, "" if scope == SCOPES[OWN] else "mute"),
    **dict.fromkeys(("数值", "分子", "分母", "上期数值", "上期分子", "上期分母"), _number),
    "比上期": lambda value: _number(value)._replace(signed=True),
}


def _rows(
    held: pd.DataFrame, names: Mapping[str, str], columns: Sequence[_Written],
) -> Iterator[tuple[float | None, tuple[str, ...]]]:
    """The height of each line (None = that of a single one) and its cells."""
    sources = Once(partial(told, value=1.0, names=names))
    for part in parts_of(held):
        values = _values(part, sources)
        given = [values[one.column.title] for one in columns]
        cells = [map(one.cells.__getitem__, column) for one, column in zip(columns, given, strict=True)]
        yield from zip(_heights(columns, given), zip(*cells, strict=True), strict=True)


def _values(part: pd.DataFrame, sources: Mapping[str, str]) -> Mapping[str, Values]:
    """Title of a column → what its lines say, None = nothing; a number together with how many decimals it shows."""
    places = [1 if unit == "%" else 2 for unit in part["unit"].tolist()]
    pairs = zip(part["rows"].tolist(), part["value"].tolist(), strict=True)
    return {
        "支部编码": part["branch_code"].tolist(), "支部简称": part["short_name"].tolist(),
        "单位类型": part["unit_type"].tolist(), "指标": part["title"].tolist(),
        "范围": [SCOPES[scope] for scope in part["scope"].tolist()], "单位": part["unit"].tolist(),
        "数值": _numbers(part["value"], places), "分子": _numbers(part["numerator"]),
        "分母": _numbers(part["denominator"]), "上期数值": _numbers(part["then"], places),
        "上期分子": _numbers(part["then_numerator"], places), "上期分母": _numbers(part["then_denominator"], places),
        "比上期": _numbers(part["change"], places),
        "来源行": [sources[rows] if rows else told("", value, {}) for rows, value in pairs],
    }


def _numbers(values: "pd.Series[Any]", places: Sequence[int] = ()) -> list[tuple[float, int] | None]:
    shown = places or [2] * len(values)
    return [(value, most) if value == value else None for value, most in zip(values, shown, strict=True)]  # noqa: PLR0124 - NaN


def _heights(columns: Sequence[_Written], values: Sequence[Values]) -> Iterator[float | None]:
    """The height of each line, None where no long text wraps."""
    told = [(one, one.lines, given) for one, given in zip(columns, values, strict=True) if one.lines is not None]
    long = [place for place, (one, *_) in enumerate(told) if one.column.long]
    for counts in zip(*(map(known.__getitem__, given) for _, known, given in told), strict=True):
        most = max(counts)
        yield height_of(most) if most > 1 and any(counts[place] > 1 for place in long) else None
