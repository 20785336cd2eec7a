"""The data dictionary."""

from shuzhi import form
from shuzhi.author.dictionary import HEADER, dictionary


def test_every_field_has_its_line():
    """HEADER, then one entry a field of every sheet, in form order."""
    standard = form.load()
    header, *entries = dictionary(standard)
    assert header == HEADER
    assert [(entry.sheet, entry.title) for entry in entries] == [
        (sheet.title, field.title) for sheet in standard.sheets for field in sheet.fields
    ]


def test_an_entry_says_when_a_cell_is_required():
    """Required, required in a case, required in a case with a date, optional: in words."""
    texts = {(entry.sheet, entry.title): entry.required for entry in dictionary(form.load())}
    assert texts["会议", "日期"] == "必填。"
    assert texts["民生实事", "完成日期"] == "“状态”是已完成的必填。"
    assert texts["居民提案", "答复内容"] == "“状态”不是正在办理、未办理的必填。"
    assert texts["党员", "转正日期"] == "“人员类别”是正式党员，并且“入党日期”在1982年9月1日以后的必填。"
    assert texts["会议", "地点"] == ""
