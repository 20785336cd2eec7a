"""Other work: sums by category and unit, what was done in the typed words."""

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.tables import Row
from shuzhi.render.cells import address, rows_of, typed
from shuzhi.render.sentence import Sentence, counted, joined, listed, number, sentence
from shuzhi.render.text import bare
from shuzhi.render.wording.scope import Scope, whole


def summary(facts: Facts) -> Sentence | None:
    """All sums of the branch in one sentence: 入户走访120户次，谈心谈话15人次 ."""
    return _summary(Scope(facts, facts.own, Sentence()))


def together(facts: Facts) -> Sentence | None:
    """The sums of a 总支 with its 支部, where they differ from its own."""
    own, every = (_summary(Scope(facts, values, Sentence())) for values in (facts.own, facts.all))
    return _summary(whole(facts)) if facts.children and own != every else None


def lines(facts: Facts) -> tuple[Sentence, ...]:
    """One sentence a category: its sums, then what was done, each thing once."""
    scope = Scope(facts, facts.own, Sentence())
    found = []
    for category in form.load().sheet("works").field("type").choices:
        rows = [row for row in rows_of(facts, "works") if typed(row, "type") == category]
        if rows:
            found.append(_line(category, rows, _sums(scope, category)))
    return tuple(found)


def _line(category: str, rows: list[Row], sums: Sentence) -> Sentence:
    texts = list(dict.fromkeys(bare(typed(row, "content")) for row in rows))
    count = counted(len(texts), "其他工作", [address(row) for row in rows])
    name = "其他" if category == "其他" else category
    return sentence(name, sums, "：", listed(texts, count, comma="；"), "。")


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
