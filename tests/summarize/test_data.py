import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pandas as pd
import pytest
from frictionless import Package

from joined import results
from shuzhi import form
from shuzhi.deliver.check import check_file
from shuzhi.summarize.data import SHEETS, csv_pieces, data_files, data_names

FIGURES = pd.DataFrame(
    [("报告/石桥村/述职报告.docx", 1, "45", "members_total", "党员!2;党员!3")],
    columns=["report", "number", "text", "source", "rows"],
)


def made(given, figures=FIGURES):
    """Name → content of every file."""
    return {name: b"".join(pieces) for name, pieces in data_files(given, figures)}


def csv_bytes(frame):
    return b"".join(csv_pieces(frame))


@cache
def small():
    """The files of the township as it is, made once; who changes one takes a copy."""
    return MappingProxyType(made(results()))


def read(name, given=None):
    text = (made(given) if given else small())[name].decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_files():
    """数据/ holds eleven CSV files, each with a byte order mark and CRLF, and what they are for programs and people."""
    files = small()
    names = [*SHEETS, "findings", "indicators", "figures", "dictionary"]
    assert sorted(files) == sorted([*(f"{name}.csv" for name in names), "datapackage.json", "说明.txt"])
    for name in names:
        content = files[f"{name}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n")


def test_columns():
    """Each sheet's file begins with branch_code and row and has the public columns only."""
    files = small()
    for sheet in map(form.load().sheet, SHEETS):
        header = files[f"{sheet.name}.csv"].decode("utf-8-sig").splitlines()[0].split(",")
        assert header[:2] == ["branch_code", "row"]
        hidden = {field.name for field in sheet.fields if field.disclosure != "public"}
        assert not hidden & set(header)


def test_explanations():
    """What branches wrote in 说明, what they explained and what only the township reads is in no file."""
    given = results()
    frames = {name: frame.assign(note="说明的话") if "note" in frame else frame for name, frame in given.frames.items()}
    findings = given.findings.assign(detail="另一处：东风村。")
    everything = b"".join(made(replace(given, frames=frames, findings=findings)).values()).decode()
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


