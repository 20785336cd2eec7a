"""Addresses of rows in words."""

import pytest

from shuzhi.summarize.book.sources import told


@pytest.mark.parametrize(("rows", "value", "text"), [
    ("会议!5", 1, "会议第5行"), ("党员!2;党员!3;党员!4;党员!7;党员!8", 5, "党员第2—4、7、8行"),
    ("会议!9;会议!12;表决事项!2", 3, "会议第9、12行；表决事项第2行"),
    ("党员!2;QH02:党员!3;QH02:党员!4;QH99:党员!2", 4, "党员第2行；石桥村的党员第3、4行；QH99的党员第2行"),
    ("", 0, "没有这样的行"), ("", 3, ""), ("", float("nan"), ""),
])
def test_told(rows, value, text):
    """Rows of a sheet together, three and more in a row as a span; another branch's by its name; none for a 0."""
    assert told(rows, value, {"QH02": "石桥村"}) == text
