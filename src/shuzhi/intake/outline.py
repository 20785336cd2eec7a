"""What a workbook lists: relationships (ECMA-376 part 2, 9.3), sheets and the date system (part 1, 18.2)."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import MAIN, Attributes, Grammar, walk

_LINKS = Grammar("http://schemas.openxmlformats.org/package/2006/relationships", {
    "": "Relationships", "Relationships": "Relationship", "Relationship": "", "*": "",
})
_WORKBOOK = Grammar(MAIN, {
    "": "workbook", "workbook": "workbookPr sheets *", "workbookPr": "*", "sheets": "sheet", "sheet": "*", "*": "*",
})
_LINK = re.compile("http://schemas.openxmlformats.org/officeDocument/2006/relationships id .*")
_DAYS = {"0": False, "false": False, "1": True, "true": True}  # xsd:boolean


@dataclass(frozen=True)
class Link:
    """A relationship: the last word of its type, and the lower-case name of the part it leads to."""

    type: str
    target: str


@dataclass(frozen=True)
class Outline:
    """(title, identifier of the relationship) of every sheet in order; whether days are counted from 1904."""

    sheets: tuple[tuple[str, str], ...]
    from_1904: bool


def links(pieces: Iterable[bytes], folder: str) -> dict[str, Link]:
    """The relationships in a part, of what lies in a folder, by their identifiers; those to the outside are left out.

    Raises:
        Refused: see markup.walk; an identifier twice.
    """
    found: dict[str, Link] = {}
    seen: set[str] = set()

    def visit(_parent: str, name: str, attributes: Attributes) -> None:
        if name != "Relationship":
            return
        identifier = attributes.get("Id", "")
        if identifier in seen:
            raise Refused("structure")
        seen.add(identifier)
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[identifier] = Link(kind, target.lstrip("/").lower())

    walk(pieces, _LINKS, visit)
    return found


def outline(pieces: Iterable[bytes]) -> Outline:
    """What a workbook part says.

    Raises:
        Refused: see markup.walk; properties or lists twice, a date system that is none.
    """
    content = b"".join(pieces)
    sheets: list[tuple[str, str]] = []
    once: list[str] = []
    from_1904 = False

    def visit(_parent: str, name: str, attributes: Attributes) -> None:
        nonlocal from_1904
        if name == "sheet":
            if not attributes.get("name"):
                raise Refused("structure")
            link = next((value for key, value in attributes.items() if _LINK.fullmatch(key)), "")
            sheets.append((attributes["name"], link))
            return
        if name in once:
            raise Refused("structure")
        once.append(name)
        if name == "workbookPr":
            days = attributes.get("date1904", "0")
            if days not in _DAYS:
                raise Refused("structure")
            from_1904 = _DAYS[days]

    walk([content], _WORKBOOK, visit)
    if from_1904 and b"<workbookPr" not in content:  # readers do not know it with a prefix
        raise Refused("structure")
    return Outline(tuple(sheets), from_1904)
