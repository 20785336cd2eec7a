"""What the CSV files of 数据/ hold: each file and column with title, type, unit, what it means, what it may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from shuzhi import form
from shuzhi.model.words import Level, State


@dataclass(frozen=True)
class DataColumn:
    """One column: name, title, Table Schema type, constraints; its unit, and what it means in a sentence."""

    name: str
    title: str
    type: str = "string"
    constraints: Mapping[str, Any] = field(default_factory=dict, hash=False)
    unit: str = ""
    description: str = ""


@dataclass(frozen=True)
class Resource:
    """One CSV file: what a row is (`description`), by which columns it is known (`key`, () = by none).

    of_roster  branch_code is that of a branch of the roster
    """

    name: str
    title: str
    description: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...] = ()
    of_roster: bool = False


_MUST = {"required": True}
_BRANCH = DataColumn("branch_code", "支部编码", constraints=_MUST, description="支部名册里的编码。")
_ROW = DataColumn("row", "Excel 行号", "integer", description="在支部工作簿那张表里是第几行。")
_ONCE = DataColumn("row", "Excel 行号", "integer", description="支部信息一个支部只有一份，没有行号，总是空着。")
_STANDING = (
    DataColumn(
        "state", "状态", constraints={**_MUST, "enum": [state.value for state in State]},
        description="、".join(f"{state.value} {state.label}" for state in State) + "。",
    ),
    DataColumn("late", "逾期", "boolean", _MUST, description="过了报送截止日期才报，或者还没有报。"),
    DataColumn("through", "由谁统一填报", description="由党总支（党委）统一填报的，写它的支部编码；自己报的空着。"),
)


def sheet_resource(sheet: form.Sheet, frame: pd.DataFrame) -> Resource:
    """The public columns of a sheet behind branch_code and row; branches (支部信息) also where each stands."""
    items = sheet.kind == "items"
    columns = tuple(
        DataColumn(one.name, one.title, one.type, _constraints(one, frame[one.name]), one.unit, _meaning(sheet, one))
        for one in sheet.fields if one.disclosure == "public" and one.name not in (_BRANCH.name, _ROW.name)
    )
    if items:
        told = "支部一个一行，没有报、没有通过的也在；它们只有名称和状态，别的空着。"
        return Resource(sheet.name, sheet.title, told, (_BRANCH, _ONCE, *columns, *_STANDING), (_BRANCH.name,))
    told = f"各支部“{sheet.title}”表里公开的栏目，一行就是表里的一行。"
    return Resource(sheet.name, sheet.title, told, (_BRANCH, _ROW, *columns), (_BRANCH.name, _ROW.name), of_roster=True)


def fixed_resources() -> tuple[Resource, Resource, Resource]:
    """findings.csv, indicators.csv, figures.csv."""
    return _findings(), _indicators(), _figures()


def dictionary() -> Resource:
    """dictionary.csv: the columns of all files, for those who read no JSON."""
    return Resource("dictionary", "栏目说明", "各个 CSV 文件有哪些栏目，一个栏目一行。", (
        DataColumn("file", "文件", constraints=_MUST, description="不带 .csv 的文件名。"),
        DataColumn("name", "栏目名", constraints=_MUST, description="CSV 第一行里的名字。"),
        DataColumn("title", "中文名称", constraints=_MUST, description="表格上印的名称。"),
        DataColumn(
            "type", "类型", constraints=_MUST,
            description="string 文字、integer 整数、number 数、date 日期、boolean 是（true）否（false）。",
        ),
        DataColumn("unit", "单位", description="数的单位；没有单位的空着。"),
        DataColumn("description", "说明", description="这一栏是什么。"),
    ), ("file", "name"))


def _findings() -> Resource:
    return Resource("findings", "核对结果", "核对出来的问题，一处一行，每个交来的工作簿都有；不含格子里的内容。", (
        DataColumn("code", "规则", constraints=_MUST, description="规则编号，与乡镇台账“规则”表一致。"),
        DataColumn(
            "level", "级别", constraints={**_MUST, "enum": [level.value for level in Level]},
            description="、".join(f"{level.value} {level.label}" for level in Level) + "。",
        ),
        DataColumn("branch_code", "支部编码", description="不知道是哪个支部的空着。"),
        DataColumn("file", "文件", description="报送文件夹里的文件名。"),
        DataColumn("sheet", "表", description="标准工作簿里的表名；整个文件的问题空着。"),
        DataColumn("row", "行", "integer", description="Excel 行号；不指某一行的空着。"),
        DataColumn("column", "列", description="Excel 列的字母；不指某一列的空着。"),
        DataColumn("cell", "单元格", description="行和列都有的，如 H7。"),
        DataColumn("field", "栏目", description="标准工作簿里的栏目名。"),
        DataColumn("message", "问题", description="哪里不对。"),
        DataColumn("hint", "怎么改", description="请支部做什么。"),
    ))


def _indicators() -> Resource:
    scopes = ["own", "all"]
    return Resource("indicators", "指标", "一个支部的一个指标一行；全乡镇合计的支部编码是 TOTAL。", (
        DataColumn("branch_code", "支部编码", constraints=_MUST, description="支部名册里的编码；TOTAL 是全乡镇合计。"),
        DataColumn("scope", "范围", constraints={**_MUST, "enum": scopes}, description="own 本级，all 连同下属支部。"),
        DataColumn("name", "指标名", constraints=_MUST, description="以 _ytd 结尾的是本年累计。"),
        DataColumn("title", "指标名称", description="表格和报告里印的名称。"),
        DataColumn("value", "数值", "number", description="空着是没有填或算不出，不是 0；比率 93.75 就是 93.75%。"),
        DataColumn("unit", "单位", description="数值的单位。"),
        DataColumn("numerator", "分子", "number", description="只有比率有。"),
        DataColumn("denominator", "分母", "number", description="只有比率有；合计的比率用分子之和除以分母之和。"),
        DataColumn("rows", "来源行", description="由哪些行得出，如“会议!5;会议!7”；0 和合计空着。"),
    ), ("branch_code", "scope", "name"))


def _figures() -> Resource:
    return Resource("figures", "报告中的数字", "每份报告里印出的每个数字一行，可以追到来源。", (
        DataColumn("report", "报告", constraints=_MUST, description="压缩包里的路径。"),
        DataColumn("number", "序号", "integer", _MUST, description="在这份报告里是第几个数字。"),
        DataColumn("text", "印出的文字", description="报告里印的数字，不含单位。"),
        DataColumn("source", "出处", description="指标名，或者单元格，如“民生实事!K7”。"),
        DataColumn("rows", "来源行", description="由哪些行得出。"),
    ), ("report", "number"))


def _meaning(sheet: form.Sheet, one: form.Field) -> str:
    """Where the column stands in the workbook, its unit, what staff read when they fill it in."""
    unit = f"单位：{one.unit}。" if one.unit else ""
    return f"工作簿“{sheet.title}”表的“{one.title}”。{unit}{one.help}"


def _constraints(one: form.Field, values: "pd.Series[Any]") -> dict[str, Any]:
    """What the form asks of a column, as far as these data keep it: the township may have switched a rule off."""
    held: dict[str, Any] = {}
    if not (one.required or one.choices) and one.minimum is None and one.maximum is None:
        return held
    filled = values.dropna()
    if one.required and len(filled) == len(values):
        held["required"] = True
    if one.choices and not one.open and filled.isin(one.choices).all():
        held["enum"] = list(one.choices)
    if one.minimum is not None and (filled >= one.minimum).all():
        held["minimum"] = one.minimum
    if one.maximum is not None and (filled <= one.maximum).all():
        held["maximum"] = one.maximum
    return held
