"""What the program and the form say, as far as a guide may quote it: every text of the sources, by exact wording."""

import ast
import functools
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONG = 8  # characters from which on a quoted text may be part of a sentence


@functools.cache
def texts():
    """Every string in the program's modules, its data files and the page."""
    found = set()
    for path in (ROOT / "src/shuzhi").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for path in (ROOT / "src/shuzhi").rglob("*.toml"):
        found |= set(_strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    for path in (ROOT / "src/shuzhi/summarize/page").rglob("*.html"):
        found |= {text.strip() for text in re.findall(r">([^<>]+)<", path.read_text(encoding="utf-8"))}
    return found


@functools.cache
def sentences():
    """All of it in one text."""
    return "\n".join(sorted(texts()))


def is_said(text):
    """Whether a name is one of the program's or the form's, or a longer text stands in one of its sentences."""
    return text in texts() or (len(text) >= LONG and text in sentences())


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
