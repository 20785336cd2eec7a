"""How fast `issue` fills workbooks, beside the same by openpyxl: python tests/benchmarks/issue.py [--branches 1000].

Every branch starts with 60 members and some open tasks and proposals, already read. Both roads write the same cells of
the same blank, ours the values of 填报自查 besides; openpyxl's is timed on --sample of the branches and stands for all.
"""

import argparse
import sys
import tempfile
import time
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.standard import layout

YEAR, MEMBERS, TASKS, PROPOSALS = 2023, 60, 6, 8


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


def seconds(work, numbers):
    """Processor seconds a workbook; time on a busy machine says nothing."""
    begin = time.process_time()
    for number in numbers:
        work(number)
    return (time.process_time() - begin) / len(numbers)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=50)
    parser.add_argument("--sample", type=int, default=5, help="how many of them openpyxl writes")
    options = parser.parse_args(arguments)
    standard = form.load().printed()
    empty = blank(standard, YEAR)
    begin = time.process_time()
    mould = compiled(empty, standard, YEAR)
    print(f"the mould, once: {(time.process_time() - begin) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "x.xlsx"
        ours = seconds(lambda n: place.write_bytes(filled(mould, content(n))), range(options.branches))
        theirs = seconds(lambda n: place.write_bytes(by_openpyxl(empty, standard, content(n))), range(options.sample))
    print(f"compiled blank:  {ours * 1000:.1f} ms a workbook, {options.branches} workbooks in {ours * options.branches:.1f} s")
    print(f"openpyxl:        {theirs * 1000:.1f} ms a workbook, {options.branches} would take {theirs * options.branches:.1f} s")
    print(f"{theirs / ours:.1f} times faster")


if __name__ == "__main__":
    main(sys.argv[1:])
