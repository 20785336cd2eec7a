"""What a shell completes."""

import os
import shutil
import subprocess
import sys

import pytest

from shuzhi import cli
from shuzhi.cli.completion import VARIABLE
from shuzhi.commands import known
from shuzhi.commands.known import branches, periods, reports
from smalltown import founded


@pytest.fixture
def town(tmp_path):
    """A workspace with two periods made, the earlier one later, and an inbox of a third."""
    for period, names in (("2023Q2", "石井村\r\n白沙村"), ("2023Q3", "石井村\r\n“新”村")):
        folder = tmp_path / "output" / period
        (folder / "报告/石井村").mkdir(parents=True)
        (folder / f"报告/石井村/{period}总结.docx").write_bytes(b"")
        (folder / "数据").mkdir()
        (folder / "数据/branches.csv").write_text("\ufeffbranch_code,short_name\r\n" + names.replace("石", "1,石").replace("白", "2,白").replace("“", "2,“"), encoding="utf-8")
        os.utime(folder, (1, {"2023Q2": 1, "2023Q3": 2}[period]))
    for name in ("2023Q4", "草稿"):
        (tmp_path / "workbooks/inbox" / name).mkdir(parents=True)
    (tmp_path / "output/下发/2023Q1").mkdir(parents=True)
    return tmp_path


def test_names_come_from_the_last_delivery_or_that_of_the_period(town):
    """Branches by 简称, reports as `trace` takes them, periods of inboxes and deliveries; nothing where there is nothing."""
    assert branches(town) == ["石井村", "“新”村"]
    assert branches(town, "2023Q2") == ["石井村", "白沙村"]
    assert reports(town) == ["石井村/2023Q3总结.docx"]
    assert reports(town, "2023Q1") == []
    assert periods(town) == ["2023Q2", "2023Q3", "2023Q4"]
    assert (branches(town / "x"), reports(town / "x"), periods(town / "x")) == ([], [], [])


def test_before_the_first_run_the_roster_is_asked(tmp_path):
    """乡镇台账 knows the branches."""
    assert known.branches(founded(tmp_path, {"A01": {}, "A02": {}}).root) == ["石井村", "白沙村"]


COMPLETED = {
    "shuzhi approve 白": [], "shuzhi history --period 2023Q2 白": ["白沙村"], "shuzhi trace 石": ["石井村/2023Q3总结.docx"],
    "shuzhi run --period 2023Q": ["2023Q2", "2023Q3", "2023Q4"], "shuzhi check --format j": ["json"], "shuzhi re": ["reopen"],
    "shuzhi run --verb": ["--verbose"],
}


@pytest.mark.skipif(not shutil.which("bash"), reason="bash, which completes, is not installed")
def test_bash_completes(town, capsys):
    """The script of `completion bash`, in bash: branches, periods, reports, words, commands, options."""
    assert cli.commands.main(["completion", "bash"], prog_name="shuzhi", standalone_mode=False) == 0
    asked = [capsys.readouterr().out]
    shim = town / "bin/shuzhi"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m shuzhi "$@"\n')
    shim.chmod(0o755)
    for line in COMPLETED:
        words = " ".join(f'"{word}"' for word in line.split(" "))
        asked.append(f'COMPREPLY=(); COMP_WORDS=({words}); COMP_CWORD={line.count(" ")}; _shuzhi_completion shuzhi; echo "${{COMPREPLY[*]}}"')
    done = subprocess.run(["bash", "--norc", "-c", "\n".join(asked)], cwd=town, capture_output=True, encoding="utf-8", check=False,
                          env={**os.environ, "PATH": f"{shim.parent}:{os.environ['PATH']}"})
    assert dict(zip(COMPLETED, map(str.split, done.stdout.splitlines()), strict=True)) == COMPLETED
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed_apart_from_how_to_install_it(shell, capsys):
    """So that it can be sent to a file; it asks the program with its own variable."""
    assert cli.commands.main(["completion", shell], prog_name="shuzhi", standalone_mode=False) == 0
    script, hint = capsys.readouterr()
    assert f"{VARIABLE}={shell}_complete" in script
    assert f"shuzhi completion {shell} >" in hint
