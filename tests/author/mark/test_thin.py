"""What of a worksheet is not looked at comes back as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.author.mark.markup import parsed, written
from shuzhi.author.mark.thin import kept_rows, thinned, whole

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
    "<row r='5'><c r='A5'/></row>", '<row><c r="A5"/></row>', '<row ht="3" r="5"><c r="A5"/></row>', "<row/>",
    '<x:row xmlns:x="urn:s" r="5"><x:c r="A5"/></x:row>', '<row r="3"><c r="A3"/></row>', '<row r="5a"><c r="A5"/></row>',
])
def test_a_worksheet_with_a_row_written_otherwise_is_left_whole(row):
    """Whoever says where a row stands otherwise than every program, or twice."""
    content = (HEAD + ROWS + row + TAIL).encode()
    assert thinned(content, ()) == (content, [])


LONG = "".join(
    f'<row r="{row}" ht="{row}" hidden="{row % 2}"><c r="A{row}"><v>{row}</v></c></row>' if row % 3 else f'<row r="{row}"/>'
    for row in range(1, 12) if row != 7
)


@given(st.sets(st.integers(1, 13)))
def test_rows_between_those_asked_for_are_kept_together(rows):
    """The tree holds the rows asked for, one of each run between them at least; the rest comes back where it was."""
    content = (HEAD + LONG + TAIL).encode()
    thin, kept = thinned(content, rows)
    root = parsed(thin)
    there = [int(row.get("r")) for row in root[0]]
    assert there == sorted(there)
    assert {row for row in rows if f'<row r="{row}"' in LONG} <= {*there}
    assert all(len(row) == bool(row.findall("{*}c")) for row in root[0] if int(row.get("r")) in rows)
    assert whole(written(root), kept) == written(parsed(content))
    others = kept_rows(kept)
    assert {*there, *others} == {*range(1, 12)} - {7}
    for asked in rows:  # no row before it is kept with one behind it
        runs = [[int(row) for row in re.findall(rb'<row r="(\d+)"', piece)] for piece in kept]
        assert all(max(run) < asked or min(run) > asked for run in runs if run)
    assert all(int(found.get("ht", row)) == row for row, found in others.items())


def test_a_row_that_is_missing_stands_between_two_runs():
    """A new row 7 finds its place among those of the tree."""
    thin, _ = thinned((HEAD + LONG + TAIL).encode(), {7})
    there = [int(row.get("r")) for row in parsed(thin)[0]]
    assert [min(there), min(row for row in there if row > 7)] == [1, 8]


DROP_DOWNS = '<dataValidations count="1"><dataValidation sqref="A1"><formula1>"一"</formula1></dataValidation></dataValidations>'


def test_drop_downs_are_kept():
    """Their list is there without them."""
    content = (HEAD + LONG + TAIL.replace("<rowBreaks", f"{DROP_DOWNS}<rowBreaks")).encode()
    thin, kept = thinned(content, ())
    assert b"<dataValidations" in thin
    assert b"<dataValidation " not in thin
    assert kept[-1].startswith(b"<dataValidation ")
    assert whole(written(parsed(thin)), kept) == written(parsed(content))


@pytest.mark.parametrize("tail", [DROP_DOWNS * 2, DROP_DOWNS.replace("<data", "<x:data").replace("</data", "</x:data"),
                                  "<dataValidations/>", DROP_DOWNS.replace('count="1"', 'count="&quot;"')])
def test_drop_downs_written_otherwise_stay(tail):
    """Two lists, another prefix, none, an odd attribute."""
    content = (HEAD + LONG + tail + TAIL).encode()
    assert tail.encode() in thinned(content, ())[0]
