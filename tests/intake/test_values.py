"""Typed cells, as people type them, come out as the value meant or as a finding, never as another value."""

import math
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markdown import cells
from shuzhi import form
from shuzhi.form import plain
from shuzhi.intake.values import Reading, read_value
from shuzhi.model.period import Coverage
from shuzhi.model.words import Level

FORM = form.load()
READING = Reading(Coverage(date(2023, 7, 1), date(2023, 9, 30)), FORM.synonyms)

DATES = """
| typed                  | value      |
|------------------------|------------|
| 2023.9.5               | 2023-09-05 |
| 2023年9月5日           | 2023-09-05 |
| 2023/9/5               | 2023-09-05 |
| 2023-09-05             | 2023-09-05 |
| 20230905               | 2023-09-05 |
| 2023-09-05 00:00:00    | 2023-09-05 |
| 2023-09-05T08:30:00    | 2023-09-05 |
| 2023.9.15 9:30         | 2023-09-15 |
| ２０２３年９月５日     | 2023-09-05 |
| 2023 年 9 月 5 日      | 2023-09-05 |
| 2023.9.5上午           | 2023-09-05 |
| 2023年9月5日9:30       | 2023-09-05 |
| 2023年9月5日（星期二） | 2023-09-05 |
| 2023年9月5号           | 2023-09-05 |
| 2023。9。5             | 2023-09-05 |
| 二〇二三年九月五日     | 2023-09-05 |
| 二〇二三年十二月二十一日 | 2023-12-21 |
| 2023.09.05-07          | 2023-09-05 |
| 9月5日                 | 2023-09-05 C09 |
| 9.5                    | 2023-09-05 C09 |
| 23.9.5                 | C01 |
| 9/5/22                 | C01 |
| 7-10-22                | C01 |
| 2023.9                 | C01 |
| 2023年9月31日          | C01 |
| 2023 9 5               | C01 |
| 九月                   | C01 |
| 去年9月                | C01 |
| 2323.9.5               | C01 |
| 待定                   | C01 |
"""

NUMBERS = """
| field      | typed      | value |
|------------|------------|-------|
| expected   | 28         | 28    |
| expected   | ２８       | 28    |
| expected   | 28人       | 28    |
| expected   | 28 人      | 28    |
| quantity   | 8户次      | 8     |
| quantity   | 1.5公里    | 1.5   |
| households | 46.5       | C02   |
| quantity   | 8天        | C02   |
| expected   | 1,028      | 1028  |
| expected   | 十二       | 12    |
| expected   | 二十       | 20    |
| expected   | 无         | 0     |
| expected   | 28.5       | C02   |
| expected   | 约28       | C02   |
| expected   | 28余       | C02   |
| expected   | 20-30      | C02   |
| expected   | -3         | C06   |
| expected   | 28万元     | C02   |
| expected   | 1,2        | C02   |
| investment | 3.5万元    | 3.5   |
| investment | 35000元    | 3.5   |
| investment | 3.5万      | 3.5   |
| investment | 12.50      | 12.5  |
| investment | 3.5人      | C02   |
| dues_due   | 1.2万元    | 12000 |
"""

CHOICES = """
| sheet     | field | typed                | value |
|-----------|-------|----------------------|-------|
| meetings  | type  | 支委会               | 支部委员会会议 |
| meetings  | type  | 党员大会、党课       | 支部党员大会、党课 |
| meetings  | type  | 主题党日活动         | 主题党日 |
| meetings  | type  | 村（社区）"两委"会议 | 村（社区）“两委”会议 |
| meetings  | type  | 茶话会               | C03 |
| members   | type  | 正式                 | 正式党员 |
| members   | mobile | √                   | 是 |
| members   | mobile | 无                  | 否 |
| tasks     | state | 竣工                 | 已完成 |
| proposals | state | 办理中               | 正在办理 |
| works     | unit  | 人次                 | 人次 |
| works     | unit  | 趟                   | 趟 C10 |
"""


def field_of(name, sheet=None):
    sheets = [FORM.sheet(sheet)] if sheet else FORM.sheets
    return next(field for one in sheets for field in one.fields if field.name == name)


