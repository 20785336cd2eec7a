"""What the references of formulas become when a row is repeated."""

import pytest

from markdown import cells
from shuzhi.render.tables.moves import Block, Moves
from shuzhi.render.tables.references import Scope, area, areas, formula, series

MOVES = {"表": Moves((Block(5, 5),), 3), "空 表": Moves(), "双": Moves((Block(2, 2), Block(4, 5)), 3)}
FORMULAS = """
| where | formula | becomes |
|---|---|---|
| 表 | SUM(D5:D5) | SUM(D5:D7) |
| 表 | SUM(D5) | SUM(D5:D7) |
| 表 | sum(D5,F5)/COUNT(D5) | sum(D5:D7,F5:F7)/COUNT(D5:D7) |
| 表 | SUBTOTAL(9,D5) | SUBTOTAL(9,D5:D7) |
| 表 | SUM(D5+1) | SUM(D5+1) |
| 表 | SUM(D4:D6) | SUM(D4:D8) |
| 表 | D4+D5+D6+D9 | D4+D5+D8+D11 |
| 表 | $D$6*D$9 | $D$8*D$11 |
| 表 | IF(A6="D6","第6行",0) | IF(A8="D6","第6行",0) |
| 表 | SUM(A:A)+SUM(6:6)+合计 | SUM(A:A)+SUM(8:8)+合计 |
| 表 | '空 表'!D9+双!B9 | '空 表'!D9+双!B15 |
| 空 表 | D9+表!D9+SUM(表!D5) | D9+表!D11+SUM(表!D5:D7) |
| 双 | SUM(B4:B5)+SUM(B2:B2)+B4+B6 | SUM(B6:B11)+SUM(B2:B4)+B6+B12 |
"""
INSIDE = """
| formula | copy | becomes |
|---|---|---|
| C5/D5 | 2 | C7/D7 |
| C5/C$6 | 1 | C6/C$8 |
| SUM(C5:F5) | 2 | SUM(C7:F7) |
| SUM(C5) | 2 | SUM(C7) |
| SUM(C$5:C5) | 1 | SUM(C$5:C6) |
| SUM(C$4:C5) | 1 | SUM(C$4:C6) |
| RANK(C5,C$5:C$5) | 1 | RANK(C6,C$5:C$7) |
| C5/SUM($C$5) | 2 | C7/SUM($C$5:$C$7) |
| C5+'空 表'!C5+C4 | 2 | C7+'空 表'!C5+C4 |
"""


@pytest.mark.parametrize(("where", "text", "becomes"), cells(FORMULAS)[1:])
def test_formulas_outside_the_repeated_row(where, text, becomes):
    """References below move, ranges and sums over the row cover all its copies, texts and names stay."""
    assert formula(text, Scope(where, MOVES)) == becomes


@pytest.mark.parametrize(("text", "copy", "becomes"), cells(INSIDE)[1:])
def test_formulas_in_the_repeated_row(text, copy, becomes):
    """Each copy calculates with its own row; what is fixed by $ means all copies in a range, else the first."""
    assert formula(text, Scope("表", MOVES, 5, int(copy))) == becomes


def test_areas_cover_every_copy():
    """Of a repeated cell and of what a chart draws all copies; other places move."""
    assert area("D5", MOVES["表"]) == "D5:D7"
    assert areas("A1:B5 C9", MOVES["表"]) == "A1:B7 C11"
    assert series("表!$D$5", Scope("", MOVES)) == "表!$D$5:$D$7"


def test_what_is_no_formula_stays():
    """A text in no grammar is nobody's to change."""
    assert formula('"D9', Scope("表", MOVES)) == '"D9'
