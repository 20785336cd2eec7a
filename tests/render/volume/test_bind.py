"""A volume holds each report as it is: its text, its page, its headers, its lists, its pictures."""

import re
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from make.housestyle import write
from shuzhi.deliver.check import check_file
from shuzhi.proof.shown import shown
from shuzhi.render.volume import Leaf, Volume, bind, bookmark, obstacle, report_title

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINES = ("青禾县云溪镇", "2023年第三季度", "述职报告汇编", "（共收录3份报告）")


def house(folder, name="石桥村"):
    """A report in the house style."""
    path = folder / f"{name}.docx"
    write(path, [("gwTitle", f"云溪镇{name}党支部"), ("gwTitle", "2023年第三季度述职报告"), ("gwBody", f"{name}的正文。")], name)
    book = Document(path)
    for header in (book.sections[0].header, book.sections[0].even_page_header):
        header.paragraphs[0].clear().add_run(f"（初稿）{name}")
    return saved(book)


def wide(folder):
    """A report in the house style with a table on a page across, between two upright pages."""
    book = Document(BytesIO(house(folder, "南坡村")))
    across = book.add_section()
    across.orientation, across.page_width, across.page_height = WD_ORIENT.LANDSCAPE, 10692000, 7560000
    across.left_margin = 900000
    table = book.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "项目", "完成"
    upright = book.add_section()
    upright.orientation, upright.page_width, upright.page_height = WD_ORIENT.PORTRAIT, 7560000, 10692000
    book.add_table(1, 1).cell(0, 0).text = "附表"
    return saved(book)


def foreign():
    """A report written by hand: other styles, an automatic list, a picture, a link, a bookmark, numbered from 7."""
    book = Document()
    head = book.add_paragraph("东湾社区手写的报告")
    for key, name in (("7", "甲"), ("8", "乙")):
        head._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{key}" w:name="{name}"/>'))
    for key in ("7", "8"):
        head._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{key}"/>'))
    head._p.append(parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="乙"><w:r><w:t>见乙</w:t></w:r></w:hyperlink>'))
    book.add_paragraph("第一件", style="List Number")
    book.add_paragraph("第二件", style="List Number")
    book.add_picture(BytesIO(dot()))
    section = book.sections[0]
    section.header.paragraphs[0].text = "手写的页眉"
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="7"/>'))
    return saved(book)


def dot():
    """A picture of one point."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def texts(docx):
    return [line.text.strip() for line in shown(docx) if line.part == "document"]


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    folder = tmp_path_factory.mktemp("volume")
    reports = {"石桥村": house(folder), "南坡村": wide(folder), "东湾社区": foreign()}
    leaves = tuple(Leaf(f"{name}　述职报告", docx) for name, docx in reports.items())
    return Volume(LINES, "青禾县云溪镇", house(folder, "版式"), leaves)


@pytest.fixture(scope="module")
def bound(volume):
    return bind(volume, [3, 4, 7])


def test_the_text_is_that_of_the_reports_in_order(volume, bound):
    """Title page and contents, then every paragraph of every report; only an empty line may be added."""
    front = [*LINES, "目　录", *(f"{leaf.entry} {page}" for leaf, page in zip(volume.leaves, (3, 4, 7), strict=True))]
    given = [text for leaf in volume.leaves for text in texts(leaf.docx) if text]
    assert [text for text in texts(bound) if text] == front + given


def test_the_structure_is_sound(bound, tmp_path):
    """Our own check finds nothing; ids, styles, lists and relations are there, once each."""
    (tmp_path / "汇编.docx").write_bytes(bound)
    assert check_file(tmp_path / "汇编.docx") == []
    body = Document(BytesIO(bound)).element
    with zipfile.ZipFile(BytesIO(bound)) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    starts, ends = ([mark.get(W + "id") for mark in body.iter(W + tag)] for tag in ("bookmarkStart", "bookmarkEnd"))
    assert sorted(starts) == sorted(ends)
    assert len(set(starts)) == len(starts) == 5
    names = [mark.get(W + "name") for mark in body.iter(W + "bookmarkStart")]
    assert len(set(names)) == 5
    assert {link.get(W + "anchor") for link in body.iter(W + "hyperlink")} <= set(names)
    styles = {style.get(W + "styleId") for style in parts["word/styles.xml"].iter(W + "style")}
    lists = {number.get(W + "numId") for number in parts["word/numbering.xml"].iter(W + "num")}
    for root in parts.values():
        used = {mark.get(W + "val") for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link") for mark in root.iter(W + tag)}
        assert used <= styles
        assert {mark.get(W + "val") for mark in root.iter(W + "numId")} <= lists | {"0"}
    keys = {one.get("Id") for one in parts["word/_rels/document.xml.rels"]}
    assert {value for node in body.iter() for key, value in node.attrib.items() if key.startswith(R)} <= keys
    assert not list(parts["word/settings.xml"].iter(W + "updateFields"))


def test_the_outline_goes_from_report_to_report(bound):
    """Word's navigation and the bookmarks of a PDF: who, below it what, below that the headings of the report."""
    book = Document(BytesIO(bound))
    levels = [
        (int(mark.get(W + "val")), paragraph.text)
        for paragraph in book.paragraphs for mark in paragraph._p.iterfind(f"{W}pPr/{W}outlineLvl")
    ]
    assert levels == [
        (0, "云溪镇石桥村党支部"), (1, "2023年第三季度述职报告"), (0, "云溪镇南坡村党支部"), (1, "2023年第三季度述职报告"),
        (0, "东湾社区手写的报告见乙"),
    ]
    styles = {style.name: style.element.find(f".//{W}outlineLvl") for style in book.styles}
    assert [styles[f"公文{name}级标题"].get(W + "val") for name in "一二"] == ["2", "3"]


def test_each_report_keeps_its_page_and_its_headers(bound):
    """Paper, margins, 初稿 marks; a report without a mark on even pages gets none from the report before it."""
    sections = list(Document(BytesIO(bound)).sections)[2:]
    across = [section.orientation == WD_ORIENT.LANDSCAPE for section in sections]
    assert across == [False, False, True, False, False]
    assert (sections[2].left_margin, sections[2].page_width) == (pytest.approx(900000, abs=600), pytest.approx(10692000, abs=600))
    headers = [section.header.paragraphs[0].text for section in sections]
    assert headers == ["（初稿）石桥村", *["（初稿）南坡村"] * 3, "手写的页眉"]
    assert sections[1].even_page_header.paragraphs[0].text == "（初稿）南坡村"
    assert sections[4].even_page_header.paragraphs[0].text == "手写的页眉"  # its even pages were as the odd ones
    assert sections[4].first_page_header.paragraphs[0].text == ""


def test_tables_stay_where_they_were(bound):
    """The table of the page across lies in that page's section, with its cells."""
    kinds = [node.tag.removeprefix(W) if node.find(f".//{W}sectPr") is None else "section" for node in Document(BytesIO(bound)).element.body]
    assert kinds.count("tbl") == 2
    first = kinds.index("tbl")
    assert kinds[:first].count("section") == 4
    assert "section" in kinds[first : kinds.index("tbl", first + 1)]


def test_page_numbers_run_on(bound):
    """No section begins to count anew or skips to an odd page; the title page shows no number, the contents do."""
    body = Document(BytesIO(bound)).element
    assert not [mark for mark in body.iter(W + "pgNumType") if mark.get(W + "start")]
    sections = Document(BytesIO(bound)).sections
    assert [section.footer.paragraphs[0].text for section in sections][:3] == ["", "— 1 —", "— 1 —"]
    assert sections[0].even_page_footer.paragraphs[0].text == ""
    assert sections[1].header.paragraphs[0].text == ""


def test_the_contents_lead_to_the_beginning_of_each_report(volume, bound):
    """Every entry is a link with a field that knows the page already; the bookmark is in the report's first line."""
    body = Document(BytesIO(bound)).element.body
    for number, (leaf, page) in enumerate(zip(volume.leaves, (3, 4, 7), strict=True), 1):
        (link,) = [link for link in body.iter(W + "hyperlink") if link.get(W + "anchor") == bookmark(number)]
        assert "".join(link.itertext(W + "t")) == f"{leaf.entry}{page}"
        assert [code.text for code in link.iter(W + "instrText")] == [f" PAGEREF {bookmark(number)} \\h "]
        (start,) = [mark for mark in body.iter(W + "bookmarkStart") if mark.get(W + "name") == bookmark(number)]
        assert "".join(start.getparent().itertext(W + "t")).startswith(texts(leaf.docx)[0])


def test_without_page_numbers_there_are_no_dots(volume):
    """Where nobody can tell the pages the contents only list the reports."""
    without = bind(volume)
    assert texts(without)[5:8] == [leaf.entry for leaf in volume.leaves]
    assert not re.findall(b"PAGEREF", zipfile.ZipFile(BytesIO(without)).read("word/document.xml"))


def test_the_same_reports_give_the_same_bytes(volume, bound):
    """Nothing of the clock or of chance is in it."""
    assert bind(volume, [3, 4, 7]) == bound


def test_styles_are_known_by_name(volume, tmp_path):
    """A report whose program gave 公文正文 another id stands in the volume's 公文正文."""
    other = house(tmp_path, "北塘村")
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(other)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"gwBody", b"a7"))
    docx = bind(replace(volume, leaves=(Leaf("北塘村", target.getvalue()),)))
    (line,) = [line for line in shown(docx) if line.text == "北塘村的正文。"]
    assert line.style == "公文正文"
    assert b'"a7"' not in zipfile.ZipFile(BytesIO(docx)).read("word/styles.xml")


