"""`shuzhi check`: the findings of single workbooks, and a marked copy beside each."""

import json
import shutil
import subprocess
import sys

import openpyxl
import pytest

import odd
from conftest import REPOSITORY
from parameters import set_items
from shuzhi.commands.check import check, checked_text
from shuzhi.errors import NotFound
from shuzhi.intake.find import find
from shuzhi.model.period import Period
from shuzhi.workspace import Workspace

INBOX = "workbooks/inbox/2023Q3"
COLUMNS = ["code", "level", "branch_code", "file", "sheet", "row", "column", "cell", "field", "message", "hint"]


def program(*words, folder):
    return subprocess.run([sys.executable, "-m", "shuzhi", *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", check=False, cwd=folder)


def test_json_is_the_findings_and_nothing_else(sample):
    """The columns of findings.csv; exit code 1 with errors; the marked copy lies beside the file."""
    path = sample.root / INBOX / "村/白沙村三季度报表.xlsx"
    done = program("check", path, "--format", "json", folder=sample.root)
    records = json.loads(done.stdout)
    assert done.returncode == 1
    assert [list(record) for record in records] == [COLUMNS] * len(records)
    assert ("C07", "会议", 6, "I6") in {(r["code"], r["sheet"], r["row"], r["cell"]) for r in records}
    copy = path.with_name("白沙村三季度报表.核对.xlsx")
    assert openpyxl.load_workbook(copy).sheetnames[0] == "核对结果"
    ignored = {found.file for found in find(sample.root / INBOX) if found.ignored}
    assert "村/白沙村三季度报表.核对.xlsx" in ignored


def test_a_good_workbook_has_nothing_to_say(sample):
    """Exit code 0, one line, no copy."""
    path = sample.root / INBOX / "其他/驻外流动党员党支部三季度.xlsx"
    done = program("check", path, folder=sample.root)
    assert (done.returncode, done.stdout) == (0, f"{path.name}：没有发现问题。\n")
    assert not path.with_name(f"{path.stem}.核对.xlsx").exists()


def test_a_file_in_an_inbox_is_checked_for_the_period_of_that_inbox(sample):
    """A year's workbook is no faulty third quarter: its folder says which period it is for, unless --period does."""
    year = sample.root / "workbooks/inbox/2023Y/西苑社区2023年度.xlsx"
    quarter = sample.root / INBOX / "村/石井村三季度.xlsx"
    assert {record["level"] for one in check(sample, [year, quarter], None) for record in one.records} == {"notice"}
    (other,) = check(sample, [year], Period.parse("2023Q3"))
    assert "F50" in {record["code"] for record in other.records}
    assert [sample.period_of(sample.root / name) for name in ("workbooks/乡镇台账.xlsx", "workbooks/inbox")] == [None, None]


def test_a_file_that_costs_its_reader_costs_one_file(few):
    """A workbook that outgrows the memory of its process is told so; the one behind it is checked."""
    set_items(few, **{"读取最多占用内存（MB）": 512})
    hungry, good = few.root / "石井村.xlsx", few.root / INBOX / "村/白沙村三季度报表.xlsx"
    hungry.write_bytes(odd.hungry())
    lost, checked = check(few, [hungry, good], None)
    assert [(one["code"], one["branch_code"], one["row"]) for one in lost.records] == [("F40", "YX06", "")]
    assert lost.has_errors
    assert "没有读完" in checked_text(lost)
    assert len(checked.records) > 10


def test_outside_a_workspace_the_form_s_own_rules_still_hold(tmp_path):
    """No 乡镇台账.xlsx: no roster and no period to compare with, the other findings are the same."""
    path = shutil.copy(REPOSITORY / INBOX / "村/白沙村三季度报表.xlsx", tmp_path / "a.xlsx")
    (outside,) = check(Workspace(tmp_path), [path], None)
    (inside,) = check(Workspace(REPOSITORY), [path], None)
    township = {"F53", "C03"}  # 统计期间 of the township, 本地叫法
    told = [[(r["code"], r["cell"]) for r in one.records if r["code"] not in township] for one in (outside, inside)]
    assert told[0] == told[1]
    assert len(told[0]) > 10


def test_outside_a_workspace_the_coverage_is_that_of_the_workbook(tmp_path):
    """A draft filled in before the quarter was over: its days and the months without a meeting are told there, too."""
    path = shutil.copy(REPOSITORY / INBOX / "村/石井村三季度(初稿).xlsx", tmp_path / "a.xlsx")
    (outside,) = check(Workspace(tmp_path), [path], None)
    assert {"F51", "F52", "H06"} <= {record["code"] for record in outside.records}


def test_a_stranger_is_told_so_and_checked_all_the_same(sample):
    """A branch that is not in the roster: that is one finding, its other faults are found as well."""
    path = sample.root / INBOX / "村/白沙村三季度报表.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book["支部信息"].iter_rows(max_col=2):
        if str(row[0].value).startswith(("支部编码", "支部全称", "支部简称")):
            row[1].value = "别处村"
    book.save(path)
    (one,) = check(sample, [path], None)
    codes = [record["code"] for record in one.records]
    assert codes[0] == "F46"
    assert "C07" in codes


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600])
def test_a_file_that_cannot_be_read_is_one_finding(sample, content):
    """Named with what to do; no copy can be made."""
    path = sample.root / "x.xlsx"
    path.write_bytes(content)
    (one,) = check(sample, [path], None)
    assert len(one.records) == 1
    assert one.records[0]["hint"]
    assert one.copy is None
    assert "x.xlsx：1处（必须改1处）" in checked_text(one)


