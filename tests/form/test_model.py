"""The form's values, and whether the descriptors (form.toml, township.toml) hold together."""

import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from shuzhi import form
from shuzhi.form.model import Condition, han_number, plain, tag
from shuzhi.model.words import Level

FORMS = [form.load("form"), form.load("township")]
SHEETS = [pytest.param(sheet, id=sheet.name) for one in FORMS for sheet in one.sheets]
FIELDS = [pytest.param(sheet, field, id=f"{sheet.name}.{field.name}")
          for one in FORMS for sheet in one.sheets for field in sheet.fields]
FORMATS = {"", "name", "code", "phone", "identity", "period", "count_or_all"}


@pytest.mark.parametrize(("title", "name"), [
    ("会议类型", "会议类型"), ("计划总投资（万元）", "计划总投资"), ("集体经济收入（本年累计，万元）", "集体经济收入"),
    ("村（社区）“两委”会议次数", "村社区两委会议次数"), ("到会率（%）", "到会率"), ("同时作为（1）", "同时作为1"),
    ("60岁以上党员数", "六十岁以上党员数"), ("35岁以下党员数", "三十五岁以下党员数"),
])
def test_a_tag_is_a_title_that_a_template_can_name(title, name):
    """Without brackets, units of money, quotes and leading digits; a Python identifier."""
    assert tag(title) == name
    assert name.isidentifier()


