"""Rules of counts look at any text in linear time."""

import re
import time

import pytest

from goodbranch import GOOD, scene
from shuzhi.model.sheet import LONGEST
from shuzhi.validate.text.counts import ANNOUNCED, miscounted, unlike_parts
from shuzhi.validate.text.prose import gathered


def seconds(test, text):
    """How long a rule looks at a text as long as a cell may be; the quickest of two."""
    prose = gathered(scene({**GOOD, "文字材料": f"| 栏目 | 正文 |\n| 特色做法 | {text} |"}))
    cell = next(cell for cell in prose.cells if cell.text == text)
    taken = []
    for _ in range(2):
        begin = time.process_time()
        list(test(text, cell, prose))
        taken.append(time.process_time() - begin)
    return min(taken)


@pytest.mark.parametrize(("test", "piece"), [(unlike_parts, "共3件，其中"), (miscounted, "三点：一是"), (miscounted, "两点，①")])
def test_a_cell_full_of_countings_costs_no_more_than_its_length(test, piece):
    """What looks like the beginning of a list a thousand times was looked through to the end each time."""
    text = piece * (LONGEST // len(piece))
    assert re.search(ANNOUNCED, text) or "其中" in text
    assert seconds(test, text) < 1
