"""A year of a township, night after night: what happens to it, and every figure counted again."""

import os
from datetime import date, datetime, timedelta
from multiprocessing import forkserver, get_context
from signal import SIGKILL

import pytest

from conftest import REPOSITORY
from shuzhi.commands.approve import approve, reopen
from shuzhi.commands.run import RunRequest, run
from shuzhi.model.clock import BEIJING
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from year import seasons
from year.office import Office, member, members, stand, states, values
from year.recount import quarter_days, recount


def same(outcome, code, paths, days):
    """Every figure of a branch equals the loops' over its workbooks."""
    found, wanted = values(outcome, code), recount(paths, *days)
    assert {name: found.get(name) for name in wanted} == {
        name: None if value is None else pytest.approx(value) for name, value in wanted.items()
    }, code


def first_quarter(office):
    """Typed for the first time; a fault is corrected; machines are off; a branch is late; one is approved."""
    accepted = {}
    for code in ("Y01", "Y03"):
        clerk = office.usual(code, len(seasons.FOLK[code]))
        for place, name in enumerate(seasons.FOLK[code]):
            clerk.add("党员", seasons.member(name, place))
        clerk.add("问题与措施", seasons.PROBLEM)
        accepted[code] = [clerk.hand_in(office.inbox(code))]
    wrong = office.usual("Y03", 7)
    for place, name in enumerate(seasons.FOLK["Y03"]):
        wrong.add("党员", seasons.member(name, place))
    wrong.add("问题与措施", seasons.PROBLEM)
    wrong.change("会议", {"会议类型": "党课"}, {"实到人数": 70})
    wrong.hand_in(office.inbox("Y03"))
    office.now = datetime(2023, 4, 7, 18, tzinfo=BEIJING)
    outcome = office.night()
    stand(outcome, "Y01", Y02="missing", Y03="returned")
    assert "待修改/东风社区.xlsx" in members(outcome)
    assert office.tick() is None  # one run a business day
    wrong.change("会议", {"会议类型": "党课"}, {"实到人数": 6})
    wrong.hand_in(office.inbox("Y03"))
    late = office.usual("Y02", 5)
    late.items(填报日期=date(2023, 4, 12), 办理情况截至日期=date(2023, 4, 12))
    for place, name in enumerate(seasons.FOLK["Y02"]):
        late.add("党员", seasons.member(name, place))
    accepted["Y02"] = [late.hand_in(office.inbox("白沙"))]
    office.now += timedelta(days=5, hours=7)  # off for five nights, switched on in the morning
    outcome = office.tick()
    stand(outcome, "Y01", "Y02", "Y03")
    late_ones = outcome.results.branches.set_index("branch_code")["late"]
    assert late_ones.to_dict() == {"Y01": False, "Y02": True, "Y03": False}
    assert office.tick() is None
    approve(office.workspace, None, "石井村")
    return accepted


def corrected(office, accepted):
    """An approved branch hands in again: locked; reopened and approved again it gives a corrected report."""
    again = office.clerk("Y01")
    again = type(again)(accepted["Y01"][0])
    again.add("会议", {
        "日期": date(2023, 3, 28), "会议类型": "党员集中学习", "议题": "补记的学习", "主持人": office.secretary["Y01"],
        "应到人数": 6, "实到人数": 6,
    })
    again.items(填报日期=date(2023, 4, 10), 办理情况截至日期=date(2023, 4, 10))
    path = again.hand_in(office.inbox("石井改"))
    outcome = office.night()
    assert states(outcome)["Y01"] == "approved"
    files = outcome.results.submissions.set_index("file")["outcome"]
    assert files[path.name] == "locked"
    same(outcome, "Y01", accepted["Y01"], quarter_days(1))
    reopen(office.workspace, None, "Y01")
    outcome = office.night()
    assert states(outcome)["Y01"] == "accepted"
    accepted["Y01"] = [path]
    for code, paths in accepted.items():
        same(outcome, code, paths, quarter_days(1))
    approve(office.workspace, None, "Y01")


