"""A workbook of templates/ taken apart: its sheets, what is typed in their cells, how numbers look there."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from shuzhi import untrusted
from shuzhi.errors import TemplateFault

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_UNREADABLE = "打不开，它不是 Excel 工作簿（.xlsx），或者设了密码、已经损坏。请在 Excel 或 WPS 里打开后另存为 .xlsx。"
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # ECMA-376 part 1, 18.8.30
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its part and the XML of it."""

    title: str
    path: str
    root: etree._Element


@dataclass(frozen=True)
class Book:
    """A workbook: the members of its zip, and its sheets in order."""

    name: str
    members: Mapping[str, bytes]
    workbook: etree._Element
    sheets: tuple[Sheet, ...]

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """The shared strings."""
        root = self.part(STRINGS)
        return () if root is None else tuple(_text(one) for one in root.iterfind(S + "si"))

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The number format of each cell style: 0.0%, or General; a date's begins with "date:"."""
        root = self.part(STYLES)
        if root is None:
            return ()
        own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter(S + "numFmt")}
        styles = root.find(S + "cellXfs")
        numbers = [int(one.get("numFmtId", "0")) for one in styles if one.tag == S + "xf"] if styles is not None else []
        return tuple(_format(number, own.get(number)) for number in numbers)

    @property
    def since_1904(self) -> bool:
        """Whether its days are counted from 1904."""
        said = self.workbook.find(S + "workbookPr")
        return said is not None and said.get("date1904") in ("1", "true")

    def part(self, path: str) -> etree._Element | None:
        """The XML of a part; None where there is none. TemplateFault where it is damaged."""
        return parsed(self.members[path], self.name) if path in self.members else None

    def copied(self) -> "Book":
        """The same with sheets of its own, to be changed."""
        sheets = tuple(replace(sheet, root=deepcopy(sheet.root)) for sheet in self.sheets)
        return Book(self.name, self.members, deepcopy(self.workbook), sheets)

    def typed(self, cell: etree._Element) -> str:
        """What is typed in a cell that holds text; "" for a number, a formula, nothing."""
        if cell.find(S + "f") is not None:
            return ""
        if cell.get("t") == "inlineStr":
            inline = cell.find(S + "is")
            return "" if inline is None else _text(inline)
        number = cell.findtext(S + "v") if cell.get("t") == "s" else None
        return self.strings[int(number)] if number and int(number) < len(self.strings) else ""

    def format(self, cell: etree._Element) -> str:
        """The number format of a cell."""
        style = int(cell.get("s", "0"))
        return self.formats[style] if style < len(self.formats) else "General"

    def related(self, path: str) -> tuple[str, ...]:
        """The parts inside the file that a part points to."""
        folder, base = posixpath.split(path)
        root = self.part(f"{folder}/_rels/{base}.rels")
        return () if root is None else tuple(_targets(root, folder))


def read(data: bytes, name: str) -> Book:
    """A workbook taken apart; TemplateFault if it is none, or damaged."""
    try:
        members = untrusted.members(data, _UNREADABLE)
    except untrusted.Unfit as fault:
        raise TemplateFault(name, fault.reason) from None
    if WORKBOOK not in members:
        raise TemplateFault(name, _UNREADABLE)
    workbook = parsed(members[WORKBOOK], name)
    empty = Book(name, members, workbook, ())
    targets = _by_id(empty)
    listed = [(one.get("name", ""), targets.get(one.get(R + "id", ""), "")) for one in workbook.iter(S + "sheet")]
    found = [(title, path, empty.part(path)) for title, path in listed]
    sheets = tuple(
        Sheet(title, path, _addressed(root)) for title, path, root in found
        if root is not None and root.tag == S + "worksheet"
    )
    if not sheets:
        raise TemplateFault(name, _UNREADABLE)
    return Book(name, members, workbook, sheets)


def parsed(data: bytes, name: str) -> etree._Element:
    """The XML of a part; TemplateFault where it is damaged."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        raise TemplateFault(name, _UNREADABLE) from None


def written(root: etree._Element) -> bytes:
    """A part as it stands in the file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _addressed(root: etree._Element) -> etree._Element:
    """A sheet whose rows and cells all say where they stand: some writers leave that out where it goes on by one."""
    row = 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        row = int(line.get("r", row + 1))
        line.set("r", str(row))
        column = 0
        for cell in line.iterfind(S + "c"):
            if told := cell.get("r"):
                column = column_index_from_string(told.rstrip("0123456789"))
            else:
                column += 1
                cell.set("r", f"{get_column_letter(column)}{row}")
    return root


def _by_id(book: Book) -> dict[str, str]:
    root = book.part("xl/_rels/workbook.xml.rels")
    return {} if root is None else {one.get("Id", ""): target for one in root for target in _targets([one], "xl")}


def _targets(relations: "etree._Element | list[etree._Element]", folder: str) -> Iterator[str]:
    for one in relations:
        if one.get("TargetMode") != "External":
            yield posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")


def _text(node: etree._Element) -> str:
    """The text of a string, its runs together; the readings of Asian words (rPh) are left out."""
    return "".join(
        part.text or "" for part in node.iter(S + "t") if next(part.iterancestors(S + "rPh"), None) is None
    )


def _format(number: int, own: str | None) -> str:
    code = own or BUILTIN_FORMATS.get(number, "General")
    return f"date:{code}" if number in _DATES or is_date_format(_QUOTED.sub("", code)) else code
