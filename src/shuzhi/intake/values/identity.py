"""公民身份号码 (GB 11643-1999): length, province, day of birth, check digit.

The county is not looked up: counties come and go, and a table of them would refuse most older people.
"""

import re
from datetime import date

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
    text = re.sub(r"[‐-―−-]", "", visible(half_width(as_text(typed)))).lstrip("'’‘`").upper().replace("×", "X")
    if re.fullmatch(r"[0-9]{15}", text):
        text = text[:6] + "19" + text[6:]
        text += check_digit(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text) or text[-1] != check_digit(text[:17]) or not _is_born(text):
        return error("C12", f"“{field.title}”不对。", "请对照身份证核对18位号码。")
    if text[:2] not in _PROVINCES:
        return text, Fault("C12", Level.WARNING, f"“{field.title}”开头两位不是省份代码。", "请对照身份证核对。")
    return text, None


def check_digit(first: str) -> str:
    """The 18th character to 17 digits: ISO 7064 MOD 11-2, as GB 11643-1999 lays down in 4.2."""
    remainder = sum(int(digit) << 17 - place for place, digit in enumerate(first)) % 11
    return "10X98765432"[remainder]


def _is_born(text: str) -> bool:
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return True
