"""The finished .docx: same members, same order, same bytes whenever the content is the same."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from lxml import etree

from shuzhi.model.identity import BRANCH_CODE, OUTPUT, PERIOD, Identity
from shuzhi.zipped import Member, member, zipped

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_LONGEST_PROPERTY = 255  # Word refuses longer core properties
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<dc:language>zh-CN</dc:language></cp:coreProperties>"
)
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES = f"{_OFFICE}/custom-properties"
_VALUES = f"{_OFFICE}/docPropsVTypes"
_RELATION = f"{_OFFICE}/relationships/custom-properties"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users make (ECMA-376 part 1, 22.3)
_NAMES = (PERIOD, BRANCH_CODE, OUTPUT)
_TEXT = "\ue000"  # private use: stands for a text of the identity
_FIRST_NUMBER = 2  # a property's least pid


def core_properties(title: str, author: str) -> bytes:
    """docProps/core.xml with title, author and language, and no clock."""
    short = {key: escape(text[:_LONGEST_PROPERTY], quote=False) for key, text in (("title", title), ("author", author))}
    return _CORE.format(**short).encode()


def claiming(members: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The members with content types and relations that name the custom properties, which `identified` writes."""
    if CUSTOM in members:
        return members
    types, relations = (_parsed(members[name]) for name in _FIRST)
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{CUSTOM}", ContentType=_KIND)
    key, used = "rIdIdentity", {node.get("Id") for node in relations}
    while key in used:
        key += "0"
    etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship", Id=key, Type=_RELATION, Target=CUSTOM)
    return {**members, **dict(zip(_FIRST, map(_serialised, (types, relations)), strict=True))}


def identified(custom: bytes | None, identity: Identity) -> bytes:
    """The custom properties with the identity among them; what else stands there (WPS's own) stays."""
    known = (identity.period, identity.branch_code, identity.output)
    if not all(map(str.isprintable, known)):
        return _with(custom, dict(zip(_NAMES, known, strict=True)))
    first, *behind = _around(custom)
    return first + b"".join(
        escape(text, quote=False).encode() + piece for text, piece in zip(known, behind, strict=True)
    )


@lru_cache(maxsize=32)
def _around(custom: bytes | None) -> tuple[bytes, ...]:
    """Custom properties with an identity: what stands before its first text, between its texts and behind them."""
    whole = _with(custom, dict.fromkeys(_NAMES, _TEXT))
    return tuple(whole.rsplit(_TEXT.encode(), len(_NAMES)))


def _with(custom: bytes | None, known: Mapping[str, str]) -> bytes:
    """A custom properties part in which the known ones stand last."""
    root = _parsed(custom or f'<Properties xmlns="{_PROPERTIES}"/>'.encode())
    for old in [node for node in root if node.get("name") in known]:
        root.remove(old)
    last = max((int(node.get("pid") or 0) for node in root), default=_FIRST_NUMBER - 1)
    for number, (name, text) in enumerate(known.items(), last + 1):
        node = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(node, f"{{{_VALUES}}}lpwstr", nsmap={"vt": _VALUES}).text = text
    return _serialised(root)


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False))


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def pack(members: Mapping[str, bytes | Member]) -> bytes:
    """A zip of the members, of which some may be compressed already: content types first, then by name."""
    names = sorted(members, key=lambda name: (name not in _FIRST, name))
    return zipped(_compressed(name, members[name]) for name in names)


def _compressed(name: str, content: bytes | Member) -> Member:
    return content if isinstance(content, Member) else member(name, content)
