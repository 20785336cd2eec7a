"""The parts of a workbook (ECMA-376 part 2) and how they hang together: nothing missing, nothing in an odd place."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TypeVar

from shuzhi.intake import container
from shuzhi.intake.cells import Cells, scan
from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import MOST_TAG, stream
from shuzhi.intake.outline import Link, Outline, links, outline
from shuzhi.intake.shared import Texts, formats, texts
from shuzhi.intake.usual import usual_cells, usual_texts
from shuzhi.zipped import Member

Found = TypeVar("Found")
Reader = Callable[[Iterable[bytes]], Found]

_WORKBOOK, TEXTS, _STYLES = "xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml"  # readers look nowhere else
_ROOT_LINKS, _LINKS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
WANTED = (_ROOT_LINKS, _LINKS, _WORKBOOK, TEXTS, _STYLES)  # beside sheets
_root_links, _book_links = partial(links, folder=""), partial(links, folder="xl")
_SMALL = 100_000  # bytes
_PLACES = {"sharedStrings": TEXTS, "styles": _STYLES}


@dataclass(frozen=True)
class Package:
    """The bytes of a workbook and its parts by lower-case name. Every method raises Refused."""

    data: bytes
    parts: Mapping[str, container.Part]

    def outline(self) -> Outline:
        """What the workbook part says."""
        return self._read(_WORKBOOK, outline)

    def cells(self, name: str) -> Cells:
        """What a sheet part holds."""
        return self._read(name, scan, usual_cells)

    def sheets(self, listed: Outline) -> dict[str, str]:
        """Title → part of each worksheet, in the workbook's order; charts are left out."""
        roots = {link.target for link in self._read(_ROOT_LINKS, _root_links).values() if link.type == "officeDocument"}
        known = self._read(_LINKS, _book_links)
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

    def texts(self) -> Texts:
        """The shared texts."""
        return self._read(TEXTS, texts, usual_texts) if TEXTS in self.parts else Texts()

    @cached_property
    def formats(self) -> tuple[int, bool]:
        """The number of cell formats; whether the first is one of days or hours."""
        return self._read(_STYLES, formats) if _STYLES in self.parts else (0, False)

    def member(self, name: str) -> Member:
        """A part as it is stored."""
        part = container.packed(self.data, self.parts[name])
        return Member(self.parts[name].name, part.checksum, part.size, part.stored, part.method)

    def check_indices(self, sheets: Collection[Cells], shared: int) -> None:
        """The `shared` texts and cell formats used must exist; readers know days only by a format that a cell names."""
        text, style = max(cells.text for cells in sheets), max(cells.style for cells in sheets)
        if text >= shared:
            raise Refused("texts" if TEXTS in self.parts else "missing")
        count, by_days = self.formats
        if style >= max(count, 1):
            raise Refused("styles" if _STYLES in self.parts else "missing")
        if by_days and any(cells.bare for cells in sheets):
            raise Refused("styles")

    def check_rest(self, read: set[str]) -> None:
        """Every part not read yet: whole, and well-formed where it is XML."""
        known = read | {_WORKBOOK, TEXTS, _STYLES, _ROOT_LINKS, _LINKS}
        for name in self.parts:
            if name not in known:
                self._read(name, stream if name.endswith((".xml", ".rels")) else _exhaust)
        if "[content_types].xml" not in self.parts:
            raise Refused("missing")

    def _read(self, name: str, strict: Reader[Found], usual: Reader[Found] | None = None) -> Found:
        """What a reader finds in a part: `strict` in pieces, wherever it is not small or `usual` would not have it."""
        if name not in self.parts:
            raise Refused("missing")
        part = self.parts[name]
        if part.size <= MOST_TAG:
            look = remembered if part.size <= _SMALL else _in_whole
            found: tuple[Found] | None = look(usual or strict, container.packed(self.data, part))
            if found:
                return found[0]
        return strict(container.pieces(self.data, part))


def _in_whole(reader: Reader[Found], part: container.Packed) -> tuple[Found] | None:
    """What a reader finds in a part; None for what it refuses."""
    content = part.content()
    if content is None:
        return None
    try:
        return (reader([content]),)
    except Refused:
        return None


remembered = lru_cache(maxsize=256)(_in_whole)  # many parts are the same in workbook after workbook


def _exhaust(pieces: Iterable[bytes]) -> None:
    for _ in pieces:
        pass
