"""Predicates of 问题与措施 and 文字材料: what is printed as it is typed."""

import re

import pandas as pd

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.rows import gap

_PLAN = "下步打算"
_DAY = re.compile(
    r"(?:于|在)?((?:19|20)\d{2})(?:\.|-|/|年)(?:(\d{1,2})(?:(?:\.|-|/|月)(\d{1,2})日?|月?(?:底|末|份)?)|底|末)(?:前|之前|以前)?[。.]?"
    r"(?: 00:00:00)?"
)


def one_measure(scene: Scene) -> Cells:
    """The first of at least three problems that all have the same 整改措施."""
    frame = scene["problems"]
    rows = frame[frame["type"].ne(_PLAN) & frame["measure"].notna()]
    if not len(rows):
        return frame.column(values=False)
    groups = rows.groupby("submission")["measure"]
    alike = (groups.transform("nunique") == 1) & (groups.transform("size") >= 3)
    return (alike & ~rows["submission"].duplicated()).reindex(frame.index, fill_value=False).astype(bool)


def overdue(scene: Scene) -> Cells:
    """未整改 or 整改中 although the day in 完成时限 is before the as-of day; 长期坚持 and the like are no days."""
    frame = scene["problems"]
    return _past(scene, frame) & frame["progress"].isin(["未整改", "整改中"]) & frame["type"].ne(_PLAN)


def plan_overdue(scene: Scene) -> Cells:
    """A plan for what comes next whose 完成时限 is before the as-of day."""
    frame = scene["problems"]
    return _past(scene, frame) & frame["type"].eq(_PLAN)


def origin_unknown(scene: Scene) -> Cells:
    """上级反馈问题 without 来源说明."""
    return gap(scene, "problems", "origin", scene["problems"]["type"].eq("上级反馈问题"))


def progress_unknown(scene: Scene) -> Cells:
    """上级反馈问题 without 整改情况."""
    return gap(scene, "problems", "progress", scene["problems"]["type"].eq("上级反馈问题"))


def same_words(scene: Scene, field: str) -> Cells:
    """存在问题 or 下步打算 word for word as in a row above."""
    frame = scene["problems"]
    plan = frame["type"].eq(_PLAN)
    rows = frame[frame[field].notna() & (plan if field == "plan" else ~plan)]
    return rows.duplicated(["submission", field]).reindex(frame.index, fill_value=False).astype(bool)


def plan_of_problem(scene: Scene) -> Cells:
    """下步打算 typed in the row of a problem, where no report prints it."""
    frame = scene["problems"]
    return frame["type"].isin(["存在问题", "上级反馈问题"]) & frame["plan"].notna()


def problem_of_plan(scene: Scene) -> Cells:
    """A problem or measure typed in the row of a 下步打算, where no report prints it."""
    frame = scene["problems"]
    return frame["type"].eq(_PLAN) & ~frame.blank(["problem", "measure"])


@once
def section_twice(scene: Scene) -> Cells:
    """A second 开头语 or 结束语 for the same readers."""
    frame = scene["texts"]
    single = frame["section"].isin(["开头语", "结束语"])
    if not (single & frame.duplicated(["submission", "section"])).any():
        return frame.column(values=False)
    readers = frame["audience"].fillna("全部报告")
    before = [frame.column(values=False)] * 2
    keys = [frame["submission"].series, frame["section"].series]
    for place, reader in enumerate(("报上级", "对党员和居民")):
        reads = readers.isin(["全部报告", reader])
        before[place] = reads & (reads.groupby(keys).cumsum() > 1)
    return single & (before[0] | before[1])


def same_paragraph(scene: Scene) -> Cells:
    """正文 word for word as in a row above for the same readers (a second 开头语 or 结束语: `section_twice`)."""
    frame = scene["texts"]
    alike = frame.assign(audience=frame["audience"].fillna("全部报告")).duplicated(["submission", "body", "audience"])
    return frame["body"].notna() & alike & ~section_twice(scene)


def _past(scene: Scene, frame: Rows) -> Cells:
    """The day in 完成时限 is before the as-of day."""
    days = {text: day for text in frame["deadline"].texts if (day := _last_day(text))}
    if not days:
        return frame.column(values=False)
    return pd.to_datetime(frame["deadline"].map(days)) < scene.as_of_days(frame)


def _last_day(text: str) -> pd.Timestamp | None:
    """The day of a text (2023-12-31, 2023年12月31日前), the last one of a month or a year (2023年9月底); else None."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        end = pd.Timestamp(year, month or 12, day or 1)
    except ValueError:
        return None
    return end if day else end + pd.offsets.MonthEnd(0)
