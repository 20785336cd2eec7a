"""The parts of a workbook (ECMA-376 part 2) and how they hang together: nothing missing, nothing in an odd place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipInfo

from shuzhi.intake import container
from shuzhi.intake.cells import Cells
from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import stream
from shuzhi.intake.outline import Link, Outline, links, outline
from shuzhi.intake.shared import formats, texts

_WORKBOOK, _TEXTS, _STYLES = "xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml"  # readers look nowhere else
_ROOT_LINKS, _LINKS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
_PLACES = {"sharedStrings": _TEXTS, "styles": _STYLES}


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

    def outline(self) -> Outline:
        """What the workbook part says."""
        return outline(self.pieces(_WORKBOOK))

    def sheets(self, listed: Outline) -> dict[str, str]:
        """Title → part of each worksheet, in the workbook's order; charts are left out."""
        roots = {link.target for link in links(self.pieces(_ROOT_LINKS), "").values() if link.type == "officeDocument"}
        known = links(self.pieces(_LINKS), "xl")
        if roots != {_WORKBOOK} or not self._is_in_place(known.values()):
            raise Refused("missing")
        found: dict[str, str] = {}
        seen: set[str] = set()
        for title, identifier in listed.sheets:
            if identifier not in known:
                raise Refused("missing")
            link = known[identifier]
            if link.type == "worksheet":
                if title.casefold() in seen or link.target in seen:
                    raise Refused("structure")
                seen |= {title.casefold(), link.target}
                found[title] = link.target
        if not found:
            raise Refused("sheetless")
        return found

    def _is_in_place(self, known: Iterable[Link]) -> bool:
        """Whether texts and formats are where readers look for them, linked: a part without a link is no part."""
        linked = {link.type: link.target for link in known}
        return all(
            linked.get(kind, name) == name and (kind in linked or name not in self.parts)
            for kind, name in _PLACES.items()
        )

    def check_indices(self, sheets: Collection[Cells]) -> None:
        """The shared texts and cell formats used must exist; readers know no days but by a format that a cell names."""
        text, style = max(cells.text for cells in sheets), max(cells.style for cells in sheets)
        if text >= (texts(self.pieces(_TEXTS)) if _TEXTS in self.parts else 0):
            raise Refused("texts" if _TEXTS in self.parts else "missing")
        count, by_days = formats(self.pieces(_STYLES)) if _STYLES in self.parts else (0, False)
        if style >= max(count, 1):
            raise Refused("styles" if _STYLES in self.parts else "missing")
        if by_days and any(cells.bare for cells in sheets):
            raise Refused("styles")

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
