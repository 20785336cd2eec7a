"""What becomes of each file: whose it is, whether it can be used, and why not."""

import os
import shutil
import time
import tracemalloc
from dataclasses import replace

import pytest

import odd
from conftest import REPOSITORY
from goodbranch import SETTINGS
from intake.offices import column, filled, item, opened, saved
from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.intake.identify import called, named_instead
from shuzhi.intake.stage import Source, died, receive
from shuzhi.model.settings import Branch
from shuzhi.model.words import Level, Outcome
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

STANDARD = form.load()
INBOX = REPOSITORY / "workbooks/inbox/2023Q3"


def workbook(folder, name, **items):
    path = folder / name
    path.write_bytes(build(STANDARD, {"branches": [items]} if items else {}, 2023))
    return path


def taken(*paths, settings=SETTINGS):
    return receive([Source(n, path.name, path) for n, path in enumerate(paths, 1)], STANDARD, settings)


@pytest.mark.parametrize("items", [
    {"branch_code": "A01", "full_name": "写错的名称"}, {"full_name": "中共石井村支部委员会"}, {"short_name": "石井村"},
    {"branch_code": "Z99", "full_name": "石井村"},
])
def test_a_branch_is_known_by_code_then_by_its_names(tmp_path, items):
    """支部编码 first, then 全称, 简称 or 别名."""
    (entry,) = taken(workbook(tmp_path, "a.xlsx", **items)).files
    assert (entry.outcome, entry.branch_code) == (Outcome.USED, "A01")


def test_a_branch_not_in_the_roster_is_foreign_with_its_reason(tmp_path):
    """Nobody's workbook is listed, not guessed."""
    chunk = taken(workbook(tmp_path, "a.xlsx", branch_code="Z99", full_name="别处村"))
    assert chunk.files[0].outcome is Outcome.FOREIGN
    assert [finding.code for finding in chunk.findings] == ["F46"]
    assert chunk.books == {}


def test_a_workbook_that_is_not_the_form_is_foreign(tmp_path):
    """The township's own workbook in the inbox is not a branch's."""
    path = tmp_path / "乡镇台账.xlsx"
    path.write_bytes(build(form.load("township"), {}, 2023))
    chunk = taken(path)
    assert [(entry.outcome, finding.code) for entry, finding in zip(chunk.files, chunk.findings, strict=True)] == [
        (Outcome.FOREIGN, "F45")]


def test_a_workbook_of_another_form_is_foreign_without_meta_too(tmp_path):
    """本级会议 and 本级工作 have the headers of 会议 and 其他工作: titles decide, not headers alone."""
    book = opened(build(form.load("township"), {}, 2023))
    del book["_meta"]
    chunk = taken(saved(book, tmp_path / "石井村.xlsx"))
    assert [finding.code for finding in chunk.findings] == ["F45"]


def test_a_workbook_whose_meta_names_another_form_is_foreign(tmp_path):
    """Even with sheets of our titles: it is another form's, whatever was copied into it."""
    book = opened(filled())
    book["_meta"]["B1"] = "shuzhi-township"
    chunk = taken(saved(book, tmp_path / "石井村.xlsx"))
    assert [finding.code for finding in chunk.findings] == ["F45"]


def test_a_workbook_without_branch_sheet_is_told_what_it_lacks(tmp_path):
    """Sheets of ours but no 支部信息, and no branch in the file's name."""
    book = opened(filled())
    del book["支部信息"]
    chunk = taken(saved(book, tmp_path / "新建.xlsx"), saved(book, tmp_path / "白沙村三季度.xlsx"))
    assert [(entry.outcome, entry.branch_code) for entry in chunk.files] == [
        (Outcome.FOREIGN, ""), (Outcome.USED, "A02")]
    assert [finding.code for finding in chunk.findings if finding.submission == 1] == ["F47"]


def test_a_neighbour_s_workbook_is_doubted_on_its_code(tmp_path):
    """石井村's form handed in as 白沙村's, code and name changed: what it carries behind the sheets says so."""
    book = opened(filled())
    book["_meta"]["A4"], book["_meta"]["B4"] = "branch_code", "A01"
    item(book, "支部编码").value, item(book, "支部全称").value = "A02", "中共白沙村支部委员会"
    chunk = taken(saved(book, tmp_path / "a.xlsx"))
    place = item(book, "支部编码")
    assert [(one.code, one.level.value, one.row, one.column) for one in chunk.findings] == [
        ("F54", "warning", place.row, place.column)]


