"""民生实事 and 意见建议 of the page: how many by state, and a line each, overdue ones first; public columns only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from shuzhi import form
from shuzhi.model.indicator import number_text
from shuzhi.summarize.matters import PROPOSALS_OPEN, TASKS_OPEN
from shuzhi.summarize.page.cells import Cell, Column, Row, Table
from shuzhi.summarize.page.roster import Member
from shuzhi.summarize.values import Once, Value, value_of


@dataclass(frozen=True)
class Listing:
    """How a sheet is listed: its form name, columns in their order, title of the days late, states that are open.

    by  the days by which what is not late stands in order
    """

    sheet: str
    columns: tuple[str, ...]
    late: str
    open: tuple[str, ...]
    measure: str
    by: str
    looks: Mapping[str, str]


TASKS = Listing(
    "tasks", (
        "number", "title", "state", "due", "due_adjusted", "finished", "investment", "paid", "households", "matter",
        "place",
    ), "逾期天数", TASKS_OPEN, "件", "due",
    {"已完成": "good", "进行中": "busy", "未启动": "warn", "暂缓": "mute", "取消": "mute"},
)
PROPOSALS = Listing(
    "proposals", (
        "number", "title", "state", "proposed", "group", "matter", "place", "unit", "replied", "closed", "satisfaction",
        "merged_into",
    ), "超期天数", PROPOSALS_OPEN, "条", "proposed",
    {"已办结": "good", "正在办理": "busy", "未办理": "warn", "已转办": "mute", "暂不具备条件": "mute",
     "不予采纳": "mute"},
)
# Texts of these widths in the form (in Chinese characters) and more wrap in a wide or a narrow column.
LONG, SOME = 15, 8


def listed(listing: Listing, rows: pd.DataFrame, roster: Sequence[Member]) -> Table:
    """A line a row of `rows` (see summarize.matters): late ones first, then open ones, then the others."""
    fields = _fields(listing, rows)
    columns, some_late = [Column("支部")], bool(rows["late"].notna().any())
    for field in fields:
        columns.append(Column(field.title, _kind(field)))
        if field.name == "state" and some_late:
            columns.append(Column(listing.late, "number"))
    places = {member.code: member.at for member in roster}
    rows = rows.assign(done=~rows["state"].isin(listing.open))
    rows = rows.sort_values(["late", "done", listing.by], ascending=[False, True, True], kind="stable")
    names = map(Once(Cell).__getitem__, rows["short_name"].tolist())
    cells = zip(names, *_cells(listing, fields, rows, some_late=some_late), strict=True)
    lines = tuple(map(Row, map(places.__getitem__, rows["branch_code"].tolist()), cells))
    return Table(listing.sheet, "逐项列出", tuple(columns), lines, listing.measure)


def by_state(listing: Listing, rows: pd.DataFrame) -> Table:
    """A line a state that occurs, in the form's order: how many, how many of them late; as the indicators count.

    A proposal that went into another one is not counted again.
    """
    rows = rows[rows["merged_into"].isna()] if "merged_into" in rows else rows
    states = form.load().sheet(listing.sheet).field("state").choices
    late = listing.late.removesuffix("天数")
    columns = (Column("状态"), Column(f"{listing.measure}数", "number"), Column(f"其中{late}", "number"))
    found = [(state, rows[rows["state"] == state]) for state in states]
    lines = tuple(_state_row(listing, state, group) for state, group in found if len(group))
    total = (Cell("合计"), Cell(str(len(rows))), Cell(str(int(rows["late"].notna().sum()))))
    return Table(f"{listing.sheet}-states", "按状态汇总", columns, lines, "种状态", total, named=False)


def _state_row(listing: Listing, state: str, group: pd.DataFrame) -> Row:
    late = int(group["late"].notna().sum())
    return Row(-1, (
        Cell(state, listing.looks.get(state, "")), Cell(str(len(group))),
        Cell(str(late), "bad" if late else "mute") if state in listing.open else Cell(),
    ))


def _fields(listing: Listing, rows: pd.DataFrame) -> list[form.Field]:
    sheet = form.load().sheet(listing.sheet)
    fields = [sheet.field(name) for name in listing.columns]
    return [
        field for field in fields
        if field.disclosure == "public" and (field.required or rows[field.name].notna().any())
    ]


def _kind(field: form.Field) -> str:
    if field.type in {"number", "integer"} or field.format == "count_or_all":
        return "number"
    if field.enum or field.preprinted:
        return "text"
    return "long" if field.width >= LONG else "wrap" if field.width >= SOME else "text"


def _cells(
    listing: Listing, fields: Sequence[form.Field], rows: pd.DataFrame, *, some_late: bool,
) -> Iterator[Iterable[Cell]]:
    """The columns behind the branch's name; equal cells of each are one."""
    late = [*map(value_of, rows["late"].tolist())]
    late_cells: Once[Value, Cell] = Once(lambda days: Cell(text_of(days), "bad" if days else ""))
    states: Once[tuple[str, bool], Cell] = Once(
        lambda key: Cell(key[0], "bad" if key[1] else listing.looks.get(key[0], ""))
    )
    for field in fields:
        texts = map(Once(lambda value: text_of(value_of(value))).__getitem__, rows[field.name].tolist())
        if field.name == "state":
            yield map(states.__getitem__, zip(texts, map(bool, late), strict=True))
            if some_late:
                yield map(late_cells.__getitem__, late)
        else:
            yield map(Once(Cell).__getitem__, texts)


def text_of(value: Value) -> str:
    """A value of a frame as the page shows it: days ISO, so that they sort; missing as nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else number_text(value)
