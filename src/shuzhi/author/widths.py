"""Widths of columns and heights of rows, from the form and from what stands in them."""

from collections.abc import Iterable

from shuzhi.form import Field
from shuzhi.spreadsheet import TALLEST, lines

_DEFAULT = {"date": 6, "integer": 5, "number": 6}
_LINE = 16.5


def field_width(field: Field) -> int:
    """Excel column width of a field: its width in Chinese characters, else what its type needs."""
    if field.width:
        return field.width * 2 + 2
    if field.type != "string":
        return _DEFAULT[field.type] * 2 + 1
    if field.choices:
        return min(max(len(choice) for choice in field.choices), 12) * 2 + 3
    return 11 if field.format == "name" else 20


def row_height(texts: Iterable[tuple[object, int]]) -> float:
    """Height in points of a row of (value, width); 0 where one line is enough and the program may choose."""
    count = max([lines(text, width) for text, width in texts if isinstance(text, str)], default=1)
    return min(count * _LINE + 3, TALLEST) if count > 1 else 0


def header_height(titles: Iterable[tuple[str, int]]) -> float:
    """Height in points of a header row of (title, width), with room for the filter's arrows below the text."""
    return min(max([lines(title, width) for title, width in titles], default=1) * _LINE + 22, TALLEST)
