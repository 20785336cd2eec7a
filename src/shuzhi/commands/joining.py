"""The join, in one process: one file a branch, states, totals; from here on every branch knows where it stands."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from shuzhi import form
from shuzhi.commands.reading import Read, unpark
from shuzhi.compute.totals import totals
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.words import Level, Outcome, State
from shuzhi.validate.decide import choose, states

_FILES = ["submission", "file", "sha256", "size", "branch_code", "fill_date", "outcome", "reason"]
_FACTS = ["coverage_start", "coverage_end", "as_of"]


def join(reads: Sequence[Read], settings: Settings, as_of: date | None) -> Results:
    """The small frames of all chunks → the results of the run."""
    files = choose(_files(reads))
    used = files[files["outcome"] == Outcome.USED]
    dropped = set(files["submission"]) - set(used["submission"]) - set(
        files.loc[files["outcome"].isin([Outcome.UNREADABLE, Outcome.FOREIGN]), "submission"])
    findings = _concat([read.findings for read in reads])
    findings = findings[~findings["submission"].isin(dropped)]
    state = states(settings.branches, files, findings, _concat([read.notes for read in reads]))
    counted = used[used["branch_code"].map(state).map(lambda word: State(word).counts)]
    codes = dict(zip(counted["submission"], counted["branch_code"], strict=True))
    own = _with_code(_concat([read.indicators for read in reads]), codes).drop(columns="submission")
    frames = _frames(reads, codes)
    return Results(
        settings, files, _branches(reads, settings, files, state, findings), _ordered(findings, files, settings),
        totals(own, settings), frames, as_of,
    )


def _concat(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else frames[0]


def _files(reads: Sequence[Read]) -> pd.DataFrame:
    entries = sorted((entry for read in reads for entry in read.files), key=lambda entry: entry.submission)
    frame = pd.DataFrame(
        [(e.submission, e.file, e.sha256, e.size, e.branch_code, e.fill_date, e.outcome.value, e.reason) for e in entries],
        columns=_FILES,
    )
    frame["fill_date"] = pd.to_datetime(frame["fill_date"]).astype("datetime64[s]")
    return frame


def _with_code(frame: pd.DataFrame, codes: dict[int, str]) -> pd.DataFrame:
    frame = frame[frame["submission"].isin(codes)]
    return frame.assign(branch_code=frame["submission"].map(codes))


def _frames(reads: Sequence[Read], codes: dict[int, str]) -> dict[str, pd.DataFrame]:
    """The tall frames of counted branches, without 党员."""
    tables = [unpark(read.park).tables.frames for read in reads if read.park.name]
    return {
        sheet.name: _with_code(_concat([frames[sheet.name] for frames in tables]), codes)
        for sheet in form.load().sheets if sheet.name != "members"
    } if tables else {}


def _ordered(findings: pd.DataFrame, files: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Findings with branch_code and file, in the order branch, sheet, row, column, code."""
    facts = files.set_index("submission")
    frame = findings.assign(
        branch_code=findings["submission"].map(facts["branch_code"]), file=findings["submission"].map(facts["file"])
    )
    branches = {branch.code: place for place, branch in enumerate(settings.branches)}
    sheets = {sheet.name: place for place, sheet in enumerate(form.load().sheets)}
    frame["b"] = frame["branch_code"].map(branches).fillna(len(branches))
    frame["s"] = frame["sheet"].map(sheets).fillna(-1)
    frame = frame.sort_values(["b", "submission", "s", "row", "column", "code"], kind="stable")
    return frame.drop(columns=["b", "s"]).reset_index(drop=True)


def _branches(
    reads: Sequence[Read], settings: Settings, files: pd.DataFrame, state: pd.Series, findings: pd.DataFrame
) -> pd.DataFrame:
    used = files[files["outcome"] == Outcome.USED].set_index("branch_code")
    tables = [unpark(read.park).tables.frames["branches"] for read in reads if read.park.name]
    facts = _concat(tables).set_index("submission")[_FACTS] if tables else pd.DataFrame(columns=_FACTS)
    levels = findings.groupby(["submission", "level"]).size()
    rows = []
    for branch in settings.branches:
        there = branch.code in used.index
        number = int(used.loc[branch.code, "submission"]) if there else -1
        filled = used.loc[branch.code, "fill_date"] if there else pd.NaT
        until = branch.extended_until or settings.deadline
        rows.append({
            "branch_code": branch.code, "place": branch.place, "full_name": branch.full_name,
            "short_name": branch.short_name, "org_type": branch.org_type, "unit_type": branch.unit_type,
            "state": state[branch.code], "late": bool(until and there and filled > pd.Timestamp(until)),
            "submission": number, "file": used.loc[branch.code, "file"] if there else "",
            **{name: facts[name].get(number, pd.NaT) for name in _FACTS},
            **{f"{level.value}s": int(levels.get((number, level), 0)) for level in Level},
        })
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(_FACTS, "datetime64[s]"))
