"""datapackage.json: the CSV files described in the words of Data Package and Table Schema, without any clock."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shuzhi import form
from shuzhi.model.results import Results
from shuzhi.model.words import State
from shuzhi.summarize.schema import DataColumn, Resource

PUBLIC = "只有公开的栏目，没有姓名、电话等个人信息的栏目。"
COUNTED = "各支部填的内容，只有通过、待说明、已审定的支部的。"
PLAIN = "空格是没有填，不是 0。文字以 = + - @ 等开头的，前面加了一个撇号，免得被当成公式；去掉它就是原文。"
# RFC 4180, as a CSV dialect description says it.
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


@dataclass(frozen=True)
class DataFile:
    """One CSV file: what it holds, its size in bytes, sha256 in hex, number of rows (without the header)."""

    resource: Resource
    size: int
    sha256: str
    rows: int


def package(results: Results, files: Sequence[DataFile]) -> bytes:
    """The bytes of datapackage.json."""
    settings, standard = results.settings, form.load()
    title = f"{settings.township}{settings.period.label}支部工作数据"
    content = {
        "profile": "tabular-data-package",
        "name": f"shuzhi-{settings.period.code.lower()}",
        "title": title,
        "description": _description(results),
        "sources": [{"title": f"{settings.township}各支部报送的《{standard.title}》（第{standard.version}版）"}],
        "contributors": [{"title": settings.township, "role": "publisher"}],
        "licenses": [{"name": "other-closed", "title": "内部资料；对外公开前由乡镇街道审核决定"}],
        "resources": [_resource(file) for file in files],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _description(results: Results) -> str:
    settings, states = results.settings, [State(state) for state in results.branches["state"]]
    as_of = f"截至{results.as_of.isoformat()}" if results.as_of else "截至日期各支部不同，见 branches.csv 的 as_of"
    return (
        f"统计期间{settings.coverage.start.isoformat()}至{settings.coverage.end.isoformat()}，办理情况{as_of}。"
        f"名册里{len(states)}个支部，计入{sum(state.counts for state in states)}个。{PUBLIC}{COUNTED}{PLAIN}"
    )


def _resource(file: DataFile) -> dict[str, Any]:
    one = file.resource
    schema: dict[str, Any] = {"fields": [_field(column) for column in one.columns], "missingValues": [""]}
    if one.key:
        schema["primaryKey"] = list(one.key)
    if one.of_roster:
        target = {"resource": "branches", "fields": "branch_code"}
        schema["foreignKeys"] = [{"fields": "branch_code", "reference": target}]
    return {
        "name": one.name, "title": one.title, "description": one.description, "path": f"{one.name}.csv",
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig",
        "bytes": file.size, "hash": f"sha256:{file.sha256}", "rows": file.rows,
        "dialect": _DIALECT, "schema": schema,
    }


def _field(column: DataColumn) -> Mapping[str, Any]:
    said = {"name": column.name, "title": column.title, "type": column.type, "description": column.description}
    unit = {"unit": column.unit} if column.unit else {}
    return said | unit | ({"constraints": dict(column.constraints)} if column.constraints else {})
