"""`shuzhi templates check` and `shuzhi templates new`, as staff run them."""

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from gridbook import gridbook, shown
from make.housestyle import write
from shuzhi.cli import commands
from shuzhi.commands.specimen import specimen
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.render.tables.filling import table
from shuzhi.render.template import load, render
from shuzhi.workspace import Workspace, load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "templates").mkdir()
    shutil.copy(ROOT / "templates/公文版式.docx", tmp_path / "templates")
    return tmp_path


def run(workspace, *words):
    return CliRunner().invoke(commands, ["templates", *words, "--workspace", str(workspace)], standalone_mode=False)


def test_a_new_template_passes_the_check_and_prints(workspace):
    """It is written beside the house style, has no fault, and prints title, heading, table, signature and date."""
    made = run(workspace, "new", "党建工作情况报告")
    assert made.return_value == 0
    path = workspace / "templates/党建工作情况报告.docx"
    assert str(path) in made.output
    assert "乡镇台账" in made.output
    checked = run(workspace, "check")
    assert (checked.return_value, checked.output.splitlines()[0]) == (0, "党建工作情况报告.docx：没有发现问题。")
    document = Document(BytesIO(render(load(path), specimen()).docx))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert document.sections[0].header.paragraphs[0].text == "（初稿，经书记审定后使用）"
    assert text[:2] == ["青禾镇石桥村党支部", "2023年第三季度党建工作情况报告"]
    assert {"一、工作情况", "二、民生实事", "2023年10月8日"} <= set(text)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["事项", "地点", "计划总投资（万元）", "状态"]
    assert [row[3] for row in rows[1:]] == ["已完成", "进行中"]


def test_a_template_of_the_township_is_checked_by_the_townships_tags(workspace):
    """Not named in 报告 it may use either; named there, only those of its kind."""
    shutil.copy(ROOT / "templates/镇党委年度述职报告.docx", workspace / "templates/自拟.docx")
    shutil.copy(ROOT / "templates/镇党委年度述职报告.docx", workspace / "templates/季度抓基层党建述职报告.docx")
    assert [line for line in run(workspace, "check").output.splitlines() if "没有发现问题" in line] == [
        "季度抓基层党建述职报告.docx：没有发现问题。", "自拟.docx：没有发现问题。",
    ]
    (workspace / "workbooks").mkdir()
    shutil.copy(ROOT / "workbooks/乡镇台账.xlsx", workspace / "workbooks")
    for path in (ROOT / "templates").glob("*.docx"):
        if not (workspace / "templates" / path.name).exists():
            shutil.copy(path, workspace / "templates")
    told = run(workspace, "check").output
    assert "自拟.docx：没有发现问题。" in told
    assert "镇党委年度述职报告.docx：没有发现问题。" in told
    assert "不认识“本级”" in told.split("季度抓基层党建述职报告.docx：")[1]


def test_a_new_template_overwrites_nothing(workspace):
    """A name that is taken, that of the house style or one that is no file name is refused; the file stays."""
    path = workspace / "templates/月报.docx"
    path.write_bytes(b"own")
    for name in ("月报", "月报.docx", "公文版式", "甲/乙", " "):
        assert run(workspace, "new", name).exception is not None
    assert path.read_bytes() == b"own"
    assert len(list((workspace / "templates").iterdir())) == 2


def test_all_templates_but_the_house_style_are_checked(workspace):
    """Faults are numbered below the file's name; exit 1 with faults; open files of Word are passed over."""
    write(workspace / "templates/月报.docx", [("gwBody", "{{ 支部.全陈 }}"), ("gwBody", "共3次")], "月报")
    (workspace / "templates/~$月报.docx").write_bytes(b"")
    checked = run(workspace, "check")
    assert checked.return_value == 1
    assert checked.output.splitlines()[:3] == [
        "月报.docx：2处要改",
        "  1. 第 1 段“{{ 支部.全陈 }}”：不认识“支部.全陈”，是不是“支部.全称”？",
        "  2. 第 2 段“共3次”：写死了数字“3次”，每个支部都会印成一样的，请换成指标标签。",
    ]
    assert "没有读到乡镇台账" in checked.output


def test_names_of_the_roster_may_not_be_typed_in(workspace):
    """A branch's short name in a template is told where 乡镇台账 can be read."""
    shutil.copytree(ROOT / "workbooks", workspace / "workbooks", ignore=shutil.ignore_patterns("inbox", "final"))
    for path in (ROOT / "templates").glob("*.docx"):
        shutil.copy(path, workspace / "templates")
    write(workspace / "templates/月报.docx", [("gwBody", "石井村的工作")], "月报")
    checked = run(workspace, "check", str(workspace / "templates/月报.docx"))
    assert (checked.return_value, "写死了“石井村”" in checked.output) == (1, True)
    assert "没有读到乡镇台账" not in checked.output


def test_without_a_templates_folder_nothing_starts(tmp_path):
    """Exit 3, and what to do."""
    checked = run(tmp_path, "check")
    assert int(checked.exception.exit_code) == 3
    assert "没有找到模板文件夹" in str(checked.exception)


def test_a_new_table_passes_the_check_and_is_filled(workspace):
    """A name with .xlsx gives a workbook; it is checked with the roster's branches, where 乡镇台账 can be read."""
    made = run(workspace, "new", "党组织情况表.xlsx")
    path = workspace / "templates/党组织情况表.xlsx"
    assert (made.return_value, str(path) in made.output, "报告/乡镇" in made.output) == (0, True, True)
    gridbook(workspace / "templates/季报.xlsx", ("季报", """
    |   | A | B |
    |---|---|---|
    | 1 | {{ 各支部["石井村"].党员总数 }} | {{ 各支部["石井寸"].党员总数 }} |
    """))
    shutil.copytree(ROOT / "workbooks", workspace / "workbooks", ignore=shutil.ignore_patterns("inbox", "final"))
    for template in (ROOT / "templates").glob("*.docx"):
        shutil.copy(template, workspace / "templates")
    told = run(workspace, "check").output
    assert "党组织情况表.xlsx：没有发现问题。" in told
    assert "汇总表.docx：没有发现问题。" in told
    assert "季报.xlsx：1处要改\n  1. “季报”表 B1 格：支部名册里没有“石井寸”，是不是“石井村”？" in told
    filled = table(path, replace(township_specimen(), expected=load_settings(Workspace(workspace)).branches))
    assert shown(filled.xlsx)[3].startswith("1 | 柳桥居 | 居")
    assert '=IF(COUNT(K4:K17)=0,"",SUM(K4:K17))' in shown(filled.xlsx)[17]  # nothing known is no 0
