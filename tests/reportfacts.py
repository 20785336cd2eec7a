"""Facts of a report from Markdown tables: rows as in a workbook, indicators as compute counts them."""

from datetime import date
from functools import cache

import pandas as pd

from markdown import tables
from shuzhi import form
from shuzhi.compute.catalogue import as_indicators, definition
from shuzhi.compute.indicators import indicators
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch, ReportKind
from shuzhi.model.tables import Row
from shuzhi.model.words import Audience

LIMITS = {"close_days": 60, "rated_minimum": 10}
ITEMS = {
    "支部全称": "青禾镇石桥村党支部", "支部简称": "石桥村", "组织类别": "党支部", "单位类型": "村",
    "所属乡镇街道": "青禾镇", "上级党组织": "青禾镇党委", "书记姓名": "贺长青", "填报人": "陶小满",
    "联系电话": "13800000000",
    "填报日期": "2023-10-08", "报告期": "2023年第三季度", "统计起始日期": "2023-07-01", "统计截止日期": "2023-09-30",
    "办理情况截至日期": "2023-10-08", "党小组数": "2", "支委会委员数": "3", "党员名册是否完整": "是",
}


def facts(items=None, audience=Audience.SUPERIOR, children=(), **sheets):
    """Facts of one branch: `items` change ITEMS ("" = blank), `sheets` are Markdown tables by sheet title."""
    given = {title: text for title, text in (ITEMS | (items or {})).items() if text != ""}
    found, rows, item_rows = (dict(part) for part in _computed(tuple(given.items()), tuple(sheets.items())))
    values = dict(rows["branches"][0][2])
    start, end = values["coverage_start"], values["coverage_end"]
    branch = Branch("0101", values["full_name"], values["short_name"], values["short_name"],
                    values["org_type"], values["unit_type"])
    dated = {
        name: tuple(row for row in found_rows if not (key := form.load().sheet(name).dated)
                    or start <= row[2][key] <= end)
        for name, found_rows in rows.items()
    }
    return Facts(
        period=Period.parse(values["period"]), coverage=Coverage(start, end), as_of=values["as_of"],
        township=values["township"], kind=ReportKind("模板.docx", "报告", audience, "报告"),
        branch=branch, items=values,
        item_rows=item_rows, rows=dated,
        own=found, all=found, limits=LIMITS, children=children,
    )


@cache
def _computed(items, sheets):
    """Indicators, rows by sheet and rows of the items; most tests ask for the same few branches."""
    whole = tables(dict(sheets) | {"支部信息": dict(items)})
    rows = {name: _rows(name, frame) for name, frame in whole.frames.items()}
    return as_indicators(indicators(whole, LIMITS, None)), rows, dict(zip(whole.items["field"], whole.items["row"], strict=True))


def counted(text):
    """Indicators by name: a=3 is a count, a=3/4 a rate."""
    found = {}
    for entry in text.split():
        name, value = entry.split("=")
        known = definition(name)
        over, _, base = value.partition("/")
        rate = None if not base else float(over) * 100 / float(base) if float(base) else None
        parts = (rate, float(over), float(base)) if base else (float(over), None, None)
        found[name] = Indicator(name, known.title, known.tag, known.unit, *parts, rows=(f"表!{len(found) + 2}",))
    return found


def _rows(name, frame):
    return tuple(
        Row(name, record["row"], {
            field: _plain(value) for field, value in record.items() if field not in ("row", "submission")
        })
        for record in frame.to_dict("records")
    )


def _plain(value):
    if isinstance(value, pd.Timestamp):
        return date(value.year, value.month, value.day)
    return None if pd.isna(value) else value
