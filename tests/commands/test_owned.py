"""Archived workbooks when codes were given out anew."""

import pytest

from goodbranch import BRANCHES, GOOD
from markdown import tables
from shuzhi.commands.owned import owned
from shuzhi.intake.stage import Chunk, Received
from shuzhi.model.words import Outcome


def chunk(name, code, outcome=Outcome.USED):
    facts = {**GOOD["支部信息"], "支部全称": name}
    entry = Received(1, "Q1.xlsx", "aa", 1, code, None, outcome, "")
    return Chunk(tables({"支部信息": facts}), {}, {}, (), (entry,))


@pytest.mark.parametrize(("name", "code", "outcome", "its_own"), [
    ("中共石井村支部委员会", "A01", Outcome.USED, True),
    ("石井村", "A01", Outcome.USED, True),
    ("中共石井村联合支部委员会", "A01", Outcome.USED, True),
    ("中共白沙村支部委员会", "A01", Outcome.USED, False),
    ("中共石井村支部委员会", "A02", Outcome.USED, False),
    ("中共石井村支部委员会", "A01", Outcome.FOREIGN, False),
])
def test_a_workbook_with_another_branch_s_name_is_not_the_code_s(name, code, outcome, its_own):
    """Its code and its names must both be the branch's; a name that nobody has any more is no other's."""
    assert (1 in owned(chunk(name, code, outcome), BRANCHES, {1: "A01"})) is its_own
