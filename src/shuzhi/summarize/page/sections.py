"""A section a branch: where it stands, what was found, its figures, tasks and proposals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.model.words import Level
from shuzhi.summarize.page.cells import LEVEL_LOOK, STATE_LOOK
from shuzhi.summarize.page.faults import EXPLAINED, of_branches, place_of
from shuzhi.summarize.page.figures import Figures
from shuzhi.summarize.page.lists import PROPOSALS, TASKS, Listing
from shuzhi.summarize.page.roster import Member
from shuzhi.summarize.values import tuples


class Said(NamedTuple):
    """One thing found: the word before it and its look, where, what, what to do."""

    word: str
    look: str
    place: str
    message: str
    hint: str


class Matter(NamedTuple):
    """One task or proposal: number, title, state and its look, how it is late."""

    number: str
    title: str
    state: str
    look: str
    late: str


@dataclass(frozen=True)
class Section:
    """What stands in a branch's section.

    figured  whether it has any filled indicator
    groups   (group, (title, text, change) of each filled indicator); none where the tables of indicators tell them
    """

    member: Member
    look: str
    facts: Mapping[str, str]
    said: tuple[Said, ...]
    suggested: tuple[str, ...]
    figured: bool
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    tasks: tuple[Matter, ...]
    proposals: tuple[Matter, ...]


@dataclass(frozen=True)
class Rows:
    """What the sections are made from: findings (see faults.told), figures, rows of summarize.matters."""

    found: pd.DataFrame
    given: Figures
    tasks: pd.DataFrame
    proposals: pd.DataFrame


def sections(results: Results, roster: Sequence[Member], rows: Rows, *, few: bool) -> tuple[Section, ...]:
    """The sections in the order of the roster; the figures of each stand in it where there are `few`."""
    found = of_branches(rows.found, [member.code for member in roster])
    suggested = defaultdict(list)
    for code, text in results.suggestions:
        suggested[code].append(text)
    tasks, proposals = _matters(TASKS, rows.tasks), _matters(PROPOSALS, rows.proposals)
    return tuple(
        Section(
            member, STATE_LOOK[member.state], _facts(member, results.settings.coverage.text),
            tuple(map(_said, found[member.code])), tuple(suggested[member.code]),
            any(member.code in rows.given.texts[column.name] for column in rows.given.columns),
            _groups(rows.given, member.code) if few else (), tasks[member.code], proposals[member.code],
        )
        for member in roster
    )


def _facts(member: Member, coverage: str) -> dict[str, str]:
    """What the head does not say of the branch already; the days counted only where they are its own."""
    said = {
        "全称": member.full_name, "编码": member.code, "类别": f"{member.org_type}，{member.unit_type}",
        "填报日期": member.filled, "统计期间": member.days if member.days != coverage else "",
        "无法读取的原因": member.reason,
    }
    return {title: text for title, text in said.items() if text}


def _said(one: Any) -> Said:
    level = Level(one.level)
    place = " ".join(filter(None, (one.sheet, place_of(one), one.field)))
    word, look = (f"{level.label}（{EXPLAINED}）", "mute") if one.said else (level.label, LEVEL_LOOK[level])
    return Said(word, look, place, one.message, one.hint)


def _groups(given: Figures, code: str) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    found = []
    for group, columns in groupby(given.columns, key=lambda column: column.group):
        names = [column.name for column in columns if code in given.texts[column.name]]
        texts = [f"{given.texts[name][code]}{_unit(given, name)}" for name in names]
        changed = [given.changes.get(name, {}).get(code, "") for name in names]
        lines = tuple(zip((given.titles[name] for name in names), texts, changed, strict=True))
        if lines:
            found.append((group, lines))
    return tuple(found)


def _unit(given: Figures, name: str) -> str:
    """％ stands close to its number, other units behind a space; none where the title ends with it."""
    unit = given.units[name]
    if given.titles[name].endswith(f"（{unit}）"):
        return ""
    return unit if unit == "%" else f" {unit}"


def _matters(listing: Listing, rows: pd.DataFrame) -> dict[str, tuple[Matter, ...]]:
    found: dict[str, list[Matter]] = defaultdict(list)
    word = listing.late.removesuffix("天数")
    for code, days, *texts in tuples(rows, ("branch_code", "late", "number", "title", "state")):
        late = f"{word} {int(days)} 天" if pd.notna(days) else ""
        number, title, state = ("" if pd.isna(text) else str(text) for text in texts)
        found[code].append(Matter(number, title, state, "bad" if late else listing.looks.get(state, ""), late))
    return defaultdict(tuple, {code: tuple(lines) for code, lines in found.items()})
