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
_Piece = tuple[str, str, int, int]  # text, style, tables that begin before it less those that end, elements of text


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
    known: dict[str, _Piece | None] = {}  # cells of a long table say the same
    found: list[Plain] = []
    texts = depth = 0
    for piece in pieces:
        if piece not in known:
            known[piece] = _taken(piece)
        one = known[piece]
        if one is None:
            return None
        text, style, deeper, count = one
        depth += deeper
        texts += count
        found.append((text, style, depth > 0))
    return found if texts == whole.count("</w:t>") and not _BEGIN.search(rest) else None


def _taken(piece: str) -> _Piece | None:
    """What stands before the end of a paragraph, from the end of the one before."""
    begin = _BEGIN.search(piece)
    if begin is None:
        return None
    head, place = piece[: begin.start()], begin.end()
    deeper = head.count("<w:tbl>") + head.count("<w:tbl ") - head.count("</w:tbl>") if "tbl" in head else 0
    style = _STYLE.match(piece, place)
    if style is None and "<w:pStyle" in piece:
        return None
    texts = _TEXT.findall(piece, place)
    count = len(texts)
    if any(map(piece.__contains__, _BLANKS)):
        texts = [" " if one[1] is None else one[1] for one in _PIECE.finditer(piece, place)]
    return _read("".join(texts)), style[1] if style else "", deeper, count


def _read(text: str) -> str:
    """A text as a parser gives it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text
