"""Commands in processes of their own under strace, which lets their N-th system call fail or kills them at it."""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from patience import PATIENCE, until

MOMENT = "1696930200"  # what 催报.txt names: 2023-10-10 17:30, the same in every run
# What changes a disk, and what opens a file.
CALLS = (
    "openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "syncfs", "rename", "link", "mkdir", "unlink", "unlinkat",
    "rmdir", "chmod", "copy_file_range", "sendfile",
)
_LINE = re.compile(r"(?P<thread>\d+) +(?P<call>\w+)\((?P<rest>.*)")
_CUT = " <unfinished ...>"
_GOES_ON = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
NO_STRACE = {"condition": shutil.which("strace") is None, "reason": "needs strace, of Linux"}
NEEDED = pytest.mark.skipif(**NO_STRACE)


@dataclass(frozen=True)
class Point:
    """The `number`-th `call` of a process, and what it does there (as strace says it)."""

    call: str
    number: int
    line: str = ""

    def options(self, how):
        """For strace; `how` is error=ENOSPC or signal=KILL, with + at its end: from there on for ever."""
        ever = "+" if how.endswith("+") else ""
        return ["-e", f"trace={self.call}", "-e", f"inject={self.call}:{how.rstrip('+')}:when={self.number}{ever}"]


@dataclass
class Ended:
    """How a command ended (negative: by a signal), what it said, what strace wrote."""

    code: int
    said: str
    trace: str


class Launchpad:
    """Runs commands in children of a process that is warm."""

    def __init__(self, folder, *warmup):
        self.told, self.trace = folder / "told.txt", folder / "trace.txt"
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("launchpad.py")), *warmup], encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PATH": "", "SOURCE_DATE_EPOCH": MOMENT, "PYTHONHASHSEED": "0"},
        )

    def run(self, *words, strace=(), megabytes=None):
        """Run a command, under strace where there are options for it, with so much more memory than it has."""
        self.process.stdin.write(json.dumps([str(self.told), *map(str, words)]) + "\n")
        self.process.stdin.flush()
        number = int(self.process.stdout.readline())
        until(lambda: _field(number, "State:").startswith(("T", "t")))
        if megabytes is not None:
            most = int(_field(number, "VmSize:").split()[0]) * 1024 + megabytes * 1_000_000
            resource.prlimit(number, resource.RLIMIT_AS, (most, most))
        tracer = self._traced(number, strace) if strace else None
        os.kill(number, signal.SIGCONT)
        code = int(self.process.stdout.readline())
        if tracer:
            tracer.communicate(timeout=PATIENCE)
        trace = whole(self.trace.read_text("utf-8", "replace")) if strace else ""
        return Ended(code, self.told.read_text("utf-8", "replace"), trace)

    def _traced(self, number, options):
        self.trace.write_text("")
        command = ["strace", "-f", "-y", "-s", "16", "-o", str(self.trace), *map(str, options), "-p", str(number)]
        tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        until(lambda: tracer.poll() is not None or _field(number, "TracerPid:") != "0")
        assert tracer.poll() is None, "strace may not trace here"
        return tracer


@contextmanager
def launchpad(folder, *warmup):
    """A launchpad, ended in any case."""
    pad = Launchpad(folder, *warmup)
    try:
        assert pad.process.stdout.readline() == "ready\n"
        yield pad
    finally:
        pad.process.kill()
        pad.process.communicate()


def points(pad, root, *words):
    """Every call of a command that touches the folder `root`, in order."""
    ended = pad.run(*words, strace=["-e", f"trace={','.join(CALLS)}"])
    counts = {}
    found = []
    for line in ended.trace.splitlines():
        match = _LINE.match(line)
        if match:
            key = match["thread"], match["call"]
            counts[key] = counts.get(key, 0) + 1
            if str(root) in match["rest"]:
                found.append(Point(match["call"], counts[key], decoded(match["rest"])))
    return found


def whole(trace):
    """The trace with each call on one line, where it ended: strace cuts those in two between which another process comes."""
    begun, lines = {}, []
    for line in trace.splitlines():
        thread, _, said = line.partition(" ")
        if said.endswith(_CUT):
            begun[thread] = line.removesuffix(_CUT)
        elif match := _GOES_ON.match(said.strip()):
            lines.append(begun.pop(thread, f"{thread} ") + match["rest"])
        else:
            lines.append(line)
    return "\n".join(lines)


def decoded(text):
    """What strace wrote, with its escapes as the characters they stand for."""
    plain = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    return plain.encode("latin-1", "replace").decode("utf-8", "replace")


def drawn(points, number):
    """So many of the points, evenly."""
    step = max(1, len(points) // max(1, number))
    return points[step // 2 :: step]


def _field(number, name):
    status = Path(f"/proc/{number}/status").read_text()
    return next(line for line in status.splitlines() if line.startswith(name)).split(maxsplit=1)[1]
