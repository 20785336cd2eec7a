"""Long frames with texts as categories."""

import numpy as np
import pandas as pd
import pytest

from shuzhi.compute.alike import together

EMPTY = pd.DataFrame({"name": [], "value": []}, dtype=object)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_frame_without_rows_decides_nothing(place):
    """Not the types of the columns either, wherever it stands."""
    parts = [pd.DataFrame({"name": ["石井", "柳河"], "value": [1, 2]}), pd.DataFrame({"name": ["石井"], "value": [3]})]
    whole = together([*parts[:place], EMPTY, *parts[place:]])
    assert whole["name"].tolist() == ["石井", "柳河", "石井"]
    assert whole.dtypes.tolist() == ["category", np.dtype("int64")]


def test_no_rows_at_all():
    """The first frame, as it is."""
    assert together([EMPTY, EMPTY]).equals(EMPTY)
