"""Mistakes of 乡镇台账 that its form cannot say."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.form import plain
from shuzhi.model.finding import Finding
from shuzhi.model.place import legal_name, name_key
from shuzhi.model.tables import Tables
from shuzhi.model.words import Level
from shuzhi.validate.codes import CODES
from shuzhi.validate.text.placeholders import TAGS, leftovers
from shuzhi.workspace.records import Record, clock, listed, records, said

_NAME = re.compile(r"[\u3400-\u9fff·]{2,15}(?<!书记)(?<!主任)(?<!同志)")
_CHAINS = {  # roster column that leads to another branch → its title, what to do where it leads in a ring
    "parent": ("上级支部编码", "请写上级党总支或党委的编码。"),
    "merged_into": ("并入支部编码", "请写并入后还在的那个支部的编码。"),
}
_SCOPES = ("org_types", "unit_types", "period_kinds", "branches")  # of a report
# The township's own text, printed word for word.
_PRINTED = (
    ("own_texts", "body"), ("own_problems", "problem"), ("own_problems", "cause"), ("own_problems", "measure"),
    ("own_problems", "plan"), ("own_meetings", "topic"), ("own_meetings", "summary"), ("own_works", "content"),
)
# Names that every report prints; the proof would take these marks for a template's own and leave the reports out.
_NAMES = (
    ("parameters", "township"), ("parameters", "committee"), ("parameters", "superior"), ("roster", "full_name"),
    ("roster", "short_name"),
)


def mistakes(tables: Tables, templates: Path) -> list[Finding]:
    """What the form cannot say: unique names, codes that exist, templates that are there, rules that are known."""
    frames = tables.frames
    roster, standard = frames["roster"], form.load()
    codes = set(roster["code"].dropna())
    types = set(standard.sheet("meetings").field("type").choices)
    found = [] if len(roster) else [_empty("roster", "一个支部也没有填。", "请把全乡镇的支部填进来，一个支部一行。")]
    for name, title in (("code", "支部编码"), ("full_name", "支部全称"), ("short_name", "简称")):
        found += [
            _fault("roster", row, name, f"“{title}”和前面的一行重复。", "请改成不重复的。")
            for row in roster.loc[roster[name].notna() & roster.duplicated(name), "row"]
        ]
    for name in ("parent", "merged_into"):
        found += _unknown(roster, "roster", name, codes.__contains__, "名册里没有这个支部编码。", "请核对编码。")
    found += _unknown(
        frames["reports"], "reports", "template",
        # Path.is_file raises where the name is too long or the folder may not be looked into.
        lambda name: Path(name).name == name and os.path.isfile(templates / name),  # noqa: PTH113 - as above
        "templates 文件夹里没有这个模板文件。", "请核对文件名，要带 .docx。",
    )
    found += _unknown(
        frames["reports"], "reports", "output", lambda name: legal_name(name) == name and "." not in name,
        "“输出名”不能做文件名。", "请写一个短的名字，不带 / \\ : * ? 这些符号，也不用写 .docx。",
    )
    found += _unknown(
        frames["parameters"], "parameters", "nightly_time", lambda text: clock(text) is not None,
        "“夜间运行时间”看不懂。", "请写成 02:00 这样的时间。",
    )
    shorts = set(roster["short_name"].dropna())
    found += _unknown(
        frames["reports"], "reports", "branches", lambda names: set(listed(names)) <= shorts,
        "“适用支部”里有名册上没有的简称。", "请照“支部名册”里的简称写，几个之间用、隔开。",
    )
    found += _unknown(
        frames["reports"], "reports", "speaker", lambda name: _NAME.fullmatch(name) is not None,
        "“报告人”不像一个人的姓名。", "请只写一个人的姓名，职务写在“报告人职务”里。",
    )
    found += [*_of_branches(records(tables, "reports")), *_for_reports(tables)]
    found += _same_output(records(tables, "reports")) + _shared_names(records(tables, "roster"))
    found += _rings(records(tables, "roster"))
    found += _unknown(
        frames["local_types"], "local_types", "local", lambda name: plain(name) not in map(plain, types),
        "“本地叫法”已经是一种标准叫法。", "标准叫法不能改作别的类型，请删去这一行。",
    )
    for sheet, name in _PRINTED:
        found += _unknown(
            frames[sheet], sheet, name, lambda text: not leftovers(text),
            "留有没填的空（如 X、XX、____）或网上材料的字样。", "请换成实际内容；没有的删去这句话。",
        )
    for sheet, name in _NAMES:
        found += _unknown(
            frames[sheet], sheet, name, lambda text: not TAGS.search(text),
            "名称里有模板用的符号，如 {{、}}。", "请改成实际的名称。",
        )
    found += _unknown(
        frames["rules"], "rules", "code", CODES.__contains__, "这个规则编号不存在或不能调整。",
        "请照“核对结果”里的编号抄写；F、S 开头的不能调整。",
    )
    return found + _unknown(
        frames["local_types"], "local_types", "standard", types.__contains__, "标准叫法不是会议类型里的一种。",
        "请照会议类型的下拉列表填写。",
    )


def _unknown(  # noqa: PLR0913, PLR0917 - one line of a table of checks
    frame: pd.DataFrame, sheet: str, field: str, known: Callable[[str], bool], message: str, hint: str
) -> list[Finding]:
    filled = frame.loc[frame[field].notna(), ["row", field]]
    return [
        _fault(sheet, row, field, message, hint)
        for row, value in filled.itertuples(index=False) if not known(str(value))
    ]


def _same_output(records: list[Record]) -> list[Finding]:
    """Two reports that one branch, or the township, would get under the same name."""
    found = []
    for place, record in enumerate(records):
        for other in records[:place]:
            same = name_key(said(record["output"])) == name_key(said(other["output"]))
            kinds = {_of_township(record), _of_township(other)}
            scopes = ("period_kinds",) if kinds == {True} else _SCOPES
            if same and len(kinds) == 1 and all(_overlap(record[name], other[name]) for name in scopes):
                text = "和上面一份报告的“输出名”相同，适用的支部也有重叠。"
                found.append(_fault("reports", int(str(record["row"])), "output", text, "请改成不同的名字。"))
    return found


def _of_township(record: Record) -> bool:
    return record["subject"] == "乡镇"


def _of_branches(records: list[Record]) -> Iterator[Finding]:
    """Columns of 报告 that mean nothing for the township's own report."""
    titles = {field.name: field.title for field in form.load("township").sheet("reports").fields}
    for record in filter(_of_township, records):
        for name in ("org_types", "unit_types", "branches", "needs"):
            if record[name]:
                text = f"“报告主体”是乡镇的，“{titles[name]}”不起作用。"
                yield _fault("reports", int(str(record["row"])), name, text, "请清空这一格；要给支部出的，另写一行。")


