"""Parts that a body points to (headers, pictures, links) brought over into the volume."""

import posixpath
import re
from collections.abc import Callable

from lxml import etree

from shuzhi.render.volume.package import Package, R, Relation, parsed, written

_OF_HEADERS = re.compile(r"/(header|footer)$")


def carry(
    volume: Package, source: Package, part: str, root: etree._Element, adapt: Callable[[etree._Element], None]
) -> None:
    """Bring over all that the elements of `root` (that part of the source, the same in the volume) point to.

    `adapt` sees the root of every header and footer: they use styles and lists like the body.
    """
    links = source.links.get(part, {})
    headers = {there.target for there in links.values() if _OF_HEADERS.search(there.kind)}
    brought: dict[str, str] = {}

    def bring(name: str) -> str:
        """The new name of a part of the source, brought over once with all it points to; the same content serves."""
        if name in brought:
            return brought[name]
        content, kind, own = source.parts[name], source.type_of(name), source.links.get(name, {})
        if name in headers:
            inner = parsed(content)
            adapt(inner)
            content = written(inner)
        same = (one for one, there in volume.parts.items() if there == content and volume.type_of(one) == kind)
        if not own and (known := next(same, "")):
            brought[name] = known
            return known
        stem, ending = posixpath.splitext(name)
        new = brought[name] = volume.add(re.sub(r"\d+$", "", stem), ending.lstrip("."), content, kind)
        if own:  # it keeps its ids: only the names of the parts are new
            volume.links[new] = {key: moved(there) for key, there in own.items()}
        return new

    def moved(there: Relation) -> Relation:
        return there if there.outside else Relation(there.kind, bring(there.target), there.outside)

    for node in root.iter(etree.Element):
        for key, value in node.attrib.items():
            if str(key).startswith(R) and value in links:
                node.set(key, volume.link(part, moved(links[str(value)])))
