"""The township's own work, by category: each thing done in the typed words with its quantity."""

from collections.abc import Mapping, Sequence

from shuzhi.model.indicator import number_text
from shuzhi.model.tables import Row
from shuzhi.model.township import TownshipFacts
from shuzhi.render.cells import address, cell, rows_of, typed
from shuzhi.render.environment import Names
from shuzhi.render.sentence import Number, Sentence, joined, sentence
from shuzhi.render.text import bare, clean

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "党建责任和日常工作": ("中心工作", "特色做法", "培训"),
    "走访和联系群众": ("入户走访", "走访慰问", "谈心谈话", "送学上门", "民生保障"),
    "宣传教育和文体活动": ("宣传教育", "信息报道", "文体活动"),
    "志愿服务和共建": ("志愿服务", "共驻共建", "群团工作"),
    "集体经济": ("集体经济",),
    "平安建设和环境卫生": ("矛盾纠纷化解", "平安建设", "安全排查", "卫生健康", "人居环境"),
    "其他工作": ("其他",),
}


def groups(facts: TownshipFacts) -> tuple[Names, ...]:
    """名称 and 条目, one line a category; a group of one category takes its name and does not say it again."""
    found = []
    for title, categories in _GROUPS.items():
        its = {name: things for name in categories if (things := _things(facts, name))}
        if len(its) == 1:
            [(name, things)] = its.items()
            found.append(Names({"名称": title if name == "其他" else name, "条目": (sentence(things, "。"),)}))
        elif its:
            lines = tuple(sentence(name, "：", things, "。") for name, things in its.items())
            found.append(Names({"名称": title, "条目": lines}))
    return tuple(found)


def _things(facts: TownshipFacts, category: str) -> Sentence:
    done: dict[str, list[Row]] = {}
    for row in rows_of(facts, "works"):
        if typed(row, "type") == category and (content := bare(typed(row, "content"))):
            done.setdefault(content, []).append(row)
    return joined((_thing(facts, content, rows) for content, rows in done.items()), "；")


def _thing(facts: TownshipFacts, content: str, rows: Sequence[Row]) -> Sentence:
    """走访困难户8户次; rows of the same words are summed unit by unit."""
    units: dict[str, list[Row]] = {}
    for row in rows:
        if (unit := clean(typed(row, "unit"))) and cell(facts, row, "quantity"):
            units.setdefault(unit, []).append(row)
    amounts = {unit: _sum(facts, its) for unit, its in units.items()}
    quantities = joined(
        sentence(amount, unit) for unit, amount in amounts.items() if amount.text + unit not in content
    )
    apart = "，共" if content[-1:].isdigit() or set("，；。、") & set(content) else ""
    return sentence(content, apart if quantities else None, quantities)


def _sum(facts: TownshipFacts, rows: Sequence[Row]) -> Number:
    if len(rows) == 1:
        return cell(facts, rows[0], "quantity")
    total = sum(cell(facts, row, "quantity").value or 0 for row in rows)
    return Number(total, number_text(total), "本级工作", tuple(map(address, rows)))
