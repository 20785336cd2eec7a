"""`shuzhi nightly` in processes of its own: killed, ended, started twice."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from patience import PATIENCE, until
from shuzhi.ledger import open_ledger
from shuzhi.model.clock import BEIJING

OLD = {"2023Q3_内部.zip": b"old", "2023Q3_上报.zip": b"older"}
# Imports everything, says so, and begins when told to: two of them begin at the same moment.
READY = "import sys, shuzhi.cli, shuzhi.commands.run, shuzhi.nightly.loop; print('ready', flush=True); input(); sys.exit(shuzhi.cli.main())"

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@contextlib.contextmanager
def started(workspace, *words, code=None):
    """The program in a process, without LibreOffice; ended in any case."""
    command = ["-c", code] if code else ["-m", "shuzhi"]
    process = subprocess.Popen(
        [sys.executable, *command, "nightly", *words, "--workspace", workspace.root], env={**os.environ, "PATH": ""},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def workers(process):
    """The processes it started, once there is one beside the tracker that Python starts with the first."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return children if len(children) > 1 else []


def running(number):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    return False


def attempts(workspace):
    """The exit codes of the attempts of the last nights, None = never ended."""
    today = datetime.now(UTC).astimezone(BEIJING).date()
    days: tuple[date, ...] = (today - timedelta(days=1), today)
    with open_ledger(workspace.ledger) as ledger:
        return [night.exit_code for day in days for night in ledger.nights.of(day)]


def leftovers(workspace):
    return list(workspace.private.glob("run-*"))


def put_old(workspace):
    workspace.output.mkdir(exist_ok=True)
    for name, content in OLD.items():
        (workspace.output / name).write_bytes(content)


def delivered(workspace):
    return {name: (workspace.output / name).read_bytes() for name in OLD}


def test_sigterm_in_the_middle_of_a_run_ends_the_loop_cleanly(cold):
    """Exit code 0; the old delivery is untouched, temporary folder and workers are gone, the night is still open."""
    put_old(cold)
    with started(cold) as process:
        children = until(lambda: leftovers(cold) and workers(process))
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=PATIENCE)  # a worker ended at its very start may say so on stderr
    assert (process.returncode, out) == (0, "每晚02:00（北京时间）自动生成，正在等待……\n")
    assert delivered(cold) == OLD
    assert leftovers(cold) == []
    until(lambda: not any(map(running, children)))
    assert attempts(cold) == [None]
    with open_ledger(cold.ledger) as ledger:
        assert ledger.runs.connection.execute("SELECT exit_code FROM runs").fetchall() == [(130,)]
    assert cold.log.read_text(encoding="utf-8").splitlines()[-1].endswith("结束：系统要求停止")


def test_killed_then_two_at_once_heal_and_only_one_delivers(cold, many):
    """kill -9 in the middle of a run leaves the old delivery; then of two starters one delivers, the other leaves with 5."""
    put_old(cold)
    random = Random(7)
    for _ in range(max(1, many // 100)):
        cold.ledger.unlink(missing_ok=True)  # of nights that were cut off too often nothing more is tried
        with started(cold, "--once") as process:
            children = until(lambda process=process: leftovers(cold) and workers(process))
            time.sleep(random.random() * 0.3)
            process.kill()
            process.communicate()
        until(lambda children=children: not any(map(running, children)))
        assert delivered(cold) == OLD
        assert leftovers(cold)
        assert attempts(cold) == [None]
    with started(cold, "--once", code=READY) as one, started(cold, "--once", code=READY) as other:
        assert [process.stdout.readline() for process in (one, other)] == ["ready\n"] * 2
        for process in (one, other):
            process.stdin.write("\n")
            process.stdin.flush()
        told = [(*process.communicate(timeout=PATIENCE), process.returncode) for process in (one, other)]
    winner, loser = sorted(told, key=lambda one: one[2])
    assert (winner[2], loser[2]) == (1, 5)
    assert loser[:2] == ("", "这个工作文件夹的夜间生成已经在运行，不用再开一个。\n")
    assert winner[0].splitlines()[-2:] == [str(cold.output / name) for name in OLD]
    for name in OLD:
        with zipfile.ZipFile(cold.output / name) as archive:
            assert archive.testzip() is None
    assert leftovers(cold) == []
    assert attempts(cold) == [None, 1]
