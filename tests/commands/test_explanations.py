"""The round trip of an explanation: asked, written beside the row, silent, asked again when the row changes."""

import csv
import io
import shutil
import zipfile

import openpyxl
import pytest

from conftest import copy_sample
from shuzhi.commands.check import check
from shuzhi.commands.run import RunRequest, run
from shuzhi.model.period import Period
from shuzhi.progress import Silent

FILE = "居/南塘居三季度.xlsx"  # a day before the coverage in 其他工作, A2
ROW, WORDS = 2, "端午节前办的，上季度漏报"
OUT_OF_DATE = "原来的说明是针对改动前的内容写的，请看是否还合适，改写一下说明。"


@pytest.fixture
def township(tmp_path):
    """A sample workspace to which only the branch with an open question handed in."""
    workspace = copy_sample(tmp_path / "township")
    for path in (workspace.root / "workbooks/inbox").rglob("*.xlsx"):
        if not path.as_posix().endswith(FILE):
            path.unlink()
    return workspace


def handed_in(workspace, path, period="2023Q3", **cells):
    """Hand in the workbook at `path` with these cells changed: date and note of the row, shift = rows put above it."""
    book = openpyxl.load_workbook(path)
    sheet = book["其他工作"]
    if shift := cells.pop("shift", 0):
        sheet.insert_rows(ROW, shift)
    titles = [str(cell.value).strip("*○ ") for cell in sheet[1]]
    row = next(row for row in range(ROW, 9) if sheet.cell(row, 1).value)
    for title, value in cells.items():
        sheet.cell(row, titles.index(title) + 1).value = value
    for item, value in (("报告期", period),) if period != "2023Q3" else ():
        next(line[1] for line in book["支部信息"].iter_rows() if str(line[0].value).startswith(item)).value = value
    target = workspace.inbox(Period.parse(period)) / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Delivery:
    """What one run says of the branch."""

    def __init__(self, workspace):
        outcome = run(RunRequest(workspace), Silent())
        self.paths = outcome.office, outcome.upward
        self.office, self.upward = map(members, self.paths)
        branches = outcome.results.branches.set_index("short_name")
        self.state, self.warnings = branches.loc["南塘居", ["state", "warnings"]]
        text = self.office["数据/findings.csv"].decode("utf-8-sig")
        self.hints = [row["hint"] for row in csv.DictReader(io.StringIO(text)) if row["code"] == "H31"]
        book = openpyxl.load_workbook(io.BytesIO(self.office["汇总表.xlsx"]))
        self.told = [row[10] for row in book["核对结果"].iter_rows(values_only=True) if row[2] == "请核对（已说明）"]


def hints(workspace, path):
    """What check says of the row."""
    (checked,) = check(workspace, [path], None)
    return [record["hint"] for record in checked.records if record["code"] == "H31"]


def holds(files, words):
    """The members that hold the words, in any part of an Office file."""
    found = []
    for name, content in files.items():
        parts = members(io.BytesIO(content)).values() if name.endswith((".xlsx", ".docx")) else [content]
        found += [name] * any(words.encode() in part for part in parts)
    return found


def test_what_is_explained_is_silent_until_it_changes(township):
    """The workbook sent back, with one sentence in 说明: 通过, and only the township's 核对结果 shows the words.

    The same cells stay silent without the words, in another row and in the next period; a changed cell is asked about
    again, and the hint says why.
    """
    asked = Delivery(township)
    assert (asked.state, asked.warnings, len(asked.hints), asked.told) == ("to_explain", 1, 1, [])
    back = township.root / "back.xlsx"
    shutil.copy(asked.paths[0].parent / "2023Q3/待说明/南塘居.xlsx", back)

    handed_in(township, back, 说明=WORDS)
    silent = Delivery(township)
    assert (silent.state, silent.warnings, silent.hints, silent.told) == ("accepted", 0, [], [WORDS])
    assert holds(silent.office, WORDS) == ["汇总表.xlsx"]
    assert holds(silent.upward, WORDS) == []
    assert not any(name.startswith("待") for name in silent.office)
    for name in asked.office:
        if name.startswith("报告/") or name.endswith("indicators.csv"):
            assert silent.office[name] == asked.office[name], name

    changed = handed_in(township, back, 说明=WORDS, 日期=20230626)
    assert [hint.endswith(OUT_OF_DATE) for hint in hints(township, changed)] == [True]
    assert hints(township, handed_in(township, back, "2023Q4")) == []
    assert len(hints(township, handed_in(township, back, "2023Q4", 日期=20230626))) == 1

    handed_in(township, back, shift=2)
    moved = Delivery(township)
    assert (moved.state, moved.hints, moved.told) == ("accepted", [], [WORDS])


def test_check_never_makes_a_ledger(township):
    """Before the first run any words beside the row explain it; nothing is written but the marked copy."""
    path = township.inbox(Period.parse("2023Q3")) / FILE
    assert len(hints(township, path)) == 1
    assert hints(township, handed_in(township, path, 说明=WORDS)) == []
    assert not township.private.exists()
