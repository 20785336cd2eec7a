"""Typed cells, as people type them, come out as the value meant or as a finding, never as another value."""

import math
import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.escaped import typed_tables
from shuzhi import form
from shuzhi.intake.values import Reading, read_value
from shuzhi.model.period import Coverage
from shuzhi.model.words import Level

FORM = form.load()
READING = Reading(Coverage(date(2023, 7, 1), date(2023, 9, 30)), FORM.synonyms)
SPELLINGS = [row for rows in typed_tables("spellings.md").values() for row in rows]
TITLES = {f"{sheet.title}·{field.title}": field for sheet in FORM.sheets for field in sheet.fields}

EVERY_TYPE = [
    ("会议·日期", datetime(2023, 9, 5), "2023-09-05"), ("会议·日期", date(2023, 9, 5), "2023-09-05"),
    ("会议·日期", datetime(2023, 9, 5, 9, 30), "2023-09-05"),
    ("会议·日期", 45174.0, "2023-09-05"), ("会议·日期", 45174.375, "2023-09-05"), ("会议·日期", 20230905.0, "2023-09-05"),
    ("会议·日期", 20000.0, "1954-10-03"), ("会议·日期", 80001.0, "C01"), ("会议·日期", 19999.0, "C01"),
    ("会议·日期", 20230931.0, "C01"), ("会议·日期", 9.5, "C01"), ("会议·日期", 9.1, "C01"), ("会议·日期", 2023.1, "C01"),
    ("会议·日期", 2023.0, "C01"), ("会议·日期", 0.0, "C01"), ("会议·日期", -1.0, "C01"), ("会议·日期", True, "C01"),
    ("会议·日期", time(9, 5), "C01"), ("会议·日期", timedelta(hours=9), "C01"), ("会议·日期", float("nan"), "C01"),
    ("会议·日期", datetime(1899, 12, 31), "C01"), ("会议·日期", datetime(1900, 1, 9, 2, 24), "C01"),
    ("会议·日期", datetime(1905, 7, 15), "C01"), ("会议·日期", datetime(2323, 9, 5), "C01"),
    ("党员·出生日期", datetime(1949, 1, 5), "1949-01-05"), ("党员·入党日期", 1998.6, "C01"),
    ("会议·应到人数", 28.0, "28"), ("会议·应到人数", 28, "28"), ("会议·应到人数", 28.5, "C02"),
    ("会议·应到人数", -3.0, "C06"), ("会议·应到人数", 1e300, "C06"), ("会议·应到人数", float("inf"), "C02"),
    ("会议·应到人数", False, "C02"), ("会议·应到人数", datetime(2023, 12, 15), "C02"), ("会议·应到人数", time(9, 5), "C02"),
    ("会议·应到人数", timedelta(1), "C02"), ("民生实事·计划总投资（万元）", 0.1 + 0.2, "0.3"),
    ("民生实事·受益户数", 46.0, "46"), ("民生实事·受益户数", 46.5, "C02"),
    ("会议·议题", 7.0, "7"), ("会议·议题", 0.1 + 0.2, "0.3"), ("会议·议题", True, "是"),
    ("会议·议题", datetime(2023, 9, 5), "2023-9-5"), ("会议·议题", datetime(2023, 9, 5, 9, 5), "2023-9-5 9:05"),
    ("会议·议题", time(9, 5), "9:05"), ("会议·议题", timedelta(hours=26, minutes=5), "26:05"),
    ("会议·会议类型", 1.0, "C03"), ("会议·会议类型", datetime(2023, 9, 5), "C03"),
    ("党员·是否流动", True, "是"), ("党员·是否流动", False, "否"), ("党员·是否流动", 1.0, "是"), ("党员·是否流动", 0.0, "否"),
    ("支部信息·联系电话", 13800000000.0, "13800000000"), ("支部信息·联系电话", 57188888888.0, "57188888888 C06"),
    ("党员·公民身份号码", 341202196501011008.0, "C12"), ("党员·公民身份号码", 110105491231002.0, "C12"),
    ("党员·公民身份号码", "990101199003070015", "990101199003070015 C12"),
    ("民生实事·编号", 1.0, "1"), ("会议·主持人", 123.0, "123 C14"),
    ("会议·日期", None, ""), ("会议·应到人数", None, ""), ("会议·应到人数", "", ""), ("会议·应到人数", " \u3000\u200b", ""),
    ("会议·会议类型", "\xa0", ""),
]