@pytest.mark.parametrize(("name", "told"), [
    ("白沙村三季度.xlsx", ["F56"]), ("中共白沙村支部委员会.xlsx", ["F56"]), ("白沙村的石井村三季度.xlsx", []), ("三季度.xlsx", []),
])
def test_a_neighbour_s_workbook_renamed_is_doubted(tmp_path, name, told):
    """石井村's workbook under 白沙村's name: on 支部编码, both branches named; another name says nothing."""
    book = opened(filled())
    chunk = taken(saved(book, tmp_path / name))
    assert [one.code for one in chunk.findings] == told
    for one in chunk.findings:
        assert (one.level, one.row) == (Level.WARNING, item(book, "支部编码").row)
        assert one.message == "文件名写的是白沙村，表里填的是石井村。"


def test_the_name_of_its_superior_names_no_other_branch():
    """一支部 of 湖滨社区 may write 湖滨社区 in its file's name; 二支部 it may not."""
    head = Branch("B1", "湖滨社区党总支", "湖滨社区", "湖滨社区", "党总支", "社区")
    own = Branch("B2", "湖滨社区第一党支部", "湖滨一支部", "湖滨一支部", "党支部", "社区", parent="B1")
    other = replace(own, code="B3", full_name="湖滨社区第二党支部", short_name="湖滨二支部")
    roster = called((head, own, other))
    assert named_instead("社区/湖滨社区一支部.xlsx", own, roster) is None
    assert named_instead("社区/湖滨二支部/三季度.xlsx", own, roster) is None
    assert named_instead("社区/湖滨二支部.xlsx", own, roster) == other


def test_a_long_file_name_takes_no_memory():
    """A sign that is fifteen of others makes 80 of them a text of a thousand."""
    own = Branch("B1", "石井村党支部", "石井村", "石井村", "党支部", "村")
    roster = called((own, replace(own, code="B2", full_name="东村党支部", short_name="东村", place="东村")))
    tracemalloc.start()
    try:
        assert named_instead("东村" + "\ufdfa\ufdfb" * 40 + ".xlsx", own, roster).code == "B2"
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("handed_out", "told"), [([], ["P09"]), ([("earlier", "proposals", "议2023-090")], [])])
def test_a_number_of_the_workbooks_before_is_known(tmp_path, handed_out, told):
    """A task carried on names the proposal it came from, which was closed last quarter: what _meta names is no fault."""
    book = opened(filled())
    tasks = book["民生实事"]
    tasks.cell(2, column(tasks, "关联提案编号○")).value = "议2023-090"
    for key in handed_out:
        book["_meta"].append(key)
    chunk = taken(saved(book, tmp_path / "石井村.xlsx"))
    found = validate(Scene(chunk.tables, STANDARD, SETTINGS, {1: "A01"}), chunk.findings)
    assert [code for code in found["code"] if code == "P09"] == told


def test_a_damaged_file_is_known_by_its_name(tmp_path):
    """东岭村's file cannot be opened, but whose it is stands in its name."""
    path = tmp_path / "石井村三季度.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    os.utime(path, (time.time() - 100,) * 2)
    (entry,) = taken(path).files
    assert (entry.outcome, entry.branch_code) == (Outcome.UNREADABLE, "A01")


def test_other_files_do_not_change_what_a_file_says(tmp_path):
    """Read alone or between a damaged and a foreign file, the good workbook gives the same tables."""
    good = shutil.copy(INBOX / "村/石井村三季度.xlsx", tmp_path / "石井村.xlsx")
    broken = tmp_path / "x.xlsx"
    odd.rested(broken, b"")
    alone, between = taken(good), taken(broken, good, workbook(tmp_path, "z.xlsx"))
    for name, frame in alone.tables.frames.items():
        other = between.tables.frames[name]
        assert frame.drop(columns="submission").equals(other.drop(columns="submission")), name


def test_a_file_that_cost_its_reader_is_unreadable():
    """Each kind of death has its message."""
    source = Source(3, "石井村.xlsx", INBOX)
    for reason, code, named in (("died", "F40", "出错"), ("hung", "F41", "超过60秒"), ("memory", "F42", "用到2048 MB")):
        entry, finding = died(source, SETTINGS, reason)
        assert (entry.outcome, entry.branch_code, finding.code) == (Outcome.UNREADABLE, "A01", code)
        assert named in entry.reason
    township = replace(SETTINGS, limits={"read_seconds": 90.0})
    assert "超过90秒" in died(source, township, "hung")[1].message
