"""How fast a workbook is marked, beside the same by openpyxl: python tests/benchmarks/marked.py [--rounds 5].

Every branch hands in the standard workbook with 60 members, 24 meetings, tasks and proposals; 20 of its cells are
faulty. Both roads, in turns, fill and comment the same cells of the same file and put a sheet with a linked line a
finding in front.
"""

import argparse
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from issue import BATCH, ROUNDS, line, table, turns
from issue import content as carried  # beside this file
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.marked import marked
from shuzhi.intake.bind import bind
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.read import read
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import Level

TITLE = "a workbook marked"
YEAR, MEETINGS, FINDINGS = 2023, 24, 20
FACES = {Level.ERROR: "FFFFABAB", Level.WARNING: "FFFFF0A0", Level.NOTICE: "FFCFE5FA"}
CELLS = (("meetings", "present"), ("members", "birth"), ("tasks", "due"), ("proposals", "state"), ("branches", "period"))


def content(number):
    """What branch `number` hands in: sheet name → rows."""
    meetings = [{
        "date": date(2023, 7, 1) + timedelta(days=3 * n), "type": "支部党员大会、党课", "topic": f"{number}村议题{n}",
        "place": "村部", "host": "张大山", "recorder": "李小河", "expected": 30, "present": 31,
        "main": "学习文件，讨论路灯维修，请到会的党员逐个发言。",
    } for n in range(MEETINGS)]
    return {**carried(number), "meetings": meetings}


def found(number, bindings):
    """20 findings spread over five sheets, most of them errors."""
    places = {binding.sheet: binding for binding in bindings}
    findings = []
    for n in range(FINDINGS):
        sheet, field = CELLS[n % len(CELLS)]
        binding = places[sheet]
        row, column = binding.items.get(field, 2 + n // len(CELLS)), binding.columns["" if binding.items else field]
        findings.append(Finding(
            number, f"T{n}", tuple(Level)[n % 3], sheet, row, field, column, f"第{n}种写法看不懂。", "请核对后改正。",
        ))
    return findings


def by_openpyxl(data, findings, titles):
    """The same by openpyxl: load, fill and comment the cells, add a sheet, save."""
    book = load_workbook(BytesIO(data))
    front = book.create_sheet("核对结果", 0)
    front.append(["序号", "级别", "表", "单元格", "栏目", "问题", "怎么改"])
    for number, one in enumerate(findings, 1):
        if not (one.row and one.column):  # of the sheet, or the whole workbook
            front.append([number, one.level.label, titles.get(one.sheet), None, one.field, one.message, one.hint])
            continue
        cell = book[titles[one.sheet]].cell(one.row, one.column)
        cell.fill = PatternFill("solid", fgColor=FACES[one.level])
        cell.comment = Comment(one.message + one.hint, "核对结果", height=80, width=300)
        place = f"{column_letter(one.column)}{one.row}"
        front.append([number, one.level.label, titles[one.sheet], place, one.field, one.message, one.hint])
        front.cell(number + 1, 4).hyperlink = f"#'{titles[one.sheet]}'!{place}"
    book.active = 0
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def measured(rounds):
    """Both roads, milliseconds a workbook."""
    standard = form.load()
    mould = compiled(blank(standard.printed(), YEAR), standard.printed(), YEAR)
    cases = []
    with TemporaryDirectory() as folder:
        for number in range(BATCH):
            place = Path(folder) / f"{number}.xlsx"
            place.write_bytes(filled(mould, content(number)))
            book, _ = read(place, place.name, Bounds())
            bindings, _ = bind(number, book, standard)
            cases.append((place.read_bytes(), book, bindings, found(number, bindings)))
    titles = {sheet.name: sheet.title for sheet in standard.sheets}
    marked(standard, *cases[0])
    return turns({
        "ours": lambda n: marked(standard, *cases[n]),
        "openpyxl": lambda n: by_openpyxl(cases[n][0], cases[n][3], titles),
    }, rounds)


def lines(_options):
    """A workbook that goes back."""
    yield line(TITLE, measured(ROUNDS))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    table(TITLE, measured(parser.parse_args(arguments).rounds))


if __name__ == "__main__":
    main(sys.argv[1:])
