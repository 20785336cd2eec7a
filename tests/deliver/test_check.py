import csv
import time
import zipfile
from io import BytesIO
from itertools import repeat

import docx
import docx.oxml.ns
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from shuzhi.deliver.check import check, check_file, check_returned
from shuzhi.deliver.document import has_plain_tables
from shuzhi.deliver.large import _before_tags, _is_plain
from shuzhi.deliver.leftovers import _known, leftovers
from shuzhi.zipped import member, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GRID = '<w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def body(content):
    return f"<w:document {W}><w:body>{content}</w:body></w:document>"


@pytest.fixture
def report(tmp_path):
    """A report with a table, as python-docx writes it."""
    made = docx.Document()
    made.add_table(1, 1).cell(0, 0).text = "石桥村"
    made.add_paragraph("正文")
    made.save(tmp_path / "报告.docx")
    return tmp_path / "报告.docx"


def rewritten(path, **parts):
    """The same package with some parts replaced (None: left out); names by their last piece."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = parts.get(name.rpartition("/")[2].partition(".")[0], source.read(name))
            if content is not None:
                target.writestr(name, content)
    path.write_bytes(stream.getvalue())
    return path


def test_sound(report, tmp_path):
    """What python-docx and XlsxWriter write has no fault."""
    assert check_file(report) == []
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        book.add_worksheet().write_string(0, 0, "<a&b>")
    assert check_file(tmp_path / "表.xlsx") == []


@pytest.mark.parametrize(("parts", "said"), [
    ({"document": body("<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>")}, "单元格不以段落结尾"),
    ({"document": body("<w:tbl><w:tr><w:tc><w:p/><w:tbl><w:tr/></w:tbl></w:tc></w:tr></w:tbl>")}, "单元格不以段落结尾"),
    ({"document": body("<w:tbl><w:tblPr/></w:tbl>")}, "表格没有行"),
    ({"document": body("<w:p>")}, "不是完整的 XML"),
    ({"document": body("\x0b")}, "不是完整的 XML"),
    ({"styles": None}, "指向不存在的 word/styles.xml"),
    ({"[Content_Types]": None}, "缺少部件"),
    ({"core": CORE.format("<dc:title>一</dc:title><dc:title>二</dc:title>")}, "title 出现了两次"),
])
def test_faulty_package(report, parts, said):
    """Each thing that Word refuses is found, though WPS and LibreOffice would open it."""
    assert any(said in fault for fault in check_file(rewritten(report, **parts)))


def test_table_in_a_cell(report):
    """A table inside a cell with its closing paragraph is sound, and plain."""
    inner = f"<w:tbl>{GRID}<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    sound = body(f"<w:tbl><w:tblPr/>{GRID}<w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>")
    assert check_file(rewritten(report, document=sound)) == []
    assert has_plain_tables(sound.encode())


PLAIN = f"<w:tbl><w:tblPr/>{GRID}<w:tr><w:tc><w:p><w:r/></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"


@given(st.lists(st.sampled_from(
    ["<w:tbl>", GRID, "<w:tr>", "<w:tr/>", "<w:tc>", "<w:tc/>", "<w:p/>", "<w:p>", "</w:p>", "</w:tc>", "</w:tr>",
     "</w:tbl>", "<w:tcPr/>", "<w:x>", "</w:x>", "<!---->", PLAIN],
), max_size=16))
@example(["<w:tbl>", GRID, "</w:tbl>", PLAIN])
@example(["<w:tbl>", GRID, "<w:tr>", "<w:tc/>", "</w:tr>", "</w:tbl>"])
@example(["<w:tbl>", GRID, "<w:tr>", "<w:tc>", "<w:p/>", "<w:x>", "</w:x>", "</w:tc>", "</w:tr>", "</w:tbl>"])
def test_counting_passes_nothing_that_elements_fault(pieces):
    """Whatever is well-formed and plain by its counts has no fault by its elements."""
    content = body("".join(pieces))
    try:
        document = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return
    space = {"w": docx.oxml.ns.nsmap["w"]}
    sound = not document.xpath("//w:tbl[not(w:tr)]|//w:tc[not(*[last()][self::w:p])]", namespaces=space)
    assert sound or not has_plain_tables(content.encode())


@pytest.mark.parametrize(("content", "said"), [
    ("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "表格没有列宽"),
    ("<w:tbl><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "表格没有列宽"),
    ("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "表格没有列宽"),
    (f"<w:tbl>{GRID}<w:tr><w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>", "表格没有列宽"),
    ('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="1" w:name="b"/></w:p>', "书签编号 1 出现了两次"),
    ('<w:p><wp:docPr xmlns:wp="x" id="7"/><wp:docPr xmlns:wp="x" id="7"/></w:p>', "图形编号 7 出现了两次"),
    ('<w:altChunk r:id="rId1" xmlns:r="x"/>', "altChunk"),
    ('<w:p><w:hyperlink r:id="rId99" xmlns:r="x"/></w:p>', "引用的 rId99 没有去处"),
])
def test_faulty_document(report, content, said):
    """What Word asks of tables, ids and references inside a document is asked here, too."""
    assert any(said in fault for fault in check_file(rewritten(report, document=body(content))))


def test_ids_are_counted_over_body_and_headers(tmp_path):
    """A bookmark of a header may not have the id of one of the body."""
    made = docx.Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.save(tmp_path / "报告.docx")
    mark = '<w:p><w:bookmarkStart w:id="{}" w:name="a{}"/><w:bookmarkEnd w:id="{}"/></w:p>'
    for number, said in ((3, []), (2, ["书签编号 2 出现了两次"])):
        header = f"<w:hdr {W}>{mark.format(number, number, number)}</w:hdr>"
        path = rewritten(tmp_path / "报告.docx", document=body(mark.format(2, 2, 2)), header1=header)
        assert check_file(path) == said


def test_doubled_part(report):
    """Two parts of one name are found."""
    with zipfile.ZipFile(report, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", b"<x/>")
    assert check_file(report) == ["压缩包里有重名部件 word/document.xml"]


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.csv", '代码,级别\r\nA,"两\r\n行"\r\n'.encode("utf-8-sig"), []),
    ("a.csv", "代码,级别\r\nA\r\n".encode(), ["各行列数不一样"]), ("a.csv", b"", ["各行列数不一样"]),
    ("a.csv", b'a,"b\r\n', ["引号不成对"]),
    ("a.csv", "代码".encode("gbk"), ["不是 UTF-8 文字"]), ("a.csv", b"\xef\xbb", ["不是 UTF-8 文字"]),
    ("a.json", b"{", ["不是 JSON"]),
    ("a.txt", "催报".encode(), []),
    ("a.docx", b"", ["压缩包打不开"]),
    ("a.pdf", b"%PDF-1.7", ["PDF 打不开，或者没有一页"]),
])
def test_other_files(tmp_path, name, content, said):
    """Texts are UTF-8, CSV lines have equal numbers of columns, JSON is JSON."""
    (tmp_path / name).write_bytes(content)
    assert check_file(tmp_path / name) == said


def test_a_figure_made_from_very_many_rows(tmp_path):
    """The members of a 党委 with hundreds of 支部 are named in one field, longer than Python reads unasked."""
    usual = csv.field_size_limit(131072)
    try:
        (tmp_path / "a.csv").write_text(f"rows,b\r\n{'QH01:党员!2;' * 20000},1\r\n", "utf-8-sig")
        assert check_file(tmp_path / "a.csv") == []
    finally:
        csv.field_size_limit(usual)


@pytest.mark.parametrize(("paragraph", "found"), [
    ("<w:r><w:t>{</w:t></w:r><w:r><w:t>{ 支部 }}</w:t></w:r>", ["{{"]),
    ("<w:r><w:t>｛｛支部｝｝</w:t></w:r>", ["｛｛"]),
    ("<w:r><w:t>共</w:t></w:r><w:r><w:t>nan</w:t></w:r><w:r><w:t>次</w:t></w:r>", ["nan"]),
    ("<w:r><w:t>None</w:t></w:r>", ["None"]),
    ("<w:r><w:t>banana {a}</w:t></w:r>", []),
])
def test_leftovers(report, paragraph, found):
    """Tags are seen also where they stretch over runs, nan and None only as a run of their own."""
    assert leftovers(rewritten(report, document=body(f"<w:p>{paragraph}</w:p>")).read_bytes()) == found


def test_large_parts_of_reports_are_not_kept(report):
    """What is searched in one report may be a large part, and no other report has it."""
    _known.cache_clear()
    large = "<w:p/>" * 200_000
    assert leftovers(rewritten(report, document=body(f"{large}<w:p><w:r><w:t>nan</w:t></w:r></w:p>")).read_bytes()) == ["nan"]
    kept = _known.cache_info().currsize
    leftovers(rewritten(report, document=body(f"{large}<w:p/>")).read_bytes())
    assert _known.cache_info().currsize == kept


def test_a_workbook_that_another_reader_refuses(tmp_path):
    """Well-formed parts are not enough: a workbook whose sheet has no relationship is found by openpyxl."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("会议")
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/workbook.xml").replace(b'r:id="rId1"', b'r:id="rId99"')
    assert check_file(rewritten(path, workbook=content)) != []


