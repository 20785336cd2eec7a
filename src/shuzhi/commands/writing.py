"""Second pass, a chunk at a time: reports of the branches that count, marked workbooks of those that must correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.commands.batch import Batch
from shuzhi.commands.reading import Parked, unpark
from shuzhi.compute.catalogue import as_indicators
from shuzhi.errors import TemplateFault
from shuzhi.model.facts import Facts
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.results import Results
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.tables import Row, Scalar
from shuzhi.model.words import State
from shuzhi.render.template import load, render

RETURN_FOLDER = {State.RETURNED: "待修改", State.TO_EXPLAIN: "待说明"}
Figures = list[tuple[str, int, str, str, str]]


@dataclass(frozen=True)
class BranchTask:
    """One branch of a chunk: its state, findings, indicators (own and all) and the branches counted in `all`."""

    branch: Branch
    submission: int
    state: State
    findings: tuple[Finding, ...]
    indicators: pd.DataFrame
    children: tuple[Branch, ...]


@dataclass(frozen=True)
class WriteTask:
    """One chunk to write into `staging` (folders both/ and office/, see deliver)."""

    park: Path
    staging: Path
    templates: Path
    settings: Settings
    as_of: date | None
    branches: tuple[BranchTask, ...]


@dataclass(frozen=True)
class Written:
    """The figures of all reports written (figures.csv's columns) and the faults of templates met."""

    figures: Figures
    faults: tuple[str, ...]


def write_chunk(task: WriteTask) -> Written:
    """Write the reports and marked workbooks of one chunk."""
    parked = unpark(task.park)
    rows = _rows(parked)
    figures: Figures = []
    faults: dict[str, None] = {}
    for one in task.branches:
        if one.state in RETURN_FOLDER:
            book = marked(form.load(), parked.books[one.submission], parked.bindings[one.submission], one.findings)
            _put(task.staging / "office" / RETURN_FOLDER[one.state] / f"{one.branch.place}.xlsx", book)
        if not one.state.counts:
            continue
        for kind in task.settings.reports:
            facts = _facts(task, one, kind, parked, rows)
            if facts is None:
                continue
            try:
                report = render(load(task.templates / kind.template), facts)
            except TemplateFault as fault:
                faults[str(fault)] = None
                continue
            name = f"报告/{one.branch.place}/{kind.output}.docx"
            _put(task.staging / "both" / name, report.docx)
            figures += [(name, f.number, f.text, f.source, ";".join(f.rows)) for f in report.figures]
    return Written(figures, tuple(faults))


def tasks(results: Results, parks: Sequence[Path], batch: Batch) -> list[WriteTask]:
    """One task a parked chunk."""
    findings = {
        number: tuple(Finding(*row) for row in group[list(Finding._fields)].to_numpy().tolist())
        for number, group in results.findings.groupby("submission")
    }
    values = dict(list(results.indicators.groupby("branch_code")))
    roster = {branch.code: branch for branch in results.settings.branches}
    there = results.branches.loc[results.branches["submission"] >= 0, ["submission", "branch_code", "state"]]
    branches = {
        number: BranchTask(
            roster[code], number, State(state), findings.get(number, ()), values.get(code, results.indicators[:0]),
            _counted_children(results, roster[code]),
        )
        for number, code, state in there.to_numpy().tolist()
    }
    return [
        WriteTask(
            park, batch.staging, batch.templates, results.settings, results.as_of,
            tuple(branches[number] for number in sorted(unpark(park).books) if number in branches),
        )
        for park in parks
    ]


def _counted_children(results: Results, branch: Branch) -> tuple[Branch, ...]:
    state = dict(zip(results.branches["branch_code"], results.branches["state"], strict=True))
    return tuple(child for child in results.settings.children(branch.code) if State(state[child.code]).counts)


def _facts(
    task: WriteTask, one: BranchTask, kind: ReportKind, parked: Parked, rows: Mapping[tuple[int, str], tuple[Row, ...]]
) -> Facts | None:
    """What the report is made from; None if the branch does not get this kind."""
    here = {sheet.name: rows.get((one.submission, sheet.name), ()) for sheet in form.load().sheets}
    items = here["branches"][0].values
    if not _applies(kind, one.branch, task.settings) or not _fed(kind, here, items):
        return None
    start, end, as_of = items["coverage_start"], items["coverage_end"], task.as_of or items["as_of"]
    assert isinstance(start, date) and isinstance(end, date) and isinstance(as_of, date)  # noqa: PT018 - required
    places = parked.tables.items
    places = places[places["submission"] == one.submission]
    own = as_indicators(one.indicators[one.indicators["scope"] == "own"])
    whole = as_indicators(one.indicators[one.indicators["scope"] == "all"])
    return Facts(
        period=task.settings.period, coverage=Coverage(start, end), as_of=as_of, township=task.settings.township,
        kind=kind, branch=one.branch, items=items,
        item_rows=dict(zip(places["field"], places["row"], strict=True)),
        rows=_inside(here, Coverage(start, end)), own=own, all=whole or own, limits=task.settings.limits,
        children=one.children, draft=one.state is not State.APPROVED,
    )


def _applies(kind: ReportKind, branch: Branch, settings: Settings) -> bool:
    wanted = (
        (kind.org_types, branch.org_type), (kind.unit_types, branch.unit_type),
        (kind.period_kinds, settings.period.kind),
    )
    return all(not allowed or own in allowed for allowed, own in wanted)


def _fed(kind: ReportKind, rows: Mapping[str, tuple[Row, ...]], items: Mapping[str, Scalar]) -> bool:
    """Whether every sheet the report needs has rows or says 确无."""
    standard = form.load()
    return all(rows[name] or items.get(standard.sheet(name).nothing) == "确无" for name in kind.needs)


def _inside(rows: Mapping[str, tuple[Row, ...]], coverage: Coverage) -> dict[str, tuple[Row, ...]]:
    """Rows of dated sheets outside the coverage left out (they count in the year)."""
    standard = form.load()

    def counts(row: Row, field: str) -> bool:
        day = row.values.get(field)
        return isinstance(day, date) and coverage.start <= day <= coverage.end

    return {
        name: tuple(row for row in own if not (dated := standard.sheet(name).dated) or counts(row, dated))
        for name, own in rows.items()
    }


def _rows(parked: Parked) -> dict[tuple[int, str], tuple[Row, ...]]:
    """(submission, sheet) → its rows, blank cells None."""
    found: dict[tuple[int, str], list[Row]] = {}
    for sheet, frame in parked.tables.frames.items():
        names = [str(name) for name in frame.columns]
        for values in frame.itertuples(index=False, name=None):
            record = dict(zip(names, map(_plain, values), strict=True))
            number, row = int(values[0]), int(values[1])
            del record["submission"], record["row"]
            found.setdefault((number, sheet), []).append(Row(sheet, row, record))
    return {key: tuple(rows) for key, rows in found.items()}


def _plain(value: object) -> Scalar:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, (str, int)) or (isinstance(value, float) and value == value) else None  # noqa: PLR0124 - NaN


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

