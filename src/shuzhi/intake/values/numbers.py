"""Counts and money as people type them: with units, in Han digits, with thousands separators; never approximations."""

import math
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from shuzhi.form import Field, plain
from shuzhi.intake.values import han
from shuzhi.intake.values.result import Reading, Result, error, in_part, not_a_number
from shuzhi.intake.values.typed import spaced
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

ALL_WORDS = frozenset({
    "全村", "全居", "全社区", "全体", "全部", "所有", "全村受益", "全村村民", "全体村民", "全体居民",
})
MONEY = {"元": 1.0, "万元": 10_000.0, "亿元": 100_000_000.0}
_TIMES = {"": 1.0, "万": 10_000.0, "亿": 100_000_000.0}
# Units that say the same in a column of that unit; others are not guessed (46户 is no number of people).
_SAME = {key: frozenset(units) for key, units in {
    "人": "人名位个口", "名": "名人位个口", "户": "户家", "支": "支队个", "家": "家个", "次": "次回",
    "份": "份篇次", "票": "票人张", "个": "个",
}.items()}
# Units of a column that has none of its own (工程量, 数量): the number is sure, the unit belongs beside it.
_UNITS = frozenset("人名位个次场户票份家支条处盏米块亩期岁项套篇起幅辆只棵件") | {
    "户次", "人次", "场次", "平方米", "平米", "㎡", "m2", "公里", "千米", "立方米",
}
_TEXT = re.compile(rf"(¥?)(?:([-+]?[0-9.,]*[0-9]\.?)|([-+]?[{han.DIGITS}]+))([万亿]?)(.*)")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_APPROXIMATE = re.compile(r"约|近|余|多|来|几|左右|上下|大概|以上|以下|不足")


def read_number(typed: Typed, field: Field, reading: Reading) -> Result:
    """A number in the unit of the form."""
    if isinstance(typed, (date, datetime, time, timedelta)):
        return not_a_number(field, "这一格变成了日期，请先把单元格格式设成“常规”，再填数字。")
    if isinstance(typed, bool):
        return not_a_number(field)
    if isinstance(typed, (int, float)):
        return _in_range(float(typed) * reading.scale, field)
    text = han.informal(spaced(str(typed))).replace("负", "-").rstrip("。.,、;")
    match = _TEXT.fullmatch(text)
    value = _digits(match) if match else None
    if match is None or value is None:
        return _not_read(text, field)
    return _with_unit(value * _TIMES[match.group(4)], match, field, reading)


def read_integer(typed: Typed, field: Field, reading: Reading) -> Result:
    """A whole number."""
    value, fault = read_number(typed, field, reading)
    if isinstance(value, float) and not value.is_integer():
        return error("C02", f"“{field.title}”应当是整数。", "请核对后填整数。")
    return value, fault


def read_count_or_all(typed: Typed, field: Field, reading: Reading) -> Result:
    """A number of households as text, or 全村."""
    if isinstance(typed, str) and plain(typed).rstrip("。.") in ALL_WORDS:
        return "全村", None
    value, fault = read_integer(typed, replace(field, unit=field.unit or "户"), reading)
    return (str(int(value)) if isinstance(value, float) else None), fault


def other_unit(unit: str, field: Field) -> bool:
    """Whether a word is a unit that says something else than that of the field: 户 for 受益人数; 人次 are 人."""
    own = field.unit or ("户" if field.format == "count_or_all" else "")
    same = _SAME.get(own, frozenset({own})) | ({"人次"} if own in ("人", "名") else set())
    return bool(own) and unit in _UNITS and unit not in same


def _digits(match: re.Match[str]) -> float | None:
    digits, words = match.group(2), match.group(3)
    if words:
        value = han.number(words.lstrip("+-"))
        return None if value is None else float(-value if words[0] == "-" else value)
    if "," in digits:
        return float(digits.replace(",", "")) if _GROUPED.fullmatch(digits) else None
    return float(digits) if digits.count(".") <= 1 else None


def _with_unit(value: float, match: re.Match[str], field: Field, reading: Reading) -> Result:
    yuan, times, unit = match.group(1), match.group(4), match.group(5)
    if field.unit in MONEY:
        typed_in = 1.0 if unit in ("元", "元整") or (not unit and times) else None
        if yuan and typed_in is None and MONEY[field.unit] * reading.scale == 1.0:  # ¥5 in a column of 元
            typed_in = 1.0
        if typed_in:
            return _in_range(value / MONEY[field.unit], field)
        return _not_read(match.string, field) if unit or yuan else _in_range(value * reading.scale, field)
    if yuan or (unit and unit not in _SAME.get(field.unit, {field.unit} if field.unit else _UNITS)):
        return _not_read(match.string, field)
    found, fault = _in_range(value * reading.scale, field)
    if unit and not field.unit and fault is None:
        return in_part(found, field, "里带了单位。", "这里只填数字，单位请写到单位一栏。", Level.WARNING)
    return found, fault


def _not_read(text: str, field: Field) -> Result:
    if "%" in text:
        return not_a_number(field, "这里要填数，不是百分比。")
    if _APPROXIMATE.search(text):
        return not_a_number(field, "不要写“约”“余”“多”，请填准确的数。")
    if re.search(r"[0-9][-~+*×/=至到—][0-9]|^=", text):
        return not_a_number(field, "请只填一个数；要加起来的，算好再填。")
    return not_a_number(field)


def _in_range(value: float, field: Field) -> Result:
    if not math.isfinite(value):
        return not_a_number(field)
    value = round(value, 6)
    if field.minimum is not None and value < field.minimum:
        return error("C06", f"“{field.title}”太小了。", f"不能小于 {field.minimum:g}。")
    if field.maximum is not None and value > field.maximum:
        unit = f"，单位是{field.unit}" if field.unit else ""
        return error("C06", f"“{field.title}”太大了。", f"请核对有没有多写{unit}。")
    return value, None
