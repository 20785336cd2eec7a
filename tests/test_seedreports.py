"""Every fact of the model reports is said by a report of the branch that has it, as Word shows the delivered file.

The list is seedfacts.md beside this file: its column `printed` names the words.
"""

from itertools import groupby

import pytest

from shuzhi.proof.shown import shown
from test_seedfacts import FACTS

OWN = "乡镇台账"  # the township's own year: its reports lie in the folder 乡镇
TOLD = FACTS
SEEDS = [seed for seed, _ in groupby(TOLD, key=lambda fact: fact.seed)]


@pytest.fixture
def reports(request, seed):
    """The texts of all reports delivered in the period of a seed, by the 简称 of their branch."""
    books = {book for fact in TOLD if fact.seed == seed for book in fact.workbook.split(" + ")}
    [period] = {"2023Y" if book == OWN else book.split()[-1] for book in books}
    folder = request.getfixturevalue("delivered_year" if period == "2023Y" else "delivered").folder
    found = {}
    for path in sorted((folder / "报告").glob("*/*.docx")):
        found.setdefault(path.parent.name, []).append("\n".join(line.text for line in shown(path.read_bytes())))
    return {branch: "\n".join(texts) for branch, texts in found.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_fact_of_the_model_is_printed(seed, reports):
    """Each line's words stand in a report of its branch (or of the branch that the line names before them)."""
    missing = [
        (fact.said, fact.printed) for fact in TOLD
        if fact.seed == seed and not fact.printed.startswith("–") and not says(reports, fact)
    ]
    assert missing == []


def test_what_no_report_prints_has_its_reason():
    """A line without words says why after its dash, and no line is left open."""
    assert [fact.said for fact in TOLD if len(fact.printed.removeprefix("–").strip()) == 0] == []


def says(reports, fact):
    """Whether a report of one of the fact's branches has its words."""
    named, colon, words = fact.printed.partition("：")
    if colon and named in reports:
        return words in reports[named]
    branches = ["乡镇" if book == OWN else book.strip().rsplit(" ", 1)[0] for book in fact.workbook.split(" + ")]
    return any(fact.printed in reports[branch] for branch in branches)
