"""Where a figure comes from, in the words of the workbook: its title, and its rows in short."""

import re
from collections.abc import Sequence
from itertools import groupby

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator, headed, number_text
from shuzhi.model.period import Period
from shuzhi.model.sheet import column_letter

_CELL = re.compile(r"(.+)!([A-Z]+)(\d+)")
_ADDRESS = re.compile(r"(?:(.+):)?(.+)!(\d+)")
_ITEMS = "branches"
_RUN = 3  # this many rows behind each other are written 9—11


def title_of(facts: Facts, source: str, text: str = "") -> str:
    """What staff call an indicator or a cell: 支部党员大会次数（次）, 民生实事·计划总投资（万元）; else the source.

    `text` is the figure as printed: one of the two numbers a rate is made of is no %. members_total@2023Q2 compares.
    """
    name, _, code = source.partition("@")
    if code and (period := Period.parse(code)):
        return f"{title_of(facts, name)}，与{period.label}相比"
    for one in (known[source] for known in (facts.own, facts.all) if source in known):
        unit = "计算用数" if text in _made_of(one) else one.unit
        return headed(one.title, unit)
    match = _CELL.fullmatch(facts.origins.back(source))
    return (match and _cell_title(facts, *match.groups())) or source


def _made_of(indicator: Indicator) -> tuple[str, ...]:
    """The numbers that a rate is made of, as printed."""
    return tuple(number_text(value) for value in (indicator.numerator, indicator.denominator) if value is not None)


def places(facts: Facts, rows: Sequence[str]) -> str:
    """The addresses of rows in short: 会议第5、7、9—12行；望湖第一支部：会议第2行；2023年第二季度：会议第3行.

    A quarter of the year reported goes without it: 第二季度：会议第3行.
    """
    names = {child.code: child.short_name for child in (facts.branch, *facts.children)}
    for one in (one.period for one in (facts.before, facts.year_ago) if one):
        names |= {period.code: period.label for period in (one, *one.quarters)}
    names |= {one.code: one.label.partition("年")[2] for one in facts.period.quarters if one != facts.period}
    found = [match.groups() for match in map(_ADDRESS.fullmatch, rows) if match]
    groups = [
        ("".join(names.get(part, part) for part in (code or "").split(":")), sheet,
         _runs([int(number) for *_, number in those]))
        for (code, sheet), those in groupby(found, lambda one: one[:2])
    ]
    return "；".join(f"{f'{name}：' if name else ''}{sheet}第{short}行" for name, sheet, short in groups)


def _cell_title(facts: Facts, title: str, letters: str, number: str) -> str:
    """The column of a cell, as the form calls it; "" where the form does not know it."""
    sheet = next((one for one in _sheets() if one.title == title), None)
    if sheet is None:
        return ""
    if sheet.name == _ITEMS:
        name = next((name for name, row in facts.item_rows.items() if row == int(number)), "")
    else:
        standard = [(field.name, place) for place, field in enumerate(sheet.fields, 1)]
        there = [*facts.columns.get(sheet.name, {}).items(), *standard]
        name = next((name for name, place in there if column_letter(place) == letters), "")
    return f"{title}·{sheet.field(name).title}" if name else ""


def _sheets() -> tuple[form.Sheet, ...]:
    return (*form.load().sheets, *form.load("township").sheets)


def _runs(numbers: Sequence[int]) -> str:
    """Row numbers, three or more behind each other as one run."""
    rows = sorted(set(numbers))
    texts = []
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        texts += [f"{run[0]}—{run[-1]}"] if len(run) >= _RUN else [str(number) for number in run]
    return "、".join(texts)
