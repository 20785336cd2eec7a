"""A joined run whose branches have the figures of a Markdown table, beside those of the period before."""

from dataclasses import replace

import pandas as pd

from joined import results
from markdown import cells
from shuzhi.compute.totals import subtotals
from shuzhi.model.results import EARLIER
from shuzhi.model.settings import Branch

TITLES = {
    "members_total": ("党员总数", "名"), "meetings_group": ("党小组会次数", "次"),
    "meetings_group_expected": ("党小组会应召开次数", "次"), "general_attendance_rate": ("支部党员大会到会率", "%"),
    "tasks_overdue": ("民生实事逾期件数", "件"), "tasks_completion_rate": ("民生实事完成率", "%"),
    "proposals_closure_rate": ("意见建议办结率", "%"), "investment_total": ("计划总投资", "万元"),
    "collective_income": ("集体经济收入", "万元"), "meetings_committee": ("支部委员会会议次数", "次"),
    "meetings_committee_expected": ("支部委员会会议应召开次数", "次"), "work_news_articles": ("信息（篇）", "篇"),
}


def figured(now, before="", switches=()):
    """Results of branches that are all accepted; a cell is a value, or 3/4 of a rate; blank = nothing."""
    header, *rows = cells(now)
    roster = [Branch(f"QH{at:02d}", f"{row[0]}党支部", row[0], row[0], "党支部", row[1]) for at, row in enumerate(rows, 1)]
    codes = {branch.short_name: branch.code for branch in roster}
    given = results()
    first = given.branches.iloc[[0] * len(rows)].reset_index(drop=True)
    branches = first.assign(
        branch_code=list(codes.values()), place=list(codes), short_name=list(codes), full_name=list(codes),
        unit_type=[row[1] for row in rows],
    )
    indicators = pd.DataFrame([
        {"branch_code": codes[row[0]], "scope": "own", "name": name, "title": TITLES[name][0], "unit": TITLES[name][1],
         **parts(text), "rows": "支部信息!2" if text not in ("", "0") else ""}
        for name, row, text in _texts(header, rows)
    ], columns=given.indicators.columns)
    township = subtotals(indicators, dict.fromkeys(indicators["branch_code"], "TOTAL"))
    indicators = pd.concat([indicators, township[indicators.columns]], ignore_index=True)
    earlier = [
        {"period": "2023Q2", "branch_code": codes[row[0]], "name": name, **parts(text)}
        for name, row, text in _texts(*_split(before)) if text and row[0] in codes
    ]
    return replace(
        given, branches=branches, indicators=indicators, findings=given.findings.iloc[:0], frames=_empty(given.frames),
        settings=replace(given.settings, branches=tuple(roster), switches=frozenset(switches)),
        earlier=pd.DataFrame(earlier, columns=EARLIER) if earlier else given.earlier,
    )


def parts(text):
    """value, numerator and denominator of 45 or 3/4."""
    upper, slash, lower = text.partition("/")
    nothing = float("nan")
    if not slash:
        return {"value": float(text or nothing), "numerator": nothing, "denominator": nothing}
    rate = round(float(upper) / float(lower) * 100, 6) if float(lower) else nothing
    return {"value": rate, "numerator": float(upper), "denominator": float(lower)}


def _split(text):
    header, *rows = cells(text) if text else [[]]
    return header, rows


def _texts(header, rows):
    """Indicator, row and text of each cell."""
    return [(name, row, row[at]) for at, name in enumerate(header) if name in TITLES for row in rows]


def _empty(frames):
    return {name: frame.iloc[:0] for name, frame in frames.items()}
