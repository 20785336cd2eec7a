"""One typed cell → one value of its field, or the reason why not: from raw value and Excel type, never inferred.

Every parser returns `(value, None)` or `(None, Fault)`. Spellings: the way people type, collected in the tests.
"""

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from shuzhi.form import Field, plain
from shuzhi.model.period import Period
from shuzhi.model.sheet import Typed
from shuzhi.model.tables import Scalar
from shuzhi.model.words import Level

NONE_WORDS = frozenset({"无", "暂无", "没有", "—", "--", "——", "-", "/", "\\", "//"})
ALL_WORDS = frozenset({"全村", "全居", "全社区", "全体", "全部", "所有"})
# 9.1, 2023.1 or 1995.7 typed into a cell with a date format are days from 1900-01-01 to 1905-09-30.
FIRST_DAY = (1906, 1, 1)
_MONEY = {"元": 1.0, "万元": 10_000.0, "万": 10_000.0, "亿元": 100_000_000.0}
_UNITS = frozenset("人名位个次场户票份家支条件处盏米块亩期岁项套篇起幅辆只棵") | {"户次", "人次", "平方米", "公里"}
_TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_HAN = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DATE = re.compile(
    r"(?:(\d{4})[年./-])?(\d{1,2})(?:[月./-](\d{1,2})日?|月)?(?:[-~至到]\d{1,2}日?)?"
    r"(?:\((?:星期|周)?[一二三四五六日天]\)|星期[一二三四五六日天]|[上下]午|晚上?|早上?|(?<=[日)午])\d{1,2}:\d{2}(?::\d{2})?)*"
)


class Fault(NamedTuple):
    """Why a cell was not (or only half) understood."""

    code: str
    level: Level
    message: str
    hint: str


@dataclass(frozen=True)
class Reading:
    """How to read cells: the year for dates typed without one, the synonyms of each choice list, a column's unit."""

    year: int | None
    synonyms: Mapping[str, Mapping[str, str]]
    scale: float = 1.0


Result = tuple[Scalar, Fault | None]


def read_value(typed: Typed, field: Field, reading: Reading) -> Result:
    """Normalise one cell; blank and explicit none (无, —, /) give None, in a count column 0."""
    if typed is None or (isinstance(typed, str) and not visible(typed)):
        return None, None
    if isinstance(typed, (time, timedelta)) and field.type != "string":
        return None, _wrong_kind(field)
    if field.enum:
        return _choice(typed, field, reading)
    if isinstance(typed, str) and plain(typed) in NONE_WORDS:
        return (0.0 if field.type in ("integer", "number") else None), None
    return _PARSERS[field.format or field.type](typed, field, reading)


def visible(text: str) -> str:
    """The text without any blanks, zero-width marks among them."""
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff]+", "", text)


def _wrong_kind(field: Field) -> Fault:
    if field.type == "date":
        return Fault("C01", Level.ERROR, f"“{field.title}”没认出日期。", "可写成 2023-9-5。")
    return Fault("C02", Level.ERROR, f"“{field.title}”没认出数字。", "请只填数字，单位写在标题里了。")


def _text(typed: Typed, _field: Field, _reading: Reading) -> Result:
    if isinstance(typed, bool):
        return ("是" if typed else "否"), None
    if isinstance(typed, float) and typed.is_integer():
        return str(int(typed)), None
    if isinstance(typed, datetime):
        return f"{typed.year}-{typed.month}-{typed.day}", None
    text = unicodedata.normalize("NFC", str(typed)).strip(" \t\r\n\u3000\xa0\u200b\ufeff")
    return text.replace("\r\n", "\n"), None


def _name(typed: Typed, field: Field, reading: Reading) -> Result:
    text = str(_text(typed, field, reading)[0])
    text = re.sub(r"[•‧・．·]", "·", text)
    names = [visible(part) for part in re.split(r"[、，,;；/\n]", text)]
    return re.sub(r"同志$", "", "、".join(name for name in names if name)) or None, None


def _code(typed: Typed, field: Field, reading: Reading) -> Result:
    text = visible(unicodedata.normalize("NFKC", str(_text(typed, field, reading)[0])))
    return re.sub(r"[‐-―−–—]", "-", text), None


def _phone(typed: Typed, field: Field, reading: Reading) -> Result:
    text = visible(unicodedata.normalize("NFKC", str(_text(typed, field, reading)[0])))
    digits = re.sub(r"^\+?86(?=1)", "", re.sub(r"[-()]", "", text))
    if re.fullmatch(r"(1[3-9]\d{9}|0\d{9,11}|\d{7,8})([、,/;].*)?", digits):
        return text, None
    return None, Fault("C06", Level.WARNING, f"“{field.title}”不像电话号码。", "请核对，手机号是11位数字。")


