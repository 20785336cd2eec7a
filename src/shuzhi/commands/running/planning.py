"""What the second pass has to do: one task a chunk for the branches of which something is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from shuzhi.cache import key, lay
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.choosing import BranchTask, name
from shuzhi.commands.running.comparing import earlier
from shuzhi.commands.running.reading import Read
from shuzhi.commands.running.writing import Made, WriteTask, Written, lay_down
from shuzhi.compute.catalogue import LINE_COLUMNS
from shuzhi.errors import TemplateFault
from shuzhi.model.finding import Finding
from shuzhi.model.origin import NOWHERE
from shuzhi.model.results import Results
from shuzhi.model.words import State
from shuzhi.render.template import Template, load
from shuzhi.summarize.values import tuples


@dataclass(frozen=True)
class Plan:
    """done: submission → what was written of it in an earlier run, laid down again; tasks: the rest."""

    done: Mapping[int, Written]
    tasks: Sequence[WriteTask]


def planned(results: Results, reads: Sequence[Read], batch: Batch) -> Plan:
    """Put what was made in an earlier run, from the same, into the staging folder, and plan the rest."""
    branches, templates = _branches(results, batch), _templates(results, batch)
    common = key("made", _dressed(templates), results.settings, results.as_of)
    questions = _questions(branches, common, reads, batch)
    done = {}
    for number, question in questions.items():
        made = batch.cache.get(question)
        if isinstance(made, Made):
            done[number] = lay_down(made, batch.staging)
    todo = {number: one for number, one in branches.items() if number not in done}
    chunks = [(read.park, [n for n in read.facts["submission"].tolist() if n in todo]) for read in reads if read.park]
    lines = _lines(results.indicators, [[todo[number].branch.code for number in own] for _, own in chunks])
    tasks = [
        WriteTask(
            park, batch.staging, templates, results.settings, results.as_of, tuple(todo[number] for number in own),
            _lay(indicators, batch.folder / f"{own[0]}.lines"), batch.known.finals, batch.cache,
            {number: questions[number] for number in own if number in questions},
        )
        for (park, own), indicators in zip(chunks, lines, strict=True) if own
    ]
    return Plan(done, tasks)


def _branches(results: Results, batch: Batch) -> dict[int, BranchTask]:
    """Submission → what its branch's files are made from, but for the indicators."""
    findings: dict[int, list[Finding]] = {}
    for finding in map(Finding._make, tuples(results.findings, Finding._fields)):
        findings.setdefault(finding.submission, []).append(finding)
    roster = {branch.code: branch for branch in results.settings.branches}
    there = results.branches.loc[results.branches["submission"] >= 0, ["submission", "branch_code", "state"]]
    counted = {code for _, code, state in there.to_numpy().tolist() if State(state).counts}
    children = results.settings.children
    return {
        number: BranchTask(
            roster[code], number, State(state), tuple(findings.get(number, ())), {},
            tuple(child for child in children(code) if child.code in counted),
            earlier(batch.known.history, results.settings, roster[code], counted),
            results.origins.get(number, NOWHERE), results.amended.get(number, ()),
        )
        for number, code, state in there.to_numpy().tolist()
    }


def _lines(indicators: pd.DataFrame, chunks: Sequence[Sequence[str]]) -> Iterator[pd.DataFrame]:
    """The indicators of the branches of each chunk, as codes, one chunk after the other."""
    places = indicators.groupby("branch_code").indices if any(chunks) else {}
    nothing = np.empty(0, dtype=np.intp)
    for codes in chunks:
        own = np.concatenate([nothing, *(places.get(code, nothing) for code in codes)])
        yield indicators[LINE_COLUMNS].take(own)


def _lay(indicators: pd.DataFrame, place: Path) -> Path:
    """Leave them for who writes the chunk: as tuples those of all chunks together take much memory."""
    lay(indicators, place)
    return place


def _questions(
    branches: Mapping[int, BranchTask], common: str, reads: Sequence[Read], batch: Batch
) -> dict[int, str]:
    """Submission → the key of everything that the files of its branch are made from; `common`: that of all branches.

    Its own rows and those of all that count below it, at any depth, stand for its indicators; what earlier periods say
    is part of what each workbook was read under.
    """
    under = {number: found for read in reads for number, found in read.under.items()}
    read_as = {
        one.branch.code: (under.get(number), one.origins) for number, one in branches.items() if one.state.counts
    }
    finals = batch.known.finals
    return {
        number: key(
            "branch", common, under[number], one.state, [found[1:] for found in one.findings],
            [(below.code, read_as.get(below.code)) for below in batch.settings.below(one.branch.code)],
            [then.period for then in one.earlier],
            one.origins, one.amended,
            [finals.get(name(one.branch, kind)) for kind in batch.settings.reports_for(one.branch)],
        )
        for number, one in branches.items() if number in under
    }


def _templates(results: Results, batch: Batch) -> dict[str, Template | TemplateFault]:
    """The Word templates of branches' reports by file name; of those that cannot be used the fault."""
    found: dict[str, Template | TemplateFault] = {}
    for kind in results.settings.reports:
        try:
            found[kind.template] = load(batch.templates / kind.template)
        except TemplateFault as fault:
            found[kind.template] = fault
    return found


def _dressed(templates: Mapping[str, Template | TemplateFault]) -> list[object]:
    """What a key tells of templates: dressed in the house style, not compiled."""
    return [(name, str(one) if isinstance(one, TemplateFault) else one.members) for name, one in templates.items()]
