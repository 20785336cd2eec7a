"""Problems, causes, measures and plans in the words typed, in the order typed, so that they pair."""

import re
from datetime import date

from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.model.tables import Row
from shuzhi.render.cells import rows_of, typed
from shuzhi.render.sentence import Sentence, joined, sentence
from shuzhi.render.terms import for_superior
from shuzhi.render.text import bare, clean, stop

_PLAN = "下步打算"
_SOLVED = "已整改"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: 00:00:00)?")


def problems(facts: Facts) -> tuple[Sentence, ...]:
    """Each problem with its cause and how far it is mended; a solved one with the measure that solved it."""
    return tuple(_problem(row) for row in _rows(facts, "problem"))


def measures(facts: Facts) -> tuple[Sentence, ...]:
    """The measure of each problem not yet solved, in the problems' order."""
    return tuple(_measure(facts, row) for row in _rows(facts, "measure") if typed(row, "progress") != _SOLVED)


def plans(facts: Facts) -> tuple[Sentence, ...]:
    """What is planned next."""
    rows = [row for row in rows_of(facts, "problems") if typed(row, "type") == _PLAN and bare(typed(row, "plan"))]
    return tuple(sentence(_aspect(row), stop(typed(row, "plan")), _by(facts, row)) for row in rows)


def _rows(facts: Facts, field: str) -> list[Row]:
    return [row for row in rows_of(facts, "problems") if typed(row, "type") != _PLAN and bare(typed(row, field))]


def _problem(row: Row) -> Sentence:
    origin, cause = bare(typed(row, "origin")), typed(row, "cause")
    progress = typed(row, "progress")
    measure = stop(typed(row, "measure")) if progress == _SOLVED else ""
    return sentence(
        _aspect(row), stop(typed(row, "problem")), f"（{origin}）" if origin else None,
        f"原因：{stop(cause)}" if cause else None,
        f"整改措施：{measure}" if measure else None, f"整改情况：{progress}。" if progress else None,
    )


def _measure(facts: Facts, row: Row) -> Sentence:
    return sentence(_aspect(row), stop(typed(row, "measure")), _by(facts, row))


def _aspect(row: Row) -> str:
    aspect = bare(typed(row, "aspect"))
    return f"{aspect.removesuffix('方面')}方面：" if aspect else ""


def _by(facts: Facts, row: Row) -> Sentence | None:
    officer = clean(typed(row, "officer")) if for_superior(facts) else ""
    until = _day(clean(typed(row, "deadline")))
    text = joined((f"责任人：{officer}" if officer else None, f"完成时限：{until}" if until else None), "，")
    return sentence("（", text, "）") if text else None


def _day(text: str) -> str:
    match = _ISO.fullmatch(text)
    if not match:
        return text
    try:
        return han_date(date(*(int(part) for part in match.groups())))
    except ValueError:
        return text
