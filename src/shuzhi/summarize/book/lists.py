"""会议, 民生实事 and 意见建议: a line a row of the branches that count, columns of our own among those of the form."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter

import pandas as pd

from shuzhi import form
from shuzhi.model.results import Results
from shuzhi.model.sheet import column_letter
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.columns import FIRST_ROW, Inked, lines_of
from shuzhi.summarize.book.layout import PAGE_WIDTH, PRINT_SCALE, header_width
from shuzhi.summarize.book.limits import Limits, Shown, cut
from shuzhi.summarize.book.paint import SUM_HEIGHT, Cell, Column, Painter, decimals, set_page, set_widths
from shuzhi.summarize.book.sums import Sums, sum_lines
from shuzhi.summarize.values import Value, value_of

# Texts of this width in the form (in Chinese characters) and more stand left.
LONG = 10
# A list is printed on one page's width: columns are narrower here than where people type.
NARROWER, NARROWEST, NARROWEST_LONG = 0.65, 3.5, 7.5
FIRST = (Column("序号", 2.5), Column("支部编码", 4), Column("支部简称", 7.5, long=True))
LONGEST_WORD = 6  # of a choice that is not broken into lines
# So wide a list is still read on one page (in Chinese characters); a wider one is printed on pages side by side.
WIDEST = 125.0


@dataclass(frozen=True)
class Extra:
    """A column of our own behind that of a field.

    name     the column of the frame with its values
    formula  a live formula over fields of the same line ({paid} → K5), "" = the values alone
    bar      whether a bar shows how far 100 % is
    """

    after: str
    column: Column
    name: str
    formula: str = ""
    bar: bool = False

    @property
    def needs(self) -> set[str]:
        """The fields of the formula."""
        return {name for _, name, _, _ in Formatter().parse(self.formula) if name}


@dataclass(frozen=True)
class Listing:
    """One sheet.

    sheet, title  its name in the form and here
    data          the file of 数据/ with the same rows
    extras        columns of our own; those behind one field in this order
    looks         state → its look
    sums          what is added up below the list
    repeated      so many columns stand on every printed page
    """

    sheet: str
    title: str
    data: str
    extras: tuple[Extra, ...]
    looks: Mapping[str, str] = field(default_factory=dict, hash=False)
    sums: Sums | None = None
    repeated: int = len(FIRST)


@dataclass(frozen=True)
class Layout:
    """The columns: `names` of the frame in their order (None = number, code, name of the branch before them)."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    extras: Mapping[str, Extra]

    def place(self, name: str) -> int:
        """The place of a column, counted from 0."""
        return len(FIRST) + self.names.index(name)

    def letters(self) -> dict[str, str]:
        """Excel's letter of each column by name."""
        return {name: column_letter(place) for place, name in enumerate(self.names, len(FIRST) + 1)}


def rate(part: str, whole: str) -> str:
    """The formula of a rate in %, empty where a part is blank or the whole is 0."""
    return f'IF(N({{{whole}}})*ISNUMBER({{{part}}})>0,{{{part}}}/{{{whole}}}*100,"")'


def write_list(
    sheet: Rows, painter: Painter, results: Results, content: tuple[Listing, pd.DataFrame], limits: Limits
) -> Shown:
    """Row 1 the header, a line a row of the frame, sums below it behind an empty line; gives what is shown.

    The frame has the columns of the form's sheet, branch_code, short_name, those of the extras, and `look`, how the
    whole line looks ("" = plain, each state in its own colour).
    """
    listing, rows = content
    layout = _layout(listing, rows)
    kept, shown = cut(listing.title, listing.data, rows, limits.rows - 1)
    painter.table(sheet, 0, layout.columns, [])
    written = [*_written(kept, layout, listing.looks)]
    below = sheet.lay_rows(FIRST_ROW - 1, len(layout.columns), lines_of(sheet, painter, written))
    if shown.cut:
        painter.free(sheet, below, layout.columns, shown.remark)
    elif listing.sums and len(kept):
        _write_sums(sheet, painter, (listing.sums, rows, layout), limits)
    set_widths(sheet, layout.columns)
    sheet.freeze_panes(1, 5)
    if len(kept):
        sheet.autofilter(0, 0, below - 1, len(layout.columns) - 1)
        _add_bars(sheet, layout, below)
    painter.name(sheet, f"{listing.title}清单", (0, 0, max(below - 1, 1), len(layout.columns) - 1))
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, listing.repeated - 1)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}{listing.title}", large=True)
    _set_pages(sheet, layout.columns, listing.repeated)
    return shown


