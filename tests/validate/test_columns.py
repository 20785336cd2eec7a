"""Columns answer as pandas does."""

import operator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzhi.validate.columns import Column
from shuzhi.validate.sheets import Sheet

DAYS = st.sampled_from([None, "2023-07-01", "2023-07-02", "2024-02-29", "1921-07-23"])
NUMBERS = st.sampled_from([None, 0.0, 1.0, 2.5, -3.0])
WORDS = st.sampled_from([None, "通过", "未通过", ""])
ROWS = st.lists(st.tuples(DAYS, DAYS, NUMBERS, NUMBERS, WORDS, WORDS, st.booleans()), max_size=6)
ORDER = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)


def table(rows):
    """A sheet of two columns of days, numbers and words each, and one of truths."""
    frame = pd.DataFrame(rows, columns=["day", "other", "number", "more", "word", "words", "truth"])
    kinds = dict.fromkeys(["day", "other"], "datetime64[s]") | dict.fromkeys(["number", "more"], "float64")
    return frame.astype(kinds | {"word": "str", "words": "str", "truth": "bool"})


def alike(ours, theirs):
    """Same cells, same labels."""
    assert isinstance(ours, Column)
    if theirs.dtype.kind in "mM":  # the same to the second; pandas may count in smaller units
        theirs = theirs.astype(ours.dtype)
    pd.testing.assert_series_equal(ours.series, theirs, check_names=False)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_two_columns_compare_as_two_series(rows):
    """Every comparison, with blank cells on either side."""
    frame = table(rows)
    sheet = Sheet(frame)
    for one, other in (("day", "other"), ("number", "more")):
        for asked in ORDER:
            alike(asked(sheet[one], sheet[other]), asked(frame[one], frame[other]))
            alike(asked(sheet[one], frame[other]), asked(frame[one], frame[other]))
            alike(asked(frame[one], sheet[other]), asked(frame[one], frame[other]))
    for asked in ORDER[:2]:
        alike(asked(sheet["word"], sheet["words"]), asked(frame["word"], frame["words"]))


@settings(max_examples=40, deadline=None)
@given(ROWS, WORDS.filter(lambda word: word is not None), NUMBERS.filter(lambda number: number is not None))
def test_a_column_and_a_value(rows, word, number):
    """Words, numbers and days beside a column."""
    frame, day = table(rows), pd.Timestamp("2023-07-01")
    sheet = Sheet(frame)
    for asked in ORDER:
        alike(asked(sheet["number"], number), asked(frame["number"], number))
        alike(asked(sheet["day"], day), asked(frame["day"], day))
    for asked in ORDER[:2]:
        alike(asked(sheet["word"], word), asked(frame["word"], word))
    alike(sheet["word"].isin([word, "没有"]), frame["word"].isin([word, "没有"]))
    alike(sheet["number"].isin([number]), frame["number"].isin([number]))
    alike(sheet["word"].fillna(word), frame["word"].fillna(word))
    alike(sheet["number"] * 2 + number, frame["number"] * 2 + number)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_blanks_and_choices(rows):
    """isna, notna, where, mask, fillna from another column, and the logic of truths."""
    frame = table(rows)
    sheet, truth, blank = Sheet(frame), frame["truth"], frame["number"].isna()
    for name in frame.columns:
        alike(sheet[name].isna(), frame[name].isna())
        alike(sheet[name].notna(), frame[name].notna())
    for name in ("day", "number", "word"):
        alike(sheet[name].where(sheet["truth"]), frame[name].where(truth))
        alike(sheet[name].mask(sheet["truth"]), frame[name].mask(truth))
    for one, other in (("day", "other"), ("number", "more"), ("word", "words")):
        alike(sheet[one].fillna(sheet[other]), frame[one].fillna(frame[other]))
    asked = sheet["number"].isna()
    for ours, theirs in ((sheet["truth"] & asked, truth & blank), (truth | asked, truth | blank), (~asked, ~blank)):
        alike(ours, theirs)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_days_apart(rows):
    """Days less days are spans; spans compare, and move days."""
    frame, span = table(rows), pd.Timedelta(days=3)
    sheet = Sheet(frame)
    alike((sheet["day"] - sheet["other"]) > span, (frame["day"] - frame["other"]) > span)
    alike((sheet["day"] - frame["other"]).abs() <= span, (frame["day"] - frame["other"]).abs() <= span)
    alike(sheet["day"] - span, frame["day"] - span)
    alike(sheet["day"] + pd.DateOffset(years=1) < sheet["other"], frame["day"] + pd.DateOffset(years=1) < frame["other"])


def test_other_rows_are_left_to_pandas():
    """A Series of other rows is aligned by its labels, not by its place."""
    frame = table([("2023-07-01", None, 1.0, 2.0, "通过", None, True), (None, None, 3.0, 4.0, None, None, False)])
    alike(Sheet(frame)["number"] + frame["more"][::-1], pd.Series([3.0, 7.0]))
    with pytest.raises(ValueError, match="identically"):
        _ = Sheet(frame)["number"] < frame["more"][:1]


def test_what_pandas_alone_knows():
    """Whatever a Column does not answer itself, its Series does."""
    frame = table([("2023-07-01", None, 1.0, 2.0, "通过", None, True)])
    sheet = Sheet(frame)
    assert sheet["day"].dt.year.tolist() == [2023]
    assert sheet["word"].str.len().tolist() == [2]
    assert sheet.duplicated(["word"]).tolist() == [False]
    assert list(sheet["day"]) == [pd.Timestamp("2023-07-01")]
    assert np.asarray(sheet["truth"]).tolist() == [True]
    assert sheet.filled(["day", "word"]).any()
    assert not sheet.blank(["other", "word"]).any()
    assert not sheet.column(None).notna().any()
    assert sheet["word"].told({"通过": "过了"}).tolist() == ["过了"]


def test_cells_at_places():
    """A place of -1 is a blank cell."""
    frame = table([("2023-07-01", None, 1.0, 2.0, "通过", None, True), (None, None, 3.0, 4.0, "未通过", None, False)])
    places, sheet = np.array([1, -1, 0]), Sheet(frame)
    assert sheet["number"].at(places, pd.RangeIndex(3)).eq(3.0).tolist() == [True, False, False]
    assert sheet["word"].at(places, pd.RangeIndex(3)).eq("通过").tolist() == [False, False, True]
    assert sheet["word"].at(places, pd.RangeIndex(3)).isna().tolist() == [False, True, False]
    assert sheet["day"].at(places, pd.RangeIndex(3)).isna().tolist() == [True, True, False]
