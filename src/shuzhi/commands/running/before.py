"""A run that finds everything as an earlier one did: what that one delivered still holds, and stands."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shuzhi.cache import Cache, key
from shuzhi.commands.running.ended import Ended
from shuzhi.files.below import files_below
from shuzhi.files.digest import digest_of
from shuzhi.files.regular import opened
from shuzhi.intake.bounds import bounds
from shuzhi.intake.find import Found
from shuzhi.ledger import Ledger
from shuzhi.model.indicator import Figure
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings

_KIND = "before"
Seen = tuple[str, str, int]  # name, sha256 ("" = cannot be read, or too big), time of the last change of content in ns


@dataclass(frozen=True)
class Before:
    """What a run told at its end; beside it lies what it knew.

    number  of the run in the ledger
    """

    number: int
    ended: Ended
    faults: tuple[str, ...]
    finals: Mapping[str, tuple[Figure, ...]]


@dataclass(frozen=True)
class Question:
    """What a run is made from.

    key    of all of it; "" where no later run could be the same
    files  file of the inbox that is to be read → its sha256
    times  of the last change of any kind to each of the other files, in ns: what was put back shows it only here
    """

    key: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    times: tuple[int, ...] = ()


def question(
    found: Sequence[Found], settings: Settings, folders: Sequence[Path], rest: Sequence[object]
) -> Question:
    """What a run is made from; without a key where that is more than this looks at.

    folders: those whose files count, too (templates, 定稿); rest: what was asked for, the day, what was known before
    """
    most = bounds(settings.limits).bytes
    files = {one.file: _sha256(one.path, most) for one in found if not one.ignored}
    ignored = [(one.file, one.ignored) for one in found if one.ignored]
    try:
        beside = [_seen(folder, most) for folder in folders]
        times = tuple(path.lstat().st_ctime_ns for folder in folders for path in files_below(folder))
    except OSError:
        return Question()
    digests = [*files.values(), *(digest for those in beside for _, digest, _ in those)]
    if settings.period.kind != "Q" or not all(digests):
        return Question()
    return Question(key(_KIND, files, ignored, beside, settings, rest), files, times)


def taken(question: Question, period: str, cache: Cache, ledger: Ledger) -> Before | None:
    """What the last run of a period told, if it was made from the same and what it noted still stands."""
    found = cache.get(question.key) if question.key else None
    same = isinstance(found, Before) and ledger.runs.latest_run(period) == found.number
    return found if same and cache.place(_results(question)) else None


def known(question: Question, cache: Cache) -> Results:
    """What the run knew whose answer was taken, but for the tall frames: the rows behind its figures were noted."""
    results: Results = cache.get(_results(question))
    return results


def keep(question: Question, before: Before, results: Results, cache: Cache) -> None:
    """Keep what a run told and knew at its end; not where it read other files than it had found."""
    read = {one.file: one.sha256 for one in before.ended.files if one.file in question.files}
    if question.key and read == question.files:
        small = replace(results, indicators=results.indicators[:0], earlier=results.earlier[:0], frames={})
        cache.put(_results(question), small)
        cache.put(question.key, before)


def keep_again(question: Question, before: Before, cache: Cache) -> None:
    """Keep what a run told that repeats another; what that one knew outlasts the next run, too."""
    cache.put(question.key, before)
    cache.use(_results(question))


def _results(question: Question) -> str:
    return f"{question.key}-results"


def _seen(folder: Path, most: int) -> list[Seen]:
    """Every file below a folder; one that is none, or too big, has no hash."""
    return [
        (path.relative_to(folder).as_posix(), _sha256(path, most), path.lstat().st_mtime_ns)
        for path in files_below(folder)
    ]


def _sha256(path: Path, most: int) -> str:
    try:
        with opened(path) as stream:
            if os.fstat(stream.fileno()).st_size > most:
                return ""
            return digest_of(stream)
    except OSError:
        return ""
