"""Free text, numbers of rows (实2023-001), telephones, report periods."""

import re
from datetime import date, datetime

from shuzhi.form import Field
from shuzhi.intake.values.result import Fault, Reading, Result, error
from shuzhi.intake.values.typed import as_text, half_width, spaced, visible
from shuzhi.model.period import Period
from shuzhi.model.sheet import LONGEST, Typed
from shuzhi.model.words import Level

_DASHES = re.compile(r"[‐‑‒–—―−─_-]+")
# The form's own numbers: 实2023-001, typed 实2023—1, 实〔2023〕001号, 实2023001.
_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,3})[(\[〔【]?((?:19|20)[0-9]{2})"
    r"(?:[)\]〕】]?(?:年第?|第|[-./])|[)\]〕】]|(?=[0-9]{3}(?![0-9])))([0-9]{1,3})号?(?![0-9])"
)
_SAME_REPLY = re.compile(r"(同\s*)([^\s同]\S*?[0-9])([。.]?)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}|[2-8][0-9]{6,7}")
_SERVICE = re.compile(r"[48]00-?[0-9]{3,4}-?[0-9]{3,4}")
_EXTENSION = re.compile(r"(?:转|-|,?分机)[0-9]{1,6}$")


def read_text(typed: Typed, field: Field, _reading: Reading) -> Result:
    """What was typed, literally; 同议2023-3 in the spelling of the number it names.

    A text that Excel cannot hold is kept, and doubted: only other programs write one, and Excel cuts it off.
    """
    text = as_text(typed)
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > LONGEST * 2:
        message = f"“{field.title}”的文字太多，一格最多放{LONGEST}个字，Excel 会把后面的截掉。"
        return text, Fault("C15", Level.WARNING, message, "请写短一些，或者分成几行填。")
    same = _SAME_REPLY.fullmatch(text) if text.startswith("同") else None
    return (same.group(1) + row_number(same.group(2)) + same.group(3) if same else text), None


def read_code(typed: Typed, field: Field, _reading: Reading) -> Result:
    """The number of a row in one spelling, so that it is found where another sheet names it.

    A day is what spreadsheets make of 2023-3: which number was typed nobody knows any more.
    """
    if isinstance(typed, (date, datetime)):
        return error("C13", f"“{field.title}”变成了日期。", "请先把单元格格式设成“文本”，再填编号。")
    return row_number(as_text(typed)) or None, None


def row_number(text: str) -> str:
    """No blanks, one hyphen, capitals; the form's own numbers with three digits: 实2023—1 → 实2023-001."""
    code = half_width(text).strip().lstrip("'’‘`")
    code = re.sub(r"(?<=[0-9])\s+(?=[0-9])", "-", code)
    code = _DASHES.sub("-", visible(code)).upper()
    return _NUMBER.sub(lambda match: f"{match.group(1)}{match.group(2)}-{int(match.group(3)):03}", code)


def read_phone(typed: Typed, field: Field, _reading: Reading) -> Result:
    """One telephone or several, joined by 、; what looks like none is kept and doubted."""
    text = as_text(typed)
    numbers = [_phones(part) for part in re.split(r"[、,;/\n或]", half_width(text).lstrip("'’‘`")) if visible(part)]
    if numbers and all(numbers):
        return "、".join(number for part in numbers for number in part), None
    return text, Fault("C06", Level.WARNING, f"“{field.title}”不像电话号码。", "请核对，手机号是11位数字。")


def _phones(text: str) -> list[str]:
    """The telephones of a text without separators: 138 0000 0000 is one, 13800000000 0571-8888888 are two."""
    for parts in ([text], text.split()):
        digits = [_phone(part) for part in parts]
        if all(digits):
            return digits
    return []


def _phone(text: str) -> str:
    """A telephone with its digits only (and the hyphens of a landline); "" for what is none."""
    number = _DASHES.sub("-", visible(text))
    mobile = re.sub(r"^(?:\+?86|0086|\(\+?86\))-?(?=1)", "", number).replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    landline = re.sub(r"^\((0[0-9]{2,3})\)-?", r"\1-", number)
    main = _EXTENSION.sub("", landline) if not _LANDLINE.fullmatch(landline) else landline
    return landline if _LANDLINE.fullmatch(main) or _SERVICE.fullmatch(main) else ""


def read_period(typed: Typed, field: Field, _reading: Reading) -> Result:
    """A report period as its code."""
    period = Period.parse(spaced(as_text(typed)).rstrip("。."))
    if period:
        return period.code, None
    hint = "请写成 2023年第三季度、2023年上半年或 2023年度。"
    return error("C01", f"“{field.title}”看不出是哪一期。", hint)
