"""A run that has something to do: inbox → delivery, the stages one after the other."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from shuzhi.commands.consolidating.amending import with_amended
from shuzhi.commands.consolidating.years import add_quarters, with_origins
from shuzhi.commands.moment import moment
from shuzhi.commands.running import joining, manifest, writing
from shuzhi.commands.running.archiving import keep_used
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.chunks import read_all
from shuzhi.commands.running.comparing import amounts_before
from shuzhi.commands.running.ended import ended
from shuzhi.commands.running.finals import final_figures, settle
from shuzhi.commands.running.inputs import Inputs
from shuzhi.commands.running.passes import PASSES
from shuzhi.commands.running.planning import planned
from shuzhi.commands.running.printing import calls, put_pdfs
from shuzhi.commands.running.reading import Read
from shuzhi.commands.running.request import RunOutcome, RunRequest, at_hand
from shuzhi.commands.running.summing import sum_up
from shuzhi.commands.running.town import TownTask, town_task, write_part, write_town
from shuzhi.commands.running.volume import bind
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.errors import NoTemplate, TemplateFault
from shuzhi.intake.find import Found
from shuzhi.ledger import Ledger
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.progress import Progress
from shuzhi.render.template import load
from shuzhi.spread.chunks import spread
from shuzhi.spread.cluster import connected
from shuzhi.spread.processes import Processes, processes
from shuzhi.spread.workers import Workers

FIGURE_COLUMNS = ["report", "number", "text", "source", "rows"]


def made(
    request: RunRequest, inputs: Inputs, ledger: Ledger, folder: Path, progress: Progress
) -> RunOutcome:
    """A run in a temporary folder, from what lies there when it begins."""
    templates = request.workspace.templates
    faults = _template_faults(inputs.settings, templates)
    inputs.cache.begin()
    with _workers(request, len(inputs.found), folder) as workers:
        batch = Batch(
            inputs.settings, request.as_of, workers, folder, templates, progress, inputs.known(), inputs.cache,
            calls(request.jobs),
        )
        outcome = _delivered(request, ledger, batch, inputs.found, inputs.lost)
    return replace(outcome, faults=tuple(dict.fromkeys([*faults, *outcome.faults])))


def _workers(request: RunRequest, files: int, folder: Path) -> AbstractContextManager[Workers]:
    """Who works on the chunks of so many files."""
    if request.cluster:
        return connected(request.cluster, folder, PASSES)
    return nullcontext(Processes(request.jobs) if request.jobs else processes(files))


def _delivered(
    request: RunRequest, ledger: Ledger, batch: Batch, found: Sequence[Found], lost: Sequence[str]
) -> RunOutcome:
    """The stages, one after the other; `lost` is what the office should know of approved workbooks."""
    workspace, settings, progress, known = request.workspace, batch.settings, batch.progress, batch.known
    reads = read_all(found, batch)
    years = add_quarters(reads, ledger.runs.counted(), batch, workspace.archive)
    found, reads = (*found, *years.found), with_origins([*reads, *years.reads], years.origins)
    results = with_amended(joining.join(reads, settings, request.as_of, known), reads, years.origins, known.history)
    results = replace(results, earlier=amounts_before(results, known.history))
    reads = [one.joined() for one in reads]
    figures, written = _write(results, reads, batch)
    settled = settle(batch, workspace.final(settings.period))
    bound = (*bind(batch, request.engine), *put_pdfs(batch, request.engine, asked=request.pdf))
    said = (*lost, *years.remarks, *results.remarks, *(one for each in written for one in each.remarks))
    results = replace(
        results, suggestions=tuple(one for each in written for one in each.suggestions),
        remarks=(*said, *settled.remarks, *bound),
    )
    progress.stage("汇总并打包", 1)
    end, paths = ended(results), {one.file: one.path for one in found}
    archived = partial(keep_used, end.files, settings.period.code, paths, workspace.archive)
    seen = sum_up(results, figures, batch, moment(request.now), archived)
    password = request.password()
    looked = {(one.kind, one.sha256): one for one in (*seen, *(one for each in written for one in each.looked))}
    content = Content(batch.staging, manifest.facts(results, settled), looked, password)
    office, upward = deliver(content, workspace.output, settings.period)
    batch.cache.prune()
    progress.step()
    faults = tuple(fault for one in written for fault in one.faults)
    return RunOutcome(
        office, upward, end, partial(at_hand, results), faults, final_figures(results, written, settled),
        encrypted=password is not None,
    )


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