def _identity(typed: Typed, field: Field, reading: Reading) -> Result:
    """公民身份号码: length, check digit and day of birth (GB 11643-1999); a number has already lost its last digits."""
    if isinstance(typed, (int, float)) and not isinstance(typed, bool):
        hint = "请把单元格设成文本格式，重新填写18位号码。"
        return None, Fault("C12", Level.ERROR, f"“{field.title}”按数字存放，后几位已经丢失。", hint)
    text = visible(unicodedata.normalize("NFKC", str(_text(typed, field, reading)[0]))).upper()
    if re.fullmatch(r"\d{17}[\dX]", text) and text[-1] == ric.calc_check_digit(text):
        try:
            ric.get_birth_date(text)
        except ValidationError:
            pass
        else:
            return text, None
    return None, Fault("C12", Level.ERROR, f"“{field.title}”不对。", "请对照身份证核对18位号码。")


def _period(typed: Typed, field: Field, reading: Reading) -> Result:
    period = Period.parse(str(_text(typed, field, reading)[0]))
    if period:
        return period.code, None
    hint = "请写成 2023年第三季度、2023年上半年或 2023年度。"
    return None, Fault("C01", Level.ERROR, f"“{field.title}”没认出来。", hint)


def _count_or_all(typed: Typed, field: Field, reading: Reading) -> Result:
    if isinstance(typed, str) and plain(typed) in ALL_WORDS:
        return "全村", None
    value, fault = _integer(typed, field, reading)
    return (None, fault) if fault or not isinstance(value, float) else (str(int(value)), None)


def _integer(typed: Typed, field: Field, reading: Reading) -> Result:
    value, fault = _number(typed, field, reading)
    if isinstance(value, float) and not value.is_integer():
        return None, Fault("C02", Level.ERROR, f"“{field.title}”应当是整数。", "请核对后填整数。")
    return value, fault


def _number(typed: Typed, field: Field, reading: Reading) -> Result:
    if isinstance(typed, (bool, date, datetime)):
        return None, _wrong_kind(field)
    if isinstance(typed, (int, float)):
        value = float(typed)
    else:
        parsed = _typed_number(visible(unicodedata.normalize("NFKC", str(typed))), field)
        if parsed is None:
            return None, _wrong_kind(field)
        return _in_range(parsed[0] * (reading.scale if not parsed[1] else 1.0), field)
    return _in_range(value * reading.scale, field)


def _typed_number(text: str, field: Field) -> tuple[float, bool] | None:
    """The number in a text and whether it carried a money unit of its own (already converted)."""
    match = re.fullmatch(r"([-+]?[\d,]*\.?\d+|[零〇一二两三四五六七八九十]+)(\D*)", text)
    if not match:
        return None
    unit = match.group(2)
    value = _han(match.group(1)) if match.group(1)[0] in "零〇一二两三四五六七八九十" else _plain_number(match.group(1))
    if value is None:
        return None
    if unit in _MONEY and field.unit in _MONEY:
        return value * _MONEY[unit] / _MONEY[field.unit], True
    if unit and unit != field.unit and (field.unit in _MONEY or unit not in _UNITS):
        return None
    return value, False


def _plain_number(text: str) -> float | None:
    if "," in text and not re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        return None
    return float(text.replace(",", ""))


def _han(text: str) -> float | None:
    """Han digits up to 99: 十二, 二十, 三, 二〇."""
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return float((_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)) if ten else float(_HAN[tens])


def _in_range(value: float, field: Field) -> Result:
    if not math.isfinite(value):
        return None, _wrong_kind(field)
    value = round(value, 6)
    if field.minimum is not None and value < field.minimum:
        return None, Fault("C06", Level.ERROR, f"“{field.title}”太小了。", f"不能小于 {field.minimum:g}。")
    if field.maximum is not None and value > field.maximum:
        unit = f"，单位是{field.unit}" if field.unit else ""
        return None, Fault("C06", Level.ERROR, f"“{field.title}”太大了。", f"请核对有没有多写{unit}。")
    return value, None


def _date(typed: Typed, field: Field, reading: Reading) -> Result:
    if isinstance(typed, (date, datetime)):
        if typed.timetuple()[:3] < FIRST_DAY:
            return None, _decimal_date(field)
        return _dated(typed.year, typed.month, typed.day, field)
    if isinstance(typed, bool):
        return None, _wrong_kind(field)
    if isinstance(typed, (int, float)):
        return _date_number(float(typed), field)
    return _date_text(visible(_TIME.sub("", unicodedata.normalize("NFKC", str(typed)).strip())), field, reading)


