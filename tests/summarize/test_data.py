import csv
import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from frictionless import Package

from joined import results
from shuzhi import form
from shuzhi.summarize.data import SHEETS, csv_bytes, data_files

FIGURES = pd.DataFrame(
    [("报告/石桥村/述职报告.docx", 1, "45", "members_total", "党员!2;党员!3")],
    columns=["report", "number", "text", "source", "rows"],
)


def read(name, given=None):
    text = data_files(given or results(), FIGURES)[name].decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_files():
    """数据/ holds ten CSV files, each with a byte order mark and CRLF, and their description."""
    files = data_files(results(), FIGURES)
    names = [*SHEETS, "findings", "indicators", "figures"]
    assert sorted(files) == sorted([*(f"{name}.csv" for name in names), "datapackage.json"])
    for name in names:
        content = files[f"{name}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n")


def test_columns():
    """Each sheet's file begins with branch_code and row and has the public columns only."""
    for sheet in map(form.load().sheet, SHEETS):
        header = data_files(results(), FIGURES)[f"{sheet.name}.csv"].decode("utf-8-sig").splitlines()[0].split(",")
        assert header[:2] == ["branch_code", "row"]
        hidden = {field.name for field in sheet.fields if field.disclosure != "public"}
        assert not hidden & set(header)


def test_explanations():
    """What branches wrote in 说明, what they explained and what only the township reads is in no file."""
    given = results()
    frames = {name: frame.assign(note="说明的话") if "note" in frame else frame for name, frame in given.frames.items()}
    findings = given.findings.assign(detail="另一处：东风村。")
    everything = b"".join(data_files(replace(given, frames=frames, findings=findings), FIGURES).values()).decode()
    assert not re.search("说明的话|由县里核定|另一处", everything)


def test_rows():
    """A row keeps its branch and Excel row; money, dates and blanks are plain."""
    rows = read("tasks.csv")
    assert [(row["branch_code"], row["row"], row["investment"], row["due_adjusted"]) for row in rows] == [
        ("QH01", "2", "9.6", ""), ("QH01", "3", "2.9", ""), ("QH01", "4", "", "2023-12-31"), ("QH02", "2", "0.3", ""),
    ]


def test_branches():
    """branches.csv has every branch of the roster with its state; only branches that count bring their figures."""
    rows = read("branches.csv")
    assert [(row["branch_code"], row["short_name"], row["households"], row["state"], row["late"]) for row in rows] == [
        ("QH01", "石桥村", "320", "accepted", "false"), ("QH02", "柳溪社区", "", "to_explain", "true"),
        ("QH03", "东风村", "", "returned", "false"), ("QH04", "北坡村", "", "missing", "true"),
    ]


def test_findings():
    """findings.csv has design's columns, level words in English, Excel letters, and its order."""
    rows = read("findings.csv")
    assert list(rows[0]) == [
        "code", "level", "branch_code", "file", "sheet", "row", "column", "cell", "field", "message", "hint",
    ]
    assert [list(row.values())[:9] for row in rows] == [
        ["S01", "notice", "QH01", "石桥村新.xlsx", "支部信息", "12", "B", "B12", "联系电话"],
        ["M01", "warning", "QH02", "柳溪/柳溪社区.xlsx", "会议", "4", "", "", ""],
        ["C03", "error", "QH03", "东风.xlsx", "会议", "7", "AB", "AB7", "应到人数"],
        ["V02", "error", "QH03", "东风.xlsx", "表决事项", "3", "H", "H3", "赞成"],
        ["F01", "error", "", "照片.xlsx", "", "", "", "", ""],
    ]


def test_indicators():
    """indicators.csv has the columns of the list of indicators, own and all, totals as TOTAL."""
    rows = read("indicators.csv")
    assert list(rows[0].values()) == ["QH01", "own", "members_total", "党员总数", "45", "名", "", "", "党员!2;党员!3"]
    assert {(row["branch_code"], row["scope"]) for row in rows} == {
        ("QH01", "own"), ("QH02", "own"), ("QH02", "all"), ("TOTAL", "own"),
    }


@pytest.mark.parametrize(("value", "text"), [
    ("=1+1", "'=1+1"), ("+86", "'+86"), ("-1", "'-1"), ("@组长", "'@组长"), ("\t=1", "'\t=1"), ("＝1", "'＝1"),
    ("1=1", "1=1"), (93.333333333, "93.333333"), (12.50, "12.5"), (45.0, "45"), (float("nan"), ""), (True, "true"),
])
def test_values(value, text):
    """Formula-like text is guarded; numbers have at most 6 decimals and no trailing zeros."""
    content = csv_bytes(pd.DataFrame({"a": [value], "b": [1]})).decode("utf-8-sig")
    assert content == f"a,b\r\n{text},1\r\n"


def test_nothing_personal():
    """No name, phone or note of a person is in any file, not even in what a vote was about."""
    text = b"".join(data_files(results(), FIGURES).values()).decode()
    assert not re.search(r"1\d{10}|陈小满|王小川|张大山|李小河", text)
    assert [row["matter"] for row in read("votes.csv")] == ["接收预备党员", "修缮村部屋顶"]


def valid(files, folder):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    report = Package(str(folder / "datapackage.json")).validate()
    return report.valid, report.flatten(["fieldName", "note"])


def test_frictionless(tmp_path):
    """The frictionless tool finds the package valid and the description names every column."""
    assert valid(data_files(results(), FIGURES), tmp_path) == (True, [])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    state = next(one for one in package["resources"][0]["schema"]["fields"] if one["name"] == "state")
    assert state["title"] == "状态"
    tasks = next(one for one in package["resources"] if one["name"] == "tasks")
    matter = next(one for one in tasks["schema"]["fields"] if one["name"] == "matter")
    assert matter["constraints"]["required"]
    assert "道路桥涵" in matter["constraints"]["enum"]


def test_description_describes(tmp_path):
    """A value that the description does not allow is seen: the package is no blank cheque."""
    files = data_files(results(), FIGURES)
    files["tasks.csv"] = files["tasks.csv"].replace("道路桥涵".encode(), "修路".encode())
    assert not valid(files, tmp_path)[0]


def test_rule_switched_off(tmp_path):
    """Where the township lets something pass that the form forbids, the package stays valid."""
    given = results()
    tasks = given.frames["tasks"].assign(matter=["修路", None, None, None], investment=[-1.0, 2, 3, 4])
    files = data_files(replace(given, frames={**given.frames, "tasks": tasks}), FIGURES)
    assert valid(files, tmp_path) == (True, [])


def test_empty(tmp_path):
    """A run in which nothing counts gives headers only, and a valid package."""
    given = results()
    empty = {name: frame.iloc[:0] for name, frame in given.frames.items()}
    files = data_files(
        replace(given, frames=empty, indicators=given.indicators.iloc[:0], findings=given.findings.iloc[:0]),
        FIGURES.iloc[:0],
    )
    assert valid(files, tmp_path) == (True, [])
    assert files["tasks.csv"].count(b"\r\n") == 1


def test_same_bytes():
    """The same results give the same bytes."""
    assert data_files(results(), FIGURES) == data_files(results(), FIGURES)
