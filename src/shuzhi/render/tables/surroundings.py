"""What hangs on the rows of a workbook beside their cells: merged cells, formats, validations, links, names."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from shuzhi.render.tables.attached import attached
from shuzhi.render.tables.book import WORKBOOK, Book, S, Sheet, written
from shuzhi.render.tables.moves import Moves
from shuzhi.render.tables.references import Scope, area, areas, formula, spot

_CALC = "xl/calcChain.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})  # of formats, of validations and extensions
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
        made[sheet.path] = written(sheet.root)
        for path in (path for path in book.related(sheet.path) if path in made):
            made |= dict(attached(book, path, own, scope))
    for name in book.workbook.iter(S + "definedName"):
        name.text = formula(name.text or "", Scope("", moves))
    _calculate_on_load(book.workbook)
    made[WORKBOOK] = written(book.workbook)
    return _without_order(book, made)


def _sheet(sheet: Sheet, own: Moves, scope: Scope) -> None:
    """Everything of a sheet but its rows."""
    _merged(sheet.root, own)
    for node in [one for one in sheet.root.iter(etree.Element) if etree.QName(one).localname == "sparkline"]:
        _sparklines(node, own, scope)
    for link in sheet.root.iter(S + "hyperlink"):
        _link(link, scope)
    for child in (child for child in sheet.root if child.tag not in (S + "sheetData", S + "mergeCells")):
        for node in child.iter(etree.Element):
            _place(node, own)
            if _small(node):
                continue
            if etree.QName(node).localname in _FORMULAS and node.text:
                node.text = formula(node.text, scope)
            elif etree.QName(node).localname == "sqref" and node.text:
                node.text = areas(node.text, own)
    for node in sheet.root.iterfind(f"{S}rowBreaks/{S}brk"):
        node.set("id", str(own.end(int(node.get("id", "0")))))


def _small(node: etree._Element) -> bool:
    """Whether it belongs to a small chart inside a cell."""
    parent = node.getparent()
    return parent is not None and etree.QName(parent).localname == "sparkline"


def _sparklines(node: etree._Element, own: Moves, scope: Scope) -> None:
    """A small chart inside a cell: in a repeated row each copy has its own."""
    cell = next((one.text or "" for one in node if etree.QName(one).localname == "sqref"), "")
    row = int(re.sub(r"\D", "", cell.partition(":")[0]) or 0)
    copies = own.copies if own.block(row) else 1
    for copy, one in reversed([(copy, deepcopy(node)) for copy in range(copies)]):
        for part in one:
            placed = replace(scope, row=row, copy=copy) if own.block(row) else scope
            kind = etree.QName(part).localname
            part.text = spot(part.text or "", own, copy) if kind == "sqref" else formula(part.text or "", placed)
        node.addnext(one)
    node.getparent().remove(node)  # type: ignore[union-attr]  # found below its parent


def _link(link: etree._Element, scope: Scope) -> None:
    """A link to a cell goes where the cell went; what it would show in place of a tag goes."""
    if link.get("location"):
        link.set("location", formula(link.get("location", ""), scope))
    if "{{" in link.get("display", ""):
        del link.attrib["display"]


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
            made[path] = written(root)
    return {path: data for path, data in made.items() if path != _CALC}
