"""Second pass, a chunk at a time: reports of the branches that count, marked workbooks of those that must correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.cache import Cache, laid
from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.choosing import BranchTask, ChunkFacts, name
from shuzhi.commands.running.reading import Park, ParkedBooks, left, parked_books, parked_tables
from shuzhi.compute.catalogue import by_branch
from shuzhi.deliver.looked import Looked, looked
from shuzhi.errors import TemplateFault
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Figure
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.words import State
from shuzhi.proof.faults import faults as faults_of
from shuzhi.proof.foreign import Foreign, RosterNames
from shuzhi.proof.known import Known, known_of
from shuzhi.render.suggestions import suggestions
from shuzhi.render.template import Report, Template, load, render

RETURN_FOLDER = {State.RETURNED: "待修改", State.TO_EXPLAIN: "待说明"}
Figures = list[tuple[str, int, str, str, str]]


@dataclass(frozen=True)
class WriteTask:
    """One chunk to write into `staging` (folders both/ and office/, see deliver).

    templates   file name → compiled, so that no worker has to; the fault of one that cannot be used
    indicators  where those of its branches lie, packed: rows of Results.indicators
    questions  submission → the key that what is made for its branch is kept under; none is kept without
    """

    park: Park
    staging: Path
    templates: Mapping[str, Template | TemplateFault]
    settings: Settings
    as_of: date | None
    branches: tuple[BranchTask, ...]
    indicators: Path
    finals: Mapping[str, tuple[Figure, ...]]
    cache: Cache = field(default_factory=Cache)
    questions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """The figures of all reports written (figures.csv's columns), the faults met, and what the data suggests.

    suggestions  (branch_code, text)
    remarks      what the office should know, one line each
    looked       what was seen of the files written, which need not be opened again
    """

    figures: Figures
    faults: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    looked: tuple[Looked, ...] = ()


@dataclass(frozen=True)
class Made:
    """What was made for one branch: path below the staging folder → content, and what there is to note of it."""

    files: Mapping[str, bytes]
    written: Written


def write_chunk(task: WriteTask) -> tuple[Written, ...]:
    """Write the reports and marked workbooks of one chunk; gives what was written of each of its branches."""
    maker = _Maker(task)
    done = []
    for one in task.branches:
        made = maker.made(one)
        if question := task.questions.get(one.submission):
            task.cache.put(question, made)
        done.append(lay_down(made, task.staging))
    return tuple(done)


def lay_down(made: Made, staging: Path) -> Written:
    """Put what was made for a branch into the staging folder; gives what there is to note of it."""
    for path, content in made.files.items():
        put(staging / path, content)
    return made.written


class _Maker:
    """What the branches of a chunk share."""

    def __init__(self, task: WriteTask) -> None:
        self.task = task
        self.chunk = ChunkFacts(parked_tables(task.park), task.settings, task.as_of, task.finals)
        self.templates = task.templates
        self.lines = by_branch(laid(task.indicators))
        self.names = _names(task.settings.branches)
        back = any(one.state in RETURN_FOLDER for one in task.branches)
        self.books = parked_books(task.park) if back else ParkedBooks({}, {})

    def made(self, one: BranchTask) -> Made:
        """What is made for one branch."""
        files: dict[str, bytes] = {}
        figures: Figures = []
        seen: list[Looked] = []
        faults = {str(fault): None for fault in self.templates.values() if isinstance(fault, TemplateFault)}
        suggested: tuple[str, ...] = ()
        if one.state.counts:
            own = self.chunk.of(replace(one, indicators=self.lines.get(one.branch.code, {})))
            suggested = tuple(dict.fromkeys(said.text for said in suggestions(own)))
            foreign, known = self._foreign(one.branch), known_of(own)
            for facts in self.chunk.reports(own):
                report, wrong = _proofread(self.templates[facts.kind.template], facts, foreign, known)
                faults |= dict.fromkeys(wrong)
                if report:
                    path = name(one.branch, facts.kind)
                    files[f"both/{path}"] = report.docx
                    figures += [(path, f.number, f.text, f.source, ";".join(f.rows)) for f in report.figures]
                    seen.append(looked(path, report.docx))
        if one.state in RETURN_FOLDER:
            path = f"{RETURN_FOLDER[one.state]}/{one.branch.place}.xlsx"
            files[f"office/{path}"] = self._marked(one, suggested)
            seen.append(looked(path, files[f"office/{path}"]))
        told = tuple((one.branch.code, text) for text in suggested)
        return Made(files, Written(figures, tuple(faults), told, (), tuple(seen)))

    def _foreign(self, branch: Branch) -> Foreign:
        """The names that the reports of a branch must not hold."""
        return self.names.besides([each.code for each in self.task.settings.family(branch.code)])

    def _marked(self, one: BranchTask, suggested: Sequence[str]) -> bytes:
        """A marked copy; a workbook that must be corrected gets no suggestions, its figures do not hold yet."""
        before = left(self.task.park.folder, one.submission).read_bytes()
        book, bindings = self.books.books[one.submission], self.books.bindings[one.submission]
        return marked(form.load(), before, book, bindings, one.findings, suggested=suggested)


def template_of(batch: Batch, name: str) -> Template:
    """A template by its file name. Raises TemplateFault."""
    return batch.compiled.get(name) or load(batch.templates / name)


@lru_cache(maxsize=1)  # the same for all chunks of a run
def _names(branches: tuple[Branch, ...]) -> RosterNames:
    return RosterNames({branch.code: branch.names for branch in branches})


def _proofread(
    template: Template | TemplateFault, facts: Facts, foreign: Foreign, known: Known
) -> tuple[Report | None, tuple[str, ...]]:
    """A report fit to deliver, or why it is not."""
    if isinstance(template, TemplateFault):
        return None, ()
    try:
        report = render(template, facts)
    except TemplateFault as fault:
        return None, (str(fault),)
    found = faults_of(report.docx, facts, report.figures, foreign, known)
    title = f"报告“{facts.branch.place}/{facts.kind.output}”没有通过校对，这次没有出："
    return (None if found else report), tuple(title + fault for fault in found)
