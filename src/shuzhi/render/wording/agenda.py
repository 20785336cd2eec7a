"""Matters of 四议两公开 one by one: what was decided and how far it is, what is proposed now."""

from collections.abc import Iterable
from datetime import date

from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.model.tables import Row
from shuzhi.render.cells import cell, day, rows_of, typed
from shuzhi.render.sentence import Sentence, joined, sentence
from shuzhi.render.terms import terms
from shuzhi.render.text import bare, clean, stop
from shuzhi.render.wording.economy import amount
from shuzhi.render.wording.tasks import progress

_PROPOSED = "拟定"
_PROPOSERS = ("支部委员会会议", "总支（党委）委员会会议")
_DECIDERS = ("村（居）民代表会议", "村（居）民会议")
_BALLOTS = {"赞成": "ayes", "反对": "noes", "弃权": "abstentions"}


def decided(facts: Facts) -> tuple[Sentence, ...]:
    """Every matter past its proposal: origin, steps with their days, votes, how far the work is."""
    rows = [row for row in rows_of(facts, "agenda") if typed(row, "result") not in ("", _PROPOSED)]
    return tuple(_decided(facts, row) for row in rows)


def proposed(facts: Facts) -> tuple[Sentence, ...]:
    """Every matter proposed: place, origin, the steps taken so far."""
    rows = [row for row in rows_of(facts, "agenda") if typed(row, "result") == _PROPOSED]
    return tuple(_matter(facts, row, sentence(stop(_steps(facts, row).text))) for row in rows)


def _decided(facts: Facts, row: Row) -> Sentence:
    votes = [vote for vote in rows_of(facts, "votes") if clean(typed(vote, "link")) in _links(row)]
    result = typed(row, "result")
    told = result if any(typed(vote, "result") for vote in votes) else ""
    ending = None if told else "已通过。" if result == "通过" else f"{result}。"
    steps = stop(_steps(facts, row).text)
    after = sentence(steps, *(_vote(facts, vote) for vote in votes), ending, _task(facts, row))
    return _matter(facts, row, after)


def _matter(facts: Facts, row: Row, after: Sentence) -> Sentence:
    """What, where, from where it came (the details typed, else the residents' issue it goes back to), what followed."""
    title, place, detail = bare(typed(row, "title")), clean(typed(row, "place")), typed(row, "detail")
    issue = _linked(rows_of(facts, "proposals"), typed(row, "proposal"))
    raised = f"{terms(facts).residents}意见建议“{bare(typed(issue, 'title'))}”。" if issue else ""
    told = sentence(stop(detail) or raised, after)
    return sentence(title, f"（{place}）" if place and place not in title else None, "：" if told else "。", told)


def _steps(facts: Facts, row: Row) -> Sentence:
    """The steps taken, in their order, each with its day."""
    steps = (
        ("proposed", f"{_meeting(facts, day(row, 'proposed'), _PROPOSERS)}提议"),
        ("discussed", "“两委”会商议"),
        ("reviewed", "党员大会审议"),
        ("resolved", f"{_meeting(facts, day(row, 'resolved'), _DECIDERS)}决议"),
        ("resolution_published", "公开决议"),
        ("result_published", "公开实施结果"),
    )
    taken = [(given, does) for field, does in steps if (given := day(row, field))]
    years = [None, *(given.year for given, _ in taken)]
    return joined((
        f"{_short(given, year)}{does}" for (given, does), year in zip(taken, years, strict=False)
    ), "，")


def _short(given: date, year: int | None) -> str:
    """A day; without its year where the day before it names that one."""
    return han_date(given).removeprefix(f"{year}年")


def _meeting(facts: Facts, given: date | None, types: tuple[str, ...]) -> str:
    """The meeting of a day that is of one of these types, as the branch calls it; "" where there is none or several."""
    found = {
        kind for row in rows_of(facts, "meetings") if given and day(row, "date") == given
        for kind in (typed(row, "type"), typed(row, "also_1"), typed(row, "also_2")) if kind in types
    }
    return terms(facts).meeting(found.pop()) if len(found) == 1 else ""


def _links(row: Row) -> set[str]:
    """The numbers by which a vote may name this matter."""
    return {clean(typed(row, field)) for field in ("number", "task", "proposal")} - {""}


def _vote(facts: Facts, vote: Row) -> Sentence:
    """One ballot: which body, how many were entitled and came, the votes, the result."""
    expected, present = cell(facts, vote, "voters_expected"), cell(facts, vote, "voters_present")
    written = cell(facts, vote, "written")
    ballots = joined(
        sentence(word, count, "票") for word, field in _BALLOTS.items() if (count := cell(facts, vote, field))
    )
    body = typed(vote, "body")
    parts = joined((
        sentence("应到", expected, "人") if expected else None, sentence("实到", present, "人") if present else None,
        sentence("会前提出书面意见", written, "人") if written else None, ballots, typed(vote, "result"),
    ), "，")
    return sentence(terms(facts).meeting(body) if body != "其他" else None, "表决：", parts, "。")


def _task(facts: Facts, row: Row) -> Sentence | None:
    task = _linked(rows_of(facts, "tasks"), typed(row, "task"))
    if task is None:
        return None
    paid = cell(facts, task, "paid")
    spent = sentence("，累计已支付", amount(paid)) if paid else None
    return sentence(f"实施情况（截至{han_date(facts.as_of)}）：{progress(task)}", spent, "。")


def _linked(rows: Iterable[Row], number: str) -> Row | None:
    return next((row for row in rows if clean(number) and clean(typed(row, "number")) == clean(number)), None)