def shown(result):
    value, fault = result
    if isinstance(value, float):
        value = f"{value:.15g}"
    return " ".join(str(part) for part in (value, fault.code if fault else None) if part is not None)


@pytest.mark.parametrize(("column", "typed", "value", "code"), SPELLINGS)
def test_cells_as_people_type_them(column, typed, value, code):
    """spellings.md is true: each spelling gives that value, with or without that finding."""
    assert shown(read_value(typed, TITLES[column], READING)) == " ".join(part for part in (value, code) if part)


@pytest.mark.parametrize(("column", "typed", "value"), EVERY_TYPE)
def test_cells_by_excel_type(column, typed, value):
    """Dates, serial numbers, decimals, booleans, hours and durations: a decimal is no day, a day no number."""
    assert shown(read_value(typed, TITLES[column], READING)) == value


@pytest.mark.parametrize(("start", "end", "typed", "value"), [
    ("2023-07-01", "2023-09-30", "9月5日", "2023-09-05 C09"),
    ("2023-12-01", "2024-02-29", "1月5日", "2024-01-05 C09"),
    ("2023-12-01", "2024-02-29", "12月5日", "2023-12-05 C09"),
    ("2023-12-01", "2024-02-29", "2月29日", "2024-02-29 C09"),
    ("2023-12-01", "2024-02-29", "7月1日", "2023-07-01 C09"),
    ("2023-07-01", "2023-09-30", "2月29日", "C01"),
])
def test_a_day_without_its_year_lies_in_the_coverage(start, end, typed, value):
    """The year is that of the coverage in which the day lies, else the coverage's first; it is always told."""
    reading = Reading(Coverage(date.fromisoformat(start), date.fromisoformat(end)), FORM.synonyms)
    assert shown(read_value(typed, TITLES["会议·日期"], reading)) == value


def test_without_a_coverage_no_year_is_guessed():
    """A workbook whose 统计起始日期 is not filled in: dates need their year."""
    assert shown(read_value("9月5日", TITLES["会议·日期"], Reading(None, FORM.synonyms))) == "C01"


@pytest.mark.parametrize(("column", "typed", "words"), [
    ("会议·日期", "昨天", "可写成 2023-9-5。"),
    ("会议·日期", "2023年9月", "写到哪一天"),
    ("会议·日期", "23.9.5", "年份要写四位"),
    ("会议·日期", "9/5/2023", "年、月、日的顺序"),
    ("会议·日期", "9月5日", "按2023年算"),
    ("会议·日期", "9月5-7日", "按第一天算"),
    ("会议·日期", "9月5日、12日", "另起一行"),
    ("会议·日期", 9.1, "9.1 还是 9.10"),
    ("会议·应到人数", "若干", "单位是人"),
    ("会议·应到人数", "约28", "准确的数"),
    ("会议·应到人数", "20-30", "只填一个数"),
    ("会议·应到人数", "12+3", "算好再填"),
    ("会议·应到人数", "93%", "不是百分比"),
    ("会议·应到人数", datetime(2023, 12, 15), "变成了日期"),
    ("其他工作·数量", "8户次", "单位一栏"),
    ("会议·会议类型", "主题党曰", "是不是“主题党日”"),
    ("会议·会议类型", "茶话会", "请从下拉列表里选一个：支部党员大会、"),
    ("会议·主持人", "张 三 李 四", "用“、”隔开"),
    ("党员·公民身份号码", 341202196501011008.0, "格式设成“文本”"),
])
def test_a_finding_says_what_to_do(column, typed, words):
    """Message and hint name the column and how to write it."""
    fault = read_value(typed, TITLES[column], READING)[1]
    assert words in fault.message + fault.hint
    assert f"“{TITLES[column].title}”" in fault.message or column == "会议·应到人数"
    assert fault.hint.endswith("。")


