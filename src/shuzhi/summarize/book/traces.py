"""指标溯源: a line a figure of a branch, with its parts, the period before and the rows behind it."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
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

# Titles whose cells are made together, each told by the values of its titles: most stand in many lines.
_TOGETHER = (
    ("支部编码", "支部简称", "单位类型"), ("指标", "范围"), ("数值", "单位"), ("分子", "分母"),
    (*(column.title for column in BEFORE), "单位"), (ROWS.title,),
)
# Numbers of which a line of a rate shows one decimal, others two; those that always show two.
_OF_UNIT = frozenset({"数值", "上期数值", "比上期"})
_OTHERS = frozenset({"分子", "分母", "上期分子", "上期分母"})

Key = tuple[Any, ...]


@dataclass(frozen=True)
class _Piece:
    """Columns side by side while their lines are written.

    titles  of which the values are, columns among them; that of no column here only says how others look
    cells   their values (None or "" = nothing) → their cells
    lines   their values → how many lines the texts take, and how many those that stand left; None = no texts
    """

    titles: Sequence[str]
    cells: Once[Key, str]
    lines: Once[Key, tuple[int, int]] | None


def write_traces(
    sheet: Rows, painter: Painter, results: Results, figures: Figures
) -> Generator[None, None, Shown]:
    """Row 1 the header, then the lines of `figures`; where the sheet cannot hold all, its last line says so.

    It is by far the longest, and rests between its pieces; gives what is shown.
    """
    compared = bool(figures.lines["then"].notna().any())
    columns = (*COLUMNS, *(BEFORE if compared else ()), ROWS)
    heads = [*(Cell(column.title, "head") for column in columns), Cell(BACK.title, "head", link="internal:总表!A1")]
    for place, cell in enumerate(heads):
        painter.put(sheet, (0, place), cell)
    held = figures.lines.head(figures.held)
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    pieces = _pieces(sheet, painter, columns)
    yield from sheet.laying(FIRST_LINE - 1, len(columns), _rows(held, names, pieces))
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


def _pieces(sheet: Rows, painter: Painter, columns: Sequence[Column]) -> list[_Piece]:
    """Blank cells are left out: they have their frame from a rule for all."""
    left = dict(enumerate(columns))
    found = []
    for titles in _TOGETHER:
        own = {place: column for place, column in left.items() if column.title in titles}
        left = {place: column for place, column in left.items() if place not in own}
        if own:
            found.append(_piece(sheet, painter, titles, own))
    return found


def _piece(sheet: Rows, painter: Painter, titles: Sequence[str], columns: Mapping[int, Column]) -> _Piece:
    """columns: those of these titles that stand here, by place."""
    texts = [(titles.index(one.title), one) for one in columns.values() if one.title not in _OF_UNIT | _OTHERS]
    longs = [(place, one) for place, one in texts if one.long]

    def cells(key: Key) -> str:
        values = dict(zip(titles, key, strict=True))
        return "".join(
            cell_of(place, painter.ink(sheet, _cell(column.title, values), long=column.long))
            for place, column in columns.items() if values[column.title] not in (None, "")
        )

    def most(key: Key, those: Iterable[tuple[int, Column]]) -> int:
        return max((lines(key[place], one.units) for place, one in those), default=1)

    def counts(key: Key) -> tuple[int, int]:
        return most(key, texts), most(key, longs)

    return _Piece(titles, Once(cells), Once(counts) if texts else None)


def _cell(title: str, values: Mapping[str, Any]) -> Cell:
    value = values[title]
    if title == "范围":
        return Cell(value, "" if value == SCOPES[OWN] else "mute")
    places = 1 if title in _OF_UNIT and values["单位"] == "%" else 2
    return Cell(value, places=places, signed=title == "比上期")


def _rows(
    held: pd.DataFrame, names: Mapping[str, str], pieces: Sequence[_Piece],
) -> Iterator[tuple[float | None, tuple[str, ...]]]:
    """The height of each line (None = that of a single one) and its cells."""
    sources = Once(partial(told, value=1.0, names=names))
    heights = Once(_height)
    for part in parts_of(held):
        values = _values(part, sources)
        keys = [[*zip(*(values[title] for title in one.titles), strict=True)] for one in pieces]
        known = [*zip(pieces, keys, strict=True)]
        cells = zip(*(map(one.cells.__getitem__, own) for one, own in known), strict=True)
        counts = zip(*(map(one.lines.__getitem__, own) for one, own in known if one.lines is not None), strict=True)
        yield from zip(map(heights.__getitem__, counts), cells, strict=True)


def _values(part: pd.DataFrame, sources: Mapping[str, str]) -> Mapping[str, Sequence[Any]]:
    """Title of a column → what its lines say, None = nothing."""
    pairs = zip(part["rows"].tolist(), part["value"].tolist(), strict=True)
    return {
        "支部编码": part["branch_code"].tolist(), "支部简称": part["short_name"].tolist(),
        "单位类型": part["unit_type"].tolist(), "指标": part["title"].tolist(),
        "范围": [*map(SCOPES.__getitem__, part["scope"].tolist())], "单位": part["unit"].tolist(),
        "数值": _numbers(part["value"]), "分子": _numbers(part["numerator"]), "分母": _numbers(part["denominator"]),
        "上期数值": _numbers(part["then"]), "上期分子": _numbers(part["then_numerator"]),
        "上期分母": _numbers(part["then_denominator"]), "比上期": _numbers(part["change"]),
        "来源行": [sources[rows] if rows else told("", value, {}) for rows, value in pairs],
    }


def _numbers(values: "pd.Series[Any]") -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN


def _height(counts: Iterable[tuple[int, int]]) -> float | None:
    """The height of a line, None where no text that stands left wraps; counts: the lines its pieces take."""
    most, wrapped = map(max, zip(*counts, strict=True))
    return height_of(most) if wrapped > 1 else None
