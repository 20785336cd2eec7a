"""`shuzhi run` where every odd thing lies in the inbox beside good workbooks: one line a file, and nothing else changes."""

import csv
import io
import os
import shutil
import socket
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import odd
from benchmarks.county import county
from conftest import NOW, REPOSITORY, copy_few
from markdown import cells
from parameters import set_items
from shuzhi.commands.run import RunOutcome, RunRequest, run
from shuzhi.errors import ExitCode, InboxMissing
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

CORPUS = REPOSITORY / "tests/corpus"
READING = "读取并核对"
LIMITS = {"单张表最多行数": 50_000}
MOST_SECONDS = 120
GOOD = {"村/白沙村三季度报表.xlsx": 0, "村/石井村三季度.xlsx": 4_354_819_200}  # and when they were written: 1970, 2107
# What is listed otherwise because there are more files; everything else is delivered byte for byte as without them.
LISTS = {"manifest.json", "index.html", "汇总表.xlsx", "数据/findings.csv", "数据/datapackage.json"}
WORKBOOK = odd.good()
WHILE = {
    "没了.xlsx": Path.unlink,
    "变长.xlsx": lambda path: path.write_bytes(WORKBOOK + bytes(10)),
    "换成别的.xlsx": lambda path: put(path.with_suffix(".new"), WORKBOOK * 2).replace(path),
    "换成管道.xlsx": lambda path: (path.unlink(), os.mkfifo(path)),
    "换成链接.xlsx": lambda path: (path.unlink(), path.symlink_to(REPOSITORY / "README.md")),
}
ODD = """
| file | outcome | code |
|---|---|---|
| 空.xlsx | unreadable | F06 |
| 半截.xlsx | unreadable | F09 |
| 全零.xlsx | unreadable | F08 |
| 表格.xlsx | unreadable | F13 |
| 网页.xlsx | unreadable | F14 |
| 扫描件.xlsx | unreadable | F16 |
| 文档.xlsx | unreadable | F17 |
| 打包.xlsx | unreadable | F20 |
| 旧版.xls | unreadable | F11 |
| 金山.et | unreadable | F11 |
| 加密.xlsx | unreadable | F10 |
| 校验.xlsx | unreadable | F24 |
| 缺样式.xlsx | unreadable | F35 |
| 缺文字.xlsx | unreadable | F31 |
| 断开.xlsx | unreadable | F32 |
| 控制符.xlsx | unreadable | F28 |
| 编码.xlsx | unreadable | F30 |
| 实体.xlsx | unreadable | F29 |
| 炸弹.xlsx | unreadable | F24 |
| 说谎.xlsx | unreadable | F27 |
| 零件.xlsx | unreadable | F26 |
| 外逃.xlsx | unreadable | F25 |
| 重名.xlsx | unreadable | F25 |
| 最远.xlsx | unreadable | F33 |
| 空行.xlsx | foreign | F45 |
| 合并.xlsx | foreign | F45 |
| ~$石井村.xlsx | ignored |  |
| 石井村.xlsx.crdownload | ignored |  |
| Thumbs.db | ignored |  |
| .DS_Store | ignored |  |
| 文件夹.xlsx | ignored |  |
| 链接.xlsx | ignored |  |
| 断链.xlsx | ignored |  |
| 转圈 | ignored |  |
| 管道.xlsx | ignored |  |
| 套接字.xlsx | ignored |  |
| 稀疏.xlsx | unreadable | F07 |
| 没了.xlsx | unreadable | F02 |
| 变长.xlsx | ignored |  |
| 换成别的.xlsx | ignored |  |
| 换成管道.xlsx | ignored |  |
| 换成链接.xlsx | ignored |  |
"""


def put(path, content):
    path.write_bytes(content)
    return path


def bound(path):
    """A socket under the path, however long that is."""
    folder = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


