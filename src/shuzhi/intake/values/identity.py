"""公民身份号码 (GB 11643-1999): length, province, day of birth, check digit; the only importer of stdnum.

stdnum's own validate() compares the year of birth with a table of counties and refuses most older people.
"""

import re

from shuzhi.form import Field
from shuzhi.intake.values.result import Fault, Reading, Result, error
from shuzhi.intake.values.typed import as_text, half_width, visible
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

# Provinces, and the residence permits of people from Hong Kong, Macao and Taiwan (81-83). Counties come and go.
_PROVINCES = frozenset(map(str, (
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83,
)))


def read_identity(typed: Typed, field: Field, _reading: Reading) -> Result:
    """18 characters as text; a number has already lost its last digits; the old 15 digits get 19 and a check digit."""
    if isinstance(typed, (int, float)) and not isinstance(typed, bool):
        hint = "请先把单元格格式设成“文本”，再填18位号码。"
        return error("C12", f"“{field.title}”变成了数字，后几位已经丢失。", hint)
    from stdnum.cn import ric  # noqa: PLC0415 - heavy (ssl): few workbooks hold such numbers

    text = re.sub(r"[‐-―−-]", "", visible(half_width(as_text(typed)))).lstrip("'’‘`").upper().replace("×", "X")
    if re.fullmatch(r"[0-9]{15}", text):
        text = text[:6] + "19" + text[6:]
        text += ric.calc_check_digit(text + "0")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text) or text[-1] != ric.calc_check_digit(text) or not _is_born(text):
        return error("C12", f"“{field.title}”不对。", "请对照身份证核对18位号码。")
    if text[:2] not in _PROVINCES:
        return text, Fault("C12", Level.WARNING, f"“{field.title}”开头两位不是省份代码。", "请对照身份证核对。")
    return text, None


def _is_born(text: str) -> bool:
    from stdnum.cn import ric  # noqa: PLC0415 - as above
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    try:
        ric.get_birth_date(text)
    except ValidationError:
        return False
    return True
