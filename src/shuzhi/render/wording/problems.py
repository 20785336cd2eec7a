"""Problems, causes, measures and plans in the words typed, in the order typed, so that they pair."""

import re
from collections.abc import Iterable
from datetime import date

from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.model.tables import Row
from shuzhi.render.cells import rows_of, typed
from shuzhi.render.environment import Names
from shuzhi.render.sentence import Sentence, joined, sentence
from shuzhi.render.terms import for_superior
from shuzhi.render.text import bare, clean, stop

_PLAN, _FEEDBACK = "下步打算", "上级反馈问题"
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


def by_aspect(facts: Facts) -> tuple[Names, ...]:
    """Problems the branch found itself, grouped by 方面 in the order typed: 名称 ("" where none is typed) and 条目."""
    rows = [row for row in rows_of(facts, "problems") if _found(row, "problem")]
    return _grouped((_heading(row), _problem(row, aspect=False)) for row in rows)


def steps(facts: Facts) -> tuple[Names, ...]:
    """By 方面: the measures of its problems not yet solved, then what is planned next."""
    measured = [
        row for row in rows_of(facts, "problems") if _found(row, "measure") and typed(row, "progress") != _SOLVED
    ]
    planned = [row for row in rows_of(facts, "problems") if typed(row, "type") == _PLAN and bare(typed(row, "plan"))]
    said = [
        (_heading(row), sentence(stop(typed(row, field)), _by(facts, row)))
        for field, rows in (("measure", measured), ("plan", planned)) for row in rows
    ]
    return _grouped(said)


def feedback(facts: Facts) -> tuple[Names, ...]:
    """What superiors found, by 来源说明: problem, cause, measure and how far, whether solved or not."""
    rows = [
        row for row in rows_of(facts, "problems") if typed(row, "type") == _FEEDBACK and bare(typed(row, "problem"))
    ]
    return _grouped((bare(typed(row, "origin")), _answered(facts, row)) for row in rows)


def own_problems(facts: Facts) -> tuple[Sentence, ...]:
    """As `problems`, without what superiors found."""
    return tuple(_problem(row) for row in rows_of(facts, "problems") if _found(row, "problem"))


def own_measures(facts: Facts) -> tuple[Sentence, ...]:
    """As `measures`, without those for what superiors found."""
    rows = [row for row in rows_of(facts, "problems") if _found(row, "measure")]
    return tuple(_measure(facts, row) for row in rows if typed(row, "progress") != _SOLVED)


def _grouped(said: Iterable[tuple[str, Sentence]]) -> tuple[Names, ...]:
    """Beside named groups the nameless one is 其他方面."""
    found: dict[str, list[Sentence]] = {}
    for name, line in said:
        found.setdefault(name, []).append(line)
    several = len(found) > 1
    return tuple(
        Names({"名称": name or ("其他方面" if several else ""), "条目": tuple(lines)}) for name, lines in found.items()
    )


def _answered(facts: Facts, row: Row) -> Sentence:
    cause, measure, progress = typed(row, "cause"), stop(typed(row, "measure")), typed(row, "progress")
    officer = _by(facts, row) if progress != _SOLVED else None
    return sentence(
        _aspect(row), stop(typed(row, "problem")), f"原因：{stop(cause)}" if bare(cause) else None,
        sentence(f"整改措施：{measure}", officer) if measure else None,
        f"整改情况：{progress}。" if progress else None,
    )


def _heading(row: Row) -> str:
    return _aspect(row).removesuffix("：")


def _found(row: Row, field: str) -> bool:
    return typed(row, "type") not in (_PLAN, _FEEDBACK) and bool(bare(typed(row, field)))


def _rows(facts: Facts, field: str) -> list[Row]:
    return [row for row in rows_of(facts, "problems") if typed(row, "type") != _PLAN and bare(typed(row, field))]


def _problem(row: Row, *, aspect: bool = True) -> Sentence:
    origin, cause = bare(typed(row, "origin")), typed(row, "cause")
    progress = typed(row, "progress")
    measure = stop(typed(row, "measure")) if progress == _SOLVED else ""
    return sentence(
        _aspect(row) if aspect else None, stop(typed(row, "problem")), f"（{origin}）" if origin else None,
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
