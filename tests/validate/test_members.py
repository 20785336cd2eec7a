"""What is rare among members but legal is no fault; what a workbook does not ask is not asked for."""

import pytest

from goodbranch import changed, found_in
from planted.development import ACTIVIST, APPLICANT, CANDIDATE, SPONSORED
from planted.probation import THREE
from roster import roster

FULL = {"姓名": "冯九", "性别": "男", "出生日期": "1940-05-01", "人员类别": "正式党员", "党籍状态": "在册"}
PROBATIONARY = CANDIDATE | {
    "人员类别": "预备党员", "申请入党日期": "2018-01-01", "确定积极分子日期": "2019-01-01", "确定发展对象日期": "2021-02-01", "入党日期": "2023-02-10",
}
LEGAL = {
    "admitted in 1972 without a trial period": {"入党日期": "1972-07-01"},
    "admitted in 1972, confirmed the same day": {"入党日期": "1972-07-01", "转正日期": "1972-07-01"},
    "admitted in 1982 without 转正日期": {"入党日期": "1982-08-31"},
    "a trial period of half a year in 1958": {"入党日期": "1958-05-20", "转正日期": "1958-11-20"},
    "only the month of 转正 is known": {"入党日期": "1985-07-15", "转正日期": "1986-07-01"},
    "only the month of birth is known": {"出生日期": "1940-05-01", "入党日期": "1972-07-01", "公民身份号码": "110101194005230013"},
    "only the month of the application is known": {"出生日期": "1970-05-20", "申请入党日期": "1988-05-01", "入党日期": "1991-07-01",
                                      "转正日期": "1992-07-01"},
    "an old member without the papers before": {"确定积极分子日期": "1979-05-01", "入党日期": "1981-07-01"},
    "one extension of half a year": {"入党日期": "2019-07-01", "延长预备期至": "2021-01-01", "转正日期": "2021-01-01"},
    "approved shortly before the trial period ended": {"入党日期": "2020-07-01", "接收审批日期": "2020-08-01", "转正日期": "2021-07-01",
                                             "转正审批日期": "2021-06-28"},
    "moved in as a 预备党员, papers elsewhere": PROBATIONARY | {"申请入党日期": "", "确定积极分子日期": "", "确定发展对象日期": "", "转入日期": "2023-08-01"},
    "moved in after the admission within the coverage": PROBATIONARY | {"入党日期": "2023-07-20", "转入日期": "2023-09-01"},
    "moved in with 转正 in the coverage": {"出生日期": "1990-05-01", "入党日期": "2022-07-20", "转正日期": "2023-07-20", "转入日期": "2023-08-20"},
    "moved in and out on one day": {"入党日期": "1972-07-01", "转入日期": "2023-08-01", "变动日期": "2023-08-01", "党籍状态": "已转出"},
    "moved out with a trial period that ended since": PROBATIONARY | {"入党日期": "2022-05-01", "变动日期": "2022-09-01", "党籍状态": "已转出"},
    "died at 111": {"出生日期": "1912-01-01", "入党日期": "1938-07-01", "变动日期": "2023-08-01", "党籍状态": "已去世"},
    "expelled with a wrong age on file": {"出生日期": "1958-01-01", "入党日期": "1972-07-01", "变动日期": "2010-08-01", "党籍状态": "已出党"},
    "away, and lost for three months": {"入党日期": "1972-07-01", "是否流动": "是", "流入地": "临州市", "是否失联": "是", "失联日期": "2023-07-01"},
    "lost, 停止党籍 since a year": {"入党日期": "1972-07-01", "是否失联": "是", "失联日期": "2022-01-01", "党籍状态": "停止党籍", "变动日期": "2022-10-01"},
    "a name of eight characters": {"姓名": "阿卜杜热西提·买买提", "入党日期": "1972-07-01"},
    "a namesake": {"姓名": "孙六", "入党日期": "1972-06-01"},
    "the first secretary sent to the village": {"入党日期": "1972-07-01", "党内职务": "第一书记"},
    "a secretary who left": {"入党日期": "1972-07-01", "党内职务": "党支部书记", "变动日期": "2023-08-01", "党籍状态": "已转出"},
    "an applicant who heads the youth league": APPLICANT | {"党内职务": "团支部书记"},
    "a contact of his own choice": ACTIVIST | {"培养联系人": "王方"},
    "a trial period that ended long ago but was extended": PROBATIONARY | {"入党日期": "2022-04-01", "延长预备期至": "2024-03-31"},
}


@pytest.fixture(scope="module")
def honest():
    """What is found in 党员 of GOOD with each of these people in it."""
    contents = [changed(roster(SPONSORED, (7, FULL | cells))) for cells in LEGAL.values()]
    return [[entry for entry in entries if entry[1] == "党员"] for entries in found_in(contents)]


@pytest.mark.parametrize("number", range(len(LEGAL)), ids=list(LEGAL))
def test_what_is_rare_but_legal_is_no_fault(number, honest):
    """Not even a notice for people whose papers are as papers are."""
    assert honest[number] == []


