"""emptied: what patterns took out of a workbook is what the reader reads in the whole."""

import tracemalloc

import pytest
from hypothesis import strategies as st

import odd
from conftest import REPOSITORY
from drawn import drawn
from fuzz.compare import differences
from paper import complete, written
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.intake import container
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.frame import alike
from shuzhi.intake.gate import examine
from shuzhi.intake.read import read, sheets
from shuzhi.intake.told import told
from shuzhi.model.sheet import RawBook

BOUNDS = Bounds()
SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
# How a text may be written, and a cell with a value (B2: number 1).
WRITTEN = [
    "<t>甲</t>", "<t></t>", "<t> 甲 </t>", '<t xml:space="preserve"> 甲\n</t>', '<t xml:space="preserve">  </t>', "<t>甲\n乙</t>", "<t>甲\r\n乙</t>", "<t>&amp;&lt;&#10;</t>",
    "<t>甲&amp;乙</t>", "<t>_x000D_</t>", "<t>_x4E00_</t>", "<t>　甲\xa0</t>", '<t>甲</t><phoneticPr fontId="1" type="noConversion"/>', "<r><t>甲</t></r><r><t>乙</t></r>",
    '<t>甲</t><rPh sb="0" eb="1"><t>乙</t></rPh>',
]
CELLS = [
    "<v>1</v>", "<v>-0</v>", "<v>-1.5</v>", "<v>1E+20</v>", "<v>0.1</v>", "<v>12345678901234567</v>", "<f>A1</f><v>2</v>", '<f t="shared" si="0"/><v>3</v>',
]
OTHERS = [
    '<c r="B2" t="str"><f>1</f><v>甲&amp;乙</v></c>', '<c r="B2" t="str"><v> 甲 </v></c>', '<c r="B2" t="str"><v></v></c>', '<c r="B2" t="e"><v>#REF!</v></c>',
    '<c r="B2"><f>1</f></c>', '<c r="B2" t="b"><v>1</v></c>', '<c r="B2" t="inlineStr"><is><t>甲</t></is></c>', '<c r="B2"/>', "",
]
FORMATS = ["General", "yyyy-m-d", "h:mm", "[h]:mm", "yyyy-m-d h:mm", "0.00%", "@"]


def both(data):
    """The sheets by either road; those of the tables None where no pattern took one."""
    gate = examine(data, BOUNDS)
    assert gate.fault is None
    return gate.emptied and sheets(gate.emptied, gate, BOUNDS.rows), sheets(data, gate, BOUNDS.rows)


def same(data):
    """What both roads give, the same to the type of a value."""
    taken, whole = both(data)
    assert repr(taken) == repr(whole) != "()"
    return taken


def formatted(days=None, numbers=(45178, 45178.75, 0.5, 0, -1, 59, 60, 61, 60000), formats=FORMATS):
    """A workbook with the numbers in each of the formats, a format a row, from row 5 on."""
    def fill(book, sheet):
        sheet.write_row(0, 0, ["甲", 1])
        for row, kind in enumerate(formats):
            for column, number in enumerate(numbers):
                sheet.write_number(row + 4, column + 1, number, book.add_format({"num_format": kind}))
        sheet.merge_range(20, 0, 21, 3, "乙")
        book.add_worksheet("空").hide()
        book.add_worksheet("丙").write(6, 2, "甲")
    return odd.good({"date_1904": days} if days else None, fill)


@pytest.mark.parametrize("data", [
    odd.good(), written(complete()), blank(form.load(), 2023), formatted(), formatted(days=True),
], ids=["good", "written", "blank", "formatted", "from 1904"])
def test_what_programs_write_is_taken_whole(data):
    """Not a table is left in the rest, and every value is the reader's own."""
    assert differences(data, RawBook("村1.xlsx", same(data))) == []
    gate = examine(data, BOUNDS)
    assert set(gate.titles) == set(gate.emptied.tables)


def test_a_sheet_without_a_table_leaves_the_texts_out():
    """What no pattern took, and names no shared text, does not need them."""
    data = odd.good(fill=lambda book, sheet: (sheet.write(0, 0, "甲"), book.add_worksheet("空").write_boolean(0, 0, True)))  # noqa: FBT003 - XlsxWriter's own
    same(data)
    rest = examine(data, BOUNDS).emptied
    assert list(rest.tables) == ["会议"]
    assert "甲".encode() not in odd.parts(rest.data)[odd.TEXTS]


def test_a_zip_that_readers_may_take_otherwise_is_read_whole():
    """A disk of its own in the end of the directory, a comment, a name that is not ASCII: the reader sees the file itself."""
    data = odd.good()
    for other in (data[:-18] + b"\1" + data[-17:], data[:-2] + b"\1\0x", odd.packed({**odd.parts(data), "文.xml": b"<a/>"})):
        gate = examine(other, BOUNDS)
        assert (gate.fault, gate.emptied) == (None, None)


def test_the_sample_is_read_alike_by_both_roads():
    """Every workbook of it that the gate lets pass."""
    read_ = [path for path in sorted(REPOSITORY.glob("workbooks/**/*.xlsx")) if read(path, path.name, BOUNDS)[0]]
    assert len(read_) > 15
    for path in read_:
        same(path.read_bytes())


WHOLE, ANY = (61, 62, 366, 367, 1462, 20000, 45000, 45178, 73050, 80000), (-0.0, -1.5, 0.1, 1e-7, 123456789012345680, 5e98)


