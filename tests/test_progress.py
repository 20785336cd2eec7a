"""Progress: lines in a log, bars on a terminal."""

import io
import os
import re
import subprocess
import sys

import pytest

from shuzhi.progress import Bar, Log, lasting, showing

BATCH = """
from shuzhi.progress import showing
with showing() as progress:
    progress.stage("读取并核对", 4)
    for _ in range(4):
        progress.step()
    progress.stage("汇总并打包", 1)
import sys
print("click" in sys.modules)
"""


@pytest.mark.parametrize(("seconds", "said"), [(0.4, "0秒"), (59.4, "59秒"), (59.6, "1分00秒"), (125, "2分05秒"), (3780, "1小时03分")])
def test_a_length_of_time_is_said_as_people_do(seconds, said):
    """Seconds, minutes, hours; rounded to what one cares for."""
    assert lasting(seconds) == said


def test_a_log_has_a_line_a_stage_with_how_long_it_took():
    """Written when a stage ends; the count where there is more than one."""
    stream, clock = io.StringIO(), iter([0, 8, 8, 70])
    log = Log(stream, lambda: next(clock))
    log.stage("读取并核对", 14)
    log.step(14)
    log.stage("汇总并打包", 1)
    log.end(whole=True)
    assert stream.getvalue() == "读取并核对：14个，用时8秒\n汇总并打包：用时1分02秒\n"


def test_a_stage_that_breaks_off_says_how_far_it_came():
    """Whatever ends it, Ctrl-C too."""
    stream = io.StringIO()

    def broken_off():
        with showing(stream) as progress:
            progress.stage("生成报告", 12)
            progress.step(3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert stream.getvalue() == "生成报告：3/12个，用时0秒，没有做完\n"


class Terminal(io.StringIO):
    """Text that a terminal would be sent."""

    def isatty(self):
        return True


def cells(text):
    """How many cells of a terminal a line of a bar takes."""
    return sum(1 if char.isascii() else 2 for char in text)


def on_terminal(encoding="utf-8", **environment):
    """What BATCH shows on a terminal of 80 columns, and whether it loaded click."""
    here, there = pytest.importorskip("pty", reason="Windows has no terminal that a test could open").openpty()
    env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-c", BATCH], stdout=subprocess.PIPE, stderr=there, check=True,
        env={**env, "COLUMNS": "80", "TERM": "xterm", "PYTHONIOENCODING": encoding, **environment},
    )
    os.close(there)
    shown = os.read(here, 1 << 16).decode(encoding)
    os.close(here)
    return shown, done.stdout.strip() == b"True"


@pytest.mark.parametrize(("encoding", "environment"), [("utf-8", {"FORCE_COLOR": "1"}), ("gbk", {"NO_COLOR": "1"})])
def test_a_terminal_shows_bars(encoding, environment):
    """Both stages with their time, each on a line of its own, drawn over itself, in ASCII; nothing but a carriage return moves the cursor."""
    shown, _ = on_terminal(encoding, **environment)
    assert re.search(r"\r读取并核对 \[#{24}\] 4/4 用时0秒 *\r\n\r汇总并打包 ", shown)
    assert re.search(r"\r汇总并打包 \[#{24}\] 用时0秒 *\r\n$", shown)
    assert "1/1" not in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(("columns", "bar"), [(80, 24), (40, 9), (20, 0)])
def test_a_bar_fits_its_terminal(monkeypatch, columns, bar):
    """It shrinks, the words do not; a line never reaches the last column, where it would break in two."""
    monkeypatch.setenv("COLUMNS", str(columns))
    stream, clock = Terminal(), iter([0, 0, 10, 10])
    shown = Bar(stream, lambda: next(clock))
    shown.stage("读取并核对", 40)
    stream.truncate(stream.seek(0))
    shown.step(20)
    line = stream.getvalue().removeprefix("\r")
    assert line.rstrip() == f"读取并核对 [{'#' * (bar // 2)}{'.' * (bar - bar // 2)}] 20/40 还要约10秒"
    assert columns < 40 or cells(line) == columns - 1


def test_a_bar_leaves_nothing_of_what_it_said_before(monkeypatch):
    """Each drawing fills the line as wide as the window is then, also where the words became fewer."""
    stream, now = Terminal(), iter([0, 0, 90, 90, 170, 170, 170, 170])
    shown = Bar(stream, lambda: next(now))
    monkeypatch.setenv("COLUMNS", "60")
    shown.stage("生成报告", 3)
    shown.step()
    monkeypatch.setenv("COLUMNS", "50")
    shown.step()
    shown.end(whole=True)
    _, *drawn = stream.getvalue().removesuffix("\n").split("\r")
    assert [(line.rstrip(), cells(line)) for line in drawn] == [
        ("生成报告 [........................] 0/3 已用0秒", 59),
        ("生成报告 [########................] 1/3 还要约3分00秒", 59),
        ("生成报告 [#############.......] 2/3 还要约1分25秒", 49),
        ("生成报告 [######################] 3/3 用时2分50秒", 49),
    ]


def test_a_terminal_that_is_gone_ends_no_stage():
    """Its window was closed: what cannot be shown is not shown."""
    here, there = pytest.importorskip("pty", reason="Windows has no terminal that a test could open").openpty()
    stream = os.fdopen(there, "w")
    shown = Bar(stream)
    shown.stage("读取并核对", 2)
    os.close(here)
    shown.step()
    shown.stage("生成报告", 2)
    shown.end(whole=True)
    with pytest.raises(OSError, match="Input/output error"):
        stream.close()


def test_a_dumb_terminal_gets_lines_and_no_control_characters():
    """TERM=dumb cannot move its cursor; what draws bars is not even loaded."""
    shown, loaded = on_terminal(TERM="dumb")
    assert shown.splitlines() == ["读取并核对：4个，用时0秒", "汇总并打包：用时0秒"]
    assert not loaded
