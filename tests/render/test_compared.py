"""What is said of earlier periods: differences, 持平, a base of 0; only where both periods are complete."""

import dataclasses
import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from markdown import cells
from reportfacts import counted, facts
from reportsamples import village
from shuzhi.model.history import Amount, Earlier
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch
from shuzhi.model.words import Audience
from shuzhi.proof.faults import faults
from shuzhi.render.template import load, render
from shuzhi.render.wording import SENTENCES
from shuzhi.render.wording.scope import lacking

TEMPLATES = Path(__file__).parents[2] / "templates"
NAN = float("nan")
BEFORE, YEAR_AGO = Period(2023, "Q", 2), Period(2022, "Q", 3)


def earlier(text, period=BEFORE, days=None):
    """An earlier period with amounts written as reportfacts.counted reads them."""
    amounts = {
        name: Amount(*(NAN if part is None else part for part in (one.value, one.numerator, one.denominator)),
                     "会议!9" if one.value else "")
        for name, one in counted(text).items()
    }
    return Earlier(period, days or period.days, amounts)


@cache
def branch(items=(), audience=Audience.SUPERIOR):
    """The facts of a branch without rows; counting nothing anew each time keeps the drawn cases quick."""
    return facts(dict(items), audience)


def now(text, items=(), audience=Audience.SUPERIOR, **more):
    """Facts of the third quarter with these indicators."""
    return dataclasses.replace(branch(items, audience), own=counted(text), all=counted(text), **more)


LINES = """
| 现在 | 第二季度 | 去年同期 | 环比 | 同比 |
|---|---|---|---|---|
| meetings_general=3 | meetings_general=1 | | 支部党员大会3次，比第二季度增加2次 | |
| meetings_general=1 | meetings_general=3 | | 支部党员大会1次，比第二季度减少2次 | |
| meetings_general=3 | | meetings_general=1 | | 支部党员大会3次，同比增加2次 |
| meetings_general=0 | meetings_general=2 | | 支部党员大会比第二季度减少2次 | |
| meetings_general=3 | meetings_general=3 | meetings_general=3 | 支部党员大会次数与第二季度持平 | 支部党员大会次数同比持平 |
| meetings_general=3 meetings_lecture=1 | meetings_general=3 meetings_lecture=1 | | 支部党员大会、党课次数与第二季度持平 | |
| meetings_general=3 | meetings_general=0 | meetings_general=0 | 支部党员大会第二季度为0次，第三季度3次 | 支部党员大会2022年第三季度为0次，2023年第三季度3次 |
| tasks_done_in_coverage=3 | tasks_done_in_coverage=0 | | 完成民生实事第二季度为0件，第三季度3件 | |
| meetings_general=0 | meetings_general=0 | | | |
| meetings_general=3 | | | | |
| meetings_general=3 | meetings_lecture=3 | | | |
| meetings_general=3 members_total=9 | meetings_general=3 members_total=9 | | 支部党员大会次数、党员总数与第二季度持平 | |
| members_total=45 | members_total=44 | members_total=45 | 党员45名，比第二季度增加1名 | 党员总数同比持平 |
| members_admitted=1 | members_admitted=2 | | 接收预备党员1名，比第二季度减少1名 | |
| proposals_new=12 | proposals_new=9 | | 新提村民意见建议12条，比第二季度增加3条 | |
| orglife_attendance_rate=45/48 | orglife_attendance_rate=40/48 | | 党内组织生活到会率93.8%，比第二季度提高10.5个百分点 | |
| orglife_attendance_rate=40/48 | orglife_attendance_rate=45/48 | | 党内组织生活到会率83.3%，比第二季度降低10.5个百分点 | |
| orglife_attendance_rate=7/8 | orglife_attendance_rate=40/48 | | | |
| orglife_attendance_rate=40/48 | orglife_attendance_rate=7/8 | | | |
| orglife_attendance_rate=40/48 | orglife_attendance_rate=0/0 | | | |
| proposals_closure_rate=12/12 | proposals_closure_rate=9/12 | | 意见建议办结率100%，比第二季度提高25个百分点 | |
| collective_income=12.5 | collective_income=8 | collective_income=10 | | 集体经济收入累计12.5万元，同比增长25% |
| collective_income=8 | | collective_income=10 | | 集体经济收入累计8万元，同比下降20% |
| collective_income=30 | | collective_income=10 | | 集体经济收入累计30万元，同比增加20万元 |
| collective_income=1.5 | | collective_income=0.8 | | 集体经济收入累计1.5万元，同比增加0.7万元 |
| collective_income=5 | | collective_income=0 | | |
| collective_income=0.3 | | collective_income=0.1 | | 集体经济收入累计0.3万元，同比增加0.2万元 |
| work_care_visits_household_times=24 | work_care_visits_household_times=20 | | 走访慰问24户次，比第二季度增长20% | |
| work_care_visits_household_times=18 | work_care_visits_household_times=24 | | 走访慰问18户次，比第二季度减少6户次 | |
| work_care_visits_household_times=60 | work_care_visits_household_times=20 | | 走访慰问60户次，比第二季度增加40户次 | |
| work_care_visits_household_times=18 | work_care_visits_person_times=20 | | | |
| work_care_visits_household_times=18 | work_care_visits_household_times=0 | | | |
| meetings_general=3 meetings_lecture=2 meetings_theme_day=1 meetings_group=4 | meetings_general=2 meetings_lecture=3 meetings_theme_day=0 meetings_group=4 | | 支部党员大会3次，比第二季度增加1次；党课2次，减少1次；主题党日第二季度为0次，第三季度1次；党小组会次数与第二季度持平 | |
"""


