"""How rules are applied: levels in order, trial and retired rules, the township's wishes, sources."""

from dataclasses import replace

import pandas as pd
import pytest

from goodbranch import GOOD, SETTINGS, changed, scene
from shuzhi.model.finding import findings_frame
from shuzhi.model.settings import RuleSetting
from shuzhi.model.words import Level
from shuzhi.validate.rule import Rule, Status, apply, source_text, suspect

NOBODY = findings_frame(())[["submission", "sheet", "row", "field"]]


def late(scene):
    """True for the committee's meeting in September."""
    meetings = scene["meetings"]
    return (meetings["date"].dt.month == 9) & meetings["type"].str.startswith("支部委员会会议")


def made(code, level, fields=("present",), **more):
    return Rule(code, "meetings", fields, level, "有错。", "请改。", late, **more)


def told(*rules, settings=SETTINGS, content=GOOD):
    found = apply(rules, scene(content, settings), NOBODY)
    return [(f.code, f.level, f.row) for f in found.itertuples()]


def test_a_trial_rule_only_reminds():
    """Whatever its level, until the township gives it one in 规则."""
    trial = made("Z01", Level.ERROR, status=Status.TRIAL)
    assert told(trial) == [("Z01", Level.NOTICE, 5)]
    wished = replace(SETTINGS, rules={"Z01": RuleSetting("Z01", level=Level.WARNING)})
    assert told(trial, settings=wished) == [("Z01", Level.WARNING, 5)]


def test_a_retired_rule_rests():
    """Its code stays known, it finds nothing."""
    assert told(made("Z01", Level.ERROR, status=Status.RETIRED)) == []


def test_the_township_switches_a_rule_off():
    """启用 = 否."""
    off = replace(SETTINGS, rules={"Z01": RuleSetting("Z01", on=False)})
    assert told(made("Z01", Level.ERROR), settings=off) == []


def test_a_broken_rule_is_not_passed_over():
    """A predicate that raises ends the run: without it a workbook would count that nobody looked at."""
    def broken(_scene):
        raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError):
        told(replace(made("Z01", Level.ERROR), predicate=broken))


@pytest.mark.parametrize(("first", "second", "both"), [
    (Level.ERROR, Level.WARNING, False), (Level.ERROR, Level.NOTICE, False), (Level.WARNING, Level.NOTICE, False),
    (Level.ERROR, Level.ERROR, True), (Level.NOTICE, Level.NOTICE, True),
])
def test_a_graver_rule_speaks_for_its_cells(first, second, both):
    """A rule of a lower level that reads one of the columns a graver finding read is silent in that row."""
    rules = made("Z02", second, ("expected",)), made("Z01", first, ("present", "expected"))
    assert {code for code, *_ in told(*rules)} == ({"Z01", "Z02"} if both else {"Z01"})


def test_an_explained_warning_hides_nothing():
    """With a 说明 in the row its cells are taken for right."""
    rules = made("Z01", Level.WARNING), made("Z02", Level.NOTICE)
    assert {code for code, *_ in told(*rules)} == {"Z01"}
    explained = changed(("会议", "| 3 | 2 |  |  |  |  |", "| 3 | 2 |  |  |  | 一人生病 |"))
    assert {code for code, *_ in told(*rules, content=explained)} == {"Z01", "Z02"}


def test_suspect_are_the_cell_and_all_that_its_rule_read():
    """A column or sheet as a whole keeps its empty name."""
    found = findings_frame(())
    rows = [(1, "C07", Level.ERROR, "meetings", 5, "present", 10, "", "", "expected type", ""),
            (1, "S01", Level.NOTICE, "agenda", 0, "", 0, "", "", "", ""),
            (1, "S02", Level.ERROR, "votes", 0, "", 0, "", "", "", ""),
            (1, "H04", Level.NOTICE, "branches", 0, "groups", 0, "", "", "", "")]
    found = pd.DataFrame(rows, columns=found.columns)
    cells = suspect(found, scene(GOOD)).to_numpy().tolist()
    assert sorted(cells) == [[1, "agenda", 0, ""], [1, "meetings", 5, "expected"], [1, "meetings", 5, "present"],
                             [1, "meetings", 5, "type"], [1, "votes", 0, ""]]


def test_a_finding_tells_what_its_rule_read_and_where_the_rule_comes_from():
    """The other columns stand in `reads`, a verified source behind the hint."""
    found = apply([made("Z01", Level.ERROR, ("present", "expected"), source="zhibu-11")], scene(GOOD), NOBODY)
    assert found["reads"].tolist() == ["expected"]
    assert found["hint"].tolist() == ["请改。依据：《中国共产党支部工作条例（试行）》第十一条。"]
    assert source_text("") == ""
