"""An invented township through the nights of 2023: its clock, its batch, its branches' workbooks."""

import csv
import io
import logging
import zipfile
from datetime import datetime, timedelta
from shutil import copytree

from shuzhi.commands.issue import issue
from shuzhi.commands.run import RunRequest, run
from shuzhi.errors import ShuzhiError
from shuzhi.ledger import open_ledger
from shuzhi.model.clock import BEIJING
from shuzhi.model.period import Period
from shuzhi.nightly.night import Watch, once
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace, load_settings
from year import seasons
from year.clerks import Clerk, write_township

REPORTS = [
    {"template": "季度抓基层党建述职报告.docx", "name": "抓基层党建述职报告", "period_kinds": "季度", "audience": "报上级", "output": "抓基层党建述职报告"},
    {"template": "意见建议办理情况报告.docx", "name": "意见建议办理情况报告", "period_kinds": "季度", "audience": "对党员和居民", "output": "意见建议办理情况报告", "needs": "居民提案"},
    {"template": "年度抓基层党建述职报告.docx", "name": "年度抓基层党建述职报告", "period_kinds": "年度", "audience": "报上级", "output": "抓基层党建述职报告"},
    {"template": "镇党委年度述职报告.docx", "name": "镇党委年度述职报告", "period_kinds": "年度", "audience": "报上级", "output": "镇党委述职报告", "subject": "乡镇"},
]


class Office:
    """The workspace; `now` is what its clock says."""

    def __init__(self, root, templates):
        self.workspace = Workspace(root)
        copytree(templates, root / "templates")
        self.now = datetime(2023, 1, 3, 8, tzinfo=BEIJING)
        self.told = []
        self.settle(1)

    def settle(self, quarter, **secretaries):
        """The township's workbook of a quarter, and the workbooks issued for it."""
        self.quarter, self.period = quarter, Period(2023, "Q", quarter)
        roster = [{**branch, "secretary": secretaries.get(branch["code"], branch["secretary"])} for branch in seasons.ROSTER]
        if quarter > 2:
            roster[1] |= seasons.MERGED
        content = {"parameters": [seasons.parameters(quarter)], "roster": roster, "reports": REPORTS, **seasons.OWN}
        write_township(self.workspace.settings_file, content)
        self.secretary = {branch["code"]: branch["secretary"] for branch in roster}
        return issue(self.workspace, None, Silent())

    def clerk(self, code):
        """The workbook issued to a branch, opened."""
        place = load_settings(self.workspace).branch(code).place
        return Clerk(self.workspace.issued(self.period) / f"{place}.xlsx")

    def usual(self, code, count):
        """The issued workbook with everything a branch types in a quarter, `count` members."""
        clerk, quarter = self.clerk(code), self.quarter
        clerk.items(**seasons.items(code, quarter, count))
        for row in seasons.meetings(self.secretary[code], quarter, count):
            clerk.add("会议", row)
        clerk.add("其他工作", seasons.work(quarter))
        clerk.add("民生实事", seasons.task(code, quarter))
        clerk.add("居民提案", seasons.issue(code, quarter))
        return clerk

    def finish(self, clerk, code):
        """What the branch began in the quarter before is done."""
        before, name = self.quarter - 2, seasons.NAMES[code]
        clerk.change("民生实事", {"事项名称": f"{name}{seasons.MATTERS[before]}"}, seasons.task_done(self.quarter))
        clerk.change("居民提案", {"事项": f"{name}{seasons.ISSUES[before]}"}, seasons.issue_closed(self.quarter))

    def inbox(self, name):
        return self.workspace.inbox(self.period) / f"{name}.xlsx"

    def watch(self, job=None):
        return Watch(
            self.workspace, job or (lambda: run(RunRequest(self.workspace, now=self.now), Silent())),
            lambda result: self.told.append(result) or (), logging.getLogger("year"), lambda: self.now,
        )

    def night(self, days=1, job=None):
        """The machine is on at two in the morning `days` later: the outcome of the run, None if none was due."""
        self.now = (self.now + timedelta(days=days)).replace(hour=2, minute=0, second=20)
        return self.tick(job)

    def tick(self, job=None):
        """The outcome of the run that is due now, None if none is, or the fault it met."""
        try:
            found = once(self.watch(job))
        except ShuzhiError as fault:
            return fault
        return found if hasattr(found, "results") else None

    def nights(self, day):
        with open_ledger(self.workspace.ledger) as ledger:
            return ledger.nights.of(day)


def states(outcome):
    branches = outcome.results.branches
    return dict(branches[["branch_code", "state"]].itertuples(index=False))


def stand(outcome, *accepted, **others):
    """These branches are accepted, the others as said; if not, the faults and doubts found are shown."""
    found = outcome.results.findings
    doubts = found.loc[found["level"] != "notice", ["branch_code", "code", "sheet", "row", "field", "message"]]
    assert states(outcome) == dict.fromkeys(accepted, "accepted") | others, doubts.to_string()


def values(outcome, code, scope="own"):
    """Indicator name → value of a branch, from indicators.csv as delivered."""
    lines = csv.DictReader(io.StringIO(member(outcome, "数据/indicators.csv").decode("utf-8-sig")))
    return {
        line["name"]: float(line["value"]) if line["value"] else None
        for line in lines if (line["branch_code"], line["scope"]) == (code, scope)
    }


def member(outcome, name):
    with zipfile.ZipFile(outcome.office) as archive:
        return archive.read(name)


def members(outcome):
    with zipfile.ZipFile(outcome.office) as archive:
        return set(archive.namelist())