def second_quarter(office, accepted):
    """People move, a row comes late, a run is killed, the clock jumps."""
    office.settle(2)
    for code, count in (("Y01", 6), ("Y02", 5), ("Y03", 7)):
        clerk = office.usual(code, count)
        office.finish(clerk, code)
        if code == "Y01":
            clerk.add("会议", {
                "日期": date(2023, 3, 29), "会议类型": "党员集中学习", "议题": "一季度漏报的学习", "主持人": office.secretary[code],
                "应到人数": 6, "实到人数": 5, "说明": "一季度漏报，补在这里。",
            })
        if code == "Y03":
            for name in ("罗小满", "邹桂香"):
                gone = {"党籍状态": "已转出", "变动日期": date(2023, 6, 30), "说明": "转往新桥村"}
                clerk.change("党员", {"姓名": name}, gone)
        accepted[code] = [*accepted[code], clerk.hand_in(office.inbox(code))]
    office.now = datetime(2023, 7, 7, 20, tzinfo=BEIJING)
    killed = get_context("fork").Process(target=office.night, kwargs={"job": lambda: _dies(office)})
    killed.start()
    killed.join()
    assert killed.exitcode == -SIGKILL
    outcome = office.night()
    stand(outcome, "Y01", "Y02", "Y03")
    for code in ("Y01", "Y02", "Y03"):
        same(outcome, code, accepted[code][-1:], quarter_days(2))
    office.now += timedelta(days=400)  # the battery of the clock
    assert office.tick() is not None
    office.now -= timedelta(days=400)
    assert office.tick() is None
    assert office.night() is not None


class _Dying(Silent):
    def stage(self, title, total):  # noqa: ARG002 - the protocol's
        if title == "汇总并打包":
            os.kill(os.getpid(), SIGKILL)


def _dies(office):
    forkserver._forkserver.__init__()  # a forked process has no fork server of its own yet
    return run(RunRequest(office.workspace), _Dying())


def third_quarter(office, accepted):
    """白沙村 has gone into 石井村; 新桥村 has split off from 东风社区."""
    issued = office.settle(3)
    assert {start.branch.code for start in issued.starts} == {"Y01", "Y03", "Y04"}
    for code, count in (("Y01", 11), ("Y03", 5), ("Y04", 2)):
        clerk = office.usual(code, count)
        if code != "Y04":
            office.finish(clerk, code)
        accepted[code] = [*accepted.get(code, ()), clerk.hand_in(office.inbox(code))]
    office.now = datetime(2023, 10, 8, 18, tzinfo=BEIJING)
    outcome = office.night()
    stand(outcome, "Y01", "Y03", "Y04")
    for code in ("Y01", "Y03", "Y04"):
        same(outcome, code, accepted[code][-1:], quarter_days(3))
    assert values(outcome, "Y01")["members_total"] == 11
    assert values(outcome, "Y04")["members_total"] == 2


def fourth_quarter(office, accepted):
    """A branch joins; 石井村 has a new secretary; an old matter is raised again; the inbox is gone for a night."""
    office.settle(4, Y01="程秋实")
    for code, count in (("Y01", 11), ("Y03", 5), ("Y04", 2), ("Y05", 4)):
        clerk = office.usual(code, count)
        if code in ("Y01", "Y03"):
            office.finish(clerk, code)
        if code == "Y03":
            clerk.add("居民提案", {**seasons.issue(code, 4), "事项": "路灯又不亮", "原编号": "议2023-001"})
        if code == "Y05":
            for place, name in enumerate(seasons.FOLK["Y05"]):
                clerk.add("党员", seasons.member(name, place))
        accepted[code] = [*accepted.get(code, ()), clerk.hand_in(office.inbox(code))]
    inbox = office.workspace.inbox(office.period)
    inbox.rename(inbox.with_name("elsewhere"))
    office.now = datetime(2024, 1, 5, 18, tzinfo=BEIJING)
    assert type(office.night()).__name__ == "InboxMissing"
    inbox.with_name("elsewhere").rename(inbox)
    outcome = office.night()
    stand(outcome, "Y01", "Y03", "Y04", "Y05")
    for code in ("Y01", "Y03", "Y04", "Y05"):
        same(outcome, code, accepted[code][-1:], quarter_days(4))


def whole_year(office, accepted):
    """Nobody fills in anything: the year is made from the quarters."""
    outcome = run(RunRequest(office.workspace, Period(2023, "Y", 0)), Silent())
    stand(outcome, "Y01", "Y02", "Y03", "Y04", "Y05")
    for code in ("Y01", "Y03", "Y04", "Y05"):
        same(outcome, code, accepted[code], (date(2023, 1, 1), date(2023, 12, 31)))
    gone = values(outcome, "Y02")
    assert (gone["members_total"], gone["members_out"], gone["tasks_total"]) == (0, 5, 1)
    assert values(outcome, "TOTAL")["members_total"] == 11 + 5 + 2 + 4
    assert "报告/东风社区/抓基层党建述职报告.docx" in members(outcome)
    assert "报告/乡镇/镇党委述职报告.docx" in members(outcome)
    assert member(outcome, "报告/乡镇/镇党委述职报告.docx")


def test_a_year(tmp_path):
    """Four quarters with corrections, transfers, a merge, a split, missed nights and a crash; the year at the end."""
    office = Office(tmp_path / "township", REPOSITORY / "templates")
    accepted = first_quarter(office)
    corrected(office, accepted)
    second_quarter(office, accepted)
    third_quarter(office, accepted)
    fourth_quarter(office, accepted)
    whole_year(office, accepted)
