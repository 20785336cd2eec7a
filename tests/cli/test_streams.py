"""What is printed reaches consoles and files of every encoding."""

import os
import signal
import subprocess
import sys
import time

import pytest

from shuzhi import cli

PRINTED = "from shuzhi.cli.streams import prepare; prepare(); print('述职 𠮷 é')"


def printed(code, *, terminal=False, **environment):
    """The bytes that code prints to a pipe or a terminal."""
    words = [sys.executable, "-c", code]
    env = {**os.environ, **environment}
    if not terminal:
        return subprocess.run(words, stdout=subprocess.PIPE, check=True, env=env).stdout
    here, there = pytest.importorskip("pty", reason="Windows has no terminal that a test could open").openpty()
    subprocess.run(words, stdout=there, check=True, env=env)
    os.close(there)
    shown = os.read(here, 1 << 16)
    os.close(here)
    return shown.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_a_file_or_pipe_is_utf_8(encoding):
    """Whatever the system's own encoding is."""
    assert printed(PRINTED, PYTHONIOENCODING=encoding).decode("utf-8") == f"述职 𠮷 é{os.linesep}"


@pytest.mark.parametrize(("encoding", "shown"), [("gbk", "述职 ? é\n"), ("utf-8", "述职 𠮷 é\n")])
def test_a_console_keeps_its_encoding(encoding, shown):
    """GBK: Han characters as they are, a character it lacks becomes ?, nothing ends the program."""
    assert printed(PRINTED, terminal=True, PYTHONIOENCODING=encoding).decode(encoding) == shown


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot send SIGINT to one process")
def test_ctrl_c_says_that_nothing_changed(tmp_path):
    """One sentence, exit code 130, no traceback of any process."""
    code = ("import signal, sys, time; from shuzhi import cli\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a suite that runs in the background ignores it
            "def wait(): print('ready', flush=True); time.sleep(60)\n"
            "sys.exit(cli._guarded(wait))")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout.readline() == b"ready" + os.linesep.encode()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said.decode()) == (130, "已中断，原有的结果没有改动。\n")


def test_what_went_wrong_inside_is_told_without_its_message(capsys):
    """The class and the place for whoever looks after the program; a message may quote a cell."""
    def broken():
        raise ValueError("张三13900001234")
    assert cli._guarded(broken) == 4
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 2)
    assert "ValueError" in err
    assert "test_streams.py:" in err
    assert "张三" not in err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names of files are always Unicode")
def test_where_no_name_can_be_chinese_it_is_said(tmp_path):
    """LC_ALL=C with Python's UTF-8 mode forbidden by hand: one sentence, exit code 2, no file that is said to be missing."""
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "shuzhi", "run"], capture_output=True, check=False, cwd=tmp_path, env=env,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "请去掉环境变量 PYTHONUTF8" in done.stderr.decode()
