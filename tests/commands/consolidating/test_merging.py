"""Four quarters as Markdown tables → the year, sheet by sheet."""

import pytest

from quarterbooks import YEAR, quarter, typed
from shuzhi import form
from shuzhi.author.standard import ITEM_NOTE
from shuzhi.commands.consolidating.making import origins
from shuzhi.commands.consolidating.merging import consolidated

STANDARD = form.load()
ROW = "| 2023-03-25 | 支部党员大会 | 补报一次会 | 何长顺 | 4 | 3 |  |  |\n"


def merged(*contents):
    """What is made of the contents of quarters, by quarter number."""
    quarters = [quarter(number, content) for number, content in contents]
    return consolidated(STANDARD, quarters, YEAR.days), quarters


@pytest.fixture(scope="module")
def year():
    """The four good quarters."""
    return merged(*((number, typed(number)) for number in range(1, 5)))


def column(made, sheet, *names):
    return [tuple(record.get(name) for name in names) for record in made.content[sheet]]


def whence(made, sheet):
    return [f"{line.quarter.period.number}:{line.row}" for line in made.origins[sheet]]


def test_dated_rows_of_all_quarters_stand_by_day(year):
    """Five meetings a quarter, in order; each knows its quarter and row."""
    made, _ = year
    days = [str(day) for (day,) in column(made, "meetings", "date")]
    assert (len(days), days) == (20, sorted(days))
    assert whence(made, "meetings") == [f"{number}:{row}" for number in range(1, 5) for row in range(2, 7)]
    assert column(made, "works", "quantity") == [(1,), (2,), (3,), (4,)]


def test_a_late_row_counts_in_the_year_and_one_of_another_year_does_not():
    """A meeting of March typed in the second quarter stands in March; one of December 2022 nowhere."""
    older = ROW.replace("2023-03-25", "2022-12-25")
    made, _ = merged((1, typed(1, 会议=older)), (2, typed(2, 会议=ROW)))
    assert len(made.content["meetings"]) == 11
    assert whence(made, "meetings")[5] == "2:7"


def test_a_row_typed_in_two_quarters_counts_once_as_it_was_typed_last():
    """The same day, type and topic again, with another number present; what stands twice in one quarter stays."""
    again = ROW.replace("| 4 | 3 |", "| 4 | 4 |")
    made, _ = merged((1, typed(1, 会议=ROW)), (2, typed(2, 会议=again)))
    assert [(present, place) for (topic, present), place in zip(
        column(made, "meetings", "topic", "present"), whence(made, "meetings"), strict=True) if topic == "补报一次会"] == [(4, "2:7")]
    made, _ = merged((1, typed(1, 会议=ROW + ROW)), (2, typed(2)))
    assert [topic for (topic,) in column(made, "meetings", "topic")].count("补报一次会") == 2


def test_numbered_rows_stand_as_they_were_last(year):
    """A task done in the second quarter is not carried on, but stands in the year; money as typed last."""
    made, _ = year
    assert column(made, "tasks", "number", "state", "investment") == [("实2023-001", "已完成", 9.6), ("实2023-002", "已完成", 2.5)]
    assert whence(made, "tasks") == ["2:2", "4:2"]
    assert column(made, "proposals", "number") == [(f"议2023-00{number}",) for number in range(1, 5)]


def test_who_left_stands_behind_those_who_stay(year):
    """One died in May and is not carried on; 思想汇报 are added up; who is only gone from the list is gone."""
    made, _ = year
    assert column(made, "members", "name", "status", "thought_reports") == [
        ("何长顺", "在册", None), ("李元", "在册", None), ("孙平", "在册", 4), ("周和", "已去世", None)]
    assert whence(made, "members") == ["4:2", "4:3", "4:4", "2:5"]
    made, _ = merged((1, typed(1)), (3, typed(3)))
    assert [name for (name,) in column(made, "members", "name")] == ["何长顺", "李元", "孙平"]


def test_solved_problems_stay_and_plans_are_the_last_ones(year):
    """The problem of all quarters once, as it stands now; the one solved in the first quarter; one plan; new numbers.

    One that was being solved in the first quarter and that the branch no longer lists is no problem of the year.
    """
    made, _ = year
    assert column(made, "problems", "number", "problem", "progress", "plan") == [
        ("1", "会议记录不及时。", "已整改", None), ("2", "外出党员参加学习少。", "长期坚持", None), ("3", None, None, "第4次打算：抓好清淤。")]


