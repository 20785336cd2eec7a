"""Mutated workbooks: each ends as used or refused, with the cells that are stored in it, and can be marked."""

import pytest

from fuzz.mutants import mutant
from fuzz.runner import run


@pytest.mark.timeout(3600)  # `--many 20000` by hand
def test_no_mutated_workbook_breaks_the_first_pass(tmp_path, many):
    """No exception, no cell other than stored, no marked copy that cannot be read again, in workers with limits."""
    found = run(range(many), tmp_path, 1 + (many > 200))
    assert sorted(seen.seed for seen in found) == list(range(many))
    assert {str(mutant(seen.seed)): seen.faults for seen in found if seen.faults} == {}
    assert len({seen.outcome for seen in found}) > 3, "hardly any kind of damage was met"


def test_a_mutant_is_the_same_every_time():
    """A seed is enough to make a workbook again."""
    assert [mutant(seed).data for seed in range(5)] == [mutant(seed).data for seed in range(5)]
