"""Workbooks as other programs and people leave them: each a change of the parts of the branch's own file."""

import re

from author.returned import own
from odd import packed, parts

SHEET, BOOK, LINKS, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STYLES, RELATIONS = "xl/styles.xml", "xl/worksheets/_rels/sheet1.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def edited(part, *replacements):
    """A change that replaces text in one part; each text must be there."""
    def change(entries):
        content = entries[part].decode()
        for old, new in replacements:
            assert old in content, old
            content = content.replace(old, new)
        entries[part] = content.encode()
    return change


def without(*names):
    def change(entries):
        for name in names:
            del entries[name]
            entries[TYPES] = re.sub(rf'<Override PartName="/{name}"[^>]*/>'.encode(), b"", entries[TYPES])
            entries[LINKS] = re.sub(rf'<Relationship [^>]*Target="/{name}"[^>]*/>'.encode(), b"", entries[LINKS])
    return change


def no_styles(entries):
    without(STYLES)(entries)
    for name in entries:
        if name.startswith("xl/worksheets/sheet"):
            entries[name] = re.sub(rb' (s|style)="\d+"|<conditionalFormatting.*</conditionalFormatting>', b"", entries[name])


def bare_styles(entries):
    """Formats alone: neither fonts nor fills nor borders."""
    entries[SHEET] = re.sub(b"<conditionalFormatting.*</conditionalFormatting>", b"", entries[SHEET])
    entries[STYLES] = (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        + b'<xf numFmtId="0"/>' * 20 + b"</cellXfs></styleSheet>"
    )


