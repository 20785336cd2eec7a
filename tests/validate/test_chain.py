"""Rules of votes and of what belongs together, where the good branch alone cannot show them."""

from dataclasses import replace

from goodbranch import GOOD, SETTINGS, changed, found, found_in, listed, scene
from planted.links import LINKED
from planted.numbers import third
from planted.votes import ASSEMBLY, GENERAL, committee, met, residents, voted
from shuzhi.model.tables import numbers
from shuzhi.validate.stage import validate

COMMUNITY = replace(SETTINGS, branches=(replace(SETTINGS.branches[0], unit_type="社区"), SETTINGS.branches[1]))
UPPER = replace(SETTINGS, branches=(replace(SETTINGS.branches[0], org_type="党总支"), SETTINGS.branches[1]))
IN_COMMUNITY = ("支部信息", "单位类型", "社区")
OF_UPPER = [("支部信息", "组织类别", "党总支")]


ASSEMBLIES = [
    ("| 30 | 19 | 0 | 19 | 0 | 0 | 通过 |", [("H46", "表决事项", 3, "有表决权实到")]),
    ("| 30 | 20 | 0 | 20 | 0 | 0 | 通过 |", []),
    ("| 30 | 20 | 0 | 10 | 10 | 0 | 通过 |", [("H46", "表决事项", 3, "赞成")]),
    ("| 30 | 20 | 0 | 11 | 9 | 0 | 通过 |", []),
]


def test_a_community_is_asked_where_a_village_is_wrong():
    """The law on 村民代表会议 binds villages; what a community's assembly decided with fewer is only to be looked at."""
    workbooks = [changed(IN_COMMUNITY, *residents(ASSEMBLY, line)) for line, _ in ASSEMBLIES]
    assert found_in(workbooks, COMMUNITY) == [where for _, where in ASSEMBLIES]


def in_2026(content):
    """The same branch in the third quarter of 2026: every year three later."""
    moved = {}
    for sheet, given in content.items():
        if isinstance(given, dict):
            moved[sheet] = {item: value.replace("2023-", "2026-") for item, value in given.items()}
        else:
            moved[sheet] = given.replace("| 2023-", "| 2026-")
    return moved


def unstudied(*workbooks):
    return [[entry for entry in entries if entry[0] == "H27"] for entries in found_in(workbooks)]


def test_from_2026_on_the_party_branch_studies_first():
    """H27: a vote of the residents with no meeting of the party branch before it, a month or more into the quarter."""
    vote = voted(ASSEMBLY, "| 30 | 30 | 0 | 30 | 0 | 0 | 通过 |", day="2023-08-09")
    late = [("会议", "| 2023-07-05 | 支部党员大会", "| 2023-09-05 | 支部党员大会"), ("会议", "| 2023-07-10 |", "| 2023-09-11 |")]
    content = changed(met(ASSEMBLY, "2023-08-09"), vote, *late)
    studied = changed(met(ASSEMBLY, "2023-08-09"), vote)
    early = changed(met(ASSEMBLY, "2023-07-20"), voted(ASSEMBLY, "| 30 | 30 | 0 | 30 | 0 | 0 | 通过 |", day="2023-07-20"), *late)
    assert unstudied(content, in_2026(content), in_2026(studied), in_2026(early)) == [
        [],  # not yet in force
        [("H27", "表决事项", 3, "会议日期")], [],
        [],  # studied in June, perhaps
    ]


def test_the_upper_committee_is_counted_where_it_is_the_branch_s_own():
    """支委会委员数 of a 党总支 is that of its own committee, not of those of its 支部."""
    more = "| 4 | 3 | 0 | 3 | 0 | 0 | 通过 |"
    workbooks = [changed(*OF_UPPER, *committee(more, body)) for body in ("总支（党委）委员会会议", "支部委员会会议")]
    told = [[entry[0] for entry in entries if entry[0] == "H49"] for entries in found_in(workbooks, UPPER)]
    assert told == [["H49"], []]


def test_an_upper_branch_need_not_repeat_the_meetings_of_its_branches():
    """A vote or a step taken in a 支部党员大会 that only the 支部's own workbook records is no fault of the 党总支."""
    without = ("会议", GENERAL, GENERAL.replace("支部党员大会", "党员集中学习"))
    steps = ("四议两公开", "2023-06-20 | 2023-06-25 | 2023-06-26", "2023-07-06 | 2023-07-07 | 2023-07-08")
    own = {entry[0] for entry in found(changed(without, steps))}
    upper = found(changed(*OF_UPPER, without, steps), settings=UPPER)
    assert {"X07", "A03"} <= own
    assert [entry for entry in upper if entry[0] in ("X07", "A03")] == [("A03", "四议两公开", 2, "决议日期")]
    assert "H29" not in {entry[0] for entry in upper}


def test_a_number_of_long_ago_is_doubted_only_where_the_past_is_known():
    """原编号: a workbook that brings no numbers of the periods before may name any; else an unknown one is a notice."""
    raised = [("居民提案", "| 并入编号 | 说明 |", "| 原编号 | 说明 |"), third("议2022-017")]
    setting = scene(changed(*raised))

    def entries(*before):
        tables = replace(setting.tables, earlier=numbers(before))
        return [entry for entry in listed(validate(replace(setting, tables=tables), ())).get(1, []) if entry[0] == "P09"]

    assert entries() == []
    assert entries((1, "proposals", "议2022-018")) == [("P09", "居民提案", 4, "原编号")]
    assert entries((1, "proposals", "议2022-017")) == []


def test_voters_are_not_held_against_the_roster_of_half_a_year_later():
    """H18 and H45 look at votes whose members must still stand in the workbook: those of its last quarter."""
    five = ("表决事项", "| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |", "| 5 | 5 | 0 | 5 | 0 | 0 | 通过 |")
    long = [("支部信息", "统计截止日期", "2023-12-31"), ("支部信息", "填报日期", "2024-01-08"), ("支部信息", "办理情况截至日期", "2024-01-08")]
    told = found_in([changed(five), changed(five, *long)])
    assert ["H18" in {entry[0] for entry in entries} for entries in told] == [True, False]


def test_a_link_of_the_residents_to_what_the_members_discussed():
    """H29 is silent where the members voted on the same number, or the vote names none."""
    thirty = "| 30 | 30 | 0 | 30 | 0 | 0 | 通过 |"
    members = ("表决事项", "| 通过 |  |", "| 通过 | 实2023-002 |")
    assert found_in([
        changed(LINKED, met(ASSEMBLY), voted(ASSEMBLY, thirty)),
        changed(LINKED, met(ASSEMBLY), voted(ASSEMBLY, thirty, link="实2023-002"), members),
    ]) == [[], []]
    assert GOOD["表决事项"].count("支部党员大会") == 1
