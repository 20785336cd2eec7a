"""What a branch begins with besides its own: members who moved, and what merged branches had."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import BRANCHES, GOOD, SETTINGS, changed
from markdown import tables
from roster import roster
from shuzhi import form
from shuzhi.commands.issuing.carrying import carried
from shuzhi.commands.issuing.leaving import left
from shuzhi.commands.issuing.reading import Brought
from shuzhi.commands.issuing.sharing import Taken, shares
from shuzhi.ledger import Counted
from shuzhi.model.period import Period

STANDARD, NEXT = form.load(), Period.parse("2023Q4")
HERE, OTHER = BRANCHES
THIRD = replace(OTHER, code="A03", full_name="中共东岭村支部委员会", short_name="东岭村", place="东岭村")
BORN = {"党籍状态": "在册", "性别": "男", "人员类别": "正式党员", "入党日期": "1995-07-01", "转正日期": "1996-07-01"}
MOVED = {"党籍状态": "已转出", "变动日期": "2023-08-15", "党内职务": "组织委员", "说明": "转往白沙村"}


def settings(*branches, former=()):
    return replace(SETTINGS, period=NEXT, coverage=NEXT.days, branches=branches, former=tuple(former))


def brought(content, members=5, first=None, used=()):
    whole = tables(content)
    return Brought(carried(STANDARD, whole)[1], members, first or {}, used, tuple(left(STANDARD, whole).get(1, ())))


def last(**periods):
    return {code: Counted(period, code, "aa") for code, period in periods.items()}


def of(content):
    """Another branch's people in place of those of GOOD."""
    return {title: text if isinstance(text, dict) else text.replace("王方", "白方").replace("李元", "白元")
            .replace("孙六", "白六").replace("周七", "白七").replace("赵一", "白一") for title, text in content.items()}


def moved(*edits, periods=("2023Q3", "2023Q3")):
    """The share of A02 where members of A01 left as told in its row 3."""
    row = MOVED
    for edit in edits:
        row = row | edit
    found = {"A01": brought(changed(roster((3, row)))), "A02": brought(of(GOOD))}
    return shares(settings(HERE, OTHER), found, last(A01=periods[0], A02=periods[1]))["A02"]


def test_a_member_who_moved_stands_in_the_new_branch():
    """On the roll since the day he left, without post, one more in 期初 as he came before the coverage."""
    share = moved()
    row = share.brought.content["members"][-1]
    assert (row["name"], row["status"], row["moved_in"], row["joined"]) == ("李元", "在册", date(2023, 8, 15), date(2005, 7, 1))
    assert not {"post", "changed", "note", "group", "unit"} & set(row)
    assert share.taken == Taken(moved=1)
    assert share.brought.members == 6
    assert share.rows["members"] == 5


@pytest.mark.parametrize("edit", [
    {"说明": ""}, {"说明": "转往外县"}, {"党籍状态": "已去世"}, {"说明": "转往石井村"},
])
def test_who_went_elsewhere_stands_nowhere(edit):
    """Nobody is handed to a branch that is not named, nor to his own."""
    assert moved(edit).taken == Taken()


def test_who_stands_there_already_is_not_written_twice():
    """On the roll, or gone again since; one who had left before comes back."""
    there = {"姓名": "李元", "出生日期": "1980-02-01"} | BORN
    back = changed(roster((7, there)))
    again = changed(roster((7, there | {"党籍状态": "已转出", "变动日期": "2023-09-01"})))
    before = changed(roster((7, there | {"党籍状态": "已转出", "变动日期": "2023-07-02"})))
    texts = [{**one, "党员": one["党员"].replace("| 李元 | 女 |", "| 白四 | 女 |", 1)} for one in (back, again, before)]
    found = {"A01": brought(changed(roster((3, MOVED))))}
    taken = []
    for text in texts:
        members = text["党员"]
        share = shares(settings(HERE, OTHER), found | {"A02": brought({**GOOD, "党员": members})},
                       last(A01="2023Q3", A02="2023Q3"))["A02"]
        taken.append(share.taken.moved)
    assert taken == [0, 0, 1]


