"""A run that has something to do: inbox → results → delivery; the second half is `finishing`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from shuzhi.commands.passes import READING, WRITING
from shuzhi.commands.running import joining
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.chunks import read_all
from shuzhi.commands.running.comparing import amounts_before
from shuzhi.commands.running.inputs import Inputs
from shuzhi.commands.running.noting import Noting
from shuzhi.commands.running.printing import calls
from shuzhi.commands.running.request import RunOutcome, RunRequest
from shuzhi.progress import Progress
from shuzhi.spread.cluster import connected
from shuzhi.spread.processes import Processes, processes
from shuzhi.spread.workers import Workers


def made(
    request: RunRequest, inputs: Inputs, noting: Noting, folder: Path, progress: Progress
) -> RunOutcome:
    """A run in a temporary folder, from what lies there when it begins."""
    inputs.cache.begin()
    with _workers(request, len(inputs.found), folder) as workers:
        batch = Batch(
            inputs.settings, request.as_of, workers, folder, request.workspace.templates, progress, inputs.known(),
            inputs.cache, calls(request.jobs),
        )
        return _delivered(request, noting, batch, inputs)


def _workers(request: RunRequest, files: int, folder: Path) -> AbstractContextManager[Workers]:
    """Who works on the chunks of so many files."""
    if request.cluster:
        return connected(request.cluster, folder, (*READING, *WRITING))
    return (Processes(request.jobs) if request.jobs else processes(files)).kept(WRITING)


def _delivered(request: RunRequest, noting: Noting, batch: Batch, inputs: Inputs) -> RunOutcome:
    """The stages, one after the other; while workbooks are read, what comes behind is imported and templates opened."""
    faults = list[str]()

    def ahead() -> Iterator[None]:
        from shuzhi.commands.running.finishing import look_ahead  # noqa: PLC0415 - heavy

        yield
        faults[:] = yield from look_ahead(batch)

    reads = read_all(inputs.found, batch, beside=ahead())
    if batch.settings.period.kind == "Q":
        found, results = inputs.found, joining.join(reads, batch.settings, request.as_of, batch.known)
    else:
        from shuzhi.commands.consolidating.joined import with_quarters  # noqa: PLC0415 - heavy: three runs of seven

        came, reads, results = with_quarters(reads, noting.ledger.runs.counted(), batch, request.workspace.archive)
        found = (*inputs.found, *came)
    results = replace(
        results, earlier=amounts_before(results, batch.known.history), remarks=(*inputs.lost, *results.remarks)
    )
    from shuzhi.commands.running.finishing import finished  # noqa: PLC0415 - imported above

    reads = [one.joined() for one in reads]  # what is part of the results need not stay a second time
    outcome = finished(request, batch, results, (found, reads), noting.early)
    return replace(outcome, faults=tuple(dict.fromkeys([*faults, *outcome.faults])))