def _date_number(value: float, field: Field) -> Result:
    if 20_000 <= value <= 80_000:
        day = date(1899, 12, 30) + timedelta(days=int(value))
        return _dated(day.year, day.month, day.day, field)
    if value.is_integer() and 19_000_101 <= value <= 21_001_231:
        return _dated(int(value) // 10_000, int(value) // 100 % 100, int(value) % 100, field)
    return None, _decimal_date(field)


def _decimal_date(field: Field) -> Fault:
    hint = "写成小数的日子分不清（9.1 还是 9.10），请写成 2023-9-5 这样。"
    return Fault("C01", Level.ERROR, f"“{field.title}”看不出是哪一天。", hint)


def _date_text(text: str, field: Field, reading: Reading) -> Result:  # noqa: PLR0911 - a line a spelling
    text = _han_digits(text).replace("。", ".").replace("号", "日").replace("—", "-").replace("/", "-")
    if re.fullmatch(r"\d{8}", text):
        return _dated(int(text[:4]), int(text[4:6]), int(text[6:]), field)
    month_only = re.fullmatch(r"(\d{4})[年.-](\d{1,2})月?", text)
    if month_only:
        if field.month:
            return _dated(int(month_only.group(1)), int(month_only.group(2)), 1, field)
        return None, Fault("C01", Level.ERROR, f"“{field.title}”只写到月份。", "请写到哪一天，如 2023-9-5。")
    match = _DATE.fullmatch(text)
    if re.fullmatch(r"\d{1,2}[-.]\d{1,2}[-.]\d{1,2}", text):  # 23.9.5, 9/5/22: which one is the year?
        return None, Fault("C01", Level.ERROR, f"“{field.title}”的年份要写四位。", "请写成 2023-9-5 这样。")
    if not match or not match.group(3):
        return None, _wrong_kind(field)
    year, month, day = match.group(1), int(match.group(2)), int(match.group(3))
    if year:
        return _dated(int(year), month, day, field)
    if reading.year is None:
        return None, Fault("C01", Level.ERROR, f"“{field.title}”没有写年份。", "请写成 2023-9-5 这样。")
    value, fault = _dated(reading.year, month, day, field)
    guess = Fault("C09", Level.WARNING, f"“{field.title}”没有写年份，按{reading.year}年算。", "请补上年份。")
    return value, fault or guess


def _han_digits(text: str) -> str:
    """二〇二三年九月十五日 → 2023年9月15日."""
    text = re.sub(r"[〇零一二三四五六七八九]{4}(?=年)", lambda m: "".join(str(_HAN[c]) for c in m.group()), text)

    def small(match: re.Match[str]) -> str:
        value = _han(match.group())
        return match.group() if value is None else str(int(value))

    return re.sub(r"[一二三四五六七八九十]{1,3}(?=[月日号])", small, text)


def _dated(year: int, month: int, day: int, field: Field) -> Result:
    try:
        value = date(year, month, day)
    except ValueError:
        hint = "请核对月份和日子，如 9 月只有 30 天。"
        return None, Fault("C01", Level.ERROR, f"“{field.title}”写的日期不存在。", hint)
    if not 1900 <= year <= 2100:
        return None, Fault("C01", Level.ERROR, f"“{field.title}”的年份不对。", "请核对年份，写成 2023-9-5 这样。")
    return value, None


def _choice(typed: Typed, field: Field, reading: Reading) -> Result:
    text = str(_text(typed, field, reading)[0])
    known = reading.synonyms[field.enum]
    if plain(text) in known:
        return known[plain(text)], None
    if plain(text) in NONE_WORDS:
        return None, None
    if field.multiple:
        parts = [part for part in re.split(r"[、，,;；/\n]|\s+", text) if part]
        found = [known.get(plain(part)) for part in parts]
        if parts and all(found):
            return "、".join(dict.fromkeys(str(value) for value in found)), None
    if field.open:
        hint = "可以保留；能从下拉表里选最好。"
        return text, Fault("C10", Level.NOTICE, f"“{field.title}”不是下拉表里的写法。", hint)
    return None, Fault("C03", Level.ERROR, f"“{field.title}”填的不在可选范围里。", _choices_hint(text, field, known))


def _choices_hint(text: str, field: Field, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(plain(text), known, 1, 0.5)
    if near:
        return f"是不是“{known[near[0]]}”？请从下拉表里选一个。"
    listed = "、".join(field.choices[:8]) + ("等" if len(field.choices) > 8 else "")
    return f"请从下拉表里选一个：{listed}。"


_PARSERS: Mapping[str, Callable[[Typed, Field, Reading], Result]] = {
    "string": _text, "name": _name, "code": _code, "number": _number, "integer": _integer, "date": _date,
    "phone": _phone, "identity": _identity, "period": _period, "count_or_all": _count_or_all,
}
