"""The blank filled in, read back by other programs."""

import math
import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from author.reread import reread
from office import looking_nowhere, needs_office, resaved, without_titles
from shuzhi import form
from shuzhi.author import selfcheck
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.selfcheck.facts import Facts
from shuzhi.author.standard import layout
from shuzhi.spreadsheet import fitting

STANDARD = form.load().printed()
YEAR = 2023
MOULD = compiled(blank(STANDARD, YEAR), STANDARD, YEAR)
ODD = ["=1+1", "@SUM(A1)", "+1", "-1", "<b>&amp;</b>", "]]>", "_x000D_", "a\rb\r\nc\td", " 前后空格 ", "\x00\x1b控制", "\ud800",
       "长" * 33_000, "😀" * 17_000, "http://例子/" + "x" * 3000, "<r>x</r>", "", " ", "\n", "{{ 指标 }}", "0012", "1e5"]
DAYS = [date(1850, 1, 2), date(1900, 2, 28), date(1900, 12, 31), date(1901, 1, 1), date(2023, 9, 30), date(9999, 12, 31)]
VALUES = st.one_of(
    st.none(), st.sampled_from(ODD), st.text(max_size=40), st.booleans(), st.sampled_from(DAYS), st.dates(),
    st.integers(-(10**12), 10**12), st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
)


def contents(form_):
    """Any sheets of a form with any fields filled with anything."""
    def rows(sheet):
        record = st.dictionaries(st.sampled_from([field.name for field in sheet.fields]), VALUES, max_size=6)
        return st.lists(record, min_size=1, max_size=1 if sheet.kind == "items" else 4)
    return st.fixed_dictionaries({}, optional={sheet.name: rows(sheet) for sheet in form_.sheets})


def expected(value):
    """What a reader must see."""
    if isinstance(value, str):
        return fitting(value) or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else None
    day = value.date() if isinstance(value, datetime) else value
    if day < date(1901, 1, 1):
        return str(value)
    return day if not isinstance(value, datetime) or value.time() == time() else value


def by_calamine(content):
    """Sheet title → its cells, as calamine reads them."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return {
            title: [[None if cell == "" else cell for cell in row]
                    for row in book.get_sheet_by_name(title).to_python(skip_empty_area=False)]
            for title in book.sheet_names
        }


def cell(rows, row, column):
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


@settings(max_examples=40, deadline=None)
@given(contents(STANDARD))
@example({"meetings": [{"topic": text, "date": day} for text, day in zip(ODD, DAYS * 4, strict=False)]})
@example({"branches": [{"full_name": "a\nb" * 40, "groups": 3, "fill_date": "十月八日", "note": 1}]})
def test_every_value_is_read_back(content):
    """Text as text, days as days, numbers as numbers, at the addresses of the layout; nothing else has changed."""
    found = by_calamine(filled(MOULD, content))
    for sheet in STANDARD.sheets:
        raw, _ = layout(sheet, content.get(sheet.name, ()), YEAR)
        rows = found[sheet.title]
        assert len(rows) <= max(len(raw.rows), 21)
        for row in range(max(len(raw.rows), len(rows))):
            for column in range(max(len(sheet.fields), 3)):
                wanted = expected(raw.cell(row + 1, column + 1))
                read = cell(rows, row, column)
                if isinstance(wanted, datetime):
                    assert abs(read - wanted) < timedelta(seconds=1)
                else:
                    assert (type(read), read) == (type(wanted), pytest.approx(wanted, rel=1e-15) if isinstance(wanted, float) else wanted)


@settings(max_examples=15, deadline=None)
@given(contents(form.load("township").printed()))
def test_the_township_s_workbook_goes_the_same_road(content):
    """The other form's values are read back, too."""
    township = form.load("township").printed()
    found = by_calamine(filled(compiled(TOWNSHIP, township, YEAR), content))
    for sheet in township.sheets:
        raw, _ = layout(sheet, content.get(sheet.name, ()), YEAR)
        texts = [(row, column, value) for row, cells in enumerate(raw.rows) for column, value in enumerate(cells)
                 if isinstance(value, str) and fitting(value)]
        assert all(cell(found[sheet.title], row, column) == fitting(value) for row, column, value in texts)


TOWNSHIP = blank(form.load("township").printed(), YEAR)
CONTENT = {
    "branches": [{"full_name": "中共石桥村支部委员会", "coverage_start": date(2023, 7, 1), "groups": 3, "signature": "长" * 60}],
    "members": [{"name": f"王{n}", "birth": date(1970, 1, 1 + n % 28), "type": "正式党员", "status": "在册"} for n in range(60)],
    "tasks": [{"number": "实2022-009", "title": "=1+1", "investment": 9.6, "due": date(1880, 1, 1), "started": 45000,
               "people": date(2023, 9, 1)}],
}
KEYS = [("period", "2023Q3"), ("branch_code", "A&<01"), ("members_before", 58), ("row", "members", "0a")]


@pytest.fixture(scope="module")
def book():
    return reread(filled(MOULD, CONTENT, KEYS))


def test_openpyxl_sees_the_same(book):
    """Values, formats that show a value as what it is, and text that is no formula."""
    tasks = book["民生实事"]
    assert (tasks["B2"].value, tasks["B2"].data_type) == ("=1+1", "s")
    assert (tasks["I2"].value, tasks["I2"].number_format) == (9.6, "General")
    assert (tasks["P2"].value, tasks["O2"].number_format) == ("1880-01-01", "General")
    assert (tasks["U2"].value, tasks["U2"].number_format) == (datetime(2023, 9, 1), "yyyy-m-d")
    assert [cell.value for cell in tasks["A"]][1:3] == ["实2022-009", "实2023-001"]
    assert book["党员"]["C61"].value == datetime(1970, 1, 4)
    assert book["党员"].dimensions == "A1:Z61"


