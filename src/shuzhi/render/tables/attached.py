"""The parts that belong to a sheet: its tables and comments, pictures, and charts with what they draw."""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from shuzhi.render.tables.book import Book, written
from shuzhi.render.tables.moves import Moves
from shuzhi.render.tables.references import Scope, area, series, spot

_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache"})


def attached(book: Book, path: str, own: Moves, scope: Scope) -> Iterator[tuple[str, bytes]]:
    """A part that belongs to a sheet: its tables, comments, drawings with their charts."""
    if path.endswith(".vml"):
        yield path, _boxes(book.members[path], own)
        return
    root = book.part(path) if path.endswith(".xml") else None
    if root is None:
        return
    kind = etree.QName(root).localname
    if kind in ("table", "comments", "ThreadedComments", "queryTable"):
        for node in root.iter(etree.Element):
            if node.get("ref"):
                single = kind != "table"
                node.set("ref", spot(node.get("ref", ""), own) if single else area(node.get("ref", ""), own))
        yield path, written(root)
    elif kind == "wsDr":
        _anchors(root, own)
        yield path, written(root)
        yield from (found for chart in book.related(path) for found in _chart(book, chart, scope))


def _anchors(root: etree._Element, own: Moves) -> None:
    """Pictures and charts stand below the rows they stood below; those beside a repeated row grow with it."""
    for anchor in root:
        for corner in anchor:
            end = etree.QName(corner).localname
            for row in corner if end in ("from", "to") else ():
                if etree.QName(row).localname == "row":
                    number = int(row.text or "0") + 1
                    row.text = str((own.row(number) if end == "from" else own.end(number)) - 1)


def _chart(book: Book, path: str, scope: Scope) -> Iterator[tuple[str, bytes]]:
    """A chart's ranges; the numbers it keeps go, they are of the template."""
    root = book.part(path) if posixpath.basename(path).startswith("chart") and path.endswith(".xml") else None
    if root is None or etree.QName(root).localname != "chartSpace":
        return
    for node in list(root.iter(etree.Element)):
        kind = etree.QName(node).localname
        if kind == "f" and node.text:
            node.text = series(node.text, scope)
        elif kind in _CACHES:
            node.getparent().remove(node)  # type: ignore[union-attr]  # found below its parent
    yield path, written(root)


def _boxes(data: bytes, own: Moves) -> bytes:
    """The boxes of comments: the row they belong to, and the rows between which they are drawn, counted from 0."""
    def anchor(match: re.Match[bytes]) -> bytes:
        numbers = match[2].split(b",")
        for place in (2, 6) if len(numbers) == 8 else ():
            numbers[place] = b" %d" % (own.row(int(numbers[place]) + 1) - 1)
        return match[1] + b",".join(numbers) + match[3]

    placed = _ROW.sub(lambda match: match[1] + b"%d" % (own.row(int(match[2]) + 1) - 1) + match[3], data)
    return _ANCHOR.sub(anchor, placed)
