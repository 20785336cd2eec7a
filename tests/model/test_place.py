import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzhi.model.place import legal_name, natural, unique_places


@pytest.mark.parametrize(("typed", "name"), [
    ("红星村党支部", "红星村党支部"),
    ("../../etc/passwd", "_.._etc_passwd"),
    ('甲\\乙:丙*丁?“戊”<己>|庚"', "甲_乙_丙_丁_“戊”_己__庚_"),
    ("CON", "_CON"),
    ("con.docx", "_con.docx"),
    ("Lpt¹", "_Lpt¹"),
    ("CONTENT", "CONTENT"),
    ("红星村. . ", "红星村"),
    (".hidden", "hidden"),
    ("~$红星村", "$红星村"),
    ("红\u202e星\u200b村\x00\x07\ufeff", "红星村"),
    ("红星\n村\t党　支部", "红星 村 党 支部"),
    ("红星\r\x1b\r村", "红星 村"),
    ("e\u0301te\u0301", "été"),
    ("\ud800", "未命名"),
    ("...", "未命名"),
    ("", "未命名"),
])
def test_named(typed, name):
    """Each odd name becomes the legal one a person would expect."""
    assert legal_name(typed) == name


def test_long():
    """A name of 300 Han characters is cut to at most 80 characters and 200 bytes, on a whole character."""
    assert legal_name("红" * 300) == "红" * 66
    assert legal_name("a" * 300) == "a" * 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that no name may lead out of."""
    return tmp_path_factory.mktemp("names")


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("\ud800\u202e\x1b/\\. -~")))
def test_any_text(folder, text):
    """Any text becomes a name that the file system takes, that stays inside its folder and that is stable."""
    name = legal_name(text)
    assert name == legal_name(name)
    assert 0 < len(name) <= 80
    assert len(name.encode()) <= 200
    assert os.path.basename(name) == name  # noqa: PTH119 - the name alone, not a path object
    assert (folder / name).resolve().parent == folder.resolve()
    assert name == unicodedata.normalize("NFC", name)
    assert not name.endswith((".", " "))
    assert not name.startswith(("-", ".", "~", " "))


def test_places_stay_short_names():
    """A branch whose short name is its own keeps it as its place."""
    assert unique_places([("红星村", "A01"), ("东风村", "A02")]) == ["红星村", "东风村"]


def test_twins_carry_their_codes():
    """All branches that share a short name, also only but for case or composition, carry their codes."""
    pairs = [("Été", "A01"), ("E\u0301te\u0301", "A02"), ("éTÉ", "A03"), ("东风村", "A04")]
    assert unique_places(pairs) == ["Été_A01", "Été_A02", "éTÉ_A03", "东风村"]


def test_places_end_unique():
    """Where even 简称_编码 is taken, a number makes the difference; 报告/乡镇 belongs to the township."""
    pairs = [("红星村_A01", "B01"), ("红星村", "A01"), ("红星村", "A01"), ("乡镇", "C/1")]
    assert unique_places(pairs) == ["红星村_A01", "红星村_A01_2", "红星村_A01_3", "乡镇_C_1"]


def test_long_twins_keep_the_code():
    """The code of a branch stays whole however long the shared name is."""
    places = unique_places([("红" * 300, "A01"), ("红" * 300, "A02")])
    assert [place[-4:] for place in places] == ["_A01", "_A02"]


@given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=3)), max_size=8))
def test_any_roster(pairs):
    """Whatever the roster holds, every branch has one legal place of its own, upper and lower case alike."""
    places = unique_places(pairs)
    assert places == [legal_name(place) for place in places]
    assert len({place.casefold() for place in places}) == len(pairs)


@pytest.mark.parametrize(("typed", "name"), [("--help", "_-help"), ("-rf 甲", "_rf 甲"), ("甲-乙", "甲-乙")])
def test_no_name_is_an_option(typed, name):
    """A name never begins with a dash, which a command would take for an option."""
    assert legal_name(typed) == name


@given(st.lists(st.text("表0123456789/第²٣ab", max_size=9), max_size=6))
def test_names_are_sorted_as_people_count(paths):
    """Numbers by size whatever their length, without one being reckoned; any two names can be compared."""
    keys = [natural(path) for path in paths]
    assert sorted(keys) == sorted(keys, reverse=True)[::-1]
    assert sorted(["表10", "表2", f"表{'9' * 5000}", "表1/b10", "表1/b9"], key=natural) == ["表1/b9", "表1/b10", "表2", "表10", f"表{'9' * 5000}"]
