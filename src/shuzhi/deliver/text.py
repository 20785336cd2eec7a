"""What plain texts, tables and JSON must be before they are handed over."""

import codecs
import csv
import io
import json

_UTF8 = "utf-8-sig"
_AT_ONCE = 1 << 20  # bytes: a table may be large


def text_faults(content: bytes) -> list[str]:
    """Faults of a text: UTF-8."""
    pieces = (content[start : start + _AT_ONCE] for start in range(0, len(content), _AT_ONCE))
    try:
        for _ in codecs.iterdecode(pieces, "utf-8"):  # of half a mark at the beginning "utf-8-sig" says nothing
            pass
    except UnicodeDecodeError:
        return ["不是 UTF-8 文字"]
    return []


def csv_faults(content: bytes) -> list[str]:
    """Faults of a table: UTF-8, every line with as many columns as the first."""
    if found := text_faults(content):
        return found
    try:
        widths = _widths(content)
    except csv.Error:
        return ["引号不成对"]
    return [] if len(widths) == 1 else ["各行列数不一样"]


def _widths(content: bytes) -> set[int]:
    """How many columns the lines have; where nothing is quoted, commas are counted. Raises csv.Error."""
    if b'"' not in content:
        lines = io.TextIOWrapper(io.BytesIO(content), _UTF8)
        return {line.count(",") + 1 if line != "\n" else 0 for line in lines}
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))  # the rows behind a figure of a large 党委 are many
    lines = io.TextIOWrapper(io.BytesIO(content), _UTF8, newline="")
    return {len(line) for line in csv.reader(lines, strict=True)}


def json_faults(content: bytes) -> list[str]:
    """Faults of JSON."""
    try:
        json.loads(content)
    except ValueError:
        return ["不是 JSON"]
    return []
