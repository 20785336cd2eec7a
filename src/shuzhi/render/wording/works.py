"""Other work: by category, each thing done in the typed words with its own quantity."""

from collections.abc import Sequence

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import number_text
from shuzhi.model.tables import Row
from shuzhi.render.cells import address, cell, rows_of, typed
from shuzhi.render.sentence import Number, Sentence, counted, joined, listed, number, sentence
from shuzhi.render.text import bare, clean
from shuzhi.render.wording.scope import Scope, whole


def summary(facts: Facts) -> Sentence | None:
    """All sums of the branch in one sentence: 入户走访120户次，谈心谈话15人次 ."""
    return _summary(Scope(facts, facts.own, Sentence()))


def together(facts: Facts) -> Sentence | None:
    """The sums of a 总支 with its 支部, where they differ from its own and no line of its own says them again."""
    if not facts.children or rows_of(facts, "works"):
        return None
    own, every = (_summary(Scope(facts, values, Sentence())) for values in (facts.own, facts.all))
    return _summary(whole(facts)) if own != every else None


def lines(facts: Facts) -> tuple[Sentence, ...]:
    """One sentence a category: each thing done with its quantity, in workbook order; a sum where all have one unit."""
    scope = Scope(facts, facts.own, Sentence())
    found = []
    for category in form.load().sheet("works").field("type").choices:
        rows = [row for row in rows_of(facts, "works") if typed(row, "type") == category]
        if rows:
            found.append(_line(facts, category, rows, _sums(scope, category)))
    return tuple(found)


def _line(facts: Facts, category: str, rows: Sequence[Row], sums: Sentence) -> Sentence:
    """The sum stands before the things done if it is one; then a single thing does not repeat it."""
    done: dict[str, list[Row]] = {}
    for row in rows:
        done.setdefault(bare(typed(row, "content")), []).append(row)
    alike = len({_unit(facts, row) for row in rows}) == 1 and bool(_unit(facts, rows[0]))
    if alike and len(done) == 1:
        each = [sentence(content) for content in done]
    else:
        each = [_thing(facts, content, its) for content, its in done.items()]
    count = counted(len(done), "其他工作", [address(row) for row in rows])
    return sentence(category, sums if alike else None, "：", listed(each, count, comma="；"), "。")


def _thing(facts: Facts, content: str, rows: Sequence[Row]) -> Sentence:
    """走访困难户8户次; rows are summed unit by unit, a quantity that the words already give is left out."""
    units = dict.fromkeys(unit for row in rows if (unit := _unit(facts, row)))
    sums = {unit: _sum(facts, [row for row in rows if _unit(facts, row) == unit]) for unit in units}
    quantities = joined(
        sentence(total, unit) for unit, total in sums.items() if total.text + unit not in content
    )
    apart = "，共" if content[-1:].isdigit() or set("，；。") & set(content) else ""
    return sentence(content, apart if quantities else None, quantities)


def _unit(facts: Facts, row: Row) -> str:
    """The unit of a row's quantity; "" where one of the two is blank."""
    return clean(typed(row, "unit")) if cell(facts, row, "quantity") else ""


def _sum(facts: Facts, rows: Sequence[Row]) -> Number:
    if len(rows) == 1:
        return cell(facts, rows[0], "quantity")
    total = sum(cell(facts, row, "quantity").value or 0 for row in rows)
    return Number(total, number_text(total, 2), "其他工作", tuple(address(row) for row in rows))


def _summary(scope: Scope) -> Sentence | None:
    choices = form.load().sheet("works").field("type").choices
    each = joined((
        sentence(category, _sums(scope, category)) for category in choices if _sums(scope, category)
    ), "，")
    return sentence(scope.when, each, "。") if each else None


def _sums(scope: Scope, category: str) -> Sentence:
    """45人次、3场: one sum a unit, never added together."""
    found = [
        value for name, value in scope.values.items()
        if name.startswith("work_") and not name.endswith("_ytd") and value.title == f"{category}（{value.unit}）"
    ]
    return joined(sentence(number(value), value.unit) for value in found if value.value)
