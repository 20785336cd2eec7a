"""Numbers of rows that a branch takes over from another."""

from shuzhi import form
from shuzhi.commands.issuing.renumbering import renumbered

NONE = {"tasks": [], "proposals": [], "agenda": [], "problems": []}


def new(rows, *taken, year=2023):
    return renumbered(form.load(), NONE | rows, taken, year, "白沙村")


def test_a_number_in_use_gives_way_and_a_free_one_stays():
    """Behind all numbers of the year, theirs and ours; the row tells where it comes from and what it was called."""
    found = new(
        {"tasks": [{"number": "实2023-001", "title": "桥"}, {"number": "实2023-008", "title": "渠"}]},
        ("tasks", "实2023-001"), ("tasks", "实2023-005"), ("proposals", "实2023-008"),
    )
    assert [(row["number"], row["note"]) for row in found.rows["tasks"]] == [
        ("实2023-009", "由白沙村并入，原编号实2023-001"), ("实2023-008", "由白沙村并入")]
    assert found.first["tasks"] == 10
    assert not found.named


def test_a_number_of_an_earlier_year_gives_way_too():
    """It gets one of the year of the workbook."""
    (row,) = new({"tasks": [{"number": "实2022-004"}]}, ("tasks", "实2022-004")).rows["tasks"]
    assert row["number"] == "实2023-001"


def test_what_names_a_row_names_it_still():
    """关联提案编号, 关联实事编号, 并入编号, 原编号 and an answer that points to a row follow the new numbers."""
    found = new(
        {
            "tasks": [{"number": "实2023-001", "proposal": "议2023-001"}],
            "proposals": [
                {"number": "议2023-001", "task": "实2023-001"},
                {"number": "议2023-002", "merged_into": "议2023-001", "reply": "同议2023-001。"},
                {"number": "议2023-003", "raised_before": "议2023-001", "reply": "同意，见议2023-001"},
            ],
            "agenda": [{"number": "公2023-001", "proposal": "议2023-001", "task": "实2023-001"}],
        },
        ("tasks", "实2023-001"), ("proposals", "议2023-001"), ("proposals", "议2023-007"),
    )
    told = [{name: value for name, value in row.items() if name != "note"} for rows in found.rows.values() for row in rows]
    assert told == [
        {"number": "实2023-002", "proposal": "议2023-008"},
        {"number": "议2023-008", "task": "实2023-002"},
        {"number": "议2023-002", "merged_into": "议2023-008", "reply": "同议2023-008。"},
        {"number": "议2023-003", "raised_before": "议2023-008", "reply": "同意，见议2023-001"},
        {"number": "公2023-001", "proposal": "议2023-008", "task": "实2023-002"},
    ]


def test_a_settled_row_that_is_named_keeps_a_number_of_its_own():
    """It does not stand here, but its number must not become that of a row of the branch that takes over."""
    found = new(
        {"tasks": [{"number": "实2023-003", "proposal": "议2023-002"}, {"number": "实2023-004", "proposal": "议2023-009"}]},
        ("proposals", "议2023-002"),
    )
    assert [row["proposal"] for row in found.rows["tasks"]] == ["议2023-010", "议2023-009"]
    assert found.named == [("proposals", "议2023-009"), ("proposals", "议2023-010")]
    assert found.first["proposals"] == 11


def test_problems_are_counted_on():
    """Their 序号 goes on behind those that stand there; what it was is of no use to anybody."""
    found = new({"problems": [{"number": "1", "problem": "一"}, {"number": "3"}]}, ("problems", "1"), ("problems", "2"))
    assert [(row["number"], row["note"]) for row in found.rows["problems"]] == [("4", "由白沙村并入"), ("3", "由白沙村并入")]


def test_a_row_without_number_stays_without():
    """Where the township does not ask for one."""
    assert new({"tasks": [{"title": "桥"}]}).rows["tasks"] == [{"title": "桥", "note": "由白沙村并入"}]
