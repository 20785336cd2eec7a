"""`shuzhi run`: inbox → delivery."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd

from shuzhi import __version__, form
from shuzhi.cache import Cache
from shuzhi.commands.consolidating.amending import with_amended
from shuzhi.commands.consolidating.years import add_quarters, quarters, with_origins
from shuzhi.commands.moment import moment
from shuzhi.commands.running import before, joining, manifest, writing
from shuzhi.commands.running.archiving import keep_used
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.chunks import read_all
from shuzhi.commands.running.comparing import amounts_before
from shuzhi.commands.running.encrypting import Password, nobody, wanted
from shuzhi.commands.running.finals import final_figures, settle
from shuzhi.commands.running.inputs import Asked, Inputs, gathered
from shuzhi.commands.running.passes import PASSES
from shuzhi.commands.running.planning import planned
from shuzhi.commands.running.printing import calls, put_pdfs
from shuzhi.commands.running.reading import Read
from shuzhi.commands.running.summing import sum_up
from shuzhi.commands.running.town import TownTask, town_task, write_part, write_town
from shuzhi.commands.running.volume import bind
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.deliver.standing import standing
from shuzhi.errors import (
    DeliveryFailed,
    ExitCode,
    InboxMissing,
    NoTemplate,
    NotNoted,
    TemplateFault,
    exit_code_of,
    reason_of,
)
from shuzhi.intake.find import Found
from shuzhi.ledger import Ledger, open_ledger
from shuzhi.model.indicator import Figure
from shuzhi.model.period import Period
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.words import State
from shuzhi.pdf.engine import Engine
from shuzhi.progress import Progress
from shuzhi.render.template import load
from shuzhi.spread.chunks import spread
from shuzhi.spread.cluster import connected
from shuzhi.spread.processes import Processes, processes
from shuzhi.spread.workers import Workers
from shuzhi.workspace import Workspace, load_settings

FIGURE_COLUMNS = ["report", "number", "text", "source", "rows"]


@dataclass(frozen=True)
class RunOutcome:
    """What a run delivered: the two zips, what it knows, the templates that could not be used, what is final.

    finals  report (报告/石井村/述职报告.docx) of an approved branch, or with a 定稿 in its place → its figures
    encrypted  the 内部 zip opens only with a password
    repeats  the number of the run before that was made from the same and still stands: `results` is what it knew, but
             for indicators and rows; 0 = all was made and published now
    """

    office: Path
    upward: Path
    results: Results
    faults: tuple[str, ...]
    finals: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    encrypted: bool = False
    repeats: int = 0

    @property
    def exit_code(self) -> ExitCode:
        """OK only if every branch counts and every template worked."""
        whole = all(State(state).counts for state in self.results.branches["state"])
        return ExitCode.OK if whole and not self.faults else ExitCode.WITH_FAULTS


@dataclass(frozen=True)
class RunRequest:
    """What was asked for; None = as 乡镇台账 and the workbooks say.

    engine  LibreOffice: tells on which page a report begins, makes PDFs; None = no page numbers in the contents
    now     the moment that 催报.txt names (aware); None = the clock
    pdf     put a PDF beside each Word document, also where 参数 does not ask for it
    everything  do again what did not change since an earlier run, too
    settle  files younger than so many seconds are looked at again before they are read (see intake.settled)
    cluster  the address of a Dask cluster that does the work in place of processes of this machine
    encrypt the 内部 zip with `password`, also where 参数 does not ask for it; it is asked for only then
    """

    workspace: Workspace
    period: Period | None = None
    as_of: date | None = None
    jobs: int | None = None
    engine: Engine | None = None
    everything: bool = False
    settle: float = 0.0
    now: datetime | None = None
    pdf: bool = False
    cluster: str = ""
    encrypt: bool = False
    password: Password = nobody


def run(request: RunRequest, progress: Progress) -> RunOutcome:
    """Run the batch; nothing published changes before everything is made and checked."""
    workspace = request.workspace
    settings = load_settings(workspace, request.period)
    request = replace(request, password=wanted(request.password, settings, asked=request.encrypt))
    inbox = workspace.inbox(settings.period)
    there = _is_there(inbox)
    if not there and settings.period.kind == "Q":
        raise InboxMissing(str(inbox))
    with workspace.locked(), open_ledger(workspace.ledger) as ledger:
        if not there and not quarters(ledger.runs.counted(), settings.period):
            raise InboxMissing(str(inbox))
        number = ledger.runs.begin(settings.period.code, _versions())
        try:
            inputs = _inputs(request, settings, ledger)
            outcome = _repeated(request, inputs, ledger, progress)
            if outcome is None:
                with tempfile.TemporaryDirectory(
                    prefix="run-", dir=workspace.private, ignore_cleanup_errors=True  # the next run clears it
                ) as folder:
                    outcome = _work(request, inputs, ledger, Path(folder), progress)
        except OSError as fault:  # a full or vanished disk under the temporary folder
            ledger.failed(number, ExitCode.NOT_DELIVERED)
            raise DeliveryFailed(str(workspace.private), reason_of(fault)) from fault
        except BaseException as fault:
            ledger.failed(number, exit_code_of(fault))
            raise
        _note(ledger, number, outcome)
        known = before.Before(number, outcome.results, outcome.faults, outcome.finals)
        if inputs.ask() == inputs.question:
            before.keep(inputs.question, known, inputs.cache)
        return outcome


def _inputs(request: RunRequest, settings: Settings, ledger: Ledger) -> Inputs:
    day = moment(request.now).date()
    asked = (request.as_of, request.pdf, request.engine and request.engine.build, day)
    cache = Cache(request.workspace.cache(settings.period), request.everything)
    return gathered(request.workspace, settings, ledger, Asked(asked, request.settle, secret=request.encrypt), cache)


def _repeated(request: RunRequest, inputs: Inputs, ledger: Ledger, progress: Progress) -> RunOutcome | None:
    """What the last run delivered, where it would be the same now and still stands; None where it must be made."""
    workspace, period = request.workspace, inputs.settings.period
    then = before.taken(inputs.question, period.code, inputs.cache, ledger)
    zips = standing(workspace.output, period, ledger.runs.delivered(then.number)) if then else None
    if then is None or zips is None:
        return None
    progress.stage("没有变动，沿用上一次的结果", len(inputs.found))
    keep_used(then.results, {one.file: one.path for one in inputs.found}, workspace.archive)
    progress.step(len(inputs.found))
    return RunOutcome(*zips, then.results, then.faults, then.finals, repeats=then.number)


def _note(ledger: Ledger, number: int, outcome: RunOutcome) -> None:
    """Note everything the run knows, all or nothing: half of it would hide what the run before noted."""
    try:
        delivered = [_described(path) for path in (outcome.office, outcome.upward)]
    except OSError as fault:
        raise NotNoted(reason_of(fault)) from fault
    with ledger.together():
        if outcome.repeats:
            ledger.runs.repeat(number, outcome.repeats)
        else:
            ledger.runs.record(number, outcome.results)
            ledger.explanations.note(number, outcome.results)
            ledger.indicators.note(number, outcome.results)
            ledger.finals.note(number, outcome.finals)
        ledger.runs.finish(number, outcome.exit_code, delivered)


def _described(path: Path) -> tuple[str, str, int]:
    content = path.read_bytes()
    return path.name, sha256(content).hexdigest(), len(content)


def _work(
    request: RunRequest, inputs: Inputs, ledger: Ledger, folder: Path, progress: Progress
) -> RunOutcome:
    """A run in a temporary folder, from what lies there when it begins."""
    templates = request.workspace.templates
    faults = _template_faults(inputs.settings, templates)
    inputs.cache.begin()
    with _workers(request, len(inputs.found), folder) as workers:
        batch = Batch(
            inputs.settings, request.as_of, workers, folder, templates, progress, inputs.known, inputs.cache,
            calls(request.jobs),
        )
        outcome = _made(request, ledger, batch, inputs.found, inputs.lost)
    return replace(outcome, faults=tuple(dict.fromkeys([*faults, *outcome.faults])))


def _workers(request: RunRequest, files: int, folder: Path) -> AbstractContextManager[Workers]:
    """Who works on the chunks of so many files."""
    if request.cluster:
        return connected(request.cluster, folder, PASSES)
    return nullcontext(Processes(request.jobs) if request.jobs else processes(files))


def _made(
    request: RunRequest, ledger: Ledger, batch: Batch, found: Sequence[Found], lost: Sequence[str]
) -> RunOutcome:
    """The stages, one after the other; `lost` is what the office should know of approved workbooks."""
    workspace, settings, progress, known = request.workspace, batch.settings, batch.progress, batch.known
    reads = read_all(found, batch)
    years = add_quarters(reads, ledger.runs.counted(), batch, workspace.archive)
    found, reads = (*found, *years.found), with_origins([*reads, *years.reads], years.origins)
    results = with_amended(joining.join(reads, settings, request.as_of, known), reads, years.origins, known.history)
    results = replace(results, earlier=amounts_before(results, known.history))
    figures, written = _write(results, reads, batch)
    settled = settle(batch, workspace.final(settings.period))
    bound = (*bind(batch, request.engine), *put_pdfs(batch, request.engine, asked=request.pdf))
    said = (*lost, *years.remarks, *results.remarks, *(one for each in written for one in each.remarks))
    results = replace(
        results, suggestions=tuple(one for each in written for one in each.suggestions),
        remarks=(*said, *settled.remarks, *bound),
    )
    progress.stage("汇总并打包", 1)
    seen = sum_up(results, figures, batch, moment(request.now))
    keep_used(results, {one.file: one.path for one in found}, workspace.archive)
    password = request.password()
    looked = {(one.kind, one.sha256): one for one in (*seen, *(one for each in written for one in each.looked))}
    content = Content(batch.staging, manifest.facts(results, settled), looked, password)
    office, upward = deliver(content, workspace.output, settings.period)
    batch.cache.prune()
    progress.step()
    faults = tuple(fault for one in written for fault in one.faults)
    return RunOutcome(
        office, upward, results, faults, final_figures(results, written, settled), encrypted=password is not None
    )


def _is_there(folder: Path) -> bool:
    """Whether a folder is there and can be reached."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def _write(results: Results, reads: Sequence[Read], batch: Batch) -> tuple[pd.DataFrame, list[writing.Written]]:
    plan = planned(results, reads, batch)
    written = dict(plan.done)
    batch.progress.stage("生成报告", len(written) + sum(len(task.branches) for task in plan.tasks))
    batch.progress.step(len(written))
    beside = [town_task(results, batch)] if plan.tasks and batch.workers.jobs > 1 else []
    parts: list[TownTask | writing.WriteTask] = [*beside, *plan.tasks]
    made = spread(write_part, parts, batch.workers)
    town = [one for _ in beside for one in next(made)]
    for task, new in zip(plan.tasks, made, strict=True):
        written |= zip((one.submission for one in task.branches), new, strict=True)
        batch.progress.step(len(task.branches))
    done = [*(written[number] for number in sorted(written)), *(town or write_town(results, batch))]
    return pd.DataFrame(sorted(line for one in done for line in one.figures), columns=FIGURE_COLUMNS), done


def _template_faults(settings: Settings, templates: Path) -> tuple[str, ...]:
    """Faults of templates that cannot even be opened or compiled; NoTemplate if that is all of them."""
    names = dict.fromkeys(kind.template for kind in settings.reports)
    faults = []
    for name in names:
        try:
            load(templates / name)
        except TemplateFault as fault:
            faults.append(str(fault))
    if names and len(faults) == len(names):
        raise NoTemplate(faults)
    return tuple(faults)


def _versions() -> dict[str, str]:
    return {"program": __version__, "form": form.load().version}
