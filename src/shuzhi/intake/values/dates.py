"""Days as people type them. Spellings: the project's domain notes, section 5.4; each stands in tests/intake."""

import re
from datetime import date, datetime, timedelta

from shuzhi.form import Field
from shuzhi.intake.values import han
from shuzhi.intake.values.result import Fault, Reading, Result, error, in_part, not_a_day
from shuzhi.intake.values.typed import spaced
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

# 9.1, 2023.1 or 1995.7 typed into a cell with a date format are days from 1900-01-01 to 1905-09-30.
FIRST_YEAR = 1906
_SIGNS = str.maketrans({
    **dict.fromkeys("‐‑‒–—―−─", "-"), **dict.fromkeys("～〜至到", "~"), **dict.fromkeys("。、,·•_", "."), "\\": "/",
})
_CLOCK = r"(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?|[时点](?:[0-5]?[0-9]分?|半|整)?)"
_TAIL = (
    r"(?:\((?:星期|周|礼拜)?[一二三四五六日天]\)|(?:星期|周|礼拜)[一二三四五六日天]"
    r"|上午|下午|中午|凌晨|傍晚|夜间|全天|晚上?|早[上晨]?"
    rf"|(?:(?<=[0-9])[ T]|(?<![0-9])){_CLOCK}(?:[-~]{_CLOCK})?)*"
)
_DAY = re.compile(
    r"(?:([0-9]{4})([年./ -]))?([0-9]{1,2})([月./ -])([0-9]{1,2})日?"
    rf"(?:[-~](?:(?:([0-9]{{4}})[年./-])?([0-9]{{1,2}})[月./-])?([0-9]{{1,2}})日?)?{_TAIL}"
)
_USUAL = re.compile(r"([0-9]{4})(?:[年./]([0-9]{1,2})[月./]|-([0-9]{1,2})[月./-])([0-9]{1,2})日?")  # with one meaning
_MONTH = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})月?份?")
_MANY = re.compile(r"[月./-][0-9]{1,2}日?(?:\.|;|和|及|与| )(?:[0-9]{4}[年./-])?[0-9]{1,2}[月./-]?[0-9]{1,2}日?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{2}年[0-9]{1,2}[月./-][0-9]{1,2}日?")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}")


def read_day(typed: Typed, field: Field, reading: Reading) -> Result:
    """The day of a cell: a real date, an Excel serial number, 20230905 or a text."""
    if isinstance(typed, (date, datetime)):
        if typed.year < FIRST_YEAR:
            return _decimal(field)
        return _day(typed.year, typed.month, typed.day, field)
    if isinstance(typed, bool):
        return not_a_day(field)
    if isinstance(typed, (int, float)):
        return _number(float(typed), field)
    return _text(str(typed), field, reading)


def month_of(typed: Typed) -> str | None:
    """1960年1月 for a text that names a month and no day; None for anything else."""
    month = _MONTH.fullmatch(_plain(typed)) if isinstance(typed, str) else None
    return f"{month.group(1)}年{int(month.group(2))}月" if month else None


def _plain(text: str) -> str:
    return han.days(re.sub(r"-+", "-", spaced(text).translate(_SIGNS)).replace("号", "日")).strip(".;/!")


def _number(value: float, field: Field) -> Result:
    if 20_000 <= value <= 80_000:
        day = date(1899, 12, 30) + timedelta(days=int(value))
        return _day(day.year, day.month, day.day, field)
    if value.is_integer() and 19_000_101 <= value <= 21_001_231:
        return _day(int(value) // 10_000, int(value) // 100 % 100, int(value) % 100, field)
    return _decimal(field) if not value.is_integer() or 1900 <= value <= 2100 else not_a_day(field)


def _decimal(field: Field) -> Result:
    hint = "写成数字的日子分不清（9.1 还是 9.10），请写成 2023-9-5 这样。"
    return error("C01", f"“{field.title}”看不出是哪一天。", hint)


def _text(typed: str, field: Field, reading: Reading) -> Result:  # noqa: PLR0911 - a line a spelling
    usual = _USUAL.fullmatch(typed)
    if usual:
        return _day(int(usual[1]), int(usual[2] or usual[3]), int(usual[4]), field)
    text = _plain(typed)
    if re.fullmatch(r"[0-9]{8}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), field)
    month = _MONTH.fullmatch(text)
    if month:
        if field.month:
            return _day(int(month.group(1)), int(month.group(2)), 1, field)
        return error("C01", f"“{field.title}”只写到月份。", "请写到哪一天，如 2023-9-5。")
    if _SHORT_YEAR.fullmatch(text):  # 23.9.5, 9/5/22: which one is the year?
        return error("C01", f"“{field.title}”的年份要写四位。", "请写成 2023-9-5 这样。")
    if _YEAR_LAST.fullmatch(text):
        return error("C01", f"“{field.title}”分不清哪个是月、哪个是日。", "请按年、月、日的顺序写，如 2023-9-5。")
    match = _DAY.fullmatch(text)
    if match and _one_reading(match):
        return _matched(match, field, reading)
    if _MANY.search(text):
        return error("C01", f"“{field.title}”写了不止一天。", "一格只写一天；另外的日子请另起一行。")
    return not_a_day(field)


def _one_reading(match: re.Match[str]) -> bool:
    """Whether the signs between the parts leave one meaning: 2023.9-10 may be two months, 9 5 anything."""
    year, first, _, second, *_ = match.groups()
    return (first == " ") == (second == " ") and not (year and second == "-" and first != "-")


def _matched(match: re.Match[str], field: Field, reading: Reading) -> Result:
    typed_year, _, month, _, day, year_to, month_to, day_to = match.groups()
    year = int(typed_year) if typed_year else _year(int(month), int(day), field, reading)
    if year is None:
        return error("C01", f"“{field.title}”没有写年份。", "请写成 2023-9-5 这样。")
    value, fault = _day(year, int(month), int(day), field)
    if fault:
        return value, fault
    if day_to:
        last, fault = _day(int(year_to or year), int(month_to or month), int(day_to), field)
        if fault or not isinstance(last, date) or not isinstance(value, date) or last < value:
            return error("C01", f"“{field.title}”看不出是从哪天到哪天。", "请只写一天，如 2023-9-5。")
    first = "写了几天，按第一天算。" if day_to else ""
    if not typed_year:
        message = f"“{field.title}”没有写年份，按{year}年算。" + first
        return value, Fault("C09", Level.WARNING, message, "请补上年份，如 2023-9-5。")
    if first:
        return in_part(value, field, first, "请只写一天；起止日期请写到别的栏或“说明”里。", Level.WARNING)
    return value, None


def _year(month: int, day: int, field: Field, reading: Reading) -> int | None:
    """The year of a day typed without one: that of the coverage in which it lies, else the coverage's first.

    None without a coverage, and where a month would do: such days (birth, 入党) lie in other years.
    """
    coverage = reading.coverage
    if coverage is None or field.month:
        return None
    for year in range(coverage.start.year, coverage.end.year + 1):
        if coverage.start.timetuple()[:3] <= (year, month, day) <= coverage.end.timetuple()[:3]:
            return year
    return coverage.start.year


def _day(year: int, month: int, day: int, field: Field) -> Result:
    try:
        value = date(year, month, day)
    except ValueError:
        hint = "请核对月份和日子，如 9 月只有 30 天。"
        return error("C01", f"“{field.title}”写的日期不存在。", hint)
    if not 1900 <= year <= 2100:
        return error("C01", f"“{field.title}”的年份不对。", "请核对年份，写成 2023-9-5 这样。")
    return value, None
