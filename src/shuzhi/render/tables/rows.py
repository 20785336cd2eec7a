"""The rows of a sheet laid out anew: repeated for every branch, those below moved down, values in place of tags."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree
from openpyxl.formula.translate import Translator

from shuzhi.render.tables.book import S, Sheet
from shuzhi.render.tables.moves import Moves
from shuzhi.render.tables.references import Scope, area, formula, spot
from shuzhi.spreadsheet import fitting, spelled

Content = float | str | None  # what a filled cell shows: a number, a text, nothing
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def laid_out(sheet: Sheet, moves: Mapping[str, Moves], filled: Mapping[tuple[str, int], Content]) -> None:
    """Lay out the rows of a sheet, in its own XML.

    moves   title of a sheet → how its rows move
    filled  (address in the template, copy) → what the cell shows
    """
    data = sheet.root.find(S + "sheetData")
    if data is None:
        return
    _expand_shared(data)
    own, scope = moves[sheet.title], Scope(sheet.title, moves)
    rows = list(data)
    for row in rows:
        data.remove(row)
    made = [one for row in rows for one in _copies(row, own, scope, filled)]
    data.extend(sorted(made, key=lambda row: int(row.get("r", "0"))))


def _copies(
    row: etree._Element, own: Moves, scope: Scope, filled: Mapping[tuple[str, int], Content]
) -> Iterator[etree._Element]:
    """A row, or its copies; each cell with its value and its formula where it then stands."""
    number = int(row.get("r", "0"))
    repeated = own.block(number) is not None
    for copy in range(own.copies if repeated else 1):
        made = deepcopy(row)
        made.set("r", str(own.row(number, copy)))
        for cell in made.iterfind(S + "c"):
            address = cell.get("r", "")
            _calculate(cell, replace(scope, row=number, copy=copy) if repeated else scope)
            if (address, copy) in filled:
                _show(cell, filled[address, copy])
            cell.set("r", spot(address, own, copy))
        yield made


def _calculate(cell: etree._Element, scope: Scope) -> None:
    """Move the references of a formula; its stored result goes."""
    told = cell.find(S + "f")
    if told is None:
        return
    if told.text:
        told.text = formula(told.text, scope)
    if told.get("ref"):
        told.set("ref", _own_area(told.get("ref", ""), scope))
    for stored in cell.findall(S + "v"):
        cell.remove(stored)
    _without(cell, "t")


def _own_area(text: str, scope: Scope) -> str:
    """The cells of an array formula: in a repeated row those of its own copy."""
    moves = scope.moves[scope.sheet]
    if not scope.row:
        return area(text, moves)
    return ":".join(spot(one, moves, scope.copy) for one in text.split(":"))


def _show(cell: etree._Element, content: Content) -> None:
    """Put a value into a cell: its style stays, a text never becomes a formula."""
    for child in list(cell):
        cell.remove(child)
    _without(cell, "t")
    if isinstance(content, float):
        etree.SubElement(cell, S + "v").text = str(int(content)) if content.is_integer() else repr(content)
    elif content:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, S + "is"), S + "t")
        text.set(_SPACE, "preserve")
        text.text = spelled(fitting(content))


def _expand_shared(data: etree._Element) -> None:
    """Give each cell of a shared formula its own: they may move apart."""
    first: dict[str, tuple[str, str]] = {}
    for cell in data.iter(S + "c"):
        told = cell.find(S + "f")
        if told is None or told.get("t") != "shared":
            continue
        key, address = told.get("si", ""), re.sub(r"\$", "", cell.get("r", ""))
        if told.text:
            first[key] = (told.text, address)
        elif key in first:
            text, origin = first[key]
            told.text = Translator(f"={text}", origin=origin).translate_formula(address)[1:]
        _without(told, "t", "si", "ref")


def _without(node: etree._Element, *names: str) -> None:
    """Take attributes away."""
    for name in names:
        if name in node.attrib:
            del node.attrib[name]
