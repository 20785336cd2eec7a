"""A worksheet without the cells of rows that nobody changes, which make most of it: they are put back as they were."""

import re
from collections.abc import Collection

# Rows as every program writes them; an attribute with > or an entity is left alone.
_ROW, _END = re.compile(rb'<row r="([0-9]{1,7})"(?: [\w:.]+="[^"<>&]*")*>'), b"</row>"
_PLACE = re.compile(rb"<\?kept ([0-9]+)\?>")
_DECLARED = re.compile(rb'<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")?\s*\?>')


def thinned(content: bytes, rows: Collection[int]) -> tuple[bytes, list[bytes]]:
    """The worksheet with an instruction in place of the cells of all rows but `rows`, and these cells in order.

    All of it and none where it is not plain UTF-8, or a comment or CDATA could hide where a row ends.
    """
    kept: list[bytes] = []
    parts = []
    start = _DECLARED.match(content)
    if not start or b"<!" in content or b"<?" in content[start.end():] or not _is_utf8(content):
        return content, kept
    *before, tail = content.split(_END)
    for one in before:
        row = _ROW.match(one, one.rfind(b"<row "))
        if row and row.end() < len(one) and int(row[1]) not in rows:
            parts.append(b"%b<?kept %d?>" % (one[: row.end()], len(kept)))
            kept.append(one[row.end():])
        else:
            parts.append(one)
    return _END.join([*parts, tail]), kept


def whole(content: bytes, kept: list[bytes]) -> bytes:
    """The worksheet with these cells in their places."""
    return _PLACE.sub(lambda match: kept[int(match[1])], content) if kept else content


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
