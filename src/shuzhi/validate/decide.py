"""The one place where levels become states: one file a branch is chosen, findings and explanations give its state."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from shuzhi.model.explanation import Memory
from shuzhi.model.place import natural
from shuzhi.model.settings import Branch
from shuzhi.model.words import Level, Outcome, State

_DOUBTED = "编码、名称和文件名不是同一个支部；采用了这个支部的另一份：{}。请核对是谁报的。"
_LATER = "同一支部另有填报日期更晚的一份：{}。"
_AGAIN = "同一支部另有退回后改好的一份：{}。"
_BEHIND = "同一支部另有填报日期相同、文件名靠后的一份：{}。要用这一份的，请移走那一份，再运行一次。"
_LOCKED = "这个支部本期已经审定，采用的是审定的那一份：{}。要改用别的，请先用 shuzhi reopen 重新打开，再运行一次。"
_LOCKED_DOUBTED = "编码、名称和文件名不是同一个支部，请核对是谁报的；" + _LOCKED
_NONE: Mapping[str, str] = MappingProxyType({})
_DEAD = "原来的说明是针对改动前的内容写的，请看是否还合适，改写一下说明。"


def choose(
    files: pd.DataFrame, doubtful: Collection[int] = (), corrected: Collection[int] = (),
    approved: Mapping[str, str] = _NONE,
) -> pd.DataFrame:
    """One file a branch is used, the others are superseded; where one is approved, it is used, the others are locked.

    The later 填报日期 wins, on a tie one sent back and handed in again, then the later name in natural order.

    files: submission, file, sha256, branch_code, fill_date, outcome, reason (see Results.submissions); returned alike.
    doubtful: submissions whose code is one branch's and whose name, or file name, another's; they never push out
    another file.
    corrected: submissions that were sent back before.
    approved: branch code → sha256 of the workbook approved; a branch without that file is chosen for as any other.
    """
    chosen = files.copy()
    usable = chosen[chosen["outcome"] == Outcome.USED]
    several = usable["branch_code"].duplicated(keep=False) | usable["branch_code"].isin(list(approved))
    for code, group in usable[several].groupby("branch_code"):
        signed = group[group["sha256"] == approved.get(str(code), "")]
        if len(signed):
            _lock(chosen, int(signed.index[0]), doubtful)
            continue
        if len(group) == 1:
            continue
        dates = group["fill_date"].fillna(pd.Timestamp("1900-01-01"))
        sure = ~group["submission"].isin(doubtful)
        again = group["submission"].isin(corrected)
        ranked = sorted(zip(sure, dates, again, map(natural, group["file"]), group.index, strict=True))
        *best, _, last = ranked[-1]
        for *own, _, place in ranked[:-1]:
            chosen.loc[place, "outcome"] = Outcome.SUPERSEDED.value
            chosen.loc[place, "reason"] = _why(own, best).format(chosen["file"][last])
    return chosen


def _lock(chosen: pd.DataFrame, signed: int, doubtful: Collection[int]) -> None:
    """Lock every other file of the branch whose approved workbook is line `signed`, also those nobody can open."""
    name, code = chosen["file"][signed], chosen["branch_code"][signed]
    handed_in = chosen["outcome"].isin([Outcome.USED, Outcome.UNREADABLE]) & (chosen["branch_code"] == code)
    for place in chosen.index[handed_in & (chosen.index != signed)]:
        reason = _LOCKED_DOUBTED if chosen["submission"][place] in doubtful else _LOCKED
        chosen.loc[place, ["outcome", "reason"]] = [Outcome.LOCKED.value, reason.format(name)]


def _why(own: Sequence[object], best: Sequence[object]) -> str:
    """Why a file gave way: the first of (sure, day, corrected) in which the best one differs."""
    for reason, one, other in zip((_DOUBTED, _LATER, _AGAIN), own, best, strict=True):
        if one != other:
            return reason
    return _BEHIND


class _Asked(NamedTuple):
    """One warning: whose, in which file, by which rule on which sheet, its digest and the text beside it."""

    branch: str
    submission: int
    code: str
    sheet: str
    digest: str
    text: str

    @property
    def twins(self) -> tuple[int, str, str, str]:
        """What it shares with the same rule on the same cells in another row."""
        return self.submission, self.code, self.sheet, self.digest


def weighed(findings: pd.DataFrame, codes: Mapping[int, str], memory: Memory, period: str) -> pd.DataFrame:
    """The findings plus `explanation`: the text that silences a warning, "" for one that stays.

    A warning is explained if its cells were explained before, or if a new text stands beside it, or beside its twin
    (the same rule on the same cells in another row). A text is not new if it explained other cells in this period that
    are gone now: they were changed after it was written, and the hint says so.

    findings: Finding's columns, digest and text (see explain.bound); codes: submission → branch code; period: of this
    run (2023Q3)
    """
    asked = findings.loc[findings["digest"] != "", list(_Asked._fields[1:])]
    warnings = [_Asked(codes.get(row[0], ""), *row) for row in asked.itertuples(index=False, name=None)]
    answers = dict(zip(asked.index, _answers(warnings, memory, period), strict=True))
    dead = {place for place, text in asked["text"].items() if text and not answers[place]}
    return findings.assign(
        explanation=pd.Series([answers.get(place, "") for place in findings.index], findings.index, dtype="str"),
        hint=pd.Series([hint + _DEAD * (place in dead) for place, hint in findings["hint"].items()], findings.index),
    )


def _answers(warnings: Sequence[_Asked], memory: Memory, period: str) -> list[str]:
    """The explanation of each warning."""
    here = {one.twins for one in warnings}

    def is_new(one: _Asked) -> bool:
        others = memory.used.get((period, one.branch, one.code, one.sheet, one.text), frozenset())
        return all((one.submission, one.code, one.sheet, other) in here for other in others)

    typed = [one for one in reversed(warnings) if one.text]
    first = {one.twins: one.text for one in typed}
    new = {one.twins for one in typed if is_new(one)}

    def answer(one: _Asked) -> str:
        before = memory.last.get((one.branch, one.code, one.sheet, one.digest), "")
        return one.text or first.get(one.twins) or before if before or one.twins in new else ""

    return [answer(one) for one in warnings]


def states(
    roster: Sequence[Branch], files: pd.DataFrame, findings: pd.DataFrame, approved: Mapping[str, str] = _NONE
) -> pd.Series:
    """State of every branch of the roster (index: branch code, in its order).

    Approved is only the workbook whose sha256 `approved` has for its branch; an error in it, found since (another
    branch hands in the same rows, the township changed a rule), returns it all the same, a warning does not.

    files: after `choose`; findings: without the explained ones
    """
    used = files[files["outcome"] == Outcome.USED].set_index("branch_code")
    numbers, hashes = used["submission"].to_dict(), used["sha256"].to_dict()
    broken = set(files.loc[files["outcome"] == Outcome.UNREADABLE, "branch_code"])
    returned = set(findings.loc[findings["level"] == Level.ERROR, "submission"])
    open_warnings = set(findings.loc[findings["level"] == Level.WARNING, "submission"])

    def state(code: str) -> State:
        if code not in numbers:
            return State.UNREADABLE if code in broken else State.MISSING
        if numbers[code] in returned:
            return State.RETURNED
        if approved.get(code) == hashes[code]:
            return State.APPROVED
        return State.TO_EXPLAIN if numbers[code] in open_warnings else State.ACCEPTED

    return pd.Series({branch.code: state(branch.code).value for branch in roster}, dtype=object)


def standing(state: pd.Series, through: Mapping[str, str]) -> pd.DataFrame:
    """state, through ("" = by itself) of every branch, indexed like `state`.

    A 支部 from which no file came, but whose rows stand in the workbook of its 总支, follows the state of that 总支.
    """
    parents = [through.get(str(code), "") if word == State.MISSING else "" for code, word in state.items()]
    followed = [state[parent] if parent else word for parent, word in zip(parents, state, strict=True)]
    return pd.DataFrame({"state": followed, "through": parents}, index=state.index, dtype=object)
