"""Where issues and tasks came from, and what was said where the branch reported and was judged."""

from collections.abc import Sequence

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import number_text
from shuzhi.model.tables import Row
from shuzhi.render.cells import address, cell, rows_of, typed
from shuzhi.render.sentence import Number, Sentence, counted, joined, number, sentence
from shuzhi.render.terms import terms
from shuzhi.render.wording.economy import amount
from shuzhi.render.wording.proposals import STATES, state_words
from shuzhi.render.wording.purposes import JUDGED


def reviews(facts: Facts) -> Sentence | None:
    """述职评议会 held, the suggestions made there by state, the tasks that came of them."""
    held = number(facts.own.get("meetings_duty_review"))
    made = [row for row in _issues(facts) if typed(row, "source") == JUDGED]
    tasks = [row for row in _tasks(facts) if typed(row, "source") == JUDGED]
    meetings = sentence("召开", JUDGED, held, "次") if held else None
    issues = sentence(_count(made, "居民提案"), "条，", _states(facts, made)) if made else None
    done = sentence(_count(tasks, "民生实事"), "件", _finished(tasks)) if tasks else None
    said = sentence("" if held else "述职评议", "会上提出的意见建议", issues) if issues else None
    brought = sentence("来源为", JUDGED, "的民生实事", done) if done else None
    text = joined((meetings, said, brought), "；")
    return sentence(_self(facts), text, "。") if text else None


def issue_sources(facts: Facts) -> Sentence | None:
    """The branch's own issues by 来源, where every one has it."""
    rows = _issues(facts)
    order = form.load().sheet("proposals").field("source").choices
    by_source = {source: [row for row in rows if typed(row, "source") == source] for source in order}
    found = {source: its for source, its in by_source.items() if its}
    if not found or sum(map(len, found.values())) != len(rows) or (len(found) == 1 and len(rows) == 1):
        return None
    each = joined(sentence(_named(source), _count(its, "居民提案"), "条") for source, its in found.items())
    return sentence(_self(facts), "按来源分，", each, "。")


def task_sources(facts: Facts) -> Sentence | None:
    """The branch's own tasks by 来源 with their planned money, where every one has a 来源."""
    rows = _tasks(facts)
    order = form.load().sheet("tasks").field("source").choices
    by_source = {source: [row for row in rows if typed(row, "source") == source] for source in order}
    found = {source: its for source, its in by_source.items() if its}
    if len(found) < 2 or sum(map(len, found.values())) != len(rows):
        return None
    each = joined((_tasks_of(facts, source, its) for source, its in found.items()), "；")
    return sentence(_self(facts), "按来源分，", each, "。")


def _tasks_of(facts: Facts, source: str, rows: Sequence[Row]) -> Sentence:
    costs = [(row, value) for row in rows if (value := cell(facts, row, "investment"))]
    total = sum(value.value or 0 for _, value in costs)
    money = Number(total, number_text(total), "民生实事", tuple(address(row) for row, _ in costs))
    planned = sentence("、计划投资", amount(money)) if costs else None
    return sentence(_named(source), _count(rows, "民生实事"), "件", planned)


def _named(source: str) -> str:
    return "其他来源" if source == "其他" else source


def _states(facts: Facts, rows: Sequence[Row]) -> Sentence:
    by_state = {state: [row for row in rows if typed(row, "state") == state] for state in STATES}
    found = {state: its for state, its in by_state.items() if its}
    if len(found) == 1:
        return sentence("" if len(rows) == 1 else "均", state_words(facts, next(iter(found))))
    return joined(
        sentence(state_words(facts, state), _count(its, "居民提案"), "条") for state, its in found.items()
    )


def _finished(rows: Sequence[Row]) -> Sentence:
    done = [row for row in rows if typed(row, "state") == "已完成"]
    if len(done) == len(rows):
        return sentence("，已完成" if len(rows) == 1 else "，均已完成")
    return sentence("，已完成", _count(done, "民生实事"), "件") if done else Sentence()


def _issues(facts: Facts) -> list[Row]:
    return [row for row in rows_of(facts, "proposals") if not typed(row, "merged_into")]


def _tasks(facts: Facts) -> list[Row]:
    return [row for row in rows_of(facts, "tasks") if typed(row, "state") != "取消"]


def _count(rows: Sequence[Row], sheet: str) -> Number:
    return counted(len(rows), sheet, [address(row) for row in rows])


def _self(facts: Facts) -> str:
    """Rows are those of the branch itself; a 总支 with 支部 says so."""
    return f"{terms(facts).party}本级" if facts.children else ""
