"""Which report a 定稿 is, or why it is not used."""

import re
from collections.abc import Sequence
from pathlib import Path

from shuzhi.commands.running.choosing import name
from shuzhi.commands.running.ties import UNFIT
from shuzhi.deliver.check import check_document
from shuzhi.model.identity import Identity
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.township import reports as expected
from shuzhi.proof.identity import identity
from shuzhi.proof.shown import Line, shown

Key = tuple[Branch, ReportKind]
_OPEN = re.compile(
    r"\{\{|\}\}|\{%|%\}|[｛｝]|_{2,}|＿{2,}|[×Ｘ]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|(?<!等)待填|待补[充填]|请填写|此处填写"
)
_PERIOD = re.compile(r"20\d\d年(?:第[一二三四]季度|[上下]半年|度)")
_FIRST = 3  # lines that name the period: title and the line below
_UNKNOWN = "看不出是哪份报告的定稿。请把文件名写成“支部简称/输出名.docx”，例如“石井村/抓基层党建述职报告.docx”。"


def fitting(content: bytes, title: str, settings: Settings, reports: Path) -> tuple[str, str]:
    """The report (报告/石井村/抓基层党建述职报告.docx) that a 定稿 is of and "", or "" and why it is not used.

    `title` is its place in the folder of 定稿, `reports` where the reports of this run lie. A file is known
    by what it carries, else by its place 简称/输出名.docx, else by a name that holds both.
    """
    if check_document(content):
        return "", UNFIT
    lines, known = shown(content), identity(content)
    fault = _other_period(lines, known, settings.period) or _open_words(lines)
    key, doubt = (None, "") if fault else _key(title, known, settings)
    if key is None:
        return "", fault or doubt
    report = name(*key)
    if not (reports / report).is_file():
        return "", f"这次没有生成{short(report)}（支部的表还没有通过，或者模板有问题），没有可以替换的报告。"
    return report, ""


def short(report: str) -> str:
    """报告/石井村/抓基层党建述职报告.docx → “石井村/抓基层党建述职报告”."""
    return f"“{report.removeprefix('报告/').removesuffix('.docx')}”"


def _key(title: str, known: Identity | None, settings: Settings) -> tuple[Key | None, str]:
    """Branch and kind of a 定稿, or why they cannot be told."""
    by_path = _by_path(title, settings)
    own = (known.branch_code, known.output) if known else None
    carried = next((key for key in expected(settings) if (key[0].code, key[1].output) == own), None)
    if by_path and carried and by_path != carried and _exact(title, by_path):
        places = short(name(*carried)), short(name(*by_path))
        return None, f"文件里记的是{places[0]}，放的却是{places[1]}的位置。请核对，把它放到自己的位置。"
    return carried or by_path, _UNKNOWN


def _other_period(lines: Sequence[Line], known: Identity | None, period: Period) -> str:
    """What to say of a 定稿 of another period, known by what it carries or by its first lines; "" if it is of this."""
    first = [line.text for line in lines if line.text.strip()][:_FIRST]
    named = [one.code for text in first for one in map(Period.parse, _PERIOD.findall(text)) if one]
    code = known.period if known else next(iter([] if period.code in named else named), period.code)
    other = Period.parse(code)
    if code == period.code:
        return ""
    return f"它是{other.label if other else code}的，不是{period.label}的。请放进那一期的文件夹。"


def _exact(title: str, key: Key) -> bool:
    return name(*key) == f"报告/{title}"


def _by_path(title: str, settings: Settings) -> Key | None:
    """The report of a path 简称/输出名.docx, else the only one whose branch and name both stand in the path."""
    stem = title.removesuffix(Path(title).suffix)
    fitting = []
    for key in expected(settings):
        if _exact(title, key):
            return key
        if key[1].output in stem.rpartition("/")[2] and (key[0].place in stem or key[0].short_name in stem):
            fitting.append(key)
    names = [(branch.short_name, kind.output) for branch, kind in fitting]
    longest = [
        key for key, own in zip(fitting, names, strict=True)
        if not any(other != own and own[0] in other[0] and own[1] in other[1] for other in names)
    ]
    return longest[0] if len(longest) == 1 else None


def _open_words(lines: Sequence[Line]) -> str:
    """What a 定稿 still leaves open; "" if nothing."""
    for line in lines:
        match = _OPEN.search(line.text)
        if match:
            start = max(match.start() - 10, 0)
            return f"里面还有没填好的地方：“{line.text[start:match.end() + 10].strip()}”。请补好再放回来。"
    return ""
