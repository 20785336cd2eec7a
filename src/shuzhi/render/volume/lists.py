"""Automatic numbering of a report in the volume: its lists brought over under new numbers."""

from collections.abc import Iterable, Mapping

from lxml import etree

from shuzhi.render.volume.package import BODY, KINDS, NUMBERING, Package, Relation, W, parsed, remove, written

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_DROPPED = ("nsid", "tmpl")  # by these Word takes two lists for one


def merged(volume: Package, source: Package, styles: Mapping[str, str]) -> Mapping[str, str]:
    """Add the lists of a report to the volume; gives old w:numId → new. `styles`: its style ids → the volume's."""
    if NUMBERING not in source.parts:
        return {}
    target, own = _numbering(volume), parsed(source.parts[NUMBERING])
    shapes = _renumbered(own.findall(W + "abstractNum"), "abstractNumId", target)
    numbers = _renumbered(own.findall(W + "num"), "numId", target)
    for shape in own.findall(W + "abstractNum"):
        for tag in (*_DROPPED, "lvlPicBulletId"):
            for node in list(shape.iter(W + tag)):
                remove(node)
        for tag in ("pStyle", "numStyleLink", "styleLink"):
            for mark in shape.iter(W + tag):
                mark.set(W + "val", styles.get(str(mark.get(W + "val")), str(mark.get(W + "val"))))
        target.insert(len(target.findall(W + "abstractNum")), shape)  # shapes stand before numbers
    for number in own.findall(W + "num"):
        for mark in number.findall(W + "abstractNumId"):
            mark.set(W + "val", shapes.get(str(mark.get(W + "val")), "0"))
        target.append(number)
    volume.parts[NUMBERING] = written(target)
    return numbers


def renumber(roots: Iterable[etree._Element], numbers: Mapping[str, str]) -> None:
    """Point paragraphs and styles at the lists of the volume; 0 (no list) stays."""
    for root in roots:
        for mark in root.iter(W + "numId"):
            mark.set(W + "val", numbers.get(str(mark.get(W + "val")), "0"))


def _numbering(volume: Package) -> etree._Element:
    """The numbering part of the volume without what stands behind its lists; made where there is none."""
    if NUMBERING not in volume.parts:
        volume.types[NUMBERING] = _TYPE
        volume.parts[NUMBERING] = written(etree.Element(W + "numbering", nsmap={"w": W[1:-1]}))
        volume.link(BODY, Relation(KINDS + "numbering", NUMBERING))
    root = parsed(volume.parts[NUMBERING])
    for tag in ("numPicBullet", "numIdMacAtCleanup"):
        for node in root.findall(W + tag):
            root.remove(node)
    for node in list(root.iter(W + "lvlPicBulletId")):
        remove(node)
    return root


def _renumbered(nodes: Iterable[etree._Element], key: str, target: etree._Element) -> dict[str, str]:
    used = [int(str(node.get(W + key))) for node in target if node.get(W + key)]
    ids = {}
    for number, node in enumerate(nodes, max(used, default=0) + 1):
        ids[str(node.get(W + key))] = str(number)
        node.set(W + key, str(number))
    return ids

