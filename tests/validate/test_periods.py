"""Rules across periods: the good branch in 2023Q3, and what its workbook of the quarter before said."""

from functools import cache

import pandas as pd
import pytest

from goodbranch import GOOD, SETTINGS, changed, listed
from markdown import tables
from shuzhi import form
from shuzhi.model.explanation import Memory
from shuzhi.model.period import Period
from shuzhi.validate.explain import explained
from shuzhi.validate.past import AMOUNTS, Past
from shuzhi.validate.rulebook import periods
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

LAST = Period.parse("2023Q2")
CODES = {rule.code for rule in periods.RULES}
DONE, UNDER_WAY = "2023-07-10 | 2023-08-31 | 2023-08-25 | 已完成", "2023-09-10 | 2023-11-30 |  | 进行中"
TITLE, STARTED = ("民生实事", "三组道路修补", "五组道路修补"), ("支部信息", "统计起始日期", "2023-07-01")
FIRST_TASK, SECOND_TASK = GOOD["民生实事"].strip().splitlines()[1:]
FIRST_PROPOSAL, SECOND_PROPOSAL, THIRD_PROPOSAL = GOOD["居民提案"].strip().splitlines()[1:]
ZHOU = GOOD["党员"].strip().splitlines()[4]
NEW_TASK = ("民生实事", SECOND_TASK, SECOND_TASK + "\n" + SECOND_TASK.replace("实2023-002 | 南塘", "实2023-003 | 北塘").replace("| 2 | 2 |", "| 40.5 | 40.5 |"))
AGENDA = "2023-06-10 | 2023-06-12 | 2023-06-20 | 2023-06-25 | 2023-06-26 | 2023-09-01"


def without(sheet, line):
    """The change that takes a row away."""
    return sheet, line + "\n", ""


def said(*changes, period=LAST, **amounts):
    """The last workbook: GOOD with these changes; amounts: indicators of its period."""
    return changes, period, amounts


def past(workbooks):
    """The last workbook (see said) of each submission."""
    rows = [(number, name, float(value)) for number, (*_, amounts) in enumerate(workbooks, 1) for name, value in amounts.items()]
    return Past(
        tables(*(changed(*changes) for changes, *_ in workbooks)),
        {number: period for number, (_, period, _) in enumerate(workbooks, 1)},
        pd.DataFrame(rows, columns=AMOUNTS).astype({"submission": "int64", "name": "str", "value": "float64"}),
    )


def findings(*pairs, known=True):
    """What these rules say of pairs (what was said, the changes typed now), as one chunk; `known`: of the past at all."""
    before = past([then for then, _ in pairs]) if known else Past()
    codes = dict.fromkeys(range(1, len(pairs) + 1), "A01")
    place = Scene(tables(*(changed(*now) for _, now in pairs)), form.load(), SETTINGS, codes, memory=Memory(b"k" * 32), past=before)
    frame = explained(validate(place, ()), place)
    return frame[frame["code"].isin(CODES)]


def found(*pairs, **options):
    """(code, sheet, row, column) of what these rules say, of each pair."""
    entries = listed(findings(*pairs, **options))
    return [entries.get(number, []) for number in range(1, len(pairs) + 1)]


