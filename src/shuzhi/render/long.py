"""The rows of a very long table beside the document: as elements they take ten times the memory of their text."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from shuzhi.render.fill import is_even, sound
from shuzhi.render.layout import keep_rows
from shuzhi.render.source import Part
from shuzhi.styles import DATE, HEADING_1, HEADING_2, SIGNATURE, TABLE_HEAD

_LONG = 4_000_000  # characters of a part that may have such a table
_AT_ONCE = 500_000  # characters of the rows that are elements together
_ROW, _END, _CELL = "<w:tr>", "</w:tr>", "<w:tc>"
_PLACE = "rows-beside"  # what stands for them meanwhile
_PLACED = re.compile(rf"<\?{_PLACE} (\d+)\?>".encode())
# What makes a row more than cells of text, or is looked for in the whole of a document.
_MORE = ("<w:tr ", "<w:tc ", "<w:tbl", "gridSpan", "bookmark", "docPr", "sectPr", "<?", "<!", "一是", "二是")
_STYLES = (TABLE_HEAD, SIGNATURE, DATE, HEADING_1, HEADING_2)


def cut(template: str, part: Part, xml: str, ids: Mapping[str, str]) -> tuple[str, list[bytes]]:
    """The XML of a part without the plain rows behind the first ones of each kind, and those rows as they are to stand.

    All of it where it is not long. TemplateFault as `mended` raises it; ids: style name → style id.
    """
    if len(xml) < _LONG or _PLACE in xml or TABLE_HEAD not in ids:
        return xml, []
    more = (*_MORE, *(f'w:val="{ids[name]}"' for name in _STYLES if name in ids))
    places = [*_runs(xml, more)]
    pieces, behind = [], 0
    for number, (start, end) in enumerate(places):
        pieces += [xml[behind:start], f"<?{_PLACE} {number}?>"]
        behind = end
    short = "".join([*pieces, xml[behind:]])
    names = is_even(short)
    if names is None:
        return xml, []
    opened = "".join(f' xmlns{f":{prefix}" if prefix else ""}="{name}"' for prefix, name in names.items())
    return short, [_laid(template, part, f"<w:tbl{opened}>{xml[start:end]}</w:tbl>", ids) for start, end in places]


def pasted(xml: bytes, rows: list[bytes]) -> bytes:
    """The XML of the part with the rows in their places."""
    return _PLACED.sub(lambda found: rows[int(found[1])], xml) if rows else xml


def _runs(xml: str, more: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where plain rows behind a plain one of as many cells begin and end, as many as are looked at together."""
    start = behind = cells = 0
    place = xml.find(_ROW)
    while place >= 0:
        end = xml.find(_END, place) + len(_END)
        row = xml[place:end]
        own = 0 if any(map(row.__contains__, more)) else row.count(_CELL)
        if not own or (place, own) != (behind, cells):
            if start < behind and cells:
                yield start, behind
            start = end  # this row stays
        elif behind - start > _AT_ONCE:
            yield start, behind
            start = behind
        behind, cells = end, own
        place = xml.find(_ROW, end)
    if start < behind and cells:
        yield start, behind


def _laid(template: str, part: Part, xml: str, ids: Mapping[str, str]) -> bytes:
    """Rows as the document has them when it is finished."""
    table = sound(template, part, xml)
    keep_rows(table, ids)
    made = etree.tostring(table, encoding="UTF-8")
    return made[made.index(b">") + 1 : made.rindex(b"<")]