def test_a_branch_that_reported_since_knows_its_members():
    """Nobody is added from a workbook older than its own; a branch without one gets everybody."""
    assert moved(periods=("2023Q2", "2023Q3")).taken.moved == 0
    found = {"A01": brought(changed(roster((3, MOVED))))}
    share = shares(settings(HERE, OTHER), found, last(A01="2023Q2"))["A02"]
    assert [row["name"] for row in share.brought.content["members"]] == ["李元"]
    assert share.brought.members is None


def test_who_moved_to_a_branch_that_was_merged_stands_in_its_successor():
    """Together with its members."""
    closed = replace(OTHER, closed=date(2023, 9, 30), merged_into="A03")
    found = {"A01": brought(changed(roster((3, MOVED)))), "A02": brought(of(GOOD))}
    share = shares(settings(HERE, THIRD, former=[closed]), found, last(A01="2023Q3", A02="2023Q3"))["A03"]
    assert share.taken == Taken(moved=1, members=5, rows=4)
    assert [row["name"] for row in share.brought.content["members"]][-1] == "李元"


def merged(day, *periods, knows=False):
    """The shares of a township where A02 went into A01 on that day."""
    closed = replace(OTHER, closed=day, merged_into="A01")
    gone = changed(("民生实事", "南塘清淤 | 沟渠水利 | 支部谋划 |  |", "南塘清淤 | 沟渠水利 | 居民提案 | 议2023-002 |"))
    stands = closed.stands(NEXT.days)
    own = changed(("党员", "| 周七 |", "| 白七 |")) if knows else GOOD
    found = {"A01": brought(own, first={"tasks": 3, "proposals": 4, "agenda": 2},
                            used=(("tasks", "实2023-001"), ("tasks", "实2023-002"))), "A02": brought(of(gone))}
    one = settings(*((HERE, closed) if stands else (HERE,)), former=() if stands else (closed,))
    return shares(one, found, last(A01=periods[0] if periods else "2023Q3", A02="2023Q3"))


def test_a_merged_branch_goes_on_in_the_other():
    """Its members since the day of the merger, its open rows with free numbers behind those of the other."""
    share = merged(date(2023, 9, 30), "2023Q2")["A01"]
    content = share.brought.content
    assert [row["name"] for row in content["members"]][5:] == ["白方", "白元", "白六", "白七", "白一"]
    assert {row.get("moved_in") for row in content["members"][5:]} == {date(2023, 9, 30)}
    assert share.brought.members == 10
    assert [row["number"] for row in content["tasks"]] == ["实2023-002", "实2023-003"]
    assert [row["number"] for row in content["problems"]] == ["1", "2", "3", "4"]
    assert share.brought.first == {"tasks": 4, "proposals": 5, "agenda": 2, "problems": 5}
    assert ("proposals", "议2023-002") in share.brought.used
    assert share.taken == Taken(members=5, rows=4)
    assert share.rows == {"members": 5, "tasks": 1, "proposals": 1, "agenda": 0, "problems": 2}


def test_a_merger_is_carried_out_once():
    """Once the other's workbook of a period that reached the day knows any of the members, it has everything."""
    assert merged(date(2023, 9, 30), "2023Q3", knows=True)["A01"].taken == Taken()


def test_a_merger_that_was_told_late_is_carried_out():
    """Both workbooks of the period of closing were issued before anybody knew: all comes with the next."""
    assert merged(date(2023, 9, 29), "2023Q3")["A01"].taken == Taken(members=5, rows=4)


def test_a_branch_closed_in_the_period_hands_everything_over():
    """Its own last workbook shows its members as gone on that day, and no open row counts twice; the others' 转入."""
    given = merged(date(2023, 11, 15))
    own = given["A02"].brought.content
    assert {(row["status"], row["changed"]) for row in own["members"]} == {("已转出", date(2023, 11, 15))}
    assert [len(own[name]) for name in ("tasks", "proposals", "agenda", "problems")] == [0, 0, 0, 0]
    assert given["A01"].brought.members == 5
    assert given["A01"].taken == Taken(members=5, rows=4)


def test_a_merged_branch_of_which_nothing_is_known_brings_nothing():
    """Its workbook cannot be read, or never counted; the other begins with its own."""
    closed = replace(OTHER, closed=date(2023, 9, 30), merged_into="A01")
    share = shares(settings(HERE, former=[closed]), {"A01": brought(GOOD)}, last(A01="2023Q2", A02="2023Q3"))["A01"]
    assert share.taken == Taken()
    assert len(share.brought.content["members"]) == 5
