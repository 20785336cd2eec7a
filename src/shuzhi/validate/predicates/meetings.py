"""Predicates of the rows of 会议: who, how many, on which day (how often: frequency.py)."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime

import numpy as np
import pandas as pd

from shuzhi.model.units import FIELD
from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.predicates.frequency import REGULAR
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.days import in_coverage, months
from shuzhi.validate.views.meetings import COMMITTEE, GENERAL, joined, of_kind
from shuzhi.validate.views.members import party_members
from shuzhi.validate.views.rows import tuples
from shuzhi.validate.workdays import is_holiday

# Kinds of meeting that members alone attend.
_MEMBERS_ONLY = "支部党员大会|党课|主题党日|组织生活会|民主评议党员|党员集中学习|换届选举大会"
# Kinds that a 支部 as a whole holds now and then: twice in a week is enough.
_WHOLE = (GENERAL, COMMITTEE, "党课", "主题党日", "组织生活会", "民主评议党员")
_FEW = 2  # people by which 应到 may differ whatever the size
_HAN = "零一二三四五六七八九十"
_WORDS = f"[^\\d共计两{_HAN}]*"
_PART = re.compile(
    rf"{_WORDS}(?:(?:(\d{{1,4}})|([一二两三四五六七八九]|十[一二三四五六七八九]?))[人名位]{_WORDS}|(\d{{1,4}}))"
)

_TOTAL = re.compile("请假|缺席|未到|共")


def same_meeting(scene: Scene) -> Cells:
    """Same day, type, topic, 党小组 and 支部 as a row above."""
    frame = scene["meetings"]
    keys = ["submission", "date", "type", "topic", "group", FIELD]
    return frame.filled(keys[:4]) & frame.duplicated(keys)


def twice_a_day(scene: Scene) -> Cells:
    """A 支部党员大会 or 支部委员会会议 with another topic than one above on the same day; told once a workbook."""
    frame = scene["meetings"]
    hits = np.zeros(len(frame), dtype=bool)
    held = list(tuples(frame, ["submission", "date", FIELD, "topic"]))
    for kind in (GENERAL, COMMITTEE):
        topics: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
        for row in np.flatnonzero(of_kind(frame, kind) & frame["date"].notna() & frame["topic"].notna()):
            number, day, unit, topic = held[row]
            before = topics[number, day, unit if isinstance(unit, str) else ""]
            hits[row] |= bool(before) and topic not in before
            before.add(topic)
    return _once(frame, frame.column(hits))


def host_records(scene: Scene) -> Cells:
    """记录人 is 主持人, with more people present than the threshold; told once a workbook."""
    frame = scene["meetings"]
    same = frame["host"].notna() & (frame["host"] == frame["recorder"]) & (frame["present"] > scene.threshold)
    return _once(frame, same)


def other_host(scene: Scene) -> Cells:
    """支部党员大会 or 支部委员会会议 chaired by neither 书记 nor a member with a 党内职务; told once a workbook.

    Only in workbooks that name such members, and of days since 书记任职日期.
    """
    frame, people = scene["meetings"], scene["members"]
    people = people[people["post"].notna()]
    posts = set(zip(people["submission"], people["name"], strict=True))
    pairs = zip(frame["submission"], frame["host"], strict=True)
    stranger = ~pd.Series([pair in posts for pair in pairs], frame.index, dtype=bool) & frame["host"].notna()
    stranger &= ~(scene.branch("secretary_since", frame) > frame["date"]) & _of_branch(scene, frame)
    stranger &= (frame["host"] != scene.branch("secretary", frame)) & frame["submission"].isin(people["submission"])
    return _once(frame, stranger & (of_kind(frame, GENERAL) | of_kind(frame, COMMITTEE)))


def unlike_roster(scene: Scene) -> Cells:
    """应到 of a 支部党员大会 off the number of members that day by more than the threshold (%) and two people.

    Members who live elsewhere or are lost may be counted or not.
    """
    frame = scene["meetings"]
    kinds = joined(frame)
    alone = kinds.isin([text for text in kinds.texts if re.fullmatch(f"(?:、|{_MEMBERS_ONLY})+", text)])
    asked = alone & of_kind(frame, GENERAL) & _of_branch(scene, frame) & frame.filled(["expected", "date"])
    rows = frame[asked & scene.branch("roster_complete", frame).eq("是")]
    most, least = party_members(scene, rows, rows["date"]), party_members(scene, rows, rows["date"], at_home=True)
    part = scene.threshold / 100
    high = rows["expected"] - most > (most * part).clip(lower=_FEW)
    low = least - rows["expected"] > (least * part).clip(lower=_FEW)
    return _aligned(high | low, scene)


def unlike_committee(scene: Scene) -> Cells:
    """应到 of a 支部委员会会议 alone (not 扩大) off 支委会委员数 by more than the threshold."""
    frame = scene["meetings"]
    size = scene.branch("committee_size", frame)
    topic = frame["topic"]
    alone = joined(frame).eq(COMMITTEE) & ~topic.isin([text for text in topic.texts if "扩大" in text])
    elected = scene.branch("election_date", frame) > frame["date"]  # it was another committee then
    off = (frame["expected"] - size).abs() > scene.threshold
    return alone & (size > 0) & off & ~elected & _of_branch(scene, frame)


def too_often(scene: Scene, kind: str) -> Cells:
    """The first meeting of that kind in the coverage beyond the threshold a quarter."""
    rows = in_coverage(scene, "meetings")
    rows = rows[of_kind(rows, kind)]
    if not (np.bincount(rows["submission"]) > scene.threshold).any():
        return scene["meetings"].column(values=False)
    rows = rows.sort_values(["submission", "date"], kind="stable")
    length = months(scene.branch("coverage_end", rows)) - months(scene.branch("coverage_start", rows)) + 1
    limit = scene.threshold * (length / 3).clip(lower=1).round()
    number = rows.groupby(["submission", FIELD], dropna=False).cumcount() + 1
    return _aligned((number > limit) & (number <= limit + 1), scene)


def often_in_a_week(scene: Scene) -> Cells:
    """A meeting of its kind beyond the threshold in a week from Monday to Sunday; told once a workbook."""
    frame = scene["meetings"]
    weeks = (frame["date"].values.astype("datetime64[D]").astype("int64") + 3) // 7  # the epoch was a Thursday
    numbers, places, kinds = frame["submission"].values, frame[FIELD].values, joined(frame).values
    found, hits = Counter[tuple[object, ...]](), np.zeros(len(frame), dtype=bool)
    dated = np.flatnonzero(frame["date"].notna())
    for row in dated[np.argsort(frame["date"].values[dated], kind="stable")]:
        place = places[row] if isinstance(places[row], str) else ""
        for kind in (kind for kind in kinds[row].split("、") if kind in _WHOLE):
            held = (numbers[row], place, kind, weeks[row])
            found[held] += 1
            hits[row] |= found[held] > scene.threshold
    return _once(frame, frame.column(hits))


def moving_day(scene: Scene) -> Cells:
    """主题党日 of three months or more on days of the month more than the threshold apart, no one weekday."""
    frame, rows = scene["branches"], in_coverage(scene, "meetings")
    rows = rows[of_kind(rows, "主题党日") & _of_branch(scene, rows)]
    if not (np.bincount(rows["submission"]) > _FEW).any():
        return frame.column(values=False)
    first: defaultdict[int, dict[tuple[int, int], datetime]] = defaultdict(dict)
    for number, date in tuples(rows, ["submission", "date"]):
        first[number].setdefault((date.year, date.month), date)
    moving = [number for number, days in first.items() if _moving(days.values(), scene.threshold)]
    return frame["submission"].isin(moving)


def _moving(days: Collection[datetime], most: float) -> bool:
    dates = [day.day for day in days]
    return len(dates) > 2 and max(dates) - min(dates) > most and len({day.weekday() for day in days}) > 1


def on_holiday(scene: Scene) -> Cells:
    """A meeting of the 支部 on a public holiday of a year whose holidays are known."""
    frame = scene["meetings"]
    kinds = joined(frame)
    whole = kinds.isin([text for text in kinds.texts if any(kind in text for kind in _WHOLE)])
    return whole & is_holiday(frame["date"].series)


def absent(scene: Scene) -> Cells:
    """The numbers of 缺席情况, where every part of it has one, do not add up to 应到 less 实到."""
    frame = scene["meetings"]
    missing = frame["expected"] - frame["present"]
    known = {text: _sums(text) for text in frame["absence"].texts}
    if not known:
        return frame.column(values=False)
    all_, total = (frame["absence"].map({text: sums[n] for text, sums in known.items()}).astype("float64")
                   for n in (0, 1))
    return all_.notna() & (missing >= 0) & (missing != all_) & (missing != total)


def _sums(text: str) -> tuple[float, float]:
    """The people of 外出3人、生病两人, and of 请假5人：外出3人、生病2人 read as one; NaN where a part says more."""
    plain = re.sub(r"\([^()]*\)", "", unicodedata.normalize("NFKC", text))
    parts = [part for part in re.split(r"[、,;。:和及\s]+", plain) if part]
    matches = [match for part in parts if (match := _PART.fullmatch(part))]
    if not parts or len(matches) < len(parts) or "其中" in plain:
        return math.nan, math.nan
    first, *others = [_number(next(filter(None, match.groups()))) for match in matches]
    told_twice = first == sum(others) and _TOTAL.match(parts[0])
    return first + sum(others), first if told_twice else first + sum(others)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else sum(2 if han == "两" else _HAN.index(han) for han in text)


def _of_branch(scene: Scene, frame: Rows) -> Cells:
    """Rows of a 党支部's own workbook."""
    return scene.branch("org_type", frame).isin(REGULAR)


def _once(frame: Rows, hits: Cells) -> Cells:
    """Text at a workbook's first hit that tells how many there are, missing elsewhere."""
    if not hits.any():
        return frame.column(None)
    rows = frame[hits]
    first = rows.groupby("submission")["row"].transform("size")[~rows.duplicated("submission")]
    return first.map(lambda count: f"（这样的共{count}行）" if count > 1 else "").reindex(frame.index).astype(object)


def _aligned(hits: Cells, scene: Scene) -> Cells:
    return hits.reindex(scene["meetings"].index, fill_value=False).astype(bool)
