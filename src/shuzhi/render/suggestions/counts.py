"""What is late, unanswered or not done, in numbers."""

from collections.abc import Iterator

from shuzhi.model.tables import Row
from shuzhi.render.cells import address, day, rows_of, typed
from shuzhi.render.sentence import Sentence, counted, joined, sentence
from shuzhi.render.terms import terms
from shuzhi.render.wording.scope import Scope


def probation(scope: Scope) -> Sentence | None:
    """Probationary members whose year, or what it was extended to, is over, by the day states are given on."""
    late = [row for row in rows_of(scope.facts, "members") if _is_over(scope, row)]
    if not late:
        return None
    number = counted(len(late), "党员", [address(row) for row in late])
    return sentence(scope.until(scope.facts.as_of), "预备期已满、未见转正日期的预备党员", number, "名。")


def disclosure(scope: Scope) -> Sentence | None:
    """Kinds of disclosure that there was none of."""
    words = {
        "党务": "disclosure_party", terms(scope.facts).affairs: "disclosure_village", "财务": "disclosure_finance",
    }
    none = joined(f"{word}公开" for word, name in words.items() if scope.number(name) == 0)
    return sentence(scope.when, "未进行", none, "。") if none else None


def tasks(scope: Scope) -> Sentence | None:
    """Tasks past their day and not done."""
    late, words = scope.number("tasks_overdue"), "超过计划完成日期尚未完成的民生实事"
    return sentence(scope.until(scope.facts.as_of), words, late, "件。") if late else None


def proposals(scope: Scope) -> Iterator[Sentence]:
    """Issues past the limit, without an answer, without one from the unit they went to."""
    residents, lead = terms(scope.facts).residents, scope.until(scope.facts.as_of)
    total, replied = scope.number("proposals_total"), scope.number("proposals_replied")
    rest = [row for row in total.rows if row not in replied.rows]
    silent = counted(int((total.value or 0) - (replied.value or 0)), "居民提案", rest)
    for words, number in (
        ("超过办结期限尚未办结的", scope.number("proposals_overdue")),
        ("尚未答复的", silent if replied.filled else None),
        ("已转办、承办单位尚未反馈的", scope.number("proposals_transferred_no_answer")),
    ):
        if number:
            yield sentence(lead, f"{words}{residents}意见建议", number, "条。")


def _is_over(scope: Scope, row: Row) -> bool:
    joined_on, until = day(row, "joined"), day(row, "probation_until")
    waits = typed(row, "type") == "预备党员" and typed(row, "status") in ("", "在册") and not day(row, "confirmed")
    if not waits or not (joined_on or until):
        return False
    today = scope.facts.as_of
    if until:
        return until < today
    return joined_on is not None and (joined_on.year + 1, joined_on.month, joined_on.day) < (
        today.year, today.month, today.day)