def shown(result):
    value, fault = result
    if isinstance(value, float):
        value = f"{value:g}"
    return " ".join(str(part) for part in (value, fault.code if fault else None) if part is not None)


@pytest.mark.parametrize(("typed", "value"), cells(DATES)[1:])
def test_dates_as_people_type_them(typed, value):
    """Every spelling of a date gives that day; what could be two days or none is a finding."""
    assert shown(read_value(typed, field_of("date", "meetings"), READING)) == value


@pytest.mark.parametrize(("name", "typed", "value"), cells(NUMBERS)[1:])
def test_numbers_as_people_type_them(name, typed, value):
    """Full-width digits, units and Han numbers are understood; approximations and ranges are not guessed."""
    assert shown(read_value(typed, field_of(name), READING)) == value


@pytest.mark.parametrize(("sheet", "name", "typed", "value"), cells(CHOICES)[1:])
def test_choices_as_people_type_them(sheet, name, typed, value):
    """Synonyms give the choice, an open list keeps what was typed, a closed one refuses it."""
    assert shown(read_value(typed, field_of(name, sheet), READING)) == value


@pytest.mark.parametrize(("typed", "value"), [
    (datetime(2023, 9, 5), "2023-09-05"), (date(2023, 9, 5), "2023-09-05"), (45174.0, "2023-09-05"),
    (20230905.0, "2023-09-05"), (9.5, "C01"), (9.1, "C01"), (2023.1, "C01"), (True, "C01"), (time(9, 5), "C01"),
    (datetime(1899, 12, 31), "C01"), (0.0, "C01"), (datetime(1900, 1, 9, 2, 24), "C01"), (datetime(1905, 7, 15), "C01"),
    (datetime(1949, 1, 5), "1949-01-05"),
])
def test_dates_by_excel_type(typed, value):
    """A date cell and a serial number are days; a decimal is never taken for one."""
    assert shown(read_value(typed, field_of("date", "meetings"), READING)) == value


def test_a_month_is_enough_only_where_the_form_says_so():
    """2010年6月 is a 入党日期 but no meeting date."""
    assert read_value("2010年6月", field_of("joined"), READING)[0] == date(2010, 6, 1)
    assert read_value("2023年6月", field_of("date", "meetings"), READING)[1].code == "C01"


@pytest.mark.parametrize(("typed", "value"), [
    ("张 三", "张三"), ("张　三", "张三"), ("买买提•艾力", "买买提·艾力"), ("张三，李四", "张三、李四"), ("张三同志", "张三"),
])
def test_names_are_matched_without_their_spaces(typed, value):
    """Spaces inside names go, the dot of minority names is one sign, several names are joined alike."""
    assert read_value(typed, field_of("host"), READING) == (value, None)


@pytest.mark.parametrize("typed", [None, "", "  ", "\u3000", "\u200b", "无", "—", "/"])
def test_blank_and_explicit_none_are_no_value(typed):
    """Blank cells and the ways to write none give no value and no finding."""
    assert read_value(typed, field_of("recorder"), READING) == (None, None)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates(), st.times()))
def test_any_cell_in_any_column_is_a_value_or_a_finding(typed):
    """No cell makes the reader raise; a value has the type of its column; an error never carries a value."""
    types = {"date": date, "integer": float, "number": float, "string": str}
    for sheet in FORM.sheets:
        for field in sheet.fields:
            value, fault = read_value(typed, field, READING)
            assert value is None or isinstance(value, types[field.type])
            assert not (isinstance(value, float) and not math.isfinite(value))
            assert value is None or fault is None or fault.level is not Level.ERROR


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}/{m:02}/{d:02}"]))
def test_every_day_survives_its_spellings(day, spelling):
    """Any day written in the usual ways is read as that day."""
    typed = spelling.format(y=day.year, m=day.month, d=day.day)
    assert read_value(typed, field_of("date", "meetings"), READING) == (day, None)


def test_every_choice_is_its_own_synonym():
    """What the drop-down offers is always accepted as it stands."""
    for sheet in FORM.sheets:
        for field in sheet.fields:
            for choice in field.choices:
                assert FORM.synonyms[field.enum][plain(choice)] == choice