def no_addresses(entries):
    """Rows and cells that do not say where they stand, gaps filled with empty ones."""
    text = entries[SHEET].decode()
    rows = dict(re.findall(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', text))
    whole = ""
    for row in range(1, 7):
        cells = {letter: f"<c{kind}>{inside}</c>" for letter, kind, inside in
                 re.findall(r'<c r="([A-Z])\d+"([^>]*?)>(.*?)</c>', re.sub(r"<c [^>]*/>", "", rows.get(str(row), "")))}
        whole += "<row>" + "".join(cells.get(letter, "<c/>") for letter in "ABCDEFGH") + "</row>"
    entries[SHEET] = re.sub(r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{whole}</sheetData>", text).encode()


def prefixed(entries):
    """Every element of the sheet, the workbook and the styles with a prefix."""
    for name in (SHEET, BOOK, STYLES):
        text = re.sub(r"<(/?)(?=[a-zA-Z])(?!\?)", r"<\1x:", entries[name].decode().replace("<?xml", "\0"))
        entries[name] = text.replace("\0", "<?xml").replace("xmlns=", "xmlns:x=", 1).encode()


def other_case(entries):
    """Part names in capitals, as some programs of old write them; relationships in small letters."""
    entries["xl/worksheets/Sheet1.XML"] = entries.pop(SHEET)
    entries["xl/worksheets/_rels/Sheet1.XML.rels"] = entries.pop(RELATIONS)
    edited(TYPES, ("/xl/worksheets/sheet1.xml", "/XL/worksheets/SHEET1.xml"))(entries)


def other_folder(entries):
    """A sheet in another folder, reached by a relative path."""
    entries["xl/sheets/first.xml"] = entries.pop(SHEET)
    entries["xl/sheets/_rels/first.xml.rels"] = entries.pop(RELATIONS)
    edited(TYPES, ("/xl/worksheets/sheet1.xml", "/xl/sheets/first.xml"))(entries)
    edited(LINKS, ("/xl/worksheets/sheet1.xml", "sheets/first.xml"))(entries)


def threaded(entries):
    """A conversation of new Excel on E3: the comment carries a copy for old programs."""
    entries["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="E3" dT="2023-10-08T09:00:00" personId="{A}" id="{B}"><text>x</text></threadedComment></ThreadedComments>'
    )
    kind = "application/vnd.ms-excel.threadedcomments+xml"
    edited(TYPES, ("</Types>", f'<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="{kind}"/></Types>'))(entries)
    edited(RELATIONS, ("</Relationships>",
           ('<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
           'Target="../threadedComments/threadedComment1.xml"/></Relationships>')))(entries)


def no_drawing(entries):
    """Comments without any box."""
    drawing = next(name for name in entries if name.endswith(".vml"))
    del entries[drawing]
    edited(SHEET, (re.search(r"<legacyDrawing[^>]*/>", entries[SHEET].decode())[0], ""))(entries)
    entries[RELATIONS] = re.sub(rb"<Relationship [^>]*vmlDrawing[^>]*/>", b"", entries[RELATIONS])


def buttons(entries):
    """A check box among the boxes of comments, and a line break that is no XML in an old box."""
    drawing = next(name for name in entries if name.endswith(".vml"))
    edited(drawing, ("</xml>", ('<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_s3001" style="visibility:visible"><div>一<br>二</div>'
           '<x:ClientData xmlns:x="urn:schemas-microsoft-com:office:excel" ObjectType="Checkbox"/></v:shape></xml>')))(entries)


def linked(entries):
    """A link of the branch's own on a header cell."""
    edited(SHEET, ("<pageMargins", f'<hyperlinks><hyperlink ref="B2" location="\'{"草稿"}\'!A1"/></hyperlinks><pageMargins'))(entries)


def named(entries):
    """Names of single sheets, one of them the area printed."""
    edited(BOOK, ("</definedNames>", ('<definedName name="_xlnm.Print_Area" localSheetId="1">\'支部信息\'!$A$1:$C$4</definedName>'
           '<definedName name="自己的">1</definedName></definedNames>')))(entries)


def macros(entries):
    """A workbook with macros."""
    entries["xl/vbaProject.bin"] = b"\xd0\xcf"
    edited(TYPES, ("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "vnd.ms-excel.sheet.macroEnabled.main+xml"))(entries)
    entries[TYPES] = entries[TYPES].replace(b"<Default", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default', 1)
    edited(LINKS, ("</Relationships>", '<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>'))(entries)


def no_views(entries):
    entries[SHEET] = re.sub(rb"<sheetViews>.*?</sheetViews>|<dimension[^>]*/>", b"", entries[SHEET], flags=re.DOTALL)
    entries[BOOK] = re.sub(rb"<bookViews>.*?</bookViews>", b"", entries[BOOK], flags=re.DOTALL)


def grouped(entries):
    """All sheets selected together, the third one open."""
    for name in entries:
        if name.startswith("xl/worksheets/sheet"):
            entries[name] = re.sub(rb"<sheetView (?:tabSelected=\"\w+\" )?", b'<sheetView tabSelected="1" ', entries[name])
    edited(BOOK, ('activeTab="0"', 'activeTab="2"'))(entries)


def styled_rows(entries):
    """Rows and columns with a format of their own where no cell stands."""
    edited(SHEET, ('<row r="4"', '<row s="1" customFormat="1" r="4"'))(entries)


ODDITIES = {
    "no styles": no_styles, "bare styles": bare_styles, "no addresses": no_addresses, "prefixes": prefixed,
    "capitals": other_case, "another folder": other_folder, "a conversation": threaded, "comments without boxes": no_drawing,
    "buttons": buttons, "links": linked, "names": named, "macros": macros, "no views": no_views, "grouped sheets": grouped,
    "formatted rows": styled_rows,
    "days from 1904": edited(BOOK, ("<workbookPr/>", '<workbookPr date1904="1"/>')),
    "a comment of runs": edited("xl/comments/comment1.xml", ("<text><t>只填人数</t></text>", "<text><r><t>只填</t></r><r><rPr><b/></rPr><t>人数</t></r></text>")),
}


def odd(name):
    """The branch's own file with one oddity."""
    entries = parts(own())
    ODDITIES[name](entries)
    return packed(entries)
