"""The first section: how much each sheet holds, and which required cells are still empty."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from shuzhi.author.selfcheck.facts import Facts
from shuzhi.author.selfcheck.page import GOOD, NEUTRAL, Line, Page, added, area
from shuzhi.author.selfcheck.table import Table
from shuzhi.author.selfcheck.terms import (
    Mask,
    Term,
    both,
    cases,
    count,
    either,
    first_row,
    is_blank,
    joined,
    negated,
    number,
    when,
)
from shuzhi.form import Field, Form
from shuzhi.model.units import PARENTS

_NOTHING = "确无"


def add(page: Page, form: Form, facts: Facts, tables: Mapping[str, Table]) -> dict[str, Term]:
    """One line for 支部信息 and one a sheet of rows. The answer: where the number of rows of each sheet stands."""
    page.section("一、各表填了多少", "已填（行）", "空着的必填格", "结论")
    if facts.binding is not None:
        _items(page.line(form.title_of("branches"), facts.target()), form, facts)
    return {
        name: page.part(table.memory, _rows, facts.only("org_type", *filter(None, [table.sheet.nothing])), table)
        for name, table in tables.items()
    }


def _items(line: Line, form: Form, facts: Facts) -> None:
    fields = [field for field in form.sheet("branches").fields if facts.has(field.name)]
    empty = [line.aside(when(is_blank(facts[f.name]), number(1), number(0))) for f in fields if f.required]
    line.now(facts.filled)
    lack = line.due(added(empty))
    titles = [field.title for field in fields if field.required]
    line.verdict(cases((lack.compared(">", 0), _told(titles, empty, None)), otherwise="齐了。"), lack)


def _rows(page: Page, facts: Facts, table: Table) -> Term:
    line = page.line(table.sheet.title, table.target())
    rows = line.now(count(table.record))
    fields = [f for f in table.fields() if (f.required and not f.default) or f.required_if]
    masks = [table.blank(f.name) & table.case(f.required_if) if f.required_if else table.blank(f.name) for f in fields]
    empty = [line.aside(_lacking(table, f, rows, mask)) for f, mask in zip(fields, masks, strict=True)]
    lack = line.due(added(empty))
    told = _told([f.title for f in fields], empty, table.record & reduce(or_, masks))
    title, nothing = table.sheet.title, table.sheet.nothing
    against, bare = _against(facts, nothing, rows), _bare(facts, table, rows)
    where = f"支部信息的“{facts.title(nothing)}”"
    unsaid = f"“{title}”表是空的，{where}也没有填。" if nothing else f"“{title}”表是空的。"
    line.verdict(
        cases(
            (lack.compared(">", 0), told),
            (against, f"{where}写的是确无，“{title}”表却填了内容。"),
            (bare, unsaid),
            (both(rows.compared("=", 0), _declared(facts, nothing)), "支部信息里已说明。"),
            (rows.compared("=", 0), "没有就空着。"),
            otherwise="齐了。",
        ),
        lack + when(either(against, bare), number(1), number(0)), when(rows.compared("=", 0), NEUTRAL, GOOD),
    )
    return rows


def _lacking(table: Table, field: Field, rows: Term, mask: Mask) -> Term:
    """How many cells of a column are lacking; what only the records decide costs no look at every cell of the rows."""
    if field.preprinted or field.required_if:
        return count(table.record & mask if field.preprinted else mask)
    return rows - count(table.filled(field.name) & ~table.ending)


def _told(titles: Sequence[str], empty: Sequence[Term], rows: Mask | None) -> Term:
    """Say “议题”等3栏没有填（第7行起）。, or so."""
    named = zip(titles, empty, strict=True)
    title = cases(*((cell.compared(">", 0), f"“{name}”") for name, cell in named), otherwise="")
    kinds = Term(f'COUNTIF({area(empty)},">0")', sum(cell.compared(">", 0).value is True for cell in empty))
    several = when(kinds.compared(">", 1), joined("等", kinds, "栏" if rows else "项"), "")
    if rows is None:
        return joined(title, several, "没有填。")
    return joined(title, several, "没有填（第", first_row(rows), "行起）。")


def _against(facts: Facts, nothing: str, rows: Term) -> Term:
    """确无 beside rows."""
    return both(facts.one_of(nothing, [_NOTHING]), rows.compared(">", 0)) if nothing else _never


def _declared(facts: Facts, nothing: str) -> Term:
    return negated(is_blank(facts[nothing])) if nothing else _never


def _bare(facts: Facts, table: Table, rows: Term) -> Term:
    """Empty, though nothing in 支部信息 says that it is to be."""
    if table.sheet.name == "members":
        return both(rows.compared("=", 0), negated(facts.one_of("org_type", PARENTS)))
    if table.sheet.core and table.sheet.nothing:
        return both(rows.compared("=", 0), is_blank(facts[table.sheet.nothing]))
    return _never


_never = Term("FALSE", value=False)
