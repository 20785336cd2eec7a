"""The data of every chart of index.html as plain JSON; charts.js draws them. Nothing personal, nothing of the office.

A bar chart is {summary, note, unit, labels, hints, looks, series: [{name, look, values}], empty, table}: a bar a label,
its parts the series; `looks` gives each bar its own instead, `hints` its full text; `empty` is said where there is no
bar; `table` where the page has no table of the same numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.model.standing import Standing, tally
from shuzhi.model.words import Level, State
from shuzhi.summarize.page.deeds import proposals, timeline
from shuzhi.summarize.page.faults import one_message
from shuzhi.summarize.page.trends import indicators, trend
from shuzhi.summarize.values import rows_of, tuples

# As many bars as are read at a glance; the tables of the page have all.
MOST_BARS = 15
LONGEST = 24
# What one_message says behind the most frequent one; a label has no room for it.
OTHERS = "（另有"
LEVEL_LOOK = {Level.ERROR: "bad", Level.WARNING: "warn", Level.NOTICE: "mute"}
STATE_LOOK = {
    State.APPROVED: "done", State.ACCEPTED: "good", State.TO_EXPLAIN: "warn", State.RETURNED: "bad",
    State.UNREADABLE: "bad", State.MISSING: "bad",
}

Chart = Mapping[str, Any]


def charts(results: Results) -> dict[str, Chart]:
    """Name of a chart (the page's data-chart) → what it shows; the same for the same results."""
    return {
        "completeness": _completeness(results),
        "findings_by_rule": _by_rule(results),
        "findings_by_branch": _by_branch(results.branches),
        "indicators": indicators(results),
        "trend": trend(results),
        "timeline": timeline(results),
        "proposals": proposals(results),
    }


def _completeness(results: Results) -> Chart:
    """How many branches are in each state; states of none are left out."""
    counted = tally(
        Standing(branch.branch_code, State(branch.state), bool(branch.late)) for branch in rows_of(results.branches)
    )
    states = [state for state in STATE_LOOK if counted.states[state]]
    told = "，".join(f"{state.label}{counted.states[state]}个" for state in states)
    return {
        "summary": f"应报{counted.expected}个支部：{told or '名册是空的'}。",
        "note": f"其中逾期{counted.late}个。" if counted.late else "",
        "unit": "个支部",
        "labels": [state.label for state in states],
        "looks": [STATE_LOOK[state] for state in states],
        "series": [{"name": "支部", "look": "good", "values": [counted.states[state] for state in states]}],
        "empty": "名册里还没有支部。",
    }


def _by_rule(results: Results) -> Chart:
    """How many findings each rule has, the gravest and most frequent first; a rule reads as its code and its words."""
    findings, explained = results.findings, len(results.explained)
    messages, graded = defaultdict(list), Counter[tuple[str, str]]()
    for code, level, message in tuples(findings, ("code", "level", "message")):
        messages[code].append(message)
        graded[code, level] += 1
    counts = {code: len(those) for code, those in messages.items()}
    levels = {code: [graded[code, level] for level in Level] for code in counts}
    # As the table below it: the first level that there is any of, then how often.
    codes = sorted(counts, key=lambda code: ([not number for number in levels[code]], -counts[code], code))
    shown = codes[:MOST_BARS]
    said = {code: one_message(messages[code]).partition(OTHERS)[0].rstrip("。") for code in shown}
    return {
        "summary": f"核对出{len(findings)}处，涉及{len(codes)}条规则" + (
            f"，其中{sum(bool(levels[code][0]) for code in codes)}条的问题必须改。" if codes else "。"
        ),
        "note": _cut(len(codes), "条规则", "最要紧") + (f"不含支部已经说明的{explained}处。" if explained else ""),
        "unit": "处",
        "labels": [_short(f"{code} {said[code]}") for code in shown],
        "hints": [f"{code} {said[code]}" for code in shown],
        "series": _of_levels([[levels[code][place] for code in shown] for place in range(len(Level))]),
        "empty": "没有核对出问题。",
    }


def _by_branch(branches: pd.DataFrame) -> Chart:
    """The findings of each branch that has any, those with most to correct first."""
    names = ["errors", "warnings", "notices"]
    found = branches[branches[names].sum(axis="columns") > 0]
    worst = found.sort_values(names, ascending=False, kind="stable")
    shown = worst.head(MOST_BARS)
    return {
        "summary": f"{len(found)}个支部有核对结果，其中{int((found['errors'] > 0).sum())}个有必须改的。",
        "note": _cut(len(found), "个支部有核对结果", "问题最多"),
        "unit": "处",
        "labels": [_short(name) for name in shown["short_name"]],
        "hints": shown["short_name"].tolist(),
        "series": _of_levels([[int(count) for count in shown[name]] for name in names]),
        "empty": "没有核对出问题。",
    }


def _of_levels(values: Sequence[list[int]]) -> list[Mapping[str, Any]]:
    """A series a level; a level of which there is nothing is left out."""
    return [
        {"name": level.label, "look": LEVEL_LOOK[level], "values": one}
        for level, one in zip(Level, values, strict=True) if any(one)
    ]


def _cut(number: int, what: str, which: str) -> str:
    return f"共{number}{what}，图中是{which}的{MOST_BARS}个，全部见下表。" if number > MOST_BARS else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST - 1]}…"
