"""The committed sample township is what its script makes, and holds what the tests count on."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from make.sample_faults import DOUBTS, EXPLAINED, PLANTED, PLANTED_FILE
from shuzhi import form
from shuzhi.commands.check import check
from shuzhi.form import plain
from shuzhi.intake.stage import Source, receive
from shuzhi.model.words import Level
from shuzhi.workspace import Workspace, load_settings

ROOT = Path(__file__).parents[1]
INBOX = ROOT / "workbooks" / "inbox" / "2023Q3"
CUT = "村/东岭村党支部三季度.xlsx"
READABLE = sorted(
    path.relative_to(INBOX).as_posix() for path in INBOX.rglob("*.xlsx")
    if not path.name.startswith("~$") and path.relative_to(INBOX).as_posix() != CUT
)


def parts(path):
    """The parts of a workbook (zlib may pack them differently elsewhere), or the bytes of what is none."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return {entry.filename: (entry.date_time, package.read(entry)) for entry in package.infolist()}


def make(folder):
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "make" / "sample.py", folder],
        check=True, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"},
    )
    return done.stdout.split("\n")[:-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    return folder, make(folder)


def test_the_committed_files_are_those_the_script_makes(made):
    """No workbook of the sample was edited by hand, none is missing, none is left over."""
    folder, names = made
    committed = [path.relative_to(ROOT).as_posix() for path in INBOX.parent.rglob("*") if path.is_file()]
    assert sorted([*committed, "workbooks/乡镇台账.xlsx"]) == sorted(names)
    for name in names:
        assert parts(folder / name) == parts(ROOT / name), name


def test_the_same_script_gives_the_same_bytes(made, tmp_path):
    """Two runs differ in no byte."""
    folder, names = made
    make(tmp_path)
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("file", READABLE)
def test_every_readable_workbook_has_the_sheets_of_the_form(file):
    """Each sheet of the form is there once, under its title or a name that offices give it."""
    book = openpyxl.load_workbook(INBOX / file)
    titles = [plain(title) for title in book.sheetnames]
    for sheet in form.load().sheets:
        known = {plain(title) for title in (sheet.title, *sheet.aliases)}
        assert sum(title in known for title in titles) == 1, sheet.title


def test_the_damaged_workbook_is_no_zip():
    """东岭村's file breaks off in the middle."""
    assert (INBOX / CUT).read_bytes().startswith(b"PK")
    assert not zipfile.is_zipfile(INBOX / CUT)


def test_the_planted_faults_stand_where_they_are_listed():
    """A test that recounts findings may rely on the list's cells."""
    book = openpyxl.load_workbook(INBOX / PLANTED_FILE)
    assert [(fault.cell, book[fault.sheet][fault.cell].value) for fault in PLANTED] == [
        (fault.cell, fault.typed) for fault in PLANTED
    ]
    for file, fault in (DOUBTS | EXPLAINED).items():
        assert openpyxl.load_workbook(INBOX / file)[fault.sheet][fault.cell].value == fault.typed


def test_formulas_carry_their_stored_results():
    """What a formula shows is stored beside it, and is the sum of the cells above."""
    file = INBOX / "居" / "南塘居三季度.xlsx"
    sums = openpyxl.load_workbook(file)["民生实事"]
    values = openpyxl.load_workbook(file, data_only=True)["民生实事"]
    for column in "HIJKL":
        assert sums[f"{column}12"].value == f"=SUM({column}3:{column}11)"
        rows = [values[f"{column}{row}"].value or 0 for row in range(3, 12)]
        assert values[f"{column}12"].value == pytest.approx(sum(rows))


def doubted(tmp_path, file):
    """(sheet, cell, level staff read) of every error and warning of one workbook of the inbox."""
    for folder in ("workbooks", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    [checked] = check(Workspace(tmp_path), [tmp_path / INBOX.relative_to(ROOT) / file], None)
    found = [(record["sheet"], record["cell"], Level(record["level"]).label) for record in checked.records]
    return [fault for fault in found if fault[2] != Level.NOTICE.label]


@pytest.mark.parametrize(("file", "faults"), [
    (PLANTED_FILE, PLANTED),
    ("村/石井村三季度.xlsx", ()),
    ("居/柳桥居党支部台账（7月20日改）.xlsx", ()),
    ("社区/湖滨社区/湖滨一支部-定稿(2).xlsx", ()),
    ("社区/湖滨社区/二支部.xlsx", ()),
    ("社区/春江社区一述两评三议事（三季度）.xlsx", ()),
    ("社区/东苑社区2023年第三季度.xlsx", ()),
    ("社区/西苑社区-三季度台账.xlsx", ()),
    ("其他/驻外流动党员党支部三季度.xlsx", ()),
    ("其他/丰禾合作社.xlsx", ()),
    *((file, (fault,)) for file, fault in DOUBTS.items()),
    *((file, ()) for file in EXPLAINED),
])
def test_each_planted_fault_is_found_once_and_nothing_else(tmp_path, file, faults):
    """The habits of the offices are understood; only what is really wrong becomes an error or a warning."""
    assert sorted(doubted(tmp_path, file)) == sorted((fault.sheet, fault.cell, fault.level) for fault in faults)


@pytest.mark.parametrize(("file", "sheet", "column", "read"), [
    ("社区/春江社区一述两评三议事（三季度）.xlsx", "proposals", "group",
     ["第一网格", "第一网格", "第四网格", "第五网格", "第三网格"]),  # merged over two rows
    ("社区/春江社区一述两评三议事（三季度）.xlsx", "tasks", "fiscal", [10, None, 0.6]),  # below a merged “资金”
    ("社区/西苑社区-三季度台账.xlsx", "tasks", "investment", [3.8, 2.16]),  # typed in 元
    ("社区/西苑社区-三季度台账.xlsx", "members", "group",
     ["第一党小组"] * 13 + ["第二党小组"] * 13 + ["第一党小组", None]),  # merged over 13 rows each
    ("其他/丰禾合作社.xlsx", "meetings", "type", ["主题党日", "主题党日", "支部党员大会", "主题党日、党课"]),
])
def test_the_habits_of_an_office_change_no_value(file, sheet, column, read):
    """Merged cells, two header rows, money in 元, local words and totals: the records are those that were meant."""
    settings = load_settings(Workspace(ROOT))
    frame = receive([Source(1, file, INBOX / file)], form.load(), settings).tables.frames[sheet]
    assert [None if pd.isna(value) else value for value in frame[column]] == read
