"""What settings say about one branch."""

from dataclasses import replace

from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.words import Audience

VILLAGE = Branch("A01", "石井村党支部", "石井村", "石井村", "党支部", "村")
TOTAL = Branch("A02", "湖滨社区党总支", "湖滨社区", "湖滨社区", "党总支", "社区")
PERIOD = Period(2023, "Q", 3)


def kind(name, **scope):
    return ReportKind(f"{name}.docx", name, Audience.SUPERIOR, name, **scope)


def test_a_branch_gets_the_reports_meant_for_its_kind_and_the_period():
    """An empty scope means all; otherwise 组织类别, 单位类型 and the kind of period must each be named."""
    kinds = (
        kind("每家"), kind("总支", org_types=("党总支", "党委")), kind("村居", unit_types=("村", "居")),
        kind("年度", period_kinds=("Y",)), kind("村季度", unit_types=("村",), period_kinds=("Q", "Y")),
    )
    settings = Settings("云溪镇", "", PERIOD, PERIOD.days, None, (VILLAGE, TOTAL), kinds)
    assert [one.name for one in settings.reports_for(VILLAGE)] == ["每家", "村居", "村季度"]
    assert [one.name for one in settings.reports_for(TOTAL)] == ["每家", "总支"]
    annual = replace(settings, period=Period(2023, "Y", 0))
    assert [one.name for one in annual.reports_for(TOTAL)] == ["每家", "总支", "年度"]
