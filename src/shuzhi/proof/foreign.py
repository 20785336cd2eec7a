"""Names of branches that a report must not hold: all of the roster are looked for in a text at once."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

_SHORTEST = 2  # characters


class RosterNames:
    """The names of every branch, each kept under the pair of neighbouring characters that fewest others have."""

    def __init__(self, names: Mapping[str, Collection[str]]) -> None:
        """`names` by branch code."""
        self._names = names
        self._holders: dict[str, set[str]] = {}
        for code, its in names.items():
            for name in its:
                self._holders.setdefault(name, set()).add(code)
        known = sorted(name for name in self._holders if len(name) >= _SHORTEST)
        shared = Counter(pair for name in known for pair in {*pairwise(name)})
        self._by_pair: dict[str, dict[str, list[str]]] = {}  # first character → the pair → names
        for name in known:
            first, second = min(pairwise(name), key=lambda pair: (shared[pair], pair))
            self._by_pair.setdefault(first, {}).setdefault(first + second, []).append(name)

    def within(self, text: str) -> list[str]:
        """The names that stand in a text."""
        near = (names for first in self._by_pair.keys() & {*text} for pair, names in self._by_pair[first].items()
                if pair in text)
        return [name for names in near for name in names if name in text]

    def besides(self, family: Collection[str]) -> "Foreign":
        """All names but those that no other branch goes by than a family's, given by their codes."""
        codes = {*family}
        own = {name for code in codes for name in self._names.get(code, ())}
        return Foreign(self, frozenset(name for name in own if self._holders[name] <= codes))


@dataclass(frozen=True)
class Foreign:
    """The names of a roster that one report must not hold: all but the allowed ones."""

    roster: RosterNames
    allowed: frozenset[str] = frozenset()

    def within(self, text: str) -> list[str]:
        """Those that stand in a text, longest first."""
        return sorted(sorted({*self.roster.within(text)} - self.allowed), key=len, reverse=True)


NOBODY = Foreign(RosterNames({}))
