"""gate: every fault by its code, and the cells whose content no reader can give."""

import io
import os
import threading
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

import odd
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.container import Part, pieces, span
from shuzhi.intake.faults import FAULTS, Refused
from shuzhi.intake.gate import examine, inspect
from shuzhi.intake.listing import listing

BOUNDS = Bounds()
CODES = {
    "irregular": "F01", "gone": "F02", "denied": "F03", "device": "F04", "writing": "F05", "empty": "F06",
    "large": "F07", "zeros": "F08", "truncated": "F09", "password": "F10", "old": "F11", "old_other": "F12",
    "text": "F13", "html": "F14", "xml": "F15", "pdf": "F16", "document": "F17", "binary": "F18", "ods": "F19",
    "archive": "F20", "picture": "F21", "unknown": "F22", "strict": "F23", "zip": "F24", "names": "F25",
    "parts": "F26", "unpacked": "F27", "malformed": "F28", "doctype": "F29", "encoding": "F30", "missing": "F31",
    "structure": "F32", "range": "F33", "texts": "F34", "styles": "F35", "sheetless": "F36", "reader": "F37",
    "ratio": "F38", "tag": "F39",
}
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
GATE = {kind for kind, fault in FAULTS.items() if fault.code < "F40"}  # F40 and up: what comes after the gate
SAME_TITLE = '<sheet name="会议" sheetId="2" r:id="rId1"/>'


def utf16(part):
    entries = odd.parts(odd.good())
    return odd.packed(entries | {part: entries[part].decode().replace("UTF-8", "UTF-16").encode("utf-16")})


def twice(name):
    with pytest.warns(UserWarning, match="Duplicate name"):
        return odd.added(entries=[(name, b"<a/>")])


def replaced(part, content):
    return odd.packed(odd.parts(odd.good()) | {part: content})


def appended(row, address):
    """The good workbook with one more cell far away."""
    return odd.changed(odd.SHEET, ("</sheetData>", f'<row r="{row}"><c r="{address}"><v>1</v></c></row></sheetData>'))


