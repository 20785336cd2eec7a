"""Mutated workbooks through the program's own first pass, in its own workers, and through the marking of what passes.

Run by hand, `python tests/fuzz/runner.py 20000` says what became of so many; `… --seed 17 FILE` writes the workbook of a seed.
"""

import shutil
import sys
import tempfile
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import REPOSITORY
from fuzz.compare import differences
from fuzz.mutants import mutant
from goodbranch import BRANCHES
from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.commands.running.reading import ReadTask, parked_books
from shuzhi.commands.running.validating import read_chunk
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.read import read
from shuzhi.intake.stage import Source
from shuzhi.model.finding import Finding
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import VERDICT
from shuzhi.model.words import Outcome
from shuzhi.spread.chunks import survive
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Limits
from shuzhi.workspace import Workspace, load_settings

CHUNK = 40
LIMITS = Limits(seconds=60, megabytes=1024)


@dataclass(frozen=True)
class Task:
    """Seeds of workbooks to make in `folder` and to read; the settings of a run."""

    seeds: tuple
    folder: Path
    settings: Settings


@dataclass(frozen=True)
class Seen:
    """What became of one workbook: its outcome (a code where it was refused), and what is wrong with the program."""

    seed: int
    outcome: str
    faults: tuple = ()


def run(seeds, folder, jobs=1):
    """What became of each seed; a worker's death is an outcome."""
    known = load_settings(Workspace(REPOSITORY))
    settings = replace(known, branches=(*known.branches, *BRANCHES))
    seeds = list(seeds)
    tasks = [Task(tuple(seeds[start : start + CHUNK]), folder, settings) for start in range(0, len(seeds), CHUNK)]
    found, deaths = survive(look, tasks, _without, Processes(jobs), LIMITS)
    return [*(seen for one in found for seen in one), *(Seen(int(file), reason) for file, reason in deaths)]


def look(task, report):
    """Read one chunk as a run does; compare what passed with the twin, mark it, and read the marked copy."""
    for seed in task.seeds:
        report(str(seed))
        (task.folder / str(seed)).write_bytes(mutant(seed).data)
    try:
        found = _seen(task, task.seeds, report)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - which file it was is found out file by file
        found = [seen for seed in task.seeds for seen in _alone(task, seed, report)]
    for seed in task.seeds:
        (task.folder / str(seed)).unlink()
    return found


def _without(task, file):
    return replace(task, seeds=tuple(seed for seed in task.seeds if str(seed) != file))


def _alone(task, seed, report):
    try:
        return _seen(task, (seed,), report)
    except Exception:  # noqa: BLE001 - this is what the fuzzer looks for
        return [Seen(seed, "raised", (_told(),))]


def _seen(task, seeds, report):
    sources = tuple(Source(number, str(seed), task.folder / str(seed)) for number, seed in enumerate(seeds, 1))
    park = task.folder / f"parked-{seeds[0]}" / "tables"
    park.parent.mkdir()
    chunk = read_chunk(ReadTask(sources, task.settings, None, park), report)
    parked = parked_books(chunk.park)
    codes = dict(chunk.findings.loc[chunk.findings["code"].str.startswith("F"), ["submission", "code"]].to_numpy().tolist())
    found = []
    for number, (seed, one) in enumerate(zip(seeds, chunk.files, strict=True), 1):
        report(str(seed))
        faults = []
        if one.outcome is not Outcome.UNREADABLE:
            faults += _differences(task.folder / str(seed))
        if number in parked.books:
            rows = chunk.findings.loc[chunk.findings["submission"] == number, list(Finding._fields)]
            faults += _marked(task.folder / str(seed), parked.books[number], parked.bindings[number], tuple(Finding(*row) for row in rows.itertuples(index=False, name=None)))
        outcome = one.outcome.value if one.outcome is Outcome.USED else codes.get(number, one.outcome.value)
        found.append(Seen(seed, outcome, tuple(faults)))
    shutil.rmtree(park.parent)
    return found


def _differences(path):
    book, gate = read(path, path.name, Bounds())
    if book is None:
        return [f"read once, then refused: {gate.fault}"]
    return [f"read: {line}" for line in _compared(path.read_bytes(), book)]


def _compared(data, book):
    """Differences; what the twin cannot follow must have been refused, and is one."""
    try:
        return differences(data, book)[:3]
    except Exception:  # noqa: BLE001 - whatever the twin stumbles over
        return [f"twin: {_told()}"]


def _marked(path, book, bindings, findings):
    """What the marked copy says differently."""
    copy = path.with_suffix(".marked")
    try:
        data = marked(form.load(), path.read_bytes(), book, bindings, findings)
        copy.write_bytes(data)
        again, gate = read(copy, path.name, Bounds())
        if again is None:
            return [f"marked: {gate.fault}"]
        before, after = ([raw for raw in one.sheets if VERDICT not in raw.title] for one in (book, again))
        same = after[: len(before)] == before
        return [f"marked: {line}" for line in _compared(data, again)] + ["marked: other cells"] * (not same)
    except Exception:  # noqa: BLE001 - this is what the fuzzer looks for
        return [f"marked: {_told()}"]
    finally:
        copy.unlink(missing_ok=True)


def _told():
    return traceback.format_exc(limit=-3, chain=False)


def main(count, *rest):
    """Read `count` mutants from seed 0 (or the second number) on with both cores; or write the mutant of one seed."""
    if count == "--seed":
        one = mutant(int(rest[0]))
        Path(rest[1]).write_bytes(one.data)
        print(one)
        return
    first = int(rest[0]) if rest else 0
    with tempfile.TemporaryDirectory() as folder:
        found = run(range(first, first + int(count)), Path(folder), 2)
    print(Counter(seen.outcome for seen in found).most_common())
    for seen in found:
        for fault in seen.faults:
            print(mutant(seen.seed), fault, sep="\n  ")


if __name__ == "__main__":
    main(*sys.argv[1:])
