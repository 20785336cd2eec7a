"""datapackage.json: the CSV files described in the words of Data Package and Table Schema, from the form."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from shuzhi import form
from shuzhi.model.period import Period
from shuzhi.model.words import Level, State


@dataclass(frozen=True)
class DataColumn:
    """One column: name, title, Table Schema type and constraints."""

    name: str
    title: str
    type: str = "string"
    constraints: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Resource:
    """One CSV file; `keyed` where branch_code is that of a branch of the roster."""

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    keyed: bool = False


_ROW_KEY = (
    DataColumn("branch_code", "支部编码", constraints={"required": True}),
    DataColumn("row", "Excel 行号", "integer"),
)
_STANDING = (
    DataColumn("state", "状态", constraints={"required": True, "enum": [state.value for state in State]}),
    DataColumn("late", "逾期", "boolean", {"required": True}),
    DataColumn("through", "由哪个党总支（党委）统一填报（支部编码）"),
)


def sheet_resource(sheet: form.Sheet, frame: pd.DataFrame) -> Resource:
    """The public columns of a sheet behind branch_code and row; branches (支部信息) also where each stands."""
    known = {column.name for column in _ROW_KEY}
    columns = tuple(
        DataColumn(one.name, one.title, one.type, _constraints(one, frame[one.name]))
        for one in sheet.fields if one.disclosure == "public" and one.name not in known
    )
    standing = _STANDING if sheet.kind == "items" else ()
    return Resource(sheet.name, sheet.title, (*_ROW_KEY, *columns, *standing), keyed=sheet.kind != "items")


def fixed_resources() -> tuple[Resource, Resource, Resource]:
    """findings.csv, indicators.csv, figures.csv."""
    findings = Resource("findings", "核对结果", (
        DataColumn("code", "规则", constraints={"required": True}),
        DataColumn("level", "级别", constraints={"required": True, "enum": [level.value for level in Level]}),
        DataColumn("branch_code", "支部编码"), DataColumn("file", "文件"), DataColumn("sheet", "表"),
        DataColumn("row", "行", "integer"), DataColumn("column", "列"), DataColumn("cell", "单元格"),
        DataColumn("field", "栏目"), DataColumn("message", "问题"), DataColumn("hint", "怎么改"),
    ))
    indicators = Resource("indicators", "指标", (
        DataColumn("branch_code", "支部编码（TOTAL 为全乡镇合计）", constraints={"required": True}),
        DataColumn("scope", "范围（own 本级，all 全体）", constraints={"required": True, "enum": ["own", "all"]}),
        DataColumn("name", "指标名", constraints={"required": True}), DataColumn("title", "指标名称"),
        DataColumn("value", "数值", "number"), DataColumn("unit", "单位"), DataColumn("numerator", "分子", "number"),
        DataColumn("denominator", "分母", "number"), DataColumn("rows", "来源行"),
    ))
    figures = Resource("figures", "报告中的数字", (
        DataColumn("report", "报告", constraints={"required": True}), DataColumn("number", "序号", "integer"),
        DataColumn("text", "印出的文字"), DataColumn("source", "指标名或单元格"), DataColumn("rows", "来源行"),
    ))
    return findings, indicators, figures


def package(township: str, period: Period, resources: Sequence[Resource]) -> bytes:
    """The bytes of datapackage.json."""
    content = {
        "profile": "tabular-data-package",
        "name": f"shuzhi-{period.code.lower()}",
        "title": f"{township}{period.label}支部工作数据",
        "resources": [_description(resource) for resource in resources],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _description(resource: Resource) -> dict[str, Any]:
    fields = [
        {"name": column.name, "title": column.title, "type": column.type}
        | ({"constraints": dict(column.constraints)} if column.constraints else {})
        for column in resource.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if resource.keyed:
        schema["primaryKey"] = ["branch_code", "row"]
        target = {"resource": "branches", "fields": "branch_code"}
        schema["foreignKeys"] = [{"fields": "branch_code", "reference": target}]
    return {
        "name": resource.name, "title": resource.title, "path": f"{resource.name}.csv",
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig",
        "schema": schema,
    }


def _constraints(one: form.Field, values: "pd.Series[Any]") -> dict[str, Any]:
    """What the form asks of a column, as far as these data keep it: the township may have switched a rule off."""
    filled = values.dropna()
    held: dict[str, Any] = {}
    if one.required and len(filled) == len(values):
        held["required"] = True
    if one.choices and not one.open and filled.isin(one.choices).all():
        held["enum"] = list(one.choices)
    if one.minimum is not None and (filled >= one.minimum).all():
        held["minimum"] = one.minimum
    if one.maximum is not None and (filled <= one.maximum).all():
        held["maximum"] = one.maximum
    return held
