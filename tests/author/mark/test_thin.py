"""What of a worksheet is not looked at comes back as it was."""

import pytest

from shuzhi.author.mark.markup import parsed, written
from shuzhi.author.mark.thin import thinned, whole

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="urn:s"><sheetData>'
ROWS = (
    '<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c></row><row r="2"/>'
    '<row r="3" ht="20"><c r="A3" t="inlineStr"><is><t>村 &amp; 组</t></is></c></row><row r="4"><c r="A4"/></row>'
)
TAIL = '</sheetData><rowBreaks count="1"><brk id="3"/></rowBreaks></worksheet>'
SHEET = (HEAD + ROWS + TAIL).encode()


def test_only_the_rows_asked_for_keep_their_cells():
    """The cells of the other rows are cut out, their rows with heights and all stay."""
    thin, kept = thinned(SHEET, {3})
    root = parsed(thin)
    assert [(row.get("r"), row.get("ht"), [cell.get("r") for cell in row.iterchildren("{*}c")]) for row in root[0]] == [
        ("1", None, []), ("2", None, []), ("3", "20", ["A3"]), ("4", None, []),
    ]
    assert kept == [b'<c r="A1" t="s"><v>0</v></c>', b'<c r="A4"/>']


def test_the_cells_come_back_behind_a_new_row():
    """After a row was put in, every cell stands in its own row again."""
    thin, kept = thinned(SHEET, {3})
    root = parsed(thin)
    other = parsed(SHEET)
    for tree in (root, other):
        tree[0].insert(0, tree.makeelement("{urn:s}row", {"r": "0"}))
        tree[0][3].set("ht", "40")
    assert whole(written(root), kept) == written(other)


@pytest.mark.parametrize("odd", [
    SHEET.replace(b"UTF-8", b"GBK"),
    SHEET.replace("村".encode(), "村".encode("gbk")),
    SHEET.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    SHEET.replace(b'<c r="A4"/>', b'<c r="A4"><is><t><![CDATA[</row>]]></t></is></c>'),
    SHEET.replace(b'<c r="A4"/>', b"<!-- </row> -->"),
    SHEET.replace(b'<c r="A4"/>', b"<?kept 0?>"),
    SHEET.partition(b"\n")[2],
    b"",
], ids=["another encoding", "no UTF-8", "UTF-16", "CDATA", "a comment", "an instruction", "no declaration", "nothing"])
def test_what_could_be_cut_wrongly_is_left_whole(odd):
    """A worksheet in which an end of a row may be none, or bytes mean something else, keeps all cells."""
    assert thinned(odd, ()) == (odd, [])


@pytest.mark.parametrize("row", [
    '<row r="5" note="a>b"><c r="A5"/></row>', "<row r='5'><c r='A5'/></row>", '<row><c r="A5"/></row>',
    '<row ht="3" r="5"><c r="A5"/></row>', '<x:row xmlns:x="urn:s" r="5"><x:c r="A5"/></x:row>', '<row r="5"/>',
])
def test_a_row_written_otherwise_is_left_whole(row):
    """Only rows as every program writes them are cut; one beside them is not."""
    content = (HEAD + row + ROWS + TAIL).encode()
    thin, kept = thinned(content, ())
    assert row.encode() in thin
    assert len(kept) == 3
    assert whole(thin, kept) == content
