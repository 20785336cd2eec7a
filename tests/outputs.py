"""What stands in a delivered file, by readers that are not ours: a text for each paragraph, cell, field, element, line."""

import csv
import io
import json
from zipfile import ZipFile

from lxml import etree, html
from python_calamine import CalamineWorkbook

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}tab": "\t"}


def texts(path):
    """The texts of a file, by its kind; of a Word document those of all its parts."""
    return list(_READERS[path.suffix](path))


def roots(path):
    """Part → its root, of a Word document or a workbook."""
    with ZipFile(path) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def page(path):
    """The root of an HTML file."""
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def _document(path):
    for root in roots(path).values():
        for paragraph in root.iter(f"{_W}p"):
            yield "".join(one.text or "" if one.tag == f"{_W}t" else _BREAKS.get(one.tag, "") for one in paragraph.iter())


def _workbook(path):
    book = CalamineWorkbook.from_path(path)  # knows, as Excel does and openpyxl does not, that _x000D_ is a character
    for name in book.sheet_names:
        yield from (str(value) for row in book.get_sheet_by_name(name).to_python() for value in row)


def _table(path):
    csv.field_size_limit(10_000_000)
    for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
        yield from row


def _page(path):
    for element in page(path).iter():
        data = element.tag == "script" and element.get("type") == "application/json"
        yield from _strings(json.loads(element.text)) if data else (element.text or "",)
        yield from (element.tail or "", *element.attrib.values())


def _strings(value):
    """Every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _strings(one))


def _data(path):
    return _strings(json.loads(path.read_bytes()))


def _lines(path):
    return path.read_bytes().decode("utf-8-sig").splitlines()


_READERS = {
    ".docx": _document, ".xlsx": _workbook, ".csv": _table, ".html": _page, ".json": _data, ".txt": _lines,
}