@pytest.mark.parametrize(("text", "said"), [
    ("<si><t>会议</t></si>", []), ('<si><t xml:space="preserve"> &lt;r&gt; </t></si>', []), ("<si><r><t>会议</t></r></si>", []),
    ('<si><t>会议</t><phoneticPr fontId="甲"/></si>', ["openpyxl 打不开（TypeError）"]), ("<si><t>会议</t><rPh/></si>", ["openpyxl 打不开（TypeError）"]),
])
def test_shared_texts_that_another_reader_refuses(tmp_path, text, said):
    """Only where each is but a text is openpyxl not asked of them."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("会议").write_string(0, 0, "会议")
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/sharedStrings.xml").replace("<si><t>会议</t></si>".encode(), text.encode())
    assert check_file(rewritten(path, sharedStrings=content)) == said


@pytest.mark.parametrize(("end", "change", "said"), [
    (b"</a>", {}, []), (b"", {}, ["部件 {} 不是完整的 XML（no element found: line 1, column 2000003）"]),
    (b"</a>", {"crc": 7}, ["压缩包打不开"]), (b"</a>", {"data": b"\xff\xff\xff"}, ["压缩包打不开"]),
])
def test_a_large_part_that_two_workbooks_have_alike(end, change, said):
    """Each says of it what there is to say, under the name it has there."""
    part = member("", b"<a>" + b" " * 2_000_000 + end)
    types = member("[Content_Types].xml", b"<Types/>")
    for name in ("xl/worksheets/sheet8.xml", "xl/worksheets/sheet7.xml", "xl/worksheets/sheet8.xml"):
        found = check(".xlsx", zipped([types, part._replace(name=name, **change)]))
        assert [fault for fault in found if "openpyxl" not in fault and "工作表" not in fault] == [one.format(name) for one in said]


@given(st.lists(st.sampled_from([b"<a>", b"<", b">", b"a", b""]).map(lambda one: one * 3), max_size=9))
def test_pieces_are_cut_before_tags(pieces):
    """Nothing is lost, whatever the pieces hold."""
    first, *found = _before_tags(pieces)
    assert b"".join([first, *found]) == b"".join(pieces)
    assert all(one.startswith(b"<") for one in found)
    assert b"<" not in found[-1][1:] if found else b"<" not in first


def test_a_long_text_is_not_copied_with_every_piece():
    """One as long as thousands of pieces takes a moment: copied with each, these would be fifty gigabytes."""
    begin = time.process_time()
    *_, whole = _before_tags(repeat(b"1" * 16_384, 2500))
    assert len(whole) == 2500 * 16_384
    assert time.process_time() - begin < 2


def test_a_long_attribute_is_parsed_once():
    """Parsed with each of its pieces, this one would take a minute; what looks like the end of a tag may stand in it."""
    begin = time.process_time()
    assert _is_plain([b'<worksheet a="', *repeat(b">" * 16_384, 2500), b'"/>'])
    assert time.process_time() - begin < 4


def test_a_branch_s_own_workbook_may_be_odd(report):
    """On its way back only its zip must be whole: what Excel may refuse in it came in like that."""
    assert check_returned(rewritten(report, styles=None, document=b"<w:p>").read_bytes()) == []
    content = report.read_bytes()
    report.write_bytes(content[: len(content) // 2])
    assert check_returned(report.read_bytes()) == ["压缩包打不开"]
    place = content.index(b"[Content_Types].xml") + 19
    report.write_bytes(content[:place] + b"#" + content[place + 1:])
    assert check_returned(report.read_bytes()) == ["部件 [Content_Types].xml 已损坏"]
    with zipfile.ZipFile(report, "w") as archive:
        archive.writestr("a.xml", "1")
        archive.writestr("A.xml", "2")
    assert check_returned(report.read_bytes()) == ["压缩包里有重名部件 a.xml"]
