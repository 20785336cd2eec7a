"""What hangs on the rows of a workbook beside their cells: merged cells, formats, names, charts, comments."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from shuzhi.render.tables.book import WORKBOOK, Book, S, Sheet
from shuzhi.render.tables.moves import Moves
from shuzhi.render.tables.references import Scope, area, areas, formula, series, spot

_CALC = "xl/calcChain.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})  # of formats, of validations, of charts and extensions
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache"})
# What stands before calcPr in a workbook (ECMA-376 part 1, 18.2.27).
_BEFORE_CALC = frozenset(S + name for name in (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
))


def moved(book: Book, moves: Mapping[str, Moves]) -> dict[str, bytes]:
    """Every member of the workbook, its sheets as they now are, all else moved along with their rows."""
    made = dict(book.members)
    for sheet in book.sheets:
        own, scope = moves[sheet.title], Scope(sheet.title, moves)
        _sheet(sheet, own, scope)
        made[sheet.path] = _written(sheet.root)
        for path in (path for path in book.related(sheet.path) if path in made):
            made |= dict(_attached(book, path, own, scope))
    for name in book.workbook.iter(S + "definedName"):
        name.text = formula(name.text or "", Scope("", moves))
    _calculate_on_load(book.workbook)
    made[WORKBOOK] = _written(book.workbook)
    return _without_order(book, made)


def _sheet(sheet: Sheet, own: Moves, scope: Scope) -> None:
    """Everything of a sheet but its rows."""
    _merged(sheet.root, own)
    for child in (child for child in sheet.root if child.tag not in (S + "sheetData", S + "mergeCells")):
        for node in child.iter(etree.Element):
            _place(node, own)
            if etree.QName(node).localname in _FORMULAS and node.text:
                node.text = formula(node.text, scope)
            elif etree.QName(node).localname == "sqref" and node.text:
                node.text = areas(node.text, own)
    for node in sheet.root.iterfind(f"{S}rowBreaks/{S}brk"):
        node.set("id", str(own.end(int(node.get("id", "0")))))


def _place(node: etree._Element, own: Moves) -> None:
    """Move the addresses among a node's attributes: of a selection one cell, of all else every copy."""
    selected = node.tag in (S + "selection", S + "pane", S + "sheetView")
    for name in ("ref", "sqref", "topLeftCell", "activeCell"):
        if text := node.get(name):
            node.set(name, " ".join(_spots(text, own)) if selected else areas(text, own))


def _spots(text: str, own: Moves) -> Iterator[str]:
    for one in text.split():
        yield ":".join(spot(place, own) for place in one.split(":"))


def _merged(root: etree._Element, own: Moves) -> None:
    """Cells merged inside a repeated row are merged in each copy; those that reach beyond it grow."""
    whole = root.find(S + "mergeCells")
    if whole is None:
        return
    refs = [node.get("ref", "") for node in whole]
    for node in list(whole):
        whole.remove(node)
    for merged in (one for ref in refs for one in _merges(ref, own)):
        etree.SubElement(whole, S + "mergeCell", ref=merged)
    whole.set("count", str(len(whole)))


def _merges(ref: str, own: Moves) -> Iterator[str]:
    first, _, last = ref.partition(":")
    upper, lower = (own.block(int(re.sub(r"\D", "", one) or 0)) for one in (first, last))
    if upper and upper == lower:
        yield from (f"{spot(first, own, copy)}:{spot(last, own, copy)}" for copy in range(own.copies))
    else:
        yield area(ref, own)


def _attached(book: Book, path: str, own: Moves, scope: Scope) -> Iterator[tuple[str, bytes]]:
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
        yield path, _written(root)
    elif kind == "wsDr":
        _anchors(root, own)
        yield path, _written(root)
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
    yield path, _written(root)


def _boxes(data: bytes, own: Moves) -> bytes:
    """The boxes of comments: the row they belong to, and the rows between which they are drawn, counted from 0."""
    def anchor(match: re.Match[bytes]) -> bytes:
        numbers = match[2].split(b",")
        for place in (2, 6) if len(numbers) == 8 else ():
            numbers[place] = b" %d" % (own.row(int(numbers[place]) + 1) - 1)
        return match[1] + b",".join(numbers) + match[3]

    placed = _ROW.sub(lambda match: match[1] + b"%d" % (own.row(int(match[2]) + 1) - 1) + match[3], data)
    return _ANCHOR.sub(anchor, placed)


def _calculate_on_load(workbook: etree._Element) -> None:
    """No formula keeps its result, so the program that opens the file has to calculate all."""
    node = workbook.find(S + "calcPr")
    if node is None:
        node = etree.Element(S + "calcPr")
        workbook.insert(sum(child.tag in _BEFORE_CALC for child in workbook), node)
    node.set("fullCalcOnLoad", "1")


def _without_order(book: Book, made: dict[str, bytes]) -> dict[str, bytes]:
    """Without the order of calculation, which names cells that moved; Excel makes it anew."""
    if _CALC not in made:
        return made
    for path, name in ((_TYPES, "PartName"), (_RELATIONS, "Target")):
        root = book.part(path)
        for node in list(root) if root is not None else []:
            if str(node.get(name, "")).endswith("calcChain.xml"):
                root.remove(node)  # type: ignore[union-attr]  # it has this child
        if root is not None:
            made[path] = _written(root)
    return {path: data for path, data in made.items() if path != _CALC}


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
