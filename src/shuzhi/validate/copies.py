"""R07 across branches: long texts that are nearly the same in the workbooks of two branches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import numpy as np
import pandas as pd

from shuzhi.form import load
from shuzhi.model.settings import Settings
from shuzhi.validate.rule import Places, places
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.similar import grams, pairs

TEXTS = ["submission", "sheet", "row", "field", "column", "key", "grams"]
_NAMED = 3  # places told to the township
# What a branch writes itself; not what a campaign or another office words for all.
_COLUMNS = (
    ("meetings", "summary"), ("proposals", "detail"), ("proposals", "reply"), ("agenda", "detail"),
    ("problems", "problem"), ("problems", "cause"), ("problems", "measure"), ("problems", "plan"), ("texts", "body"),
)
_FORMAL = ("开头语", "结束语")  # of 文字材料: the same in every report


def texts(scene: Scene) -> pd.DataFrame:
    """TEXTS of a chunk: each long text a branch wrote itself, the bytes of its grams, and as key their digest."""
    columns = columns_of(scene)
    found: list[tuple[int, str, int, str, int, str]] = []
    for sheet, field in _COLUMNS:
        frame = scene[sheet]
        formal = frame["section"].isin(_FORMAL) if sheet == "texts" else frame.column(values=False)
        places = np.flatnonzero(frame[field].notna() & ~formal)
        cells = zip(*(frame[name].values[places].tolist() for name in ("submission", "row", field)), strict=True)
        found += [
            (number, sheet, row, field, columns.get((number, sheet, field), 0), text) for number, row, text in cells
        ]
    hashed = [own.tobytes() for own in grams([text for *_, text in found])]
    long = [
        (*cell[:-1], sha256(own).hexdigest()[:16], own) for cell, own in zip(found, hashed, strict=True) if own
    ]
    return pd.DataFrame(long, columns=TEXTS).astype({"submission": "int64", "row": "int64", "column": "int64"})


@once
def columns_of(scene: Scene) -> Places:
    """(submission, sheet, field) → its Excel column."""
    return places(scene.tables.columns, "column")


def copied(cells: pd.DataFrame, codes: Mapping[int, str], settings: Settings, most: float) -> pd.DataFrame:
    """The cells whose text is nearly that of a cell of another branch: TEXTS, `told` and `detail`.

    A 总支 and its 支部 may say the same; what stands in more than `most` other branches was worded for all.
    """
    cells = cells.reset_index(drop=True)
    owner = [codes[number] for number in cells["submission"]]
    families = {code: _family(code, settings) for code in set(owner)}
    near = _near(cells["grams"].tolist())
    found = []
    for place, own in enumerate(owner):
        others = [other for other in near.get(place, ()) if owner[other] not in families[own]]
        if others and len({owner[other] for other in others}) <= most:
            found.append((place, _told(others, cells, owner, settings)))
    return cells.loc[[place for place, _ in found]].assign(told="", detail=[detail for _, detail in found])


def _near(hashed: Sequence[bytes]) -> Mapping[int, list[int]]:
    """Place → the places of the cells whose text is alike, its equals included."""
    holders: defaultdict[bytes, list[int]] = defaultdict(list)
    for place, text in enumerate(hashed):
        holders[text].append(place)
    same = list(holders.values())
    sets = [np.frombuffer(text, dtype=np.uint32) for text in holders]
    alike: dict[int, set[int]] = {number: {number} for number in range(len(same))}
    for one, other in pairs(sets, [0] * len(sets)):
        alike[one].add(other)
        alike[other].add(one)
    return {
        place: [other for near in sorted(alike[number]) for other in same[near] if other != place]
        for number, places in enumerate(same) if len(places) > 1 or len(alike[number]) > 1
        for place in places
    }


def _family(code: str, settings: Settings) -> set[str]:
    return {code, *(branch.code for branch in (*settings.family(code), *settings.below(code)))}


def _told(others: Iterable[int], cells: pd.DataFrame, owner: Sequence[str], settings: Settings) -> str:
    """白沙村“会议”第12行: where the first of the other texts stand."""
    form, told = load(), []
    for other in others:
        branch, cell = settings.branch(owner[other]), cells.loc[other]
        name = branch.short_name if branch else owner[other]
        told.append(f"{name}“{form.sheet(str(cell['sheet'])).title}”第{cell['row']}行")
    return "、".join(told[:_NAMED]) + ("等" if len(told) > _NAMED else "")