@pytest.mark.parametrize(("column", "typed", "level"), [
    ("会议·会议类型", "党课（书记讲）", Level.NOTICE), ("居民提案·状态", "已转办（县交通局）", Level.NOTICE),
    ("居民提案·状态", "已办结（部分）", Level.WARNING), ("民生实事·状态", "已完成（80%）", Level.WARNING),
    ("民生实事·状态", "已完成(未验收)", Level.WARNING), ("居民提案·满意度", "满意（1人不满意）", Level.WARNING),
    ("会议·会议类型", "支部党员大会（党课）", Level.WARNING), ("党员·是否失联", "否（是）", Level.WARNING),
])
def test_a_remark_that_may_change_the_choice_is_a_warning(column, typed, level):
    """What stands in brackets behind a choice is not read; where it takes the choice back, staff must look at it."""
    assert read_value(typed, TITLES[column], READING)[1].level is level


@pytest.mark.parametrize("typed", [date(2023, 3, 1), datetime(2023, 3, 1)])
def test_a_number_that_became_a_day_is_no_number(typed):
    """2023-3 typed for a 编号 is kept as 2023-03-01 by spreadsheets: nobody can say which number it was."""
    value, fault = read_value(typed, TITLES["居民提案·原编号"], READING)
    assert (value, fault.code, fault.level) == (None, "C13", Level.ERROR)


@pytest.mark.parametrize(("column", "typed", "_value", "code"), [row for row in SPELLINGS if row[3]])
def test_a_finding_never_repeats_what_was_typed(column, typed, _value, code):
    """Findings travel further than the workbook: none holds the cell's text (digits of examples aside)."""
    fault = read_value(typed, TITLES[column], READING)[1]
    assert fault.code == code
    said = re.sub(r"2023年第三季度、2023年上半年或 2023年度|2023-9-5|9\.1|9\.10|18位|11位|2023年算|“[^”]*”", "", fault.message + fault.hint)
    words = [typed.strip()] if len(typed.strip()) > 2 else []
    assert not [word for word in (*words, *re.findall(r"[0-9]{3,}|[\u4e00-\u9fff]{4,}", typed)) if word in said]


@given(st.one_of(
    st.text(), st.text("0123456789.-/年月日 ,约万元人、()（）X*？·一二十百", max_size=12),
    st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates(), st.times(), st.timedeltas(),
))
def test_any_cell_in_any_column_is_a_value_or_a_finding(typed):
    """No cell makes the reader raise; a value has the type of its column; an error never carries a value."""
    types = {"date": date, "integer": float, "number": float, "string": str}
    for sheet in FORM.sheets:
        for field in sheet.fields:
            value, fault = read_value(typed, field, READING)
            assert value is None or isinstance(value, types[field.type])
            assert not (isinstance(value, float) and not math.isfinite(value))
            assert value is None or fault is None or fault.level is not Level.ERROR


def test_a_very_long_text_stays_whole():
    """40,000 characters in a cell for text are 40,000 characters; elsewhere they are a finding, soon."""
    typed = "学" * 40_000
    assert read_value(typed, TITLES["会议·议题"], READING)[0] == typed
    kinds = {(field.type, field.format, bool(field.enum)): field for field in TITLES.values()}
    for field in kinds.values():
        for part in ("一", "9", "9 ", "1,", "张 ", "2023-9-5、", "("):
            assert read_value(part * 20_000, field, READING)[1] or field.format in ("", "name", "code")


def test_every_choice_and_synonym_is_understood_in_every_column():
    """What the drop-down offers, and what the form says people write, is accepted with blanks and a full stop."""
    for field in TITLES.values():
        for word, choice in FORM.synonyms.get(field.enum, {}).items():
            for typed in (word, f" {word} ", f"{word}。", "\u3000".join(word)):
                assert read_value(typed, field, READING) == (choice, None), (field.title, typed)


@pytest.mark.parametrize(("text", "code"), [
    ("长" * 32_767, None), ("长" * 32_768, "C15"), ("😀" * 16_383, None), ("😀" * 16_384, "C15"),
])
def test_a_text_that_no_cell_holds_is_kept_and_told(text, code):
    """Excel counts in UTF-16 units; what only another program could write is doubted, and nothing of it goes missing."""
    value, fault = read_value(text, TITLES["会议·议题"], READING)
    assert (value, fault.code if fault else None) == (text, code)


def test_every_end_of_a_line_is_one():
    """A carriage return alone, as an old Mac wrote it, does not become a character that nobody sees."""
    assert read_value("一\r二\r\n三\n四", TITLES["会议·议题"], READING) == ("一\n二\n三\n四", None)
