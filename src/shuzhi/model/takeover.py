"""The words in 说明 of a row that came from a branch merged into this one: the program's, never an explanation."""

import re

_CAME = re.compile(r"由[^，。；]{1,40}并入(?:，原编号[^，。；]{1,20})?")


def came_from(branch: str, number: str = "") -> str:
    """What stands in 说明: 由白沙村并入，原编号实2023-001; without the number where it is still the same."""
    return f"由{branch}并入" + (f"，原编号{number}" if number else "")


def is_program_text(note: str) -> bool:
    """Whether 说明 says just that, so that nobody has explained anything yet."""
    return _CAME.fullmatch(note.strip()) is not None
