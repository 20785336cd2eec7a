"""Typed text as it is printed: what Word cannot hold goes, everything else stays as typed; text for a terminal."""

import re

_BREAKS = re.compile(r"\r\n|[\r\v\f\a\x1c-\x1e\x85\u2028\u2029]")
# XML 1.0 forbids these; bidi and zero-width marks (but for the joiners of emoji) show as boxes or turn text around.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# What a terminal obeys, what begins another line, what turns text around, and half a character.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ENDS = "。；，、：！？.;,:!?…—（“《"


def printable(text: str) -> str:
    """A text without what nobody can see; line feeds and tabs stay."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a typed text, each clean, empty ones left out."""
    if text.isprintable():  # most are: one line with nothing to take away
        line = text.strip()
        return (line,) if line else ()
    lines = _BREAKS.sub("\n", text).replace("\t", " ").split("\n")
    plain = (printable(line).strip() for line in lines)
    return tuple(line for line in plain if line)


def clean(text: str) -> str:
    """A typed text as one line: line breaks inside a cell become ；unless punctuation already stands there."""
    if text.isprintable():
        return text.strip()
    result = ""
    for line in paragraphs(text):
        result += line if not result or result[-1] in _ENDS else "；" + line
    return result


def shown(text: str) -> str:
    """A text as one line of a terminal or a log may show it: an escape or a line break as its number, u001b."""
    return _UNSHOWN.sub(lambda char: f"\\u{ord(char[0]):04x}", text)