@pytest.mark.parametrize(("text", "before", "year_ago", "expected", "of_year"), cells(LINES)[1:])
def test_what_changed_is_said_as_the_domain_words_it(text, before, year_ago, expected, of_year):
    """Differences of small counts, % of larger sums, 个百分点 of rates, 持平 once, a base of 0 side by side."""
    said = now(
        text, before=earlier(before) if before else None, year_ago=earlier(year_ago, YEAR_AGO) if year_ago else None,
    )
    for tag, wanted in (("环比", expected), ("同比", of_year)):
        found = SENTENCES[tag](said)
        assert (found.text if found else "") == (f"2023年第三季度，{wanted}。" if wanted else "")


def test_nothing_is_compared_without_a_complete_period_nor_for_others_than_the_superior():
    """No earlier period, no sentence; residents and the office read none."""
    text = "meetings_general=3"
    there = {"before": earlier("meetings_general=1"), "year_ago": earlier("meetings_general=1", YEAR_AGO)}
    for given_facts in (now(text), *(now(text, audience=one, **there) for one in (Audience.RESIDENTS, Audience.OFFICE))):
        assert SENTENCES["环比"](given_facts) is None
        assert SENTENCES["同比"](given_facts) is None


@pytest.mark.parametrize(("period", "before", "expected"), [
    ("2023年第一季度", Period(2022, "Q", 4), "比2022年第四季度增加2次"),
    ("2023年下半年", Period(2023, "H", 1), "比上半年增加2次"),
    ("2023年上半年", Period(2022, "H", 2), "比2022年下半年增加2次"),
])
def test_periods_have_their_own_names(period, before, expected):
    """The year stands where it differs; no 上季度, no 去年."""
    label = Period.parse(period)
    given_facts = dataclasses.replace(
        now("meetings_general=3", before=earlier("meetings_general=1", before)), period=label, coverage=label.days,
    )
    assert SENTENCES["环比"](given_facts).text == f"{period}，支部党员大会3次，{expected}。"


def test_a_year_is_compared_once():
    """The period before a year is the same period last year: 同比 alone is said."""
    year, last = Period(2023, "Y", 0), earlier("meetings_general=1", Period(2022, "Y", 0))
    text = dataclasses.replace(now("meetings_general=3", before=last, year_ago=last), period=year, coverage=year.days)
    assert SENTENCES["环比"](text) is None
    assert SENTENCES["同比"](text).text == "2023年度，支部党员大会3次，同比增加2次。"


def test_days_other_than_the_label_are_named_by_themselves():
    """Where a quarter counted other days than its own, neither period is called by its label."""
    days = Coverage(*(day.replace(year=2023) for day in (BEFORE.days.start, BEFORE.days.end)))
    was = earlier("meetings_general=0", days=Period(2023, "Q", 1).days)
    said = SENTENCES["环比"](dataclasses.replace(now("meetings_general=3", before=was), coverage=days))
    assert said.text == "统计期间，支部党员大会2023年1月1日至3月31日为0次，统计期间3次。"


def test_a_parent_branch_is_compared_with_all_its_branches():
    """The subject is named, as wherever figures of the whole 总支 stand."""
    text = now("meetings_general=3", items=(("组织类别", "党总支"),), before=earlier("meetings_general=1"),
               children=(Branch("0102", "某支部", "某支部", "某支部", "党支部", "村"),))
    assert SENTENCES["环比"](text).text == "2023年第三季度，全党总支支部党员大会3次，比第二季度增加2次。"


