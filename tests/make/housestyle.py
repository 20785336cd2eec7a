"""The house style of the templates: GB/T 9704-2012 as domain practice lays it out (22 lines of 28 characters)."""

import re
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from shuzhi.render.package import core_properties, pack

BODY, KAI, HEI, TITLE, LATIN = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "Times New Roman"
ALTERNATIVES = {BODY: "仿宋", KAI: "楷体", TITLE: "华文中宋"}
LINE = 579  # 28.95 pt exactly: 22 lines on a page
WIDTH = 8844  # 156 mm in twips: a line of 28 characters
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/>'  # both ways: Word reads the first, LibreOffice the second
KEPT = (
    "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml",
    "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/fontTable.xml",
)
W_NS = nsdecls("w")
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>shuzhi</Application>'
    "</Properties>"
)


def fonts(east, latin=LATIN):
    """One w:rFonts with every slot named, so that no theme font comes in."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}" w:hint="eastAsia"/>'


def style(key, name, paragraph="", run="", based="Normal"):
    """One paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def styles():
    """The whole styles part."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    # No mark hangs over the margin, no gap between digits and Han characters.
    tight = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    heading = "<w:keepNext/>" + INDENT
    cell = '<w:spacing w:line="400" w:lineRule="exact"/>'
    small = '<w:spacing w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    return (
        f'<w:styles {W_NS}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}<w:spacing w:val="-5"/><w:sz w:val="32"/>'
        '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{tight}<w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{fonts(BODY)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + style("gwTitle", "公文标题",
                '<w:keepNext/><w:spacing w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>',
                fonts(TITLE) + '<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>')
        + style("gwSpeaker", "公文报告人", f'<w:spacing w:after="{LINE}"/><w:jc w:val="center"/>', fonts(KAI))
        + style("gwAddressee", "公文称谓", '<w:keepNext/><w:jc w:val="left"/>')
        + style("gwBody", "公文正文", INDENT)
        + style("gwHeading1", "公文一级标题", heading + '<w:outlineLvl w:val="0"/>', fonts(HEI))
        + style("gwHeading2", "公文二级标题", heading + '<w:outlineLvl w:val="1"/>', fonts(KAI))
        + style("gwSignature", "公文署名", f'<w:keepNext/><w:spacing w:before="{LINE}"/>'
                '<w:ind w:rightChars="200" w:right="630"/><w:jc w:val="right"/>')
        + style("gwDate", "公文日期", '<w:ind w:rightChars="200" w:right="630"/><w:jc w:val="right"/>')
        + style("gwDraft", "公文页眉", '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="right"/>',
                fonts(KAI) + '<w:spacing w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/>')
        + style("gwPage", "公文页码", '<w:spacing w:line="240" w:lineRule="auto"/>',
                fonts("宋体", "宋体") + '<w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/>')
        + style("gwAnnex", "公文附件", '<w:keepNext/><w:pageBreakBefore/><w:jc w:val="left"/>', fonts(HEI))
        + style("gwAnnexTitle", "公文附件标题", f'<w:keepNext/><w:spacing w:before="{LINE}" w:after="{LINE}" w:line="700" '
                'w:lineRule="exact"/><w:jc w:val="center"/>',
                fonts(TITLE) + '<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>')
        + style("gwTableHead", "公文表头", "<w:keepNext/>" + cell + '<w:jc w:val="center"/>', fonts(HEI) + small)
        + style("gwTable", "公文表格", cell + '<w:jc w:val="left"/>', small)
        + style("gwCover", "公文封面", f'<w:spacing w:before="{LINE}" w:line="900" w:lineRule="exact"/><w:jc w:val="center"/>',
                fonts(TITLE) + '<w:spacing w:val="0"/><w:sz w:val="52"/><w:szCs w:val="52"/>')
        + style("gwContentsTitle", "公文目录标题", f'<w:keepNext/><w:spacing w:after="{LINE}" w:line="700" w:lineRule="exact"/>'
                '<w:jc w:val="center"/>', fonts(TITLE) + '<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>')
        + style("gwContents", "公文目录", f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs>'
                '<w:jc w:val="left"/>')
        + "</w:styles>"
    )


def font_table():
    """Fonts with the names to fall back to where a PC lacks them."""
    entries = "".join(
        f'<w:font w:name="{name}">' + (f'<w:altName w:val="{ALTERNATIVES[name]}"/>' if name in ALTERNATIVES else "")
        + '<w:charset w:val="86"/></w:font>'
        for name in (BODY, KAI, HEI, TITLE, "宋体")
    )
    return f'<w:fonts {W_NS}>{entries}<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'


def settings():
    """Odd and even pages differ; Word 2013 layout; Chinese punctuation may not begin a line."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {W_NS}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat></w:settings>'
    )


