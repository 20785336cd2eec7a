"""The list of rules that the township reads."""

from collections import Counter

from shuzhi.form import load
from shuzhi.validate.across import ACROSS
from shuzhi.validate.codes import CODES
from shuzhi.validate.generated import generated
from shuzhi.validate.listing import HEADER, listing
from shuzhi.validate.rule import Status
from shuzhi.validate.rulebook import RULES
from shuzhi.validate.text.rulebook import RULES as TEXT_RULES

LINES = listing(load())
LEVELS = {"必须改", "请核对", "提醒", "提醒（试行）"}


def test_every_rule_that_does_not_rest_is_listed():
    """The codes are those of all active and trial rules, no other, and those that the township may set."""
    rules = [*generated(load()), *RULES, *TEXT_RULES]
    awake = {rule.code for rule in rules if rule.status is not Status.RETIRED} | {rule.code for rule in ACROSS}
    assert {line.code for line in LINES} == awake == CODES


def test_a_rule_is_listed_once():
    """No two lines say the same of the same sheet; what differs by the column alone is one line."""
    told = Counter(line._replace(column="") for line in LINES)
    assert max(told.values()) == 1
    [once] = [line for line in LINES if line.code == "H01" and line.sheet == "居民提案"]
    assert once.column == "提出日期、受理日期、答复日期等5栏"


def test_a_line_can_be_read():
    """Whole sentences without the program's own marks; every line has a level, a place and something to do."""
    for line in LINES:
        assert not any(mark in cell for cell in line for mark in ("{", "}", "[", "]", "None")), line
        assert line.level in LEVELS
        assert line.message.endswith(("。", "……"))
        assert line.hint.endswith("。")
        assert line.sheet
    assert len(HEADER) == len(LINES[0])


def test_thresholds_and_sources_stand_in_columns_of_their_own():
    """The number of B03 and where it comes from; a trial rule says so; unverified clauses are not named."""
    [size] = [line for line in LINES if line.code == "B03"]
    assert (size.threshold, size.source) == ("50", "《中国共产党支部工作条例（试行）》第四条")
    assert "50名" in size.message
    [weekly] = [line for line in LINES if line.code == "H34"]
    assert weekly.level == "提醒（试行）"
    assert {line.source for line in LINES if line.code == "A02"} == {""}
