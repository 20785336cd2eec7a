"""usual: what the patterns let pass is what the strict road lets pass, with the same cells and texts."""

import time

import pytest
from hypothesis import strategies as st

import odd
from drawn import drawn
from paper import complete, written
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.intake import frame, usual
from shuzhi.intake.cells import scan
from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import plain, stream
from shuzhi.intake.shared import texts
from shuzhi.intake.usual import usual_cells, usual_texts

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x="urn:x"'
HEAD = f'<?xml version="1.0" encoding="UTF-8"?><worksheet {MAIN}><dimension ref="A1"/><sheetData>'
TAIL = '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
ROWS = (
    '<row r="1" spans="1:3" ht="20" customHeight="1" x:dy="0.25"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="3"/><c r="C1"><v>45178</v></c></row>'
    '<row r="2"/><row r="4"><c r="A4" s="1"/></row><row r="5" hidden="1"></row><row r="7"><c r="B7" s="4"/><c r="D7" t="str"><f>A1&amp;"甲"</f><v>1甲</v></c>'
    '<c r="AA7" s="1"><f aca="false">1+1</f><v>2.5E-3</v></c><c r="AB7" t="n"><f t="shared" si="0"/><v>-1</v></c><c r="AC7" s="9"/></row>'
)
CELL = '<c r="E7"><v>1</v></c>'
SHEET = HEAD + ROWS + TAIL
TEXTS = f'<sst {MAIN} count="3"><si><t>甲 &amp; 乙</t></si><si><t xml:space="preserve"> 丙\n</t></si><si><t></t></si></sst>'
# What stands in the way of the patterns, is refused, or is told as broken, below 0, without a format.
PIECES = [
    "<!-- x -->", "<!--", "-->", "<![CDATA[1]]>", "<![CDATA[", "]]>", "<?x y?>", "<sheetData>", "</sheetData>", "<sheetData/>", "<!-- <sheetData> -->", " ", "\n", "甲",
    "\x01", "\0", "\ufffe", "&#49;", "&amp;", "&x;", "&", "<", ">", '"', "'", "/", "-", "1", "0", "e", "A", "x:", "<row>", "</row>", '<row r="9">', '<row r="8"/>', ' r="9"',
    ' s="1"', ' s="1" s="1"', ' t="s"', ' t="e"', ' t="b"', ' xmlns="urn:y"', ' xmlns:y="urn:y"', ' y:z="1"', ' ht="1"', '<c r="E7"><v>1</v></c>', '<c r="E7"><v>-1</v></c>',
    '<c r="E7"><f>1</f></c>', '<c r="E7" t="e"><v>#REF!</v></c>', '<c r="E7" t="inlineStr"><is><t>1</t></is></c>', '<c r="A7"><v>1</v></c>', "<c><v>1</v></c>", "<v>1</v>",
    "<f>1</f>", "</c>", "<si>", "</si>", "<t>", "</t>", "<si><t>1</t></si>", "<r><t>1</t></r>", "<sst>", "999999999", "9999999999", "<mergeCells/>",
]


def found(read, part):
    """What a road finds in a part, or that it refuses it."""
    try:
        return read([part])
    except Refused:
        return "refused"


def same(part):
    """Both roads say the same of a part, as a sheet and as shared texts."""
    assert found(usual_cells, part) == found(scan, part)
    assert found(usual_texts, part) == found(texts, part)


@pytest.fixture
def strict(monkeypatch):
    """What the strict road is given instead of a part as a whole."""
    seen = []
    for module in (usual, frame):
        monkeypatch.setattr(module, "scan", lambda pieces: seen.extend(pieces) or scan(pieces))
    monkeypatch.setattr(usual, "texts", lambda pieces: seen.extend(pieces) or texts(pieces))
    return seen


