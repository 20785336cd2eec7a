"""A table too long to be made of elements: the document is to the byte what it would be as a whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from shuzhi.commands.running.tables import KIND, MEETING_FILE
from shuzhi.compute.catalogue import with_blanks
from shuzhi.model.settings import Branch
from shuzhi.render import long
from shuzhi.render.template import load, render
from townshipfacts import township

TEMPLATE = Path(__file__).parents[2] / "templates" / MEETING_FILE
NAMES = ("石桥村", "一是村", "甲&乙<村>", " 东 风 村 ", "柳溪社区\u2028", "北坡]]>村")


def branches(number):
    return tuple(
        Branch(f"QH{at:03}", f"青禾镇{NAMES[at % len(NAMES)]}{at}党支部", f"{NAMES[at % len(NAMES)]}{at}", f"第{at}村", "党支部", "村")
        for at in range(number)
    )


@pytest.mark.parametrize(("number", "at_once"), [(1, 1), (2, 1), (40, 1), (40, 20_000), (40, 1 << 30)])
def test_rows_beside_the_document_stand_in_it_again(monkeypatch, number, at_once):
    """Whatever is typed in them, and however many are looked at together."""
    roster = branches(number)
    facts = replace(
        township("members_total=45", expected=roster, branches={one.code: "members_total=15" for one in roster[::2]}),
        kind=KIND,
    )
    facts = replace(facts, all=with_blanks(facts.all))
    template, cut, taken = load(TEMPLATE), long.cut, []

    def seen(*given):
        xml, rows = cut(*given)
        taken.append(b"".join(rows).count(b"<w:tr>"))
        return xml, rows

    monkeypatch.setattr("shuzhi.render.template.cut", seen)
    whole = render(template, facts)
    monkeypatch.setattr(long, "_LONG", 0)
    monkeypatch.setattr(long, "_AT_ONCE", at_once)
    parted = render(template, facts)
    assert (parted.docx, parted.figures) == (whole.docx, whole.figures)
    assert taken[0] == 0
    assert (taken[1] > number / 3) == (number > 2)
