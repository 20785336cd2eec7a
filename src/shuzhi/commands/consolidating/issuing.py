"""The issued workbooks of a half year or year: what the quarters give is filled in, for a branch to add to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from shuzhi import form
from shuzhi.commands.consolidating.making import MakingTask, gather, lacking
from shuzhi.commands.consolidating.merging import consolidated
from shuzhi.commands.consolidating.quarters import quarters
from shuzhi.commands.consolidating.years import CHUNK
from shuzhi.commands.issuing.workbooks import Beginning
from shuzhi.ledger import Counted
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings
from shuzhi.spread.chunks import spread
from shuzhi.spread.processes import processes

Given = tuple[dict[str, list[Mapping[str, object]]], tuple[Period, ...]]
# Of the day on which the branch fills it in.
_OF_THE_DAY = ("fill_date", "as_of", "roster_complete")


def with_quarters(
    beginnings: Sequence[Beginning], counted: Iterable[Counted], settings: Settings, archive: Path
) -> tuple[Beginning, ...]:
    """What every branch begins with: its quarters of the period, where it has any that counted."""
    known = quarters(counted, settings.period)
    wanted = [(one.branch, known[one.branch.code]) for one in beginnings if one.branch.code in known]
    tasks = [
        MakingTask(settings, tuple(wanted[start : start + CHUNK]), archive, archive)
        for start in range(0, len(wanted), CHUNK)
    ]
    found = {code: own for those in spread(contents, tasks, processes(len(wanted))) for code, own in those.items()}
    return tuple(
        _begun(one, found[one.branch.code], known[one.branch.code][-1]) if one.branch.code in found else one
        for one in beginnings
    )


def contents(task: MakingTask) -> dict[str, Given]:
    """Branch code → the content of its consolidated workbook to add to, and the quarters that it does not have."""
    standard, settings = form.load(), task.settings
    roster = {branch.code: branch for branch, _ in task.branches}
    found: dict[str, Given] = {}
    for code, own in gather(task).items():
        content = dict(consolidated(standard, own, settings.coverage).content)
        facts = {name: value for name, value in content["branches"][0].items() if name not in _OF_THE_DAY}
        gone = lacking(settings, roster[code], own)
        found[code] = ({**content, "branches": [facts]}, gone)
    return found


def _begun(one: Beginning, given: Given, last: Counted) -> Beginning:
    content, gone = given
    rows = {name: len(own) for name, own in content.items() if name != "branches"}
    brought = replace(one.share.brought, content=content)
    share = replace(one.share, brought=brought, rows=rows)
    return replace(one, last=last, carried=True, share=share, lacking=tuple(quarter.code for quarter in gone))
