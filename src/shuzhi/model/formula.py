"""Text that a spreadsheet would take for a formula when it opens a CSV file, and how it is kept from that.

Source: OWASP, CSV Injection (the marks); that one apostrophe taken away gives the text again is our own.
"""

_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PASSED = "' \u3000\xa0\u200b\ufeff"  # what may stand in front of a mark and change nothing


def guarded(text: str) -> str:
    """The text as a field of a CSV file: with an apostrophe in front where it begins like a formula."""
    return f"'{text}" if _begins(text) else text


def unguarded(field: str) -> str:
    """The text that `guarded` made the field of."""
    return field[1:] if field.startswith("'") and _begins(field) else field


def _begins(text: str) -> bool:
    return text.startswith(_MARKS) or text.lstrip(_PASSED).startswith(_MARKS)
