"""The catalogue: names, titles and tags."""

import keyword
import re

import jinja2
import pandas as pd
import pytest

from markdown import tables
from shuzhi import form
from shuzhi.compute import work_names
from shuzhi.compute.catalogue import MEETING_TYPES, as_indicators, definition, definitions, fixed, rank
from shuzhi.compute.indicators import indicators


@pytest.mark.parametrize("word", ["name", "title", "tag"])
def test_names_titles_and_tags_are_unique(word):
    """No two indicators share a name, a title or a tag."""
    words = [getattr(each, word) for each in definitions()]
    assert len(set(words)) == len(words)


def test_names_are_ascii():
    """A name is a lower-case ASCII identifier."""
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", each.name) for each in definitions())


@pytest.mark.parametrize("unit", ["户次", "万元", "米", "m²", "公斤（干）", "台/套"])
def test_tags_are_jinja_names(unit):
    """Jinja reads every tag as one name, also of units outside the list."""
    tags = [each.tag for each in definitions()]
    tags.append(definition(work_names.quantity_name("走访慰问", unit)).tag)
    assert not any(map(keyword.iskeyword, tags))
    template = jinja2.Environment(autoescape=True).from_string("\n".join(f"{{{{ a.{tag} }}}}" for tag in tags))
    assert template.render(a={tag: f"{tag}的值" for tag in tags}).split() == [f"{tag}的值" for tag in tags]


def test_every_choice_of_the_form_has_a_word():
    """Meeting types, categories and units are exactly the form's choices, in its order."""
    choices = {field.enum: list(field.choices) for sheet in form.load().sheets for field in sheet.fields}
    assert list(MEETING_TYPES) == choices["meeting_type"]
    assert list(work_names.CATEGORIES) == choices["work_type"]
    assert list(work_names.UNITS) == choices["work_unit"]


def test_every_field_an_indicator_needs_is_in_the_form():
    """Sheets and needed items exist."""
    standard = form.load()
    for each in definitions():
        assert standard.sheet(each.sheet)
        assert all(standard.sheet("branches").field(name) for name in each.needs)


def test_a_unit_outside_the_list_comes_back_from_its_name():
    """name → definition → name holds for any unit; an unknown name is a KeyError."""
    found = definition(work_names.quantity_name("培训", "公斤（干）"))
    assert (found.title, found.unit) == ("培训（公斤（干））", "公斤（干）")
    assert definition(found.name) == found
    with pytest.raises(KeyError):
        definition("work_unknown_u7c73")


def test_units_outside_the_list_come_last_in_their_category():
    """The order of names is the catalogue's."""
    names = [each.name for each in definitions()]
    opened = work_names.quantity_name("培训", "米")
    ordered = sorted([opened, *reversed(names)], key=rank)
    assert [name for name in ordered if name != opened] == names
    assert ordered[ordered.index(opened) - 1] == "work_training_yuan_ytd"
    assert ordered[ordered.index(opened) + 1] == "work_mediation_events"


def test_fixed_indicators_are_those_without_other_works():
    """The others are exactly those of 其他工作 and 本年累计."""
    assert [each for each in definitions() if each.sheet != "works" and each.kind != "year"] == list(fixed())


def test_indicators_as_values():
    """A frame's rows become Indicators: blank is None, rows are split."""
    frame = indicators(tables(支部信息={
        "组织类别": "党支部", "统计起始日期": "2023-07-01", "统计截止日期": "2023-09-30",
    }, 会议="""
        | 日期       | 会议类型     | 应到人数 | 实到人数 |
        | 2023-07-05 | 支部党员大会 | 48       | 45       |
        | 2023-08-05 | 支部党员大会 |          | 45       |"""), {"close_days": 60}, None)
    found = as_indicators(frame)
    assert list(found) == list(frame["name"])
    assert found["general_attendance_rate"].value == 93.75
    assert (found["general_attendance_rate"].numerator, found["general_attendance_rate"].denominator) == (45, 48)
    assert found["meetings_general"].rows == ("会议!2", "会议!3")
    assert found["meetings_general"].tag == "支部党员大会次数"
    assert (found["tasks_total"].value, found["tasks_total"].rows) == (None, ())
    assert as_indicators(pd.DataFrame(columns=frame.columns)) == {}
