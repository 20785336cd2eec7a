"""What the parts of a Word or Excel file lead to: its relationships (ECMA-376 part 2, 6.5); whether it has macros."""

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"
_CLICKED = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_OBJECTS = ("oleObject", "control", "activeXControlBinary")


class Relation(NamedTuple):
    """One relationship: its element, and the last word of its type.

    is_object  it leads to another file inside, or a control; the workbook that a chart keeps its numbers in is none
    reaches    it leads out of the file by itself; a link that a person clicks on does not
    """

    node: etree._Element
    kind: str
    is_object: bool
    reaches: bool


def relations(path: str, root: etree._Element) -> list[Relation]:
    """The relationships of the part at `path` (….rels)."""
    drawn = posixpath.basename(posixpath.dirname(posixpath.dirname(path))) == "charts"
    return [_relation(one, drawn=drawn) for one in root.iter(_RELATION)]


def is_clicked(target: str) -> bool:
    """Whether a link leads to an address, a mailbox or a place in the file: nothing is read until somebody clicks."""
    return bool(_CLICKED.match(target))


def has_macros(found: Mapping[str, bytes]) -> bool:
    """Whether the parts by name are those of a file with macros."""
    named = any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in found)
    return named or b"macroEnabled" in found.get(_TYPES, b"")


def _relation(node: etree._Element, *, drawn: bool) -> Relation:
    kind = str(node.get("Type", "")).rpartition("/")[2]
    clicked = kind == "hyperlink" and is_clicked(str(node.get("Target", "")))
    return Relation(
        node, kind, kind in _OBJECTS or (kind == "package" and not drawn),
        node.get("TargetMode") == "External" and not clicked,
    )
