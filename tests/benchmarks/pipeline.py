"""A whole run beside the plain pipeline (plain.py): python tests/benchmarks/pipeline.py [--branches 1000].

Every run is a fresh process on a county of its own, from nothing, in turns; time on the clock with start-up, so nothing
else should run meanwhile. The plain one makes the same delivery, which is compared; --plain 20 runs it on 20 branches
alone, and the table gives its time a branch.

--changed 2   after a first run two branches in a hundred hand in again: that run beside a full one, the deliveries
              equal to the byte; --changed 0: nothing has changed
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from openpyxl import load_workbook

from benchmarks.county import FAULTY, correct, county
from benchmarks.table import Line, times
from documents import docx_text

PLAIN = 1000  # of more branches the plain pipeline is not tried
LARGE = 10_000
COMPARED = 20  # reports whose text is compared
PAUSE = 0.3  # seconds between two looks at the memory of the workers, which take time from them


def memory(process):
    """The most memory a process has had, in MB; 0 where it is gone."""
    try:
        lines = (process / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), default=0) / 1024


def family(first):
    """The processes of a session but its first."""
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and os.getsid(int(process.name)) == first != int(process.name):
                yield process
        except OSError:
            continue


def measured(workspace, road, most=0):
    """A run in a fresh process: seconds on the clock, what it printed, the most memory it and any worker of it had."""
    script, *given = {"ours": ["once"], "one process": ["once", "1"], "plain": ["plain", str(most)]}[road]
    command = [sys.executable, Path(__file__).with_name(f"{script}.py"), workspace, *given]
    begin, own, workers = time.monotonic(), 0, 0
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, env=compiled) as process:
        while process.poll() is None:
            own = max(own, memory(Path(f"/proc/{process.pid}")))
            workers = max([workers, *map(memory, family(process.pid))])
            with suppress(subprocess.TimeoutExpired):
                process.wait(PAUSE)
        seconds = time.monotonic() - begin
        told = process.stdout.read()
    if process.returncode:
        sys.exit(f"{road}: {process.returncode}")
    return {"seconds": seconds, "own": own, "workers": workers, "judged": float(told or 0)}


def fresh(source, target):
    """A copy of a county of which nothing is made yet."""
    shutil.rmtree(target, ignore_errors=True)
    for name in ("workbooks", "templates"):
        shutil.copytree(source / name, target / name)
    return target


def against_plain(folder, options):
    """Both roads in turns from nothing, ours by as many processes as it takes and by one."""
    branches = options.branches
    plain = min(options.plain or (branches if branches <= PLAIN else 0), branches)
    found = measured_roads(folder, branches, plain, options.rounds)
    print(f"| {branches} branches | s | ms a branch | plain / this | memory, MB | of a worker, MB |\n|---|---|---|---|---|---|")
    each = {road: middle(runs) / size for road, (size, runs) in found.items()}
    for road, (size, runs) in found.items():
        times = f"{each['plain'] / each[road]:.1f}" if plain else ""
        own, workers = (max(one[name] for one in runs) for name in ("own", "workers"))
        of_them = f", {plain} of them" * (road == "plain" and plain < branches)
        print(f"| {road}{of_them} | {each[road] * size:.1f} | {each[road] * 1000:.1f} | {times} | {own:.0f} | {workers:.0f} |")
    if plain:
        judged = median(one["judged"] for one in found["plain"][1]) / plain
        left = each["plain"] - judged
        print(f"\nof plain {judged * 1000:.0f} ms a branch are rules and figures; without them "
              f"{left / each['ours']:.1f} and {left / each['one process']:.1f} times")


def measured_roads(folder, branches, plain, rounds=1):
    """Road → how many branches it runs on, and what was measured of each run; they take turns."""
    source, _ = at_hand(folder, branches), warmed(folder)
    roads = {"ours": branches, "one process": branches, **({"plain": plain} if plain else {})}
    found = {road: (size, []) for road, size in roads.items()}
    for _ in range(rounds):
        for road, (size, runs) in found.items():
            runs.append(measured(fresh(source, folder / road), road, size))
    if plain == branches:
        compare(folder / "plain/output/2023Q3", folder / "ours/output/2023Q3")
    return found


def at_hand(folder, branches):
    """A county of so many branches that nothing was made of, made once."""
    place = folder / f"county {branches}"
    return place if place.exists() else county(place, branches)


def middle(runs):
    """The median of their seconds."""
    return median(one["seconds"] for one in runs)


def warmed(folder):
    """Once before: what Python compiles is kept, as where the program is installed."""
    for road in ("ours", "plain"):
        if not (folder / "first" / road).exists():
            measured(county(folder / "first" / road, 12), road, 12)


def compare(plain, ours):
    """Both made the same: files, the text of reports, the rows of 总表."""
    made = [
        {path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file() and path.suffix in (".docx", ".xlsx")}
        for one in (plain, ours)
    ]
    if made[0] != made[1]:
        sys.exit(f"not the same files: {sorted(made[0] ^ made[1])[:5]}")
    reports = sorted(name for name in made[0] if name.endswith(".docx"))
    for name in reports[:: max(1, len(reports) // COMPARED)]:
        if docx_text((plain / name).read_bytes()) != docx_text((ours / name).read_bytes()):
            sys.exit(f"not the same text: {name}")
    rows = []
    for one in (plain, ours):
        sheet = load_workbook(one / "汇总表.xlsx", read_only=True)["总表"]
        rows.append({cell for row in sheet.iter_rows(max_col=2, values_only=True) for cell in row if str(cell).startswith("R")})
    if rows[0] != rows[1]:
        sys.exit("not the same branches in 总表")


def after_a_run(folder, options):
    """A run after another, some branches having handed in again; the same from nothing."""
    whole, part = measured_again(folder, options.branches, options.changed, options.rounds)
    print(f"| {options.branches} branches, {options.changed}% changed | s | of a full run |\n|---|---|---|")
    print(f"| full | {whole:.1f} | 1 |\n| changed | {part:.1f} | 1/{whole / part:.1f} |")


def measured_again(folder, branches, changed, rounds=1):
    """Seconds of a full run and of one for which so many percent handed in again, in turns; both make the same bytes."""
    warmed(folder)
    again = copied(at_hand(folder, branches), folder / "before")
    measured(again, "ours")
    every = round(100 / changed / FAULTY) * FAULTY if changed else 0
    if every:
        correct(again, branches, every)
    full, spent = [], []
    for _ in range(rounds):
        full.append(measured(fresh(again, folder / "full"), "ours"))
        spent.append(measured(copied(again, folder / "again"), "ours"))
    for name in ("2023Q3_内部.zip", "2023Q3_上报.zip"):
        if (folder / "again/output" / name).read_bytes() != (folder / "full/output" / name).read_bytes():
            sys.exit(f"{name} differs")
    return middle(full), middle(spent)


def copied(source, target):
    """A copy of a county with all that was made of it, times of files included."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def lines(options):
    """Runs of 30 and 1,000 branches, from nothing and again; with --large of 10,000."""
    plain = "the plain pipeline, a branch"
    with TemporaryDirectory() as place:
        folder = Path(place)
        for branches, few, rounds, goal in ((30, 30, 3, "8"), (PLAIN, 100, 1, "25")):
            found = measured_roads(folder, branches, few, rounds)
            each = {road: middle(runs) / size for road, (size, runs) in found.items()}
            yield Line(f"{branches:,} branches", plain, times(each["plain"], each["ours"]), goal)
        runs = found["ours"][1]
        yield Line("the same in one process", plain, times(each["plain"], each["one process"]))
        yield Line("1,000 branches in two processes", "in one", f"{each['one process'] / each['ours']:.2f}", "1.6")
        yield Line("memory of a process", "", f"{max(one[name] for one in runs for name in ('own', 'workers')):.0f} MB", "300 MB")
        for changed, goal in ((2, "1/6"), (0, "1/30")):
            whole, part = measured_again(folder, PLAIN, changed)
            yield Line(f"1,000 branches, {changed}% handed in again", "a full run", f"1/{whole / part:.1f}", goal)
        if options.large:
            size, runs = measured_roads(folder, LARGE, 0)["ours"]
            yield Line("10,000 branches, a branch", "1,000, a branch", f"{middle(runs) / size / each['ours']:.2f}", "1.1")
            memory = max(one[name] for one in runs for name in ("own", "workers"))
            yield Line("memory of a process at 10,000", "", f"{memory:.0f} MB", "300 MB")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=1000)
    parser.add_argument("--plain", type=int, default=0, help="the plain pipeline on so many branches; 0: all up to 1000")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--changed", type=int, help="percent of the branches that hand in again after a first run")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        (against_plain if options.changed is None else after_a_run)(Path(folder), options)


if __name__ == "__main__":
    main(sys.argv[1:])
