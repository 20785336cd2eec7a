"""The source text of a guide, read into blocks: a small Markdown, a paragraph a line.

# title · ## chapter · ### section · #### question · 1. step · - item · > note · four blanks: a command · | table |
· ![caption](picture.png) or ![caption](picture.png 60%), of the width of a line
Within a line **bold** and `what is typed, or a file`.
"""

import re
from typing import NamedTuple

_LINE = re.compile(r"(?P<mark>#{1,4} |> |- |\d+\. |    |)(?P<text>.*)")
_PICTURE = re.compile(r"!\[(?P<caption>[^]]*)\]\((?P<name>[^) ]+)(?: (?P<share>\d+)%)?\)")
_SPAN = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`")
KINDS = {"# ": "title", "## ": "chapter", "### ": "section", "#### ": "question", "> ": "note", "- ": "item", "    ": "command", "": "text"}


class Block(NamedTuple):
    """One paragraph, picture or table.

    `label`: a step's number, a picture's file; `rows`: of a table, its head first; `share`: how wide a picture is
    at most, in percent of a line.
    """

    kind: str
    text: str = ""
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    share: int = 100


class Span(NamedTuple):
    """A piece of a line: plain, bold or code."""

    kind: str
    text: str


def blocks(source):
    """The blocks of a source text, in order."""
    found = []
    for line in source.splitlines():
        if not line.strip():
            found.append(None)
        elif line.startswith("|"):
            _row(found, line)
        else:
            found.append(_block(line))
    return [one for one in found if one]


def _row(found, line):
    cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    if set("".join(cells)) <= set("-: "):
        return
    if found and found[-1] and found[-1].kind == "table":
        found[-1] = found[-1]._replace(rows=(*found[-1].rows, cells))
    else:
        found.append(Block("table", rows=(cells,)))


def _block(line):
    picture = _PICTURE.fullmatch(line)
    if picture:
        return Block("picture", picture["caption"], picture["name"], share=int(picture["share"] or 100))
    mark, text = _LINE.fullmatch(line).group("mark", "text")
    return Block(KINDS[mark], text) if mark in KINDS else Block("step", text, mark.strip())


def spans(text):
    """The pieces of a line."""
    found, place = [], 0
    for match in _SPAN.finditer(text):
        found += [Span("plain", text[place : match.start()]), Span(match.lastgroup, match[match.lastgroup])]
        place = match.end()
    return [one for one in [*found, Span("plain", text[place:])] if one.text]


def said(block):
    """Every text of a block as a reader sees it, a line each."""
    lines = [cell for row in block.rows for cell in row] or [block.text]
    return ["".join(span.text for span in spans(line)) for line in lines]
