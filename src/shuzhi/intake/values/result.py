"""What reading a cell gives: a value, a fault, or a value with a fault beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shuzhi.form import Field
from shuzhi.model.period import Coverage
from shuzhi.model.tables import Scalar
from shuzhi.model.words import Level


class Fault(NamedTuple):
    """Why a cell was not (or only half) understood; never with what stood there."""

    code: str
    level: Level
    message: str
    hint: str


@dataclass(frozen=True)
class Reading:
    """How to read cells.

    coverage  the days that dates typed without a year belong to; None: such dates are not understood
    synonyms  list of choices → what people write (plain) → the choice
    scale     factor from the unit in the column's header to the unit of the form
    """

    coverage: Coverage | None
    synonyms: Mapping[str, Mapping[str, str]]
    scale: float = 1.0


Result = tuple[Scalar, Fault | None]


def error(code: str, message: str, hint: str) -> Result:
    """No value, and an error."""
    return None, Fault(code, Level.ERROR, message, hint)


def in_part(value: Scalar, field: Field, message: str, hint: str, level: Level = Level.NOTICE) -> Result:
    """C13: the value is sure, something beside it was not read."""
    return value, Fault("C13", level, f"“{field.title}”{message}", hint)


def not_a_day(field: Field) -> Result:
    """C01 without a better idea of what went wrong."""
    return error("C01", f"“{field.title}”没认出日期。", "可写成 2023-9-5。")


def not_a_number(field: Field, hint: str = "") -> Result:
    """C02; without a hint of its own the unit is named."""
    unit = f"，单位是{field.unit}" if field.unit else ""
    return error("C02", f"“{field.title}”没认出数字。", hint or f"请只填数字，不写别的字{unit}。")
