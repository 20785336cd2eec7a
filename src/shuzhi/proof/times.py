"""Days, quarters, half-years and years that a report may name: its own, what it counts, and those typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from shuzhi.model.facts import Facts
from shuzhi.model.period import Coverage, Period
from shuzhi.proof.hinted import Hinted
from shuzhi.proof.masking import Cells
from shuzhi.proof.reading import Paragraph

DATE = Hinted(
    re.compile(r"(?<!\d)(?:(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?|(\d{1,2})月(?:(\d{1,2})日)?)"), ("年", "月"),
    sign=re.compile(r"\d[年月][\d年月日]*"), before=3,  # the last digit only: a long number is looked at once
)
SPAN = Hinted(
    re.compile(r"(?<![\d每各])(?:(\d{4})年)?(第?[一二三四1-4]季度|[上下]半年)|(?<!\d)(\d{4})年度"),
    ("季度", "半年", "年度"), sign=re.compile("季度|半年|年度"), before=7,
)
TITLE = re.compile(r"《[^《》\n]{0,80}》")  # a document's own name may hold any year
_HAN_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}年")
_HAN_DIGITS = {"○": "0"} | {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_RELATIVE = re.compile(r"今年|去年|明年|前年|上季度|上年度")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_REMEDY = "请核对模板这一段，日期和期间要由标签打印。"


@dataclass(frozen=True)
class Days:
    """The days that a report may name; a month or a year counts where a day of it does.

    parts    year, month and day of each, and every part of it that may stand alone
    earlier  periods that it is compared with
    """

    parts: frozenset[tuple[int | None, ...]]
    spans: tuple[Coverage, ...]
    earlier: tuple[Period, ...] = ()

    def has(self, year: str | None, month: str | None, day: str | None) -> bool:
        """Whether a day, a month, a year or a day without its year is among them."""
        return tuple(int(text) if text else None for text in (year, month, day)) in self.parts

    def spanned(self, period: Period) -> bool:
        """Whether a quarter, half-year or year lies in the report's period or the days counted, or is compared with."""
        return period in self.earlier or any(
            span.start <= period.days.start and period.days.end <= span.end for span in self.spans
        )

    def also(self, day: date | None) -> "Days":
        """These and one more."""
        return self if day is None else replace(self, parts=self.parts | _parts([(day.year, day.month, day.day)]))


def days_of(cells: Cells, facts: Facts) -> Days:
    """Every day of the facts; whole months of the period and of the days counted.

    Earlier periods that the report is compared with count by name alone; days of theirs only where they are named so.
    """
    spans = (facts.period.days, facts.coverage)
    earlier = [one for one in (facts.before, facts.year_ago) if one]
    found = {facts.as_of, *(day for span in spans for day in (span.start, span.end, *span.fifteenths()))}
    found |= {day for one in earlier if one.days != one.period.days for day in (one.days.start, one.days.end)}
    values = {value for own in cells.values() for _, value in own}
    found |= {value for value in values if isinstance(value, date)}
    typed = {match.groups() for value in values if isinstance(value, str) for match in _ISO.finditer(value)}
    return Days(
        _parts({(day.year, day.month, day.day) for day in found} | {(int(y), int(m), int(d)) for y, m, d in typed}),
        spans, tuple(one.period for one in earlier),
    )


def _parts(days: Iterable[tuple[int, int, int]]) -> frozenset[tuple[int | None, ...]]:
    return frozenset(
        parts for y, m, d in days
        for parts in ((y, m, d), (y, m, None), (y, None, None), (None, m, d), (None, m, None))
    )


def all_known(text: str, days: Days) -> bool:
    """Whether no line of a text has anything that `times` would tell."""
    text = TITLE.sub("", text)
    return not any(_unknown(text, days)) and not _RELATIVE.search(text)


def times(paragraph: Paragraph, days: Days) -> Iterator[str]:
    """Days, quarters, half-years and years from somewhere else; words that mean another year when read later."""
    text = TITLE.sub("", paragraph.plain)
    for word in dict.fromkeys(_unknown(text, days)):
        yield paragraph.fault(f"“{word}”不在报告期、统计期间和填报的日期里。", _REMEDY)
    relative = _RELATIVE.search(text)
    if relative:
        yield paragraph.fault(f"有“{relative.group()}”。", "请在模板这一段里写明是哪一年、哪个季度。")


def _unknown(text: str, days: Days) -> Iterator[str]:
    yield from _dates(text, days)
    yield from _spans(text, days)


def _dates(text: str, days: Days) -> Iterator[str]:
    for found in DATE.finditer(SPAN.replaced(text)):
        year, month, day, alone, its_day = found.groups()
        if not days.has(year, month or alone, day or its_day):
            yield found.group()
    for found in _HAN_YEAR.finditer(text):
        if not days.has("".join(_HAN_DIGITS[digit] for digit in found.group()[:-1]), None, None):
            yield found.group()


def _spans(text: str, days: Days) -> Iterator[str]:
    for found in SPAN.finditer(text):
        year = found.group(1) or found.group(3)
        years = [int(year)] if year else sorted({day.year for span in days.spans for day in (span.start, span.end)})
        word = found.group(2) or "年度"
        periods = [_period(f"{number}{'' if word == '年度' else '年'}{word}") for number in years]
        if not any(period and days.spanned(period) for period in periods):
            yield found.group()


_period = lru_cache(maxsize=256)(Period.parse)