def test_facts_are_the_last_ones_and_amounts_of_a_quarter_add_up(year):
    """户数 and 填报日期 of the fourth quarter, 党费 and 公开次数 of all; what nobody typed stays blank."""
    made, quarters = year
    facts = made.content["branches"][0]
    assert (facts["households"], str(facts["fill_date"]), facts["collective_income"]) == (204, "2024-01-05", 8)
    assert (facts["dues_due"], facts["dues_paid"], facts["disclosure_party"], facts["disclosure_village"]) == (1210, 1210, 4, 10)
    assert {"dues_backpaid", "party_funds", "disclosure_finance", "no_meetings"} & set(facts) == set()
    assert made.items["dues_due"] == tuple(quarters)
    assert made.items["households"] == (quarters[3],)


def test_days_of_one_quarter_stay_behind():
    """成文日期 and 报告会日期 are that quarter's, 文字材料 too."""
    more = {"成文日期": "2023-04-06", "报告会日期": "2023-04-07"}
    made, _ = merged((1, typed(1, 支部信息=more) | {"文字材料": "| 栏目 | 正文 |\n| 结束语 | 以上报告。 |"}))
    assert {"document_date", "meeting_date"} & set(made.content["branches"][0]) == set()
    assert "texts" not in made.content


@pytest.mark.parametrize(("said", "expected"), [
    (("确无", "确无"), "确无"), (("由党总支（党委）统一填报", "确无"), "由党总支（党委）统一填报"), (("确无", ""), None), (("", ""), None),
])
def test_nothing_all_year_is_only_what_every_quarter_said(said, expected):
    """本期无其他工作, without rows."""
    contents = [(number, typed(number, 支部信息={"本期无其他工作": word}) | {"其他工作": ""}) for number, word in enumerate(said, 1)]
    made, _ = merged(*contents)
    assert made.content["branches"][0].get("no_works") == expected


def test_nothing_is_not_said_beside_rows():
    """确无 in both quarters, but a row in one of them: the year has the row."""
    made, _ = merged(*((number, typed(number, 支部信息={"本期无其他工作": "确无"})) for number in (1, 2)))
    assert "no_works" not in made.content["branches"][0]
    assert len(made.content["works"]) == 2


def test_explanations_go_along():
    """说明 beside a row and beside an item; not that beside 报告期, which speaks of the quarter."""
    content = typed(1, 会议=ROW.replace("|  |  |\n", "|  | 上季度漏报 |\n"))
    one = quarter(1, content)
    places = dict(zip(one.tables.items["field"], one.tables.items["row"], strict=True))
    notes = one.tables.notes
    for name in ("dues_paid", "period"):
        notes.loc[len(notes)] = [1, "branches", places[name], "已核对"]
    made = consolidated(STANDARD, [one], YEAR.days)
    assert made.content["meetings"][-1]["note"] == "上季度漏报"
    assert [name for name in made.content["branches"][0] if name.endswith(".note")] == [ITEM_NOTE.format("dues_paid")]


def test_months_stay_months():
    """A day of which only the month was typed goes on as such."""
    one = quarter(1, typed(1))
    one.months["members", 2, "joined"] = "1995年7月"
    made = consolidated(STANDARD, [one], YEAR.days)
    assert made.content["members"][0]["joined"] == "1995年7月"


def test_every_row_says_where_it_comes_from(year):
    """Rows by the quarter's row, items of several quarters by all of them; cells by the column of that workbook."""
    made, quarters = year
    found = origins(STANDARD, made, quarters)
    assert found.of("会议!2;会议!7") == "2023Q1:会议!2;2023Q2:会议!2"
    assert found.of("党员!5") == "2023Q2:党员!5"
    assert found.of("TOTAL") == "TOTAL"
    tasks = [field.name for field in STANDARD.sheet("tasks").fields]
    there = quarters[3].tables.columns.query("sheet == 'tasks' and field == 'investment'")["column"].item()
    letters = "ABCDEFGHIJ"
    source = f"民生实事!{letters[tasks.index('investment')]}3"
    assert found.cell(source) == f"2023Q4:民生实事!{letters[there - 1]}2"
    assert found.back(found.cell(source)) == source
    assert found.cell("meeting_events") == "meeting_events"
