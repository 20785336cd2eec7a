"""总表: a line a branch of the roster, a column an indicator, 合计 last."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from shuzhi.model.indicator import headed
from shuzhi.model.period import Coverage
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import State
from shuzhi.spreadsheet import Worksheet
from shuzhi.summarize.book.headings import Heading, headings
from shuzhi.summarize.book.paint import STATE_LOOK, Cell, Column, Painter, set_page, set_widths
from shuzhi.summarize.values import rows_of, value_of

TOTAL = "TOTAL"
GROUP_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
FIRST = (
    Column("序号", 2.5), Column("支部编码", 4.5), Column("支部简称", 8, long=True), Column("单位类型", 4),
    Column("状态", 4), Column("统计起止", 10.5),
)
NAME_PLACE = 2
# Print: a scale that is still read without glasses, and what an A3 page then holds beside the repeated columns
# (in Chinese characters; measured with LibreOffice, whose columns come out wider than Excel's).
PRINT_SCALE, PAGE_WIDTH = 60, 91.0
ROW_HEIGHT = 20
FOOT = "空格表示未报送、未通过或没有填写，不等于 0；合计中的比率按分子、分母各自相加后计算。"
FOOT_FILLED = "由党总支（党委）统一填报的支部，数字记在党总支（党委）一行，不重复计算。"


@dataclass(frozen=True)
class Figures:
    """What the columns show.

    values, total  name → the branches' own values by branch_code, blanks left out; the township's by name
    texts, rates   name → header text; names whose value is a rate
    """

    values: "dict[str, pd.Series[float]]"
    total: "pd.Series[float]"
    texts: dict[str, str]
    rates: frozenset[str]

    def of(self, name: str) -> "pd.Series[float]":
        """The branches' own values, blanks left out."""
        return self.values[name] if name in self.values else pd.Series(dtype="float64")

    def places(self, name: str) -> int:
        """Decimals shown: one for a rate, two for money and the like."""
        return 1 if name in self.rates else 2


def write_overview(sheet: Worksheet, painter: Painter, results: Results) -> None:
    """Row 1 groups, row 2 the header for machines, data from row 3 in roster order, 合计 below the last branch."""
    figures = _figures(results.indicators)
    columns = headings(name for name in figures.texts if _filled(figures, name))
    sheet.set_default_row(ROW_HEIGHT)
    _write_heads(sheet, painter, columns, figures)
    own = {column.name: figures.of(column.name).to_dict() for column in columns}
    for number, branch in enumerate(rows_of(results.branches), 1):
        row = FIRST_ROW + number - 1
        for place, cell in enumerate(_first_cells(number, branch, results.settings)):
            painter.put(sheet, (row, place), cell, long=FIRST[place].long)
        look = "" if State(branch.state).counts and not branch.through else "mute"
        for place, column in enumerate(columns, len(FIRST)):
            value = value_of(own[column.name].get(str(branch.branch_code)))
            painter.put(sheet, (row, place), Cell(value, look, figures.places(column.name)))
    last = FIRST_ROW + len(results.branches)
    _write_total(sheet, painter, columns, figures, last)
    _set_view(sheet, last, len(FIRST) + len(columns))
    foot = FOOT + (FOOT_FILLED if results.branches["through"].ne("").any() else "")
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}总表", large=True, foot=foot)
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_v_pagebreaks(_page_breaks(columns, figures))


def _figures(indicators: pd.DataFrame) -> Figures:
    texts: dict[str, str] = {}
    rates = set()
    for name, title, unit in indicators[["name", "title", "unit"]].drop_duplicates("name").itertuples(index=False):
        texts[name] = headed(title, unit)
        if unit == "%":
            rates.add(name)
    township = indicators["branch_code"] == TOTAL
    total = indicators[township].drop_duplicates("name").set_index("name")["value"].astype("float64")
    own = indicators[~township & (indicators["scope"] == "own")]
    filled = own.dropna(subset="value").set_index("branch_code")
    values = {str(name): column for name, column in filled.groupby("name")["value"]}
    return Figures(values, total, texts, frozenset(rates))


