"""The files for a double click: what their consoles can read, and that they run."""

import os
import re
import stat
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from shuzhi.commands.starter import PROJECT_FILE, project_file, starter


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_a_double_click_runs_the_batch_of_its_folder(tmp_path):
    """From anywhere, in a folder with blanks: the run says what is missing there, and its exit code is passed on."""
    folder = tmp_path / "新 乡镇"
    folder.mkdir()
    name, content = starter("linux", sys.executable)
    (folder / name).write_bytes(content)
    (folder / name).chmod(0o755)
    assert stat.S_IMODE((folder / name).stat().st_mode) & 0o100
    done = subprocess.run([folder / name], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert "workbooks/乡镇台账.xlsx 有 1 处" in done.stderr
    assert done.stdout.endswith("按回车键关闭这个窗口。")


def lines_of(content, encoding):
    """The lines of a .bat; each ends in CRLF."""
    lines = content.decode(encoding).split("\r\n")
    assert lines.pop() == ""
    assert "\n" not in "".join(lines)
    return lines


def test_a_workspace_s_file_for_windows_is_one_its_console_can_read():
    """GBK and CRLF, no mark before the first line; the interpreter's path with % doubled, the folder's in quotes."""
    name, content = starter("win32", r"C:\Users\王 100%\python.exe")
    assert name == "现在生成.bat"
    assert lines_of(content, "gbk") == [
        "@echo off", "chcp 936 >nul", "title 述职",
        r'"C:\Users\王 100%%\python.exe" -I -m shuzhi.launch "%~dp0."',
        'set "CODE=%errorlevel%"', ":end", "echo.", "pause", "exit /b %CODE%",
    ]
    assert starter("darwin", "/opt/python")[0] == "现在生成.command"


def test_a_name_that_gbk_lacks_is_written_in_utf_8():
    """The console is told so in the second line."""
    assert lines_of(starter("win32", r"C:\Users\𠮷\python.exe")[1], "utf-8")[1] == "chcp 65001 >nul"


def test_the_project_s_file_is_the_one_made_from_here():
    """双击生成.bat, byte for byte; git changes none of them."""
    assert (REPOSITORY / PROJECT_FILE).read_bytes() == project_file()
    assert "*.bat -text" in (REPOSITORY / ".gitattributes").read_text(encoding="utf-8").splitlines()


def test_the_project_s_file_keeps_the_rules_of_cmd():
    """Every label that is called is there, in ASCII; paths in quotes; % stands in pairs or is a variable's; no odd mark in what is said."""
    lines = lines_of(project_file(), "gbk")
    labels = [line[1:] for line in lines if line.startswith(":")]
    wanted = re.findall(r"(?:goto |call :)(\w+)", "\n".join(lines))
    assert set(wanted) == set(labels)
    assert "".join(labels).isascii()
    for line in lines:
        assert line.count('"') % 2 == 0
        rest = re.sub(r"%%[PD]|%~dp0|%\*|%(?:errorlevel|CODE|PYTHON|LocalAppData|ProgramFiles)%", "", line)
        assert "%" not in rest, line
        if line.startswith("echo "):
            assert not re.search(r"[&|<>^()!]", line), line
        if line.isascii():
            continue
        assert line.startswith(("echo ", "title ")), line
