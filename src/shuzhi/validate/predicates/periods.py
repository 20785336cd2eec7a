"""Predicates of tasks, proposals and 四议两公开 whose rows stood in the branch's last workbook too."""

from functools import partial

import pandas as pd

from shuzhi.form import plain
from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.predicates.earlier import number_used, settled_before
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.past import told

_KEY = ["submission", "number"]
_AMOUNT = 0.000001  # two amounts that differ by less are one
# The day and the state that finish a row; the states of one that is still open; those that end a proposal.
_FINISHED = {"tasks": ("finished", "已完成"), "proposals": ("closed", "已办结")}
_OPEN = {"tasks": ("未启动", "进行中", "暂缓"), "proposals": ("正在办理", "未办理")}
_ENDED = ("已办结", "已转办", "暂不具备条件", "不予采纳")
_BY_PARENT = "由党总支（党委）统一填报"
_LISTED = 10  # numbers named in one hint


@once
def before(scene: Scene, sheet: str) -> Rows:
    """What the last workbook says of the rows of a sheet, indexed like them; rows that it does not have are missing.

    By 编号, where that stands in each of the two once. A number without a year belongs to its own year.
    """
    frame, last = scene[sheet], scene.last(sheet)
    lasting = scene.past.same(last["submission"], scene.settings.period, kind=False)
    lasting |= last["number"].str.contains(r"(?:19|20)\d\d", regex=True).eq(other=True)
    now = _once(frame)[_KEY].rename_axis("at").reset_index()
    return now.merge(_once(last[lasting]), on=_KEY).set_index("at")


@once
def reopened(scene: Scene, sheet: str) -> Cells:
    """已完成 or 已办结 with its day in the last workbook, and in another state now: where it stood, as text."""
    day, state = _FINISHED[sheet]
    frame, done = scene[sheet], _done(scene, sheet)
    now = frame["state"].reindex(done.index)
    return told(scene, done[now.notna() & now.ne(state)], frame, day)


@once
def finished_again(scene: Scene, sheet: str) -> Cells:
    """As `reopened`, of a row that is finished now too, but on another day."""
    day, state = _FINISHED[sheet]
    frame, done = scene[sheet], _done(scene, sheet)
    now = frame.reindex(done.index)
    return told(scene, done[now["state"].eq(state) & now[day].notna() & now[day].ne(done[day])], frame, day)


def changed(scene: Scene, sheet: str, field: str, order: tuple[str, ...], *, said: bool) -> Cells:
    """The first of the fields in `order` that differs from the last workbook is `field`: where it stood, as text.

    said  whether the text tells what stood there. An answer is compared only in the state in which it was given.
    """
    hits = _differs(scene, sheet, field)
    for name in order[: order.index(field)]:
        hits = hits & ~_differs(scene, sheet, name)
    return told(scene, _compared(scene, sheet)[1][hits], scene[sheet], field if said else "")


@once
def _compared(scene: Scene, sheet: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that stood in the last workbook and of which no other rule tells, as they are now and as they were."""
    then = before(scene, sheet)
    then = then[~_otherwise_told(scene, sheet).reindex(then.index).eq(other=True)]
    return scene[sheet].reindex(then.index), then


def lower(scene: Scene, sheet: str, field: str) -> Cells:
    """A cumulative amount below that of the last workbook, as text."""
    frame, then = scene[sheet], before(scene, sheet)
    now = frame[field].reindex(then.index)
    return told(scene, then[now < then[field] - _AMOUNT], frame, field)


def gone(scene: Scene, sheet: str) -> Cells:
    """Numbers of open rows of the last workbook that do not stand in this one, by 支部信息: 实2023-004、实2023-007.

    Silent where the sheet is empty without a word, left to the 总支, or handed over to another branch.
    """
    frame, now, last = scene["branches"], scene[sheet], scene.last(sheet)
    unmerged = last["merged_into"].isna() if "merged_into" in last else pd.Series(data=True, index=last.index)
    missing = last[last["state"].isin(_OPEN[sheet]) & last["number"].notna() & unmerged]
    for name in ("number", "title", *(["raised_before"] if "raised_before" in now else [])):
        theirs = "number" if name == "raised_before" else name
        missing = missing[~_pairs(missing, theirs).isin(_pairs(now[now[name].notna()], name))]
    texts = missing.groupby("submission")["number"].agg(partial(_listed, unit="件" if sheet == "tasks" else "条"))
    item = frame[scene.form.sheet(sheet).nothing]
    answers = frame["submission"].isin(now["submission"]) | item.eq("确无")
    there = frame["submission"].isin(scene.having(sheet)) & answers & item.ne(_BY_PARENT)
    there &= ~frame["submission"].isin(scene.handed_over)
    return frame["submission"].map(texts.to_dict()).astype(object).where(there)


def _done(scene: Scene, sheet: str) -> Rows:
    """Rows of the last workbook that were finished, those left out that other rules tell of."""
    day, state = _FINISHED[sheet]
    then = before(scene, sheet)
    told_of = (number_used(scene, sheet) | settled_before(scene, sheet)).reindex(then.index)
    return then[then["state"].eq(state) & then[day].notna() & ~told_of.eq(other=True)]


@once
def _otherwise_told(scene: Scene, sheet: str) -> Cells:
    """Rows that another rule of earlier periods tells of."""
    if sheet not in _FINISHED:
        return pd.Series(data=False, index=scene[sheet].index)
    again = reopened(scene, sheet).notna() | finished_again(scene, sheet).notna()
    return again | number_used(scene, sheet) | settled_before(scene, sheet)


@once
def _differs(scene: Scene, sheet: str, field: str) -> Cells:
    """Filled then, and otherwise or blank now (in a workbook that has the column)."""
    now, then = _compared(scene, sheet)
    ours, theirs = now[field], then[field]
    if scene.form.sheet(sheet).field(field).type == "number":
        same = (ours - theirs).abs() <= _AMOUNT
    elif ours.dtype == "str":
        same = _plain(ours).eq(_plain(theirs))
    else:
        same = ours.eq(theirs)
    differs = theirs.notna() & ~same & now["submission"].isin(scene.having(sheet, field))
    if (sheet, field) == ("proposals", "state"):
        return differs & theirs.isin(_ENDED) & ours.isin(_OPEN[sheet])
    if field in ("reply", "replied"):
        return differs & then["state"].isin(_ENDED) & now["state"].eq(then["state"])
    return differs


def _plain(texts: Cells) -> Cells:
    return texts.map({text: plain(text) for text in texts.dropna().unique()})


def _once(frame: Rows) -> Rows:
    return frame[frame["number"].notna() & ~frame.duplicated(_KEY, keep=False)]


def _pairs(frame: Rows, field: str) -> pd.MultiIndex:
    """(submission, what stands in the field) of each row."""
    return pd.MultiIndex.from_arrays([frame["submission"], _plain(frame[field]).astype(object)])


def _listed(numbers: Cells, unit: str) -> str:
    found = list(numbers)
    return "、".join(found[:_LISTED]) + (f"等{len(found)}{unit}" if len(found) > _LISTED else "")
