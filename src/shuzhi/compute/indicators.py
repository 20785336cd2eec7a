"""The indicators of every submission of a chunk."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from shuzhi.compute import agenda, items, meetings, members, problems, proposals, tasks, votes, works
from shuzhi.compute.catalogue import definition, fixed, rank
from shuzhi.compute.chunk import Chunk, chunk_of
from shuzhi.compute.marks import added_up, stacked
from shuzhi.model.lookup import looked_up
from shuzhi.model.tables import Tables

COLUMNS = ["submission", "scope", "name", "title", "value", "unit", "numerator", "denominator", "rows"]
_TYPES = {"submission": "int64"} | dict.fromkeys(["scope", "name", "title", "unit", "rows"], "str")
_FAMILIES = (
    meetings.marks, meetings.expected, votes.marks, members.marks, items.marks, tasks.marks, proposals.marks,
    agenda.marks, works.marks, problems.marks,
)


def indicators(tables: Tables, limits: Mapping[str, float], as_of: date | None) -> pd.DataFrame:
    """One row (COLUMNS) for each submission and indicator, in the order of 支部信息 and of the catalogue.

    limits  needs `close_days`, the days from 提出日期 within which a proposal is to be closed
    as_of   the day of --as-of; None = each workbook's own 办理情况截至日期

    `value` is in `unit`; NaN = not filled in or no base. Indicators of 其他工作 appear only where they occur, those of
    the township alone not at all. Raises KeyError if a limit is missing.
    """
    chunk = chunk_of(tables, limits, as_of)
    found = added_up(stacked(family(chunk) for family in _FAMILIES))
    known = _known(chunk)
    frame = known.join(found, how="outer").reset_index()
    frame = valued(_settled(frame).join(described(frame["name"])))
    places = {submission: place for place, submission in enumerate(chunk.branches.index)}
    order = {name: place for place, name in enumerate(sorted(frame["name"].unique(), key=rank))}
    frame = frame.assign(first=frame["submission"].map(places), second=frame["name"].map(order))
    return frame.sort_values(["first", "second"], ignore_index=True).assign(scope="own")[COLUMNS].astype(_TYPES)


def described(names: pd.Series) -> pd.DataFrame:
    """title, unit and kind of each name, indexed like `names`."""
    told = looked_up(names, definition, object)
    return pd.DataFrame({
        word: pd.array([getattr(one, word) for one in told], dtype="str") for word in ("title", "unit", "kind")
    }, index=names.index)


def valued(frame: pd.DataFrame) -> pd.DataFrame:
    """Adds value, numerator, denominator (at most 6 decimals) made from amount, base and kind.

    Clears `rows` where the value is empty, and where it is a 0 that nobody typed.
    """
    rate = frame["kind"] == "rate"
    share = frame["amount"] * 100 / frame["base"].where(frame["base"] > 0)
    value = frame["amount"].mask(rate, share).round(6)
    bare = value.isna() | ((value == 0) & ~frame["kind"].isin(["typed", "stock", "rate"]))
    return frame.assign(
        value=value,
        numerator=frame["amount"].where(rate).round(6),
        denominator=frame["base"].where(rate).round(6),
        rows=frame["rows"].mask(bare, ""),
    )


def _known(chunk: Chunk) -> pd.DataFrame:
    """By (submission, name) of every fixed indicator: countable (all it needs is there), settled (a 0 is known)."""
    own = [each for each in fixed() if each.kind != "township"]
    numbers = chunk.branches.index
    filled = {
        needs: chunk.branches[list(needs)].notna().to_numpy().all(axis=1) for needs in {each.needs for each in own}
    }
    sheets = {sheet: chunk.settled(sheet).to_numpy() for sheet in {each.sheet for each in own} - {"branches"}}
    never = np.zeros(len(numbers), dtype=bool)
    settled = [sheets.get(each.sheet, never) if each.kind in ("count", "rate") else never for each in own]
    names = np.repeat(np.array([each.name for each in own], dtype=object), len(numbers))
    return pd.DataFrame(
        {"countable": np.concatenate([filled[each.needs] for each in own]), "settled": np.concatenate(settled)},
        index=pd.MultiIndex.from_arrays([np.tile(numbers, len(own)), names], names=["submission", "name"]),
    )


def _settled(frame: pd.DataFrame) -> pd.DataFrame:
    """A count (or both parts of a rate) that no row gave is 0 where a 0 is known; what cannot be counted is empty."""
    zero = frame["settled"].eq(other=True)
    hidden = frame["countable"].eq(other=False)
    return frame.assign(
        amount=frame["amount"].mask(zero & frame["amount"].isna(), 0).mask(hidden),
        base=frame["base"].mask(zero & frame["base"].isna(), 0).mask(hidden),
    )
