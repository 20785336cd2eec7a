"""A worksheet without what nobody changes, which is most of it: it is put back as it was.

That is the rows between those that are looked at, but for the first tag of each run of them, and the drop-downs.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from operator import lt

_END = b"</row>"
# Tags as every program writes them; an attribute with > or an entity is left alone.
_ATTRIBUTES = rb'(?: [\w:.]+="[^"<>&]*")*'
_ODD = (b"<!--", b"<![CDATA[", b":row")
_NUMBERED = re.compile(rb'<row(?!Breaks)(?: r="([0-9]{1,7})")?')
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


def _starts(content: bytes) -> Mapping[int, int]:
    """Number of every row, in order → its place; none where the worksheet must be left whole."""
    start = _DECLARED.match(content)
    if not start or _is_odd(content, start.end()) or not _is_utf8(content):
        return {}
    tags = [(int(one[1] or 0), one.start()) for one in _NUMBERED.finditer(content)]
    numbers = [number for number, _ in tags]
    return dict(tags) if all(map(lt, [0, *numbers], numbers)) else {}


def _is_odd(content: bytes, start: int) -> bool:
    """Whether a comment, CDATA, an instruction or a row with a prefix stands somewhere behind `start`."""
    if content.find(b"?", start) >= 0 and content.find(b"<?", start) >= 0:
        return True
    return any(one in content for one in _ODD)


def _runs(content: bytes, starts: Mapping[int, int], rows: Collection[int]) -> list[tuple[int, int]]:
    """From where to where rows behind each other are cut out: what lies between the first's tag and the last's end."""
    numbers, places, found = list(starts), [*starts.values(), len(content)], list[tuple[int, int]]()
    begin = 0
    for row in [*sorted(rows), numbers[-1] + 1]:
        end = bisect_left(numbers, row)
        first = next(filter(None, (_ROW.match(content, place) for place in places[begin:end])), None)
        if first:
            last = content.rfind(_END, first.end(), places[end])
            if last > first.end():
                found.append((first.end(), last))
        begin = end + (row in starts)
    return found


def _drop_downs(content: bytes) -> list[tuple[int, int]]:
    """The same of what a cell offers: of one list at most, which stands behind the rows."""
    found = [*_DROP_DOWNS.finditer(content, max(content.rfind(_END), 0))]
    end = content.find(_NO_MORE_DROP_DOWNS, found[0].end()) if len(found) == 1 else -1
    return [(found[0].end(), end)] if end >= 0 else []


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
