"""核对结果 of the page: what was found by rule, and every finding with its place; no words of a branch's own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.model.words import Level
from shuzhi.summarize.addresses import addresses, ordered
from shuzhi.summarize.page.cells import LEVEL_LOOK, Cell, Column, Row, Table
from shuzhi.summarize.values import Once, rows_of

EXPLAINED, SUGGESTED, NOBODY = "已说明", "供参考", "不能确定支部"
_FOLDED = re.compile(r"（这样的共\d+行）")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)")
_ORDER = {level.value: place for place, level in enumerate(Level)}


def told(results: Results) -> pd.DataFrame:
    """Every finding in the order of findings.csv: its columns plus said (True where the branch explained it)."""
    codes = results.branches["branch_code"].tolist()
    both = pd.concat([results.findings.assign(said=False), results.explained.assign(said=True)], ignore_index=True)
    both = ordered(both, codes)
    return addresses(both).assign(said=both["said"].astype(bool).tolist())


def by_rule(found: pd.DataFrame) -> Table:
    """A line a rule and level, the gravest and most frequent first: how often, in how many branches."""
    columns = (
        Column("规则"), Column("级别"), Column("问题", "long"), Column("处数", "number"), Column("支部数", "number"),
        Column("其中已说明", "number"),
    )
    lines = []
    for key, group in found.groupby(["code", "level"], sort=True):
        code, level = map(str, key)
        lines.append((_ORDER[level], -len(group), Row(-1, (
            Cell(code), level_cell(level), Cell(one_message(group["message"])), Cell(str(len(group))),
            Cell(str(group["branch_code"].replace("", None).nunique())), Cell(str(int(group["said"].sum()) or "")),
        ), level)))
    lines.sort(key=lambda line: line[:2])
    return Table("rules", "按规则汇总", columns, tuple(line[-1] for line in lines), "条规则", named=False)


def findings(results: Results, found: pd.DataFrame) -> Table:
    """A line a finding."""
    columns = (
        Column("支部"), Column("级别"), Column("规则"), Column("表"), Column("位置"), Column("栏目", "wrap"),
        Column("问题", "long"), Column("怎么改", "long"),
    )
    codes = results.branches["branch_code"].tolist()
    places = {code: place for place, code in enumerate(codes)}
    names = dict(zip(codes, results.branches["short_name"], strict=True))
    cells: Once[str, Cell] = Once(Cell)  # most say what others say
    named = ((one, cells[names.get(one.branch_code, NOBODY)]) for one in rows_of(found))
    rows = tuple(
        Row(places.get(one.branch_code, -1), (name, *_cells(one, cells)), one.level) for one, name in named
    )
    return Table("findings", "逐条列出", columns, rows, "条")


def suggestions(results: Results) -> Table:
    """A line a problem that the data of a branch suggests, in the order of the roster."""
    places = {code: place for place, code in enumerate(results.branches["branch_code"])}
    names = dict(zip(results.branches["branch_code"], results.branches["short_name"], strict=True))
    told = sorted(results.suggestions, key=lambda one: places[one[0]])
    rows = tuple(Row(places[code], (Cell(names[code]), Cell(text))) for code, text in told)
    return Table("suggestions", SUGGESTED, (Column("支部"), Column("可以考虑写进报告的问题", "long")), rows, "条")


def level_cell(level: str, *, said: bool = False) -> Cell:
    """The word of a level; explained warnings are said to be so."""
    key = str(_ORDER[level])
    if said:
        return Cell(Level(level).label, "mute", EXPLAINED, f"{key}.5")
    return Cell(Level(level).label, LEVEL_LOOK[Level(level)], key=key)


def place_of(one: Any) -> str:
    """H7, 第 7 行, or nothing."""
    return one.cell or (f"第 {one.row} 行" if one.row else "")


def one_message(messages: Iterable[str]) -> str:
    """What most messages of one rule say, …… for numbers that differ among them; and how many other kinds there are."""
    kinds: dict[tuple[str, ...], list[list[str]]] = {}
    for message in messages:
        pieces = _NUMBER.split(_FOLDED.sub("", message))
        kinds.setdefault(tuple(pieces[::2]), []).append(pieces)
    most = max(kinds.values(), key=len)
    said = "".join(part[0] if len(set(part)) == 1 else "……" for part in zip(*most, strict=True))
    return said + (f"（另有 {len(kinds) - 1} 种情形）" if len(kinds) > 1 else "")


def _cells(one: Any, cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """A finding from the column 级别 on."""
    return (
        level_cell(one.level, said=one.said), cells[one.code], cells[one.sheet],
        Cell(place_of(one), key=one.row or ""), cells[one.field], cells[one.message], cells[one.hint],
    )


def of_branches(found: pd.DataFrame, codes: Sequence[str]) -> dict[str, list[Any]]:
    """Code → its findings, in order."""
    lines: dict[str, list[Any]] = {code: [] for code in codes}
    for one in rows_of(found):
        if one.branch_code in lines:
            lines[one.branch_code].append(one)
    return lines