def _set_pages(sheet: Rows, columns: Sequence[Column], repeated: int) -> None:
    """Pages side by side for a list that would be too small to read on one, as even as they come."""
    if sum(column.width for column in columns) <= WIDEST:
        return
    own = columns[repeated:]
    share = sum(column.width for column in own)
    share /= math.ceil(share / PAGE_WIDTH)
    breaks: list[int] = []
    used = 0.0
    for place, column in enumerate(own, repeated):
        if used and used + column.width / 2 > share * (len(breaks) + 1):
            breaks.append(place)
        used += column.width
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_v_pagebreaks(breaks)


def _layout(listing: Listing, rows: pd.DataFrame) -> Layout:
    """The fields that nobody may be named by, without optional ones that nobody filled in; extras behind them."""
    fields = [
        one for one in form.load().sheet(listing.sheet).fields
        if one.disclosure != "personal" and one.name != form.NOTE and (one.required or rows[one.name].notna().any())
    ]
    known = {one.name for one in fields}
    columns, names, extras = [*FIRST], [], {}
    for one in fields:
        columns.append(Column(one.title, _width(one), long=one.width >= LONG))
        names.append(one.name)
        for extra in listing.extras:
            if extra.after == one.name and extra.needs <= known:
                columns.append(extra.column)
                names.append(extra.name)
                extras[extra.name] = extra
    return Layout(tuple(columns), tuple(names), extras)


def _width(one: form.Field) -> float:
    if one.type == "date":
        return 6.0
    if one.type != "string":
        return header_width(one.title)
    word = min(max(map(len, one.choices), default=0), LONGEST_WORD) + 0.5
    return max(NARROWEST_LONG if one.width >= LONG else NARROWEST, one.width * NARROWER, word)


def _written(rows: pd.DataFrame, layout: Layout, looks: Mapping[str, str]) -> Iterator[Inked]:
    """The columns of the list; a state looks as its own look says where the line has none."""
    given = rows["look"].tolist()
    first = (range(1, len(rows) + 1), rows["branch_code"].tolist(), rows["short_name"].tolist())
    for place, values in enumerate(first):
        yield Inked(place, layout.columns[place], values, given, lambda value, look, _: Cell(value, look))
    for place, name in enumerate(layout.names, len(first)):
        values = [*map(value_of, rows[name].tolist())]
        own = [look or looks.get(str(value), "") for value, look in zip(values, given, strict=True)]
        extra = layout.extras.get(name)
        yield Inked(
            place, layout.columns[place], values, own if name == "state" else given, _maker(name, values, layout),
            single=bool(extra and extra.formula),
        )


def _maker(name: str, values: Sequence[Value], layout: Layout) -> Callable[[Value, str, int], Cell]:
    """Makes the cells of a column of their value, look and row in Excel's counting."""
    extra = layout.extras.get(name)
    places, least = 1 if extra else 2, decimals(values, 1 if extra else 2)
    if not (extra and extra.formula):
        return lambda value, look, _: Cell(value, look, places, least)
    letters = {name: f"{letter}{{row}}" for name, letter in layout.letters().items()}
    text = f"={extra.formula.format(**letters)}"
    return lambda value, look, row: Cell(value, look, places, least, text.format(row=row))


def _write_sums(
    sheet: Rows, painter: Painter, content: tuple[Sums, pd.DataFrame, Layout], limits: Limits
) -> None:
    """The sums behind an empty line; none where the sheet has no room for them."""
    sums, rows, layout = content
    top = len(rows) + FIRST_ROW
    lines = sum_lines(sums, rows, layout.letters(), (FIRST_ROW, len(rows) + 1))
    if top + len(lines) > limits.rows:
        return
    last = max(layout.place(name) for line in lines for name in line.cells)
    for at, line in enumerate(lines, top):
        painter.merged(sheet, at, (0, len(FIRST) - 1), Cell(line.name, line.look))
        for place in range(len(FIRST), last + 1):
            name = layout.names[place - len(FIRST)]
            cell = line.cells.get(name, Cell(None, line.look))
            least = decimals(rows[name].tolist(), cell.places) if isinstance(cell.value, float) else 0
            painter.put(sheet, (at, place), cell._replace(least=least))
        sheet.set_row(at, SUM_HEIGHT)


def _add_bars(sheet: Rows, layout: Layout, below: int) -> None:
    for name, extra in layout.extras.items():
        if extra.bar:
            place = layout.place(name)
            sheet.conditional_format(1, place, below - 1, place, {
                "type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "max_type": "num", "min_value": 0,
                "max_value": 100,
            })