DRAFT = "{% if 更正稿 %}（更正稿）{% endif %}{% if 初稿 %}（初稿，经书记审定后使用）{% endif %}"


def write(path, lines, title, header=DRAFT, *, wide=False):
    """A template of (style id, text) lines, or blocks of XML, with the house's page (wide: A4 across) and numbers."""
    document = Document()
    (_wide_page if wide else _page)(document)
    for line in lines:
        if isinstance(line, str):
            document._body._body.insert(-1, parse_xml(line))
        else:
            _paragraph(document._body, *line)
    for above in (document.sections[0].header, document.sections[0].even_page_header):
        _fill(above, "gwDraft", [header])
    section = document.sections[0]
    _fill(section.footer, "gwPage", _page_number(), 'w:rightChars="100" w:right="280"', "right")
    _fill(section.even_page_footer, "gwPage", _page_number(), 'w:leftChars="100" w:left="280"', "left")
    target = BytesIO()
    document.save(target)
    path.write_bytes(_packed(target, title))


def _wide_page(document):
    _page(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, (18, 18, 15, 15))
    section.header_distance, section.footer_distance = Mm(10), Mm(9)


def _page(document):
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)


def _paragraph(parent, key, text):
    paragraph = parent.add_paragraph()
    _style(paragraph, key)
    _run(paragraph, text)
    return paragraph


def _style(paragraph, key):
    properties = paragraph._p.get_or_add_pPr()
    for child in list(properties):
        properties.remove(child)
    mark = OxmlElement("w:pStyle")
    mark.set(qn("w:val"), key)
    properties.append(mark)


def _run(paragraph, text):
    run = paragraph.add_run(text)
    hint = OxmlElement("w:rFonts")
    hint.set(qn("w:hint"), "eastAsia")
    run._r.get_or_add_rPr().append(hint)
    return run


def _fill(part, key, texts, indent="", side=""):
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]
    _style(paragraph, key)
    properties = paragraph._p.pPr
    if indent:
        properties.append(parse_xml(f"<w:ind {W_NS} {indent}/>"))
        properties.append(parse_xml(f'<w:jc {W_NS} w:val="{side}"/>'))
    for text in texts:
        if isinstance(text, str):
            _run(paragraph, text)
        else:
            paragraph._p.append(text)


def _page_number():
    """— 1 — as complex fields: simple ones print raw in WPS."""
    def mark(inner):
        return parse_xml(f"<w:r {W_NS}>{inner}</w:r>")

    return [
        "— ", mark('<w:fldChar w:fldCharType="begin"/>'),
        mark('<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
        mark('<w:fldChar w:fldCharType="separate"/>'), mark("<w:t>1</w:t>"),
        mark('<w:fldChar w:fldCharType="end"/>'), " —",
    ]


def _packed(source, title):
    """Only the members a reader needs, with the house's styles, fonts and settings, always the same bytes."""
    with ZipFile(source) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    kept = {
        name: data for name, data in found.items()
        if name in KEPT or re.fullmatch(r"word/(header|footer)\d+\.xml", name)
    }
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    kept["word/styles.xml"] = (head + styles()).encode()
    kept["word/settings.xml"] = (head + settings()).encode()
    kept["word/fontTable.xml"] = (head + font_table()).encode()
    kept["docProps/app.xml"] = APP.encode()
    kept["docProps/core.xml"] = core_properties(title, "")
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        kept[name] = _relations(kept[name], kept, name)
    kept["[Content_Types].xml"] = _content_types(kept["[Content_Types].xml"], kept)
    return pack(kept)


def _relations(data, kept, name):
    folder = "word/" if name.startswith("word/") else ""
    entries = re.findall(r"<Relationship [^>]*/>", data.decode())
    gone = [entry for entry in entries if folder + re.search('Target="([^"]*)"', entry).group(1) not in kept]
    text = data.decode()
    for entry in gone:
        text = text.replace(entry, "")
    return text.encode()


def _content_types(data, kept):
    text = data.decode()
    for entry in re.findall(r"<Override [^>]*/>", text):
        if re.search('PartName="/([^"]*)"', entry).group(1) not in kept:
            text = text.replace(entry, "")
    return text.encode()
