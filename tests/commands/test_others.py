"""`trace`, `fields`, `init` and the program's own words and exit codes."""

import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import REPOSITORY, copy_sample, with_cache
from shuzhi.commands.init import after_init, init
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.trace import trace
from shuzhi.errors import NotFound, UsageFault
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

PACKAGED = (files("shuzhi") / "sample" / "workbooks").is_dir()


def program(*words, folder=None, **environment):
    return subprocess.run([sys.executable, "-m", "shuzhi", *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", check=False, cwd=folder, env=environment or None)


def test_a_figure_leads_to_its_rows(delivered):
    """The figure of 党员 and of 会议 name the rows they were counted from."""
    name, figures = trace(delivered.workspace, None, "报告/石井村/抓基层党建述职报告", None)
    assert name.endswith(".docx")
    known = {one.source: one for one in figures}
    assert len(known["meetings_committee"].rows) == int(known["meetings_committee"].text) == 3
    assert all(row.startswith("会议!") for row in known["meetings_committee"].rows)
    assert [one.number for one in figures] == list(range(1, len(figures) + 1))
    _, one = trace(delivered.workspace, None, name, "meetings_committee")
    assert {figure.source for figure in one} == {"meetings_committee"}
    _, same = trace(delivered.workspace, None, name, "支部委员会会议次数")
    assert same == one
    _, printed = trace(delivered.workspace, None, name, one[0].text)
    assert set(one) <= set(printed)
    assert {figure.text for figure in printed} == {"3"}
    _, second = trace(delivered.workspace, None, name, "#2")
    assert [figure.number for figure in second] == [2]


def test_a_report_or_figure_that_does_not_exist_is_said_with_what_there_is(delivered, tmp_path):
    """The possible names are listed; before the first run that is said."""
    with pytest.raises(NotFound, match="不止一份"):
        trace(delivered.workspace, None, "述职报告", None)
    with pytest.raises(NotFound, match="石井村"):
        trace(delivered.workspace, None, "没有这份", None)
    with pytest.raises(NotFound) as fault:
        trace(delivered.workspace, None, "石井村/没有这份", None)
    assert {line.split("/")[1] for line in str(fault.value).splitlines()[1:]} == {"石井村"}
    with pytest.raises(NotFound, match="没有“987654”"):
        trace(delivered.workspace, None, "报告/石井村/抓", "987654")
    workspace = Workspace(tmp_path)
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "workbooks/乡镇台账.xlsx").write_bytes(delivered.workspace.settings_file.read_bytes())
    (tmp_path / "templates").symlink_to(REPOSITORY / "templates")
    with pytest.raises(NotFound, match="还没有生成"):
        trace(workspace, None, "x", None)


def test_every_figure_of_every_report_has_rows_behind_it(delivered):
    """No figure without rows, other than a 0."""
    for name in sorted(path.relative_to(delivered.folder).as_posix() for path in delivered.folder.rglob("报告/**/*.docx")):
        for one in trace(delivered.workspace, None, name, None)[1]:
            assert one.rows or one.text == "0", (name, one)


@pytest.mark.skipif(not PACKAGED, reason="needs the installed wheel, which carries the sample")
def test_init_with_sample_gives_a_workspace_that_runs(tmp_path, delivered):
    """The wheel carries blank form, sample and templates."""
    init(tmp_path / "新 乡镇", sample=True)
    outcome = run(RunRequest(with_cache(Workspace(tmp_path / "新 乡镇"), delivered.workspace)), Silent())
    assert outcome.office.is_file()


@pytest.mark.skipif(not PACKAGED, reason="needs the installed wheel, which carries the sample")
def test_init_gives_an_empty_workspace_that_says_what_to_fill(tmp_path):
    """Templates with the house style, this year's blank form, a 乡镇台账 that lists their reports, the guides; running it names the cells to fill in."""
    init(tmp_path / "a", sample=False)
    assert {path.name for path in (tmp_path / "a/使用指南").iterdir()} == {"支部填报指南.docx", "乡镇使用指南.docx"}
    book = load_workbook(tmp_path / "a/workbooks/乡镇台账.xlsx")
    assert book.sheetnames[0] == "填写说明"
    listed = {row[0] for row in book["报告"].iter_rows(min_row=2, values_only=True) if row[0]}
    assert listed | {"公文版式.docx", "汇总表.docx"} == {path.name for path in (tmp_path / "a/templates").glob("*.docx")}
    assert {path.name for path in (tmp_path / "a/workbooks").iterdir()} == {"乡镇台账.xlsx", "blank", "inbox", "final"}
    (form_file,) = (tmp_path / "a/workbooks/blank").iterdir()
    assert load_workbook(form_file)["民生实事"]["A2"].value == f"实{date.today().year}-001"
    done = program("run", "--workspace", tmp_path / "a")
    assert done.returncode == 3
    assert "参数 B" in done.stderr
    assert "一个支部也没有填" in done.stderr
    assert not (tmp_path / "a/output").exists()


def test_what_to_do_next_is_said(tmp_path):
    """After `init` which file to fill in and which command then, after `issue` who gets what and where it comes back to."""
    assert "乡镇台账.xlsx" in after_init(sample=False)
    assert "shuzhi issue" in after_init(sample=False)
    assert "双击里面的“现在生成”，或者进入这个文件夹，运行 shuzhi run" in after_init(sample=True)
    sample = copy_sample(tmp_path / "township")
    done = program("issue", "--period", "2023Q4", folder=sample.root)
    *_, send, back, folder = done.stdout.splitlines()
    assert "分别发给各支部" in send
    assert f"{Path('workbooks/inbox/2023Q4')}（文件夹已建好），再运行 shuzhi run --period 2023Q4。" in back
    assert sample.inbox(Period.parse("2023Q4")).is_dir()
    assert folder == str(sample.root / "output" / "下发" / "2023Q4")
    assert "统计2023年10月1日至2023年12月31日，没有写报送截止日期。" in done.stdout


def test_without_a_command_the_commands_are_listed(tmp_path):
    """The bare word gives the help, and still is a usage fault for a script."""
    done = program(folder=tmp_path)
    assert (done.returncode, "issue" in done.stdout) == (2, True)


def test_init_never_overwrites(tmp_path):
    """A folder with anything in it is refused."""
    (tmp_path / "x.txt").write_text("mine")
    with pytest.raises(UsageFault, match="不是空文件夹"):
        init(tmp_path, sample=True)


@pytest.mark.parametrize(("words", "code"), [
    (["run", "--jbos", "2"], 2), (["run", "--jobs", "x"], 2), (["init", "/proc/x/y"], 2), (["--help"], 0), (["--version"], 0), (["run", "--help"], 0), (["rum"], 2), (["run", "--period", "2023Q9"], 2),
    (["run", "--as-of", "9月30日"], 2), (["run", "--workspace", "没有的文件夹"], 3), (["check"], 2), (["fields"], 0),
])
def test_exit_codes_of_the_program(tmp_path, words, code):
    """Usage faults are 2, what cannot start is 3; never a traceback."""
    done = program(*words, folder=tmp_path)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == (code != 0)
    assert code == 0 or not done.stderr.isascii()
