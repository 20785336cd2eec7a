"""The workbook part: which sheet lies where, and 核对结果 put in front of them or taken away."""

from collections.abc import Iterable
from itertools import count

from lxml import etree

from shuzhi.author.mark.markup import (
    RELATED,
    Element,
    beside,
    child,
    children,
    identifier,
    named_r,
    number,
    placed,
    without,
)
from shuzhi.author.mark.order import BOOK
from shuzhi.author.mark.package import WORKBOOK, Package

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OWN = ("printerSettings", "comments", "vmlDrawing", "drawing", "threadedComment")  # what no other sheet uses


def worksheets(package: Package) -> dict[str, str]:
    """Title → part of each worksheet, in the workbook's order."""
    links = {link.id: link for link in package.links(WORKBOOK)}
    found = {}
    for sheet in _sheets(package):
        link = links.get(identifier(sheet)[1])
        if link and link.type == "worksheet" and link.target in package:
            found[sheet.get("name", "")] = link.target
    return found


def take_away(package: Package, title: str) -> bool:
    """Remove a sheet with what only it needs; whether there was one of that title."""
    links = {link.id: link.target for link in package.links(WORKBOOK)}
    places = [identifier(sheet)[1] for sheet in _sheets(package)]
    for place, sheet in enumerate(_sheets(package)):
        if sheet.get("name") == title:
            part = links.get(places[place], "")
            if part and [links.get(one) for one in places].count(part) == 1:
                for link in package.links(part):
                    if link.type in _OWN:
                        package.drop(link.target)
                package.drop(part)
            package.unlink(WORKBOOK, places[place])
            _parent(package).remove(sheet)
            _move_names(package, place, -1)
            return True
    return False


def rename(package: Package, title: str, other: str) -> None:
    """Give a sheet another title, with a number behind it where that is taken; formulas that name it stay as typed."""
    taken = {sheet.get("name") for sheet in _sheets(package)}
    free = next(name for number in count(1) if (name := f"{other}{number if number > 1 else ''}") not in taken)
    for sheet in _sheets(package):
        if sheet.get("name") == title:
            sheet.set("name", free)


def without_macros(package: Package) -> None:
    """Make a plain workbook of one with macros or of a template, because its name will end in .xlsx."""
    for link in package.links(WORKBOOK):
        if link.type in ("vbaProject", "wordVbaData", "xlMacrosheet"):
            package.unlink(WORKBOOK, link.id)
            package.drop(link.target)
    package.typed(WORKBOOK, _PLAIN)


def put_in_front(package: Package, title: str, content: bytes, names: Iterable[tuple[str, str]]) -> None:
    """A new first sheet, shown when the workbook is opened.

    names  (name, formula) that hold on this sheet, such as the rows to repeat in print; those with a leading _xlnm._
           are hidden
    """
    root = package.tree(WORKBOOK)
    _parent(package).insert(0, _added(package, title, content))
    _move_names(package, 0, 1)
    known = placed(root, "definedNames", BOOK)
    for name, formula in names:
        entry = etree.SubElement(known, beside(known, "definedName"), {"name": name, "localSheetId": "0"})
        entry.text = formula
        if name.startswith("_xlnm._"):
            entry.set("hidden", "1")
    views = placed(root, "bookViews", BOOK)
    for view in children(views, "workbookView"):
        view.set("activeTab", "0")
        without(view, "firstSheet")
    if child(views, "workbookView") is None:
        etree.SubElement(views, beside(views, "workbookView"), {"activeTab": "0"})


def put_behind(package: Package, title: str, content: bytes) -> None:
    """A new hidden sheet behind all others."""
    made = _added(package, title, content)
    made.set("state", "hidden")
    _parent(package).append(made)


def _added(package: Package, title: str, content: bytes) -> Element:
    """A worksheet that is part of the package, and how the workbook's list names it."""
    part = package.free("xl/worksheets/sheet{}.xml")
    package.put(part, content)
    package.typed(part, _SHEET)
    key = next((identifier(one)[0] for one in _sheets(package)), RELATED)
    last = max((number(one.get("sheetId")) for one in _sheets(package)), default=0)
    told = {"name": title, "sheetId": str(last + 1)}
    made = etree.Element(beside(_parent(package), "sheet"), told, named_r(key))
    made.set(key, package.link(WORKBOOK, "worksheet", part))
    return made


def _parent(package: Package) -> Element:
    return placed(package.tree(WORKBOOK), "sheets", BOOK)


def _sheets(package: Package) -> list[Element]:
    return list(children(_parent(package), "sheet"))


def _move_names(package: Package, place: int, step: int) -> None:
    """Names of single sheets after the sheet at `place` came (1) or went (-1, its own names with it)."""
    known = child(package.tree(WORKBOOK), "definedNames")
    for name in list(children(known, "definedName")):
        text = name.get("localSheetId")
        if text is None or known is None:
            continue
        if step < 0 and number(text) == place:
            known.remove(name)
        elif number(text) >= place:
            name.set("localSheetId", str(number(text) + step))
