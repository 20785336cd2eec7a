"""Meetings held, who came, what was studied and voted on."""

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator
from shuzhi.render.cells import address, rows_of, typed
from shuzhi.render.sentence import Number, Sentence, counted, joined, listed, number, sentence
from shuzhi.render.terms import terms
from shuzhi.render.text import bare
from shuzhi.render.wording.scope import Scope, both, whole

RATE_BASE = 10  # below it the two numbers say more than a rate (domain §4)
_EXPECTED = {
    "支部党员大会": ("meetings_general", "meetings_general_expected"),
    "支部委员会会议": ("meetings_committee", "meetings_committee_expected"),
    "党小组会": ("meetings_group", "meetings_group_expected"),
}


def held(facts: Facts) -> Sentence | None:
    """How many meetings, by type."""
    return both(facts, _held)


def missing(facts: Facts) -> Sentence | None:
    """The regular meetings of a 支部 that were not held though others were."""
    scope = Scope(facts, facts.own, Sentence())
    names = [
        name for name, (count, expected) in _EXPECTED.items()
        if scope.number(count).filled and not scope.number(count) and scope.number(expected)
    ]
    if not names or not scope.number("meeting_events"):
        return None
    return sentence("未召开", joined(names), "。")


def lectures(facts: Facts) -> Sentence | None:
    """Lectures given by the secretary."""
    count = number(facts.own.get("lectures_by_secretary"))
    return sentence(terms(facts).post, "讲党课", count, "次。") if count else None


def studied(facts: Facts) -> Sentence | None:
    """What was studied, each once, as typed."""
    rows = [row for row in rows_of(facts, "meetings") if bare(typed(row, "studied"))]
    texts = list(dict.fromkeys(bare(typed(row, "studied")) for row in rows))
    if not texts:
        return None
    count = counted(len(texts), "会议", [address(row) for row in rows])
    return sentence("学习内容包括", listed(texts, count), "。")


def attendance(facts: Facts) -> Sentence | None:
    """应到, 实到 and the rate, where the base is large enough for one; of a 总支 itself what differs from the whole."""
    return both(facts, _attendance)


def votes(facts: Facts) -> Sentence | None:
    """How many votes, how many passed."""
    return both(facts, _votes)


def kinds(scope: Scope) -> list[tuple[str, Number]]:
    """Meeting types as this branch calls them with their counts above 0, in the order of the form."""
    order = form.load().sheet("meetings").field("type").choices
    words = terms(scope.facts)
    found = {
        value.title.removesuffix("次数"): number(value) for name, value in scope.values.items()
        if value.value and name.startswith("meetings_") and not name.endswith("_ytd")
    }
    return [(words.meeting(kind), found[kind]) for kind in order if kind in found]


def _held(scope: Scope) -> Sentence | None:
    events = scope.number("meeting_events")
    if not events.filled:
        return None
    if not events:
        return sentence(scope.when, "未召开会议。")
    found = kinds(scope)
    if scope.first and set(found) <= set(kinds(whole(scope.facts))):
        return sentence(scope.when, "共组织会议和活动", events, "场。")
    if len(found) == 1 and found[0][1] == events:
        return sentence(scope.when, "组织", *found[0], "次。")
    merged = sum(count.value or 0 for _, count in found) != events.value
    lead, end = ("场，按类型分别为", "（部分合并召开）。") if merged else ("场，其中", "。")
    each = joined(sentence(name, count, "次") for name, count in found)
    return sentence(scope.when, "共组织会议和活动", events, lead if found else "场", each, end)


def _attendance(scope: Scope) -> Sentence | None:
    life = _came(scope, "orglife_attendance_rate", "党内组织生活")
    general = _came(scope, "general_attendance_rate", "支部党员大会")
    people = _came(scope, "representatives_attendance_rate", terms(scope.facts).meeting("村（居）民代表会议"))
    alike = life and general and life.text.removeprefix("党内组织生活") == general.text.removeprefix("支部党员大会")
    party = general if alike or not life else sentence(life, "，其中" if general else None, general)
    text = joined((party, people), "；")
    return sentence(scope.when if scope.subject else None, text, "。") if text else None


def _came(scope: Scope, name: str, title: str) -> Sentence:
    rate = scope.values.get(name)
    if scope.first and rate and _parts(rate) == _parts(scope.facts.all.get(name)):
        return Sentence()
    if rate is None or rate.value is None or rate.numerator is None or not rate.denominator:
        return Sentence()
    came = Number(rate.numerator, f"{rate.numerator:.0f}", name, rate.rows)
    expected = Number(rate.denominator, f"{rate.denominator:.0f}", name, rate.rows)
    if came == expected:
        return sentence(title, "应到", expected, "人次，全部到会")
    percent = sentence("，到会率", number(rate), "%") if expected >= RATE_BASE else None
    return sentence(title, "应到", expected, "人次、实到", came, "人次", percent)


def _parts(rate: Indicator | None) -> tuple[float | None, float | None]:
    return (rate.numerator, rate.denominator) if rate else (None, None)


def _votes(scope: Scope) -> Sentence | None:
    total, passed = scope.number("votes_total"), scope.number("votes_passed")
    if not total or not passed.filled:
        return None
    if total == passed:
        return sentence(scope.when, "表决事项", total, "件，", "获得通过。" if total == 1 else "均获通过。")
    rest = [row for row in total.rows if row not in passed.rows]
    failed = counted(int((total.value or 0) - (passed.value or 0)), "表决事项", rest)
    if not passed:
        return sentence(scope.when, "表决事项", total, "件，", "未获通过。" if total == 1 else "均未通过。")
    return sentence(scope.when, "表决事项", total, "件，其中通过", passed, "件、未通过", failed, "件。")
