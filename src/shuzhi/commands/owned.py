"""Whose an archived workbook is today."""

from collections.abc import Mapping, Sequence

from shuzhi.form import plain
from shuzhi.intake.stage import Chunk
from shuzhi.model.settings import Branch
from shuzhi.model.words import Outcome


def owned(chunk: Chunk, roster: Sequence[Branch], codes: Mapping[int, str]) -> frozenset[int]:
    """The submissions that are still the workbooks of these branches (submission → code), by code and by names.

    Codes may have been given out anew: a workbook with another branch's names is that branch's.
    """
    facts = chunk.tables.frames["branches"][["submission", "full_name", "short_name"]].fillna("")
    names = {branch.code: {plain(name) for name in branch.names} for branch in roster}
    holders = {
        int(number): {code for code, own in names.items() if own & {plain(full), plain(short)} - {""}}
        for number, full, short in facts.itertuples(index=False)
    }
    return frozenset(
        file.submission for file in chunk.files
        if file.outcome is Outcome.USED and file.branch_code == codes[file.submission]
        and (not holders.get(file.submission) or file.branch_code in holders[file.submission])
    )