GOOD = odd.good()
FAULTY = [
    ("empty", b""),
    ("zeros", bytes(5000)),
    ("unknown", bytes(4096) + b"x" * 100),
    ("unknown", bytes(range(256)) * 20),
    ("truncated", GOOD[: len(GOOD) // 2]),
    ("truncated", GOOD[: len(GOOD) // 2] + bytes(len(GOOD) // 2)),
    ("truncated", bytes.fromhex("D0CF11E0A1B11AE1")),
    ("password", odd.ole("Root Entry", "EncryptionInfo", "EncryptedPackage")),
    ("password", odd.flagged(GOOD, 1)),
    ("old", odd.ole("Root Entry", "Workbook")),
    ("old", b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(range(200))),
    ("old_other", odd.ole("Root Entry", "WordDocument")),
    ("text", "日期,会议类型\n2023-09-05,党课\n".encode()),
    ("text", "\ufeff日期,会议类型\n".encode()),
    ("text", "日期\t会议类型\r\n2023-09-05\t党课\r\n".encode("gb18030")),
    ("text", "日期,会议类型\n".encode("utf-16")),
    ("html", b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
    ("html", "<table><tr><td>日期</td></tr></table>".encode("gb18030")),
    ("xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'),
    ("pdf", b"%PDF-1.7\n" + bytes(range(256))),
    ("document", odd.packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"})),
    ("document", odd.packed({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"})),
    ("binary", odd.packed({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\1"})),
    ("ods", odd.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})),
    ("archive", odd.packed({"村1.xlsx": GOOD})),
    ("archive", b"Rar!\x1a\x07\x00" + bytes(100)),
    ("archive", odd.packed({})),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ("picture", b"\xff\xd8\xff\xe0" + bytes(100)),
    ("strict", odd.changed("xl/workbook.xml", ("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                               "http://purl.oclc.org/ooxml/spreadsheetml/main"))),
    ("zip", odd.directory_field(GOOD, odd.SHEET, 16, 12345)),
    ("zip", odd.directory_field(GOOD, odd.SHEET, 24, 100)),
    ("zip", odd.directory_field(GOOD, odd.SHEET, 24, 100_000)),
    ("names", odd.added(entries=[("../../x.xml", b"<a/>")])),
    ("names", odd.added(entries=[("/etc/x.xml", b"<a/>")])),
    ("names", odd.added(entries=[("xl\\x.xml", b"<a/>")])),
    ("names", odd.added(entries=[("C:/x.xml", b"<a/>")])),
    ("names", odd.added(entries=[(odd.SHEET.upper(), b"<a/>")])),
    ("names", twice(odd.SHEET)),
    ("parts", odd.added(entries=[(f"xl/media/{n}.png", b"") for n in range(3001)])),
    ("unpacked", odd.added(entries=[("xl/media/a.png", bytes(201_000_000))])),
    ("unpacked", odd.directory_field(GOOD, odd.SHEET, 24, 4_000_000_000)),
    ("malformed", odd.changed(odd.SHEET, ("</worksheet>", ""))),
    ("structure", odd.changed(odd.SHEET, ("</sheetData>", ""))),
    ("texts", odd.changed(odd.TEXTS, ("</si>", ""))),
    ("malformed", odd.changed(odd.TEXTS, ("甲0", "甲\x01"))),
    ("malformed", odd.changed("docProps/app.xml", ("</Properties>", ""))),
    ("malformed", replaced(odd.TEXTS, odd.parts(GOOD)[odd.TEXTS].replace("甲".encode(), b"\xff"))),
    ("malformed", replaced(odd.STYLES, b"")),
    ("doctype", odd.changed(odd.SHEET, ("<worksheet", BOMB + "<worksheet"))),
    ("doctype", odd.changed("docProps/core.xml", ("<cp:", BOMB + "<cp:"))),
    ("encoding", utf16(odd.SHEET)),
    ("encoding", utf16(odd.TEXTS)),
    ("encoding", odd.changed(odd.SHEET, ("UTF-8", "GBK"))),
    ("missing", odd.without(odd.SHEET)),
    ("missing", odd.without(odd.TEXTS)),
    ("missing", odd.without(odd.LINKS)),
    ("missing", odd.without("_rels/.rels")),
    ("missing", odd.without("[Content_Types].xml")),
    ("missing", odd.without("xl/workbook.xml")),
    ("missing", odd.changed("xl/workbook.xml", ('r:id="rId1"', 'r:id="rId77"'))),
    ("missing", odd.changed("_rels/.rels", ("xl/workbook.xml", "xl/other.xml"))),
    ("missing", odd.changed(odd.LINKS, ("sharedStrings.xml", "texts.xml"))),
    ("structure", odd.cell('<c r="A2"><v>1</v></c>')),
    ("structure", odd.cell('<c r="B7"><v>1</v></c>')),
    ("structure", odd.cell('<c r="$B$2"><v>1</v></c>')),
    ("structure", odd.cell('<c r="B2"><v>abc</v></c>')),
    ("structure", odd.cell('<c r="B2"><v>NaN</v></c>')),
    ("structure", odd.cell('<c r="B2"><v>1e999</v></c>')),
    ("structure", odd.cell('<c r="B2"><v>1<!-- x -->2</v></c>')),
    ("structure", odd.cell('<c r="B2"><v><![CDATA[1]]></v></c>')),
    ("structure", odd.changed(odd.SHEET, ('<row r="2"', '<row r="1"'))),
    ("structure", odd.changed(odd.SHEET, ("<sheetData>", "<sheetDatx>"), ("</sheetData>", "</sheetDatx>"))),
    ("structure", odd.changed(odd.SHEET, ("</sheetData>", "</sheetData><sheetData></sheetData>"))),
    ("structure", odd.changed("xl/workbook.xml", ("</sheets>", f"{SAME_TITLE}</sheets>"))),
    *(("structure", odd.cell(xml)) for xml in (
        '<c r="B2"><v>1</v><f>1</f></c>', '<c r="B2"><v>1</v><v>2</v></c>', '<c r="B2"><x/></c>', '<c r="B2" t="n"><is><t>1</t></is></c>',
        '<c r="B2" t="inlineStr"><v>1</v></c>', '<c r="B2" t="S"><v>1</v></c>', '<c r="B2" t="b"><v>true</v></c>', '<c r="B2" t="d"><v>9月5日</v></c>',
        '<c r="B2"><v><v>1</v></v></c>', '<c r="B2" s="&#49;"><v>1</v></c>', "<c r='B&#50;'><v>1</v></c>", '<c x=">" t="&#115;" r="B2"><v>1</v></c>',
        '</row><c r="B2"><v>1</v></c><row r="3">', '<c r="C2"><c r="B2"><v>1</v></c></c>',
    )),
    *(("structure", odd.changed(odd.SHEET, ("</sheetData>", f"</sheetData>{xml}"))) for xml in (
        '<mergeCell ref="A1:B2"/>', '<mergeCells><mergeCell ref="B2:A1"/></mergeCells>', '<mergeCells><mergeCell ref="A&#49;:B2"/></mergeCells>',
        '<extLst><sheetData xmlns="urn:other"/></extLst>', "<mergeCells><mergeCell/></mergeCells>",
    )),
    *(("structure", odd.changed("xl/workbook.xml", change)) for change in (
        ("<sheets>", '<sheet name="甲" sheetId="2" r:id="rId1"/><sheets>'), ("</sheets>", "</sheets><sheets></sheets>"), ('name="会议"', 'name=""'),
        ("<workbookPr ", '<workbookPr date1904="yes" '), ("<workbookPr ", '<workbookPr date1904="&#49;" '), ("<workbookPr ", '<workbookPr date1904="1"/><workbookPr '),
        ("</workbook>", '<extLst><workbookPr date1904="1" xmlns="urn:other"/></extLst></workbook>'), ('r:id="rId1"', 'r:id="rId&#49;"'),
    )),
    ("structure", odd.changed(odd.LINKS, ("</Relationships>", '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'))),
    ("malformed", odd.changed(odd.SHEET, ("<worksheet ", '<worksheet xmlns:x="a{b" '))),
    ("zip", odd.flagged(GOOD, 0x20)),
    *(("styles", odd.changed(odd.STYLES, change)) for change in (
        ('<cellXfs count="1"><xf numFmtId="0"', '<cellXfs count="1"><xf numFmtId="014"'), ('<cellXfs count="1"><xf numFmtId="0"', '<cellXfs count="1"><xf numFmtId="176"'),
        ('<cellXfs count="1"><xf numFmtId="0"', '<cellXfs count="1"><xf numFmtId="14"'), ("<cellXfs count", "<cellXfs/><cellXfs count"),
        ("</cellXfs>", '</cellXfs><numFmts><numFmt numFmtId="176" formatCode="0"/></numFmts>'), ("<cellXfs ", "<numFmts><x/></numFmts><cellXfs "),
        ("</styleSheet>", '<x><xf numFmtId="14"/></x></styleSheet>'), ("<xf numFmtId", '<xf><xf numFmtId="14"/></xf><xf numFmtId'),
    )),
    *(("texts", odd.changed(odd.TEXTS, ("<t>甲0</t>", xml))) for xml in ("<x><t>甲</t></x>", "<t>甲<t>0</t></t>", "<r><rPr><t>甲</t></rPr></r>", "<si><t>甲0</t></si>")),
    ("missing", odd.changed(odd.LINKS, ("relationships/sharedStrings", "relationships/other"))),
    ("missing", odd.changed(odd.LINKS, ("relationships/styles", "relationships/other"))),
    ("range", appended(1048576, "XFD1048576")),
    ("range", appended(100001, "A100001")),
    ("range", appended(9, "BXY9")),
    ("range", appended(90000, "BA90000")),
    ("texts", odd.cell('<c r="B2" t="s"><v>6</v></c>')),
    ("texts", odd.cell('<c r="B2" t="s"><v>-1</v></c>')),
    ("texts", odd.changed(odd.TEXTS, ("</si><si>", ""))),
    ("texts", odd.changed(odd.TEXTS, ("</si>", ""), ("</sst>", "</si></sst>"))),
    ("styles", odd.cell('<c r="B2" s="9"><v>45292</v></c>')),
    ("sheetless", odd.changed("xl/workbook.xml", ('<sheet name="会议" sheetId="1" r:id="rId1"/>', ""))),
]


@pytest.mark.parametrize(("kind", "data"), FAULTY, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(FAULTY)])
def test_each_fault_is_told_by_its_code(tmp_path, kind, data):
    """A file that is no whole, plain workbook is refused with its own code, size and digest."""
    path = tmp_path / "村1.xlsx"
    path.write_bytes(data)
    os.utime(path, (1, 1))
    gate = inspect(path, BOUNDS)
    assert gate.fault.code == FAULTS[kind].code
    assert "{" not in gate.fault.message
    assert gate.size == len(data)
    assert len(gate.sha256) == 64
    assert gate.broken == {}


def test_codes_never_change():
    """Codes stand in findings.csv and in what offices wrote down; every fault says what is wrong and what to do."""
    assert {kind: FAULTS[kind].code for kind in GATE} == CODES
    assert all(fault.message.endswith("。") and fault.hint.endswith("。") for fault in FAULTS.values())


def test_each_fault_of_the_bytes_is_tried():
    """FAULTY has every kind that the bytes alone decide; the others have a test of their own in tests/intake."""
    others = {"irregular", "gone", "denied", "device", "writing", "large", "reader", "ratio", "tag"}
    assert {kind for kind, _ in FAULTY} == GATE - others


def test_a_good_workbook_passes(tmp_path):
    """No fault, no broken cells, the digest of the bytes; openpyxl's and XlsxWriter's files alike."""
    path = tmp_path / "村1.xlsx"
    path.write_bytes(GOOD)
    gate = inspect(path, BOUNDS)
    assert (gate.fault, gate.size, gate.broken) == (None, len(GOOD), {})
    book = openpyxl.Workbook()
    book.active["C5"] = "甲"
    book.save(path)
    assert inspect(path, BOUNDS).fault is None


def test_what_is_no_file_is_never_opened(tmp_path):
    """A folder, a link, a fifo (opening it would wait for ever) and a device are irregular; a missing file is gone."""
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "村.xlsx").mkdir()
    (tmp_path / "链接.xlsx").symlink_to(__file__)
    for path in (tmp_path / "管道.xlsx", tmp_path / "村.xlsx", tmp_path / "链接.xlsx", Path("/dev/zero")):
        assert inspect(path, BOUNDS).fault == FAULTS["irregular"]
    assert inspect(tmp_path / "没有.xlsx", BOUNDS).fault == FAULTS["gone"]


def test_a_sparse_giant_is_refused_unread(tmp_path):
    """20 GB of nothing cost no reading; the limit is the township's own."""
    path = tmp_path / "村1.xlsx"
    path.touch()
    os.truncate(path, 20 << 30)
    gate = inspect(path, BOUNDS)
    assert (gate.fault.message, gate.sha256, gate.size) == ("文件有21.5 GB，超过上限20 MB。", "", 20 << 30)
    path.write_bytes(bytes(35_200_001))
    assert inspect(path, BOUNDS).fault.message == "文件有35.3 MB，超过上限20 MB。"
    assert inspect(path, Bounds(megabytes=40)).fault == FAULTS["zeros"]


def test_a_file_without_rights_is_denied(tmp_path):
    """No right to read is its own fault, also where the run is root's (as nobody here)."""
    path = tmp_path / "村1.xlsx"
    path.write_bytes(GOOD)
    path.chmod(0)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
        fault = inspect(path, BOUNDS).fault
    finally:
        os.seteuid(user)
    assert fault == FAULTS["denied"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails with EIO")
def test_a_disk_that_fails_is_named():
    """EIO while reading is a fault of the disk, never an exception (address 0 of a process cannot be read)."""
    assert inspect(Path("/proc/self/mem"), BOUNDS).fault == FAULTS["device"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a file of no stable size")
def test_a_file_that_is_longer_than_it_says_is_being_written():
    """What was read must be what the directory says, before and after."""
    assert inspect(Path("/proc/self/status"), BOUNDS).fault == FAULTS["writing"]


def test_a_growing_file_is_left_for_the_next_run(tmp_path, monkeypatch):
    """Half a workbook that grows while we look is being copied; half a workbook that does not is truncated."""
    path = tmp_path / "村1.xlsx"
    path.write_bytes(GOOD[:1000])
    assert inspect(path, BOUNDS).fault == FAULTS["truncated"]
    path.write_bytes(GOOD[:1000])
    monkeypatch.setattr(time, "sleep", lambda _seconds: path.write_bytes(GOOD))  # what is copied meanwhile
    assert inspect(path, BOUNDS).fault == FAULTS["writing"]
    assert inspect(path, BOUNDS).fault is None


def test_lying_sizes_are_counted():
    """20 GB behind a header of 1,000 bytes stop after one piece, before time and memory are used."""
    data = odd.bomb("xl/workbook.xml", 20_000)
    (entry,) = listing(data)[0]
    part = Part(entry.name, entry.method, entry.size, entry.checksum, *span(data, entry))
    begin = time.process_time()
    with pytest.raises(Refused, match="zip"):
        list(pieces(data, part))
    assert time.process_time() - begin < 1
    assert examine(data, Bounds(megabytes=50)).fault is not None


def test_a_file_rewritten_while_it_is_read_is_being_written(tmp_path):
    """Bytes of two versions never pass for one file, also where the size stays."""
    path = tmp_path / "村1.xlsx"
    path.write_bytes(b"x" * 80_000_000)
    done = threading.Event()

    def rewrite():
        with path.open("r+b", buffering=0) as file:
            while not done.is_set():
                file.seek(0)
                file.write(b"y")
    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        assert inspect(path, Bounds(megabytes=100)).fault == FAULTS["writing"]
    finally:
        done.set()
        writer.join()


def test_error_cells_and_formulas_without_result_have_addresses():
    """Error cells and uncached formulas are named by sheet and address; a formula with a result, even empty, is not."""
    def fill(book, sheet):
        sheet.write("C5", "标题")
        sheet.write_formula("C6", "=1+1", None, 2)
        sheet.write_formula("D6", "=1/0", None, "#DIV/0!")
        book.add_worksheet("其他工作").write_formula("AA30", "=A1", None, "#REF!")
    data = odd.good(fill=fill)
    assert examine(data, BOUNDS).broken == {"会议": {(6, 4): "error"}, "其他工作": {(30, 27): "error"}}

    book = openpyxl.Workbook()
    book.active.title = "会议"
    book.active["B3"] = "=1+1"
    book.active["B4"] = "#N/A"
    book.create_sheet("党员")["A1"] = "姓名"
    buffer = io.BytesIO()
    book.save(buffer)
    assert examine(buffer.getvalue(), BOUNDS).broken == {"会议": {(3, 2): "formula", (4, 2): "error"}}


@pytest.mark.parametrize(("xml", "broken"), [
    ('<c r="B2"><f>1+1</f></c>', {(2, 2): "formula"}),
    ('<c r="B2"><f>1+1</f><v></v></c>', {(2, 2): "formula"}),
    ('<c r="B2"><f>1+1</f><v/></c>', {(2, 2): "formula"}),
    ('<c r="B2" t="str"><f>""</f><v></v></c>', {}),
    ('<c r="B2" t="str"><f>""</f></c>', {(2, 2): "formula"}),
    ("<c><f>1+1</f></c>", {(2, 2): "formula"}),
    ('<c t="e"><v>#REF!</v></c>', {(2, 2): "error"}),
    ('<c r="B2" t="e"><f>A0</f><v>#REF!</v></c>', {(2, 2): "error"}),
    ('<c r="b2" t="e"><v>#REF!</v></c>', {(2, 2): "error"}),
])
def test_addresses_do_not_depend_on_how_a_cell_is_written(xml, broken):
    """With or without r, in lower case: the address is the cell's place."""
    assert examine(odd.cell(xml), BOUNDS).broken == ({"会议": broken} if broken else {})


@pytest.mark.parametrize("change", [
    (odd.SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="E:F"/></mergeCells>'),
    (odd.SHEET, "</worksheet>", '<extLst><ext xmlns:x="urn:x"><x:f>A1</x:f><x:row><x:c r="?"/></x:row></ext></extLst></worksheet>'),
    (odd.SHEET, '<c r="B2">', '<c r="B2" xmlns:x="urn:x" x:s="&#49;">'),
    ("xl/workbook.xml", "</workbook>", '<extLst><ext xmlns:x15="urn:x"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'),
    ("xl/workbook.xml", "<bookViews>", '<x:AlternateContent xmlns:x="urn:x"><x:Choice><x:absPath url="&#49;"/></x:Choice></x:AlternateContent><bookViews>'),
    (odd.STYLES, '<dxfs count="0"/>', '<dxfs><dxf><numFmt numFmtId="200" formatCode="&quot;甲&quot;0"/></dxf></dxfs>'),
    (odd.TEXTS, "<t>甲0</t>", '<r><rPr><sz val="9"/></rPr><t>甲</t></r><r><t xml:space="preserve">0 &amp; </t></r><rPh sb="0" eb="1"><t>a</t></rPh><phoneticPr fontId="1"/>'),
])
def test_what_programs_write_besides_passes(change):
    """Elements and attributes of other vocabularies, references in texts, formats of conditional formats."""
    part, old, new = change
    assert examine(odd.changed(part, (old, new)), BOUNDS).fault is None


def test_references_are_looked_for_in_linear_time():
    """A megabyte of references in one text, in one attribute and in many elements costs less than a second."""
    begin = time.process_time()
    for text in ("&#10;" * 200_000, "<r>" * 2 + "<t>" + "&amp;" * 100_000 + "</t></r></r>", "<t a='" + "&amp;" * 100_000 + "' b='>'/>", "<r><t>&lt;</t></r>" * 50_000):
        examine(odd.changed(odd.TEXTS, ("甲0", text)), BOUNDS)
    assert time.process_time() - begin < 2


def test_formulas_after_the_cells_are_no_cells():
    """Conditional formats and sparklines have f elements of their own; they belong to no cell."""
    tail = '</sheetData><extLst><ext><xm:f xmlns:xm="a">A1</xm:f><c r="A1" t="e"><v>x</v></c></ext></extLst>'
    assert examine(odd.changed(odd.SHEET, ("</sheetData>", tail)), BOUNDS).broken == {}


def test_a_part_in_utf16_that_no_reader_needs_is_let_through():
    """Excel's own Power Query stores a part in UTF-16."""
    item = '<?xml version="1.0" encoding="utf-16"?><a>查询</a>'.encode("utf-16")
    assert examine(odd.added(entries=[("customXml/item1.xml", item)]), BOUNDS).fault is None


def test_blank_rows_without_end_pass_in_seconds(many):
    """Rows that are only formatted are no content; they cost time, not a refusal (a million of them with --many 200)."""
    last = min(many * 5000, 1_000_000)
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(4, last + 1))
    data = odd.changed(odd.SHEET, ("</sheetData>", rows + "</sheetData>"))
    begin = time.process_time()
    assert examine(data, BOUNDS).fault is None
    assert time.process_time() - begin < 10


def test_an_ordinary_workbook_takes_milliseconds():
    """12 sheets of 300 formatted rows with 30 filled: the gate must not be what a run waits for."""
    def fill(book, sheet):
        look = book.add_format({"border": 1})
        for number in range(12):
            table = book.add_worksheet(f"表{number}") if number else sheet
            for row in range(300):
                for column in range(12):
                    table.write(row, column, f"文字{row}{column}" if row < 30 else "", look)
    data = odd.good(fill=fill)
    begin = time.process_time()
    assert examine(data, BOUNDS).fault is None
    assert time.process_time() - begin < 0.5


def test_any_cut_of_a_workbook_is_refused():
    """No prefix of a workbook passes: what lacks its end lacks its directory."""
    faults = {examine(GOOD[:length], BOUNDS).fault.code for length in range(0, len(GOOD), 97)}
    assert faults <= {"F06", "F09", "F24", "F22"}


def test_a_flipped_byte_of_a_part_is_refused():
    """Every stored byte of a part is under a checksum."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        entry = archive.getinfo(odd.SHEET)
    place = entry.header_offset + 30 + len(odd.SHEET) + 20
    for offset in range(0, entry.compress_size - 40, 13):
        damaged = bytearray(GOOD)
        damaged[place + offset] ^= 0x10
        assert examine(bytes(damaged), BOUNDS).fault is not None
