"""An indicator knows its rows; a figure is one printed number that knows its indicator or cell."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Indicator(NamedTuple):
    """One value of one branch.

    value        in `unit` (a rate in %); None = not filled in, or no base
    numerator    of a rate, else None; likewise denominator
    rows         addresses `会议!5` (standard sheet title, Excel row), ascending; `支部编码:会议!5` in another workbook
    """

    name: str
    title: str
    tag: str
    unit: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    rows: tuple[str, ...] = ()


class Figure(NamedTuple):
    """One printed number of one report.

    number   its place among the figures of the report, from 1
    text     as printed, without unit
    source   name of the indicator, or the cell `民生实事!K7`
    rows     the addresses behind it
    """

    number: int
    text: str
    source: str
    rows: tuple[str, ...] = ()


def headed(title: str, unit: str) -> str:
    """The title with its unit in brackets, once: 党员总数（名）, 走访慰问（户次）."""
    return title if not unit or title.endswith(f"（{unit}）") else f"{title}（{unit}）"


def number_text(value: float, places: int = 2) -> str:
    """A number as printed: at most `places` decimals (half up), no trailing zeros, no thousands commas."""
    if value // 1 == value:  # most are whole: quantities in the hundred thousands need no Decimal
        return str(int(value))
    quantum = Decimal(1).scaleb(-places)
    text = format(Decimal(repr(value)).quantize(quantum, ROUND_HALF_UP), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def rate_text(numerator: float, denominator: float) -> str:
    """A rate in % with at most one decimal, never rounded up to 100 nor down to 0: 99.96 → 99.9."""
    percent = numerator * 100 / denominator
    text = number_text(percent, 1)
    if text == "100" and numerator < denominator:
        return "99.9"
    return "0.1" if text == "0" and numerator > 0 else text
