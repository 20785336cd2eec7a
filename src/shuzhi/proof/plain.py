"""The paragraphs of a part as lxml writes it, read by pattern: a document of our own need not be parsed again."""

import re

_DECLARED = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"  # only lxml quotes it so
_SPACE = b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# What hides a paragraph or a style, or is written otherwise; behind a sign of it that is found more quickly.
_OTHER = ((b"!", b"<!"), (b"#", b"&#"), (b"Change", b"<w:pPrChange"), (b" />", b" />"))
_BEGIN, _EMPTY = re.compile(r"<w:p(?: [^>]*)?>"), re.compile(r"<w:p [^>]*/>")
_STYLE = re.compile(r'<w:pPr><w:pStyle w:val="([^"&]*)"/>')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:tab|br)[ />]")
_BLANKS = ("<w:tab", "<w:br")

Plain = tuple[str, str, bool]  # text, a tab and a break as blanks; id of the style ("" = none); inside a table


def paragraphs(xml: bytes) -> list[Plain] | None:
    """Those of a well-formed part in order; None where it is written otherwise, or one stands inside another."""
    if not xml.startswith(_DECLARED) or xml.count(b"?>") > 1 or any(sign in xml and one in xml for sign, one in _OTHER):
        return None
    if xml.count(_SPACE) != 1 or xml.count(b"xmlns:w=" + _SPACE) != 1 or xml.count(b"xmlns:w=") != 1:
        return None
    whole = xml.decode().replace("<w:p/>", "<w:p></w:p>")
    *pieces, rest = whole.split("</w:p>")
    told = whole.count("<w:p ")
    if whole.count("<w:p>") + told != len(pieces) or (told and _EMPTY.search(whole)):
        return None
    tables, spaced = "<w:tbl" in whole, any(map(whole.__contains__, _BLANKS))
    found: list[Plain] = []
    texts = depth = 0
    for piece in pieces:
        begin = _BEGIN.search(piece)
        if begin is None:
            return None
        if tables:
            head = piece[: begin.start()]
            depth += head.count("<w:tbl>") + head.count("<w:tbl ") - head.count("</w:tbl>")
        place = begin.end()
        style = _STYLE.match(piece, place)
        if style is None and "<w:pStyle" in piece:
            return None
        own = _TEXT.findall(piece, place)
        texts += len(own)
        if spaced and any(map(piece.__contains__, _BLANKS)):
            own = [" " if one[1] is None else one[1] for one in _PIECE.finditer(piece, place)]
        found.append((_read("".join(own)), style[1] if style else "", depth > 0))
    return found if texts == whole.count("</w:t>") and not _BEGIN.search(rest) else None


def _read(text: str) -> str:
    """A text as a parser gives it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text
