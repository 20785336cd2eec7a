"""The parts of a workbook (ECMA-376 part 2) and how they hang together: nothing missing, nothing in an odd place."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipInfo

from shuzhi.intake import container
from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import Attributes, local, stream, walk

_WORKBOOK, _TEXTS, _STYLES = "xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml"  # readers look nowhere else
_ROOT_LINKS, _LINKS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
_PLACES = {"sharedStrings": _TEXTS, "styles": _STYLES}
_STRICT = "purl.oclc.org/ooxml"  # ECMA-376 part 1, strict namespaces


@dataclass(frozen=True)
class _Link:
    """A relationship: the last word of its type, and the lower-case name of the part it leads to."""

    type: str
    target: str


@dataclass(frozen=True)
class Package:
    """The bytes of a workbook and its parts by lower-case name. Every method raises Refused."""

    data: bytes
    parts: Mapping[str, ZipInfo]

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a part."""
        if name not in self.parts:
            raise Refused("missing")
        return container.pieces(self.data, self.parts[name])

    def sheets(self) -> dict[str, str]:
        """Title → part of each worksheet, in the workbook's order; charts are left out."""
        if _WORKBOOK not in {link.target for link in self._links(_ROOT_LINKS, "").values()}:
            raise Refused("missing")
        links = self._links(_LINKS, "xl")
        if any(link.target != _PLACES.get(link.type, link.target) for link in links.values()):
            raise Refused("missing")
        found: dict[str, str] = {}
        seen: set[str] = set()
        for title, identifier in self._titles():
            if identifier not in links:
                raise Refused("missing")
            link = links[identifier]
            if link.type == "worksheet":
                if title.casefold() in seen or link.target in seen:
                    raise Refused("structure")
                seen |= {title.casefold(), link.target}
                found[title] = link.target
        if not found:
            raise Refused("sheetless")
        return found

    def from_1904(self) -> bool:
        """Whether days are counted from 1904 (ECMA-376 part 1, 18.2.28)."""
        found = False

        def visit(depth: int, name: str, attributes: Attributes) -> None:
            nonlocal found
            if depth == 1 and name == "workbookPr":
                found = attributes.get("date1904", "0").lower() in ("1", "true", "on")

        walk(self.pieces(_WORKBOOK), visit)
        return found

    def check_indices(self, text: int, style: int) -> None:
        """The highest shared text and cell format used must exist; each text is a child of the root."""
        texts = 0

        def count_text(depth: int, name: str, _attributes: Attributes) -> None:
            nonlocal texts
            if name == "si" and depth != 1:
                raise Refused("texts")
            texts += name == "si"

        formats, section = 0, ""

        def count_format(depth: int, name: str, _attributes: Attributes) -> None:
            nonlocal formats, section
            section = name if depth == 1 else section
            formats += depth == 2 and section == "cellXfs" and name == "xf"

        if _TEXTS in self.parts:
            walk(self.pieces(_TEXTS), count_text)
        if _STYLES in self.parts:
            walk(self.pieces(_STYLES), count_format)
        if text >= texts:
            raise Refused("texts" if _TEXTS in self.parts else "missing")
        if style >= max(formats, 1):
            raise Refused("styles" if _STYLES in self.parts else "missing")

    def check_rest(self, read: set[str]) -> None:
        """Every part not read yet: whole, and well-formed where it is XML."""
        for name in self.parts.keys() - read - {_WORKBOOK, _TEXTS, _STYLES, _ROOT_LINKS, _LINKS}:
            if name.endswith((".xml", ".rels")):
                stream(self.pieces(name))
            else:
                for _ in self.pieces(name):
                    pass
        if "[content_types].xml" not in self.parts:
            raise Refused("missing")

    def _links(self, name: str, folder: str) -> dict[str, _Link]:
        links: dict[str, _Link] = {}

        def visit(_depth: int, element: str, attributes: Attributes) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                links[attributes.get("Id", "")] = _Link(kind, target.lstrip("/").lower())

        walk(self.pieces(name), visit)
        return links

    def _titles(self) -> list[tuple[str, str]]:
        """Title and relationship of each sheet."""
        titles: list[tuple[str, str]] = []

        def visit(depth: int, name: str, attributes: Attributes) -> None:
            if depth == 0 and any(_STRICT in value for value in attributes.values()):
                raise Refused("strict")
            if depth == 2 and name == "sheet":
                links = [value for key, value in attributes.items() if ":" in key and local(key) == "id"]
                titles.append((attributes.get("name", ""), links[0] if links else ""))

        walk(self.pieces(_WORKBOOK), visit)
        return titles