def test_the_hidden_sheet_carries_the_keys(book):
    """Form and version first, then what was given, row by row."""
    rows = [[cell.value for cell in row if cell.value is not None] for row in book["_meta"].iter_rows()]
    assert rows == [["form", "shuzhi"], ["version", "1"], *map(list, KEYS)]
    assert book["_meta"].sheet_state == "veryHidden"


def test_rows_are_as_high_as_their_text(book):
    """A long text gets lines, in rows and in items; a short one keeps the blank's height."""
    items = {row[0].value: row[0].row for row in book["支部信息"].iter_rows() if row[0].value}
    heights = book["支部信息"].row_dimensions
    assert heights[items["署名"]].height > heights[items["组织类别*"]].height + 20
    long = reread(filled(MOULD, {"meetings": [{"topic": "长" * 100}, {"topic": "短"}]}))["会议"]
    assert long.row_dimensions[2].height > 60
    assert long.row_dimensions[3].height is None


def test_the_count_of_strings_is_true():
    """count and uniqueCount of the shared strings are what the sheets use and the list holds."""
    with zipfile.ZipFile(BytesIO(filled(MOULD, CONTENT, KEYS))) as archive:
        strings = ET.fromstring(archive.read("xl/sharedStrings.xml"))
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert int(strings.get("uniqueCount")) == len(strings)
    assert int(strings.get("count")) == sum(sheet.count(b' t="s"') for sheet in sheets)


def test_the_self_check_is_written_with_its_values():
    """填报自查 shows, without calculating, what its formulas give for this content."""
    found = by_calamine(filled(MOULD, CONTENT, KEYS))["填报自查"]
    sheets = {sheet.name: layout(sheet, CONTENT.get(sheet.name, ()), YEAR) for sheet in STANDARD.sheets}
    known = selfcheck.values(STANDARD, sheets, 58)
    assert known != selfcheck.values(STANDARD, {s.name: layout(s, (), YEAR) for s in STANDARD.sheets})
    for (row, column), value in known.items():
        assert cell(found, row - 1, column - 1) == (value or (None if value == "" else value))


@pytest.mark.parametrize("changed", [
    {}, {"committee_size": 3}, {"committee_size": 1}, {"committee_size": True}, {"committee_size": "1"}, {"groups": 3},
    {"org_type": "党总支"}, {"org_type": "流动党员党支部"}, {"coverage_end": date(2023, 8, 31)}, {"no_meetings": "确无"},
    {"fill_date": date(2023, 7, 2)}, {"as_of": date(2023, 7, 3)},
])
def test_an_empty_sheet_is_judged_by_its_own_branch(changed):
    """What 填报自查 remembers of the sheets nobody filled in never comes from a branch that says something else."""
    usual = {"org_type": "党支部", "coverage_start": date(2023, 7, 1), "coverage_end": date(2023, 9, 30), "fill_date": date(2023, 10, 9)}
    sheets = {
        sheet.name: layout(sheet, [usual | changed] if sheet.name == "branches" else (), YEAR)
        for sheet in STANDARD.sheets
    }
    assert selfcheck.values(STANDARD, sheets, 58, MOULD.tables) == selfcheck.values(STANDARD, sheets, 58)


def test_a_part_of_the_facts_shows_no_other_item():
    """What is remembered for some items of 支部信息 cannot depend on another one."""
    sheet = STANDARD.sheet("branches")
    facts = Facts(STANDARD, *layout(sheet, CONTENT["branches"], YEAR)).only("org_type")
    with pytest.raises(KeyError):
        facts["groups"]


def test_a_thousand_rows_keep_their_drop_downs():
    """Drop-downs, filter and the formulas of 填报自查 reach below what is filled in."""
    long = reread(filled(MOULD, {"members": [{"name": f"王{n}"} for n in range(1500)]}))
    sheet = long["党员"]
    ends = {int(str(rule.sqref).rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            for rule in sheet.data_validations.dataValidation if ":" in str(rule.sqref)}
    assert min(ends) > 2000
    assert int(sheet.auto_filter.ref.rpartition("Z")[2]) > 2000
    formulas = "".join(str(getattr(cell.value, "text", "")) or str(cell.value) for row in long["填报自查"] for cell in row)
    assert {int(end) > 2000 for end in re.findall(r"'党员'!\$[A-Z]+\$1:\$[A-Z]+\$(\d+)", formulas)} == {True}


def test_the_same_content_gives_the_same_bytes():
    """Twice filled, the same bytes, whatever was filled in before."""
    first = filled(MOULD, CONTENT, KEYS)
    filled(MOULD, {"members": [{"name": "李"}]})
    assert filled(MOULD, CONTENT, KEYS) == first


def test_numbers_begin_where_they_are_told():
    """A sheet without content is written, too, if its numbers begin later."""
    tasks = reread(filled(MOULD, {}, first={"tasks": 8}))["民生实事"]
    assert [cell.value for cell in tasks["A"]][1:3] == ["实2023-008", "实2023-009"]
    assert tasks.max_row == 41


@needs_office
def test_libreoffice_reads_the_same(tmp_path):
    """Opened, calculated and saved by LibreOffice, every typed value is there."""
    (saved,) = resaved([without_titles(looking_nowhere(filled(MOULD, CONTENT, KEYS)))], tmp_path)
    found = by_calamine(saved)
    for sheet in STANDARD.sheets:
        raw, _ = layout(sheet, CONTENT.get(sheet.name, ()), YEAR)
        for row, cells in enumerate(raw.rows):
            for column, value in enumerate(cells):
                assert cell(found[sheet.title], row, column) == expected(value)