@pytest.mark.parametrize("data", [odd.good(), written(complete()), blank(form.load(), 2023)], ids=["odd", "written", "blank"])
def test_what_programs_write_is_taken_by_the_patterns(strict, data):
    """No cell with a value, no second text goes the strict road; what is found is the same."""
    parts = odd.parts(data)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert usual_cells([part]) == scan([part])
    assert usual_texts([parts[odd.TEXTS]]) == texts([parts[odd.TEXTS]])
    assert usual_texts([parts[odd.TEXTS]]).count > 1
    assert [part for part in strict if b"<v>" in part or part.count(b"<si>") > 1] == []


def test_every_shape_of_a_cell_is_taken(strict):
    """Numbers, texts, formulas with results, formatted blanks, rows of any look: the part is not scanned as it is."""
    cells = usual_cells([SHEET.encode()])
    assert cells == scan([SHEET.encode()])
    assert (cells.rows, cells.columns, cells.text, cells.style, cells.merges, cells.bare, cells.negative) == (7, 28, 0, 2, 1, True, {(7, 28)})
    assert usual_texts([TEXTS.encode()]).count == 3
    assert SHEET.encode() not in strict
    assert TEXTS.encode() not in strict


@pytest.mark.parametrize("part", [
    HEAD.replace("<sheetData>", "<!--<sheetData>") + ROWS + "</sheetData>--><sheetData/></worksheet>",
    HEAD.replace("<sheetData>", "<!--<sheetData>") + ROWS + TAIL.replace("</sheetData>", "</sheetData>-->"),
    SHEET.replace(MAIN, MAIN.replace("urn:x", "").replace('xmlns:x=""', "")),
    SHEET.replace(MAIN, 'xmlns="urn:other" xmlns:x="urn:x"'),
    SHEET.replace('<row r="4">', '<row r="4" xmlns="urn:x">'),
    SHEET.replace('ht="20"', 'ht="20" ht="21"'),
    SHEET.replace('<row r="7">', '<row r="6"></row><row r="4">'),
    SHEET.replace('r="D7"', 'r="A7"').replace('r="B7"', 'r="B8"'),
    SHEET.replace('<c r="B7" s="4"/>', '<c r="E7"><v>1</v></c>'),
    SHEET.replace('r="AA7"', 'r="AA8"'),
    SHEET.replace("1甲", "1\x02"),
    SHEET.replace('A1&amp;"甲"', "A1&amp;]]>"),
    SHEET.replace('</row><row r="7">', '\x01</row><row r="7">'),
    SHEET.replace("1甲", '<c r="E7"/>'),
    SHEET.replace('A1&amp;"甲"', '<c r="E7"/>'),
    SHEET.replace("45178", "-45178"),
    SHEET.replace("45178", "1e999"),
    HEAD + CELL + ROWS + TAIL,
    HEAD + ROWS + CELL + TAIL,
    HEAD + CELL + TAIL,
    SHEET.replace('<row r="2"/>', f'<row r="2"/>{CELL}'),
    SHEET.replace('<row r="2"/>', f'<row r="2" ht="1{CELL}2"/>'),
    SHEET.replace('<row r="2"/>', f'<row r="2" ht="1{CELL}2"></row><row r="3">&</row>'),
    SHEET.replace('<row r="2"/>', '<row r="2">&</row>'),
    SHEET.replace('<c r="A4" s="1"/>', '<c r="A40" s="1"/><c r="A4"/>'),
    SHEET.replace('<c r="A4" s="1"/>', CELL.replace("E7", "AAAA4")),
    SHEET.replace("<sheetData>", '<cols><col min="1" max="1" min="1"/></cols><sheetData>', 1),
    SHEET.replace("<sheetData>", '<cols><col min="1" max="1"/><col min="2" max="2"/></cols><mergeCells><col min="3"/></mergeCells><sheetData>', 1),
    TEXTS.replace(' count="3"', ' count="3" count="3"'),
    TEXTS.replace("丙", "</t></si><si><t"),
    TEXTS.replace("丙", "丙]]>"),
    TEXTS.replace("<si>", "<!--<si>", 1).replace("</sst>", "--></sst>"),
    TEXTS.replace("甲 &amp;", "甲 &am").replace("<t></t>", "<t>p;</t>"),
    TEXTS.replace("丙", "\x02"),
    TEXTS.replace("<si><t></t></si>", "</sst><si><t></t></si>").replace("</sst>", "", 1),
    TEXTS.replace("<si><t></t></si>", "甲<si><t></t></si>"),
    "", "<si>", "</si>", "</si><si>", "<sheetData></sheetData>", "</sheetData><sheetData>",
])
def test_what_is_odd_is_told_by_both_roads_alike(part):
    """Comments around a table, other names, attributes twice, rows and cells out of order, signs no XML has."""
    same(part.encode())


