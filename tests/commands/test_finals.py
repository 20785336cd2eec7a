"""A 定稿 takes the place of its report; numbers that differ are told; what changes after it is a correction."""

import io
import os
import shutil
import zipfile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from openpyxl import load_workbook

from documents import docx_text
from shuzhi.commands.closing import whole
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running.undrafted import DRAFT
from shuzhi.commands.trace import EDITED, Traced, trace
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

IMAGE = RELATIONSHIP_TYPE.IMAGE
QUARTER = Period(2023, "Q", 3)


@pytest.fixture
def branch(few_run, tmp_path):
    """The two villages' workspace, the test's own to change, one report of the good one (简称/输出名.docx), its bytes."""
    with zipfile.ZipFile(few_run.output / "2023Q3_内部.zip") as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("报告/石井村/") and "述职" in name)
        content = archive.read(names[0])
    return Workspace(shutil.copytree(few_run.root, tmp_path / "own")), names[0].removeprefix("报告/"), content


def edited(content, change):
    document = Document(io.BytesIO(content))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def put_final(workspace, title, content):
    path = workspace.final(QUARTER) / title
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def again(workspace):
    return run(RunRequest(workspace), Silent())


def member(outcome, name):
    with zipfile.ZipFile(outcome.office) as archive:
        return archive.read(f"报告/{name}")


def first_number(document):
    """Change the first digit of the first paragraph of text that has one beside 次."""
    paragraph = next(one for one in document.paragraphs if "次" in one.text and one.style.name == "公文正文")
    at = paragraph.text.index("次") - 1
    paragraph.runs[0].text = paragraph.text[:at] + "7" + paragraph.text[at + 1:]
    for run_ in paragraph.runs[1:]:
        run_.text = ""


def test_a_final_takes_the_place(branch):
    """Under any name it replaces its report; only the words of the draft go, no other member of the file changes."""
    workspace, name, content = branch
    final = edited(content, lambda document: document.paragraphs[0].add_run("（修改）"))
    put_final(workspace, "书记改过 终稿.docx", final)
    put_final(workspace, "~$书记改过 终稿.docx", b"")
    outcome = again(workspace)
    now = member(outcome, name)
    assert "（修改）" in docx_text(now)
    assert DRAFT in docx_text(final)
    assert DRAFT not in docx_text(now)
    with zipfile.ZipFile(io.BytesIO(final)) as before, zipfile.ZipFile(io.BytesIO(now)) as after:
        assert before.namelist() == after.namelist()
        changed = {one for one in before.namelist() if before.read(one) != after.read(one)}
    assert changed
    assert all("header" in one for one in changed)
    assert outcome.results.remarks == (f"采用定稿1份：“{name.removesuffix('.docx')}”。",)
    listed, figures = trace(workspace, None, f"报告/{name}", None)
    assert EDITED in listed
    assert figures
    with zipfile.ZipFile(outcome.upward) as archive:
        assert "finals" not in archive.read("manifest.json").decode()


def test_numbers_that_differ_are_told(branch):
    """A changed number is used and told on screen and in the office's summary, never in the copy that leaves."""
    workspace, name, content = branch
    put_final(workspace, name, edited(content, first_number))
    outcome = again(workspace)
    told = outcome.results.remarks[1]
    assert "定稿中1处数字和表里对不上（定稿“7次”，表里“" in told
    assert told in whole(outcome)
    for zipped, there in ((outcome.office, True), (outcome.upward, False)):
        with zipfile.ZipFile(zipped) as archive:
            book = load_workbook(io.BytesIO(archive.read("汇总表.xlsx")))
        cells = [cell.value for row in book["报送情况"].iter_rows() for cell in row]
        assert (told in cells) is there


