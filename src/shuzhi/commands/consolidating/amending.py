"""What changed in a quarter since its report was made: its days counted again from the rows of the whole period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from shuzhi.commands.running.reading import Read, parked_tables
from shuzhi.compute.indicators import indicators
from shuzhi.model.history import History
from shuzhi.model.indicator import headed, number_text
from shuzhi.model.origin import NOWHERE, Amendment, Origins
from shuzhi.model.period import Period
from shuzhi.model.results import Results
from shuzhi.model.tables import Tables
from shuzhi.model.words import Outcome, State

# Indicators that go by the days of rows inside the coverage.
_DATED = ("meeting_events", "meetings_", "votes_", "work_")
_BY_DAY = frozenset({
    "members_admitted", "members_confirmed", "activists_new", "members_in", "members_out", "members_deceased",
    "members_removed", "tasks_done_in_coverage", "proposals_new",
})
_EXPECTED = "_expected"
_MOST = 5  # changes that a remark tells one by one
_OWN = ["branch_code", "name", "value", "rows"]


def with_amended(
    results: Results, reads: Sequence[Read], origins: Mapping[int, Origins], history: History
) -> Results:
    """The results of a half year or year with what changed in the quarters, of the branches that count; a remark each.

    origins: see Results.
    """
    used = results.submissions[results.submissions["outcome"] == Outcome.USED]
    counted = results.branches[results.branches["state"].map(lambda state: State(state).counts)]
    codes = {
        number: code for number, code in zip(used["submission"], used["branch_code"], strict=True)
        if code in set(counted["branch_code"])
    }
    found: dict[int, tuple[Amendment, ...]] = {}
    for read in reads:
        if read.park and any(entry.submission in codes for entry in read.files):
            found |= amended(parked_tables(read.park), codes, results, (origins, history))
    names = dict(zip(counted["branch_code"], counted["short_name"], strict=True))
    remarks = tuple(_remark(names[codes[number]], own) for number, own in sorted(found.items()))
    return replace(results, origins=origins, amended=found, remarks=(*results.remarks, *remarks))


def amended(
    tables: Tables, codes: Mapping[int, str], results: Results, known: tuple[Mapping[int, Origins], History]
) -> dict[int, tuple[Amendment, ...]]:
    """Submission → what changed in its quarters; only submissions of `codes`, and of those with a change."""
    found: dict[int, list[Amendment]] = {}
    for quarter in results.settings.period.quarters:
        for number, one in _of_quarter(tables, codes, quarter, results, known):
            found.setdefault(number, []).append(one)
    return {number: tuple(own) for number, own in found.items()}


def _of_quarter(
    tables: Tables, codes: Mapping[int, str], quarter: Period, results: Results,
    known: tuple[Mapping[int, Origins], History],
) -> Iterator[tuple[int, Amendment]]:
    origins, history = known
    lost = set(tables.lacking.loc[tables.lacking["period"] == quarter.code, "submission"])  # not there is not changed
    days = {number: history.coverage(quarter, code) for number, code in codes.items() if number not in lost}
    whole = results.settings.coverage  # rows of other days are not in it: what was counted of them did not change
    there = {number: own for number, own in days.items() if own and whole.start <= own.start and own.end <= whole.end}
    cut = _cut(tables, {number: (own.start, own.end) for number, own in there.items()})
    if cut.frames["branches"].empty:
        return
    now = indicators(cut, results.settings.limits, results.as_of)
    now = now[now["name"].map(_by_day)]
    before = _before(history, quarter)
    for number, own in now.groupby("submission"):
        code = codes[int(str(number))]
        whence = origins.get(int(str(number)), NOWHERE)
        noted = {name: (value, rows) for owner, name, value, rows in before if owner == code}
        titles = {name: (title, unit) for name, title, unit in own[["name", "title", "unit"]].itertuples(index=False)}
        values = {name: (value, whence.of(rows)) for name, value, rows in own[_OWN[1:]].itertuples(index=False)}
        for name, (value, rows) in values.items():
            old, there_before = noted.get(name, (float("nan"), ""))
            if _plain(old) != _plain(value):
                title, unit = titles[name]
                yield int(str(number)), Amendment(
                    quarter, headed(title, unit), _text(old), _text(value), _behind(name, rows, there_before, quarter),
                )


def _cut(tables: Tables, days: Mapping[int, tuple[object, object]]) -> Tables:
    """The tables of these submissions, as if each counted these days."""
    frames = {name: frame[frame["submission"].isin(list(days))] for name, frame in tables.frames.items()}
    facts = frames["branches"]
    spans = pd.DataFrame([days[number] for number in facts["submission"]], facts.index, ["start", "end"])
    spans = spans.astype("datetime64[s]")
    frames["branches"] = facts.assign(coverage_start=spans["start"], coverage_end=spans["end"])
    return replace(tables, frames=frames)


def _before(history: History, quarter: Period) -> list[tuple[str, str, float, str]]:
    values = history.values
    values = values[(values["period"] == quarter.code) & (values["scope"] == "own")]
    return [(code, name, value, rows) for code, name, value, rows in values[_OWN].itertuples(index=False)]


def _by_day(name: str) -> bool:
    return (name.startswith(_DATED) and not name.endswith(_EXPECTED)) or name in _BY_DAY


def _behind(name: str, rows: str, before: str, quarter: Period) -> tuple[str, ...]:
    """The rows that came or went, where rows keep their place (by their day); else all of now."""
    now = tuple(filter(None, rows.split(";")))
    then = tuple(f"{quarter.code}:{one}" for one in before.split(";") if one)
    if not name.startswith(_DATED) or not any(":" in one for one in now + then):
        return now
    came = tuple(one for one in now if one not in then)
    return came or tuple(one for one in then if one not in now) or now


def _plain(value: float) -> float:
    """Nothing counted and nothing filled in are no change."""
    return 0.0 if pd.isna(value) else round(value, 6)


def _text(value: float) -> str:
    return "" if pd.isna(value) else number_text(value)


def _remark(name: str, own: Sequence[Amendment]) -> str:
    told = [
        ("" if at and own[at - 1].quarter == one.quarter else one.quarter.label)
        + f"{one.title}原数{one.before or '没有'}，现数{one.now or '没有'}"
        for at, one in enumerate(own[:_MOST])
    ]
    more = f"；等{len(own)}处，都列在报告附件“各季度报告数据更正”里" if len(own) > _MOST else ""
    return f"{name}：各季度的数据后来有更正，{'；'.join(told)}{more}。"
