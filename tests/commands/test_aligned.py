"""Text for a terminal, where a Han character is two columns wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.commands.aligned import cut, some, table, width, wrapped

MARKS = "，。、；：？！）”》"
TEXTS = st.text(alphabet="支部报送的表格ab1 ，。（）“”《》-./", min_size=1, max_size=60)


def test_columns_are_aligned_by_what_is_seen():
    """Han characters and full-width marks count twice, Latin letters once."""
    assert width("石井村 a1（，") == 6 + 3 + 4
    assert table(("支部", "数"), [("石井村", "1"), ("a", "22")]).splitlines() == ["支部    数", "石井村  1", "a       22"]


def test_the_last_column_is_broken_to_fit_the_terminal():
    """Below itself, addresses whole; not where it would be too narrow, nor where no columns are given."""
    rows = [("#1", "会议!2、会议!3、会议!14、会议!105"), ("#12", "会议!2")]
    assert table(("序号", "来自"), rows, 27).splitlines() == [
        "序号  来自", "#1    会议!2、会议!3、", "      会议!14、会议!105", "#12   会议!2",
    ]
    assert table(("序号", "来自"), rows, 24) == table(("序号", "来自"), rows)


@pytest.mark.parametrize(("columns", "lines"), [
    (44, ["请把“待修改”里的工作簿发回（共3本），再运行", "shuzhi run。"]),
    (24, ["请把“待修改”里的工作簿发", "回（共3本），再运行", "shuzhi run。"]),
    (14, ["请把“待修改”里", "的工作簿发回", "（共3本），再", "运行 shuzhi", "run。"]),
])
def test_lines_break_between_han_characters_and_keep_words_and_marks(columns, lines):
    """No line begins with a closing mark or ends with an opening one, no word is cut."""
    assert wrapped("请把“待修改”里的工作簿发回（共3本），再运行 shuzhi run。", columns) == lines


@given(TEXTS, st.integers(12, 40))
def test_wrapping_loses_nothing_but_blanks(text, columns):
    """The characters of all lines are those of the text, in order."""
    assert "".join("".join(wrapped(text, columns)).split()) == "".join(text.split())


@given(st.lists(st.text(alphabet="支部报送的表格", min_size=1, max_size=9), min_size=1), st.integers(12, 40))
def test_no_line_of_prose_is_too_wide_or_begins_with_a_mark(parts, columns):
    """Han text with single marks between."""
    lines = wrapped("，".join(parts) + "。", columns)
    assert all(width(line) <= columns for line in lines)
    assert not [line for line in lines if line[0] in MARKS]


def test_what_is_too_long_says_so():
    """A cut text ends in …; of many names those that fit are given, with how many they are."""
    assert cut("没有出汇总表", 12) == "没有出汇总表"
    assert cut("没有出汇总表\n了", 12) == "没有出汇总…"
    assert some(["石井村", "白沙村"], 14) == "石井村、白沙村"
    assert some(["石井村", "白沙村", "东岭村"], 18) == "石井村等3个"
    assert some(["石井村", "白沙村", "东岭村", "河湾村"], 22) == "石井村、白沙村等4个"
