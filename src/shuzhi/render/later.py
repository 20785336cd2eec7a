"""Values made when they are first asked for: a template prints a few of the many it may."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Later(Mapping[str, Any]):
    """Tag → what its maker gives; each maker is called once, when its tag is first looked up."""

    def __init__(self, makers: Mapping[str, Callable[[], Any]]) -> None:
        self._makers = makers
        self.made = _Made(makers)

    def __getitem__(self, tag: str) -> Any:
        return self.made[tag]

    def __contains__(self, tag: object) -> bool:
        return tag in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class _Made(dict[str, Any]):
    """What was made so far; whatever else is looked up is made."""

    def __init__(self, makers: Mapping[str, Callable[[], Any]]) -> None:
        super().__init__()
        self._makers = makers

    def __missing__(self, tag: str) -> Any:
        self[tag] = made = self._makers[tag]()
        return made


class Each(Mapping[str, Any]):
    """Tag → what one maker gives of the item that goes by it, each time it is looked up."""

    def __init__(self, make: Callable[[Any], Any], items: Mapping[str, Any]) -> None:
        self._make, self._items = make, items

    def __getitem__(self, tag: str) -> Any:
        return self._make(self._items[tag])

    def __contains__(self, tag: object) -> bool:
        return tag in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
