"""What is typed into a template though only data can say it: numbers, periods, blanks, names of branches."""

import re
from collections.abc import Collection, Iterator

from shuzhi.render.checking.lines import Flaw, Line

_UNITS = "次|名|件|条|人次|人|户次|户|万元|元|场|期|个|份|篇|项|起|处|盏|亩|公里|米|%|％"
_NUMBER = re.compile(rf"(?<![第\d.])(\d+(?:\.\d+)?(?:余|多)?(?:{_UNITS}))")
_PERIOD = re.compile(r"(\d{4}年(?:度|第?[一二三四1-4]季度|[上下]半年|\d{1,2}月(?:\d{1,2}日)?)|第[一二三四1-4]季度)")
_BLANK = re.compile(r"(?<![A-Za-z])([XxＸ×]+|_{2,}|＿{2,})(?=[\u4e00-\u9fff％%]|$)")
_TITLE = re.compile("《[^》]*》")  # the name of a document may hold a year


def typed_flaws(line: Line, names: Collection[str]) -> Iterator[Flaw]:
    """The fixed words of one paragraph that differ from branch to branch; `names`: those of the roster."""
    text = _TITLE.sub("", line.plain)
    for found in dict.fromkeys(_NUMBER.findall(text)):
        yield line.flaw(f"写死了数字“{found}”，每个支部都会印成一样的，请换成指标标签。")
    for found in dict.fromkeys(_PERIOD.findall(text)):
        yield line.flaw(f"写死了时间“{found}”，下一期还会照印，请换成 {{{{ 报告期 }}}} 或别的标签。")
    for found in dict.fromkeys(_BLANK.findall(text)):
        yield line.flaw(f"留着没填的空“{found}”，请换成标签，没有内容的删去这句话。")
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            yield line.flaw(f"写死了“{name}”，别的支部的报告也会印上它，请换成 {{{{ 支部.全称 }}}} 这样的标签。")
            text = text.replace(name, "")
