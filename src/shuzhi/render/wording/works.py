"""Other work: by category, each thing done in the typed words with its own quantity."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator, number_text
from shuzhi.model.tables import Row
from shuzhi.render.cells import address, cell, rows_of, typed
from shuzhi.render.environment import Names
from shuzhi.render.sentence import Number, Sentence, counted, joined, listed, number, sentence
from shuzhi.render.text import bare, clean
from shuzhi.render.wording.scope import Scope, whole

_OTHER, _OTHER_WORK = "其他", "其他工作"
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "走访和服务": ("入户走访", "走访慰问", "谈心谈话", "送学上门", "民生保障"),
    "志愿服务和共建": ("志愿服务", "共驻共建", "群团工作"),
    "宣传教育和文体活动": ("宣传教育", "信息报道", "文体活动", "培训"),
    "平安建设和环境卫生": ("矛盾纠纷化解", "平安建设", "安全排查", "卫生健康", "人居环境"),
    _OTHER_WORK: ("集体经济", "特色做法", "中心工作", _OTHER),
}

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
    """One sentence a category: each thing done with its quantity, in workbook order; sums of what several share."""
    choices, done, rows = form.load().sheet("works").field("type").choices, _done(facts.own), _rows(facts)
    return tuple(_line(facts, category, rows[category], done) for category in choices if category in rows)


def groups(facts: Facts) -> tuple[Names, ...]:
    """The lines by kind of work: 名称 and 条目; a group of one category takes the name of that category."""
    found, done, rows = [], _done(facts.own), _rows(facts)
    for title, categories in _GROUPS.items():
        its = {category: _line(facts, category, rows[category], done) for category in categories if category in rows}
        single = next(iter(its), "").replace(_OTHER, _OTHER_WORK)
        name = single if len(its) == 1 else title
        if its:
            found.append(Names({"名称": name, "条目": tuple(its.values())}))
    return tuple(found)


def _rows(facts: Facts) -> Mapping[str, list[Row]]:
    """The rows by category, in workbook order; none of a category that nobody typed."""
    found: dict[str, list[Row]] = {}
    for row in rows_of(facts, "works"):
        found.setdefault(typed(row, "type"), []).append(row)
    return found


def _line(facts: Facts, category: str, rows: Sequence[Row], sums: Sequence[Indicator]) -> Sentence:
    """The sums of units that several things share stand before them; then a single thing does not repeat it."""
    done: dict[str, list[Row]] = {}
    for row in rows:
        done.setdefault(bare(typed(row, "content")), []).append(row)
    units = [{unit for row in its if (unit := _unit(facts, row))} for its in done.values()]
    alike = len(done) == 1 and all(_unit(facts, row) for row in rows) and len(units[0]) == 1
    shared = {unit for each in units for unit in each if alike or sum(unit in other for other in units) > 1}
    if category == _OTHER:
        alike, shared = False, set()
    each = [sentence(content) for content in done] if alike else [_thing(facts, *thing) for thing in done.items()]
    count = counted(len(done), "其他工作", [address(row) for row in rows])
    lead = None if category == _OTHER else sentence(category, _sums(sums, category, shared), "：")
    return sentence(lead, listed(each, count, comma="；"), "。")


def _thing(facts: Facts, content: str, rows: Sequence[Row]) -> Sentence:
    """走访困难户8户次; rows are summed unit by unit, a quantity that the words already give is left out."""
    units = dict.fromkeys(unit for row in rows if (unit := _unit(facts, row)))
    sums = {unit: _sum(facts, [row for row in rows if _unit(facts, row) == unit]) for unit in units}
    quantities = joined(
        sentence(total, unit) for unit, total in sums.items() if not _says(content, total.text + unit)
    )
    apart = "，共" if content[-1:].isdigit() or set("，；。") & set(content) else ""
    return sentence(content, apart if quantities else None, quantities)


def _says(content: str, quantity: str) -> bool:
    """True where the words give the quantity themselves: 8个 stands in 共8个, not in 148个."""
    return re.search(rf"(?<![\d.]){re.escape(quantity)}", content) is not None


def _unit(facts: Facts, row: Row) -> str:
    """The unit of a row's quantity; "" where one of the two is blank."""
    return clean(typed(row, "unit")) if cell(facts, row, "quantity") else ""


def _sum(facts: Facts, rows: Sequence[Row]) -> Number:
    if len(rows) == 1:
        return cell(facts, rows[0], "quantity")
    total = sum(cell(facts, row, "quantity").value or 0 for row in rows)
    return Number(total, number_text(total, 2), "其他工作", tuple(address(row) for row in rows))


def _summary(scope: Scope) -> Sentence | None:
    choices, done = form.load().sheet("works").field("type").choices, _done(scope.values)
    each = joined((
        sentence(category, sums) for category in choices if (sums := _sums(done, category))
    ), "，")
    return sentence(scope.when, each, "。") if each else None


def _done(values: Mapping[str, Indicator]) -> list[Indicator]:
    """The sums of all categories that are more than 0."""
    return [
        value for name, value in values.items()
        if value.value and name.startswith("work_") and not name.endswith("_ytd")
    ]


def _sums(done: Iterable[Indicator], category: str, units: Collection[str] | None = None) -> Sentence:
    """45人次、3场: one sum a unit, never added together; of `units` only, if given."""
    found = [value for value in done if value.title == f"{category}（{value.unit}）"]
    return joined(sentence(number(value), value.unit) for value in found if units is None or value.unit in units)
