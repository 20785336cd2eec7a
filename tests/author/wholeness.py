"""A strict look at the XML of a workbook: what Excel would repair, as phrases; none for a whole one."""

import io
import posixpath
import re
import zipfile
from itertools import pairwise

from lxml import etree
from openpyxl.utils import coordinate_to_tuple

from shuzhi.author.mark.markup import local
from shuzhi.author.mark.order import BOOK, SHEET, STYLE_SHEET

ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def faults(data):
    """What is wrong with a workbook (bytes)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name.lower(): archive.read(name) for name in names}
    found = ["a name twice"] * (len(parts) != len(names))
    trees = {name: etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    found += _types(parts, trees["[content_types].xml"])
    for name, tree in trees.items():
        if name.endswith(".rels"):
            found += _twice(f"{name} ids", [one.get("Id") for one in tree])
            found += [f"{name} → {target}" for target in targets(name, tree).values() if target not in parts]
    book = trees["xl/workbook.xml"]
    sheets = [one for one in book.iter() if local(one) == "sheet"]
    for key in ("sheetId", "name"):
        found += _twice(key, [one.get(key).lower() for one in sheets])
    found += _order("workbook", book, BOOK)
    names = [one for one in book.iter() if local(one) == "definedName"]
    found += ["localSheetId"] * any(int(one.get("localSheetId", 0)) >= len(sheets) for one in names)
    found += _twice("definedName", [(one.get("name"), one.get("localSheetId")) for one in names])
    formats = _styles(trees["xl/styles.xml"], found)
    for name, tree in trees.items():
        if local(tree) == "worksheet":
            found += _sheet(name, tree, formats, trees)
    return found


def targets(name, tree):
    """Relationship id → part, in lower case."""
    folder = posixpath.dirname(posixpath.dirname(name))
    return {
        one.get("Id"): posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/").lower()
        for one in tree if one.get("TargetMode") != "External"
    }


def _types(parts, tree):
    said = [one.get("PartName").lstrip("/").lower() for one in tree if local(one) == "Override"]
    endings = [one.get("Extension").lower() for one in tree if local(one) == "Default"]
    untyped = [name for name in parts if name not in said and name.rpartition(".")[2] not in endings]
    return [
        *_twice("Override", said), *_twice("Default", endings), *(f"Override of {name}" for name in said if name not in parts),
        *(f"no type of {name}" for name in untyped if name != "[content_types].xml"),
    ]


def _twice(what, values):
    return [f"{what} twice: {value}" for value in {one for one in values if values.count(one) > 1}]


def _order(what, root, order):
    names = [local(one) for one in root if local(one) in order]
    places = [order.index(name) for name in names]
    found = [f"{what}: {names}"] if any(a > b for a, b in pairwise(places)) else []
    return found + _twice(what, [name for name in names if name != "conditionalFormatting"])


def _styles(tree, found):
    """The number of cell formats; what is wrong is added to `found`."""
    found += _order("styles", tree, STYLE_SHEET)
    lists = {local(one): one for one in tree}
    counts = {name: sum(1 for one in entries if local(one)) for name, entries in lists.items()}
    for name, entries in lists.items():
        if entries.get("count") and int(entries.get("count")) != counts[name]:
            found.append(f"count of {name}")
    for one in lists["cellXfs"]:
        for key, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            if int(one.get(key, 0)) >= counts[name]:
                found.append(f"{key} {one.get(key)}")
    return counts["cellXfs"]


def _sheet(name, tree, formats, trees):
    found = _order(name, tree, SHEET)
    cells = [one for one in tree.iter() if local(one) == "c"]
    found += [f"{name} s={one.get('s')}" for one in cells if int(one.get("s", 0)) >= formats]
    rows = [int(one.get("r")) for one in tree.iter() if local(one) == "row" and one.get("r")]
    found += [f"{name}: rows {rows}"] if rows != sorted(set(rows)) else []
    for row in (one for one in tree.iter() if local(one) == "row"):
        places = [coordinate_to_tuple(one.get("r")) for one in row if one.get("r")]
        found += [f"{name}: cells {places}"] if places != sorted(set(places)) else []
    for kind in ("hyperlink", "mergeCell"):
        found += _twice(f"{name} {kind}", [one.get("ref") for one in tree.iter() if local(one) == kind])
    rules = [one.get("priority") for one in tree.iter() if local(one) == "cfRule"]
    found += _twice(f"{name} priority", rules)
    links = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
    known = targets(links, trees[links]) if links in trees else {}
    used = {one.get(ID) for one in tree.iter() if local(one) != "hyperlink" and one.get(ID)}
    found += [f"{name}: no {one}" for one in used - known.keys()]
    comments = next((part for part in known.values() if local(trees.get(part, tree)) == "comments"), "")
    return found + (_comments(name, tree, known, trees[comments], trees) if comments else [])


def _comments(name, tree, known, comments, trees):
    places = [one.get("ref") for one in comments.iter() if local(one) == "comment"]
    authors = sum(1 for one in comments.iter() if local(one) == "author")
    found = _twice(f"{name} comments", places)
    found += [f"{name} author" for one in comments.iter() if local(one) == "comment" and int(one.get("authorId")) >= authors]
    drawing = trees[known[next(one.get(ID) for one in tree if local(one) == "legacyDrawing")]]
    found += _twice(f"{name} shapes", [one.get("id") for one in drawing if local(one) == "shape"])
    boxes = [
        tuple(int(next(part.text for part in data if local(part) == key)) + 1 for key in ("Row", "Column"))
        for data in drawing.iter() if local(data) == "ClientData" and data.get("ObjectType") == "Note"
    ]
    whole = sorted(boxes) == sorted(map(coordinate_to_tuple, places))
    anchors = [one.text for one in drawing.iter() if local(one) == "Anchor"]
    found += [f"{name}: anchor {one}" for one in anchors if not re.fullmatch(r"\s*\d+(\s*,\s*\d+){7}\s*", one)]
    return found if whole else [*found, f"{name}: comments {places}, boxes {boxes}"]
