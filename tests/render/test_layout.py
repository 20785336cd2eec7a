"""GB/T 9704 measured: reports as LibreOffice lays them out, and where the text is on the paper."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from make.housestyle import write
from office import converted, needs_office
from reportfacts import facts
from shuzhi.deliver.check import check_file
from shuzhi.render.house import HOUSE
from shuzhi.render.layout import place_signature
from shuzhi.render.template import load, render
from shuzhi.styles import DATE, SIGNATURE

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
EM = 15.75  # points of one character, 3号 as the standard counts it
LINE = 28.95
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
HAN = "田"
SIGNED = [("gwSignature", "{{ 支部.署名 }}"), ("gwDate", "{{ 支部.成文日期 }}")]
CASES = {
    "满页": [("gwBody", HAN * (26 + 28 * 49))],
    "样张": [("gwTitle", "青禾镇石桥村党支部"), ("gwTitle", "述职报告"), ("gwSpeaker", "书记　贺长青"),
             ("gwHeading1", "一、题"), ("gwHeading2", "（一）小题"), ("gwBody", HAN * 60), *SIGNED],
    "短署名": [("gwBody", HAN), *SIGNED],
    "标题多": [line for _ in range(30) for line in (("gwHeading2", "（一）标题"), ("gwBody", HAN * 50))],
    "末行": [*[("gwBody", HAN)] * 22, *SIGNED],
    "表": [("gwBody", HAN)],
}
SIGNATURES = {"短署名": "石桥村", "样张": "青禾镇石桥村党支部"}


@dataclass(frozen=True)
class Line:
    """One line on the paper, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def made(folder, name):
    """The report of one case; 表 gets a table of 60 rows with two paragraphs each."""
    path = folder / f"模板{name}.docx"
    write(path, CASES[name], name)
    if name == "表":
        document = Document(path)
        table = document.add_table(61, 1)
        for number, row in enumerate(table.rows):
            cell = row.cells[0]
            cell.paragraphs[0].text = f"甲{number}" if number else "表头"
            cell.paragraphs[0].style = document.styles["公文表格" if number else "公文表头"]
            if number:
                cell.add_paragraph(f"乙{number}", document.styles["公文表格"])
        document.add_paragraph("尾", document.styles["公文正文"])
        document.save(path)
    given = facts({"署名": SIGNATURES.get(name, "青禾镇石桥村党支部"), "成文日期": "2023-12-08"})
    return render(load(path), given).docx


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Case → its .docx; the templates stand beside the house file."""
    folder = tmp_path_factory.mktemp("papers")
    shutil.copy(ROOT / "templates" / HOUSE, folder)
    for name in CASES:
        (folder / f"{name}.docx").write_bytes(made(folder, name))
    return {name: folder / f"{name}.docx" for name in CASES}


@pytest.fixture(scope="module")
def pages(papers, tmp_path_factory):
    """Case → its pages, each a list of lines from the top; LibreOffice is started once."""
    saved = converted(papers.values(), "pdf", tmp_path_factory.mktemp("pdf"))
    return {name: measured(path) for name, path in zip(papers, saved, strict=True)}


def measured(pdf):
    told = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True).stdout
    root = etree.fromstring(told)
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        sorted((line_of(node, space) for node in page.iter(space + "line")), key=lambda line: line.top)
        for page in root.iter(space + "page")
    ]


def line_of(node, space):
    text = "".join(word.text or "" for word in node.iter(space + "word"))
    return Line(text, *(float(node.get(key)) for key in ("xMin", "yMin", "xMax", "yMax")))


def text_of(page):
    """The lines between the header and the page number."""
    return [line for line in page if line.top > TOP and line.bottom < BOTTOM]


def near(value, millimetres=1.0):
    return pytest.approx(value, abs=millimetres * MM)


@needs_office
@needs_poppler
def test_22_lines_of_28_characters(pages):
    """A page of text has 22 lines of 28 characters, the first 2 characters in, inside 37, 28, 35 and 26 mm."""
    for number, page in enumerate(pages["满页"][:2]):
        lines = text_of(page)
        assert len(lines) == 22
        assert {len(line.text) for line in lines[number == 0 :]} == {28}
        assert [line.left for line in lines[number == 0 :]] == [near(LEFT, 0.5)] * len(lines[number == 0 :])
        assert max(line.right for line in lines) == near(RIGHT)
        assert max(line.right for line in lines) < RIGHT
        assert (lines[0].top + lines[0].bottom) / 2 == near(TOP + LINE / 2, 2)
        assert (lines[-1].top + lines[-1].bottom) / 2 == near(BOTTOM - LINE / 2, 2)
        assert (lines[-1].top - lines[0].top) / 21 == near(LINE, 0.1)
    first = text_of(pages["满页"][0])[0]
    assert len(first.text) == 26
    assert first.left == near(LEFT + 2 * EM, 0.5)


@needs_office
@needs_poppler
def test_page_numbers(pages):
    """— 1 — is 7 mm under the text, 1 character (4号) in: on the right of odd pages, on the left of even ones."""
    for number, page in enumerate(pages["满页"], 1):
        foot = page[-1]
        assert foot.text == f"—{number}—"
        assert (foot.top + foot.bottom) / 2 == near(BOTTOM + 7 * MM)
        assert (foot.right == near(RIGHT - 14)) == bool(number % 2)
        assert (foot.left == near(LEFT + 14)) == (number % 2 == 0)


@needs_office
@needs_poppler
def test_title(pages):
    """The title begins on the first line, centred, 22 pt; the line behind the speaker is empty."""
    first, second, speaker, heading = text_of(pages["样张"][0])[:4]
    for line in (first, second):
        assert (line.left + line.right) / 2 == near((LEFT + RIGHT) / 2)
        assert (line.right - line.left) / len(line.text) == pytest.approx(22, abs=0.3)
    assert first.top < TOP + LINE
    assert speaker.text == "书记贺长青"
    assert heading.top - speaker.top == near(2 * LINE)
    assert heading.left == near(LEFT + 2 * EM, 0.5)


@needs_office
@needs_poppler
def test_signature_and_date(pages):
    """A blank line, the name 2 characters from the right, the date 2 right of its first character; a short name moves left."""
    *_, last, name, date = text_of(pages["样张"][0])
    assert name.top - last.top == near(2 * LINE)
    assert date.top - name.top == near(LINE)
    assert name.right == near(RIGHT - 2 * EM)
    assert date.right == near(RIGHT - (9 - 6.5) * EM)  # LibreOffice sets air around digits, so its first character is no measure
    name, date = text_of(pages["短署名"][0])[-2:]
    assert date.right == near(RIGHT - 2 * EM)
    assert name.right == near(RIGHT - (6.5 - 3 + 4) * EM)


@needs_office
@needs_poppler
def test_no_heading_at_the_foot_of_a_page(pages):
    """A heading goes to the next page with its text: none is the last line of a page."""
    found = [text_of(page) for page in pages["标题多"]]
    assert len(found) > 3
    assert [page[-1].text for page in found if page[-1].text.startswith("（一）")] == []
    assert sum(page[0].text.startswith("（一）") for page in found) > 1


@needs_office
@needs_poppler
def test_signature_not_alone_on_a_page(pages):
    """Where 22 lines fill the page the last of them goes over with name and date."""
    first, second = (text_of(page) for page in pages["末行"])
    assert len(first) == 21
    assert [line.text for line in second] == [HAN, "青禾镇石桥村党支部", "2023年12月8日"]


@needs_office
@needs_poppler
def test_tables_over_pages(pages):
    """The head of a table comes again on each page, and both paragraphs of a row are on one page."""
    found = [[line.text for line in text_of(page)] for page in pages["表"]]
    assert len(found) > 2
    assert found[0][:2] == [HAN, "表头"]
    for page in found[1:]:
        assert page[0] == "表头"
    for page in found:
        rows = [re.sub(r"\D", "", text) for text in page if re.match(r"[甲乙]\d", text)]
        assert rows[::2] == rows[1::2]


def test_fonts_and_properties(papers):
    """小标宋 22 pt, 黑体, 楷体 and 仿宋 16 pt by style; title, author and language are set; no theme fonts."""
    document = Document(BytesIO(papers["样张"].read_bytes()))
    east = {
        style.name: fonts.get(W + "eastAsia") for style in document.styles
        if (fonts := style.element.find(f"{W}rPr/{W}rFonts")) is not None
    }
    assert (east["公文标题"], east["公文一级标题"], east["公文二级标题"]) == ("方正小标宋简体", "黑体", "楷体_GB2312")
    assert (east["Normal"], east["公文页码"]) == ("仿宋_GB2312", "宋体")
    assert [document.styles[name].font.size.pt for name in ("公文标题", "公文页码")] == [22, 14]
    assert "Theme" not in document.styles.element.xml
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "报告（青禾镇石桥村党支部，2023年第三季度）", "青禾镇石桥村党支部", "zh-CN")
    assert 'w:eastAsia="zh-CN"' in document.styles.element.xml


def test_a_text_box_stands_where_the_signature_in_it_does():
    """Also one in a paragraph that has no properties before it is kept with the next."""
    signed, dated = (f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{HAN}</w:t></w:r></w:p>' for style in "SD")
    root = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}"><w:p><w:r><w:pict>{signed}</w:pict></w:r></w:p>{signed}{dated * 2}</w:body>')
    place_signature(root, {SIGNATURE: "S", DATE: "D"})
    assert [len(paragraph.findall(f"{W}pPr/{W}ind")) for paragraph in root.iter(W + "p")] == [1] * 5


def test_marks_are_told_apart(tmp_path):
    """A bookmark that a loop prints again goes, those of body and header get ids of their own."""
    write(tmp_path / "月报.docx", [("gwBody", "{%p for 项 in 会议 %}"), ("gwBody", "甲"), ("gwBody", "{%p endfor %}")], "月报")
    document = Document(tmp_path / "月报.docx")
    for paragraph, name in ((document.paragraphs[1], "a"), (document.sections[0].header.paragraphs[0], "b")):
        for tag in ("bookmarkEnd", "bookmarkStart"):
            mark = etree.Element(W + tag, {W + "id": "0"} | ({W + "name": name} if tag == "bookmarkStart" else {}))
            paragraph._p.insert(1, mark)
    document.save(tmp_path / "月报.docx")
    rows = "| 日期 | 会议类型 | 议题 | 主持人 |\n| 2023-07-01 | 党课 | 学 | 甲 |\n| 2023-08-01 | 党课 | 学 | 甲 |"
    path = tmp_path / "报告.docx"
    path.write_bytes(render(load(tmp_path / "月报.docx"), facts(会议=rows)).docx)
    assert len(Document(path).paragraphs) == 2
    assert Document(path).element.xml.count("bookmarkStart") == 1
    assert Document(path).element.xml.count("bookmarkEnd") == 1
    assert check_file(path) == []
