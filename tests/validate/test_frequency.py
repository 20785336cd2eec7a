"""How often a branch meets: months of the coverage, years, 支部 in the workbook of a 总支."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import GOOD, SETTINGS, scene
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch
from shuzhi.validate.stage import validate

YEAR = Period.parse("2023Y")
YEARLY = replace(SETTINGS, period=YEAR, coverage=YEAR.days)
FAMILY = (
    Branch("A01", "中共石井村总支部委员会", "石井村", "石井村", "党总支", "村"),
    *(Branch(f"B0{n}", f"中共石井村第{han}支部委员会", f"第{han}党支部", f"第{han}党支部", "党支部", "村", (), "A01")
      for n, han in ((1, "一"), (2, "二"))),
)
EVERY_MONTH = [(f"{month}-10", "支部委员会会议、主题党日") for month in range(1, 13)]
QUARTERLY = [(f"{month}-05", kind) for month in (2, 5, 8, 11) for kind in ("支部党员大会", "党课")]
ANNUAL = [("12-20", "组织生活会、民主评议党员")]


def branch(meetings, works=(), units=(), settings=SETTINGS, **items):
    """What rules on how often say of GOOD with these meetings (month-day, kind): code → message."""
    units = [*units, *[""] * (len(meetings) - len(units))]
    rows = [f"| {date(2023, *map(int, day.split('-')))} | {kind} | 议题{n} | 王方 | 4 | 4 | {'1' if '小组' in kind else ''} | 王方 | {unit} |"
            for n, ((day, kind), unit) in enumerate(zip(meetings, units, strict=True))]
    content = {
        "支部信息": {**GOOD["支部信息"], **items}, "党员": GOOD["党员"],
        "会议": "\n".join(["| 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 | 党小组 | 主讲人 | 所在支部 |", *rows]),
        "其他工作": "\n".join(["| 日期 | 类别 | 内容 |", *(f"| 2023-{day} | {kind} | 工作 |" for day, kind in works)]),
    }
    frame = validate(scene(content, settings), ())
    asked = frame[frame["code"].isin(["H04", "H05", "H06", "H07", "H08", "H09", "H10", "H11"])]
    assert (asked["level"] == "notice").all()
    return dict(zip(asked["code"], asked["message"], strict=True))


def year(meetings, works=(("03-01", "谈心谈话"),), **options):
    dates = {"统计起始日期": "2023-01-01", "统计截止日期": "2023-12-31", "填报日期": "2024-01-08", "报告期": "2023Y",
             "办理情况截至日期": "2024-01-08"}
    return branch(meetings, works, settings=options.pop("settings", YEARLY), **{**dates, **options})


def test_a_year_has_four_quarters():
    """支部党员大会 and 党课 once in each three months; the months without are named."""
    assert year(EVERY_MONTH + QUARTERLY + ANNUAL) == {}
    meetings = [("1-05", "支部党员大会、党课"), *QUARTERLY[-2:], *EVERY_MONTH, *ANNUAL]
    assert year(meetings) == {
        "H04": "4月至6月、7月至9月未见支部党员大会记录。", "H08": "4月至6月、7月至9月未见党课记录。",
    }


def test_months_in_a_row_are_told_as_one():
    """1月、2月; three and more: 4月至7月."""
    meetings = [EVERY_MONTH[n] for n in (2, 7, 8, 10, 11)]
    found = year(meetings + QUARTERLY + ANNUAL)
    assert found == {"H05": "1月、2月、4月至7月、10月未见支部委员会会议记录。", "H07": "1月、2月、4月至7月、10月未见主题党日记录。"}


def test_once_a_year():
    """组织生活会, 民主评议党员 and 谈心谈话 are asked for in yearly workbooks only, each by itself."""
    assert year(EVERY_MONTH + QUARTERLY, works=[("03-01", "走访慰问")]) == {
        "H09": "全年未见组织生活会记录。", "H10": "全年未见民主评议党员记录。", "H11": "全年未见谈心谈话记录。",
    }
    assert set(year([*EVERY_MONTH, *QUARTERLY, ("12-20", "组织生活会")], works=())) == {"H10"}
    assert branch(EVERY_MONTH[6:9] + QUARTERLY[4:6], works=[("07-20", "走访慰问")]) == {}


def test_a_branch_is_asked_from_its_founding_on():
    """Founded on 20 August: September alone; it has no full quarter and no full year."""
    young = replace(YEARLY, branches=(replace(SETTINGS.branches[0], founded=date(2023, 8, 20)),))
    assert year([("12-05", "主题党日")], settings=young) == {
        "H04": "9月至11月未见支部党员大会记录。", "H05": "9月至12月未见支部委员会会议记录。", "H07": "9月至11月未见主题党日记录。",
        "H08": "9月至11月未见党课记录。",
    }


def test_a_day_before_the_first_whole_month_counts_for_it():
    """Coverage from 21 June to 20 September: what was held in June stands for July."""
    days = {"统计起始日期": "2023-06-21", "统计截止日期": "2023-09-20"}
    held = [("6-25", "支部委员会会议、主题党日"), ("8-10", "支部委员会会议、主题党日"), ("9-10", "支部委员会会议、主题党日")]
    assert branch([*held, ("8-01", "支部党员大会、党课")], **days) == {}
    assert set(branch([*held[1:], ("8-01", "支部党员大会、党课")], **days)) == {"H05", "H07"}


def test_months_outside_the_townships_own_coverage_are_not_asked_for():
    """A coverage that starts in April of the third quarter is F53 alone."""
    assert branch(EVERY_MONTH[6:9] + QUARTERLY[4:6], 统计起始日期="2023-04-01") == {}


def test_days_the_wrong_way_round_are_one_fault():
    """统计起始日期 after 统计截止日期: no row is told that it lies outside, no month that nobody met."""
    content = {**GOOD, "支部信息": {**GOOD["支部信息"], "统计起始日期": "2023-09-30", "统计截止日期": "2023-07-01"}}
    frame = validate(scene(content), ())
    assert set(frame["code"]) & {"C07", "H01", "H31", "H04", "H05", "H07", "H08", "F51", "F53"} == {"C07"}


@pytest.mark.parametrize("kind", ["流动党员党支部", "临时党支部"])
def test_some_branches_meet_as_they_can(kind):
    """A 流动党员党支部 and a 临时党支部 are not asked for meetings they did not record."""
    assert branch([("7-10", "党员集中学习")], 组织类别=kind) == {}


def test_a_general_branch_without_its_own_branches_rows_is_not_asked():
    """Frequencies of a 支部 never apply to a 党总支 itself."""
    assert branch([("7-10", "总支（党委）委员会会议")], 组织类别="党总支", settings=replace(SETTINGS, branches=FAMILY)) == {}


def test_of_a_general_branch_each_branch_that_it_hands_in_for_is_asked():
    """The notice names the 支部; a meeting held together counts for both; committees are not asked for."""
    meetings = [("7-05", "支部党员大会"), ("7-10", "主题党日"), ("8-10", "主题党日"), ("9-10", "主题党日"), ("9-11", "党课")]
    units = ["第一党支部", "第一党支部、第二党支部", "第一党支部", "第一党支部"]
    assert branch(meetings, units=units, 组织类别="党总支", settings=replace(SETTINGS, branches=FAMILY)) == {
        "H04": "第二党支部7月至9月未见支部党员大会记录。", "H07": "第二党支部8月、9月未见主题党日记录。",
    }


@pytest.mark.parametrize(("number", "texts", "message"), [
    ("2", ["一组", "二组", "一组"], "7月至9月各有1个党小组未见党小组会记录。"),
    ("3", ["一组、2组", "全体", ""], "9月，7月有1个党小组未见党小组会记录。"),
    ("1", ["第一党小组", "", "1组"], "8月未见党小组会记录。"),
])
def test_groups_are_counted_however_they_are_written(number, texts, message):
    """A month in which none met, and months in which some did not."""
    rows = [f"| 2023-{month:02}-10 | {'党小组会' if text else '党课'} | 学习 | 王方 | 4 | 4 | {text} | 王方 |"
            for month, text in zip((7, 8, 9), texts, strict=True)]
    content = {**GOOD, "会议": "\n".join([GOOD["会议"].strip().splitlines()[0].split(" 主要")[0], *rows]),
               "支部信息": {**GOOD["支部信息"], "党小组数": number}, "表决事项": ""}
    frame = validate(scene(content), ())
    assert list(frame.loc[frame["code"] == "H06", "message"]) == [message]
