"""A guide as a Word document that WPS shows the same: plain parts, every font named, always the same bytes."""

from itertools import count, takewhile
from typing import NamedTuple
from xml.sax.saxutils import escape

from guidestyles import NAMES, TYPED, WIDTH, fixed, fonts
from guidetext import spans

from shuzhi.render.package import pack

EMU_PER_TWIP = 635
_TOGETHER = 7  # rows of a table that stay on one page
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADINGS = {"chapter": "guideChapter", "section": "guideSection"}
_STYLES = {
    "title": "guideTitle", "text": "guideText", "step": "guideStep", "item": "guideItem", "note": "guideNote",
    "question": "guideQuestion",
    "command": "guideCommand",
}


class Image(NamedTuple):
    """A picture: its file's bytes, its width and height on paper in twips."""

    data: bytes
    width: int
    height: int


def document(blocks, images, size, pages):
    """The bytes of a .docx: title, what stands before the first chapter, the contents, the chapters.

    images  picture's file name → Image, as wide as a line at most
    pages   heading → page number, printed in the contents; a heading that is not in it has none
    """
    paper = _Paper(images)
    front = list(takewhile(lambda block: block.kind != "chapter", blocks))
    body = "".join(map(paper.block, front)) + _contents(blocks, pages)
    body += "".join(map(paper.block, blocks[len(front):]))
    return pack({**fixed(blocks[0].text, size, paper.relations()), **paper.media(), "word/document.xml": _whole(body)})


class _Paper:
    """Turns blocks into XML; counts bookmarks and pictures."""

    def __init__(self, images):
        self._images, self._used = images, {}
        self._marks, self._pictures = count(1), count(1)

    def media(self):
        """The parts with the pictures."""
        return {f"word/media/{key}.png": self._images[name].data for name, key in self._used.items()}

    def relations(self):
        """The relationships to the pictures."""
        return "".join(
            f'<Relationship Id="{key}" Type="{_REL}/image" Target="media/{key}.png"/>' for key in self._used.values()
        )

    def block(self, block):
        """One block."""
        if block.kind == "table":
            return _table(block.rows)
        if block.kind == "picture":
            return self._picture(block)
        if block.kind in _HEADINGS:
            number = next(self._marks)
            return _paragraph(
                _HEADINGS[block.kind],
                f'<w:bookmarkStart w:id="{number}" w:name="{_mark(number)}"/>{_run(block.text)}'
                f'<w:bookmarkEnd w:id="{number}"/>',
            )
        lead = {"step": _run(block.label, _NUMBER) + _TAB, "item": _run("●", _DOT) + _TAB}.get(block.kind, "")
        return _paragraph(_STYLES[block.kind], lead + _runs(block.text), leads=block.text.endswith("："))

    def _picture(self, block):
        number = next(self._pictures)
        key = self._used.setdefault(block.label, f"rIdPicture{len(self._used) + 1}")
        image = self._images[block.label]
        shrunk = min(1, block.share / 100 * WIDTH / image.width)
        width, height = (int(side * shrunk) * EMU_PER_TWIP for side in (image.width, image.height))
        size = f'cx="{width}" cy="{height}"'
        said = f"图{number}　{block.text}"
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="图{number}" descr="{escape(block.text)}"/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="图{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:ln w="9525"><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill></a:ln></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return _paragraph("guidePicture", drawing) + _paragraph("guideCaption", _run(said))


_TAB = "<w:r><w:tab/></w:r>"
_NUMBER = '<w:b/><w:color w:val="1F4E79"/>'
_DOT = f'{fonts("宋体", "宋体")}<w:color w:val="1F4E79"/><w:sz w:val="18"/>'
_LOOKS = {"plain": "", "bold": "<w:b/>", "code": fonts("楷体", TYPED) + '<w:color w:val="9C2A10"/>'}


def _runs(text):
    return "".join(_run(span.text, _LOOKS[span.kind]) for span in spans(text))


def _run(text, look=""):
    look = look if "<w:rFonts" in look else f'<w:rFonts w:hint="eastAsia"/>{look}'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(style, inner, *, leads=False):
    """A paragraph; one that leads to the next stays on its page."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if leads else ""}</w:pPr>{inner}</w:p>'


def _table(rows):
    """A ruled table, its head on every page; columns as wide as their longest line asks for."""
    widths = _widths(rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="A6A6A6"/>'
                      for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    kept = len(rows) - 1 if len(rows) <= _TOGETHER else 1
    inner = "".join(_row(row, widths, place, kept) for place, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>'
        + _paragraph("guideGap", "")
    )


def _row(row, widths, place, kept):
    """One row; the first `kept` ones stay on the page of the next."""
    look = ("guideTable" if place else "guideTableHead") + ("Kept" if 0 < place < kept else "")
    shade = "" if place else '<w:shd w:val="clear" w:color="auto" w:fill="DDEBF7"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(look, _runs(text))}</w:tc>"
        for text, width in zip(row, widths, strict=True)
    )
    return f'<w:tr><w:trPr><w:cantSplit/>{"" if place else "<w:tblHeader/>"}</w:trPr>{cells}</w:tr>'


def _widths(rows):
    """The line's width shared: a column gets what its longest text needs up to 22 characters, the last one the rest."""
    longest = [min(max(map(len, column)), 22) + 2 for column in zip(*rows, strict=True)]
    unit = WIDTH // sum(longest)
    widths = [unit * one for one in longest[:-1]]
    return [*widths, WIDTH - sum(widths)]


def _contents(blocks, pages):
    """目录: a line a chapter and section, leading to it, with the page it stood on when the guide was made."""
    headings = [block for block in blocks if block.kind in _HEADINGS]
    lines = [_paragraph("guideContentsTitle", _run("目　录"))]
    for number, block in enumerate(headings, 1):
        style = "guideContents1" if block.kind == "chapter" else "guideContents2"
        page = pages.get(block.text)
        behind = f"{_TAB}{_page_field(_mark(number), page)}" if page else ""
        lines.append(_paragraph(style, f'<w:hyperlink w:anchor="{_mark(number)}" w:history="1">{_run(block.text)}{behind}'
                                       "</w:hyperlink>"))
    return "".join(lines)


def _page_field(mark, page):
    """A page number as a complex field: simple ones print raw in WPS."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> PAGEREF {mark} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{page}</w:t>", '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def _mark(number):
    return f"_Toc{number:06d}"


def _whole(body):
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" '
        'r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1417" w:bottom="1247" '
        'w:left="1417" w:header="680" w:footer="680" w:gutter="0"/></w:sectPr>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:document {NAMES}><w:body>{body}{page}</w:body></w:document>"
    ).encode()
