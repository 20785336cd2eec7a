"""What plain texts, tables and JSON must be before they are handed over."""

import csv
import io
import json

_NO_TEXT = "不是 UTF-8 文字"


def text_faults(content: bytes) -> list[str]:
    """Faults of a text: UTF-8."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [_NO_TEXT]
    return []


def csv_faults(content: bytes) -> list[str]:
    """Faults of a table: UTF-8, every line with as many columns as the first."""
    try:
        widths = _widths(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [_NO_TEXT]
    except csv.Error:
        return ["引号不成对"]
    return [] if len(widths) == 1 else ["各行列数不一样"]


def _widths(text: str) -> set[int]:
    """How many columns the lines have; where nothing is quoted, commas are counted. Raises csv.Error."""
    if '"' not in text:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n") if text else []
        return {line.count(",") + 1 if line else 0 for line in lines}
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # the rows behind a figure of a large 党委 are many
    return {len(line) for line in csv.reader(io.StringIO(text, newline=""), strict=True)}


def json_faults(content: bytes) -> list[str]:
    """Faults of JSON."""
    try:
        json.loads(content)
    except ValueError:
        return ["不是 JSON"]
    return []