def test_bytes_that_are_no_text_are_seen(strict):
    """In a formula and in a text, though no pattern looks at them."""
    for text, old, read in ((SHEET, "1甲", usual_cells), (TEXTS, "丙", usual_texts)):
        part = text.encode().replace(old.encode(), b"\xff")
        assert found(read, part) == "refused"
        same(part)
    assert strict


@pytest.mark.parametrize("hidden", [
    "<!--{}--><si ><t>真</t></si >", "<si ><t>真</t></si ><!--{}-->", "<?x {}?><si ><t>真</t></si >", "<si ><t><![CDATA[{}]]></t></si >",
])
def test_texts_that_nobody_sees_are_none(hidden):
    """Samples in a comment count for nothing, also where as many stand outside it."""
    part = f"<sst {MAIN}>{hidden.format('<si><t>假</t></si>')}</sst>".encode()
    assert usual_texts([part]).known == texts([part]).known


@pytest.mark.parametrize(("old", "new"), [
    ("<sheetData>", '<cols><col a="/><col a="/>"/></cols><sheetData>'), ('<c r="B1" s="3"/>', '<c r="B0" s="3"/>'),
])
def test_what_is_not_as_it_should_be_is_seen_by_the_strict_road(strict, old, new):
    """A sign in an attribute, a row 0: the patterns take neither."""
    assert old in SHEET
    part = SHEET.replace(old, new).encode()
    assert found(usual_cells, part) == found(scan, part)
    assert strict


@pytest.mark.parametrize("sign", [*map(chr, range(33)), *"&>]甲\x7f\x80\x85\ufffd\ufffe\uffff\U0001fffe\U0010ffff", "]]>", "&amp;", "&amp", "&x;", "&#9;", "&#10;", "&#0;", "&#xFFFE;"])
def test_signs_are_plain_only_where_expat_takes_them(sign):
    """As text, between texts; and half of a sign never."""
    content = f"甲{sign}乙".encode()
    assert plain(content) is None or found(lambda pieces: stream(pieces) or True, b"<v>%b</v>" % content) is True
    assert plain("甲 \t\r\n]>&amp;&#10;".encode()) == "甲 \t\r\n]>&amp;&#10;"
    for part in (content[1:], content[:-1], b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80"):
        assert plain(part) is None


def test_cells_without_end_are_taken_in_linear_time():
    """A row of formatted blanks as wide as Excel allows, and one of cells that no pattern takes."""
    begin = time.process_time()
    for cell in ('<c r="A1" s="1"/>', '<c r="A1"><f>1</f><x/></c>'):
        part = f'{HEAD}<row r="1">{cell * 16_384}</row>{TAIL}'.encode()
        same(part)
    assert time.process_time() - begin < 2


def test_both_roads_agree_on_whatever_is_put_in(many):
    """Pieces put into a sheet and into texts, in place of up to five characters: the same cells or a refusal by both."""
    @drawn(many * 5, st.sampled_from([SHEET, TEXTS]), st.lists(st.tuples(st.integers(0, len(SHEET)), st.integers(0, 5), st.sampled_from(PIECES)), min_size=1, max_size=2))
    def check(text, changes):
        for place, gone, piece in changes:
            text = text[: place % len(text)] + piece + text[place % len(text) + gone :]
        same(text.encode())
