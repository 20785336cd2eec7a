"""One typed cell → one value of its field, or the reason why not: from raw value and Excel type, never inferred.

Every parser returns `(value, None)`, `(None, Fault)` with an error, or `(value, Fault)` with a warning or notice: a
value is right or its cell has a finding. Each spelling that is understood stands in tests/intake/test_values.py.
"""

from collections.abc import Callable, Mapping
from datetime import time, timedelta

from shuzhi.form import Field
from shuzhi.intake.values.choices import read_choice
from shuzhi.intake.values.dates import read_day
from shuzhi.intake.values.identity import read_identity
from shuzhi.intake.values.names import read_names
from shuzhi.intake.values.numbers import other_unit, read_count_or_all, read_integer, read_number
from shuzhi.intake.values.result import Fault, Reading, Result, not_a_day
from shuzhi.intake.values.texts import read_code, read_period, read_phone, read_text
from shuzhi.intake.values.typed import as_text, says_none, visible
from shuzhi.model.sheet import Typed

__all__ = ["Fault", "Reading", "Result", "as_text", "other_unit", "read_value", "says_none", "visible"]

_PARSERS: Mapping[str, Callable[[Typed, Field, Reading], Result]] = {
    "string": read_text, "name": read_names, "code": read_code, "phone": read_phone, "identity": read_identity,
    "period": read_period, "date": read_day, "number": read_number, "integer": read_integer,
    "count_or_all": read_count_or_all,
}
# 无 typed where a number is asked for is the number 0; a blank cell is none.
_NOTHING: Mapping[str, float | str] = {"number": 0.0, "integer": 0.0, "count_or_all": "0"}


def read_value(typed: Typed, field: Field, reading: Reading) -> Result:
    """Normalise one cell; blank and explicit none (无, —, /) give None, where a number is asked for 0."""
    if typed is None or (isinstance(typed, str) and not typed[:1].isalnum() and not visible(typed)):
        return None, None
    if field.enum:
        return read_choice(typed, field, reading)
    kind = field.format or field.type
    if isinstance(typed, str) and says_none(typed):
        return _NOTHING.get(kind), None
    if isinstance(typed, (time, timedelta)) and field.type == "date":
        return not_a_day(field)
    return _PARSERS[kind](typed, field, reading)
