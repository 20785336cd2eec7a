"""Correct workbooks with rare but legal content, drawn at random: the guard against noisy rules.

`--many N` draws N of them instead of 200.
"""

import pytest

from checked import taken
from paper import written
from rare import SPANS, township, workbook
from shuzhi.model.words import Level, Outcome

# Warnings that a correct workbook may give: code → why it asks all the same.
ASKED = {}


@pytest.mark.parametrize("span", SPANS, ids=lambda span: f"{span.period} {span.start}")
def test_what_is_rare_but_legal_is_no_error(tmp_path, many, span):
    """Admitted without probation, merged meetings, votes in writing, members away, a branch of three: no error.

    A warning only where the list says why; notices may remind.
    """
    settings, stories = township(span, max(many // len(SPANS), 1), "述职")
    chunk, findings = taken([written(workbook(story)) for story in stories], tmp_path, settings)
    assert {one.outcome for one in chunk.files} == {Outcome.USED}
    noisy = findings[(findings["level"] != Level.NOTICE) & ~findings["code"].isin(ASKED)]
    assert [
        (stories[one.submission - 1].branch.code, one.code, one.sheet, one.row, one.field, one.message) for one in noisy.itertuples()
    ] == []
