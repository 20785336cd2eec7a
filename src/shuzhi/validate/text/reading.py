"""What the text rules find in a chunk."""

import pandas as pd

from shuzhi.validate.scene import Scene
from shuzhi.validate.text.prose import gathered
from shuzhi.validate.text.rulebook import RULES
from shuzhi.validate.text.textrule import applied


def read(scene: Scene, faulty: pd.DataFrame) -> pd.DataFrame:
    """The findings (Finding's columns) of all text rules in a chunk; `faulty`: cells to leave alone."""
    return applied(RULES, gathered(scene), faulty)
