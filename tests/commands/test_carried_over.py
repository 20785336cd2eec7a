"""Three reports of a small township: a village merged, one that splits off, a new secretary, a proposal raised again."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from goodbranch import changed
from roster import roster
from shuzhi.author.selfcheck import TITLE
from shuzhi.commands.issuing.closing import issued_text
from shuzhi.model.period import Period
from smalltown import enrol, fill, findings, founded, hand_in, issued, items, judged, meta, ran, rows, said

Q3, Q4, Q2 = "2023Q3", "2023Q4", "2024Q2"
SPLIT = {"founded": date(2023, 10, 10)}
CLOSED = {"closed": date(2023, 11, 15), "merged_into": "A01"}
OPEN = ("民生实事", "2023-11-30", "2024-11-30")
LONG_ROW = "| 实2022-004 | 西塘路加宽 | 道路桥涵 | 上级部署 |  | 王方 | 30 | 30 |  |  | 12 | 2022-10-10 | 2024-10-31 |  | 进行中 |  |  |  |"
LONG_TASK = ("民生实事", "| 实2023-002 |", f"{LONG_ROW}\n| 实2023-002 |")
DRAFT = ("四议两公开", "| 公2023-001 |", "| 公2023-002 | 新建凉亭 |  |  | 2023-09-10 |  |  |  |  |  | 拟定 |  |\n| 公2023-001 |")
NOTHING = {"本期无民生实事": "确无", "本期无意见建议": "确无"}
AGAIN = {"组别": "三组", "类别": "道路桥涵", "状态": "正在办理", "原编号": "议2023-001"}


@dataclass(frozen=True)
class Story:
    workspace: object
    issues: dict
    results: dict


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    workspace = founded(tmp_path_factory.mktemp("云溪镇"), {"A01": {}, "A02": {}, "A03": SPLIT})
    hand_in(workspace, "A01", changed(OPEN, LONG_TASK, DRAFT, ("支部信息", "书记任职日期", "2021-01-08")))
    hand_in(workspace, "A02", changed(OPEN, DRAFT, roster(
        (5, {"党籍状态": "已转出", "变动日期": "2023-09-20", "党内职务": "组织委员", "说明": "转往东岭村"}))))
    results = {Q3: ran(workspace, Q3)}
    enrol(workspace, {"A01": {}, "A02": CLOSED, "A03": SPLIT})
    issues = {Q4: issued(workspace, Q4)}
    fill(workspace, Q4, "A01", [("居民提案", AGAIN | {"提出日期": date(2023, 12, 5), "受理日期": date(2023, 12, 6),
                                                "事项": "三组路面又破损"}),
                                ("民生实事", {"事项名称": "村口安装护栏", "类别": "公共设施", "责任人": "王方", "计划完成日期": date(2024, 3, 1),
                                          "状态": "未启动"})])
    fill(workspace, Q4, "A02", items=NOTHING)
    fill(workspace, Q4, "A03", items=NOTHING)
    results[Q4] = ran(workspace, Q4)
    enrol(workspace, {"A01": {"secretary": "李元"}, "A02": CLOSED, "A03": SPLIT})
    issues[Q2] = issued(workspace, Q2)
    fill(workspace, Q2, "A01", [("居民提案", AGAIN | {"提出日期": date(2024, 5, 6), "受理日期": date(2024, 5, 7),
                                                "事项": "三组路面积水"})])
    return Story(workspace, issues, results)


def test_every_quarter_is_accepted_as_it_was_carried_on(story):
    """No error and no question about rows that the program itself put there."""
    for period, results in story.results.items():
        here = results.branches[results.branches["submission"] >= 0]
        assert set(here["state"]) == {"accepted"}, (period, findings(results))
        assert not findings(results), period


def test_the_village_that_takes_over_has_everything(story):
    """Members of both, open rows of both under numbers of their own, each told where it came from."""
    place = story.workspace, Q4, "A01"
    assert rows(*place, "members", "name")[-4:] == ["白方", "白元", "白六", "白一"]
    assert rows(*place, "tasks", "number", "title", "note") == [
        ("实2022-004", "西塘路加宽", ""), ("实2023-002", "南塘清淤", ""),
        ("实2023-003", "白塘清淤", "由白沙村并入，原编号实2023-002")]
    assert rows(*place, "proposals", "number") == ["议2023-003", "议2023-004"]
    assert rows(*place, "agenda", "number", "result") == [("公2023-002", "拟定"), ("公2023-003", "拟定")]
    assert rows(*place, "problems", "number", "type") == [
        ("1", "存在问题"), ("2", "下步打算"), ("3", "存在问题"), ("4", "下步打算")]
    assert len(rows(*place, "branches", "full_name")) == 1


def test_the_village_that_is_closed_reports_once_more(story):
    """With its members gone on that day and without open rows; afterwards it gets nothing."""
    assert rows(story.workspace, Q4, "A02", "members", "name", "status")[0] == ("白方", "已转出")
    assert not rows(story.workspace, Q4, "A02", "tasks", "number")
    assert {start.branch.code for start in story.issues[Q2].starts} == {"A01", "A03"}


def test_nothing_is_taken_over_twice(story):
    """In the next report everything stands in the other's own workbook."""
    assert [start.taken.rows for start in story.issues[Q2].starts] == [0, 0]
    names = rows(story.workspace, Q2, "A01", "members", "name")
    assert len(names) == len(set(names)) == 9
    assert rows(story.workspace, Q2, "A01", "tasks", "number") == ["实2022-004", "实2023-002", "实2023-003", "实2023-004"]


