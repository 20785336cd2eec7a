"""A worksheet without what nobody changes, which is most of it: it is put back as it was.

That is the rows between those that are looked at, but for the first tag of each run of them, and the drop-downs.
"""

import re
from bisect import bisect
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, pairwise

_ANY_ROW, _OTHER, _END = b"<row", b"<rowBreaks", b"</row>"
# Tags as every program writes them; an attribute with > or an entity is left alone.
_ATTRIBUTES = rb'(?: [\w:.]+="[^"<>&]*")*'
_NUMBERED = re.compile(rb'<row r="([0-9]{1,7})"')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"(%b)>' % _ATTRIBUTES)
_TAG = re.compile(rb'<row r="([0-9]{1,7})"(%b)/?>' % _ATTRIBUTES)
_DROP_DOWNS = re.compile(rb"<dataValidations%b>(?=<dataValidation )" % _ATTRIBUTES)
_NO_MORE_DROP_DOWNS = b"</dataValidations>"
_ATTRIBUTE = re.compile(r'([\w:.]+)="([^"]*)"')
_PLACE = re.compile(rb"<\?kept ([0-9]+)\?>")
_DECLARED = re.compile(rb'<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")?\s*\?>')


def thinned(content: bytes, rows: Collection[int]) -> tuple[bytes, list[bytes]]:
    """The worksheet with an instruction in place of what is kept, and that in order.

    No row before one of `rows` is kept together with one behind it. All of the worksheet and nothing kept where it is
    not plain UTF-8, a comment or CDATA could hide where a row ends, or a row does not say where it stands.
    """
    kept: list[bytes] = []
    starts = _starts(content)
    if not starts:
        return content, kept
    parts, done = [], 0
    for start, end in [*_runs(content, starts, rows), *_drop_downs(content)]:
        parts.append(b"%b<?kept %d?>" % (content[done:start], len(kept)))
        kept.append(content[start:end])
        done = end
    return b"".join([*parts, content[done:]]), kept


def whole(content: bytes, kept: list[bytes]) -> bytes:
    """The worksheet with what was kept in its places."""
    return _PLACE.sub(lambda match: kept[int(match[1])], content) if kept else content


def kept_rows(kept: Sequence[bytes]) -> Mapping[int, Mapping[str, str]]:
    """The attributes of the rows that are not in the worksheet, by their numbers."""
    found = (tag for piece in kept for tag in _TAG.finditer(piece))
    return {int(tag[1]): dict(_ATTRIBUTE.findall(tag[2].decode())) for tag in found}


def _starts(content: bytes) -> list[tuple[int, int]]:
    """Number and place of every row; none where the worksheet must be left whole."""
    start = _DECLARED.match(content)
    if not start or b"<!" in content or b"<?" in content[start.end():] or b":row" in content or not _is_utf8(content):
        return []
    found = [(int(one[1]), one.start()) for one in _NUMBERED.finditer(content)]
    ascending = all(one < other for (one, _), (other, _) in pairwise(found))
    return found if ascending and len(found) == content.count(_ANY_ROW) - content.count(_OTHER) else []


def _runs(content: bytes, starts: list[tuple[int, int]], rows: Collection[int]) -> list[tuple[int, int]]:
    """From where to where rows behind each other are cut out: what lies between the first's tag and the last's end."""
    wanted, found = sorted(rows), []
    ends = [start for _, start in starts[1:]] + [len(content)]
    those = zip(starts, ends, strict=True)
    for _, run in groupby(those, lambda one: (bisect(wanted, one[0][0] - 1), one[0][0] in rows)):
        tags = list(run)
        others = (_ROW.match(content, start) for (number, start), _ in tags if number not in rows)
        first = next(filter(None, others), None)
        if first:
            last = content.rfind(_END, first.end(), tags[-1][1])
            if last > first.end():
                found.append((first.end(), last))
    return found


def _drop_downs(content: bytes) -> list[tuple[int, int]]:
    """The same of what a cell offers: of one list at most, which stands behind the rows."""
    found = [*_DROP_DOWNS.finditer(content)]
    end = content.find(_NO_MORE_DROP_DOWNS, found[0].end()) if len(found) == 1 else -1
    return [(found[0].end(), end)] if end > content.rfind(_END) and found[0].start() > content.rfind(_END) else []


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
