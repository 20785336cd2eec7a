"""Patterns that are tried only where they can stand: each knows texts of which one is part of whatever it finds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hinted:
    """A pattern, and what to say of what it finds; `hints`: blanks left out, one of them stands in all of that."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    what: str = ""


def possible(known: Iterable[Hinted], text: str) -> tuple[Hinted, ...]:
    """Those that can find something in a text, or in any part of it."""
    solid = "".join(text.split())
    return tuple(one for one in known if any(hint in solid for hint in one.hints))