def test_an_incomplete_roster_is_not_compared():
    """党员名册是否完整 = 否: the number of members registered says nothing of their change."""
    text = now("members_total=3", items=(("党员名册是否完整", "否"),), before=earlier("members_total=2"))
    assert SENTENCES["环比"](text) is None


def test_a_difference_knows_the_rows_of_both_periods():
    """Source and rows say which period was compared, rows of then behind those of now."""
    parts = SENTENCES["环比"](now("meetings_general=3", before=earlier("meetings_general=1"))).parts
    numbers = [(part.text, part.source, part.rows) for part in parts if not isinstance(part, str)]
    assert numbers == [
        ("3", "meetings_general", ("表!2",)), ("2", "meetings_general@2023Q2", ("表!2", "2023Q2:会议!9")),
    ]


VALUES = st.integers(0, 400)


@settings(max_examples=60, deadline=None)
@given(VALUES, VALUES, st.sampled_from(["meetings_general", "work_care_visits_household_times", "collective_income"]))
def test_whatever_the_two_numbers_the_sentence_is_sound(value, base, name):
    """Never 倍, never more than 100%, no 0次 but for a base of 0; a reader who adds the difference gets the number."""
    said = SENTENCES["同比"](now(f"{name}={value}", year_ago=earlier(f"{name}={base}", YEAR_AGO)))
    text = said.text if said else ""
    assert "倍" not in text
    percents = [float(found) for found in re.findall(r"(\d+(?:\.\d)?)%", text)]
    assert all(0 < each <= 100 for each in percents)
    assert not percents or min(base, value) >= (1 if name == "collective_income" else 20)
    assert not percents or name != "meetings_general"
    assert re.search(r"(?<!\d)0(次|户次|万元|%)", text) is None or (base == 0 and "为0次" in text)
    change = re.search(r"(增加|减少)(\d+)", text)
    if change:
        assert base + (1 if change.group(1) == "增加" else -1) * int(change.group(2)) == value
    told = value and base if name.startswith("work") else base if name == "collective_income" else value or base
    assert bool(text) == bool(told)


@pytest.mark.parametrize("template", ["季度抓基层党建述职报告", "年度抓基层党建述职报告", "年度工作总结"])
def test_the_superior_reads_one_paragraph_of_it(template):
    """One heading, one paragraph, passed by the check of finished reports with the periods that it names."""
    whole = village()
    amounts = {name: Amount((one.value or 0) + 1, NAN, NAN, "会议!2") for name, one in whole.own.items()
               if one.numerator is None and one.value is not None}
    there = {"before": Earlier(BEFORE, BEFORE.days, amounts), "year_ago": Earlier(YEAR_AGO, YEAR_AGO.days, amounts)}
    text = dataclasses.replace(whole, kind=dataclasses.replace(whole.kind, annex=True), **there)
    report = render(load(TEMPLATES / f"{template}.docx"), text)
    found = faults(report.docx, text, report.figures)
    assert found == ()
    compared = [one for one in report.figures if "@" in one.source]
    assert {one.source.partition("@")[2] for one in compared} == {"2023Q2", "2022Q3"}
    assert all(any(row.startswith(one.source[-6:]) for row in one.rows) for one in compared)
    unknown = faults(report.docx, dataclasses.replace(text, before=None), report.figures)
    assert any("“第二季度”不在报告期" in one for one in unknown)


def test_quarters_that_lack_are_told_once_near_the_opening():
    """A year without a quarter says so in the sentence that opens the report."""
    year = Period(2023, "Y", 0)
    lacks = (Period(2023, "Q", 2), Period(2023, "Q", 4))
    text = dataclasses.replace(village(), period=year, coverage=year.days, lacking=lacks)
    assert lacking(village()) is None
    said = "本报告的数据不含第二季度、第四季度（没有通过核对的工作簿）。"
    assert lacking(text).text == said
    for template in ("年度抓基层党建述职报告", "年度工作总结"):
        report = render(load(TEMPLATES / f"{template}.docx"), text)
        lines = [paragraph.text for paragraph in Document(BytesIO(report.docx)).paragraphs]
        assert [place for place, line in enumerate(lines) if said in line] == [3]
        assert faults(report.docx, text, report.figures) == ()

