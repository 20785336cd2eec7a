"""What a branch's next workbook starts with."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import BRANCHES, GOOD, SETTINGS, changed
from markdown import tables
from shuzhi import form
from shuzhi.commands.issuing.carrying import carried, keys, known, members_before
from shuzhi.commands.last import earlier
from shuzhi.ledger import Counted
from shuzhi.model.period import Period

STANDARD = form.load()
NEXT = Period.parse("2023Q4")
LATER = replace(SETTINGS, period=NEXT, coverage=NEXT.days, committee="中共云溪镇委员会")


WHOLE = {"branches": 1, "members": 5, "tasks": 1, "proposals": 1, "agenda": 0, "problems": 2}


def brought(content=GOOD):
    return carried(STANDARD, tables(content))[1]


@pytest.mark.parametrize(("periods", "period", "found"), [
    (["2023Q3", "2023Q2"], "2023Q4", "2023Q3"),
    (["2023Q4", "2023Y", "2023H2", "2022Q4"], "2023Q4", "2022Q4"),
    (["2022Y", "2022H2", "2022Q4"], "2023Q1", "2022Q4"),
    (["2023Q3"], "2023H2", None),
    (["2023Q3", "不是报告期"], "2024Q2", "2023Q3"),
    ([], "2023Q4", None),
])
def test_the_last_period_that_ended_before(periods, period, found):
    """Of the periods that ended before this one begins the last; of two with the same end the shorter."""
    counted = [Counted(one, "A01", "aa") for one in periods]
    last = earlier([*counted, Counted("2020Q1", "A02", "bb")], Period.parse(period))
    assert (last["A01"].period if "A01" in last else None) == found
    assert last["A02"].sha256 == "bb"


def test_open_rows_go_on_and_finished_ones_do_not():
    """Tasks under way, proposals without answer, everyone on the roll, problems and plans; no meeting, vote or text."""
    content = brought()
    assert {name: len(rows) for name, rows in content.items()} == WHOLE
    assert content["tasks"][0] | {"title": "南塘清淤", "number": "实2023-002", "started": date(2023, 9, 10)} == content["tasks"][0]
    assert content["proposals"][0]["number"] == "议2023-003"


def test_who_left_does_not_go_on():
    """Transferred, deceased and expelled members stay behind, suspended ones go on; a blank state is 在册."""
    content = changed(
        ("党员", "| 李元 | 女 | 1980-02-01 | 正式党员 | 在册 |  |", "| 李元 | 女 | 1980-02-01 | 正式党员 | 已转出 | 2023-08-01 |"),
        ("党员", "| 孙六 | 男 | 1950-02-01 | 正式党员 | 在册 |  |", "| 孙六 | 男 | 1950-02-01 | 正式党员 | 停止党籍 | 2023-08-01 |"),
        ("党员", "| 周七 | 男 | 1985-02-01 | 正式党员 | 在册 |", "| 周七 | 男 | 1985-02-01 | 正式党员 |  |"),
    )
    assert [row["name"] for row in brought(content)["members"]] == ["王方", "孙六", "周七", "赵一"]


@pytest.mark.parametrize(("result", "published", "goes_on"), [
    ("拟定", "", True), ("下次再议", "", True), ("通过", "", True), ("通过", "2023-09-01", False), ("未通过", "", False),
])
def test_a_matter_of_the_six_steps_goes_on_until_its_outcome_is_published(result, published, goes_on):
    """What is not decided, and what was passed without 结果公开日期; with its number and the days of its steps."""
    content = changed(("四议两公开", "2023-09-01 | 通过", f"{published} | {result}"))
    rows = brought(content)["agenda"]
    assert len(rows) == goes_on
    assert not rows or (rows[0]["number"], rows[0]["resolved"]) == ("公2023-001", date(2023, 6, 25))


@pytest.mark.parametrize(("progress", "goes_on"), [("", True), ("未整改", True), ("整改中", True), ("长期坚持", True), ("已整改", False)])
def test_a_problem_goes_on_until_it_is_settled(progress, goes_on):
    """So does a plan: it is kept, changed or deleted by the branch."""
    for row, number in ((1, "1"), (2, "2")):
        content = {**GOOD, "问题与措施": "\n".join(
            f"{line} {'整改情况' if place == 0 else progress if place == row else ''} |"
            for place, line in enumerate(GOOD["问题与措施"].strip().splitlines())
        )}
        assert (number in [one["number"] for one in brought(content)["problems"]]) is goes_on


def test_what_belongs_to_the_period_stays_behind():
    """Fields that are fresh each period are never carried; the others are, as typed."""
    content = changed(("支部信息", "户数", "612"), ("支部信息", "本期已交党费合计（元）", "300"))
    items = brought(content)["branches"][0]
    assert (items["households"], items["filled_by"], items["committee_size"]) == (612, "李元", 3)
    fresh = {(sheet.name, field.name) for sheet in STANDARD.sheets for field in sheet.fields if field.fresh}
    assert {("branches", "fill_date"), ("branches", "dues_paid"), ("members", "note")} <= fresh
    assert not [(name, key) for name, rows in brought(content).items() for row in rows for key in row if (name, key) in fresh]


def test_the_roster_wins():
    """Names, kinds, superior body, period and coverage are those of the settings, everything else as carried."""
    branch = replace(BRANCHES[0], full_name="中共石井新村支部委员会", org_type="联合党支部")
    items = known(LATER, branch, brought())["branches"][0]
    assert items["full_name"] == "中共石井新村支部委员会"
    assert (items["org_type"], items["superior"], items["township"]) == ("联合党支部", "中共云溪镇委员会", "云溪镇")
    assert (items["period"], items["coverage_start"], items["coverage_end"]) == (
        "2023年第四季度", date(2023, 10, 1), date(2023, 12, 31))
    assert (items["secretary"], items["phone"]) == ("王方", "13800000000")


def test_the_superior_body_is_the_parent_of_the_roster():
    """A 支部 below a 总支 names it; without a parent or committee the carried one stays."""
    head = replace(BRANCHES[1], org_type="党总支", full_name="中共白沙社区总支部委员会")
    settings = replace(LATER, branches=(BRANCHES[0], head))
    assert known(settings, replace(BRANCHES[0], parent="A02"), {})["branches"][0]["superior"] == head.full_name
    assert known(replace(LATER, committee=""), BRANCHES[0], brought())["branches"][0]["superior"] == "中共云溪镇委员会"
    assert "superior" not in known(replace(LATER, committee=""), BRANCHES[0], {})["branches"][0]


@pytest.mark.parametrize(("speaker", "kept"), [(None, None), ("王方", None), ("李元", "李元")])
def test_a_new_secretary_begins_anew(speaker, kept):
    """With another name in the roster 任职日期 goes, and the speaker where it was the old secretary."""
    content = changed(("支部信息", "书记任职日期", "2021-01-08"), ("支部信息", "报告人", speaker or ""), ("支部信息", "报告人职务", "书记"))
    items = known(LATER, replace(BRANCHES[0], secretary="赵新"), brought(content))["branches"][0]
    assert (items["secretary"], items.get("secretary_since"), items.get("speaker")) == ("赵新", None, kept)
    assert items.get("speaker_post") == ("书记" if kept else None)
    same = known(LATER, replace(BRANCHES[0], secretary="王方"), brought(content))["branches"][0]
    assert (same["secretary_since"], same.get("speaker")) == (date(2021, 1, 8), speaker)


def test_every_carried_row_has_its_key():
    """Numbers as they are; people by a digest that shows no name; the number of members before."""
    content = brought()
    rows = keys(LATER, BRANCHES[0], content, 5)
    assert rows[:3] == [("period", "2023Q4"), ("branch_code", "A01"), ("members_before", 5)]
    assert {key[1] for key in rows[3:]} == {"members", "tasks", "proposals", "problems"}
    assert ("row", "tasks", "实2023-002") in rows
    assert len({key[2] for key in rows[3:]}) == 9
    assert not [row["name"] for row in content["members"] if row["name"] in str(rows)]
    assert keys(LATER, BRANCHES[0], {}, None) == [("period", "2023Q4"), ("branch_code", "A01")]


def test_a_row_without_number_is_carried_too():
    """Where the township switched the rule off that asks for it."""
    assert ("row", "tasks", "") in keys(LATER, BRANCHES[0], {"tasks": [{"title": "南塘清淤", "state": "进行中"}]}, None)


def test_members_before_are_those_of_the_report():
    """The number of 正式 and 预备党员 on the roll on the last day of the earlier coverage."""
    assert members_before(tables(GOOD), {"close_days": 60}) == {1: 5}


def test_each_workbook_carries_its_own():
    """Rows of one submission never stand in another's; a sheet with nothing to carry is empty."""
    content = carried(STANDARD, tables(GOOD, {**GOOD, "党员": None, "民生实事": None}))
    assert {name: len(rows) for name, rows in content[1].items()} == WHOLE
    assert {name: len(rows) for name, rows in content[2].items()} == WHOLE | {"members": 0, "tasks": 0}
