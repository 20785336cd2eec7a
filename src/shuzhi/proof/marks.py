"""What is no word of a report: tags, places left to fill in, words of the program."""

import re
from collections.abc import Iterable, Iterator

from shuzhi.proof.hinted import Hinted
from shuzhi.proof.reading import Paragraph, around

_TAG = re.compile(r"\{[{%#]|[}%#]\}|[｛｝]\s?[｛｝%％]|[%％]｝")
_COUNTED = "次名个年月日条件户人场元万组项份村区街镇乡县市省届％%岁盏米公亩户处座台支篇"
_OPEN, _EMPTY, _PROGRAM = "有没填的空位", "括号或引号里是空的", "有程序的字样"
_SIGNS = tuple("Xx×＊*○△□Ｘｘ")
_HOLLOW = ("（）", "（)", "(）", "()", "《》", "“”", "【】", "〔〕")
LEFT = tuple(Hinted(re.compile(pattern), hints, what) for what, pattern, hints in (
    (_OPEN, r"(?<![A-Za-z])[Xx×＊*○△□]{2,}(?![A-Za-z])|[Ｘｘ]+", _SIGNS),
    (_OPEN, rf"(?<![A-Za-zＡ-Ｚ])[Xx×＊*○△□](?=[{_COUNTED}]|社区|街道|同志|书记|主任)", _SIGNS),
    (_OPEN, r"(?<=第)[Xx×](?![A-Za-z])", _SIGNS),
    (_OPEN, r"(?<![A-Za-z0-9])A(?=总书记|主席|同志|新时代|社区|村|镇|街道)", ("A",)),
    (_OPEN, r"[_＿]{2,}|…{3,}|\.{4,}", ("_", "＿", "………", "....")),
    (_EMPTY, r"[（(]\s*[）)]|《\s*》|“\s*”|【\s*】|〔\s*〕", _HOLLOW),
    (_OPEN, r"某(?![些种])", ("某",)),
    (_OPEN, r"请填写|此处填|此处写|待补充|待填|待定稿", tuple("请此待")),
    (_PROGRAM, r"(?<![A-Za-z])(?:None|[Nn]a[Nn]|NaT|null|True|False|undefined)(?![A-Za-z])|%[sd]",
     tuple("NnTFu%")),
))


def has_tag(text: str) -> bool:
    """Whether a line of a text may have a tag."""
    return _TAG.search(text) is not None


def marks(paragraph: Paragraph, left: Iterable[Hinted] = LEFT) -> Iterator[str]:
    """The first tag, and the first thing left open of each kind; tags are looked for in typed text too.

    `left` are those of LEFT that the report may have.
    """
    tag = _TAG.search(paragraph.text)
    if tag:
        yield paragraph.fault(f"有没有替换的标签“{paragraph.text[tag.start() : tag.end() + 8]}”。")
    for one in () if paragraph.annex else left:
        found = one.pattern.search(paragraph.plain)
        if found:
            yield paragraph.fault(f"{one.what}“{around(paragraph.plain, found.start(), found.end())}”。")