def test_a_file_that_is_not_there_is_a_usage_fault(sample):
    """Exit code 2 and a sentence, no traceback."""
    with pytest.raises(NotFound):
        check(sample, [sample.root / "nichts.xlsx"], None)
    done = program("check", "没有.xlsx", folder=sample.root)
    assert done.returncode == 2
    assert "没有找到文件" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_marked_copy_corrected_is_accepted(sample):
    """Correct the cells of the returned copy, hand it in: no error is left, and nothing else has changed."""
    path = sample.root / INBOX / "村/白沙村三季度报表.xlsx"
    (first,) = check(sample, [path], None)
    book = openpyxl.load_workbook(first.copy)
    corrections = {
        "会议": {"M4": "传达镇里会议", "I6": 13, "B11": "党员集中学习", "A12": "2023-9-1", "H13": 23, "A15": "2023-9-30"},
        "表决事项": {"H2": 20}, "党员": {"J8": "2009-7-1", "B13": "男"},
        "民生实事": {"F2": "议2023-001", "I3": 8.6, "A4": "实2023-009", "R5": "2023-9-26"},
        "居民提案": {"P3": "2023-9-10", "T5": "2023-9-12"},
    }
    for sheet, cells in corrections.items():
        for cell, value in cells.items():
            book[sheet][cell] = value
    corrected = sample.root / "白沙村改.xlsx"
    book.save(corrected)
    (second,) = check(sample, [corrected], None)
    left = [(r["sheet"], r["cell"], r["message"]) for r in second.records if r["level"] == "error"]
    assert [entry for entry in left if entry[1] in {c for cells in corrections.values() for c in cells}] == []


FAULTY = f"{INBOX}/村/白沙村三季度报表.xlsx"


def touched(path):
    """Save a workbook as people do after correcting a cell."""
    book = openpyxl.load_workbook(path)
    book["会议"]["I6"] = 13
    book.save(path)


def test_a_copy_that_somebody_began_to_correct_is_kept(sample):
    """The new one lies beside it under the next name, and that is said; a copy nobody saved gives way to the new one."""
    path = sample.root / FAULTY
    (first,) = check(sample, [path], None)
    made = first.copy.read_bytes()
    assert [one.copy for one in check(sample, [path], None)] == [first.copy]
    touched(first.copy)
    kept = first.copy.read_bytes()
    (second,) = check(sample, [path], None)
    assert second.copy.name == "白沙村三季度报表（2）.核对.xlsx"
    assert "“白沙村三季度报表.核对.xlsx”有人改过" in checked_text(second)
    assert (first.copy.read_bytes(), second.copy.read_bytes()) == (kept, made)
    assert all(found.ignored for found in find(path.parent) if ".核对" in found.file)
    (third,) = check(sample, [first.copy], None)
    assert third.copy == second.copy
    assert first.copy.read_bytes() == kept


def test_an_open_copy_is_kept(sample):
    """The lock file of an office program beside it: the new copy takes the next name."""
    path = sample.root / FAULTY
    (first,) = check(sample, [path], None)
    lock = path.with_name(f"~${first.copy.name}")
    lock.touch()
    assert check(sample, [path], None)[0].copy.name == "白沙村三季度报表（2）.核对.xlsx"
    assert lock.exists()


def test_workbooks_that_differ_by_their_ending_have_a_copy_each(sample):
    """报表.xlsx and 报表.xlsm in one folder."""
    path = sample.root / FAULTY
    other = shutil.copy(path, path.with_suffix(".xlsm"))
    names = [one.copy.name for one in check(sample, [path, other], None)]
    assert names == ["白沙村三季度报表.核对.xlsx", "白沙村三季度报表.xlsm.核对.xlsx"]


def test_where_no_copy_can_be_written_the_findings_are_told(sample, tmp_path):
    """Here the name is too long: no copy, no remains, and a sentence that says what to do."""
    (tmp_path / "报送").mkdir()
    path = tmp_path / "报送" / f"{'长' * 80}.xlsx"  # a name that has no room for ours
    shutil.copy(sample.root / FAULTY, path)
    (one,) = check(sample, [path], None)
    assert (one.copy, bool(one.records)) == (None, True)
    assert "没能在旁边放标好的一份" in checked_text(one)
    assert list(path.parent.iterdir()) == [path]
