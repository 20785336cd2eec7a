"""One list of a style sheet (fonts, fills, borders, formats): what is in it already is not added again."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from shuzhi.author.mark.markup import Element, beside, child, local, number, parsed, placed
from shuzhi.author.mark.order import STYLE_SHEET

_SMALL = 1 << 17  # bytes of a style sheet that may be remembered


class Section:
    """A list of the style sheet; entries are known by their place."""

    def __init__(self, root: Element, name: str, content: bytes) -> None:
        """The list of that name in `root`, an empty one where it is missing; `content`: what `root` was parsed from."""
        self.root = placed(root, name, STYLE_SHEET)
        self._spaces = self.root.nsmap
        self._entries = [one for one in self.root if local(one)]
        keys = (_keys if len(content) < _SMALL else _keys.__wrapped__)(content, name)
        self._places = {key: place for place, key in reversed([*enumerate(keys)])}

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


@lru_cache(maxsize=32)  # most style sheets of a township are those of its own form
def _keys(content: bytes, name: str) -> tuple[bytes, ...]:
    """The keys of the entries of a list, in order."""
    found = child(parsed(content), name)
    return () if found is None else tuple(_key(one) for one in found if local(one))


def _key(element: Element) -> bytes:
    """What makes two entries the same, whatever the order of their attributes."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