# What the last workbook said otherwise, what is typed now; the finding; a pair that only just is none.
CASES = [
    ([], [("民生实事", DONE, DONE.replace("08-25", "08-26"))], ("T24", "民生实事", 2, "完成日期"),
     [("民生实事", DONE, DONE.replace("2023-08-25 | 已完成", " | 进行中"))]),
    ([], [("民生实事", DONE, DONE.replace("2023-08-25 | 已完成", " | 进行中"))], ("T24", "民生实事", 2, "状态"), []),
    ([TITLE], [], ("T25", "民生实事", 2, "事项名称"), [("民生实事", "三组道路修补", "“三组”道路修补 ")]),
    ([("民生实事", "| 支部谋划 |", "| 上级部署 |")], [], ("T25", "民生实事", 3, "来源"), [("民生实事", "| 支部谋划 |", "|  |")]),
    ([("民生实事", "| 2 | 2 |", "| 3 | 3 |")], [], ("T25", "民生实事", 3, "计划总投资（万元）"), [("民生实事", "| 2 | 2 |", "|  |  |")]),
    ([("民生实事", "|  | 5 |", "|  | 5.5 |")], [], ("T26", "民生实事", 2, "累计已支付（万元）"), [("民生实事", "|  | 5 |", "|  | 4.5 |")]),
    ([], [without("民生实事", SECOND_TASK)], ("T27", "民生实事", 0, ""),
     [("民生实事", SECOND_TASK, SECOND_TASK.replace("2023-11-30 |  | 进行中", "2023-11-30 |  | 取消"))]),
    ([], [("居民提案", "2023-08-25 | 满意", "2023-08-24 | 满意")], ("P26", "居民提案", 2, "办结日期"), []),
    ([], [("居民提案", "道路破损 | 道路桥涵 | 已办结", "道路破损 | 道路桥涵 | 正在办理"), ("居民提案", "2023-08-25 | 满意", " | ")],
     ("P26", "居民提案", 2, "状态"), []),
    ([("居民提案", "垃圾清运", "路边垃圾清运")], [], ("P27", "居民提案", 4, "事项"), []),
    ([("居民提案", "| 2023-09-20 | 一组", "| 2023-09-19 | 一组")], [], ("P27", "居民提案", 4, "提出日期"), []),
    ([("居民提案", "环境卫生 | 正在办理", "环境卫生 | 不予采纳")], [], ("P27", "居民提案", 4, "状态"),
     [("居民提案", "环境卫生 | 正在办理", "环境卫生 | 未办理")]),
    ([("居民提案", "已报供电所维修。", "已报供电所。")], [], ("P27", "居民提案", 3, "答复内容"),
     [("居民提案", "照明监控 | 已转办 | 2023-07-04 | 已报供电所维修。", "照明监控 | 正在办理 | 2023-07-04 | 已报供电所。")]),
    ([("居民提案", "维修。 | 2023-07-06", "维修。 | 2023-07-05")], [], ("P27", "居民提案", 3, "答复日期"), []),
    ([], [without("居民提案", THIRD_PROPOSAL)], ("P28", "居民提案", 0, ""), []),
    ([("四议两公开", AGENDA, AGENDA.replace("06-20", "06-19"))], [], ("A12", "四议两公开", 2, "审议日期"),
     [("四议两公开", AGENDA, AGENDA.replace("2023-09-01", ""))]),
    ([("党员", "1970-01-01", "1971-01-01")], [], ("M28", "党员", 2, "出生日期"), []),
    ([("党员", "1980-02-01", "1980-02-15"), ("党员", "2005-07-01", "2004-07-01")], [], ("M28", "党员", 3, "入党日期"),
     [("党员", "1980-02-01", "1980-02-15")]),
    ([("党员", "1996-07-01", "1996-07-02"), ("党员", "| 1996", "| 1998")], [], ("M28", "党员", 2, "转正日期"),
     [("党员", "1996-07-01", "1996-07-02")]),
    ([], [without("党员", ZHOU)], ("M29", "党员", 0, ""), [("党员", ZHOU, ZHOU.replace("周七", "周启"))]),
    ([without("党员", ZHOU)], [], ("M30", "党员", 5, "转入日期"), [without("党员", ZHOU), ("支部信息", "党员名册是否完整", "否")]),
]


@cache
def told():
    """What is found of each case, of its near miss, and of what it types now where no past is known."""
    return list(zip(
        found(*((said(*then), now) for then, now, _, _ in CASES)),
        found(*((said(*near), []) for *_, near in CASES)),
        found(*((said(), now) for _, now, _, _ in CASES), known=False), strict=True,
    ))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{where[0]} {where[3]}" for _, _, where, _ in CASES])
def test_what_an_earlier_period_says_otherwise_is_found_on_its_cell(number):
    """One difference gives one warning, on the first cell that differs; a near miss none, nor what is not known."""
    where, (different, near, unknown) = CASES[number][2], told()[number]
    assert different == [where]
    assert unknown == []
    assert where[0] not in [entry[0] for entry in near]


AMOUNTS_OF = [
    ({"households": 100}, [("支部信息", "户数", "131")], ("B23", "支部信息", 34, "户数"), ("支部信息", "户数", "130")),
    ({"residents": 300}, [("支部信息", "常住人口", "209")], ("B23", "支部信息", 35, "常住人口"), ("支部信息", "常住人口", "210")),
    ({"collective_income": 20}, [("支部信息", "集体经济收入（本年累计，万元）", "19.9")],
     ("B24", "支部信息", 41, "集体经济收入（本年累计，万元）"), ("支部信息", "集体经济收入（本年累计，万元）", "20")),
    ({"members_total": 10}, [], ("M31", "党员", 0, ""), None),
    ({"meeting_events": 13}, [], ("H53", "会议", 0, ""), None),
    ({"investment_total": 10}, [NEW_TASK], ("T28", "民生实事", 0, ""), ("民生实事", NEW_TASK[1], NEW_TASK[2].replace("40.5", "38.4"))),
]


@cache
def counted():
    """As told, of AMOUNTS_OF; the last: with figures before that were a fifth."""
    return list(zip(
        found(*((said(**then), now) for then, now, _, _ in AMOUNTS_OF)),
        found(*((said(**then), [near] if near else []) for then, _, _, near in AMOUNTS_OF)),
        found(*((said(), now) for _, now, _, _ in AMOUNTS_OF), known=False),
        found(*((said(**{name: value / 5 for name, value in then.items()}), []) for then, *_ in AMOUNTS_OF)), strict=True,
    ))


