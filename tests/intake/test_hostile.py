"""gate: workbooks made to harm a reader, or to be read in two ways; and odd ones that are right."""

import io
import random
import struct
import time
import zipfile

import pytest

import odd
from shuzhi.intake.bounds import Bounds, bounds, sized
from shuzhi.intake.gate import examine
from shuzhi.intake.read import read

GOOD = odd.good()
END = b"PK\5\6"
ROWS = (("甲0", 0.0, "乙0"), ("甲1", 1.0, "乙1"), ("甲2", 2.0, "乙2"))


def message(data, most=None):
    """What the gate says of a file, "" where it passes."""
    fault = examine(data, most or Bounds()).fault
    return f"{fault.code} {fault.message}" if fault else ""


def seen(tmp_path, data):
    """The rows of the only sheet."""
    path = tmp_path / "村1.xlsx"
    path.write_bytes(data)
    return read(path, path.name, Bounds())[0].sheets[0].rows


def digits(count):
    """Hexadecimal digits, which do not pack well."""
    return random.Random(8).randbytes(count // 2).hex()


class Pipe(io.RawIOBase):
    """Something that can only be written on: zips get data descriptors there."""

    def __init__(self):
        self.content = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.content += data
        return len(data)


def streamed():
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in odd.parts(GOOD).items():
            archive.writestr(name, content)
    return bytes(pipe.content)


def wide():
    """The good workbook with the 64-bit fields that zips of more than 4 GB have."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in odd.parts(GOOD).items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(content)
    data = buffer.getvalue()
    place = data.rindex(END)
    count, size, start = struct.unpack_from("<HII", data, place + 10)
    record = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, place, 1)
    end = END + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:place] + record + locator + end


@pytest.mark.parametrize("data", [
    streamed(), wide(), GOOD + bytes(100), GOOD + b"\r\n",
], ids=["descriptors", "zip64", "zeros behind", "a line end behind"])
def test_zips_of_other_writers_are_read(tmp_path, data):
    """Data descriptors, 64-bit fields, a few bytes behind the end: the values are those of the plain file."""
    assert seen(tmp_path, data) == ROWS


def nested():
    """Two entries in the same bytes: the second lies, header and all, in what the first stores."""
    inner = odd.packed({"b.xml": b"<b/>"})
    record = inner[inner.index(b"PK\1\2") : inner.index(END)]
    local = inner[: inner.index(b"PK\1\2")]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in odd.parts(GOOD).items():
            archive.writestr(name, content)
        archive.writestr("a.bin", local)
    data = buffer.getvalue()
    place, end = data.rindex(local), data.rindex(END)
    count, size, start = struct.unpack_from("<HII", data, end + 10)
    record = record[:42] + struct.pack("<I", place) + record[46:]
    last = END + struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, size + len(record), start, 0)
    return data[:end] + record + last


def alias(name):
    """A part that goes by another name for readers of the Unicode path field (APPNOTE 4.6.9)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in odd.parts(GOOD).items():
            archive.writestr(part, content)
        entry = zipfile.ZipInfo("xl/extra.xml")
        other = b"\1" + struct.pack("<I", zipfile.crc32(b"xl/extra.xml")) + name.encode()
        entry.extra = struct.pack("<HH", 0x7075, len(other)) + other
        archive.writestr(entry, b"<a/>")
    return buffer.getvalue()


@pytest.mark.parametrize(("data", "code"), [
    (b"x" + GOOD, "F22"),
    (GOOD + GOOD, "F24"),
    (odd.packed({"a": b"x"}) + GOOD, "F24"),
    (GOOD + GOOD[GOOD.rindex(END):], "F24"),
    (GOOD[: GOOD.rindex(END) + 20] + struct.pack("<H", 22) + GOOD[GOOD.rindex(END):], "F24"),
    (nested(), "F24"),
    (alias(odd.SHEET), "F25"),
    (odd.added(entries=[("xl//x.xml", b"<a/>")]), "F25"),
    (odd.added(entries=[("XL/SharedStrings.xml", b"<a/>")]), "F25"),
    (odd.changed("xl/workbook.xml", ("</sheets>", '<sheet name="二" sheetId="2" r:id="rId1"/></sheets>')), "F32"),
], ids=[
    "before", "twice", "a zip before", "two ends", "an end in the comment", "overlap", "alias", "slashes", "case",
    "a part for two sheets",
])
def test_what_readers_could_see_in_two_ways_is_refused(data, code):
    """Which directory, which entry, which name counts is never left to the reader."""
    assert message(data).startswith(code)


def test_another_script_may_be_written_twice(tmp_path):
    """A picture under its Chinese name, once as a zip has it and once in the Unicode field, harms nobody."""
    with zipfile.ZipFile(io.BytesIO(alias("xl/extra.xml"))) as archive:
        assert archive.testzip() is None
    assert seen(tmp_path, alias("xl/extra.xml")) == ROWS


FILL = "<row><c s='1'/></row>" * 400_000
DEEP = "<a>" * 1_000_000 + "</a>" * 1_000_000


@pytest.mark.parametrize(("data", "said"), [
    (odd.changed(odd.SHEET, ("</sheetData>", f"{FILL}</sheetData>")), "F38"),
    (odd.changed(odd.SHEET, ("</sheetData>", f"</sheetData>{DEEP}")), "F38"),
    (odd.changed(odd.TEXTS, ("</si>", f"{DEEP}</si>")), "F38"),
    (odd.added(entries=[("xl/a.xml", f"<a b='{digits(3_000_000)}'/>".encode())]), "F39 文件内部有一处内容长得不正常，超过上限1 MB"),
    (odd.cell(f'<c r="B2"><v>{"1" * 1_000_000}x</v></c>'), "F32"),
    (odd.changed("xl/workbook.xml", ("</sheets>", "".join(
        f'<sheet name="s{n}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(20_000)) + "</sheets>")), "F32"),
    (odd.changed(odd.SHEET, ("</sheetData>", "</sheetData><mergeCells>" + "".join(
        f'<mergeCell ref="A{n}:C{n}"/>' for n in range(9, 60_009)) + "</mergeCells>")), "F33 第1张表用到60000处合并单元格，超过上限50000处合并单元格。"),
    (GOOD[:60] + (b"PK\1\2" + bytes(42)) * 400_000 + END + bytes(18), "F26 文件内部有400000个部分，超过上限3000个。"),
], ids=["rows", "deep cells", "deep texts", "attribute", "digits", "sheets", "merges", "records"])
def test_what_would_keep_a_reader_busy_is_refused_at_once(data, said):
    """Quadratic readers, towers of elements, endless lists: each is told within a second."""
    begin = time.process_time()
    assert message(data).startswith(said)
    assert time.process_time() - begin < 1


def test_honest_size_is_read(tmp_path):
    """20,000 merged ranges, text that packs well, a dimension that lies: the values are there."""
    merges = "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(9, 20_009))
    data = odd.changed(
        odd.SHEET, ("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"), ("A1:C3", "A1:XFD1048576"),
    )
    assert seen(tmp_path, data) == ROWS


def test_the_township_sets_the_limits():
    """Each limit of 参数 is the one that counts, and the message names it."""
    most = bounds({"file_megabytes": 1.0, "unpacked_megabytes": 10.0, "sheet_rows": 1000.0, "read_seconds": 5.0,
                   "read_megabytes": 512.0})
    assert most == Bounds(1, 10, 1000, 5, 512)
    assert bounds({}) == Bounds(20, 200, 100_000, 60, 2048)
    far = odd.changed(odd.SHEET, ("</sheetData>", '<row r="1001"><c r="A1001"><v>1</v></c></row></sheetData>'))
    assert (message(far), message(far, most)) == ("", "F33 第1张表用到1001行，超过上限1000行。")
    big = odd.added(entries=[("xl/media/a.bmp", bytes(12_000_000))])
    assert message(big) == ""
    assert message(big, most) == "F27 文件展开后有12.1 MB，超过上限10 MB，多半有大量只有格式的空行。"


def test_sizes_are_rounded_up():
    """A size just over its limit is never printed as the limit."""
    assert [sized(n) for n in (20_000_000, 20_000_001, 999_000_000, 1_000_000_000, 21_474_836_480)] == [
        "20 MB", "20.1 MB", "999 MB", "1 GB", "21.5 GB"]
