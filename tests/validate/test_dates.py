"""A day outside the coverage whose year is likely wrong: Excel gives a day typed as 9-5 the year of typing."""

from goodbranch import SETTINGS, changed
from markdown import tables
from shuzhi import form
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

DOUBT = "年份可能写错了"


def told(*workbooks):
    """The findings of each workbook, given by its changes; all are validated as one chunk."""
    codes = dict.fromkeys(range(1, len(workbooks) + 1), "A01")
    frame = validate(Scene(tables(*(changed(*changes) for changes in workbooks)), form.load(), SETTINGS, codes), ())
    return [frame[frame["submission"] == number] for number in codes]


def on(day):
    """The changes that give the work of 其他工作 another day."""
    return [("其他工作", "2023-07-20", day)]


DAYS = [
    ("2022-09-10", "H31", True), ("2022-07-01", "H31", True), ("2022-09-30", "H31", True), ("2022-10-01", "H31", False),
    ("2023-06-30", "H31", False), ("2023-10-05", "H31", False), ("2024-09-10", "H01", True), ("2023-12-10", "H01", False),
]


def test_a_day_that_would_lie_inside_in_another_year_is_doubted():
    """The same month and day inside the coverage: the hint says so; otherwise it is the usual one."""
    for (day, code, doubted), frame in zip(DAYS, told(*(on(day) for day, *_ in DAYS)), strict=True):
        ((message, hint),) = frame.loc[frame["code"] == code, ["message", "hint"]].to_numpy()
        assert (DOUBT in message + hint) is doubted, day
        assert "{}" not in message + hint, day


def over_new_year(day, start, end):
    return [*on(day), ("支部信息", "统计起始日期", start), ("支部信息", "统计截止日期", end), ("支部信息", "填报日期", "2024-03-01")]


def test_a_coverage_over_new_year_has_both_its_ends():
    """December to February: January and December of another year lie inside."""
    frames = told(
        over_new_year("2024-01-05", "2022-12-10", "2023-02-28"), over_new_year("2022-12-05", "2023-12-01", "2024-02-29"),
        over_new_year("2022-06-05", "2023-12-01", "2024-02-29"),
    )
    messages = [frame.loc[(frame["code"] == "H31") & (frame["sheet"] == "works"), "message"].item() for frame in frames]
    assert [DOUBT in message for message in messages] == [True, True, False]


OUTSIDE = {
    "2023-06-30": "这条是上期的，本期不计入；全年统计时会计入。", "2022-12-31": "这条是以前年度的，本期不计入。",
    "2023-10-01": "这条在统计截止日期之后，本期不计入；全年统计时会计入。",
}


def test_a_row_outside_is_told_what_becomes_of_it():
    """Of the period before, of years before, after the coverage: each says whether it will be counted."""
    frames = told(*map(on, OUTSIDE))
    assert [list(frame["message"]) for frame in frames] == [[words] for words in OUTSIDE.values()]


def test_only_days_that_a_sheet_is_counted_by_are_doubted():
    """完成日期 after 填报日期 has the usual hint."""
    [frame] = told([("民生实事", "2023-08-25", "2024-08-25")])
    (hint,) = frame.loc[(frame["code"] == "H01"), "hint"]
    assert hint.startswith("还没有发生的事不要填")
