"""A day outside the coverage whose year is likely wrong: Excel gives a day typed as 9-5 the year of typing."""

import pytest

from goodbranch import changed, scene
from shuzhi.validate.stage import validate

DOUBT = "年份可能写错了"


@pytest.mark.parametrize(("day", "code", "doubted"), [
    ("2022-09-10", "H31", True), ("2022-07-01", "H31", True), ("2022-09-30", "H31", True), ("2022-10-01", "H31", False),
    ("2023-06-30", "H31", False), ("2023-10-05", "H31", False), ("2024-09-10", "H01", True), ("2023-12-10", "H01", False),
])
def test_a_day_that_would_lie_inside_in_another_year_is_doubted(day, code, doubted):
    """The same month and day inside the coverage: the hint says so; otherwise it is the usual one."""
    frame = validate(scene(changed(("其他工作", "2023-07-20", day))), ())
    ((message, hint),) = frame.loc[frame["code"] == code, ["message", "hint"]].to_numpy()
    assert (DOUBT in message + hint) is doubted
    assert "{}" not in message + hint


@pytest.mark.parametrize(("day", "doubted"), [("2024-01-05", True), ("2022-12-05", True), ("2022-06-05", False)])
def test_a_coverage_over_new_year_has_both_its_ends(day, doubted):
    """December to February: January and December of another year lie inside."""
    content = changed(
        ("其他工作", "2023-07-20", day), ("支部信息", "统计起始日期", "2022-12-10" if day == "2024-01-05" else "2023-12-01"),
        ("支部信息", "统计截止日期", "2023-02-28" if day == "2024-01-05" else "2024-02-29"), ("支部信息", "填报日期", "2024-03-01"),
    )
    frame = validate(scene(content), ())
    (message,) = frame.loc[(frame["code"] == "H31") & (frame["sheet"] == "works"), "message"]
    assert (DOUBT in message) is doubted


@pytest.mark.parametrize(("day", "words"), [
    ("2023-06-30", "这条是上期的，本期不计入；全年统计时会计入。"), ("2022-12-31", "这条是以前年度的，本期不计入。"),
    ("2023-10-01", "这条在统计截止日期之后，本期不计入；全年统计时会计入。"),
])
def test_a_row_outside_is_told_what_becomes_of_it(day, words):
    """Of the period before, of years before, after the coverage: each says whether it will be counted."""
    frame = validate(scene(changed(("其他工作", "2023-07-20", day))), ())
    assert list(frame["message"]) == [words]


def test_only_days_that_a_sheet_is_counted_by_are_doubted():
    """完成日期 after 填报日期 has the usual hint."""
    frame = validate(scene(changed(("民生实事", "2023-08-25", "2024-08-25"))), ())
    (hint,) = frame.loc[(frame["code"] == "H01"), "hint"]
    assert hint.startswith("还没有发生的事不要填")
