"""What is known of the values of a column: looked up once for equal ones, and without a frame in between."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def looked_up(column: "pd.Series", find: Callable[[Any], Any], dtype: type = float) -> "np.ndarray[Any, Any]":
    """What `find` says of each cell; a missing one is asked for as NaN."""
    import numpy as np  # noqa: PLC0415 - heavy: not every command makes a frame
    import pandas as pd  # noqa: PLC0415 - the same

    places, values = pd.factorize(column, use_na_sentinel=False)
    found: np.ndarray[Any, Any] = np.empty(len(values), dtype=dtype)
    found[:] = [find(value) for value in values]
    return found[places]
