"""What the last workbook of a branch says, for rules that look across periods."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from shuzhi import archive, form
from shuzhi.commands.owned import owned
from shuzhi.commands.running.batch import Known
from shuzhi.intake.stage import Chunk, Received, Source, receive
from shuzhi.model.history import History
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings
from shuzhi.model.tables import Tables
from shuzhi.model.words import Outcome
from shuzhi.validate.past import AMOUNTS, Past


def past_of(files: Sequence[Received], settings: Settings, known: Known) -> Past:
    """What the last workbooks of these branches say, under the numbers of their files in this run.

    An archived workbook that is gone, damaged, changed or another branch's (codes were given out anew) is as none.
    """
    codes = {one.submission: one.branch_code for one in files if one.outcome is Outcome.USED}
    paths = {number: known.last[code] for number, code in codes.items() if code in known.last}
    sources = [Source(number, path.name, path) for number, path in paths.items() if path.exists()]
    if not sources:
        return Past()
    chunk = receive(sources, form.load(), settings)
    whole = _whole(chunk, codes, paths, settings)
    periods = {number: period for number in sorted(whole) if (period := archive.period_of(paths[number]))}
    return Past(_only(chunk.tables, whole), periods, _amounts(periods, codes, known.history))


def _whole(
    chunk: Chunk, codes: Mapping[int, str], paths: Mapping[int, Path], settings: Settings
) -> frozenset[int]:
    """The submissions whose archived workbook is still what was archived, and the branch's own."""
    theirs = owned(chunk, settings.branches, codes)
    return frozenset(
        one.submission for one in chunk.files
        if one.submission in theirs and archive.is_named_for(paths[one.submission], one.sha256)
    )


def _only(tables: Tables, numbers: frozenset[int]) -> Tables:
    frames = {name: frame[frame["submission"].isin(numbers)] for name, frame in tables.frames.items()}
    return replace(tables, frames=frames)


def _amounts(periods: Mapping[int, Period], codes: Mapping[int, str], history: History) -> pd.DataFrame:
    rows = [
        (number, name, amount.value)
        for number, period in periods.items()
        for name, amount in history.amounts(period, codes[number], "own").items()
    ]
    return pd.DataFrame(rows, columns=AMOUNTS).astype({"submission": "int64", "name": "str", "value": "float64"})
