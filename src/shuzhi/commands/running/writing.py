"""Second pass, a chunk at a time: reports of the branches that count, marked workbooks of those that must correct."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.cache import Cache, key
from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.choosing import BranchTask, ChunkFacts, name
from shuzhi.commands.running.comparing import earlier
from shuzhi.commands.running.reading import ParkedBooks, Read, original, parked_books, parked_tables
from shuzhi.errors import TemplateFault
from shuzhi.model.facts import Facts
from shuzhi.model.finding import Finding
from shuzhi.model.indicator import Figure
from shuzhi.model.origin import NOWHERE
from shuzhi.model.results import Results
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.words import State
from shuzhi.proof.faults import faults as faults_of
from shuzhi.render.suggestions import suggestions
from shuzhi.render.template import Report, Template, load, render

RETURN_FOLDER = {State.RETURNED: "待修改", State.TO_EXPLAIN: "待说明"}
Figures = list[tuple[str, int, str, str, str]]


@dataclass(frozen=True)
class WriteTask:
    """One chunk to write into `staging` (folders both/ and office/, see deliver)."""

    park: Path
    staging: Path
    templates: Path
    settings: Settings
    as_of: date | None
    branches: tuple[BranchTask, ...]
    finals: Mapping[str, tuple[Figure, ...]]
    cache: Cache = field(default_factory=Cache)


@dataclass(frozen=True)
class Written:
    """The figures of all reports written (figures.csv's columns), the faults met, and what the data suggests.

    suggestions  (branch_code, text)
    remarks      what the office should know, one line each
    """

    figures: Figures
    faults: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()


def write_chunk(task: WriteTask) -> Written:
    """Write the reports and marked workbooks of one chunk."""
    chunk = ChunkFacts(parked_tables(task.park), task.settings, task.as_of, task.finals)
    templates = {kind.template: _loaded(task.templates / kind.template) for kind in task.settings.reports}
    faults = {str(one): None for one in templates.values() if isinstance(one, TemplateFault)}
    figures: Figures = []
    suggested: dict[tuple[str, str], None] = {}
    for one in (one for one in task.branches if one.state.counts):
        own = chunk.of(one)
        suggested.update(dict.fromkeys((one.branch.code, said.text) for said in suggestions(own)))
        foreign = _foreign(one.branch, task.settings)
        for facts in chunk.reports(own):
            template = templates[facts.kind.template]
            if isinstance(template, TemplateFault):
                continue
            question = key("report", template.name, template.members, facts, foreign)
            report, wrong = task.cache.made(question, partial(_proofread, template, facts, foreign))
            faults.update(dict.fromkeys(wrong))
            if report:
                path = name(one.branch, facts.kind)
                put(task.staging / "both" / path, report.docx)
                figures += [(path, f.number, f.text, f.source, ";".join(f.rows)) for f in report.figures]
    _write_marked(task, suggested)
    return Written(figures, tuple(faults), tuple(suggested))


def _foreign(own: Branch, settings: Settings) -> frozenset[str]:
    """The names of branches that are neither this one nor of its 总支."""
    family = settings.family(own.code)
    return frozenset(word for branch in settings.branches if branch not in family for word in branch.names)


def _proofread(template: Template, facts: Facts, foreign: frozenset[str]) -> tuple[Report | None, tuple[str, ...]]:
    """A report fit to deliver, or why it is not."""
    try:
        report = render(template, facts)
    except TemplateFault as fault:
        return None, (str(fault),)
    found = faults_of(report.docx, facts, report.figures, foreign)
    title = f"报告“{facts.branch.place}/{facts.kind.output}”没有通过校对，这次没有出："
    return (None if found else report), tuple(title + fault for fault in found)


def _loaded(path: Path) -> Template | TemplateFault:
    try:
        return load(path)
    except TemplateFault as fault:
        return fault


def _write_marked(task: WriteTask, suggested: Collection[tuple[str, str]]) -> None:
    """Marked copies; a workbook that must be corrected gets no suggestions, its figures do not hold yet."""
    back = [one for one in task.branches if one.state in RETURN_FOLDER]
    parked = parked_books(task.park) if back else ParkedBooks({}, {})
    for one in back:
        number = one.submission
        before = original(task.park, number).read_bytes()
        texts = [text for code, text in suggested if code == one.branch.code]
        question = key("marked", before, form.load().version, [fault[1:] for fault in one.findings], texts)
        book = task.cache.made(question, partial(
            marked, form.load(), before, parked.books[number], parked.bindings[number], one.findings, suggested=texts,
        ))
        put(task.staging / "office" / RETURN_FOLDER[one.state] / f"{one.branch.place}.xlsx", book)


def tasks(results: Results, reads: Sequence[Read], batch: Batch) -> list[WriteTask]:
    """One task a parked chunk."""
    findings = {
        number: tuple(Finding(*row) for row in group[list(Finding._fields)].to_numpy().tolist())
        for number, group in results.findings.groupby("submission")
    }
    values = dict(list(results.indicators.groupby("branch_code")))
    roster = {branch.code: branch for branch in results.settings.branches}
    there = results.branches.loc[results.branches["submission"] >= 0, ["submission", "branch_code", "state"]]
    counted = {code for _, code, state in there.to_numpy().tolist() if State(state).counts}
    branches = {
        number: BranchTask(
            roster[code], number, State(state), findings.get(number, ()), values.get(code, results.indicators[:0]),
            tuple(child for child in results.settings.children(code) if child.code in counted),
            earlier(batch.known.history, results.settings, roster[code], counted),
            results.origins.get(number, NOWHERE), results.amended.get(number, ()),
        )
        for number, code, state in there.to_numpy().tolist()
    }
    return [
        WriteTask(
            read.park, batch.staging, batch.templates, results.settings, results.as_of,
            tuple(branches[number] for number in read.facts["submission"].tolist() if number in branches),
            batch.known.finals, batch.cache,
        )
        for read in reads if read.park
    ]