def test_a_village_that_splits_off_begins_with_those_who_moved(story):
    """The roster's facts and the member whose 说明 names it; without what he was there."""
    assert items(story.workspace, Q4, "A03")["支部全称"] == "中共东岭村支部委员会"
    (member,) = rows(story.workspace, Q4, "A03", "members", "name", "status", "moved_in", "changed", "post", "note")
    assert (member[0], member[1], member[2].date(), *member[3:]) == ("白七", "在册", date(2023, 9, 20), "", "", "")
    assert not rows(story.workspace, Q4, "A03", "tasks", "number")
    assert rows(story.workspace, Q2, "A03", "members", "name") == ["白七"]


def test_members_add_up_in_the_self_check(story):
    """期初 is what the last report said, and who came on the day of the merger is 转入: the two agree."""
    told = said(story.workspace, Q4, "A01", TITLE)
    assert "期初5＋转入4＋接收0－转出0－去世0－出党0＝9。对得上。" in told


def test_a_task_over_years_keeps_its_number_and_new_ones_begin_anew(story):
    """In 2024 the rows to be filled in begin with 实2024-001; what was used before is not forgotten."""
    assert meta(story.workspace, Q2, "A01", "tasks") >= {"实2022-004", "实2023-001", "实2023-003"}
    book = load_workbook(story.workspace.issued(Period.parse(Q2)) / "石井村.xlsx")
    assert [cell.value for cell in book["民生实事"]["A"][5:7]] == ["实2024-001", "实2024-002"]
    assert [cell.value for cell in book["问题与措施"]["A"][5:7]] == ["5", "6"]


def test_a_proposal_raised_again_names_one_of_two_reports_before(story):
    """议2023-001 was settled in the third quarter; three quarters on its number is still one of theirs."""
    assert "议2023-001" not in rows(story.workspace, Q2, "A01", "proposals", "number")
    assert "议2023-001" in meta(story.workspace, Q2, "A01", "proposals")
    told = judged(story.workspace, Q2, "A01")
    assert not [one for one in told if one[0] == "P09" or one[1] in ("error", "warning")], told


def test_a_new_secretary_begins_anew(story):
    """The roster's name stands there, the day since when the old one was secretary does not."""
    now, before = (items(story.workspace, period, "A01") for period in (Q2, Q4))
    assert (before["书记姓名"], before["书记任职日期"]) == ("王方", datetime(2021, 1, 8))
    assert (now["书记姓名"], now["书记任职日期"]) == ("李元", None)


def test_a_quarter_without_a_report_is_passed_over(story):
    """Nobody reported on the first quarter of 2024: the second goes on where the year before ended."""
    assert {start.last.period for start in story.issues[Q2].starts} == {Q4}
    assert all(start.carried for start in story.issues[Q2].starts)


def test_the_closing_words_count_and_name_nobody(story):
    """How many moved and what a merged village brought."""
    text = issued_text(story.issues[Q4])
    assert "从别的支部转来的1名党员，已填进转入支部的表，请这些支部核对。" in text
    assert "已撤并支部的4名党员、没有办完的事项5行，已填进并入支部的表，请这些支部核对。" in text
    people = rows(story.workspace, Q4, "A01", "members", "name")
    assert not [name for name in people if name in text]
    assert "转来" not in issued_text(story.issues[Q2])