GONE = {
    "young": {"出生日期": "2006-05-01", "人员类别": "入党申请人", "入党日期": ""},
    "young when he applied": {"申请入党日期": "1957-01-01"},
    "a candidate too soon": {"确定积极分子日期": "2014-07-01", "确定发展对象日期": "2015-01-01", "入党日期": "2015-07-01", "转正日期": "2016-07-01"},
    "confirmed too soon": {"入党日期": "2015-07-01", "转正日期": "2016-06-01"},
    "confirmed in an extension": {"入党日期": "2015-07-01", "延长预备期至": "2017-01-01", "转正日期": "2016-08-01"},
    "an extension of no day": {"入党日期": "2015-07-01", "延长预备期至": "2016-07-01", "转正日期": "2016-07-01"},
    "an extension of a week": {"入党日期": "2015-07-01", "延长预备期至": "2016-07-08", "转正日期": "2016-07-08"},
    "approved before": {"入党日期": "2015-07-01", "转正日期": "2016-07-01", "转正审批日期": "2016-05-01"},
    "lost, no day": {"是否失联": "是", "失联日期": ""},
    "lost, not said": {"是否失联": "", "失联日期": "2020-01-01"},
    "away": {"是否流动": "是", "流入地": ""},
    "a post": {"人员类别": "预备党员", "党内职务": "组织委员"},
}


def gone(cells):
    """The change that adds somebody with these papers who moved away."""
    return roster((7, FULL | {"入党日期": "1972-07-01"} | cells | {"党籍状态": "已转出", "变动日期": "2023-06-01"}))


def test_who_has_left_is_left_in_peace():
    """What stands in the papers of somebody who moved away is for his new branch to find out."""
    told = found_in([changed(gone(cells)) for cells in GONE.values()])
    assert {name: entry for name, entries in zip(GONE, told, strict=True) for entry in entries if entry[1] == "党员"} == {}


HALVES = [
    ({"是否流动": "是"}, "流入地"), ({"流入地": "临州市"}, "是否流动"), ({"是否失联": "是"}, "失联日期"), ({"失联日期": "2023-08-01"}, "是否失联"),
    ({}, "申请入党日期"),
]


def test_the_other_half_is_not_missed_where_its_column_is_missing():
    """That the column is missing is said once, of the header."""
    assert found_in([changed(roster((6, cells), without=[missing])) for cells, missing in HALVES]) == [[]] * len(HALVES)


def test_a_lost_member_may_be_said_in_one_column_only():
    """失联日期 beside a blank 是否失联 is as doubtful as beside 否."""
    [entries] = found_in([changed(roster((3, {"是否失联": "", "失联日期": "2023-08-01"})))])
    assert entries == [("M16", "党员", 3, "是否失联")]


def test_a_column_that_the_workbook_lacks_is_not_missed_row_by_row():
    """Without 培养联系人 and 入党介绍人 in the workbook nobody is told to fill them in."""
    assert found_in([changed(roster((7, person))) for person in (ACTIVIST, CANDIDATE)]) == [[], []]


POSTS = {
    ("党支部书记", "副书记"): [], ("书记", "村党支部书记、村委会主任"): [3], ("支书", "党支部书记"): [3], ("书记", "第一书记"): [],
    ("组织委员", "宣传委员"): [],
}


def test_two_secretaries_are_told_by_any_of_the_usual_words():
    """书记, 支书 and 党支部书记 are one post; a deputy, the first secretary sent from above and a committee member are others."""
    told = found_in([changed(roster(*((row, {"党内职务": post}) for row, post in enumerate(posts, 2)))) for posts in POSTS])
    rows = [[entry[2] for entry in entries if entry[0] == "M25"] for entries in told]
    assert dict(zip(POSTS, rows, strict=True)) == POSTS


def test_the_secretary_before_is_none():
    """Who left may keep the post he had, his successor stands beside him."""
    before = {"党内职务": "党支部书记", "党籍状态": "已转出", "变动日期": "2023-08-01"}
    assert found_in([changed(roster((2, {"党内职务": "党支部书记"}), (3, before)))]) == [[]]


def test_a_vote_on_two_people_misses_one():
    """Two admissions passed on one day and one new member that day: the surplus is told once, on the first vote without its person."""
    line = f"| 2023-07-05 | 支部党员大会 | 接收钱二为预备党员 | 接收预备党员 {THREE[1]}"
    content = changed(("表决事项", f"接收预备党员 {THREE[1]}  |", f"接收预备党员 {THREE[1]}  |\n{line.replace('07-05', '07-06')}  |"),
                      ("会议", "| 2023-07-10 | ", "| 2023-07-06 | 支部党员大会 | 讨论接收 | 王方 | 4 | 4 |  |  |  |  |\n| 2023-07-10 | "))
    [entries] = found_in([content])
    assert [entry for entry in entries if entry[0] == "M14"] == [("M14", "表决事项", 3, "事项类别")]
