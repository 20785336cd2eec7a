"""The Markdown tables of a file, with characters nobody can see written as \\u3000 or \\n."""

import re
from pathlib import Path

from markdown import cells

_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt])")


def typed_tables(name):
    """Heading → rows (without the header row) of every table of a Markdown file beside this one."""
    found = {}
    for section in re.split(r"^#+ ", (Path(__file__).parent / name).read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        lines = "\n".join(line for line in body.splitlines() if line.startswith("|"))
        found[heading] = [[typed(cell) for cell in row] for row in cells(lines)[1:]] if lines else []
    return {heading: rows for heading, rows in found.items() if rows}


def typed(text):
    return _ESCAPE.sub(lambda match: match.group().encode().decode("unicode_escape"), text)