@pytest.mark.parametrize("text", ["会议", "甲,乙", '甲"乙', '"', "甲\n乙", "甲\r乙", " 甲 ", "", "甲;乙", "甲\x85乙", "甲\u2028乙", ',\r\n"', "'"])
def test_quotes(text):
    """Texts stand as Python's own csv writes them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows([["a", "b"], [text, "x"]])
    assert csv_bytes(pd.DataFrame({"a": [text], "b": ["x"]}, dtype="str")).decode("utf-8-sig") == stream.getvalue()


def test_nothing_personal():
    """No name, phone or note of a person is in any file, not even in what a vote was about."""
    text = b"".join(small().values()).decode()
    assert not re.search(r"1\d{10}|陈小满|王小川|张大山|李小河", text)
    assert [row["matter"] for row in read("votes.csv")] == ["接收预备党员", "修缮村部屋顶"]


PLANTED = "密件"
PLANTED_DAY = pd.Timestamp("1987-06-05")


def test_nothing_that_is_not_public():
    """A mark in every personal and office column of every sheet, in the roster and in what is said of findings."""
    given = results()
    hidden = {
        sheet.name: [one for one in sheet.fields if one.disclosure != "public"] for sheet in form.load().sheets
    }
    frames = {
        sheet.name: _one_row(given.frames.get(sheet.name), sheet).assign(**{
            one.name: PLANTED_DAY if one.type == "date" else PLANTED for one in hidden[sheet.name]
        })
        for sheet in form.load().sheets
    }
    assert all(frames[name][one.name].isin([PLANTED, PLANTED_DAY]).any() for name in SHEETS for one in hidden[name])
    people = {"secretary": PLANTED, "contact": PLANTED, "leader": PLANTED}
    settings = replace(
        given.settings, contact=PLANTED, branches=tuple(replace(one, **people) for one in given.settings.branches)
    )
    files = made(replace(
        given, settings=settings, frames=frames, findings=given.findings.assign(detail=PLANTED),
        explained=given.explained.assign(explanation=PLANTED, detail=PLANTED), remarks=(PLANTED,),
        suggestions=(("QH01", PLANTED),),
    ))
    for content in files.values():
        assert PLANTED not in content.decode("utf-8-sig")
        assert f"{PLANTED_DAY:%Y-%m-%d}" not in content.decode("utf-8-sig")


def _one_row(frame, sheet):
    """The rows of a sheet, or one where there is none."""
    if frame is not None and len(frame):
        return frame
    return pd.DataFrame([{one.name: None for one in sheet.fields} | {"branch_code": "QH01", "row": 2}])


def valid(files, folder):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    report = Package(str(folder / "datapackage.json")).validate()
    return report.valid, report.flatten(["fieldName", "note"])


def test_frictionless(tmp_path):
    """The frictionless tool finds the package valid and the description names every column."""
    assert valid(small(), tmp_path) == (True, [])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    state = next(one for one in package["resources"][0]["schema"]["fields"] if one["name"] == "state")
    assert state["title"] == "状态"
    tasks = next(one for one in package["resources"] if one["name"] == "tasks")
    matter = next(one for one in tasks["schema"]["fields"] if one["name"] == "matter")
    assert matter["constraints"]["required"]
    assert "道路桥涵" in matter["constraints"]["enum"]


def test_everything_is_described():
    """Each file and column has a title and a sentence, figures their unit; keys, size and digest are stated."""
    files = small()
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert resource["rows"] == len(list(csv.reader(content.decode("utf-8-sig").splitlines()))) - 1
        assert resource["description"].endswith("。")
        assert all(one["title"] and one["description"].endswith("。") for one in resource["schema"]["fields"])
    known = {one["name"]: one for one in package["resources"]}
    assert {name: one["schema"]["primaryKey"] for name, one in known.items() if "primaryKey" in one["schema"]} == {
        "branches": ["branch_code"], **{name: ["branch_code", "row"] for name in SHEETS[1:]},
        "indicators": ["branch_code", "scope", "name"], "figures": ["report", "number"], "dictionary": ["file", "name"],
    }
    assert {name for name, one in known.items() if "foreignKeys" in one["schema"]} == set(SHEETS[1:])
    paid = next(one for one in known["tasks"]["schema"]["fields"] if one["name"] == "investment")
    assert (paid["unit"], paid["description"]) == (
        "万元", "工作簿“民生实事”表的“计划总投资（万元）”。单位：万元。单位是万元：5万元填 5。",
    )
    assert "2023-07-01至2023-09-30" in package["description"]
    assert "名册里4个支部，计入2个" in package["description"]


def test_the_dictionary_names_every_column():
    """In the order of the files, in words that need no JSON; the leaflet names every file."""
    files = small()
    named = [(row["file"], row["name"]) for row in read("dictionary.csv")]
    resources = json.loads(files["datapackage.json"])["resources"]
    assert named == [(one["name"], column["name"]) for one in resources for column in one["schema"]["fields"]]
    leaflet = files["说明.txt"].decode("utf-8-sig")
    assert all(name in leaflet for name in files if name != "说明.txt")
    assert leaflet.count("\r\n") == leaflet.count("\n")


def test_damage_is_seen(tmp_path):
    """A file that lost a line or changed a letter does not match its size, digest and number of rows."""
    files = small()
    whole = files["tasks.csv"]
    for damaged in (whole[: whole.rindex(b"QH02")], whole.replace("修渠".encode(), "修路".encode())):
        assert not valid({**files, "tasks.csv": damaged}, tmp_path)[0]


ODD = "他说“好”，\"行\"\r\n第二行,逗号;\n'撇号\t制表"
LONG = ODD + "长" * (32767 - len(ODD))  # what a cell of Excel holds


def test_odd_text(tmp_path):
    """Quotes, commas, line breaks, the longest text that a cell holds, a column without anything: all come back."""
    given = results()
    frames = {
        name: frame.assign(**{
            one.name: ODD for one in form.load().sheet(name).fields
            if one.type == "string" and not one.choices and one.name not in ("branch_code", "title")
        })
        for name, frame in given.frames.items()
    }
    frames["proposals"] = frames["proposals"].assign(detail=LONG)
    frames["tasks"] = frames["tasks"].assign(place=None, investment=float("nan"), due=pd.NaT)
    files = made(replace(given, frames=frames))
    assert valid(files, tmp_path) == (True, [])
    rows = list(csv.DictReader(io.StringIO(files["proposals.csv"].decode("utf-8-sig"), newline="")))
    assert {(row["detail"], row["place"]) for row in rows} == {(LONG, ODD)}
    assert check_file(tmp_path / "proposals.csv") == []


def test_description_describes(tmp_path):
    """A value that the description does not allow is seen: the package is no blank cheque."""
    files = {**small()}
    files["tasks.csv"] = files["tasks.csv"].replace("道路桥涵".encode(), "修路".encode())
    assert not valid(files, tmp_path)[0]


def test_rule_switched_off(tmp_path):
    """Where the township lets something pass that the form forbids, the package stays valid."""
    given = results()
    tasks = given.frames["tasks"].assign(matter=["修路", None, None, None], investment=[-1.0, 2, 3, 4])
    files = made(replace(given, frames={**given.frames, "tasks": tasks}))
    assert valid(files, tmp_path) == (True, [])


def test_empty(tmp_path):
    """A run in which nothing counts gives headers only, and a valid package."""
    given = results()
    empty = {name: frame.iloc[:0] for name, frame in given.frames.items()}
    files = made(
        replace(given, frames=empty, indicators=given.indicators.iloc[:0], findings=given.findings.iloc[:0]),
        FIGURES.iloc[:0],
    )
    assert valid(files, tmp_path) == (True, [])
    assert files["tasks.csv"].count(b"\r\n") == 1


def test_same_bytes():
    """The same results give the same bytes."""
    assert made(results()) == small()
    assert [*small()] == data_names()


def test_many_rows():
    """A file of more rows than are put into words at once is that of its parts behind each other."""
    frame = pd.DataFrame({
        "text": [f'=第{number % 7}行, "甲"' for number in range(25_003)],
        "number": [None if number % 3 == 0 else number / 8 for number in range(25_003)],
    })
    whole = csv_bytes(frame)
    parts = [csv_bytes(frame.iloc[start:start + 997]) for start in range(0, len(frame), 997)]
    header = b"\xef\xbb\xbftext,number\r\n"
    assert whole == header + b"".join(part.removeprefix(header) for part in parts)
    assert whole.count(b"\r\n") == len(frame) + 1