def made():
    """What lies in the inbox by its name in ODD: bytes, or what puts it there."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    blank = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(4, 50_000))
    merges = "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(9, 20_009))
    laughs = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈">]><worksheet'
    return {
        "空.xlsx": b"",
        "半截.xlsx": WORKBOOK[: len(WORKBOOK) // 2],
        "全零.xlsx": bytes(50_000),
        "表格.xlsx": "日期,会议类型\n2023-09-05,党课\n".encode("gb18030"),
        "网页.xlsx": b"<html><body><table></table></body></html>",
        "扫描件.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        "文档.xlsx": odd.packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        "打包.xlsx": odd.packed({"石井村.xlsx": WORKBOOK}),
        "旧版.xls": odd.ole("Root Entry", "Workbook"),
        "金山.et": odd.ole("Root Entry", "Workbook"),
        "加密.xlsx": odd.ole("Root Entry", "EncryptionInfo", "EncryptedPackage"),
        "校验.xlsx": odd.directory_field(WORKBOOK, odd.SHEET, 16, 12345),
        "缺样式.xlsx": odd.cell('<c r="B2" s="9"><v>45292</v></c>'),
        "缺文字.xlsx": odd.without(odd.TEXTS),
        "断开.xlsx": odd.changed(odd.SHEET, ("</sheetData>", "")),
        "控制符.xlsx": odd.changed(odd.TEXTS, ("甲0", "甲\x01")),
        "编码.xlsx": odd.changed(odd.SHEET, ("UTF-8", "GBK")),
        "实体.xlsx": odd.changed(odd.SHEET, ("<worksheet", laughs)),
        "炸弹.xlsx": odd.bomb("xl/workbook.xml", 1000),
        "说谎.xlsx": odd.directory_field(WORKBOOK, odd.SHEET, 24, 4_000_000_000),
        "零件.xlsx": odd.added(entries=[(f"xl/media/{n}.png", b"") for n in range(3001)]),
        "外逃.xlsx": odd.added(entries=[("../../etc/passwd", b"x")]),
        "重名.xlsx": odd.added(entries=[(odd.SHEET.upper(), b"<a/>")]),
        "最远.xlsx": odd.changed(odd.SHEET, ("</sheetData>", far)),
        "空行.xlsx": odd.changed(odd.SHEET, ("</sheetData>", f"{blank}</sheetData>")),
        "合并.xlsx": odd.changed(odd.SHEET, ("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")),
        "~$石井村.xlsx": b"\x08zhang",
        "石井村.xlsx.crdownload": WORKBOOK[:900],
        "Thumbs.db": b"x",
        ".DS_Store": b"x",
        "文件夹.xlsx": Path.mkdir,
        "链接.xlsx": lambda path: path.symlink_to(REPOSITORY / "README.md"),
        "断链.xlsx": lambda path: path.symlink_to("没有"),
        "转圈": lambda path: path.symlink_to(".."),
        "管道.xlsx": os.mkfifo,
        "套接字.xlsx": bound,
        "稀疏.xlsx": lambda path: os.truncate(put(path, b""), 20 << 30),
        # what happens to these while the others are read stands in WHILE
        "没了.xlsx": WORKBOOK,
        "变长.xlsx": WORKBOOK,
        "换成别的.xlsx": WORKBOOK,
        "换成管道.xlsx": WORKBOOK,
        "换成链接.xlsx": WORKBOOK,
    }


class WhileReading(Silent):
    """Changes the files of WHILE when all are found and reading begins."""

    def __init__(self, folder):
        self.folder = folder

    def stage(self, title, total):  # noqa: ARG002 - the protocol's
        if title == READING:
            for name, act in WHILE.items():
                act(self.folder / name)


@dataclass(frozen=True)
class Survived:
    """A run over everything odd: its workspace, outcome and seconds."""

    workspace: Workspace
    outcome: RunOutcome
    seconds: float

    @property
    def listed(self):
        """File → (outcome, code)."""
        files, findings = self.outcome.results.submissions, self.outcome.results.findings
        codes = findings.drop_duplicates("submission").set_index("submission")["code"]
        return {
            one.file: (str(one.outcome), codes.get(one.submission, "") if one.outcome != "used" else "")
            for one in files.itertuples()
        }


def joined(workspace):
    """The inbox with the corpus in one folder and everything of made() in another; gives this one."""
    inbox = workspace.root / "workbooks/inbox/2023Q3"
    shutil.copytree(CORPUS, inbox / "corpus")
    folder = inbox / "odd"
    folder.mkdir()
    for name, content in made().items():
        odd.rested(folder / name, content) if isinstance(content, bytes) else content(folder / name)
    return folder


@pytest.fixture(scope="module")
def survived(tmp_path_factory):
    """The two villages' inbox, with the corpus in one folder and everything of made() in another."""
    if not CORPUS.exists():
        pytest.skip("tests/corpus is not part of a source distribution")
    workspace = copy_few(tmp_path_factory.mktemp("odd"))
    set_items(workspace, **LIMITS)
    for name, seconds in GOOD.items():
        os.utime(workspace.root / "workbooks/inbox/2023Q3" / name, (seconds, seconds))
    folder = joined(workspace)
    begin = time.monotonic()
    outcome = run(RunRequest(workspace, now=NOW), WhileReading(folder))
    return Survived(workspace, outcome, time.monotonic() - begin)


