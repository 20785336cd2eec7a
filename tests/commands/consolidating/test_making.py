"""What a consolidated workbook lacks."""

import pytest

from quarterbooks import YEAR, quarter, typed
from shuzhi.commands.consolidating.making import lacking
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings

BRANCH = Branch("YX06", "云溪镇石井村党支部", "石井村", "石井村", "党支部", "村")
SPRING = {"统计起始日期": "2023-04-01", "统计截止日期": "2023-06-30"}


@pytest.mark.parametrize(("period", "others", "expected"), [
    (YEAR, {}, ["2023Q1", "2023Q2"]), (YEAR, SPRING, ["2023Q1", "2023Q3"]), (Period.parse("2023H2"), SPRING, ["2023Q3"]),
])
def test_a_quarter_is_there_if_one_of_its_months_was_counted(period, others, expected):
    """A workbook of the third quarter that counts April to June gives the second, not the third."""
    own = [quarter(3, typed(3, 支部信息=others)), quarter(4, typed(4))]
    settings = Settings("云溪镇", "", period, period.days, None, (BRANCH,), ())
    assert [one.code for one in lacking(settings, BRANCH, own)] == expected
