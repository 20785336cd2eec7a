"""Formulas stand in the file as XlsxWriter spells them."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from shuzhi.spreadsheet.formulas import Sheet

FORMULAS = [
    '=IF(COUNTIF(\'会议\'!$A$1:$A$9,">=1")+N(B2)=0,"",SUMPRODUCT((A1:A9="党课(微)")*1))', "=A1+B1", "A1", "{=SUM(A1:A9*B1:B9)}",
    '=CONCAT(A1,"甲")', "=_xlfn.CONCAT(A1)", "=FILTER(A1:A9,B1:B9)", "=IFERROR(A1/B1,0)", "=SORT(UNIQUE(A1:A9))", "=LET(x,1,x)",
]


def written(kind, formula):
    """The XML of a sheet with the formula, a condition and a choice made of it."""
    target = BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet(worksheet_class=kind)
        sheet.write_formula(0, 5, formula, None, 1)
        sheet.conditional_format(1, 0, 5, 0, {"type": "formula", "criteria": formula})
        sheet.data_validation(1, 0, 5, 0, {"validate": "custom", "value": formula})
    return ZipFile(target).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_the_one_that_xlsxwriter_writes(formula):
    """With functions of any age, as a list of cells, with and without its sign."""
    assert written(Sheet, formula) == written(None, formula)


def test_newer_functions_have_their_prefix():
    """Excel shows #NAME? for one without."""
    assert re.search(r"<f[^>]*>_xlfn\._xlws\.FILTER\(", written(Sheet, "=FILTER(A1:A9,B1:B9)"))