def _filled(figures: Figures, name: str) -> bool:
    return not figures.of(name).empty or bool(pd.notna(figures.total.get(name)))


def _folded(column: Heading, figures: Figures) -> bool:
    """True for a column behind the main list that holds only zeros: folded away, the [+] above it opens it."""
    return not column.main and not figures.of(column.name).any()


def _write_heads(sheet: Worksheet, painter: Painter, columns: list[Heading], figures: Figures) -> None:
    heads = [*FIRST, *(Column(text, _width(text)) for text in (figures.texts[column.name] for column in columns))]
    painter.group(sheet, GROUP_ROW, (0, len(FIRST) - 1), "支部")
    place, highest = len(FIRST), 1
    for title, members in groupby(columns, key=lambda column: column.group):
        end = place + len(list(members))
        painter.group(sheet, GROUP_ROW, (place, end - 1), title)
        highest = max(highest, -(-len(title) // int(sum(head.width for head in heads[place:end]))))
        place = end
    painter.table(sheet, HEADER_ROW, heads, [])
    set_widths(sheet, heads)
    for at, column in enumerate(columns, len(FIRST)):
        if _folded(column, figures):
            sheet.set_column(at, at, 10, None, {"level": 1, "hidden": True})
    sheet.set_row(GROUP_ROW, 6 + 15 * highest)


def _width(text: str) -> float:
    """A width that breaks a header into three or so even lines, and holds a number like 12345.67."""
    return max(4.0, -(-len(text) // 3) + 0.2)


def _first_cells(number: int, branch: Any, settings: Settings) -> tuple[Cell, ...]:
    """The cells of FIRST; 统计起止 of a branch without a workbook of its own says through whom it handed in."""
    state, parent = State(branch.state), settings.branch(branch.through)
    coverage = f"由{parent.org_type}统一填报" if parent else None
    if pd.notna(branch.coverage_start) and pd.notna(branch.coverage_end):
        coverage = Coverage(branch.coverage_start.date(), branch.coverage_end.date()).text
    return (
        Cell(number), Cell(branch.branch_code), Cell(branch.short_name), Cell(branch.unit_type),
        Cell(state.label, STATE_LOOK[state]), Cell(coverage),
    )


def _write_total(sheet: Worksheet, painter: Painter, columns: list[Heading], figures: Figures, row: int) -> None:
    """合计: sums as formulas with their results; rates, and what only the township has, as its own indicators say."""
    for place in range(len(FIRST)):
        painter.put(sheet, (row, place), Cell("合计" if place == NAME_PLACE else None, "sum"))
    for place, column in enumerate(columns, len(FIRST)):
        own = figures.of(column.name)
        if own.empty or column.name in figures.rates:
            total = value_of(figures.total.get(column.name))
            painter.put(sheet, (row, place), Cell(total, "sum", figures.places(column.name)))
        else:
            letter = column_letter(place + 1)
            # Six decimals: what an amount may have, without the dust of binary fractions.
            value = round(float(own.sum()), 6)
            painter.formula(sheet, (row, place), f"=SUM({letter}{FIRST_ROW + 1}:{letter}{row})", value)


def _page_breaks(columns: list[Heading], figures: Figures) -> list[int]:
    """The columns before which a printed page ends, so that a group stays on one page where it fits."""
    breaks: list[int] = []
    place, used = len(FIRST), sum(column.width for column in FIRST[NAME_PLACE + 1:])
    for _, members in groupby(columns, key=lambda column: column.group):
        group = list(members)
        width = sum(_width(figures.texts[column.name]) for column in group if not _folded(column, figures))
        if used and used + width > PAGE_WIDTH:
            breaks.append(place)
            used = 0.0
        used += width
        place += len(group)
    return breaks


def _set_view(sheet: Worksheet, last: int, width: int) -> None:
    sheet.freeze_panes(FIRST_ROW, NAME_PLACE + 1)
    if last > FIRST_ROW:
        sheet.autofilter(HEADER_ROW, 0, last - 1, width - 1)
    sheet.repeat_rows(GROUP_ROW, HEADER_ROW)
    sheet.repeat_columns(0, NAME_PLACE)