def listing(table, folder):
    """File → (outcome, code) of a Markdown table."""
    return {f"{folder}/{file}": (outcome, code) for file, outcome, code in cells(table)[1:]}


def delivered(workspace):
    with zipfile.ZipFile(workspace.output / "2023Q3_内部.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def findings(files):
    """findings.csv without those of odd files, which are nobody's."""
    rows = csv.DictReader(io.StringIO(files["数据/findings.csv"].decode("utf-8-sig")))
    return [row for row in rows if row["branch_code"]]


def test_every_odd_file_is_listed_once_with_its_outcome(survived):
    """322 workbooks of other projects' tests, and what lies about in folders: each in the table, with its code."""
    corpus = (REPOSITORY / "tests/commands/corpus.md").read_text("utf-8").partition("\n\n")[2]
    expected = listing(corpus, "corpus") | listing(ODD, "odd") | dict.fromkeys(GOOD, ("used", ""))
    assert survived.listed == expected
    assert len(survived.outcome.results.submissions) == len(expected)
    assert len(listing(corpus, "corpus")) == sum(path.is_file() for path in CORPUS.rglob("*"))


def test_everybody_reads_why_and_what_to_do(survived):
    """Each refused file has one finding with a message and what to do; each ignored one its reason."""
    results = survived.outcome.results
    files = results.submissions.set_index("submission")
    refused = files[files["outcome"].isin(["unreadable", "foreign"])]
    own = results.findings[results.findings["submission"].isin(refused.index)]
    assert sorted(own["submission"]) == sorted(refused.index)
    assert (own["hint"] != "").all()
    assert (files.loc[files["outcome"] != "used", "reason"] != "").all()
    reasons = files.set_index("file")["reason"]
    assert reasons["odd/最远.xlsx"] == "第1张表用到1048576行，超过上限50000行。"  # the township's own limit


def test_the_good_ones_are_as_without_the_odd_ones(survived, few_run):
    """Reports, returned workbook, tables and data byte for byte; the findings of the good ones; states and exit code."""
    alone, beside = delivered(few_run), delivered(survived.workspace)
    assert {name for name in beside if alone.get(name) != beside[name]} <= LISTS
    assert alone.keys() == beside.keys()
    assert findings(beside) == findings(alone) != []
    assert survived.outcome.exit_code is ExitCode.WITH_FAULTS
    states = survived.outcome.results.branches.set_index("short_name")["state"]
    assert (states["石井村"], states["白沙村"]) == ("accepted", "returned")


@pytest.mark.large(100)
def test_thirty_good_ones_are_as_without_the_odd_ones(tmp_path):
    """Thirty good workbooks and four faulty ones: whatever else is delivered is byte for byte what it was without."""
    workspace = Workspace(county(tmp_path / "county", 34))
    set_items(workspace, **LIMITS)
    first = run(RunRequest(workspace, now=NOW), Silent()).results.branches
    assert (first["state"] == "accepted").sum() >= 30
    alone = delivered(workspace)
    run(RunRequest(workspace, now=NOW), WhileReading(joined(workspace)))
    beside = delivered(workspace)
    assert {name for name in beside if alone.get(name) != beside[name]} <= LISTS
    assert alone.keys() == beside.keys()
    assert findings(beside) == findings(alone) != []


def test_odd_files_cost_seconds(survived):
    """The whole run takes less than two minutes, on a busy machine too."""
    assert survived.seconds < MOST_SECONDS


def test_the_inbox_is_left_as_it_was(survived):
    """Every file of the corpus still has its bytes."""
    inbox = survived.workspace.root / "workbooks/inbox/2023Q3/corpus"
    for path in CORPUS.rglob("*"):
        assert path.is_dir() or (inbox / path.relative_to(CORPUS)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("act", ["unlink", "file", "link"])
def test_an_inbox_that_is_gone_is_no_empty_inbox(few, act):
    """No folder, a file or a dangling link in its place: the run stops before anything is delivered."""
    inbox = few.root / "workbooks/inbox/2023Q3"
    shutil.rmtree(inbox)
    if act == "file":
        inbox.write_bytes(b"")
    elif act == "link":
        inbox.symlink_to("没有")
    with pytest.raises(InboxMissing):
        run(RunRequest(few, now=NOW), Silent())
    assert not few.output.exists()
