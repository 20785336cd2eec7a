"""Patterns that are tried only where they can stand: each knows texts of which one is part of whatever it finds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Hinted:
    """A pattern, and what to say of what it finds; `hints`: blanks left out, one of them stands in all of that.

    sign    found much quicker: whatever the pattern finds ends with one, or inside it; None = there is no such sign
    before  characters from the beginning of that to its sign at most
    """

    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    what: str = ""
    sign: re.Pattern[str] | None = None
    before: int = 0

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        if self.sign is None:
            yield from self.pattern.finditer(text)
            return
        last = 0
        for sign in self.sign.finditer(text):
            last = max(last, sign.start() - self.before)
            while found := self.pattern.search(text, last, sign.end()):
                yield found
                last = found.end()

    def replaced(self, text: str, fill: str = "") -> str:
        """The text with `fill` for each character of what the pattern finds."""
        parts, done = [], 0
        for found in self.finditer(text):
            parts += [text[done : found.start()], fill * (found.end() - found.start())]
            done = found.end()
        return "".join([*parts, text[done:]]) if done else text

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """Finds a hint."""
        return re.compile("|".join(map(re.escape, self.hints)))


def possible(known: Iterable[Hinted], text: str) -> tuple[Hinted, ...]:
    """Those that can find something in a text, or in any part of it."""
    solid = "".join(text.split())
    return tuple(one for one in known if one.hint.search(solid))
