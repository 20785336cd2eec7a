"""党员: no person, a line a branch: how many there were, came and went, and who they are, in numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import State
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.layout import header_width
from shuzhi.summarize.book.paint import STATE_LOOK, SUM_HEIGHT, Cell, Column, Painter, set_page, set_widths
from shuzhi.summarize.values import rows_of, value_of

GROUP_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
FIRST = (
    Column("序号", 2.5), Column("支部编码", 4.5), Column("支部简称", 9.5, long=True), Column("单位类型", 4),
    Column("状态", 4),
)
NAME_PLACE = 2
GROUP_HEIGHT = 21
BEFORE, SUSPENDED, CHANGE, CHECK = COMPARED = ("before", "suspended_more", "change", "check")
# Group → its columns: an indicator or one of the four above → its title.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "党员人数及变动": {
        BEFORE: "上期党员总数（名）", "members_admitted": "本期发展党员数（名）", "members_in": "转入党员数（名）",
        "members_out": "转出党员数（名）", "members_deceased": "去世党员数（名）",
        "members_removed": "出党党员数（名）", SUSPENDED: "停止党籍净增（名）", "members_total": "党员总数（名）",
        CHANGE: "比上期（名）", CHECK: "增减核对",
    },
    "党员构成": {
        "members_full": "正式党员数（名）", "members_probationary": "预备党员数（名）",
        "members_female": "女党员数（名）", "members_60": "60岁以上党员数（名）", "members_mobile": "流动党员数（名）",
        "members_lost": "失联党员数（名）", "members_suspended": "停止党籍人数（名）",
    },
    "发展党员工作": {
        "members_confirmed": "本期转正党员数（名）", "candidates": "发展对象数（名）",
        "activists": "入党积极分子数（名）", "activists_new": "本期确定积极分子数（名）",
        "applicants": "入党申请人数（名）",
    },
}
NAMES = frozenset(name for group in GROUPS.values() for name in group)
MORE, FEWER = ("members_admitted", "members_in"), ("members_out", "members_deceased", "members_removed", SUSPENDED)
REMARK = "本表只列人数，党员花名册留在各支部。"
REMARK_BEFORE = (
    "增减核对：上期党员总数＋发展＋转入－转出－去世－出党－停止党籍净增，应等于本期党员总数；不符的请支部核对“党员”表。"
    "没有上期数的不核对；合计的比上期只加两期都有数的支部。"
)

Values = Mapping[str, float | None]  # of a branch by name, None = not known


@dataclass(frozen=True)
class _Line:
    """One line: its Excel row, the letters of the columns, its values by name (None = not known)."""

    row: int
    letters: Mapping[str, str]
    values: Values

    def cell(self, name: str) -> str:
        return f"{self.letters[name]}{self.row}"


def write_members(sheet: Rows, painter: Painter, results: Results) -> None:
    """Row 1 groups, row 2 the header for machines, then a line a branch of the roster, 合计, remark, signatures.

    Without any branch that has a figure of the period before, without the columns that compare.
    """
    values = _values(results)
    compared = any(own[BEFORE] is not None for own in values.values())
    groups = {title: _columns(group, compared=compared) for title, group in GROUPS.items()}
    names = [name for group in groups.values() for name in group]
    letters = {name: column_letter(place) for place, name in enumerate(names, len(FIRST) + 1)}
    columns = (*FIRST, *(Column(title, _width(title)) for group in groups.values() for title in group.values()))
    _write_groups(sheet, painter, groups)
    rows = [
        (*_branch_cells(number, branch),
         *_cells(_Line(FIRST_ROW + number, letters, values.get(branch.branch_code, {})), branch))
        for number, branch in enumerate(rows_of(results.branches), 1)
    ]
    below = painter.table(sheet, HEADER_ROW, columns, rows)
    for place, cell in enumerate(_total(list(values.values()), letters, below)):
        painter.put(sheet, (below, place), cell)
    sheet.set_row(below, SUM_HEIGHT)
    painter.free(sheet, below + 1, columns, REMARK + REMARK_BEFORE * compared)
    painter.sign(sheet, below + 2, columns)
    set_widths(sheet, columns)
    sheet.freeze_panes(FIRST_ROW, NAME_PLACE + 1)
    if rows:
        sheet.autofilter(HEADER_ROW, 0, below - 1, len(columns) - 1)
    painter.name(sheet, "党员清单", (HEADER_ROW, 0, max(below - 1, FIRST_ROW), len(columns) - 1))
    sheet.repeat_rows(GROUP_ROW, HEADER_ROW)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}党员情况", large=True)


def _columns(group: Mapping[str, str], *, compared: bool) -> Mapping[str, str]:
    return {name: title for name, title in group.items() if compared or name not in COMPARED}


def _write_groups(sheet: Rows, painter: Painter, groups: Mapping[str, Mapping[str, str]]) -> None:
    place = len(FIRST)
    painter.group(sheet, GROUP_ROW, (0, place - 1), "支部")
    for title, group in groups.items():
        painter.group(sheet, GROUP_ROW, (place, place + len(group) - 1), title)
        place += len(group)
    sheet.set_row(GROUP_ROW, GROUP_HEIGHT)


def _width(title: str) -> float:
    """Two lines: the unit is not broken."""
    return max(4.2, header_width(title))


def _values(results: Results) -> dict[str, dict[str, float | None]]:
    """branch_code → name → value, of the branches that count: their own indicators, and what the period before adds."""
    own = results.indicators[(results.indicators["scope"] == "own") & results.indicators["name"].isin(NAMES)]
    code = results.settings.period.before.code
    known = results.earlier[results.earlier["period"] == code].set_index(["branch_code", "name"])["value"].to_dict()
    found: dict[str, dict[str, float | None]] = {}
    for one in rows_of(own[own["branch_code"].isin(results.branches["branch_code"])]):
        found.setdefault(one.branch_code, {})[one.name] = _number(one.value)
    for branch, values in found.items():
        before, now = _number(known.get((branch, "members_total"))), values.get("members_total")
        suspended = _number(known.get((branch, "members_suspended")))
        values[BEFORE] = before
        values[SUSPENDED] = _less(values.get("members_suspended"), suspended)
        values[CHANGE] = _less(now, before)
    return found


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _less(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def _branch_cells(number: int, branch: Any) -> tuple[Cell, ...]:
    state = State(branch.state)
    return (
        Cell(number), Cell(branch.branch_code), Cell(branch.short_name), Cell(branch.unit_type),
        Cell(state.label, STATE_LOOK[state]),
    )


def _cells(line: _Line, branch: Any) -> list[Cell]:
    """The cells behind FIRST; grey where the branch has no figures of its own."""
    if not State(branch.state).counts or branch.through:
        return [Cell(None, "mute")] * len(line.letters)
    cells = {name: Cell(value_of(line.values.get(name))) for name in line.letters}
    if CHANGE in cells:
        cells[CHANGE] = Cell(value_of(line.values.get(CHANGE)), formula=_change(line), signed=True)
        cells[CHECK] = _check(line)
    return list(cells.values())


def _change(line: _Line) -> str:
    before, now = line.cell(BEFORE), line.cell("members_total")
    return f'=IF(COUNT({before},{now})=2,{now}-{before},"")'


def _check(line: _Line) -> Cell:
    """Whether the changes told explain the change of the total."""
    before, now = line.cell(BEFORE), line.cell("members_total")
    told = "+".join(f"N({line.cell(name)})" for name in MORE) + "".join(f"-N({line.cell(name)})" for name in FEWER)
    off = f"({now}-{before}-({told}))"
    formula = f'=IF(COUNT({before},{now})<2,"",IF({off}=0,"相符",IF({off}>0,"多"&{off},"少"&-{off})&"名"))'
    change = line.values.get(CHANGE)
    if change is None:
        return Cell(None, formula=formula)
    rest = change - sum(line.values.get(name) or 0 for name in MORE) + sum(line.values.get(n) or 0 for n in FEWER)
    if not rest:
        return Cell("相符", "good", formula=formula)
    return Cell(f"{'多' if rest > 0 else '少'}{abs(int(rest))}名", "warn", formula=formula)


def _total(lines: Sequence[Values], letters: Mapping[str, str], below: int) -> list[Cell]:
    """合计 over the branches: live sums, empty where no branch has a value."""
    cells = [Cell("合计" if place == NAME_PLACE else None, "sum") for place in range(len(FIRST))]
    for name, letter in letters.items():
        known = [value for line in lines if (value := line.get(name)) is not None]
        formula = f"=SUM({letter}{FIRST_ROW + 1}:{letter}{below})" if known else ""
        total = value_of(sum(known)) if known else None
        cells.append(Cell(total, "sum", formula=formula, signed=name == CHANGE))
    return cells
