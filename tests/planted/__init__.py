"""Faults planted one at a time into the good branch (goodbranch.GOOD), by topic.

A case: (code, the changes that break the rule, the one finding expected: (sheet, row, column title), the changes that
only just do not break it; [] = GOOD itself is the near miss). Changes are those of goodbranch.changed.
"""

from importlib import import_module
from pathlib import Path

TOPICS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
CASES = [case for topic in TOPICS for case in import_module(f"planted.{topic}").CASES]