def test_the_list_and_the_picture_of_a_report_come_along(bound):
    """The list of the hand-written report points at a list of its own, the picture is in the zip."""
    book = Document(BytesIO(bound))
    first = next(paragraph for paragraph in book.paragraphs if paragraph.text == "第一件")
    assert first.style.name == "List Number"
    assert first.style.element.find(f".//{W}numId") is not None
    (blip,) = book.element.body.iter(qn("a:blip"))
    assert book.part.related_parts[blip.get(qn("r:embed"))].blob == dot()


def test_the_title_is_read_from_the_report(tmp_path):
    """The paragraphs of the title in one line; "" where there is no such paragraph or no document."""
    assert report_title(house(tmp_path)) == "云溪镇石桥村党支部2023年第三季度述职报告"
    assert report_title(foreign()) == ""
    assert report_title(b"x") == ""


def test_what_cannot_be_bound_is_told(tmp_path):
    """No document, a document with parts missing, footnotes."""
    good = house(tmp_path)
    assert obstacle(good) == ""
    assert obstacle(b"x") == "文件打不开"
    target, noted = BytesIO(), BytesIO()
    with zipfile.ZipFile(BytesIO(good)) as old, zipfile.ZipFile(target, "w") as less, zipfile.ZipFile(noted, "w") as more:
        for name in old.namelist():
            if name != "word/header1.xml":
                less.writestr(name, old.read(name))
            more.writestr(name, old.read(name).replace(b"<w:sectPr", b'<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr'))
    assert obstacle(target.getvalue()) == "文件不完整"
    assert obstacle(noted.getvalue()) == "里面有脚注或尾注"
