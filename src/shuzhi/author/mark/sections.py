"""One list of a style sheet (fonts, fills, borders, formats): what is in it already is not added again."""

from collections.abc import Iterator, Mapping

from lxml import etree

from shuzhi.author.mark.markup import Element, beside, local, number, placed
from shuzhi.author.mark.order import STYLE_SHEET


class Section:
    """A list of the style sheet; entries are known by their place."""

    def __init__(self, root: Element, name: str) -> None:
        """The list of that name in `root`, an empty one where it is missing."""
        self.root = placed(root, name, STYLE_SHEET)
        self._spaces = self.root.nsmap
        self._entries = [one for one in self.root if local(one)]
        self._places: dict[bytes, int] = {}
        for place, one in enumerate(self._entries):
            self._places.setdefault(_key(one), place)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Element]:
        return iter(self._entries)

    def get(self, text: str | None) -> Element:
        """The entry at a place as it stands in an attribute; the first one where there is none."""
        place = number(text)
        return self._entries[place if place < len(self._entries) else 0]

    def new(self, name: str, attributes: Mapping[str, str]) -> Element:
        """An element of the list's namespace that is no entry yet."""
        return etree.Element(beside(self.root, name), dict(attributes), self._spaces)  # type: ignore[arg-type] # None is one

    def of(self, entry: Element) -> int:
        """The place of an entry like this one, added where there is none."""
        key = _key(entry)
        if key not in self._places:
            self._places[key] = len(self._entries)
            self._entries.append(entry)
            self.root.append(entry)
            self.root.set("count", str(len(self._entries)))
        return self._places[key]


def _key(element: Element) -> bytes:
    """What makes two entries the same, whatever the order of their attributes."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
