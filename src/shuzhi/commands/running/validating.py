"""The work of the first pass on one chunk. Heavy to import: only processes that do it need it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.cache import lay
from shuzhi.commands.running.earlier import past_of
from shuzhi.commands.running.reading import FACTS, Park, ParkedBooks, Read, ReadTask, beside, left
from shuzhi.compute.alike import alike
from shuzhi.compute.indicators import indicators
from shuzhi.intake.stage import Chunk, receive
from shuzhi.model.finding import Finding
from shuzhi.model.words import Level
from shuzhi.validate.across import keys
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

_LARGE = 1_000_000  # bytes of all parts: that many make a workbook whose marking may take long or much memory


def read_chunk(task: ReadTask, report: Callable[[str], None]) -> Read:
    """Read, validate and compute one chunk; its tables, raw books and files are left beside `task.park`."""
    standard = form.load()

    def keep(submission: int, data: bytes) -> None:
        left(task.park.parent, submission).write_bytes(data)

    chunk = receive(task.sources, standard, task.settings, report, keep)
    codes = {entry.submission: entry.branch_code for entry in chunk.files}
    past = past_of(chunk.files, task.settings, task.known)
    scene = Scene(chunk.tables, standard, task.settings, codes, task.as_of, memory=task.known.memory, past=past)
    findings = explained(validate(scene, chunk.findings), scene)
    values = alike(indicators(chunk.tables, task.settings.limits, task.as_of))
    lay(chunk.tables, task.park)
    lay(ParkedBooks(chunk.books, chunk.bindings), beside(task.park))
    _try_marking(task, chunk, findings, report)
    park = Park(task.park, {source.submission: source.submission for source in task.sources}, task.park.parent)
    return Read(
        chunk.files, findings, values, chunk.tables.notes, chunk.tables.frames["branches"][FACTS], keys(scene),
        park,
    )


def _try_marking(task: ReadTask, chunk: Chunk, findings: pd.DataFrame, report: Callable[[str], None]) -> None:
    """Mark what is large here, where a death costs one file: in the second pass it would end the run.

    Other branches' workbooks may still show faults in it: a cell of each sheet is marked whatever its own are.
    """
    for source in task.sources:
        number = source.submission
        path = left(task.park.parent, number)
        if number not in chunk.books or _unpacked(path) <= _LARGE:
            continue
        report(source.file)
        own = findings.loc[findings["submission"] == number, list(Finding._fields)].to_numpy().tolist()
        data, bindings = path.read_bytes(), chunk.bindings[number]
        some = [Finding(number, "", Level.ERROR, one.sheet, one.header_row + 1, column=1) for one in bindings]
        marked(form.load(), data, chunk.books[number], bindings, [*(Finding(*row) for row in own), *some])


def _unpacked(path: Path) -> int:
    """The size of all parts of a workbook that the gate let pass, in bytes."""
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist())
