"""党员: who is on the roll on the last day of coverage, and what changed within it."""

import pandas as pd

from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import Marks, counted, stacked, summed


def marks(chunk: Chunk) -> Marks:
    """Marks of members, candidates and their changes.

    A blank 党籍状态 is its default 在册; a 变动日期 after the last day of coverage means still 在册 on that day.
    """
    rows = chunk.rows("members")
    last_day = rows["branch_coverage_end"]
    status = rows["status"].fillna("在册").mask(rows["changed"] > last_day, "在册")
    on_roll = status == "在册"
    member = on_roll & rows["type"].isin(["正式党员", "预备党员"]) & ~(rows["moved_in"] > last_day)
    changed = in_coverage(rows["changed"], rows)
    moved_in = in_coverage(rows["moved_in"], rows)
    admitted = rows["admission_approved"].fillna(rows["joined"])
    confirmed = rows["confirmation_approved"].fillna(rows["confirmed"])
    return stacked([
        counted("members", rows, {
            "members_total": member,
            "members_full": member & (rows["type"] == "正式党员"),
            "members_probationary": member & (rows["type"] == "预备党员"),
            "members_suspended": status == "停止党籍",
            "candidates": on_roll & (rows["type"] == "发展对象"),
            "activists": on_roll & (rows["type"] == "入党积极分子"),
            "applicants": on_roll & (rows["type"] == "入党申请人"),
            "members_admitted": in_coverage(admitted, rows) & ~moved_in,
            "members_confirmed": in_coverage(confirmed, rows),
            "activists_new": in_coverage(rows["activist_since"], rows),
            "members_in": moved_in,
            "members_out": changed & (status == "已转出"),
            "members_deceased": changed & (status == "已去世"),
            "members_removed": changed & (status == "已出党"),
            "members_mobile": member & (rows["mobile"] == "是"),
            "members_lost": member & (rows["lost"] == "是"),
            "members_female": member & (rows["sex"] == "女"),
            "members_60": member & (_full_years(rows["birth"], last_day) >= 60),
        }),
        summed("members", rows, {"thought_reports": rows["thought_reports"]}),
    ])


def _full_years(birth: pd.Series, day: pd.Series) -> pd.Series:
    """Age in full years on a day; blank where the date of birth is."""
    before_birthday = birth.dt.month * 100 + birth.dt.day > day.dt.month * 100 + day.dt.day
    years: pd.Series[float] = day.dt.year - birth.dt.year - before_birthday
    return years
