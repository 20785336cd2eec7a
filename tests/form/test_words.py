"""A case in words."""

import pytest

from shuzhi import form


@pytest.mark.parametrize(("sheet", "field", "text"), [
    ("tasks", "finished", "“状态”是已完成"),
    ("members", "joined", "“人员类别”是正式党员或预备党员"),
    ("proposals", "reply", "“状态”不是正在办理、未办理"),
    ("meetings", "speaker", "“会议类型”或“同时作为”有党课"),
    ("members", "confirmed", "“人员类别”是正式党员，并且“入党日期”在1982年9月1日以后"),
])
def test_a_case_is_said_in_full(sheet, field, text):
    """One choice, several, all but some, several columns, a day, two conditions together."""
    found = form.load().sheet(sheet)
    assert form.case_text(found, found.field(field).required_if) == text
