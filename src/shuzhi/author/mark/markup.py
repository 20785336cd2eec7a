"""XML parts as trees, by local names: prefixes and namespaces are those of the file, whoever wrote it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
NOTHING: Mapping[str, str] = {}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = f"{{{RELATIONS}}}id"  # r:id
_WHOLE = re.compile("[0-9]{1,10}")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True, collect_ids=False)


def parsed(content: bytes) -> Element | None:
    """The root of a part; None if there is none. What the gate lets pass, but XML forbids (prefixes), is read too.

    Raises MemoryError.
    """
    try:
        return etree.fromstring(content, _PARSER) if content.strip() else None
    except etree.XMLSyntaxError as fault:
        if fault.lineno:
            raise
        raise MemoryError from None  # lxml's "unknown error" at no line: libxml2 had no memory


def written(root: Element) -> bytes:
    """The part as bytes, UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: Element) -> str:
    """The name without namespace or prefix; "" for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """The children of that local name."""
    return iter(()) if parent is None else parent.iterchildren(f"{{*}}{name}")


def child(parent: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    return next(children(parent, name), None)


def beside(element: Element, name: str) -> str:
    """The full name of an element in the namespace of another."""
    space = element.tag.rpartition("}")[0] if isinstance(element.tag, str) else ""
    return f"{space}}}{name}" if space else name


def add(parent: Element, name: str, attributes: Mapping[str, str] = NOTHING, text: str | None = None) -> Element:
    """A new last child in the parent's namespace."""
    made = etree.SubElement(parent, beside(parent, name), dict(attributes))
    made.text = text
    return made


def named_r(key: str) -> dict[str, str]:
    """The prefix of the namespace of an attribute (full name): else it depends on what is imported (openpyxl)."""
    return {"r": key[1:].partition("}")[0]}


def placed(
    parent: Element, name: str, order: Sequence[str], prefixes: Mapping[str, str] = NOTHING
) -> Element:
    """The child of that name, made where the schema's `order` wants it if there is none."""
    found = child(parent, name)
    if found is not None:
        return found
    later = set(order[order.index(name) + 1 :])
    made = etree.Element(beside(parent, name), nsmap=dict(prefixes))
    following = next((place for place, one in enumerate(parent) if local(one) in later), len(parent))
    parent.insert(following, made)
    return made


def identifier(element: Element) -> tuple[str, str]:
    """Full name and value of the attribute id that has a namespace (r:id); ("", "") if there is none."""
    pairs = ((str(key), str(value)) for key, value in element.attrib.items())
    return next((pair for pair in pairs if pair[0].endswith(("}id", ":id"))), ("", ""))


def without(element: Element, name: str) -> None:
    """Take an attribute away, where there is one."""
    if name in element.attrib:
        del element.attrib[name]


def number(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; `default` where none stands there, or one that no program writes."""
    return int(text) if text and _WHOLE.fullmatch(text) else default


def is_true(text: str | None) -> bool:
    """Whether an attribute says yes (XML Schema part 2, 3.2.2)."""
    return text in ("1", "true", "on")