def _for_reports(tables: Tables) -> Iterator[Finding]:
    """Rows of the township meant for a report that there is not."""
    known = {said(one["name"]) for one in records(tables, "reports") if _of_township(one)}
    for sheet in ("own_problems", "own_texts"):
        yield from _unknown(
            tables.frames[sheet], sheet, "report", known.__contains__, "“报告”表里没有这个名称的乡镇报告。",
            "请照“报告”表里的“报告名称”写，“报告主体”是乡镇的才行；各份都用的不用填。",
        )


def _overlap(one: object, other: object) -> bool:
    return not (first := set(listed(one))) or not (second := set(listed(other))) or bool(first & second)


def _shared_names(records: list[Record]) -> list[Finding]:
    """An alias that is another branch's name."""
    found: list[Finding] = []
    owner: dict[str, object] = {}
    for record in records:
        for field in ("full_name", "short_name", "aliases"):
            for name in listed(record[field]):
                if owner.setdefault(plain(name), record["code"]) != record["code"] and field == "aliases":
                    text = "“别名”里有一个是别的支部的名称。"
                    found.append(_fault("roster", int(str(record["row"])), field, text, "请改成不重复的别名。"))
    return found


def _rings(records: list[Record]) -> list[Finding]:
    """A branch that is its own superior or was merged into itself, straight or by way of others."""
    found: list[Finding] = []
    for field, (title, hint) in _CHAINS.items():
        above = {record["code"]: record[field] for record in records}
        for record in records:
            seen, code = {record["code"]}, record[field]
            while code and code not in seen:
                seen.add(code)
                code = above.get(code)
            if code and code == record["code"]:
                own = "写成了自己的编码。" if len(seen) == 1 else "一级一级找上去，又回到了自己。"
                found.append(_fault("roster", int(str(record["row"])), field, f"“{title}”{own}", hint))
    return found


def _empty(sheet: str, message: str, hint: str) -> Finding:
    return Finding(0, "", Level.ERROR, sheet, message=message, hint=hint)


def _fault(sheet: str, row: int, field: str, message: str, hint: str) -> Finding:
    return Finding(0, "", Level.ERROR, sheet, int(row), field, 0, message, hint)
