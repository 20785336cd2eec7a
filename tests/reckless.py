"""Tasks that workers run in tests: some end their process, hang or eat memory (importable in a new process)."""

import os
import signal
import sys
import time
from multiprocessing import parent_process
from pathlib import Path

from python_calamine import CalamineWorkbook

from shuzhi.errors import SettingsFault
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.read import read
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Limits


def go(names, report):
    """The process and the names of one chunk; a name may say what happens when its file is read."""
    done = []
    for name in names:
        report(name)
        act(name)
        done.append(name)
    report("")
    together(names)
    return os.getpid(), tuple(done)


def together(names):
    """What happens when all files of a chunk are looked at."""
    if any(name.startswith("poison") for name in names) or sum(name.startswith("heavy") for name in names) > 1:
        os.abort()


def act(name):
    if name.startswith("abort"):
        os.abort()
    if name.startswith("exit"):
        os._exit(0)
    if name.startswith("hang"):
        while True:
            time.sleep(1)
    if name.startswith("slow"):
        time.sleep(0.4)
    if name.startswith("eat"):
        bytearray(3_000_000_000)
    if name.startswith("range"):
        CalamineWorkbook.from_path(name.removeprefix("range:")).get_sheet_by_index(0)
    if name.startswith("settings"):
        raise SettingsFault("乡镇台账.xlsx", ["参数!B2"])
    if name.startswith("value"):
        raise ValueError(name)


def before_reporting(_names, _report):
    os.abort()


def silent(_names, _report):
    act("hang")


def interrupted(_names, report):
    report("x")
    os.kill(os.getpid(), signal.SIGINT)
    return "done"


def unpicklable(_names, _report):
    return lambda: None


def large(number, report):
    report(str(number))
    return bytes(5_000_000)


def room(name, report):
    """The process and how much memory it may have."""
    import resource  # noqa: PLC0415 - Windows has none

    report(name)
    act(name)
    return os.getpid(), resource.getrlimit(resource.RLIMIT_AS)[0]


def squared(number, report):
    report(str(number))
    return number * number


def square(number):
    return number * number


def fragile(number):
    if number == 3:
        os.abort()
    return number


def later(number):
    time.sleep(0.3 if number == 0 else 0)
    return number


def awaited(path):
    """What somebody else writes there, within ten seconds."""
    for _ in range(1000):
        if Path(path).exists() and (told := Path(path).read_text()):
            return told
        time.sleep(0.01)
    return ""


def read_all(paths, report):
    """(file, code of its fault or "") of every path."""
    found = []
    for path in paths:
        report(str(path))
        found.append((str(path), getattr(read(Path(path), "", Bounds())[1].fault, "code", "")))
    return found


def without(names, name):
    return [other for other in names if other != name]


def stopped_once(folder, report):
    """Leaves the number of the process above, and never ends the first time."""
    report("x")
    begun = Path(folder) / "begun"
    if not begun.exists():
        (Path(folder) / "part").write_text(str(parent_process().pid))
        (Path(folder) / "part").rename(begun)
        act("hang")
    return "done"


def main(folder):
    """A parent to interrupt: its two workers write their process numbers into `folder` and hang."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite that runs in the background ignores it
    for _ in Processes(2).outcomes(pinned, [folder, folder], Limits()):
        pass


def pinned(folder, report):
    report("x")
    (Path(folder) / str(os.getpid())).touch()
    act("hang")


if __name__ == "__main__":
    main(sys.argv[1])


def knows(name, report):
    """Whether this worker has imported a module."""
    report(name)
    return name in sys.modules


def process(_name):
    return os.getpid()