@pytest.mark.parametrize("number", range(len(AMOUNTS_OF)), ids=[case[2][0] for case in AMOUNTS_OF])
def test_figures_far_from_those_of_the_last_period(number):
    """Found with more than the threshold from a base that is large enough, never without an earlier period."""
    (_, _, where, just), (far, near, unknown, small) = AMOUNTS_OF[number], counted()[number]
    assert far == [where]
    assert unknown == []
    assert not just or near == []
    assert small == []


def test_the_same_again_is_no_finding():
    """What was said before, said again; with figures like those before."""
    assert found((said(members_total=5, meeting_events=5, investment_total=11.6, households=300), [])) == [[]]


def test_every_rule_of_periods_has_a_case():
    """Rules that other tests leave out are all here."""
    assert {case[2][0] for case in (*CASES, *AMOUNTS_OF)} == CODES


def test_numbers_and_rows_are_told_but_no_names():
    """Open rows by their numbers, members by the rows of the last workbook; days and amounts, never texts."""
    gone, left, day, title, paid = findings(
        (said(), [without("民生实事", SECOND_TASK)]), (said(), [without("党员", ZHOU)]),
        (said(), [("民生实事", DONE, DONE.replace("08-25", "08-26"))]), (said(TITLE), []),
        (said(("民生实事", "|  | 5 |", "|  | 5.5 |")), []),
    ).itertuples()
    assert gone.hint.startswith("请补上实2023-002；")
    assert left.hint.startswith("请照2023年第二季度“党员”表第5行（共1人）补上；")
    assert "周七" not in left.message + left.hint
    assert day.message == "上期已经报了完成（2023年第二季度的表第2行填的是2023年8月25日），这次的日期不同。"
    assert title.message == "事项名称和上期报的不同（2023年第二季度的表第2行）。"
    assert "填的是5.5）" in paid.message


OWN, LAST_YEAR = ("民生实事", "实2023-001", "1"), Period.parse("2022Q4")
OTHER_PERIODS = [
    (said(OWN, TITLE, period=LAST_YEAR), [OWN], []),
    (said(OWN, TITLE), [OWN], ["T25"]),
    (said(TITLE, period=LAST_YEAR), [], ["T25"]),
    (said(period=LAST_YEAR, collective_income=20), [("支部信息", "集体经济收入（本年累计，万元）", "1")], []),
    (said(period=Period.parse("2023H1"), meeting_events=30), [], []),
]


def test_another_year_and_another_kind_of_period():
    """A number without a year belongs to its year; income begins anew; half a year's meetings are no quarter's."""
    entries = found(*((then, now) for then, now, _ in OTHER_PERIODS))
    assert [[entry[0] for entry in each] for each in entries] == [codes for *_, codes in OTHER_PERIODS]


STILL_KNOWN = [
    [("支部信息", "本期无民生实事", "由党总支（党委）统一填报"), ("民生实事", FIRST_TASK + "\n", ""), ("民生实事", SECOND_TASK, "")],
    [("民生实事", FIRST_TASK + "\n", ""), ("民生实事", SECOND_TASK, "")],
    [("民生实事", "| 实2023-002 | 南塘清淤", "| 实2023-012 | 南塘清淤")],
]


def test_open_rows_that_did_not_vanish():
    """Left to the 总支; a sheet that is empty without a word (another rule asks); the same matter under another number."""
    entries = found(*((said(), now) for now in STILL_KNOWN))
    assert [[entry for entry in each if entry[0] == "T27"] for each in entries] == [[], [], []]


def test_an_explanation_holds_until_the_difference_changes():
    """说明 in the row, or of the sheet as a whole beside 支部全称: silent; another difference asks again."""
    explain = ("民生实事", "| 全村 |  |  |", "| 全村 |  | 工程量核减 |")
    dear = said(("民生实事", "| 2 | 2 |", "| 3 | 3 |"))
    more = ("党员", "| 李元", "| 周七 | 男 | 1985-02-01 | 正式党员 | 在册 |  |  |  |  |  | 2010-07-01 |  | 2011-07-01 |  |\n| 李元")
    one, other, first, second = findings(
        (dear, [explain]), (dear, [("民生实事", "| 2 | 2 |", "| 1 | 1 |")]),
        (said(), [without("党员", ZHOU)]), (said(without("党员", ZHOU), more), [without("党员", ZHOU)]),
    ).itertuples()
    assert one.explanation == "工程量核减"
    assert other.digest != one.digest
    assert first.digest
    assert second.digest != first.digest
    assert "“支部全称”一行的“说明”" in first.hint
