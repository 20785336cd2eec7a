"""Limits and rows of earlier workbooks: what the messages tell, and what needs a workbook that was handed out."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import GOOD, changed, listed, scene
from markdown import cells
from planted.proposals import answered, more, solved, third
from shuzhi.model.tables import numbers
from shuzhi.validate.predicates import deadlines, tasks
from shuzhi.validate.rulebook.tasks import UNITS
from shuzhi.validate.stage import validate

LAST = "| 议2023-00{n} | 2023-07-03 | 二组 | 第{n}件 | 环境卫生 | 已办结 | {accepted} | 每周清运两次。 | {day} |  |  | {day} | 满意 |  |  |  |"


def told(content, code, **options):
    return [f.message for f in validate(scene(content, **options), ()).itertuples() if f.code == code]


def with_earlier(content, *rows):
    """What is found where these (sheet, number) stood in workbooks before this one."""
    made = scene(content)
    gone = numbers([(1, *row) for row in rows])
    return listed(validate(replace(made, tables=replace(made.tables, earlier=gone)), ())).get(1, [])


def test_a_task_says_how_many_days_it_is_late():
    """The days are counted from 计划完成日期 to 办理情况截至日期, or to the day of --as-of."""
    late = changed(("民生实事", "2023-11-30", "2023-10-01"))
    assert told(late, "T09") == ["已过计划完成日期7天，还没有完成。"]
    assert told(GOOD, "T09", as_of=date(2023, 12, 1)) == ["已过计划完成日期1天，还没有完成。"]


def test_working_days_leave_out_the_holidays():
    """2023-09-29 to 10-06 was off: 09-08 to 10-08 are 16 working days; Monday to Friday would be 20."""
    silent = changed(*third(proposed="2023-09-08", accepted="2023-09-11"))
    assert told(silent, "P17") == ["提出已有16个工作日，未见答复，期限是15个工作日。"]


def test_beyond_the_published_years_the_message_says_how_it_counts():
    """For 2035 no holidays are known yet."""
    content = changed(("支部信息", "统计起始日期", "2035-07-01"), ("支部信息", "办理情况截至日期", "2035-10-08"),
                      *third(proposed="2035-09-03", accepted="2035-09-04"))
    [word] = deadlines.answer_late(scene(content)).dropna()
    assert word == "提出已有25个工作日，未见答复，期限是15个工作日（按周一至周五计算，未计节假日调休）"


def test_what_came_late_is_told_once():
    """Three answers that came late are one reminder, with their number; so are three acceptances."""
    late = [LAST.format(n=n, accepted="2023-07-04", day="2023-08-01") for n in (4, 5, 6)]
    assert told(changed(*more(*late)), "P17") == ["从提出到答复用了21个工作日，期限是15个工作日（这样的共3行）。"]
    taken = [LAST.format(n=n, accepted="2023-07-17", day="2023-07-18") for n in (4, 5, 6)]
    assert told(changed(*more(*taken)), "P16") == ["从提出到受理用了10个工作日，期限是5个工作日（这样的共3行）。"]


def test_what_was_answered_in_an_earlier_period_is_not_told_again():
    """A carried proposal answered late before the coverage was told then."""
    content = changed(*solved("2023-06-30", proposed="2023-05-04", accepted="2023-05-05"))
    assert told(content, "P17") == []


def test_the_township_sets_the_limits():
    """With 30 working days to answer nobody is late."""
    made = scene(changed(*third(proposed="2023-09-08", accepted="2023-09-11")))
    patient = replace(made.settings, limits={**made.settings.limits, "reply_days": 30})
    assert deadlines.answer_late(replace(made, settings=patient)).dropna().empty


@pytest.mark.parametrize(("sheet", "number", "code"), [("民生实事", "实2023-001", "T19"), ("居民提案", "议2023-002", "P25")])
def test_a_number_that_an_earlier_workbook_settled_is_doubted(sheet, number, code):
    """A row that was not carried into this workbook stands in it again: it would count twice."""
    name = {"民生实事": "tasks", "居民提案": "proposals"}[sheet]
    row = 2 + [line[0] for line in cells(GOOD[sheet])[1:]].index(number)
    assert with_earlier(GOOD, (name, number)) == [(code, sheet, row, "编号")]
    assert with_earlier(GOOD, (name, "其他2023-001"), ("agenda", number)) == []


def test_a_task_finished_before_is_told_once():
    """That its number was used before is no second finding."""
    old = changed(("民生实事", "| 2023-07-10 | 2023-08-31 | 2023-08-25 |", "| 2023-06-01 | 2023-08-31 | 2023-06-30 |"))
    assert with_earlier(old, ("tasks", "实2023-001")) == [("T07", "民生实事", 2, "完成日期")]


def test_the_answer_of_an_earlier_workbook_must_be_written_again():
    """同… names a row that no longer stands here: the report could not print its answer."""
    content = changed(*answered("同议2022-007"))
    assert with_earlier(content) == [("P14", "居民提案", 4, "答复内容")]
    assert with_earlier(content, ("proposals", "议2022-007")) == [("P15", "居民提案", 4, "答复内容")]


@pytest.mark.parametrize(("unit", "odd"), [("株", False), ("立方米", False), ("平方", True), ("方", True), ("平", True)])
def test_units_in_use_need_no_question(unit, odd):
    """平方 and 方 leave open which unit is meant."""
    content = {"民生实事": f"| 编号 | 工程量 | 工程量单位 |\n| 实2023-001 | 3 | {unit} |"}
    assert tasks.odd_unit(scene(content), UNITS).tolist() == [odd]
