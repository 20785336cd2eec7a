"""Report periods (2023Q3, 2023H1, 2023Y) and the coverage actually counted: two facts, each typed by itself."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

QUARTERS = "一二三四"
_YEARS = range(1900, 2101)  # those of every other day that is read
_TYPED = (
    (re.compile(r"(\d{4})年?第?([1-4一二三四])季度?"), "Q"),
    (re.compile(r"(\d{4})年?([上下])半年"), "H"),
    (re.compile(r"(\d{4})Q([1-4])", re.IGNORECASE), "Q"),
    (re.compile(r"(\d{4})H([12])", re.IGNORECASE), "H"),
    (re.compile(r"(\d{4})(?:年度?|年?全年|Y)", re.IGNORECASE), "Y"),
)


@dataclass(frozen=True, order=True)
class Period:
    """A report period: `year`, `kind` Q, H or Y, `number` within the year (0 for Y)."""

    year: int
    kind: str
    number: int

    @staticmethod
    def parse(text: str) -> "Period | None":
        """Read any spelling: 2023Q3, 2023年第三季度, 2023年3季度, 2023年上半年, 2023年度; None if it is none.

        A year before 1900 or after 2100 is a slip of the hand: no period has such days.
        """
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        for pattern, kind in _TYPED:
            match = pattern.fullmatch(plain)
            if match and int(match.group(1)) in _YEARS:
                mark = match.group(2) if kind != "Y" else "0"
                number = next((row.index(mark) + 1 for row in (QUARTERS, "1234", "上下") if mark in row), 0)
                return Period(int(match.group(1)), kind, number)
        return None

    @property
    def code(self) -> str:
        """The spelling of folders, --period and CSV: 2023Q3."""
        return f"{self.year}{self.kind}{self.number or ''}"

    @property
    def label(self) -> str:
        """The spelling of titles: 2023年第三季度."""
        if self.kind == "Q":
            return f"{self.year}年第{QUARTERS[self.number - 1]}季度"
        return f"{self.year}年{'上下'[self.number - 1]}半年" if self.kind == "H" else f"{self.year}年度"

    @property
    def days(self) -> "Coverage":
        """The calendar days of the period."""
        months = {"Q": 3, "H": 6, "Y": 12}[self.kind]
        last = months * max(self.number, 1)
        return Coverage(
            date(self.year, last - months + 1, 1), date(self.year, last, monthrange(self.year, last)[1])
        )

    @property
    def before(self) -> "Period":
        """The period of the same kind just before."""
        most = {"Q": 4, "H": 2, "Y": 0}[self.kind]
        return replace(self, number=self.number - 1) if self.number > 1 else Period(self.year - 1, self.kind, most)

    @property
    def year_ago(self) -> "Period":
        """The same period of the year before."""
        return replace(self, year=self.year - 1)

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The quarters inside; a quarter is its own only one."""
        size = {"Q": 1, "H": 2, "Y": 4}[self.kind]
        last = size * max(self.number, 1)
        return tuple(Period(self.year, "Q", number) for number in range(last - size + 1, last + 1))


@dataclass(frozen=True, order=True)
class Coverage:
    """The days counted, both included."""

    start: date
    end: date

    @property
    def text(self) -> str:
        """2023年7月1日至9月30日 (the year again only where it differs)."""
        year = "" if self.start.year == self.end.year else f"{self.end.year}年"
        return f"{han_date(self.start)}至{year}{self.end.month}月{self.end.day}日"

    def months(self) -> int:
        """Number of months whose 15th lies in the coverage."""
        return sum(1 for _ in self.fifteenths())

    def quarters(self) -> int:
        """Number of quarters whose last month's 15th lies in the coverage."""
        return sum(1 for day in self.fifteenths() if day.month % 3 == 0)

    def fifteenths(self) -> list[date]:
        """The 15ths of months that lie in the coverage."""
        first, last = self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month - 1
        days = [date(n // 12, n % 12 + 1, 15) for n in range(first, last + 1)]
        return [day for day in days if self.start <= day <= self.end]


def han_date(day: date) -> str:
    """2023年9月30日, without leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