@pytest.mark.parametrize(("number", "text"), [
    (0, "零"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (60, "六十"), (99, "九十九"),
    (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (999, "九百九十九"), (1001, "一千零一"),
    (1010, "一千零一十"), (1011, "一千零一十一"), (9999, "九千九百九十九"), (10_000, "10000"),
])
def test_numbers_are_said_in_han_digits(number, text):
    """Ten without a leading one except behind hundreds, tens without a trailing zero."""
    assert han_number(number) == text


def test_no_two_numbers_are_said_alike():
    """0 to 10,000 have as many names: a list of items may be as long as a branch writes it."""
    assert len({han_number(number) for number in range(10_001)}) == 10_001


@pytest.mark.parametrize(("text", "kept"), [
    (" 日 期\n*", "日期"), ("日期（必填）", "日期"), ("日期(选填)", "日期"), ("主讲人○", "主讲人"), ("支部全称：", "支部全称"),
    ("村（社区）“两委”会议", "村(社区)两委会议"), ('村(社区)"两委"会议', "村(社区)两委会议"), ("\ufeff\u200b编　号", "编号"),
    ("ＱＨ０１", "QH01"), ("＊", ""),
])
def test_plain_keeps_what_counts(text, kept):
    """No blanks, marks, quotes or （必填）; brackets of one width; plain again changes nothing."""
    assert plain(text) == kept
    assert plain(kept) == kept


def test_a_choice_is_found_however_it_is_written():
    """Every choice by itself, by its synonyms, in any width."""
    found = form.load().synonyms["meeting_type"]
    assert {found[plain(text)] for text in ("支委会", "支部委员会会议", " 支 委 会 ")} == {"支部委员会会议"}
    assert found[plain('村(社区)"两委"会议')] == "村（社区）“两委”会议"
    for one in FORMS:
        for field in (field for sheet in one.sheets for field in sheet.fields if field.enum):
            assert all(one.synonyms[field.enum][plain(choice)] == choice for choice in field.choices)


@pytest.mark.parametrize("name", ["form", "township"])
def test_a_synonym_means_one_choice(name):
    """[synonyms] name lists and choices that exist; no word stands for two choices of a list."""
    data = tomllib.loads((files("shuzhi.form") / f"{name}.toml").read_text("utf-8"))
    for key, given in data.get("synonyms", {}).items():
        assert set(given) <= set(data["choices"][key])
        words = Counter(plain(word) for others in given.values() for word in others)
        words.update(plain(choice) for choice in data["choices"][key])
        assert [word for word, count in words.items() if count > 1] == []


def test_conditions_are_read_as_typed_values():
    """in, out and from become choices and a day; several columns and several conditions stay together."""
    standard = form.load()
    assert standard.sheet("meetings").field("speaker").required_if == (
        Condition(("type", "also_1", "also_2"), inside=("党课",)),
    )
    assert standard.sheet("members").field("confirmed").required_if == (
        Condition(("type",), inside=("正式党员",)), Condition(("joined",), since=date(1982, 9, 1)),
    )
    assert standard.sheet("members").field("changed").required_if == (Condition(("status",), outside=("在册",)),)


def test_a_mark_says_how_required():
    """* always, ○ in the case named, nothing if optional."""
    meetings = form.load().sheet("meetings")
    assert [meetings.field(name).mark for name in ("date", "speaker", "place")] == ["*", "○", ""]


def test_the_version_is_known_without_the_rest():
    """A run that has nothing to do notes it, too."""
    assert form.version() == form.load().version


def test_unknown_names_are_faults_of_the_program():
    """No sheet and no field of that name: KeyError; the file as a whole has no title."""
    with pytest.raises(KeyError):
        form.load().sheet("nobody")
    with pytest.raises(KeyError):
        form.load().sheet("meetings").field("nobody")
    assert [form.load().title_of(name) for name in ("", "meetings")] == ["", "会议"]


@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
def test_sheets_have_names_of_their_own(one):
    """Names, and titles with aliases, each lead to one sheet."""
    assert len({sheet.name for sheet in one.sheets}) == len(one.sheets)
    titles = Counter(plain(title) for sheet in one.sheets for title in (sheet.title, *sheet.aliases))
    assert set(titles.values()) == {1}


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_header_text_leads_to_one_field(sheet):
    """Titles and aliases of a sheet are all different once plain; so are names and tags, and tags are identifiers."""
    texts = Counter(plain(text) for field in sheet.fields for text in (field.title, *field.aliases))
    assert [text for text, count in texts.items() if count > 1] == []
    assert len({field.name for field in sheet.fields}) == len({field.tag for field in sheet.fields}) == len(sheet.fields)
    assert all(field.tag.isidentifier() for field in sheet.fields)


@pytest.mark.parametrize(("sheet", "field"), FIELDS)
def test_a_field_is_described_in_known_words(sheet, field):
    """Type, format and disclosure are known; limits belong to numbers, months to dates, a default to its choices."""
    assert sheet.kind in ("rows", "items")
    assert field.type in ("string", "date", "integer", "number")
    assert field.format in FORMATS
    assert field.disclosure in ("public", "office", "personal")
    assert bool(field.choices) == bool(field.enum)
    assert len(set(field.choices)) == len(field.choices)
    assert field.type == "string" or not (field.enum or field.format or field.multiple)
    assert not field.open or field.enum
    assert not field.month or field.type == "date"
    assert not (field.required and field.required_if)
    if field.minimum is not None or field.maximum is not None:
        assert field.type in ("integer", "number")
        assert field.minimum < field.maximum
    assert not field.default or not field.choices or field.default in field.choices
    assert not field.preprinted or "{n" in field.preprinted


@pytest.mark.parametrize(("sheet", "field"), [param for param in FIELDS if param.values[1].required_if])
def test_a_condition_names_fields_and_choices_that_exist(sheet, field):
    """Each condition says exactly one thing, about other fields, in their choices or about a day."""
    for condition in field.required_if:
        assert sum(map(bool, (condition.inside, condition.outside, condition.since))) == 1
        for other in map(sheet.field, condition.fields):
            assert other is not field
            assert set(condition.inside + condition.outside) <= set(other.choices)
            assert not condition.since or other.type == "date"


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_check_compares_fields_of_one_kind(sheet):
    """Its fields exist and can be compared; its level is one of three; it says what is wrong and what to do."""
    for check in sheet.checks:
        kinds = {sheet.field(name).type for name in (*check.left, *check.right)}
        assert check.shape in ("le", "sum")
        assert kinds <= {"date"} or kinds <= {"integer", "number"}
        assert check.shape == "sum" or len(check.left) == len(check.right) == 1
        assert check.shape == "le" or "date" not in kinds
        assert check.level in set(Level)
        assert check.message.endswith("。")
        assert check.hint.endswith("。")


@pytest.mark.parametrize("sheet", form.load().sheets, ids=lambda sheet: sheet.name)
def test_dated_and_nothing_name_fields(sheet):
    """dated is a date column of the sheet, nothing an item of 支部信息 that can say 确无; 说明 is the last column."""
    if sheet.dated:
        assert sheet.field(sheet.dated).type == "date"
    if sheet.nothing:
        assert "确无" in form.load().sheet("branches").field(sheet.nothing).choices
    assert sheet.kind == "items" or sheet.fields[-1].title == "说明"


@pytest.mark.parametrize("sheet", form.load().sheets, ids=lambda sheet: sheet.name)
def test_an_example_is_a_row_that_could_be_handed_in(sheet):
    """Its keys are fields, nothing required is missing, days are ISO, choices are of the list, numbers in their limits."""
    example = sheet.example
    assert {field.name for field in sheet.fields if field.required and not field.default} <= set(example)
    for name, text in example.items():
        field = sheet.field(name)
        if field.type == "date":
            assert date.fromisoformat(text).isoformat() == text
        elif field.type in ("integer", "number"):
            assert field.minimum <= float(text) <= field.maximum
        elif field.choices and not field.open:
            assert set(text.split("、")) <= set(field.choices)
