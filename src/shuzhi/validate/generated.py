"""Checks generated from the form: required, required in the case named, a <= b, parts add up."""

from collections.abc import Iterable
from functools import partial, reduce
from operator import add

import pandas as pd

from shuzhi.form import TOLERANCE, Check, Condition, Field, Form, Sheet, case_text
from shuzhi.model.words import Level
from shuzhi.validate.columns import Cells, Column, Rows
from shuzhi.validate.rule import Rule
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.rows import gap, has


def generated(form: Form) -> tuple[Rule, ...]:
    """One rule a required column, a conditionally required column and a check of the form."""
    rules: list[Rule] = []
    for sheet in form.sheets:
        for field in sheet.fields:
            if field.required and not field.default:
                rules.append(_required(sheet, field))
            if field.required_if:
                rules.append(_required_if(sheet, field))
        rules += [_check(sheet, check) for check in sheet.checks]
    return tuple(rules)


def _required(sheet: Sheet, field: Field) -> Rule:
    return Rule(
        "C04", sheet.name, (field.name,), Level.ERROR,
        f"“{field.title}”没有填。", "请补填这一格。", partial(_is_blank, sheet=sheet.name, field=field.name),
    )


def _required_if(sheet: Sheet, field: Field) -> Rule:
    read = tuple(name for when in field.required_if for name in when.fields)
    return Rule(
        "C05", sheet.name, (field.name, *read), Level.ERROR,
        f"{case_text(sheet, field.required_if)}，“{field.title}”没有填。", "请补填这一格。",
        partial(_is_blank, sheet=sheet.name, field=field.name, conditions=field.required_if),
    )


def _check(sheet: Sheet, check: Check) -> Rule:
    predicate = _is_after if check.shape == "le" else _differs
    return Rule(
        check.code, sheet.name, (*check.left, *check.right), Level(check.level), check.message, check.hint,
        partial(predicate, sheet=sheet.name, check=check),
    )


def _is_blank(scene: Scene, sheet: str, field: str, conditions: tuple[Condition, ...] = ()) -> Cells:
    frame = scene[sheet]
    blank: Column = frame[field].isna()
    for condition in conditions:
        if blank.any():
            blank &= _holds(frame, condition)
    if not blank.any():
        return blank
    if not conditions:  # a column or item that the workbook lacks altogether is S04's
        return blank & has(scene, sheet, field)
    return gap(scene, sheet, field, blank)


def _holds(frame: Rows, condition: Condition) -> Cells:
    holds = frame.column(values=False)
    for name in condition.fields:
        cell = frame[name]
        if condition.inside:
            holds |= cell.isin([text for text in cell.texts if _any_in(text.split("、"), condition.inside)])
        elif condition.outside:
            holds |= cell.notna() & ~cell.isin(condition.outside)
        else:
            holds |= cell >= pd.Timestamp(str(condition.since))
    return holds


def _any_in(parts: list[str], choices: tuple[str, ...]) -> bool:
    return any(part in choices for part in parts)


def _is_after(scene: Scene, sheet: str, check: Check) -> Cells:
    frame = scene[sheet]
    after: Column = frame[check.left[0]] > frame[check.right[0]]
    return after


def _differs(scene: Scene, sheet: str, check: Check) -> Cells:
    frame = scene[sheet]
    needed = [name for name in check.left if scene.form.sheet(sheet).field(name).required]  # blank: that is C04's
    known = ~frame.blank(check.left) & frame.filled(needed) & frame[check.right[0]].notna()
    return known & ((_sum(frame, check.left) - _sum(frame, check.right)).abs() > TOLERANCE)


def _sum(frame: Rows, names: Iterable[str]) -> Cells:
    """The columns added up, blank as 0."""
    return reduce(add, (frame[name].fillna(0) for name in names))
