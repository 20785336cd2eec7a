"""Every rule has a fault that breaks it, found on its cell and nowhere else, and a near miss that does not."""

import tomllib
from importlib.resources import files

import pytest

from goodbranch import GOOD, changed, found, found_in, scene
from planted import CASES
from planted.votes import VOTE
from shuzhi import form
from shuzhi.model.finding import findings_frame
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply
from shuzhi.validate.rulebook import RULES, periods
from shuzhi.validate.rulebook.dates import HAPPENED
from shuzhi.validate.text.rulebook import RULES as TEXT_RULES

ALL = (*generated(form.load()), *RULES)


def named(case):
    return f"{case[0]} {case[2][0]} {case[2][2]}" if case[2] else f"{case[0]} none"


def test_the_good_branch_has_no_finding_at_all():
    """A complete, truthful workbook is left in peace, notices included."""
    assert found(GOOD) == []


NEAR = [case for case in CASES if case[3]]


@pytest.fixture(scope="module")
def planted():
    """What is found in GOOD with each case's fault, then with each near miss."""
    contents = [changed(*changes) for changes in (*(case[1] for case in CASES), *(case[3] for case in NEAR))]
    return found_in(contents)


@pytest.mark.parametrize("number", range(len(CASES)), ids=map(named, CASES))
def test_a_fault_is_found_on_its_cell_and_only_there(number, planted):
    """One planted fault gives one finding, with the rule's code on the cell it names, and no second one."""
    code, _, where, _ = CASES[number]
    assert planted[number] == ([(code, *where)] if where else [])


@pytest.mark.parametrize("number", range(len(NEAR)), ids=map(named, NEAR))
def test_a_near_miss_is_no_fault(number, planted):
    """What is only just right is right."""
    assert NEAR[number][0] not in [entry[0] for entry in planted[len(CASES) + number]]


def test_every_rule_of_the_rulebook_has_a_case():
    """A rule without a planted fault above, or in one of the tests below, is a rule nobody has seen at work."""
    below = {"B03", "E01", "B20", "B21", "B22"}  # B2.: test_units.py
    below |= {"B07", "B08", "H09", "H10", "H11"}  # test_standing.py, test_frequency.py
    below |= {"H27", "H46"}  # test_chain.py
    below |= {"P25", "T19"}  # test_limits.py
    below |= {rule.code for rule in periods.RULES}  # test_periods.py
    below |= {"F59"}  # test_lacking.py
    assert {rule.code for rule in (*ALL, *TEXT_RULES)} - {case[0] for case in CASES} == below


def test_one_rule_one_identity():
    """Code, sheet and columns name a rule; one code may stand for several."""
    keys = [(rule.code, rule.sheet, rule.fields) for rule in ALL]
    assert len(set(keys)) == len(keys)


def test_sources_are_cited_once_and_each_is_used():
    """Every source of a rule is a key of sources.toml with a title, and every key is some rule's."""
    cited = tomllib.loads((files("shuzhi.validate") / "sources.toml").read_text("utf-8"))
    assert set(cited) == {rule.source for rule in RULES if rule.source}
    assert all(set(entry) == {"title", "shown"} and entry["title"] for entry in cited.values())


def test_rules_read_columns_that_exist_and_can_be_applied_to_nothing():
    """Every column named is a column of its sheet; a chunk without rows gives no finding and no error."""
    for rule in ALL:
        assert all(form.load().sheet(rule.sheet).field(name) for name in rule.fields)
    nobody = findings_frame(())[["submission", "sheet", "row", "field"]]
    assert set(apply(ALL, scene({}), nobody)["code"]) <= {"C04", "E01"}


@pytest.mark.parametrize(("sheet", "field"), HAPPENED)
def test_nothing_happened_after_the_workbook_was_filled_in(sheet, field):
    """Every day of a fact is checked against 填报日期."""
    assert any(rule.code == "H01" and rule.sheet == sheet and rule.fields == (field,) for rule in RULES)


@pytest.mark.parametrize("sheet", ["会议", "民生实事", "居民提案"])
def test_an_empty_sheet_needs_a_word(sheet):
    """An empty core sheet is a warning on its 本期无… item until that says 确无."""
    title = {"会议": "本期无会议活动", "民生实事": "本期无民生实事", "居民提案": "本期无意见建议"}[sheet]
    content = {**GOOD, sheet: GOOD[sheet].strip().splitlines()[0]}
    hits = [entry for entry in found(content) if entry[0] == "E01"]
    assert [entry[1::2] for entry in hits] == [("支部信息", title)]
    said = {**content, "支部信息": {**GOOD["支部信息"], title: "确无"}}
    assert [entry for entry in found(said) if entry[0] == "E01"] == []


def members(count):
    lines = [f"| 党员{n} | 男 | 1970-01-01 | 正式党员 | 在册 |  |  |  |  |  | 1995-07-01 |  | 1996-07-01 |  |" for n in range(count)]
    header = GOOD["党员"].strip().splitlines()[0]
    return {**GOOD, "党员": "\n".join([header, *lines]),
            "会议": GOOD["会议"].replace("支部委员会会议、", ""), "支部信息": {**GOOD["支部信息"], "支委会委员数": "0"}}


@pytest.mark.parametrize(("count", "codes"), [(6, set()), (7, {"B04"}), (50, {"B04"}), (51, {"B03", "B04"})])
def test_the_size_of_a_branch_is_only_a_notice(count, codes):
    """7 full members and no committee, more than 50 in one 党支部: notices, never faults."""
    entries = {entry[0] for entry in found(members(count))}
    assert entries & {"B03", "B04"} == codes


def test_one_typing_fault_is_not_reported_twice():
    """A meeting with more present than expected is C07 alone, though other rules read the same cells."""
    content = changed(("表决事项", VOTE, "| 4 | 5 | 0 | 5 | 0 | 0 | 通过 |"))
    assert found(content) == [("C07", "表决事项", 2, "有表决权实到")]


@pytest.mark.parametrize(("changes", "only"), [
    ([("会议", "2023-09-10 | 支部委员会会议", " | 支部委员会会议")], [("C04", "会议", 5, "日期")]),
    ([("会议", "2023-07-05 | 支部党员大会", "2023-07-05 | ")], [("C04", "会议", 2, "会议类型")]),
    ([("表决事项", "| 2023-07-05 |", "|  |")], [("C04", "表决事项", 2, "会议日期")]),
    ([("党员", "1970-01-01 | 正式党员", "1970-01-01 | ")], [("C04", "党员", 2, "人员类别")]),
    ([("居民提案", "| 议2023-001 |", "|  |")], [("C04", "居民提案", 2, "编号")]),
])
def test_a_fault_in_one_sheet_is_not_reported_again_in_another(changes, only):
    """Rules that look across sheets wait until the cells they read are right."""
    assert found(changed(*changes)) == only
