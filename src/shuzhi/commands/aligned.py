"""Text for a terminal: a Han character is two columns wide, a line breaks between any two of them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

LEAST = 20  # columns that a last column needs to be broken
_NEVER_FIRST = "，。、；：？！）〕】》”’…％%,.;:?!)"  # GB/T 15834: no line begins with these
_NEVER_LAST = "（〔【《“‘(#"
_WORD = re.compile(r"[一-鿿]+![A-Z]*\d+|[!-~]+|\s+|.", re.DOTALL)


def width(text: str) -> int:
    """The columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, columns: int) -> str:
    """A text filled up with blanks."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """A text on one line, ending in … where it is too long."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    while line and width(line) > columns - 2:
        line = line[:-1]
    return line + "…"


def some(names: Sequence[str], columns: int) -> str:
    """As many names as fit, at least one; 等N个 where they are not all."""
    whole = "、".join(names)
    if width(whole) <= columns:
        return whole
    tail, kept = f"等{len(names)}个", list(names[:1])
    for name in names[1:]:
        if width("、".join([*kept, name])) + width(tail) > columns:
            break
        kept.append(name)
    return "、".join(kept) + tail


def table(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None = None) -> str:
    """Aligned columns, two blanks between; the last one is broken to fit into so many columns."""
    lines = [tuple(header), *map(tuple, rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(header))]
    left = sum(widths[:-1]) + 2 * len(widths[:-1])
    if columns is None or columns - left < LEAST:
        return "\n".join(_line(line, widths) for line in lines)
    told: list[str] = []
    for *cells, last in lines:
        first, *others = wrapped(last, columns - left)
        told += [_line((*cells, first), widths), *(" " * left + other for other in others)]
    return "\n".join(told)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(padded(cell, size) for cell, size in zip(cells, widths, strict=True)).rstrip()


def wrapped(text: str, columns: int) -> list[str]:
    """The lines of a text: broken between words and Han characters, never before a closing or after an opening mark."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What stays together: a word, a Han character, each with the marks that belong to it."""
    piece = ""
    for word in _WORD.findall(text):
        if piece and word[0] not in _NEVER_FIRST and piece[-1] not in _NEVER_LAST:
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece
