"""The second half of a run: results → reports → delivery. Heavy to import: a run does so while workbooks are read."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from shuzhi.commands.moment import moment
from shuzhi.commands.running import manifest, writing
from shuzhi.commands.running.archiving import keep_used
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.ended import ended
from shuzhi.commands.running.finals import final_figures, settle
from shuzhi.commands.running.planning import planned
from shuzhi.commands.running.printed import figures_of, in_order
from shuzhi.commands.running.printing import put_pdfs
from shuzhi.commands.running.publishing import clear, make_parts
from shuzhi.commands.running.reading import Read
from shuzhi.commands.running.request import RunOutcome, RunRequest, at_hand
from shuzhi.commands.running.summing import put_urging, sum_up
from shuzhi.commands.running.town import TownTask, compiled, town_task, write_part, write_town
from shuzhi.commands.running.volume import bind
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.errors import NoTemplate, TemplateFault
from shuzhi.intake.find import Found
from shuzhi.model.indicator import Figure
from shuzhi.model.results import Results
from shuzhi.render.template import load
from shuzhi.spread.chunks import spread
from shuzhi.summarize.book.workbook import Draft

_LARGE = 200  # branches from which a delivery is worth the start of workers


def finished(
    request: RunRequest, batch: Batch, results: Results, read: tuple[Sequence[Found], Sequence[Read]],
    note: Callable[[Results, Mapping[str, tuple[Figure, ...]]], None],
) -> RunOutcome:
    """Write and publish what the results say; `read` is what was found and what was read of it.

    `note` notes them while they are published.
    """
    workspace, settings, progress = request.workspace, batch.settings, batch.progress
    found, reads = read
    draft = Draft(results)
    figures, written = _write(results, reads, batch, draft)
    settled = settle(batch, workspace.final(settings.period))
    bound = (*bind(batch, request.engine), *put_pdfs(batch, request.engine, asked=request.pdf))
    said = (*results.remarks, *(one for each in written for one in each.remarks))
    results = replace(
        results, suggestions=tuple(one for each in written for one in each.suggestions),
        remarks=(*said, *settled.remarks, *bound),
    )
    progress.stage("汇总并打包", 1)
    end, paths = ended(results), {one.file: one.path for one in found}
    put_urging(results, batch, moment(request.now))
    archived = partial(keep_used, end.files, settings.period.code, paths, workspace.archive)
    seen = sum_up(results, figures, batch, draft, [] if request.cluster else [archived])
    if request.cluster:  # it need not see the archive
        archived()
    password = request.password()
    looked = {(one.kind, one.sha256): one for one in (*seen, *(one for each in written for one in each.looked))}
    content = Content(batch.staging, manifest.facts(results, settled), looked, password)
    finals = final_figures(results, figures, settled)

    def beside() -> Iterator[None]:
        note(results, finals)
        yield
        clear(batch)

    # A cluster need not see the folder of deliveries, and a password stays in this process.
    large = bool(request.jobs) or len(settings.branches) >= _LARGE
    apart = not request.cluster and password is None and large
    office, upward = deliver(
        content, workspace.output, settings.period, partial(make_parts, batch, beside(), apart=apart)
    )
    batch.cache.prune()
    progress.step()
    faults = tuple(fault for one in written for fault in one.faults)
    return RunOutcome(
        office, upward, end, partial(at_hand, results), faults, finals,
        encrypted=password is not None,
    )


def _write(
    results: Results, reads: Sequence[Read], batch: Batch, draft: Draft
) -> tuple[pd.DataFrame, list[writing.Written]]:
    """Reports and marked workbooks; the summary workbook is drafted meanwhile. The figures stand in the frame alone."""
    plan = planned(results, reads, batch)
    figures = [figures_of(plan.done.values())]
    written = {number: replace(one, figures=[]) for number, one in plan.done.items()}
    batch.progress.stage("生成报告", len(written) + sum(len(task.branches) for task in plan.tasks))
    batch.progress.step(len(written))
    own = [town_task(results, batch)] if plan.tasks and batch.workers.jobs > 1 else []
    parts: list[TownTask | writing.WriteTask] = [*own, *plan.tasks]
    made = spread(write_part, parts, batch.workers, draft.steps if own else ())
    town = [one for _ in own for one in next(made)]
    for task, new in zip(plan.tasks, made, strict=True):
        figures.append(figures_of(new))
        written |= {
            one.submission: replace(made_of, figures=[]) for one, made_of in zip(task.branches, new, strict=True)
        }
        batch.progress.step(len(task.branches))
    town = town or [*write_town(results, batch)]
    done = [*(written[number] for number in sorted(written)), *town]
    return in_order([*figures, figures_of(town)]), done


def look_ahead(batch: Batch) -> Generator[None, None, tuple[str, ...]]:
    """What need not wait for what is read, a step at a time; gives `template_faults`."""
    faults = template_faults(batch)
    yield
    compiled(batch)  # kept in memory
    yield
    import shuzhi.deliver.workbook  # noqa: F401, PLC0415 - heavy: 汇总表 will be looked at with it

    return faults


def template_faults(batch: Batch) -> tuple[str, ...]:
    """Faults of templates that cannot even be opened or compiled; NoTemplate if that is all of them."""
    names = dict.fromkeys(kind.template for kind in batch.settings.reports)
    faults = []
    for name in names:
        try:
            load(batch.templates / name)
        except TemplateFault as fault:
            faults.append(str(fault))
    if names and len(faults) == len(names):
        raise NoTemplate(faults)
    return tuple(faults)
