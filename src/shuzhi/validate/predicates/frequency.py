"""How often: which 支部 were to meet in which months of the coverage, and how often they are on record."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.units import COMMA, FIELD, PARENTS, SHEETS, units
from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.days import in_coverage, months
from shuzhi.validate.views.meetings import of_kind

# A 流动党员党支部 or 临时党支部 meets as it can.
REGULAR = ("党支部", "联合党支部")
YEAR = 12
_NAMED = 5  # 支部 named in one finding


class _Body(NamedTuple):
    """Who was to meet: row of 支部信息 (its label), unit ("" = the branch itself), name, first and last month.

    Months count from the year 0; one counts if its 15th lies in the coverage, in that of the township
    (another is F53's) and in the life of the 支部.
    """

    place: int
    submission: int
    unit: str
    name: str
    first: int
    last: int


class _Run(NamedTuple):
    """Some months, from `start` on, in which a body was to meet."""

    body: _Body
    start: int


def seldom(scene: Scene, kind: str, span: int, needs: str = "", *, below: bool = True) -> Cells:
    """Runs of `span` months of the coverage without a meeting of that kind, as text: 7月、8月.

    needs  an item of 支部信息 that must be above 0; below: ask also for the 支部 that a 总支 hands in for
    """
    runs = [run for run, number in _counts(scene, kind, span, below=below) if not number]
    if needs:
        size = scene["branches"][needs].series.to_dict()
        runs = [run for run in runs if size[run.body.place] > 0]
    return _told(scene, runs, span)


def fewer_lessons(scene: Scene) -> Cells:
    """As `seldom`, of 党课: quarters with fewer than the threshold."""
    runs = [run for run, number in _counts(scene, "党课", 3, below=False) if number < scene.threshold]
    words = "未见党课记录" if scene.threshold <= 1 else f"党课记录不足{scene.threshold:g}次"
    return _told(scene, runs, 3, words)


def not_in_year(scene: Scene, kind: str) -> Cells:
    """Text where a yearly workbook has no meeting of that kind in its twelve months."""
    if scene.settings.period.kind != "Y":
        return scene["branches"].column(None)
    return seldom(scene, kind, YEAR)


def no_talks(scene: Scene) -> Cells:
    """A 支部 whose yearly workbook has 其他工作 in its twelve months, but no 谈心谈话."""
    frame = scene["branches"]
    if scene.settings.period.kind != "Y":
        return frame.column(values=False)
    works = in_coverage(scene, "works")
    asked = {run.body.place for run in _runs(scene, YEAR, below=False)}
    talked = works["submission"][works["type"] == "谈心谈话"]
    silent = frame["submission"].isin(works["submission"]) & ~frame["submission"].isin(talked)
    return silent & frame.index.isin(list(asked))


def silent_groups(scene: Scene) -> Cells:
    """Months in which not every 党小组 met, and how many did not: 7月、8月各有1个党小组."""
    size = scene["branches"]["groups"].series.to_dict()
    met = _groups_met(scene)
    gaps: defaultdict[int, list[_Gap]] = defaultdict(list)
    for body, start in _runs(scene, 1, below=False):
        names = met.get((body.submission, start), {})
        missing = 0 if "" in names else size[body.place] - len(names)
        if missing > 0:
            gaps[body.place].append(_Gap(start, missing, size[body.place]))
    return _texts(scene, {place: "，".join(_by_number(own)) for place, own in gaps.items()})


class _Gap(NamedTuple):
    start: int
    missing: float
    groups: float


def _groups_met(scene: Scene) -> Mapping[tuple[int, int], Collection[str]]:
    """(submission, month) → the 党小组 that met; "" = all of them."""
    rows = in_coverage(scene, "meetings")
    rows = rows[of_kind(rows, "党小组会") & rows["group"].notna()]
    met: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for number, month, text in zip(rows["submission"], months(rows["date"]), rows["group"], strict=True):
        met[number, month].update(_groups(text) or [text])
    return met


def _by_number(gaps: list[_Gap]) -> Iterator[str]:
    for number in sorted({gap.missing for gap in gaps}, reverse=True):
        own = [gap for gap in gaps if gap.missing == number]
        some = f"{'各' if len(own) > 1 else ''}有{number:g}个党小组" if any(gap.groups > number for gap in own) else ""
        yield _month_runs(sorted(gap.start for gap in own), 1) + some


def _groups(text: str) -> list[str]:
    """The 党小组 named in a cell, however they are written; [""] = all of them."""
    plain = text.translate(str.maketrans("123456789", "一二三四五六七八九"))
    for word in ("党小组", "小组", "组", "第", " "):
        plain = plain.replace(word, "")
    if not plain or any(word in plain for word in ("全", "各", "所有", "至", "到", "-", "—", "～", "~")):
        return [""]
    return [name for name in plain.replace("，", COMMA).replace(",", COMMA).replace("和", COMMA).split(COMMA) if name]


def _counts(scene: Scene, kind: str, span: int, *, below: bool) -> list[tuple[_Run, int]]:
    """Every run of `span` months that a body was to meet in, and how often it did."""
    bodies: defaultdict[tuple[int, str], list[_Body]] = defaultdict(list)
    for body in _bodies(scene, below=below):
        bodies[body.submission, body.unit].append(body)
    rows = in_coverage(scene, "meetings")
    met: Counter[_Run] = Counter()
    for here, number, month, text in zip(of_kind(rows, kind), *_when(scene), strict=True):
        for body in (body for unit in text.split(COMMA) for body in bodies.get((number, unit), ())) if here else ():
            month_ = min(max(month, body.first), body.last)  # a week at either end goes with the month beside it
            met[_Run(body, body.first + (month_ - body.first) // span * span)] += 1
    return [(run, met[run]) for run in _runs(scene, span, below=below)]


@once
def _when(scene: Scene) -> tuple[list[int], list[int], list[str]]:
    """Submission, month and 所在支部 ("" = the branch itself) of every meeting in coverage."""
    rows = in_coverage(scene, "meetings")
    units_ = rows[FIELD].where(scene.branch("org_type", rows).isin(PARENTS)).fillna("")
    return list(rows["submission"]), list(months(rows["date"])), list(units_)


@once
def _runs(scene: Scene, span: int, *, below: bool) -> list[_Run]:
    """Each body once a run of `span` months.

    Without the runs that touch a quarter of which the year has no workbook: nobody knows what was held then.
    """
    lacking = scene.tables.lacking
    quarters = [Period.parse(code) for code in lacking["period"]]
    gone = {
        (number, quarter.days.start.year * YEAR + quarter.days.start.month - 1 + more)
        for number, quarter in zip(lacking["submission"], quarters, strict=True) if quarter for more in range(3)
    }
    return [
        _Run(body, start)
        for body in _bodies(scene, below=below) for start in range(body.first, body.last + 2 - span, span)
        if not any((body.submission, start + more) in gone for more in range(span))
    ]


@once
def _bodies(scene: Scene, *, below: bool) -> list[_Body]:
    """Who was to meet, of the workbooks that have meetings, in the order of 支部信息 and of the roster."""
    sheet = scene["branches"]
    frame = sheet[sheet.filled(["coverage_start", "coverage_end"])
                  & sheet["submission"].isin(scene["meetings"]["submission"])]
    days = scene.settings.coverage
    opened, closed = pd.Timestamp(days.start), pd.Timestamp(days.end)
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
            found.append(_Body(place, number, unit, name, first, last))
    return found


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


def _told(scene: Scene, runs: list[_Run], span: int, words: str = "") -> Cells:
    """The runs of each workbook as text: 7月、8月, or 第一党支部7月；第二党支部8月."""
    gaps: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for body, start in runs:
        gaps[body.place][body.name].append(start)
    texts = {}
    for place, own in gaps.items():
        parts = [f"{name}{_month_runs(sorted(starts), span)}" for name, starts in own.items()]
        more = f"等{len(parts)}个支部" if len(parts) > _NAMED else ""
        texts[place] = "；".join(parts[:_NAMED]) + more + words
    return _texts(scene, texts)


def _texts(scene: Scene, texts: Mapping[int, str]) -> Cells:
    index = scene["branches"].index
    return pd.Series([texts.get(place) for place in index], index, dtype=object)


def _month_runs(starts: list[int], span: int) -> str:
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
