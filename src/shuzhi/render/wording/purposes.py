"""Meetings by what they are for: duty, study, party life, residents' affairs; study within other meetings."""

from collections.abc import Sequence

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import rate_text
from shuzhi.model.tables import Row
from shuzhi.render.cells import address, cell, rows_of, typed
from shuzhi.render.sentence import Number, Sentence, counted, joined, sentence
from shuzhi.render.terms import terms
from shuzhi.render.text import bare
from shuzhi.render.wording.meetings import RATE_BASE, kinds
from shuzhi.render.wording.scope import Scope, both, whole

DUTY = ("总支（党委）委员会会议", "支部书记例会", "党建专题会议", "村（社区）“两委”会议", "专题工作会议")
STUDY = ("党课", "党员集中学习", "专题研讨")
LIFE = ("支部党员大会", "支部委员会会议", "党小组会", "主题党日", "组织生活会", "民主评议党员")
JUDGED = "述职评议会"  # told with what was said there: wording/judged.py
RESIDENTS = (
    "村（居）民会议", "村（居）民代表会议", "村（居）民小组会议", "议事协商会", "居（村）情报告会", "换届选举大会",
    "村（居）务监督委员会会议", "其他",
)
_THEME_DAY = "主题党日"


def duty(facts: Facts) -> Sentence | None:
    """Meetings of the committee and on party work, by type."""
    return both(facts, lambda scope: _held(scope, DUTY, "召开"))


def study(facts: Facts) -> Sentence | None:
    """Lectures, study and seminars, by type."""
    return both(facts, lambda scope: _held(scope, STUDY, "组织"))


def life(facts: Facts) -> Sentence | None:
    """Meetings of party life by type; 未召开会议 where no meeting at all was held."""
    return both(facts, _life)


def residents(facts: Facts) -> Sentence | None:
    """Meetings with residents, by type."""
    return both(facts, lambda scope: _held(scope, RESIDENTS, "召开"))


def studied_within(facts: Facts) -> Sentence | None:
    """How many of the branch's other meetings had 学习内容, by type."""
    rows = [row for row in rows_of(facts, "meetings") if bare(typed(row, "studied")) and not _types(row) & set(STUDY)]
    order = form.load().sheet("meetings").field("type").choices
    by_type = {kind: [row for row in rows if typed(row, "type") == kind] for kind in order}
    words = terms(facts)
    each = joined(
        sentence(words.meeting(kind), counted(len(its), "会议", [address(row) for row in its]), "次")
        for kind, its in by_type.items() if its
    )
    return sentence("在其他会议上安排学习的有", each, "。") if each else None


def theme_days(facts: Facts) -> Sentence | None:
    """Who was expected and who came to the branch's own 主题党日; a rate where the base is large enough.

    Nothing where the sentence on all of 党内组织生活 has the same two numbers.
    """
    rows = [row for row in rows_of(facts, "meetings") if _THEME_DAY in _types(row) and _counted(facts, row)]
    expected, present = (_sum(facts, rows, field) for field in ("expected", "present"))
    every = facts.own.get("orglife_attendance_rate")
    told = every is not None and (every.numerator, every.denominator) == (present.value, expected.value)
    if not expected.value or present.value is None or told:
        return None
    if expected == present:
        return sentence(_THEME_DAY, "应到", expected, "人次，全部到会。")
    rate = rate_text(present.value, expected.value)
    percent = Number(present.value / expected.value * 100, rate, "会议", expected.rows)
    return sentence(
        _THEME_DAY, "应到", expected, "人次、实到", present, "人次",
        sentence("，到会率", percent, "%") if expected >= RATE_BASE else None, "。",
    )


def _life(scope: Scope) -> Sentence | None:
    if scope.number("meeting_events") == 0:
        return sentence(scope.when, "未召开会议。")
    return _held(scope, LIFE, "召开")


def _held(scope: Scope, names: Sequence[str], verb: str) -> Sentence | None:
    """召开党建专题会议6次、…: of a 总支 itself only the types whose number differs from that of the whole."""
    words = terms(scope.facts)
    wanted = {words.meeting(name) for name in names}
    found = [(kind, count) for kind, count in kinds(scope) if kind in wanted]
    if scope.first:
        together = kinds(whole(scope.facts))
        found = [each for each in found if each not in together]
    each = joined(sentence(kind, count, "次") for kind, count in found)
    return sentence(scope.when, verb, each, "。") if each else None


def _types(row: Row) -> set[str]:
    return {kind for field in ("type", "also_1", "also_2") if (kind := typed(row, field))}


def _counted(facts: Facts, row: Row) -> bool:
    return cell(facts, row, "expected").filled and cell(facts, row, "present").filled


def _sum(facts: Facts, rows: Sequence[Row], field: str) -> Number:
    total = sum(int(cell(facts, row, field).value or 0) for row in rows)
    return Number(total, str(total), "会议", tuple(address(row) for row in rows))
