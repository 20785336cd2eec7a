"""乡镇台账 and the folders around it are somebody's work, too: whatever is odd about them is refused, by sheet and cell."""

import os
import shutil

import openpyxl
import pytest

import odd
from conftest import copy_few
from entities import ENTITY, LAUGHS
from shuzhi import cli
from shuzhi.errors import ExitCode, SettingsFault
from shuzhi.workspace import Workspace, load_settings

needs_links = pytest.mark.skipif(os.name == "nt", reason="links and pipes")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return copy_few(tmp_path_factory.mktemp("town"))


@pytest.fixture
def workspace(town, tmp_path):
    """The sample's settings and templates, the test's own to spoil."""
    shutil.copytree(town.root, tmp_path / "town", ignore=shutil.ignore_patterns("blank"))
    return Workspace(tmp_path / "town")


def shuzhi(*words):
    """The exit code of a command."""
    return cli._guarded(lambda: cli.commands.main([*map(str, words)], prog_name="shuzhi", standalone_mode=False))


def said(workspace):
    with pytest.raises(SettingsFault) as caught:
        load_settings(workspace)
    assert caught.value.exit_code is ExitCode.NOT_STARTED
    return "\n".join(caught.value.faults)


# What is put in the place of 乡镇台账.xlsx → what is told.
PLACED = {
    "nothing": (lambda _path: None, "没有找到这个文件"),
    "a folder": (lambda path: path.mkdir(), "不是普通文件"),
    "a link": (lambda path: path.symlink_to(path.parent / "other.xlsx"), "不是普通文件"),
    "a broken link": (lambda path: path.symlink_to("nowhere"), "不是普通文件"),
    "a pipe": (os.mkfifo, "不是普通文件"),
    "no byte": (lambda path: path.touch(), "文件是空的"),
    "a text": (lambda path: path.write_text("你好"), "不是工作簿"),
}


@needs_links
@pytest.mark.parametrize(("put", "told"), PLACED.values(), ids=PLACED)
def test_what_stands_in_the_place_of_the_settings_is_told(workspace, put, told):
    """Nothing waits for a pipe, nothing follows a link."""
    path = workspace.settings_file
    path.rename(path.with_name("other.xlsx"))
    put(path)
    assert told in said(workspace)


@pytest.mark.parametrize("start", [ENTITY, LAUGHS], ids=["entity", "laughs"])
def test_settings_with_entities_are_refused(workspace, start):
    """As a submission is, and before anything is made of them."""
    path = workspace.settings_file
    path.write_bytes(odd.changed("xl/workbook.xml", ("<workbook", start + "<workbook"), base=path.read_bytes()))
    assert "为了安全没有读取" in said(workspace)


VALUES = {"abc": "没认出数字", 1.5: "整数", -1: "太小了", 1e300: "太大了", "NaN": "没认出数字", "=1+1": "公式没有结果", "#REF!": "错误值"}


def test_a_number_that_is_none_is_told_with_its_cell(workspace):
    """Not a number, none that can be, a formula without result: all at once."""
    items = ("受理期限（工作日）", "答复期限（工作日）", "办结期限（天）", "汇编最多收录支部数", "单张表最多行数", "单个工作簿最长读取时间（秒）", "读取最多占用内存（MB）")
    book = openpyxl.load_workbook(workspace.settings_file)
    rows = {row[0].value: row[0].row for row in book["参数"].iter_rows()}
    for item, value in zip(items, VALUES, strict=True):
        book["参数"].cell(rows[item], 2).value = value
    book.save(workspace.settings_file)
    told = {line.partition("：")[0]: line for line in said(workspace).splitlines()}
    assert all(reason in told[f"参数 B{rows[item]}"] for item, reason in zip(items, VALUES.values(), strict=True))
    assert len(told) == len(items)


def test_a_number_of_nothing_is_a_number(workspace):
    """0 in 汇编最多收录支部数 leaves the volume out; it is no blank."""
    book = openpyxl.load_workbook(workspace.settings_file)
    (cell,) = [row[0] for row in book["参数"].iter_rows() if row[0].value == "汇编最多收录支部数"]
    book["参数"].cell(cell.row, cell.column + 1).value = 0
    book.save(workspace.settings_file)
    assert load_settings(workspace).limits["volume_branches"] == 0


def test_a_roster_without_codes_is_told_as_that(workspace):
    """Nobody is said to lead to themselves where nobody has a code."""
    book = openpyxl.load_workbook(workspace.settings_file)
    book["支部名册"].delete_cols(1)
    book.save(workspace.settings_file)
    message = said(workspace)
    assert "缺少“支部编码”这一栏" in message
    assert "自己的编码" not in message


@needs_links
def test_a_template_is_a_plain_file_of_its_folder(workspace):
    """No path, no pipe, no folder, no name that the system refuses."""
    names = (
        "../乡镇台账.docx", "/etc/hostname", "C:\\a.docx", "..", "a\\b.docx", "a/b.docx", "CON", "管道.docx", "文件夹.docx",
        "长" * 300 + ".docx",
    )
    os.mkfifo(workspace.templates / "管道.docx")
    (workspace.templates / "文件夹.docx").mkdir()
    book = openpyxl.load_workbook(workspace.settings_file)
    for row, name in enumerate(names, 2):
        book["报告"].cell(row, 1).value = name
    book.save(workspace.settings_file)
    told = said(workspace)
    assert all(f"报告 A{row}：templates 文件夹里没有这个模板文件" in told for row in range(2, 2 + len(names)))


@needs_links
@pytest.mark.parametrize(("made", "given"), [("output", "workbooks/inbox/2023Q3"), ("output", "templates"), (".shuzhi", "workbooks/final"), ("output", "workbooks")])
def test_folders_that_are_links_to_each_other_are_refused(workspace, made, given):
    """What is delivered would be handed in, or taken for a template."""
    (workspace.root / given).mkdir(exist_ok=True)
    (workspace.root / made).symlink_to(workspace.root / given)
    before = sorted(path.name for path in (workspace.root / given).iterdir())
    assert f"{made} 文件夹和" in said(workspace)
    assert before == sorted(path.name for path in (workspace.root / given).iterdir())


@needs_links
def test_a_pipe_among_the_templates_is_told(workspace, capsys):
    """`templates check` does not wait for it; the run leaves its reports out."""
    os.mkfifo(workspace.templates / "管道.docx")
    assert shuzhi("templates", "check", "--workspace", workspace.root, workspace.templates / "管道.docx") == ExitCode.WITH_FAULTS
    assert "管道.docx：1处要改" in capsys.readouterr().out


def test_settings_cost_nothing_before_they_are_read(workspace, capsys):
    """Broken settings: nothing is written, not even a folder of our own; exit code 3."""
    workspace.settings_file.write_bytes(b"PK")
    assert shuzhi("run", "--workspace", workspace.root) == ExitCode.NOT_STARTED
    assert "换上备份" in capsys.readouterr().err
    assert not workspace.output.exists()
    assert not workspace.private.exists()
