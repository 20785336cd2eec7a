"""Single meetings: where and when the 居（村）情报告会 was held and who came, what special meetings were about."""

from datetime import date

from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.model.tables import Row
from shuzhi.render.cells import address, cell, day, rows_of, typed
from shuzhi.render.sentence import Sentence, counted, joined, listed, sentence
from shuzhi.render.terms import terms
from shuzhi.render.text import bare, clean, stop

_REPORTED = "居（村）情报告会"
_SPECIAL = "专题工作会议"


def reported(facts: Facts) -> Sentence | None:
    """Each 居（村）情报告会 of the days counted: day, place, who led and wrote, how many came, what it was about."""
    held = _held(facts, _REPORTED)
    return sentence(*(_told(facts, row) for row in held)) if held else None


def special(facts: Facts) -> Sentence | None:
    """What the special meetings were about, each with its day."""
    held = [row for row in _held(facts, _SPECIAL) if bare(typed(row, "topic"))]
    if not held:
        return None
    addresses = tuple(address(row) for row in held)
    each = [f"{_day(row)}{bare(typed(row, 'topic'))}" for row in held]
    return sentence("专题工作会议议题：", listed(each, counted(len(held), "会议", addresses), comma="；"), "。")


def _held(facts: Facts, kind: str) -> list[Row]:
    """The meetings of a kind, also those that were it beside another."""
    rows = rows_of(facts, "meetings")
    return [row for row in rows if kind in (typed(row, "type"), typed(row, "also_1"), typed(row, "also_2"))]


def _told(facts: Facts, row: Row) -> Sentence:
    place, host, recorder = (clean(typed(row, field)) for field in ("place", "host", "recorder"))
    expected, present = cell(facts, row, "expected"), cell(facts, row, "present")
    summary = typed(row, "summary")
    about = joined((
        sentence(_day(row), f"在{place}" if place else None, "召开", terms(facts).meeting(_REPORTED)),
        f"{host}主持" if host else None, f"{recorder}记录" if recorder else None,
        sentence("应到", expected, "人") if expected else None, sentence("实到", present, "人") if present else None,
    ), "，")
    return sentence(about, "。", stop(summary) if summary else None)


def _day(row: Row) -> str:
    given: date | None = day(row, "date")
    return han_date(given) if given else ""