@pytest.mark.parametrize("days", [None, True])
@pytest.mark.parametrize(("numbers", "formats"), [
    (WHOLE, ["General", "yyyy-m-d", "0.00%", "@"]), ((*WHOLE, *ANY), ["General", "0.00%", "@", "# ?/?"]),
])
def test_plain_numbers_and_days_are_told_by_their_format(days, numbers, formats):
    """Without asking the reader again, and the same to the type."""
    data = formatted(days, numbers, formats)
    assert told(examine(data, BOUNDS).emptied) is not None
    same(data)


@pytest.mark.parametrize(("number", "kind"), [
    (0, "yyyy-m-d"), (60, "yyyy-m-d"), (-1, "yyyy-m-d"), (80001, "yyyy-m-d"), (45000.5, "yyyy-m-d"), (45000, "[h]:mm"),
])
def test_only_the_reader_tells_hours_and_days_far_away(number, kind):
    """Nor those before Excel's 1900-02-29."""
    data = formatted(numbers=(number,), formats=["General", kind])
    assert told(examine(data, BOUNDS).emptied) is None
    same(data)


def test_large_cell_formats_are_read_once(monkeypatch):
    """Megabytes of them take a second."""
    parts, pieces = [], container.pieces
    monkeypatch.setattr(container, "pieces", lambda data, entry: parts.append(entry.name) or pieces(data, entry))
    data = odd.changed(odd.STYLES, ('<cellXfs count="1">', '<cellXfs count="1">' + '<xf numFmtId="0" fontId="0"/>' * 40_000))
    assert examine(data, BOUNDS).emptied
    assert parts == [odd.STYLES]


def test_what_is_large_is_not_remembered():
    """Megabytes around the cells are asked of the reader, and made alike, each time."""
    breaks = "".join(f'<brk id="{row}"/>' for row in range(10_000))
    data = odd.changed(odd.SHEET, ("</sheetData>", f"</sheetData><rowBreaks>{breaks}</rowBreaks>"))
    assert told(examine(data, BOUNDS).emptied) is None
    same(data)
    columns = b"<cols>" + b'<col width="9"/>' * 10_000
    tracemalloc.start()
    try:
        assert {alike(columns + b"<!--%d-->" % place)[:26] for place in range(20)} == {b'<cols><col width="A1"/><!--'[:26]}
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", WRITTEN)
def test_every_way_to_write_a_text_is_read_alike(text):
    """Alone, and beside plain ones; only what is plain is not asked of the reader."""
    for others in ("", "<si><t>丙</t></si>" * 5):
        data = odd.changed(odd.TEXTS, ("<si><t>甲0</t></si>", f"<si>{text}</si>{others}"))
        same(data)
    gate = examine(odd.good(), BOUNDS)
    assert not [one for one in gate.emptied.asked if isinstance(one, int)]


@pytest.mark.parametrize("content", [*(f'<c r="B2">{one}</c>' for one in CELLS), *OTHERS])
def test_every_shape_of_a_cell_is_read_alike(content):
    """A sheet that no pattern takes stays in the rest, the other sheet does not."""
    def fill(book, sheet):
        sheet.write_row(0, 0, ["甲", 1])
        sheet.write_number(1, 1, 1)
        book.add_worksheet("乙").write_row(0, 0, ["甲", "丙", 2])
    same(odd.cell(content, base=odd.good(fill=fill)))


@pytest.mark.parametrize(("result", "is_told"), [
    ("甲", True), ("甲\n乙  丙\t丁", True), ("1", True), ("#REF!", True), ("2023-09-05", True), ("x_1\x85\u2028", True), ("甲_", True),
    ("", False), (" 甲", False), ("甲\n", False), ("\u3000甲", True), ("甲&amp;乙", False), ("&#9;", False), ("甲\r\n乙", False), ("_x000D_", False), ("_x4E00_", False),
])
def test_only_a_plain_result_is_told(result, is_told):
    """Without asking the reader; by either road it is the same."""
    for formula in ("", "<f>1</f>"):
        data = odd.cell(f'<c r="B2" t="str">{formula}<v>{result}</v></c>')
        gate = examine(data, BOUNDS)
        assert (told(gate.emptied) is not None) is is_told
        same(data)


def test_any_result_is_read_alike(many):
    """Of any signs that a part may have."""
    signs = st.characters(exclude_categories=["Cs"], exclude_characters="&<\ufffe\uffff").filter(lambda sign: sign >= " " or sign in "\t\n\r")

    @drawn(many, st.text(signs, max_size=12))
    def check(result):
        same(odd.cell(f'<c r="B2" t="str"><v>{result.replace("]]>", "")}</v></c>'))


def test_any_texts_and_cells_are_read_alike(many):
    """Texts, numbers and others together, in one order or another."""
    @drawn(many, st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=6), st.lists(st.sampled_from([*CELLS, *OTHERS]), max_size=8))
    def check(texts, contents):
        rows = [f'<row r="{row}"><c r="A{row}" t="s"><v>{row % len(texts)}</v></c>{_in_row(one, row)}</row>' for row, one in enumerate(contents, 3)]
        part = odd.parts(odd.good())[odd.SHEET].decode()
        begin, end = part.index("<sheetData>") + len("<sheetData>"), part.index("</sheetData>")
        entries = {
            odd.SHEET: (part[:begin] + "".join(rows) + part[end:]).encode(), odd.TEXTS: f"{SST}{''.join(f'<si>{text}</si>' for text in texts)}</sst>".encode(),
        }
        data = odd.packed(odd.parts(odd.good()) | entries)
        taken, whole = both(data)
        assert taken is None or repr(taken) == repr(whole)


def _in_row(content, row):
    return content.replace("B2", f"B{row}") if content.startswith("<c") or not content else f'<c r="B{row}" s="0">{content}</c>'
