"""The parts of a workbook while some of them change: relationships, content types, names for new parts."""

import posixpath
import zlib
from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from lxml import etree

from shuzhi.author.mark.markup import RELATIONS, Element, add, children, parsed, written
from shuzhi.author.mark.thin import thinned, whole
from shuzhi.zipped import Member, Piece, joined, piece, taken_apart, zipped

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
_VIEWS, _START = 1_024, 16_384  # bytes
_SMALL = 16_384  # bytes of a part that may be remembered
_TYPES = "[Content_Types].xml"
_EMPTY_LINKS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_EMPTY_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@dataclass(frozen=True)
class Link:
    """A relationship inside the package: its id, the last word of its type, the part it leads to."""

    id: str
    type: str
    target: str


class Package:
    """A workbook taken apart; part names in any case, as readers of workbooks take them."""

    def __init__(self, data: bytes) -> None:
        self._members = {one.name.lower(): one for one in taken_apart(data) if not one.name.endswith("/")}
        self._trees: dict[str, Element] = {}
        self._known: dict[str, list[Link]] = {}
        self._kept: dict[str, list[bytes]] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def content(self, name: str) -> bytes:
        """The bytes of a part; none where it does not exist."""
        member = self._members.get(name.lower())
        if not member:
            return b""
        return (_content if member.size < _SMALL else _content.__wrapped__)(member)

    def start(self, name: str) -> bytes:
        """What a part begins with, enough to see how a worksheet is shown."""
        member = self._members[name.lower()]
        if not member.method:
            return bytes(member.data)
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        found = stream.decompress(member.data, _VIEWS)
        return found if b"</sheetViews>" in found else found + stream.decompress(stream.unconsumed_tail, _START)

    def holds(self, name: str, element: str) -> bool:
        """Whether a part has an element of that local name, perhaps only the word."""
        tree = self._trees.get(name.lower())
        if tree is None:
            return element.encode() in self.content(name)
        if any(one.startswith(b"<" + element.encode()) for one in self.kept(name)):
            return True
        behind = tree.iterchildren(reversed=True)  # most of a worksheet are its rows, and they come early
        return any(next(one.iter(f"{{*}}{element}"), None) is not None for one in behind)

    def tree(self, name: str, empty: bytes = b"<none/>") -> Element:
        """The root of a part, the same each time; what is changed in it is written by `bytes`.

        empty: what stands there where the part is missing or has no root.
        """
        key = name.lower()
        if key not in self._trees:
            content = self.content(name)
            root = deepcopy(_looked_at(content)) if len(content) < _SMALL else parsed(content)
            self._trees[key] = root if root is not None else _root(empty)
            if key not in self._members:
                self._members[key] = Member(name, 0, 0, b"")
        return self._trees[key]

    def sheet(self, name: str, rows: Collection[int]) -> Element:
        """The root of a worksheet of which the cells of these rows alone are looked at, as `tree`."""
        if name.lower() not in self._trees:
            thin, self._kept[name.lower()] = thinned(self.content(name), rows)
            self._trees[name.lower()] = _root(thin or b"<none/>")
        return self._trees[name.lower()]

    def fill(self, name: str, parent: Element, inside: str) -> None:
        """Let `inside`, XML without prefixes, stand in an empty element of a part's tree, in its namespace."""
        kept = self._kept.get(name.lower())
        if kept:  # its tree has no instructions but ours
            parent.append(etree.ProcessingInstruction("kept", str(len(kept))))
            kept.append(inside.encode())
        else:
            parent.extend(_root(f'<all xmlns="{etree.QName(parent).namespace or ""}">{inside}</all>'.encode()))

    def kept(self, name: str) -> Sequence[bytes]:
        """What of a worksheet is not in its tree."""
        return self._kept.get(name.lower(), ())

    def put(self, name: str, content: bytes) -> None:
        """A part with new content."""
        self._trees.pop(name.lower(), None)
        self._members[name.lower()] = joined(name, [_pressed(content)])

    def drop(self, name: str) -> None:
        """Take out a part, its relationships and its content type."""
        gone = (name.lower(), self._links_of(name).lower())
        for one in gone:
            self._members.pop(one, None)
            self._trees.pop(one, None)
        types = self.tree(_TYPES, _EMPTY_TYPES)
        for kind in list(children(types, "Override")):
            if _path("", kind.get("PartName", "")) in gone:
                types.remove(kind)

    def links(self, name: str) -> list[Link]:
        """The relationships of a part to other parts."""
        if name not in self._known:
            folder, own = posixpath.dirname(name), self._links_of(name)
            root = self._trees.get(own.lower())
            if root is None:
                root = _looked_at(self.content(own))
            self._known[name] = [
                Link(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], _path(folder, one.get("Target", "")))
                for one in children(root, "Relationship") if one.get("TargetMode") != "External"
            ]
        return self._known[name]

    def target(self, name: str, kind: str) -> str:
        """The part that a relationship of that type leads to; "" if there is none."""
        return next((link.target for link in self.links(name) if link.type == kind and link.target in self), "")

    def link(self, name: str, kind: str, target: str) -> str:
        """A new relationship of a part; its id."""
        root = self._links(name)
        self.typed_all("rels", "application/vnd.openxmlformats-package.relationships+xml")
        taken = {one.get("Id", "").lower() for one in root}
        made = next(text for number in count(len(taken) + 1) if (text := f"rId{number}").lower() not in taken)
        add(root, "Relationship", {"Id": made, "Type": f"{RELATIONS}/{kind}", "Target": f"/{target}"})
        return made

    def unlink(self, name: str, identifier: str) -> None:
        """Take out a relationship."""
        root = self._links(name)
        for one in [one for one in root if one.get("Id") == identifier]:
            root.remove(one)

    def typed(self, name: str, kind: str) -> None:
        """Say the content type of a part."""
        types = self.tree(_TYPES, _EMPTY_TYPES)
        for one in children(types, "Override"):
            if _path("", one.get("PartName", "")) == name.lower():
                one.set("ContentType", kind)
                return
        add(types, "Override", {"PartName": f"/{name}", "ContentType": kind})

    def typed_all(self, ending: str, kind: str) -> None:
        """Say the content type of parts with that ending, unless it is said."""
        types = self.tree(_TYPES, _EMPTY_TYPES)
        if not any(one.get("Extension", "").lower() == ending for one in children(types, "Default")):
            add(types, "Default", {"Extension": ending, "ContentType": kind})

    def free(self, pattern: str) -> str:
        """The first name that no part has; `pattern` with {} for its number."""
        return next(name for number in count(1) if (name := pattern.format(number)) not in self)

    def bytes(self) -> bytes:
        """The workbook."""
        for name, root in self._trees.items():
            own = self._members[name].name
            content = whole(written(root), self._kept.get(name, []))
            self._members[name] = joined(own, [_pressed(content)])
        return zipped(self._members.values())

    def _links(self, name: str) -> Element:
        """The root of a part's relationships, to be changed."""
        self._known.pop(name, None)
        return self.tree(self._links_of(name), _EMPTY_LINKS)

    def _links_of(self, name: str) -> str:
        """The part that holds a part's relationships; its name in the case of the part's own."""
        known = self._members.get(name.lower())
        own = known.name if known else name
        return f"{posixpath.dirname(own)}/_rels/{posixpath.basename(own)}.rels"


def _pressed(content: bytes) -> Piece:
    return (_alike if len(content) < _SMALL else piece)(content, once=True)


# Lists of sheets, of types and of choices, comments and their boxes are the same in many workbooks.
_alike = lru_cache(maxsize=128)(piece)
_read = lru_cache(maxsize=64)(parsed)


def _looked_at(content: bytes) -> Element | None:
    """The root of a part that is not to be changed."""
    return (_read if len(content) < _SMALL else parsed)(content)


@lru_cache(maxsize=128)
def _content(member: Member) -> bytes:
    return member.content


def _root(content: bytes) -> Element:
    root = parsed(content)
    if root is None:
        raise ValueError("no root")
    return root


@lru_cache(maxsize=4096)
def _path(folder: str, target: str) -> str:
    """A part's name in lower case, from the folder of the part that points to it."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
