"""`shuzhi service`: a task for Windows, a unit for systemd."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from conftest import REPOSITORY
from shuzhi.commands.service import service, task, unit
from shuzhi.errors import SettingsFault
from shuzhi.workspace import Workspace

SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
ODD = r"D:\党建 & <述职> 100%\云溪镇"


def parts(content):
    """Path in the task → text, of every element that has some."""
    tree = etree.fromstring(content)
    found = {}
    for element in tree.iter():
        if element.text and element.text.strip():
            names = [step.tag.removeprefix(SPACE) for step in (*reversed(list(element.iterancestors())), element)]
            found["/".join(names[1:])] = element.text
    return tree.tag, found


def windows(folder=ODD):
    return task([r"C:\Python 3\python.exe", "-m", "shuzhi", "nightly", "--once", "--workspace", folder], folder, "2023-10-09T02:00:00")


def test_the_task_has_what_the_task_scheduler_wants():
    """The structure of the schema (MS-TSCH 2.5), every setting asked for, paths as they are."""
    tag, found = parts(windows().encode())
    assert tag == SPACE + "Task"
    assert found == {
        "RegistrationInfo/Description": "述职：每晚自动生成报告和汇总",
        "Triggers/CalendarTrigger/StartBoundary": "2023-10-09T02:00:00",
        "Triggers/CalendarTrigger/Enabled": "true",
        "Triggers/CalendarTrigger/ScheduleByDay/DaysInterval": "1",
        "Settings/MultipleInstancesPolicy": "IgnoreNew",
        "Settings/DisallowStartIfOnBatteries": "false",
        "Settings/StopIfGoingOnBatteries": "false",
        "Settings/StartWhenAvailable": "true",
        "Settings/ExecutionTimeLimit": "PT6H",
        "Settings/Enabled": "true",
        "Actions/Exec/Command": r"C:\Python 3\python.exe",
        "Actions/Exec/Arguments": f'-m shuzhi nightly --once --workspace "{ODD}"',
        "Actions/Exec/WorkingDirectory": ODD,
    }


@pytest.mark.parametrize("encoding", ["ascii", "utf-8-sig", "utf-16", "gbk"])
def test_the_task_is_right_however_the_console_saves_it(encoding):
    """cmd writes the bytes, PowerShell UTF-16 with its mark, an old Notepad GBK: all read the same."""
    assert parts(windows().encode(encoding)) == parts(windows().encode())


def test_a_path_that_ends_in_a_backslash_keeps_its_quotes():
    """A drive as the workspace, and a folder with a blank: the backslash does not escape the quote."""
    assert parts(windows("D:\\").encode())[1]["Actions/Exec/Arguments"].endswith("--workspace D:\\")
    assert parts(windows("D:\\a b\\").encode())[1]["Actions/Exec/Arguments"].endswith('--workspace "D:\\a b\\\\"')


def test_the_unit_quotes_what_systemd_would_take_for_its_own():
    """Blanks, quotes, backslashes, %, $ and Han characters are taken for what they are."""
    text = unit(["/opt/py 3/python", "--workspace", '/srv/云溪 100% "a" $HOME \\n'], "/srv/云溪 100%")
    assert r'ExecStart="/opt/py 3/python" "--workspace" "/srv/云溪 100%% \"a\" $$HOME \\n"' in text
    assert "\nWorkingDirectory=/srv/云溪 100%%\n" in text
    assert [line[0] for line in text.splitlines()[:3]] == ["#", "#", "["]


@pytest.fixture
def odd(tmp_path):
    """A workspace at a path of odd characters, with no more than its settings."""
    folder = tmp_path / "云溪 100% & <x>"
    (folder / "workbooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "workbooks/乡镇台账.xlsx", folder / "workbooks")
    (folder / "templates").symlink_to(REPOSITORY / "templates")
    return Workspace(folder)


def test_service_takes_time_folder_and_interpreter(odd):
    """The nightly time of 参数, absolute paths; --once only for the task; how to install is said apart."""
    text, hint = service(odd, "windows", Path("/opt/python"), date(2023, 10, 9))
    found = parts(text.encode())[1]
    assert found["Triggers/CalendarTrigger/StartBoundary"] == "2023-10-09T02:00:00"
    assert found["Actions/Exec/WorkingDirectory"] == str(odd.root)
    assert "schtasks /create" in hint
    text, hint = service(odd, "linux", Path("/opt/python"), date(2023, 10, 9))
    assert '"/opt/python" "-m" "shuzhi" "nightly" "--workspace"' in text
    assert "systemctl --user enable" in hint
    with pytest.raises(SettingsFault):
        service(Workspace(odd.root / "x"), "linux", Path("/opt/python"), date(2023, 10, 9))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_takes_the_unit(odd, tmp_path):
    """systemd-analyze finds nothing to say of the unit of a folder with odd characters."""
    path = tmp_path / "shuzhi.service"
    path.write_text(service(odd, "linux", Path(sys.executable), date(2023, 10, 9))[0], encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "--user", "verify", path], capture_output=True, text=True, check=False,
                          env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("system", "said"), [("linux", ".shuzhi/environment"), ("windows", "环境变量")])
def test_where_the_password_belongs_is_said_where_one_is_wanted(odd, system, said, monkeypatch):
    """参数 · 内部压缩包加密: the hint names the variable, the unit its file; the password itself stands in neither."""
    monkeypatch.setenv("SHUZHI_ZIP_PASSWORD", "Qinghe-2023-xx")
    plain = service(odd, system, Path(sys.executable), date(2023, 10, 9))
    book = load_workbook(odd.settings_file)
    cell = next(row[1] for row in book["参数"].iter_rows(max_col=2) if str(row[0].value).startswith("内部压缩包加密"))
    cell.value = "是"
    book.save(odd.settings_file)
    text, hint = service(odd, system, Path(sys.executable), date(2023, 10, 9))
    assert text == plain[0]
    assert hint.startswith(plain[1])
    assert said in hint
    assert said not in plain[1]
    assert "SHUZHI_ZIP_PASSWORD" in hint
    assert "Qinghe" not in text + hint
    assert system == "windows" or f"EnvironmentFile=-{str(odd.root.absolute()).replace('%', '%%')}/.shuzhi/environment" in text
