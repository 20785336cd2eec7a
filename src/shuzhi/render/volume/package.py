"""An open .docx: its parts, what each points to, the kinds of parts; parts can be added to it."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

BODY, STYLES, NUMBERING, SETTINGS = (f"word/{name}.xml" for name in ("document", "styles", "numbering", "settings"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DAMAGED = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError)  # what `opened` raises
_KEPT = re.compile(r"_rels/|docProps/(app|core)\.xml|word/(document|styles|settings|fontTable|theme/theme\d*)\.xml")
_POINTING = ("footnotePr", "endnotePr", "attachedTemplate", "updateFields", "embedRegular", "embedBold", "embedItalic",
             "embedBoldItalic")
_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True)
class Relation:
    """What a part points to: the kind (a URI) and a part's name in the zip, or an address outside."""

    kind: str
    target: str
    outside: bool = False


@dataclass
class Package:
    """The parts of a .docx by name; `links` says what each part points to: part → id → Relation."""

    parts: dict[str, bytes]
    types: dict[str, str]
    defaults: dict[str, str]
    links: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def type_of(self, name: str) -> str:
        """The content type of a part; "" where none is given."""
        return self.types.get(name) or self.defaults.get(name.rpartition(".")[2].lower(), "")

    def add(self, stem: str, ending: str, content: bytes, kind: str) -> str:
        """Put a part under a free name (word/header7.xml); gives the name."""
        number = 1
        while (name := f"{stem}{number}.{ending}") in self.parts:
            number += 1
        self.parts[name], self.types[name] = content, kind
        return name

    def link(self, part: str, relation: Relation) -> str:
        """The id under which `part` points there; the same relation is given once."""
        own = self.links.setdefault(part, {})
        known = next((key for key, there in own.items() if there == relation), None)
        number = len(own) + 1
        while (key := known or f"rId{number}") in own and not known:
            number += 1
        own[key] = relation
        return key

    def members(self) -> Mapping[str, bytes]:
        """Everything as it goes into the zip."""
        links = {_links_of(part): _written_links(part, own) for part, own in self.links.items() if own}
        return {**self.parts, **links, _TYPES: self._written_types()}

    def _written_types(self) -> bytes:
        root = parsed(f'<Types xmlns="{_CT[1:-1]}"/>'.encode())
        for ending in sorted(self.defaults):
            etree.SubElement(root, _CT + "Default", Extension=ending, ContentType=self.defaults[ending])
        for name in sorted(self.types):
            etree.SubElement(root, _CT + "Override", PartName="/" + name, ContentType=self.types[name])
        return written(root)


def opened(docx: bytes) -> Package:
    """Open a .docx. Raises BadZipFile, KeyError (no part that every document has) or XMLSyntaxError."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    root = parsed(found.pop(_TYPES))
    package = Package(
        {name: content for name, content in found.items() if not name.endswith(".rels")},
        {str(one.get("PartName"))[1:]: str(one.get("ContentType")) for one in root.iter(_CT + "Override")},
        {str(one.get("Extension")).lower(): str(one.get("ContentType")) for one in root.iter(_CT + "Default")},
    )
    package.links.update((_part_of(name), _read_links(name, data)) for name, data in found.items() if _is_links(name))
    if BODY not in package.parts or STYLES not in package.parts:
        raise KeyError(BODY)
    return package


def bare(package: Package) -> Package:
    """The same package with styles, settings, fonts and an empty place for the body only."""
    parts = {name: content for name, content in package.parts.items() if _KEPT.match(name)}
    for name, content in list(parts.items()):
        if name in (SETTINGS, "word/fontTable.xml"):
            root = parsed(content)
            for node in list(root.iter(*(W + tag for tag in _POINTING))):
                remove(node)
            parts[name] = written(root)
    links = {
        part: {key: there for key, there in package.links.get(part, {}).items() if there.target in parts}
        for part in ("", BODY)
    }
    types = {name: kind for name, kind in package.types.items() if name in parts}
    return Package(parts, types, dict(package.defaults), links)


def remove(node: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def drop(node: etree._Element, key: str) -> None:
    """Take an attribute from an element, where it has it."""
    if key in node.attrib:
        del node.attrib[key]


def parsed(xml: bytes) -> etree._Element:
    """The root of a part. Raises XMLSyntaxError."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False))


def written(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_links(name: str) -> bool:
    return name.endswith(".rels") and posixpath.dirname(name).endswith("_rels")


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _part_of(links: str) -> str:
    folder, name = posixpath.split(links)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _read_links(name: str, data: bytes) -> dict[str, Relation]:
    folder = posixpath.dirname(_part_of(name))
    found = {}
    for one in parsed(data).iter(_RELATIONS + "Relationship"):
        target, outside = str(one.get("Target")), one.get("TargetMode") == "External"
        inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[str(one.get("Id"))] = Relation(str(one.get("Type")), target if outside else inside, outside)
    return found


def _written_links(part: str, own: Mapping[str, Relation]) -> bytes:
    root = parsed(f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode())
    folder = posixpath.dirname(part)
    for key, there in own.items():
        target = there.target if there.outside else posixpath.relpath(there.target, folder or ".")
        one = etree.SubElement(root, _RELATIONS + "Relationship", Id=key, Type=there.kind, Target=target)
        if there.outside:
            one.set("TargetMode", "External")
    return written(root)
