"""The join, in one process: one file a branch, states, totals; from here on every branch knows where it stands."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from shuzhi import form
from shuzhi.commands.running.batch import Known
from shuzhi.commands.running.reading import FACTS, Read, no_tables, parked_frames, renumbered
from shuzhi.compute.alike import together
from shuzhi.compute.totals import totals
from shuzhi.compute.year import year_to_date
from shuzhi.model.explanation import Memory
from shuzhi.model.lookup import looked_up
from shuzhi.model.period import Coverage
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.words import Level, Outcome, State
from shuzhi.validate.across import Gathered, across, through
from shuzhi.validate.decide import choose, standing, states, weighed
from shuzhi.validate.explain import across_bound

_DOUBTFUL = ("B01", "F56")  # perhaps another branch's workbook
_NOTHING = Known()
_FILES = ["submission", "file", "sha256", "size", "branch_code", "fill_date", "outcome", "reason"]


def join(reads: Sequence[Read], settings: Settings, as_of: date | None, known: Known = _NOTHING) -> Results:
    """The small frames of all chunks → the results of the run."""
    findings = _concat([read.findings for read in reads])
    doubtful = set(findings.loc[findings["code"].isin(_DOUBTFUL), "submission"])
    corrected = {entry.submission for read in reads for entry in read.files if entry.corrected}
    files = choose(_files(reads), doubtful, corrected, known.approved)
    used = files[files["outcome"] == Outcome.USED]
    dropped = set(files["submission"]) - set(used["submission"]) - set(
        files.loc[files["outcome"].isin([Outcome.UNREADABLE, Outcome.FOREIGN]), "submission"])
    gathered = _gathered(reads, used, settings)
    told = _concat([findings[~findings["submission"].isin(dropped)], _shared(reads, gathered, known.memory)])
    told = _ordered(told, files, settings)
    silent = told["explanation"] != ""
    findings = told[~silent].reset_index(drop=True)
    state = states(settings.branches, files, findings, known.approved)
    stands = standing(state, through(gathered))
    counted = used[used["branch_code"].map(state).isin([word.value for word in State if word.counts])]
    codes = dict(zip(counted["submission"], counted["branch_code"], strict=True))
    own = together([_with_code(read.indicators, codes).drop(columns="submission") for read in reads])
    own = together([own, year_to_date(own, _days(reads, codes), known.history, settings.period)])
    frames = _frames(reads, codes)
    return Results(
        settings, files, _branches(reads, settings, used, stands, findings), findings, totals(own, settings), frames,
        as_of, told[silent].reset_index(drop=True),
    )


def _concat(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All rows by submission; frames without any are left out (pandas would let them decide the types)."""
    whole = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    numbers = whole.get("submission")
    if numbers is None or numbers.is_monotonic_increasing:
        return whole
    return whole.sort_values("submission", kind="stable", ignore_index=True)


def _files(reads: Sequence[Read]) -> pd.DataFrame:
    entries = sorted((entry for read in reads for entry in read.files), key=lambda entry: entry.submission)
    frame = pd.DataFrame(
        [
            (e.submission, e.file, e.sha256, e.size, e.branch_code, e.fill_date, e.outcome.value, e.reason)
            for e in entries
        ],
        columns=_FILES,
    )
    frame["fill_date"] = pd.to_datetime(frame["fill_date"]).astype("datetime64[s]")
    return frame


def _gathered(reads: Sequence[Read], used: pd.DataFrame, settings: Settings) -> Gathered:
    keys = _concat([read.keys for read in reads])
    codes = dict(zip(used["submission"], used["branch_code"], strict=True))
    return Gathered(settings, codes, keys[keys["submission"].isin(codes)])


def _shared(reads: Sequence[Read], gathered: Gathered, memory: Memory) -> pd.DataFrame:
    """The findings across branches, weighed like those inside one."""
    found = across_bound(across(gathered), _concat([read.notes for read in reads]), memory)
    return weighed(found, gathered.codes, memory, gathered.settings.period.code)


def _with_code(frame: pd.DataFrame, codes: Mapping[int, str]) -> pd.DataFrame:
    """The rows of some submissions with their branch_code."""
    rows = renumbered(frame, {number: number for number in codes})
    known = np.array(["", *codes.values()], dtype=object)
    places = np.zeros(max(codes, default=0) + 1, dtype=np.intp)
    places[[*codes]] = range(1, len(codes) + 1)
    found = known[places[rows["submission"].to_numpy(dtype="int64")]]
    return rows.assign(branch_code=pd.Series(found, rows.index, dtype="str"))


def _days(reads: Sequence[Read], codes: dict[int, str]) -> dict[str, Coverage]:
    """Branch code → the days counted."""
    facts = _concat([read.facts for read in reads])[FACTS[:3]].dropna()
    return {
        codes[number]: Coverage(start.date(), end.date())
        for number, start, end in facts.itertuples(index=False, name=None) if number in codes
    }


def _frames(reads: Sequence[Read], codes: dict[int, str]) -> dict[str, pd.DataFrame]:
    """The tall frames of counted branches, without 党员."""
    names = [sheet.name for sheet in form.load().sheets if sheet.name != "members"]  # members are large
    kept = [parked_frames(read.park, names) for read in reads if read.park] or [no_tables().frames]
    return {name: _with_code(_concat([one[name] for one in kept]), codes) for name in names}


def _ordered(findings: pd.DataFrame, files: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Findings with branch_code and file, in the order branch, sheet, row, column, code."""
    lines = {number: line for line, number in enumerate(files["submission"].tolist())}
    at = looked_up(findings["submission"], lines.__getitem__, int)
    frame = findings.assign(branch_code=files["branch_code"].array.take(at), file=files["file"].array.take(at))
    branches = {branch.code: place for place, branch in enumerate(settings.branches)}
    sheets = {sheet.name: place for place, sheet in enumerate(form.load().sheets)}
    keys = (
        looked_up(frame["code"], sorted(set(frame["code"])).index), frame["column"], frame["row"],
        looked_up(frame["sheet"], lambda name: sheets.get(name, -1)), frame["submission"],
        looked_up(frame["branch_code"], lambda code: branches.get(code, len(branches))),
    )
    return frame.take(np.lexsort(keys)).reset_index(drop=True)


def _branches(
    reads: Sequence[Read], settings: Settings, used: pd.DataFrame, stands: pd.DataFrame, findings: pd.DataFrame
) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (b.code, b.place, b.full_name, b.short_name, b.org_type, b.unit_type, b.extended_until)
            for b in settings.branches
        ],
        columns=["branch_code", "place", "full_name", "short_name", "org_type", "unit_type", "until"],
    )
    frame = frame.merge(stands, left_on="branch_code", right_index=True)
    frame = frame.merge(used[["branch_code", "submission", "file", "fill_date"]], how="left", on="branch_code")
    until = pd.to_datetime(frame["until"].fillna(settings.deadline))
    came = frame["through"].where(frame["through"] != "", frame["branch_code"])
    frame["late"] = used.set_index("branch_code")["fill_date"].reindex(came).to_numpy() > until
    frame["submission"] = frame["submission"].fillna(-1).astype("int64")
    frame["file"] = frame["file"].fillna("")
    frame = frame.merge(_concat([read.facts for read in reads]), how="left", on="submission")
    for level in Level:
        counts = findings.loc[findings["level"] == level, "submission"].value_counts()
        frame[f"{level.value}s"] = frame["submission"].map(counts).fillna(0).astype("int64")
    return frame.drop(columns=["until", "fill_date"]).astype(dict.fromkeys(FACTS[1:], "datetime64[s]"))
