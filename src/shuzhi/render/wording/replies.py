"""Residents' issues one by one, by group: every issue with its own answer, the same answer printed once."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from shuzhi.form.model import han_number
from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.model.tables import Row
from shuzhi.render.cells import day, rows_of, typed
from shuzhi.render.environment import Names, Ordinal
from shuzhi.render.sentence import Sentence, joined, sentence
from shuzhi.render.terms import period_words, terms
from shuzhi.render.text import bare, clean, stop
from shuzhi.render.wording.proposals import state_words

_STATE_FIRST = ("已转办", "暂不具备条件", "不予采纳")
_HAN = {han_number(number): number for number in range(1, 100)}
_WORDS = "|".join(sorted(_HAN, key=len, reverse=True))
_NUMBERED = re.compile(rf"第?({_WORDS}|[0-9]{{1,3}})(?:村民|居民)?(?:小组|组|网格|队)")
_SAME = re.compile(r"同\s*(\S+?-\d+)[。.]?")


class Section(NamedTuple):
    """Issues below one heading; groups as `groups` gives them."""

    title: str
    groups: tuple[Names, ...]


def groups(facts: Facts) -> tuple[Names, ...]:
    """All issues: groups with 名称 and 条目 (序号, 事项, 办理, 并入); 序号 runs over the whole report.

    Groups stand by their numbers, else in the order they first speak.
    """
    (every,) = _grouped(facts, [lambda _: True])
    return every


def sections(facts: Facts) -> tuple[Section, Section]:
    """The issues raised before the days counted, then those raised in them; 序号 runs over both.

    An issue merged into another stands with that one.
    """
    carried, new = _grouped(facts, [
        lambda row: _before(day(row, "proposed"), facts.coverage.start),
        lambda row: not _before(day(row, "proposed"), facts.coverage.start),
    ])
    return Section(_carried_title(facts) if carried else "", carried), Section("", new)


def _carried_title(facts: Facts) -> str:
    """What the issues raised before are: those that the period before left open, where it is known to be complete."""
    start, earlier = facts.coverage.start, facts.before
    rows = [row for row in rows_of(facts, "proposals") if _before(day(row, "proposed"), start)]
    if not all(_open(row, start) for row in rows):
        return "以前提出的意见建议办理情况"
    if earlier and earlier.days == earlier.period.days and earlier.days.end + timedelta(days=1) == start:
        return f"{earlier.period.label}未办结意见建议的办理情况"
    return f"以前提出、{period_words(facts)}继续办理的意见建议"


def _before(given: date | None, start: date) -> bool:
    return given is not None and given < start


def _open(row: Row, start: date) -> bool:
    """Whether an issue was still open when the days counted began."""
    closed = day(row, "closed")
    return typed(row, "state") != "已办结" or (closed is not None and closed >= start)


def _grouped(facts: Facts, parts: Sequence[Callable[[Row], bool]]) -> list[tuple[Names, ...]]:
    """The groups of the issues in each part, one part after the other."""
    rows = _keyed(rows_of(facts, "proposals"))
    merged = {number: _root(number, rows) for number in rows}
    alone = [number for number in rows if merged[number] == number]
    by_group = [_by_group({number: rows[number] for number in alone if wanted(rows[number])}) for wanted in parts]
    order = [number for groups in by_group for numbers in groups.values() for number in numbers]
    places = {number: place for place, number in enumerate(order, 1)}
    first: dict[str, int] = {}
    for number in order:
        first.setdefault(_reply(number, rows), places[number])
    entries = {
        number: Names({
            "序号": Ordinal(str(places[number])),
            "事项": _issue(facts, rows[number]),
            "办理": _handling(facts, rows[number], _reply(number, rows), first[_reply(number, rows)], places[number]),
            "并入": _merged([rows[other] for other, root in merged.items() if root == number != other]),
        })
        for number in order
    }
    return [
        tuple(
            Names({"名称": name, "条目": tuple(entries[number] for number in numbers)})
            for name, numbers in groups.items()
        )
        for groups in by_group
    ]


def _by_group(rows: Mapping[str, Row]) -> dict[str, list[str]]:
    """The numbers of issues by group, in the order of printing."""
    found: dict[str, list[str]] = {}
    for number, row in rows.items():
        found.setdefault(clean(typed(row, "group")), []).append(number)
    return dict(sorted(found.items(), key=_place)) if all(map(_numbers, found)) else found


def _keyed(rows: tuple[Row, ...]) -> dict[str, Row]:
    """Rows by their number; one without, or with a number used before, by its Excel row, so that none is lost."""
    found: dict[str, Row] = {}
    for row in rows:
        number = clean(typed(row, "number"))
        found[f"行{row.number}" if not number or number in found else number] = row
    return found


def _numbers(group: str) -> tuple[int, ...]:
    """The numbers of groups: 第二网格 → (2,), 一组、三组 → (1, 3); () where a name has none."""
    found = [_NUMBERED.match(name) for name in group.split("、")]
    digits = [match.group(1) for match in found if match]
    return tuple(_HAN.get(text) or int(text) for text in digits) if len(digits) == len(found) else ()


def _place(group: tuple[str, list[str]]) -> tuple[bool, tuple[int, ...]]:
    """Single groups in the order of their numbers, then those that speak together."""
    numbers = _numbers(group[0])
    return len(numbers) > 1, numbers


def _root(number: str, rows: Mapping[str, Row]) -> str:
    """The issue that this one is merged into in the end; itself where it is not, or where the numbers run in a ring."""
    seen = [number]
    while True:
        target = clean(typed(rows[seen[-1]], "merged_into"))
        if target not in rows:
            return seen[-1]
        if target in seen:
            return number
        seen.append(target)


def _reply(number: str, rows: Mapping[str, Row]) -> str:
    """The answer to an issue; 同议2023-003 is the answer given there."""
    seen = {number}
    while True:
        text = clean(typed(rows[number], "reply"))
        same = _SAME.fullmatch(text)
        if same is None or same.group(1) not in rows or same.group(1) in seen:
            return text
        number = same.group(1)
        seen.add(number)


def _issue(facts: Facts, row: Row) -> Sentence:
    words = terms(facts)
    place = clean(typed(row, "place"))
    role = typed(row, "role")
    name = clean(typed(row, "proposer")) if typed(row, "public_name") == "是" else ""
    who = f"由{words.role(role)}{name}" if role != "匿名" else "匿名"
    when = _on(day(row, "proposed"))
    detail = typed(row, "detail")
    title = bare(typed(row, "title"))
    where = f"（{place}）" if place and place not in title else None
    return sentence(title, where, f"，{when}{who}提出。", stop(detail) if detail else None)


def _handling(facts: Facts, row: Row, reply: str, first: int, place: int) -> Sentence:
    told = _on(day(row, "replied"))
    if not reply:
        answer = None
    elif first < place:
        answer = f"{told}答复，内容与第{first}条相同。"
    else:
        answer = f"{told}答复：{stop(reply)}"
    state = _state(facts, row)
    closed, replied = day(row, "closed"), day(row, "replied")
    before = typed(row, "state") in _STATE_FIRST or (closed and replied and closed < replied)
    begun = (state, answer) if before else (answer, state)
    return sentence(*begun, _heard(facts, row), _task(facts, row))


def _state(facts: Facts, row: Row) -> str:
    state, until = typed(row, "state"), f"截至{han_date(facts.as_of)}"
    unit = bare(typed(row, "referred_to"))
    named = {
        "已办结": f"{_on(day(row, 'closed'))}办结。" if day(row, "closed") else "已办结。",
        "正在办理": f"{until}尚未办结，正在办理。",
        "已转办": f"{_on(day(row, 'referred'))}转{unit}办理。" if unit else "已转办。",
        "暂不具备条件": "暂不具备办理条件。",
        "未办理": f"{until}尚未办理。",
    }
    return named.get(state, f"{state_words(facts, state)}。")


def _heard(facts: Facts, row: Row) -> str | None:
    if typed(row, "state") != "已转办":
        return None
    unit = bare(typed(row, "referred_to")) or "对方"
    heard = typed(row, "referred_reply")
    return f"{unit}答复：{stop(heard)}" if heard else f"截至{han_date(facts.as_of)}，{unit}尚未答复。"


def _task(facts: Facts, row: Row) -> str | None:
    number = clean(typed(row, "task"))
    task = next((task for task in rows_of(facts, "tasks") if number and clean(typed(task, "number")) == number), None)
    if task is None:
        return None
    return f"该事项列入民生实事“{bare(typed(task, 'title'))}”（{typed(task, 'state')}）。"


def _merged(rows: list[Row]) -> Sentence | None:
    if not rows:
        return None
    named = joined(f"{clean(typed(row, 'group'))}提出的“{bare(typed(row, 'title'))}”" for row in rows)
    return sentence(named, "与本条为同一事项，并入本条办理。")


def _on(given: date | None) -> str:
    return han_date(given) if given else ""
