"""Odd workbooks: a small good one, and the same with parts changed, added or left out."""

import io
import os
import random
import struct
import zipfile
import zlib

import xlsxwriter

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
LINKS = "xl/_rels/workbook.xml.rels"


def good(options=None, fill=None):
    """The bytes of a workbook with one sheet 会议: A1:C3 texts and numbers, or what `fill(book, sheet)` writes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True} | (options or {}))
    sheet = book.add_worksheet("会议")
    if fill:
        fill(book, sheet)
    else:
        for row in range(3):
            sheet.write_row(row, 0, [f"甲{row}", row, f"乙{row}"])
    book.close()
    return buffer.getvalue()


def rested(path, content):
    """Write a file that nobody is writing any more: a broken one that is young would be looked at a second time."""
    path.write_bytes(content)
    os.utime(path, (0, 0))


def parts(data):
    """The parts of a workbook: name → bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries, **options):
    """A zip of (name, bytes) pairs or a dict of them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries.items() if isinstance(entries, dict) else entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(part, *replacements, base=None):
    """The good workbook with text replaced in one part; each text must be there."""
    entries = parts(base or good())
    content = entries[part].decode()
    for old, new in replacements:
        assert old in content, old
        content = content.replace(old, new, 1)
    return packed(entries | {part: content.encode()})


def without(part):
    """The good workbook without one part."""
    return packed({name: content for name, content in parts(good()).items() if name != part})


def added(**entries):
    """The good workbook with more parts."""
    return packed([*parts(good()).items(), *entries["entries"]])


def cell(xml, **options):
    """The good workbook with `xml` in place of cell B2 (<c r="B2"><v>1</v></c>)."""
    return changed(SHEET, ('<c r="B2"><v>1</v></c>', xml), **options)


def directory_field(data, name, offset, value):
    """The zip with one 32-bit field of an entry's directory record changed (offset 16 CRC, 24 size)."""
    place = data.rindex(name.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    return data[: place + offset] + struct.pack("<I", value) + data[place + offset + 4 :]


def bomb(name, megabytes):
    """A zip of one entry that unpacks to `megabytes` of zeros while its headers say 1,000 bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeeze.compress(bytes(1_000_000)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    content = block * megabytes + squeeze.flush()
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(content), 1000, len(name), 0)
    entry = b"PK\3\4" + fields + name.encode() + content
    record = b"PK\1\2\x14\0" + fields + bytes(14) + name.encode()
    return entry + record + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(record), len(entry), 0)


def hungry():
    """600 kB that pass the gate and take more than a gigabyte to read: one long text, shown by 1,200 cells.

    Their attributes stand as no program writes them, so that the gate leaves the sheet to the reader.
    """
    rows = "".join(f'<row r="{n}"><c t="s" r="A{n}"><v>0</v></c></row>' for n in range(4, 1204))
    text = random.Random(8).randbytes(500_000).hex()
    return changed(TEXTS, ("甲0", text), base=changed(SHEET, ("</sheetData>", f"{rows}</sheetData>")))


def flagged(data, bit):
    """The zip with a flag bit set in every directory record."""
    place, out = data.find(b"PK\x01\x02"), bytearray(data)
    while place >= 0:
        out[place + 8] |= bit
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(out)


def ole(*streams):
    """The head of an OLE2 file that names these streams."""
    body = bytes.fromhex("D0CF11E0A1B11AE1") + b"\1" * 504 + b"".join(name.encode("utf-16-le") for name in streams)
    return body.ljust(2048, b"\1")
