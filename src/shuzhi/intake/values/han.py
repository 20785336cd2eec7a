"""Numbers in Han digits, written in full: 十二, 一百零五, 三千二百, 伍万; not 一百二, not 一二."""

import re

DIGITS = "零〇一二两三四五六七八九十百千"
_VALUES = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_BELOW_TEN_THOUSAND = re.compile(
    r"(?:([一二两三四五六七八九])千)?(?:([一二两三四五六七八九])百)?(?:(零?[一二三四五六七八九]|(?<![千百]))十)?"
    r"(?:([零〇]?)([一二两三四五六七八九]))?"
)
_YEAR = re.compile(r"[一二][〇零○Oo0一二三四五六七八九]{3}(?=[年./-])")
_SMALL = re.compile(r"(?<![期周拜(])[一二三四五六七八九十]{1,3}")


def informal(text: str) -> str:
    """The digits of accounts as everyday ones: 伍拾 → 五十."""
    return text.translate(_FORMAL)


def number(text: str) -> int | None:
    """A number below ten thousand; None if it is not written in full."""
    if text in ("零", "〇"):
        return 0
    match = _BELOW_TEN_THOUSAND.fullmatch(text)
    if not match or not text:
        return None
    thousands, hundreds, tens, gap, ones = match.groups()
    after_gap = ("百" in text or "千" in text) and "十" not in text
    if ones and ((after_gap and not gap) or (gap and not after_gap)):  # 一百二 is 120 for some
        return None
    ten = 0 if tens is None else _VALUES[tens[-1]] if tens else 1
    return 1000 * _VALUES.get(thousands, 0) + 100 * _VALUES.get(hundreds, 0) + 10 * ten + _VALUES.get(ones, 0)


def days(text: str) -> str:
    """A date with its Han digits as 0-9: 二〇二三年九月十五日 → 2023年9月15日; weekdays stay."""
    text = _YEAR.sub(lambda m: "".join(str(_VALUES.get(c, 0)) for c in m.group()), text)

    def small(match: re.Match[str]) -> str:
        value = number(match.group())
        return match.group() if value is None else str(value)

    return _SMALL.sub(small, text)
