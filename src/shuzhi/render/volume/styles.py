"""Styles of a report in the volume: known by name; what only the report has is brought over under a free id."""

from collections.abc import Mapping

from lxml import etree

from shuzhi.render.volume.package import W, drop, remove

_USES = ("pStyle", "rStyle", "tblStyle")
_AMONG_STYLES = ("basedOn", "link", "next", "numStyleLink", "styleLink")


def merged(styles: etree._Element, own: etree._Element) -> Mapping[str, str]:
    """Add to the volume's `styles` what only a report's `own` styles part has; gives old id → new id."""
    names = {_key(style): _id(style) for style in styles.iter(W + "style")}
    taken = set(names.values())
    ids: dict[str, str] = {}
    new = []
    for style in own.iter(W + "style"):
        old = _id(style)
        if _key(style) in names:
            ids[old] = names[_key(style)]
            continue
        ids[old] = _free(old, taken)
        taken.add(ids[old])
        new.append(style)
    for style in new:
        _only_word(style)
        style.set(W + "styleId", ids[_id(style)])
        drop(style, W + "default")
        for tag in _AMONG_STYLES:
            for mark in style.findall(W + tag):
                mark.set(W + "val", ids.get(str(mark.get(W + "val")), str(mark.get(W + "val"))))
        styles.append(style)
    return ids


def restyle(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Give every paragraph, run and table of a part the volume's ids."""
    for tag in (*_USES, *_AMONG_STYLES):
        for mark in root.iter(W + tag):
            old = str(mark.get(W + "val"))
            mark.set(W + "val", ids.get(old, old))


def _key(style: etree._Element) -> tuple[str, str]:
    name = style.find(W + "name")
    return str(style.get(W + "type")), "" if name is None else str(name.get(W + "val"))


def _id(style: etree._Element) -> str:
    return str(style.get(W + "styleId"))


def _free(old: str, taken: set[str]) -> str:
    number, new = 1, old
    while new in taken:
        number += 1
        new = f"{old}_{number}"
    return new


def _only_word(style: etree._Element) -> None:
    """Leave out extensions of later versions: the styles part of the volume doesn't announce them."""
    for node in [node for node in style.iter(etree.Element) if not str(node.tag).startswith(W)]:
        remove(node)
    for node in style.iter(etree.Element):
        for key in [key for key in node.attrib if not str(key).startswith(W)]:
            del node.attrib[key]
