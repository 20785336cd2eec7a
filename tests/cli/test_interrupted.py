"""Ctrl-C, whenever it comes: our own sentence and exit code 130, nothing from any process that was begun."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import reckless
from shuzhi.launch import ENDINGS, batch

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows cannot send SIGINT to one process")

SENTENCE = "已中断，原有的结果没有改动。\n"
HEARING = "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a suite in the background ignores it
WAITING = HEARING + """
import os, time
os.open(os.ttyname(0), os.O_RDWR)  # from here on it is this session's terminal
import reckless
from shuzhi import cli
from shuzhi.__main__ import main
from shuzhi.spread.processes import Processes, prepare
from shuzhi.spread.workers import Limits

def work():
    prepare(["shuzhi.commands.running.validating"])
    print(">", end="", flush=True)
    if sys.argv[1:]:
        dict(Processes(2).outcomes(reckless.go, [["hang"], ["hang"]], Limits()))
    time.sleep(60)

cli._command_given = work
main()
"""
INTERRUPTED = HEARING + "import os\nfrom shuzhi import cli\nfrom shuzhi.__main__ import main\n"


def _often(moment):
    """One more of them, with a larger --many."""
    return pytest.param(moment, marks=pytest.mark.large(100))


def ended(code, *words):
    """The exit code of a program that gets SIGINT by itself, and what it said."""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("moment", [_often(0.02), 0.1, 0.4, _often(1.0)])
@pytest.mark.parametrize("how", ["prepared", "served", "spawned"])
def test_no_process_that_begins_says_anything(tmp_path, how, moment):
    """In a terminal it reaches all of them, at whatever import: the server, workers it forks, workers that are spawned."""
    environment = {"PYTHONPATH": os.pathsep.join([str(Path(reckless.__file__).parent), os.environ.get("PYTHONPATH", "")])}
    if how == "spawned":  # where the path of a socket would be too long
        (tmp_path / ("x" * 90)).mkdir()
        environment["TMPDIR"] = str(tmp_path / ("x" * 90))
    here, there = pytest.importorskip("pty", reason="Windows has no terminal that a test could open").openpty()
    words = [sys.executable, "-c", WAITING, *[how] * (how != "prepared")]
    with subprocess.Popen(words, stdin=there, stdout=there, stderr=there, start_new_session=True, env=os.environ | environment) as process:
        os.close(there)
        said = os.read(here, 1)
        time.sleep(moment)
        os.write(here, b"\x03")
        with suppress(OSError):  # as soon as all have left
            while True:
                said += os.read(here, 1 << 16)
    os.close(here)
    assert (process.returncode, said.decode()) == (130, f">^C{SENTENCE}".replace("\n", "\r\n"))


def test_before_there_is_a_command():
    """While the commands are being imported."""
    code = HEARING + """
import os
class Finder:
    def find_spec(name, *_):
        if name == "shuzhi.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)
from shuzhi.__main__ import main
main()
"""
    assert ended(code) == (130, SENTENCE)


def test_in_a_text_that_python_executes(tmp_path):
    """python -m would end itself by the signal, however it was answered: dataclasses and named tuples have such texts."""
    code = INTERRUPTED + "cli._command_given = lambda: exec('os.kill(os.getpid(), signal.SIGINT)')\nmain()"
    (tmp_path / "program.py").write_text(code)
    done = subprocess.run([sys.executable, "-m", "program"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, SENTENCE)


def test_behind_the_end():
    """What became of the command is said: no second thing."""
    code = INTERRUPTED + """
import atexit
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
cli._command_given = lambda: 1
main()
"""
    assert ended(code) == (1, "")


def test_a_double_click_that_has_begun_nothing(tmp_path):
    """It says so, as where the batch was interrupted."""
    code = HEARING + """
import runpy, subprocess
def interrupted(*_, **__): raise KeyboardInterrupt
subprocess.Popen = interrupted
runpy.run_module("shuzhi.launch", run_name="__main__", alter_sys=True)
"""
    assert ended(code, str(tmp_path)) == (130, f"\n{ENDINGS[130]}\n")


def test_a_batch_that_the_signal_ended(tmp_path):
    """Before it could answer; a suite in the background ignores the signal, and what it starts would, too."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nkill -INT $$\n")
    python.chmod(0o755)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert batch(python, tmp_path) == 130
    finally:
        signal.signal(signal.SIGINT, before)
