"""What is no word of a report: tags, places left to fill in, words of the program."""

import re
from collections.abc import Iterator

from shuzhi.proof.reading import Paragraph, around

_TAG = re.compile(r"\{[{%#]|[}%#]\}|[｛｝]\s?[｛｝%％]|[%％]｝")
_COUNTED = "次名个年月日条件户人场元万组项份村区街镇乡县市省届％%岁盏米公亩户处座台支篇"
_LEFT = (
    (re.compile(r"(?<![A-Za-z])[Xx×＊*○△□]{2,}(?![A-Za-z])|[Ｘｘ]+"), "有没填的空位"),
    (re.compile(rf"(?<![A-Za-zＡ-Ｚ])[Xx×＊*○△□](?=[{_COUNTED}]|社区|街道|同志|书记|主任)"), "有没填的空位"),
    (re.compile(r"(?<=第)[Xx×](?![A-Za-z])"), "有没填的空位"),
    (re.compile(r"(?<![A-Za-z0-9])A(?=总书记|主席|同志|新时代|社区|村|镇|街道)"), "有没填的空位"),
    (re.compile(r"[_＿]{2,}|…{3,}|\.{4,}"), "有没填的空位"),
    (re.compile(r"[（(]\s*[）)]|《\s*》|“\s*”|【\s*】|〔\s*〕"), "括号或引号里是空的"),
    (re.compile(r"某(?![些种])"), "有没填的空位"),
    (re.compile(r"请填写|此处填|此处写|待补充|待填|待定稿"), "有没填的空位"),
    (re.compile(r"(?<![A-Za-z])(?:None|[Nn]a[Nn]|NaT|null|True|False|undefined)(?![A-Za-z])|%[sd]"), "有程序的字样"),
)


def marks(paragraph: Paragraph) -> Iterator[str]:
    """The first tag, and the first thing left open of each kind; tags are looked for in typed text too."""
    tag = _TAG.search(paragraph.text)
    if tag:
        yield paragraph.fault(f"有没有替换的标签“{paragraph.text[tag.start() : tag.end() + 8]}”。")
    for pattern, what in () if paragraph.annex else _LEFT:
        found = pattern.search(paragraph.plain)
        if found:
            yield paragraph.fault(f"{what}“{around(paragraph.plain, found.start(), found.end())}”。")
