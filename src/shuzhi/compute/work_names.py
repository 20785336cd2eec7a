"""Indicators of 其他工作: one for each category and unit that occurs, so that units are never added together."""

import re

from shuzhi.compute.definition import COVERAGE, Definition

CATEGORIES = {
    "入户走访": "home_visits", "走访慰问": "care_visits", "谈心谈话": "talks", "送学上门": "home_study",
    "志愿服务": "volunteering", "宣传教育": "publicity", "信息报道": "news", "文体活动": "culture",
    "培训": "training", "矛盾纠纷化解": "mediation", "平安建设": "safety", "安全排查": "inspections",
    "民生保障": "welfare", "卫生健康": "health", "人居环境": "environment", "集体经济": "economy",
    "群团工作": "mass_groups", "共驻共建": "joint_building", "特色做法": "features", "中心工作": "central_tasks",
    "其他": "other",
}
UNITS = {
    "次": "times", "场": "sessions", "期": "issues", "人次": "person_times", "人": "persons",
    "户次": "household_times", "户": "households", "件": "cases", "起": "incidents", "条": "entries",
    "篇": "articles", "份": "copies", "处": "sites", "块": "boards", "个": "pieces", "家": "organisations",
    "套": "sets", "盏": "lamps", "平方米": "square_metres", "亩": "mu", "公里": "kilometres",
    "万元": "ten_thousand_yuan", "元": "yuan",
}
_OPEN = re.compile(rf"work_({'|'.join(CATEGORIES.values())})_u([0-9a-f]+(?:_[0-9a-f]+)*)")


def events_name(category: str) -> str:
    """The name of a category's number of rows."""
    return f"work_{CATEGORIES[category]}_events"


def quantity_name(category: str, unit: str) -> str:
    """The name of a category's quantity in one unit; a unit outside the list is spelt in code points: 米 → u7c73."""
    return f"work_{CATEGORIES[category]}_{_word(unit)}"


def of_category(category: str) -> tuple[Definition, ...]:
    """Number of rows, then the quantity in each unit of the list."""
    title = f"{category}项数"
    events = Definition(events_name(category), title, title, "项", "count", "works", COVERAGE)
    return (events, *(_quantity(category, unit) for unit in UNITS))


def of_open_unit(name: str) -> Definition | None:
    """The definition that a name with a unit outside the list stands for; None for any other name."""
    match = _OPEN.fullmatch(name)
    if not match:
        return None
    category = next(title for title, word in CATEGORIES.items() if word == match.group(1))
    return _quantity(category, "".join(chr(int(point, 16)) for point in match.group(2).split("_")))


def last_of(definition: Definition) -> str:
    """The name after which the quantity in a unit outside the list stands in the catalogue."""
    return quantity_name(definition.title.partition("（")[0], list(UNITS)[-1])


def _word(unit: str) -> str:
    return UNITS.get(unit) or "u" + "_".join(f"{ord(letter):x}" for letter in unit)


def _quantity(category: str, unit: str) -> Definition:
    tag = category + unit
    if not re.fullmatch(r"\w+", tag) or not tag.isidentifier():
        tag = category + _word(unit)
    return Definition(
        quantity_name(category, unit), f"{category}（{unit}）", tag, unit, "sum", "works", COVERAGE
    )
