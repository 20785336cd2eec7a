"""The words that the text rules look for: those of words.toml and the township's 用语."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from shuzhi.model.period import Coverage
from shuzhi.model.settings import Settings

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Entry:
    """One way of writing that is found by `pattern`; `said` names it to staff, `instead` is what to write."""

    pattern: re.Pattern[str]
    said: str = ""
    instead: str = ""


@cache
def known() -> Mapping[str, Any]:
    """What words.toml says."""
    return tomllib.loads(files("shuzhi.validate.text").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> Mapping[tuple[str, str], str]:
    """(sheet, field) of every text column → its kind."""
    return {
        (column.split(".")[0], column.split(".")[1]): kind
        for kind, columns in known()["kinds"].items() for column in columns
    }


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as they stand, the longest first."""
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, found))) if found else NEVER


def joined(entries: Iterable[Entry]) -> re.Pattern[str]:
    """Any of the entries."""
    patterns = [entry.pattern.pattern for entry in entries]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else NEVER


@cache
def banned() -> re.Pattern[str]:
    """Lines that only a copied text carries."""
    lines = known()["banned"]
    return re.compile("|".join([any_of(lines["words"]).pattern, *lines["patterns"]]), re.IGNORECASE)


def stale(days: Coverage) -> tuple[Entry, ...]:
    """What is out of date in a report on these days, of words.toml."""
    return tuple(
        Entry(_compiled(entry["pattern"]), entry["said"], entry.get("instead", ""))
        for entry in known()["stale"] if _day(entry["since"]) <= days.end
    )


@cache
def confused() -> tuple[Entry, ...]:
    """What is often typed wrong, of words.toml; what is inside the right spelling is not found."""
    words = known()["confused"].items()
    return tuple(Entry(_compiled(_apart(word, instead)), word, instead) for word, instead in words)


def township(settings: Settings, kind: str) -> tuple[Entry, ...]:
    """The words of one kind of 用语 that are meant for the period; what is inside the right spelling is not found."""
    return tuple(
        Entry(_compiled(_apart(word.word, word.instead)), word.word, word.instead)
        for word in settings.words if word.kind == kind and word.meant(settings.coverage)
    )


def _apart(word: str, instead: str) -> str:
    """The word where it is no part of what is to be written instead."""
    place = instead.find(word)
    if place < 0 or instead == word:
        return re.escape(word)
    before, after = re.escape(instead[:place]), re.escape(instead[place + len(word):])
    return (f"(?<!{before})" if before else "") + re.escape(word) + (f"(?!{after})" if after and not before else "")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
