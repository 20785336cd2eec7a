"""Rows of a sheet that are well-formed by a pattern, so that a parser is left with the rest."""

import re

_SIGNS = rb"(?:[ -%'-;=-\\^-~]++|&(?:lt|gt|amp|quot);)*+"  # of ASCII, but for < & and ]
_USUAL = rb' t="s"><v>\d++</v></c>|><v>[\d.]++</v></c>|/>'  # a shared text, a number, nothing
_ANY = rb'(?: t="[a-z]++")?+(?:/>|>(?:<f>%b</f>)?+<v>%b</v></c>)' % (_SIGNS, _SIGNS)
_CELL = rb'<c r="[A-Z]++\d++"(?: s="\d++")?+(?:%b|%b)' % (_USUAL, _ANY)
_ROWS = re.compile(rb'(?:<row r="\d++"(?: ht="[\d.]++" customHeight="1")?+>(?:%b)*+</row>)++' % _CELL)
_SHEET = b"<sheetData>"


def without_rows(content: bytes) -> bytes:
    """The XML with an empty row for rows of nothing but plain cells: as well-formed as before, or as little."""
    if _SHEET not in content or b"<!" in content:  # in a comment or a section of characters other rules hold
        return content
    return emptied(content)


def emptied(piece: bytes) -> bytes:
    """The same of any piece of such XML that ends before a tag."""
    return _ROWS.sub(b"<row/>", piece)
