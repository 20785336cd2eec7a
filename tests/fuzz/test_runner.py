"""Mutated workbooks: each ends as used or refused, with the cells that are stored in it, and can be marked."""

import time

import pytest

from fuzz.mutants import mutant
from fuzz.runner import run
from goodbranch import SETTINGS
from paper import STANDARD, complete, written
from shuzhi.commands.running.reading import ReadTask
from shuzhi.commands.running.validating import read_chunk
from shuzhi.intake.stage import Source
from shuzhi.model.words import Outcome


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


# What a hand, or a program gone wrong, repeats; each once made a rule or the header finder slow or raise.
LONG = ["（" * 3000, "9" * 5000 + "人", "共" + "9" * 5000 + "次，其中大会" + "9" * 400 + "次、支委会3次。", "第" + "9" * 5000 + "组"]


def test_thousands_of_signs_in_every_text_cell_cost_seconds(tmp_path):
    """The whole first pass over a workbook of such cells ends long before its reader is given up."""
    book = complete()
    for sheet in (sheet for sheet in STANDARD.sheets if sheet.kind == "rows"):
        page = book.page(sheet.title)
        for field in sheet.fields:
            if field.type == "string" and not field.enum:
                for row, text in enumerate(LONG, 2):
                    page.put(row, page.column(field.title), text)
    path = tmp_path / "1.xlsx"
    path.write_bytes(written(book))
    begin = time.process_time()
    chunk = read_chunk(ReadTask((Source(1, "1.xlsx", path),), SETTINGS, None, tmp_path / "park.pickle"), lambda _: None)
    assert chunk.files[0].outcome is Outcome.USED
    assert time.process_time() - begin < 20
