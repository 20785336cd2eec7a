"""What was archived is read again: what each workbook carries on, and who left its branch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from shuzhi import archive, form
from shuzhi.commands.issuing.carrying import Content, carried, members_before
from shuzhi.commands.issuing.leaving import Left, left
from shuzhi.commands.issuing.merging import roster
from shuzhi.commands.issuing.months import months
from shuzhi.commands.issuing.numbering import first_numbers, used_numbers
from shuzhi.commands.owned import owned
from shuzhi.intake.stage import Source, receive
from shuzhi.ledger import Counted
from shuzhi.model.settings import Settings


@dataclass(frozen=True)
class Brought:
    """What an archived workbook gives.

    content      what is carried on; members: their number then
    first, used  sheet → first free number of the year; (sheet, number) of rows known so far
    gone         the members that are not carried on
    """

    content: Content = field(default_factory=dict)
    members: int | None = None
    first: Mapping[str, int] = field(default_factory=dict)
    used: tuple[tuple[str, str], ...] = ()
    gone: tuple[Left, ...] = ()


@dataclass(frozen=True)
class ReadTask:
    """One chunk: the workbooks to read, the archive that they lie in."""

    settings: Settings
    wanted: tuple[Counted, ...]
    archive: Path


def read_chunk(task: ReadTask) -> dict[str, Brought]:
    """Branch code → what its workbook gives; left out where that is gone, changed or another branch's."""
    wanted = dict(enumerate(task.wanted, 1))
    sources = [
        Source(number, one.branch_code, archive.place(task.archive, one.period, one.branch_code, one.sha256))
        for number, one in wanted.items()
    ]
    standard, everyone = form.load(), roster(task.settings)
    known = replace(task.settings, branches=everyone)
    # What was archived has been read once without harm; anything else is not opened here.
    whole = [source for source in sources if archive.is_whole(source.path, wanted[source.submission].sha256)]
    chunk = receive(whole, standard, known)
    theirs = owned(chunk, everyone, {number: one.branch_code for number, one in wanted.items()})
    own = [
        file.submission for file in chunk.files
        if file.submission in theirs and file.sha256 == wanted[file.submission].sha256
    ]
    members = members_before(chunk.tables, task.settings.limits)
    days, year = months(standard, chunk), task.settings.period.year
    contents, gone = carried(standard, chunk.tables, days), left(standard, chunk.tables, days)
    return {
        wanted[number].branch_code: Brought(
            contents.get(number, {}), members.get(number), first_numbers(standard, chunk, number, year),
            tuple(used_numbers(standard, chunk, number)), tuple(gone.get(number, ())),
        )
        for number in own
    }

