"""`shuzhi run`: inbox → delivery."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from shuzhi import __version__, form
from shuzhi.cache import Cache
from shuzhi.commands.consolidating.quarters import quarters
from shuzhi.commands.moment import moment
from shuzhi.commands.passes import READING
from shuzhi.commands.running import before
from shuzhi.commands.running.archiving import keep_used
from shuzhi.commands.running.encrypting import wanted
from shuzhi.commands.running.inputs import Asked, Inputs, gathered
from shuzhi.commands.running.noting import Noting
from shuzhi.commands.running.request import RunOutcome, RunRequest
from shuzhi.deliver.standing import standing
from shuzhi.errors import DeliveryFailed, ExitCode, InboxMissing, exit_code_of, reason_of
from shuzhi.garbage import seldom
from shuzhi.ledger import Ledger, open_ledger
from shuzhi.model.settings import Settings
from shuzhi.progress import Progress
from shuzhi.spread.processes import prepare
from shuzhi.workspace import loading

__all__ = ["RunOutcome", "RunRequest", "run"]


def run(request: RunRequest, progress: Progress) -> RunOutcome:
    """Run the batch; nothing published changes before everything is made and checked."""
    with seldom():
        return _run(request, progress)


def _run(request: RunRequest, progress: Progress) -> RunOutcome:
    workspace = request.workspace
    loaded = loading.load(workspace, request.period, partial(_begin, request))
    settings = loaded.settings
    request = replace(request, password=wanted(request.password, settings, asked=request.encrypt))
    inbox = workspace.inbox(settings.period)
    there = _is_there(inbox)
    if not there and settings.period.kind == "Q":
        raise InboxMissing(str(inbox))
    with workspace.locked(), open_ledger(workspace.ledger) as ledger:
        if not there and not quarters(ledger.runs.counted(), settings.period):
            raise InboxMissing(str(inbox))
        loading.keep(loaded, workspace, request.period)
        number = ledger.runs.begin(settings.period.code, _versions())
        noting = Noting(ledger, number)
        try:
            inputs = _inputs(request, settings, ledger)
            outcome = _repeated(request, inputs, ledger, progress) or _made(request, inputs, noting, progress)
        except OSError as fault:  # a full or vanished disk under the temporary folder
            ledger.failed(number, ExitCode.NOT_DELIVERED)
            raise DeliveryFailed(str(workspace.private), reason_of(fault)) from fault
        except BaseException as fault:
            ledger.failed(number, exit_code_of(fault))
            raise
        noting.end(outcome)
        _keep(inputs, number, outcome)
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
    keep_used(then.ended.files, period.code, {one.file: one.path for one in inputs.found}, workspace.archive)
    progress.step(len(inputs.found))
    known = partial(before.known, inputs.question, inputs.cache)
    return RunOutcome(*zips, then.ended, known, then.faults, then.finals, repeats=then.number)


def _made(request: RunRequest, inputs: Inputs, noting: Noting, progress: Progress) -> RunOutcome:
    """What is made and published now, in a folder that is gone behind it."""
    _begin(request)
    from shuzhi.commands.running.making import made  # noqa: PLC0415 - heavy: only where there is something to do

    with request.workspace.working() as folder:
        return made(request, inputs, noting, folder, progress)


def _begin(request: RunRequest) -> None:
    """Let workers import what they will need while this process imports what it needs itself."""
    if not request.cluster:
        prepare(READING)


def _keep(inputs: Inputs, number: int, outcome: RunOutcome) -> None:
    """Keep the answer for the next run; not where the question is another now than when the run began."""
    answer = before.Before(number, outcome.ended, outcome.faults, outcome.finals)
    if outcome.repeats:
        before.keep_again(inputs.question, answer, inputs.cache)
    elif inputs.ask() == inputs.question:
        before.keep(inputs.question, answer, outcome.results, inputs.cache)


def _is_there(folder: Path) -> bool:
    """Whether a folder is there and can be reached."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def _versions() -> dict[str, str]:
    return {"program": __version__, "form": form.version()}
