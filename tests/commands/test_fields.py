"""`shuzhi fields`."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn

from shuzhi.cli import commands
from shuzhi.commands.aligned import width
from shuzhi.commands.fields import fields, listed, tag_parts, township_tag_parts, write_tags
from shuzhi.commands.specimen import specimen
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.errors import UsageFault
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import Environment, Names
from shuzhi.render.known import shapes, source, tags
from shuzhi.render.printing import FIGURES
from shuzhi.render.township.context import SENTENCES
from shuzhi.workspace import Workspace


def test_three_parts():
    """Columns, indicators and rules, each row as long as its header."""
    parts = list(fields())
    assert [title for title, _, _ in parts] == ["栏目", "指标", "规则"]
    assert all(len(row) == len(header) for _, header, rows in parts for row in rows)
    assert parts[2][1] == ("规则编号", "级别", "表", "栏目", "问题", "怎么改", "阈值", "依据")


def test_the_rules_are_printed():
    """A township finds the code of a rule by the words of its message."""
    printed = CliRunner().invoke(commands, ["fields"])
    assert printed.exit_code == 0
    [line] = [line for line in printed.output.splitlines() if "实到人数比应到人数多" in line and "有表决权" not in line]
    assert line.split()[:4] == ["C07", "必须改", "会议", "实到人数"]


def test_on_a_terminal_no_line_is_too_wide():
    """One entry below another: its place, its tag, all it takes; of a rule its code, its words and what to do."""
    lines = listed(80).splitlines()
    assert max(map(width, lines)) <= 80
    assert "党员·姓名：姓名；文字。必填。" in listed(80)
    [number] = [number for number, line in enumerate(lines) if line.startswith("C07  必须改  会议  实到人数  ")]
    assert "实到人数比应到人数多" in "".join(line.strip() for line in lines[number:number + 2])


def test_columns_and_indicators_are_named_with_their_tags():
    """What a template may write."""
    (_, _, columns), (_, _, indicators), _ = fields()
    assert ("指标.党员总数", "党员总数", "名", "members_total") in indicators
    assert any(row[:3] == ("民生实事", "计划总投资（万元）", "计划总投资") for row in columns)


def test_every_tag_of_the_context_is_listed_and_prints():
    """Each name a template may use is in the list of tags; each listed tag prints by itself what the list says."""
    context = context_of(specimen())
    every = tags(shapes(context))
    roots = {(tag.loops[0][1] if tag.loops else tag.text).split(".")[0] for tag in every}
    assert roots == set(context)
    for name, value in context.items():
        if isinstance(value, Names):
            listed = {tag.loops[0][1] if tag.loops else tag.text for tag in every}
            assert {f"{name}.{part}" for part in value} <= listed
    environment = Environment()
    for tag in every:
        environment.from_string(source(tag)).render({**context, FIGURES: [], BUDGET: Budget()})
    written = [row[0] for part in tag_parts() for row in part.rows]
    assert sorted(written) == sorted(f"{{{{ {tag.text} }}}}" for tag in every)


def test_the_tags_of_the_townships_reports_stand_apart():
    """Each name of their context is listed below a heading that says so, its sentences and lists with words of ours.

    Of a branch's or a sub-total's line only what no 全体指标 is: those are told once.
    """
    context = context_of(township_specimen())
    parts = township_tag_parts()
    written = sorted(row[0] for part in parts for row in part.rows)
    known = shapes(context)
    figures = {f"{row}.{tag}" for row in ("支部", "项") for tag in known["全体指标"].names}
    lines = {tag for tag in tags(known) if tag.loops and tag.loops[0][1] in ("各支部", "小计") and tag.text in figures}
    assert len(lines) == 2 * len(known["全体指标"].names)
    assert written == sorted(f"{{{{ {tag.text} }}}}" for tag in tags(known) if tag not in lines)
    assert {"{{ 支部.简称 }}", "{{ 支部.状态 }}", "{{ 项.支部数 }}"} <= set(written)
    assert all(part.title.startswith("乡镇的报告：") for part in parts)
    [said] = [part.rows for part in parts if part.title == "乡镇的报告：句"]
    assert {row[0] for row in said} == {f"{{{{ 句.{name} }}}}" for name in SENTENCES}
    assert not [row for row in said if row[1].startswith("一句或几句话")]
    empty = [name for name, value in context.items() if isinstance(value, tuple) and not value]
    assert empty == []


def test_no_list_of_the_specimen_is_empty():
    """The columns of every list of rows are known, so that `templates check` knows them too."""
    known = shapes(context_of(specimen()))
    for sheet in ("会议", "表决事项", "民生实事", "意见建议", "四议两公开", "其他工作", "问题与措施"):
        assert known[sheet].item.kind == "names"


def test_examples_are_printed_from_the_specimen():
    """The value beside a tag is what a report of the specimen branch prints."""
    rows = {(part.title, row[0]): row[1:] for part in tag_parts() for row in part.rows}
    assert rows["支部", "{{ 支部.全称 }}"] == ("支部全称", "青禾镇石桥村党支部")
    assert rows["指标", "{{ 指标.户数 }}"] == ("户数（户）", "612")
    assert rows["会议", "{{ 项.议题 }}"][0] == "议题"
    assert rows["意见建议分组", "{{ 条.办理 }}"][0] == "办理情况和答复"


def test_the_list_is_written_as_word_and_as_excel(tmp_path):
    """All tags in a table whose head is repeated on every page; a file that is there is never overwritten."""
    (tmp_path / "templates").mkdir()
    shutil.copy(Path(__file__).parents[2] / "templates/公文版式.docx", tmp_path / "templates")
    count = sum(len(part.rows) for part in (*tag_parts(), *township_tag_parts()))
    for name in ("清单.docx", "清单.xlsx"):
        assert write_tags(Workspace(tmp_path), tmp_path / name) == count
        with pytest.raises(UsageFault, match="没有动它"):
            write_tags(Workspace(tmp_path), tmp_path / name)
    document = Document(tmp_path / "清单.docx")
    assert sum(len(table.rows) - 1 for table in document.tables) == count
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx")["标签清单"]
    assert (sheet.max_row, sheet.print_title_rows) == (count + 1, "$1:$1")
    with pytest.raises(UsageFault, match="不行"):
        write_tags(Workspace(tmp_path), tmp_path / "清单.pdf")
