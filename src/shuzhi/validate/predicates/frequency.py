"""How often: which 支部 were to meet in which months of the coverage, and how often they are on record."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.units import COMMA, FIELD, PARENTS, SHEETS, units
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.days import in_coverage, months
from shuzhi.validate.views.meetings import of_kind

# A 流动党员党支部 or 临时党支部 meets as it can.
REGULAR = ("党支部", "联合党支部")
YEAR = 12
_NAMED = 5  # 支部 named in one finding


def seldom(scene: Scene, kind: str, span: int, needs: str = "", *, below: bool = True) -> pd.Series:
    """Runs of `span` months of the coverage without a meeting of that kind, as text: 7月、8月.

    needs  an item of 支部信息 that must be above 0; below: ask also for the 支部 that a 总支 hands in for
    """
    counts = _counts(scene, kind, span, below=below)
    if needs:
        counts = counts[counts["place"].map(scene["branches"][needs]) > 0]
    return _told(scene, counts[counts["number"] == 0], span)


def fewer_lessons(scene: Scene) -> pd.Series:
    """As `seldom`, of 党课: quarters with fewer than the threshold."""
    counts = _counts(scene, "党课", 3, below=False)
    words = "未见党课记录" if scene.threshold <= 1 else f"党课记录不足{scene.threshold:g}次"
    return _told(scene, counts[counts["number"] < scene.threshold], 3) + words


def not_in_year(scene: Scene, kind: str) -> pd.Series:
    """Text where a yearly workbook has no meeting of that kind in its twelve months."""
    if scene.settings.period.kind != "Y":
        return pd.Series(index=scene["branches"].index, dtype=object)
    return seldom(scene, kind, YEAR)


def no_talks(scene: Scene) -> pd.Series:
    """A 支部 whose yearly workbook has 其他工作 in its twelve months, but no 谈心谈话."""
    frame, works = scene["branches"], in_coverage(scene, "works")
    asked = _bodies(scene, below=False)
    asked = _filled_in(scene, _spans(asked[asked["last"] - asked["first"] + 1 >= YEAR], YEAR), YEAR)
    talked = works.loc[works["type"] == "谈心谈话", "submission"]
    silent = frame["submission"].isin(works["submission"]) & ~frame["submission"].isin(talked)
    return silent & frame.index.isin(asked["place"]) & (scene.settings.period.kind == "Y")


def silent_groups(scene: Scene) -> pd.Series:
    """Months in which not every 党小组 met, and how many did not: 7月、8月各有1个党小组."""
    asked = _filled_in(scene, _spans(_bodies(scene, below=False), 1), 1)
    asked = asked.assign(groups=asked["place"].map(scene["branches"]["groups"]))
    rows = in_coverage(scene, "meetings")
    rows = rows[of_kind(rows, "党小组会") & rows["group"].notna()]
    met = rows.assign(start=months(rows["date"]), group=rows["group"].map(_groups)).explode("group")
    everybody = met[met["group"] == ""].set_index(["submission", "start"]).index
    number = met.drop_duplicates(["submission", "start", "group"]).groupby(["submission", "start"]).size()
    keys = pd.MultiIndex.from_frame(asked[["submission", "start"]])
    missing = asked["groups"] - number.reindex(keys).fillna(0).to_numpy()
    missing = missing.mask(keys.isin(everybody), 0)
    gaps = asked.assign(missing=missing)[missing > 0]
    texts = {place: "，".join(_by_number(own)) for place, own in gaps.groupby("place")}
    return pd.Series(texts, dtype=object).reindex(scene["branches"].index)


def _by_number(gaps: pd.DataFrame) -> Iterator[str]:
    for number in sorted(gaps["missing"].unique(), reverse=True):
        own = gaps[gaps["missing"] == number]
        some = f"{'各' if len(own) > 1 else ''}有{number:g}个党小组" if (own["groups"] > number).any() else ""
        yield _runs(sorted(own["start"]), 1) + some


def _groups(text: str) -> list[str]:
    """The 党小组 named in a cell, however they are written; [""] = all of them."""
    plain = text.translate(str.maketrans("123456789", "一二三四五六七八九"))
    for word in ("党小组", "小组", "组", "第", " "):
        plain = plain.replace(word, "")
    if not plain or any(word in plain for word in ("全", "各", "所有", "至", "到", "-", "—", "～", "~")):
        return [""]
    return [name for name in plain.replace("，", COMMA).replace(",", COMMA).replace("和", COMMA).split(COMMA) if name]


def _counts(scene: Scene, kind: str, span: int, *, below: bool) -> pd.DataFrame:
    """Place, name, start (month) and number of meetings of every run of `span` months that a body was to meet in."""
    bodies = _bodies(scene, below=below)
    rows = in_coverage(scene, "meetings")
    rows = rows[of_kind(rows, kind)]
    for_units = scene.branch("org_type", rows).isin(PARENTS)
    met = pd.DataFrame({
        "submission": rows["submission"], "month": months(rows["date"]),
        "unit": rows[FIELD].where(for_units).fillna("").str.split(COMMA),
    }).explode("unit").merge(bodies, on=["submission", "unit"])
    month = met["month"].clip(met["first"], met["last"])  # a week at either end goes with the month beside it
    met["start"] = met["first"] + (month - met["first"]) // span * span
    found = met.groupby(["place", "unit", "start"]).size()
    asked = _filled_in(scene, _spans(bodies, span), span)
    keys = pd.MultiIndex.from_frame(asked[["place", "unit", "start"]])
    return asked.assign(number=found.reindex(keys).fillna(0).to_numpy())


def _spans(bodies: pd.DataFrame, span: int) -> pd.DataFrame:
    """Each body once a run of `span` months, which starts in the month `start`."""
    runs = ((bodies["last"] - bodies["first"] + 1) // span).clip(lower=0)
    asked = bodies.loc[np.repeat(bodies.index, runs)]
    return asked.assign(start=asked["first"] + asked.groupby(level=0).cumcount() * span).reset_index(drop=True)


def _filled_in(scene: Scene, asked: pd.DataFrame, span: int) -> pd.DataFrame:
    """Without the runs that touch a quarter of which the year has no workbook: nobody knows what was held then."""
    lacking = scene.tables.lacking
    quarters = [Period.parse(code) for code in lacking["period"]]
    gone = {
        (number, quarter.days.start.year * YEAR + quarter.days.start.month - 1 + more)
        for number, quarter in zip(lacking["submission"], quarters, strict=True) if quarter for more in range(3)
    }
    if not gone:
        return asked
    runs = zip(asked["submission"], asked["start"], strict=True)
    known = [all((number, start + more) not in gone for more in range(span)) for number, start in runs]
    return asked[pd.Series(known, asked.index, dtype=bool)].reset_index(drop=True)


def _bodies(scene: Scene, *, below: bool) -> pd.DataFrame:
    """Who was to meet: place (in 支部信息), submission, unit ("" = the branch itself), name, first and last month.

    Months count from the year 0; one counts if its 15th lies in the coverage, in that of the township
    (another is F53's) and in the life of the 支部.
    """
    frame = scene["branches"].dropna(subset=["coverage_start", "coverage_end"])
    days = scene.settings.coverage
    opened, closed = pd.Timestamp(days.start), pd.Timestamp(days.end)
    frame = frame[frame["submission"].isin(scene["meetings"]["submission"])]
    facts = frame[["submission", "org_type", "coverage_start", "coverage_end"]]
    handed = _handed_in(scene) if below and frame["org_type"].isin(PARENTS).any() else {}
    found = []
    for place, number, kind, start, end in facts.itertuples():
        own = scene.settings.branch(scene.branch_codes.get(number, ""))
        bodies = [(own, "", "")] if kind in REGULAR else [
            (branch, branch.place, branch.short_name) for branch in handed.get(number, ()) if kind in PARENTS
        ]
        for branch, unit, name in bodies:
            since = max(start, opened, pd.Timestamp(branch.founded) if branch and branch.founded else opened)
            until = min(end, closed, pd.Timestamp(branch.closed) if branch and branch.closed else closed)
            first = since.year * YEAR + since.month - 1 + (since.day > 15)
            last = until.year * YEAR + until.month - 1 - (until.day < 15)
            found.append((place, number, unit, name, first, last))
    return pd.DataFrame(found, columns=["place", "submission", "unit", "name", "first", "last"]).astype(
        {"submission": "int64", "unit": "str", "first": "int64", "last": "int64"})


def _handed_in(scene: Scene) -> dict[int, tuple[Branch, ...]]:
    """Submission → the 支部 below it that its rows name, in the order of the roster."""
    pairs = pd.concat([scene[sheet][["submission", FIELD]] for sheet in SHEETS]).dropna().drop_duplicates()
    named: dict[int, set[str]] = {}
    for number, text in pairs.itertuples(index=False):
        named.setdefault(number, set()).update(branch.code for branch in units(text, scene.settings) if branch)
    return {number: _below(scene.settings, scene.branch_codes.get(number, ""), codes)
            for number, codes in named.items()}


def _below(settings: Settings, code: str, codes: set[str]) -> tuple[Branch, ...]:
    return tuple(one for one in settings.below(code) if one.code in codes and one.org_type in REGULAR)


def _told(scene: Scene, gaps: pd.DataFrame, span: int) -> pd.Series:
    """The gaps of each workbook as text: 7月、8月, or 第一党支部7月；第二党支部8月."""
    texts = {}
    for place, own in gaps.groupby("place"):
        parts = [f"{name}{_runs(sorted(part['start']), span)}" for name, part in own.groupby("name", sort=False)]
        more = f"等{len(parts)}个支部" if len(parts) > _NAMED else ""
        texts[place] = "；".join(parts[:_NAMED]) + more
    return pd.Series(texts, dtype=object).reindex(scene["branches"].index)


def _runs(starts: list[int], span: int) -> str:
    """Months as 7月、9月, three or more in a row as 7月至9月; runs of several months each for itself."""
    if span == YEAR:
        return "全年"
    if span > 1:
        return COMMA.join(f"{_month(start)}至{_month(start + span - 1)}" for start in starts)
    edges = [place for place, start in enumerate(starts) if place == 0 or start != starts[place - 1] + 1]
    runs = [starts[a:b] for a, b in zip(edges, [*edges[1:], len(starts)], strict=True)]
    return COMMA.join(
        f"{_month(run[0])}至{_month(run[-1])}" if len(run) > 2 else COMMA.join(map(_month, run)) for run in runs
    )


def _month(number: int) -> str:
    return f"{number % YEAR + 1}月"
