"""What every guide has beside its text: styles with every font named, header and footer, the list of parts."""

from typing import NamedTuple
from xml.sax.saxutils import escape

from shuzhi.render.package import core_properties

SONG, HEI, LATIN, TYPED = "宋体", "微软雅黑", "Times New Roman", "Consolas"
BLUE, GREY = "1F4E79", "7F7F7F"
WIDTH = 9072  # 160 mm in twips: a line
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_REL}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


class Size(NamedTuple):
    """How big a guide is printed: its type in half points, the height of a line in twips."""

    type: int
    line: int


def fonts(east, latin=LATIN):
    """One w:rFonts with every slot named, so that no theme font comes in."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}" w:hint="eastAsia"/>'


def fixed(title, size, relations):
    """The parts of a guide but its text and pictures; `relations`: those to the pictures."""
    parts = (("Styles", "styles"), ("Header", "header"), ("Footer", "footer"), ("Settings", "settings"))
    links = "".join(f'<Relationship Id="rId{key}" Type="{_REL}/{kind}" Target="{kind}.xml"/>' for key, kind in parts)
    texts = {
        "[Content_Types].xml": _types([kind for _, kind in parts]),
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
            f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(links + relations),
        "word/styles.xml": styles(size),
        "word/header.xml": f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="guideHeader"/></w:pPr><w:r><w:t>'
                           f"{escape(title)}</w:t></w:r></w:p></w:hdr>",
        "word/footer.xml": _footer(),
        "word/settings.xml": f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:characterSpacingControl '
                             'w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
                             'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
    }
    return {**{name: (_HEAD + text).encode() for name, text in texts.items()},
            "docProps/core.xml": core_properties(title, "")}


def _types(kinds):
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>' for kind in kinds
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override '
        f'PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}<Override '
        'PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(links):
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _footer():
    """— 1 — as complex fields: simple ones print raw in WPS."""
    runs = (
        "<w:t>— </w:t>".replace("<w:t>", '<w:t xml:space="preserve">'), '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
    )
    inner = "".join(f"<w:r>{run}</w:r>" for run in runs)
    return f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="guideFooter"/></w:pPr>{inner}</w:p></w:ftr>'


def styles(size):
    """The styles part: type of the guide's size, headings in proportion, a colour for what is to be noticed."""
    line = f'<w:spacing w:before="0" w:after="60" w:line="{size.line}" w:lineRule="exact"/>'
    indent = 2 * size.type * 10  # two characters in twips
    hang = f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>{line}<w:ind w:left="{indent}" w:hanging="{indent}"/>'
    small = max(size.type - 4, 21)
    bar = '<w:pBdr><w:left w:val="single" w:sz="36" w:space="6" w:color="E0A030"/></w:pBdr>'
    box = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/>'
                  for side in ("top", "left", "bottom", "right"))
    made = [
        _style("guideTitle", "指南标题", '<w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/>',
               _type(HEI, 52, BLUE, bold=True)),
        _style("guideChapter", "指南一级标题", '<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="2" '
               f'w:color="{BLUE}"/></w:pBdr><w:spacing w:before="420" w:after="160"/><w:outlineLvl w:val="0"/>',
               _type(HEI, size.type + 8, BLUE, bold=True)),
        _style("guideSection", "指南二级标题", '<w:keepNext/><w:spacing w:before="260" w:after="100"/>'
               '<w:outlineLvl w:val="1"/>', _type(HEI, size.type + 2, BLUE, bold=True)),
        _style("guideQuestion", "指南问题", '<w:keepNext/><w:spacing w:before="200" w:after="60"/>',
               _type(HEI, size.type, "", bold=True)),
        _style("guideText", "指南正文", line),
        _style("guideStep", "指南步骤", hang),
        _style("guideItem", "指南列项", hang),
        _style("guideNote", "指南提示", f'{bar}<w:shd w:val="clear" w:color="auto" w:fill="FFF6DD"/>{line}'
               '<w:ind w:left="200"/>'),
        _style("guideCommand", "指南命令", f'<w:keepLines/><w:pBdr>{box}</w:pBdr><w:shd w:val="clear" w:color="auto" '
               f'w:fill="F2F2F2"/><w:spacing w:before="100" w:after="140" w:line="{size.line}" w:lineRule="exact"/>'
               f'<w:ind w:left="{indent}" w:right="200"/><w:jc w:val="left"/>', fonts("楷体", TYPED)),
        _style("guidePicture", "指南图片", '<w:keepNext/><w:spacing w:before="120" w:after="40"/><w:jc w:val="center"/>'),
        _style("guideCaption", "指南图注", '<w:spacing w:before="0" w:after="200"/><w:jc w:val="center"/>',
               _type(SONG, small, "404040")),
        _style("guideTableHead", "指南表头", '<w:keepNext/><w:spacing w:before="40" w:after="40"/><w:jc w:val="left"/>',
               _type(HEI, small, BLUE, bold=True)),
        _style("guideTable", "指南表格", '<w:spacing w:before="40" w:after="40"/><w:jc w:val="left"/>', _type(SONG, small)),
        _style("guideTableKept", "指南表格续", "<w:keepNext/>", based="guideTable"),
        _style("guideGap", "指南表后", '<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'),
        _style("guideContentsTitle", "指南目录标题", '<w:keepNext/><w:spacing w:before="240" w:after="120"/>'
               '<w:jc w:val="center"/>', _type(HEI, size.type + 8, BLUE, bold=True)),
        _contents_style("guideContents1", "指南目录1", size.line - 80, 0, "<w:b/>"),
        _contents_style("guideContents2", "指南目录2", size.line - 80, indent),
        _style("guideHeader", "指南页眉", '<w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/>',
               _type(SONG, 20, GREY)),
        _style("guideFooter", "指南页码", '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>',
               _type(SONG, 22, GREY)),
    ]
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(SONG)}<w:sz w:val="{size.type}"/>'
        f'<w:szCs w:val="{size.type}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name '
        'w:val="Normal"/><w:qFormat/><w:pPr><w:jc w:val="both"/></w:pPr></w:style><w:style w:type="character" '
        'w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style><w:style '
        'w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" '
        'w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr></w:style>{''.join(made)}</w:styles>"
    )


def _contents_style(key, name, line, left, run=""):
    return _style(
        key, name, f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs><w:spacing w:before="0" '
        f'w:after="0" w:line="{line}" w:lineRule="exact"/><w:ind w:left="{left}"/><w:jc w:val="left"/>', run,
    )


def _style(key, name, paragraph, run="", based="Normal"):
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _type(font, size, color="", *, bold=False):
    return (
        fonts(font) + ("<w:b/>" if bold else "") + (f'<w:color w:val="{color}"/>' if color else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )
