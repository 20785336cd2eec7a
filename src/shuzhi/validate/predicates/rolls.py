"""Predicates of 党员 against the roll of the branch's last workbook."""

from collections.abc import Iterable

import pandas as pd

from shuzhi.model.takeover import is_program_text
from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.members import of
from shuzhi.validate.views.past import told

_MEMBERS = ("正式党员", "预备党员")
_CAREER = ("birth", "joined", "confirmed")
# What tells that two rows are of one person, whatever else differs.
_PERSON = (("identity",), ("name", "birth"), ("name", "joined"), ("birth", "joined"))
_LISTED = 10  # rows named in one hint


def otherwise(scene: Scene, field: str) -> Cells:
    """The first of birth, joined and confirmed that differs from the last workbook is `field`: where it stood, as text.

    Of the same person: the identity number, or a name that stands once in both workbooks and one of the other days.
    Where one of two days is the first of a month that both share, only the month was known: they do not differ.
    """
    frame, then = scene["members"], _same_people(scene)
    now = frame.reindex(then.index)
    differs = {name: ~_alike(now[name], then[name]) for name in _CAREER}
    hits = differs[field]
    for name in _CAREER[: _CAREER.index(field)]:
        hits &= ~differs[name]
    return told(scene, then[hits], frame, "")


def left_out(scene: Scene) -> Cells:
    """The rows of the last workbook whose members on the roll do not stand in this one, by 支部信息, as text.

    2023年第三季度“党员”表第5、9行（共2人）: never a name. Silent where the roll is empty or said to be incomplete.
    """
    frame, now, last = scene["branches"], scene["members"], scene.last("members")
    missing = last[of(last, *_MEMBERS) & last["name"].notna()]
    for fields in (("name",), *_PERSON):
        missing = missing[~_pairs(missing, fields).isin(_known(now, fields))]
    rows = missing.groupby("submission")["row"].agg(_rows).to_dict()
    labels = scene.past.labels(frame["submission"])
    texts = pd.Series(
        [f"{label}“党员”表{rows.get(number)}" for label, number in zip(labels, frame["submission"], strict=True)],
        frame.index, dtype=object,
    )
    complete = frame["roster_complete"].eq("是") & frame["submission"].isin(now["submission"])
    return texts.where(frame["submission"].isin(missing["submission"]) & complete)


def come_from_nowhere(scene: Scene) -> Cells:
    """On the roll now, in no row of the last workbook, neither moved in nor admitted since it began."""
    frame, last = scene["members"], scene.last("members")
    known = frame.column(values=False)
    for fields in (("name",), *_PERSON):
        known |= frame.column(_pairs(frame, fields).isin(_known(last, fields)))
    facts = scene.last("branches").set_index("submission")
    complete = facts.index[facts["roster_complete"].eq("是") & facts.index.isin(last["submission"])]
    since = facts["coverage_start"].reindex(frame["submission"]).set_axis(frame.index)
    new = (frame["joined"] >= since) | (frame["admission_approved"] >= since)
    explained = frame["note"].fillna("").map(is_program_text).astype(bool)
    listed = of(frame, *_MEMBERS) & frame["name"].notna() & frame["submission"].isin(complete)
    return listed & ~known & frame["moved_in"].isna() & ~new & ~explained


@once
def _same_people(scene: Scene) -> Rows:
    """What the last workbook says of the people of 党员, indexed like its rows; those it does not know are missing."""
    frame, last = scene["members"], scene.last("members")
    named = _joined(frame, last, "name")
    sure = named[_alike(frame["birth"].reindex(named.index), named["birth"])
                 | _alike(frame["joined"].reindex(named.index), named["joined"])]
    numbered = _joined(frame, last, "identity")
    return pd.concat([numbered, sure[~sure.index.isin(numbered.index)]]).sort_index()


def _joined(frame: Rows, last: Rows, field: str) -> Rows:
    """The rows of `last` by the rows of `frame` that share the field, where it stands once in both."""
    key = ["submission", field]
    now, then = (rows[rows[field].notna() & ~rows.duplicated(key, keep=False)] for rows in (frame, last))
    return now[key].rename_axis("at").reset_index().merge(then, on=key).set_index("at")


def _alike(ours: Cells, theirs: Cells) -> Cells:
    """The same day, or the same month where one of them is its first day, or one is blank."""
    month = (ours.dt.year == theirs.dt.year) & (ours.dt.month == theirs.dt.month)
    rough = month & ((ours.dt.day == 1) | (theirs.dt.day == 1))
    same: pd.Series = (ours == theirs) | rough | ours.isna() | theirs.isna()
    return same


def _known(frame: Rows, fields: tuple[str, ...]) -> pd.MultiIndex:
    return _pairs(frame[frame[list(fields)].notna().all(axis=1)], fields)


def _pairs(frame: Rows, fields: tuple[str, ...]) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[["submission", *fields]])


def _rows(rows: Iterable[int]) -> str:
    found = sorted(rows)
    more = "等" if len(found) > _LISTED else ""
    return f"第{'、'.join(map(str, found[:_LISTED]))}行{more}（共{len(found)}人）"