def test_files_that_are_not_used(branch):
    """Each tells why and what to do, and the generated report stays."""
    workspace, name, content = branch
    stripped = without_identity(content)
    made = {
        "坏的.docx": b"PK",
        "旧的.doc": b"",
        "空白/留空.docx": edited(content, lambda document: document.add_paragraph("开会××次")),
        "标签.docx": edited(content, lambda document: document.add_paragraph("{{ 支部.全称 }}")),
        "认不出.docx": stripped,
        "白沙村/" + name.split("/")[1]: stripped,
        "东岭村/" + name.split("/")[1]: content,
        f"上季度/{name.replace('/', ' ')}": edited(stripped, last_quarter),
    }
    made["连网.docx"] = linking(content)
    for title, file in made.items():
        put_final(workspace, title, file)
    if os.name == "posix":
        os.mkfifo(workspace.final(QUARTER) / "管道.docx")
        made["管道.docx"] = b""
    outcome = again(workspace)
    told = "\n".join(outcome.results.remarks)
    for words in (
        "“坏的.docx”没有采用：打不开", "“旧的.doc”没有采用：不是 .docx", "还有没填好的地方：“开会××次”", "没填好的地方：“{{ 支部",
        "“连网.docx”没有采用：里面的图片连着外面的文件或网址", "“管道.docx”没有采用：不是一个普通文件" if os.name == "posix" else "",
        "“认不出.docx”没有采用：看不出是哪份", "这次没有生成“白沙村/", "文件里记的是“石井村/", "它是2023年第二季度的，不是2023年第三季度的",
    ):
        assert words in told
    assert len(outcome.results.remarks) == len(made)
    assert member(outcome, name) == content


def linking(content):
    """With a picture that lies on a server."""
    return edited(content, lambda document: document.part.relate_to("http://127.0.0.1:9/a.png", IMAGE, is_external=True))


def without_identity(content):
    def change(document):
        for part in [one for one in document.part.package.iter_parts() if "custom" in str(one.partname)]:
            part._blob = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'

    return edited(content, change)


def last_quarter(document):
    for paragraph in document.paragraphs[:3]:
        for one in paragraph.runs:
            one.text = one.text.replace("第三季度", "第二季度")


def test_two_for_one_report(branch):
    """The one changed later is used; the other is named."""
    workspace, name, content = branch
    for title, when in (("一稿.docx", 2_000_000_000), ("二稿.docx", 1_900_000_000)):
        file = edited(content, lambda document, title=title: document.paragraphs[0].add_run(title))
        os.utime(put_final(workspace, title, file), (when, when))
    outcome = again(workspace)
    assert "一稿.docx" in docx_text(member(outcome, name))
    assert "“二稿.docx”没有采用" in outcome.results.remarks[1]


def test_what_changes_after_a_final_is_a_correction(branch):
    """Once there was a 定稿, another workbook gives a corrected report that lists the change, on every later run."""
    workspace, name, content = branch
    path = put_final(workspace, name, content)
    again(workspace)
    path.unlink()
    inbox = next((workspace.root / "workbooks/inbox").rglob("石井村三季度.xlsx"))
    book = load_workbook(inbox)
    sheet = book["民生实事"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("受益人数"))
    row = next(row for row in range(2, 60) if isinstance(sheet.cell(row, column).value, int))
    before = sheet.cell(row, column).value
    sheet.cell(row, column).value = before + 1
    book.save(inbox)
    shown = [docx_text(member(again(workspace), name)) for _ in range(2)]
    assert shown[0] == shown[1]
    assert "（更正稿）" in shown[0]
    lines = shown[0].split("\n")
    assert "更正说明" in lines
    at = lines.index("民生实事·受益人数", lines.index("更正说明"))
    assert lines[at + 1 : at + 4] == [str(before), str(before + 1), f"民生实事第{row}行"]


def test_every_source_has_a_name():
    """trace names an indicator, a cell, a sheet whose rows are counted, and a number of the template's own."""
    titles = [Traced(1, "3", source, ()).title for source in ("members_total", "民生实事!K7", "会议", "模板")]
    assert titles == ["党员总数", "民生实事!K7", "会议", "模板"]
