"""How fast `issue` fills workbooks, beside the same by openpyxl: python tests/benchmarks/issue.py [--branches 1000].

Every branch starts with 60 members and some open tasks and proposals, already read. Both roads write the same cells of
the same blank, in turns, ours the values of 填报自查 besides. --branches: the whole command for a new county, too.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from openpyxl import load_workbook

from benchmarks.county import roster
from benchmarks.table import Line, times
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.standard import layout

YEAR, MEMBERS, TASKS, PROPOSALS = 2023, 60, 6, 8
TITLE = "a workbook to hand out"
ROUNDS = 5
BATCH = 5  # workbooks in a row: a batch makes hundreds


def content(number):
    """What branch `number` starts with: sheet name → rows."""
    day = date(1950, 1, 1) + timedelta(days=number)
    return {
        "branches": [{
            "branch_code": f"QH{number:04d}", "full_name": f"中共石桥{number}村支部委员会", "short_name": f"石桥{number}村",
            "org_type": "党支部", "unit_type": "村", "township": "青禾镇", "superior": "中共青禾镇委员会",
            "secretary": "张大山", "period": "2023年第四季度", "coverage_start": date(2023, 10, 1),
            "coverage_end": date(2023, 12, 31), "groups": 3, "committee_size": 5, "households": 400 + number % 90,
        }],
        "members": [{
            "name": f"党员{n}", "sex": "男女"[n % 2], "birth": day + timedelta(days=200 * n), "type": "正式党员",
            "status": "在册", "joined": day + timedelta(days=200 * n + 9000), "group": f"第{n % 3 + 1}党小组",
            "confirmed": day + timedelta(days=200 * n + 9365),
        } for n in range(MEMBERS)],
        "tasks": [{
            "number": f"实{YEAR}-{n:03d}", "title": f"{number}村{n}组水泥路修补", "matter": "道路桥涵", "source": "支部谋划",
            "investment": n + 0.6, "officer": "李小河", "started": date(2023, 9, n), "due": date(2023, 12, 20),
            "state": "进行中",
        } for n in range(1, TASKS + 1)],
        "proposals": [{
            "number": f"议{YEAR}-{n:03d}", "proposed": date(2023, 9, n), "group": f"{n}组", "title": "路灯不亮",
            "matter": "照明监控", "state": "正在办理", "detail": "村口到小学一段晚上很黑，请求尽快修好。",
        } for n in range(1, PROPOSALS + 1)],
    }


def by_openpyxl(empty, standard, given):
    """The same workbook by openpyxl: load the blank, write the cells, save."""
    book = load_workbook(BytesIO(empty))
    for sheet in standard.sheets:
        if sheet.name in given:
            raw, binding = layout(sheet, given[sheet.name], YEAR)
            for row, values in enumerate(raw.rows[binding.header_row:], binding.header_row + 1):
                for column, value in enumerate(values, 1):
                    if value is not None:
                        book[sheet.title].cell(row, column).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def turns(roads, rounds):
    """Milliseconds of the processor that each road needs for a workbook: medians, a few in a row, in turns.

    roads  name → what makes workbook number n; time on the clock of a busy machine says nothing
    """
    spent = {name: [] for name in roads}
    for _ in range(rounds):
        for name, work in roads.items():
            gc.collect()
            begin = time.process_time()
            for number in range(BATCH):
                work(number)
            spent[name].append((time.process_time() - begin) * 1000 / BATCH)
    return {name: median(each) for name, each in spent.items()}


def table(title, found):
    """The roads beside each other; the last one is the peer."""
    peer = found[list(found)[-1]]
    print(f"| {title} | ms | times faster |\n|---|---|---|")
    for name, each in found.items():
        print(f"| {name} | {each:.1f} | {peer / each:.1f} |")


def whole(branches):
    """Seconds on the clock that `shuzhi issue` takes for a county, start-up and all."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = roster(Path(folder), branches)
        begin = time.monotonic()
        subprocess.run([sys.executable, "-m", "shuzhi", "issue", "--quiet"], cwd=workspace, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begin


def measured(rounds):
    """Both roads, milliseconds a workbook."""
    standard = form.load().printed()
    empty = blank(standard, YEAR)
    mould = compiled(empty, standard, YEAR)
    filled(mould, content(0))
    return turns({
        "ours": lambda n: filled(mould, content(n)), "openpyxl": lambda n: by_openpyxl(empty, standard, content(n)),
    }, rounds)


def line(title, found):
    """Both roads in one line, for the table of all benchmarks."""
    return Line(title, "openpyxl", times(found["openpyxl"], found["ours"]), "15")


def lines(_options):
    """A workbook to hand out."""
    yield line(TITLE, measured(ROUNDS))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--branches", type=int, default=0, help="run the whole command for so many, too")
    options = parser.parse_args(arguments)
    table(TITLE, measured(options.rounds))
    if options.branches:
        print(f"\nshuzhi issue for {options.branches} branches: {whole(options.branches):.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
