"""The sections of a report inside the volume: they keep page, headers and footers; page numbers run on."""

from collections.abc import Mapping

from lxml import etree

from shuzhi.render.volume.package import KINDS, Package, R, Relation, W, drop, written

_KINDS = ("default", "even", "first")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_INVISIBLE = tuple(W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permEnd"))
_BREAKS = ("oddPage", "evenPage")  # they would leave empty pages, and page numbers would jump


def blanks(volume: Package) -> Mapping[str, str]:
    """An empty header and an empty footer in the volume: "header" and "footer" → the id of the relation."""
    made = {}
    for part, tag in (("header", "hdr"), ("footer", "ftr")):
        root = etree.Element(W + tag, nsmap={"w": W[1:-1]})
        etree.SubElement(root, W + "p")
        name = volume.add(f"word/{part}", "xml", written(root), _TYPE.format(part))
        made[part] = volume.link("word/document.xml", Relation(KINDS + part, name))
    return made


def prepare(sections: list[etree._Element], empty: Mapping[str, str], *, even: bool) -> None:
    """Make the sections of a report (w:sectPr in order, in the volume already) independent of the report before.

    A header that its first section lacks would be taken from the report before: it gets an empty one. `even` says
    whether even pages have headers of their own there; where not, they get those of the odd pages.
    """
    for section in sections:
        for numbers in section.findall(W + "pgNumType"):
            drop(numbers, W + "start")
        for kind in section.findall(W + "type"):
            if section is sections[0] or kind.get(W + "val") in _BREAKS:
                section.remove(kind)  # without one it begins on a new page
        for part in ("header", "footer"):
            _complete(section, part, empty[part] if section is sections[0] else "", even=even)


def closed(body: etree._Element, section: etree._Element) -> None:
    """End the section in the last paragraph of `body`; behind a table in a paragraph of one point."""
    last = next((node for node in reversed(body) if node.tag not in _INVISIBLE), None)
    if last is None or last.tag != W + "p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = etree.SubElement(body, W + "p")
        properties = etree.SubElement(last, W + "pPr")
        spacing = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
        etree.SubElement(properties, W + "spacing", {W + key: value for key, value in spacing.items()})
    found = last.find(W + "pPr")
    if found is None:
        found = etree.Element(W + "pPr")
        last.insert(0, found)
    found.append(section)
    for later in found.findall(W + "pPrChange"):
        found.append(later)


def _complete(section: etree._Element, part: str, empty: str, *, even: bool) -> None:
    tag = f"{W}{part}Reference"
    there = {str(one.get(W + "type")): str(one.get(R + "id")) for one in section.findall(tag)}
    for one in section.findall(tag):
        section.remove(one)
    if not even and "default" in there:
        there["even"] = there["default"]
    place = len(section.findall(W + "headerReference"))
    for kind in reversed(_KINDS):
        key = there.get(kind) or empty
        if key:
            section.insert(place, etree.Element(tag, {W + "type": kind, R + "id": key}))
