"""_meta: a neighbour's workbook, last quarter's, and another form are known by it."""

import pytest

from sheets import STANDARD, book, items_sheet
from shuzhi.intake.bind import bind_sheet
from shuzhi.intake.meta import other_hands, other_version, stamp
from shuzhi.model.sheet import RawSheet

ITEMS = items_sheet({"支部编码": "A01", "支部全称": "石井村", "报告期": "2023Q3"})
FACTS = bind_sheet(ITEMS, STANDARD.sheet("branches"))
META = (("form", "shuzhi"), ("version", "1"), ("period", "2023Q3"), ("branch_code", "A01"))


@pytest.mark.parametrize(("meta", "told"), [
    ({}, []),
    ({"branch_code": "A01", "period": "2023Q3"}, []),
    ({"branch_code": "A02", "period": "2023Q3"}, [("F54", "warning", "branch_code", 2, 2)]),
    ({"branch_code": "A01", "period": "2023Q2"}, [("F55", "notice", "period", 4, 2)]),
    ({"branch_code": "Ａ 01", "period": "2023年第三季度"}, []),
])
def test_a_workbook_handed_out_to_another_branch_or_for_another_period_is_told(meta, told):
    """On 支部编码 (to be explained), on 报告期 (a notice); the spelling of code and period does not matter."""
    found = other_hands(1, meta, ("A01", "2023Q3"), FACTS)
    assert [(one.code, one.level.value, one.field, one.row, one.column) for one in found] == told


@pytest.mark.parametrize(("version", "told"), [("1", []), ("1.0", []), (None, []), ("2", ["F57"]), ("0", ["F57"])])
def test_a_workbook_of_another_version_of_the_form_is_read_and_said_to_be_so(version, told):
    """A notice for the file; nothing where no version is known."""
    meta = {} if version is None else {"version": version}
    assert [one.code for one in other_version(1, meta, "1")] == told


def test_what_nobody_knows_is_not_doubted():
    """No code, no period: the findings of 支部信息 say so already."""
    assert other_hands(1, {"branch_code": "A02", "period": "2023Q2"}, ("", ""), FACTS) == []


def test_a_blank_workbook_carries_its_form_and_nothing_else():
    """Blank values are none, and a workbook without the sheet carries nothing."""
    raw = RawSheet("_meta", (("form", "shuzhi"), ("version", "1"), ("period", None), ("branch_code",)), hidden=True)
    assert stamp(book(ITEMS, raw)) == {"form": "shuzhi", "version": "1"}
    assert stamp(book(ITEMS)) == {}
    assert stamp(book(RawSheet("_meta", META)))["branch_code"] == "A01"
