"""Text rules: everything typed is read once, whatever its column. A cell's text is never quoted in what staff read."""

import pandas as pd

from shuzhi.validate.scene import Scene
from shuzhi.validate.text.placeholders import PLACEHOLDER, TAGS, leftovers
from shuzhi.validate.text.prose import gathered
from shuzhi.validate.text.rulebook import RULES
from shuzhi.validate.text.textrule import applied

__all__ = ["PLACEHOLDER", "RULES", "TAGS", "leftovers", "read"]


def read(scene: Scene, faulty: pd.DataFrame) -> pd.DataFrame:
    """The findings (Finding's columns) of all text rules in a chunk; `faulty`: cells to leave alone."""
    return applied(RULES, gathered(scene), faulty)
