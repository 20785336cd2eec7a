"""What is done to every typed text before it is understood; nothing here changes what the text says."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from shuzhi.model.sheet import Typed

_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
_NONE = re.compile(r"(?:无|暂无|没有|[-‐-―−─_]{1,4}|/{1,2}|\\{1,2})[。.]?")
_TRIMMED = " \t\r\n\u3000\xa0\u200b\ufeff"


def half_width(text: str) -> str:
    """Full-width forms as half-width ones and no invisible marks; ² and ① stay what they are (NFKC reads 5² as 52)."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_FULL_WIDTH)


def visible(text: str) -> str:
    """The text without any blanks, zero-width marks among them."""
    return re.sub(r"\s+", "", _INVISIBLE.sub("", text))


def spaced(text: str) -> str:
    """Half-width, without blanks but for one between two digits: 9 月 5 日 is one day, 9.1 5 is not 9.15."""
    text = re.sub(r"\s+", " ", half_width(text).strip()).lstrip("'’‘`")
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", text)


def says_none(text: str) -> bool:
    """无, —, / and the other ways to write that there is nothing."""
    first = text[:1]
    if ("\u4e00" <= first <= "\u9fff" and first not in "无暂没") or (first.isascii() and first.isalnum()):
        return False
    return _NONE.fullmatch(visible(half_width(text))) is not None


def as_text(typed: Typed) -> str:  # noqa: PLR0911 - a line a type
    """Any cell as the text that Excel shows: 15 digits of a number, a day as 2023-9-5, an hour as 9:05, lines alike."""
    if isinstance(typed, bool):
        return "是" if typed else "否"
    if isinstance(typed, float):
        return str(int(typed)) if typed.is_integer() else f"{typed:.15g}"
    if isinstance(typed, datetime):
        return f"{typed.year}-{typed.month}-{typed.day}" + (f" {_hour(typed.time())}" if typed.time() != time() else "")
    if isinstance(typed, date):
        return f"{typed.year}-{typed.month}-{typed.day}"
    if isinstance(typed, time):
        return _hour(typed)
    if isinstance(typed, timedelta):
        minutes = round(typed.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return unicodedata.normalize("NFC", str(typed)).strip(_TRIMMED).replace("\r\n", "\n").replace("\r", "\n")


def _hour(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")
