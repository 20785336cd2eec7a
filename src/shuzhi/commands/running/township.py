"""The township's own reports, after the join: made once a run, from its own rows and the totals of its branches."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.choosing import name
from shuzhi.commands.running.writing import Figures, Written, template_of
from shuzhi.compute.catalogue import as_indicators, with_blanks
from shuzhi.compute.lines import own_of
from shuzhi.compute.totals import TOTAL, subtotals
from shuzhi.errors import TemplateFault
from shuzhi.model.indicator import Figure
from shuzhi.model.period import Coverage
from shuzhi.model.results import Results
from shuzhi.model.settings import ReportKind, Settings
from shuzhi.model.tables import Row
from shuzhi.model.township import TownshipFacts, kinds, office
from shuzhi.model.words import Level, State
from shuzhi.proof.faults import faults as faults_of
from shuzhi.render.template import render

_SHEETS = {"meetings": "own_meetings", "works": "own_works", "problems": "own_problems", "texts": "own_texts"}
_SHORT = {"党总支": "总支"}
_TERM, _OVER = "B05", "任期已满"
_LACKS = "F59"  # a half year or year without one of its quarters
_DATED = ("meetings", "works")
_NOT_FILLED = "“{}”没有出：乡镇台账“本级会议”“本级工作”里没有{}{}的行。请填好后再运行一次。"


def write_township(known: TownshipFacts, settings: Settings, batch: Batch) -> Written:
    """Write the township's reports of the period into the staging folder; `known`: the facts of any of them.

    A report for which 乡镇台账 has no row of its own is left out, which is a remark.
    """
    figures: Figures = []
    faults: list[str] = []
    remarks: list[str] = []
    for kind in kinds(settings):
        facts = _of_kind(known, settings, kind, batch.known.finals)
        if not any(facts.rows[sheet] for sheet in _DATED):
            remarks.append(_not_filled(facts))
            continue
        try:
            report = render(template_of(batch, kind.template), facts)
        except TemplateFault as fault:
            faults.append(str(fault))
            continue
        path, found = name(facts.branch, kind), faults_of(report.docx, facts, report.figures)
        title = f"报告“{facts.branch.place}/{kind.output}”没有通过校对，这次没有出："
        faults += [title + fault for fault in found]
        if not found:
            put(batch.staging / "both" / path, report.docx)
            figures += [(path, one.number, one.text, one.source, ";".join(one.rows)) for one in report.figures]
    return Written(figures, tuple(faults), (), tuple(remarks))


def township_facts(results: Results, kind: ReportKind, finals: Mapping[str, tuple[Figure, ...]]) -> TownshipFacts:
    """What one report of the township is made from; rows of other people are left out of a personal one."""
    settings, own = results.settings, office(results.settings)
    counted = {
        code for code, state in results.branches[["branch_code", "state"]].to_numpy().tolist() if State(state).counts
    }
    own_lines = results.indicators[results.indicators["scope"] == "own"]
    own_values = own_of(own_lines)
    units = {one.code: one.unit_type for one in settings.branches}
    as_of, same_day = _as_of(results, counted)
    return TownshipFacts(
        period=settings.period, coverage=settings.coverage, as_of=as_of, township=settings.township, kind=kind,
        branch=own, items={}, item_rows={}, rows=own_rows(settings, kind), own={},
        all=with_blanks(as_indicators(own_lines[own_lines["branch_code"] == TOTAL])),
        limits=settings.limits, children=tuple(one for one in settings.branches if one.code in counted),
        switches=settings.switches, final=finals.get(name(own, kind)), superior=settings.superior,
        expected=settings.branches,
        values={code: its for code, its in own_values.items() if code in counted},
        behind=_behind(results, counted), partial=_partial(results, counted), same_day=same_day,
        standing=_standing(results), subtotals={
            str(unit): as_indicators(frame) for unit, frame in subtotals(own_lines, units).groupby("branch_code")
        },
    )


def _of_kind(
    known: TownshipFacts, settings: Settings, kind: ReportKind, finals: Mapping[str, tuple[Figure, ...]]
) -> TownshipFacts:
    return replace(known, kind=kind, rows=own_rows(settings, kind), final=finals.get(name(known.branch, kind)))


def _standing(results: Results) -> dict[str, str]:
    """Code → the state of a branch, or through whom it handed in."""
    found = {}
    for code, state, through in results.branches[["branch_code", "state", "through"]].to_numpy().tolist():
        parent = results.settings.branch(through) if through else None
        found[code] = f"由{_SHORT.get(parent.org_type, parent.org_type)}填报" if parent else State(state).label
    return found


def own_rows(settings: Settings, kind: ReportKind) -> dict[str, tuple[Row, ...]]:
    """The township's rows for one report: those of its days, meant for it, and in a personal one of its speaker."""
    rows = {sheet: settings.own.get(name, ()) for sheet, name in _SHEETS.items()}
    dated = {sheet: tuple(row for row in rows[sheet] if _inside(row, settings.coverage)) for sheet in _DATED}
    meant = {
        sheet: tuple(row for row in rows[sheet] if row.values.get("report") in (None, "", kind.name))
        for sheet in ("problems", "texts")
    }
    if not kind.speaker:
        return dated | meant
    return {
        "meetings": tuple(row for row in dated["meetings"] if _of(row, ("host", "speaker"), kind.speaker)),
        "works": tuple(row for row in dated["works"] if _of(row, ("officer",), kind.speaker)),
        "problems": tuple(_unnamed(row, kind.speaker) for row in meant["problems"]), "texts": meant["texts"],
    }


def _inside(row: Row, days: Coverage) -> bool:
    day = row.values.get("date")
    return isinstance(day, date) and days.start <= day <= days.end


def _of(row: Row, fields: Iterable[str], speaker: str) -> bool:
    return any(speaker in str(row.values.get(field) or "").split("、") for field in fields)


def _unnamed(row: Row, speaker: str) -> Row:
    """A person does not name themselves as the one in charge in their own report."""
    return row._replace(values={**row.values, "officer": None}) if row.values.get("officer") == speaker else row


def _as_of(results: Results, counted: Iterable[str]) -> tuple[date, bool]:
    """The day on which things stand, and whether all branches that count give that one."""
    if results.as_of:
        return results.as_of, True
    frame = results.branches
    days = frame.loc[frame["branch_code"].isin(list(counted)), "as_of"].dropna()
    if not len(days):
        return results.settings.coverage.end, True
    return days.max().date(), len(set(days)) == 1


def _behind(results: Results, counted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Rule → the branches that it reminds, in the order of the roster; of a term only that it is over."""
    there = set(counted)
    notices = results.findings[results.findings["level"] == Level.NOTICE]
    found: dict[str, dict[str, None]] = {}
    for code, branch, message in notices[["code", "branch_code", "message"]].to_numpy().tolist():
        if branch in there and (code != _TERM or _OVER in message):
            found.setdefault(code, {})[branch] = None
    return {code: tuple(branches) for code, branches in found.items()}


def _partial(results: Results, counted: Iterable[str]) -> tuple[str, ...]:
    """The branches that lack a quarter, whether they said why or not, in the order of the roster."""
    told = [frame.loc[frame["code"] == _LACKS, "branch_code"] for frame in (results.findings, results.explained)]
    lacking = set(counted) & {code for codes in told for code in codes}
    return tuple(branch.code for branch in results.settings.branches if branch.code in lacking)


def _not_filled(facts: TownshipFacts) -> str:
    who = "报告人" if facts.personal else ""
    return _NOT_FILLED.format(facts.kind.output, who, facts.period.label)
