"""Sheets whose formulas are written as they are, where they call nothing that XlsxWriter would spell otherwise."""

import re

from xlsxwriter.worksheet import Worksheet

_CALLED = re.compile(r"[\w.]+(?=\()")
_OLD = frozenset((  # of Excel 2007: newer functions get a prefix in the file
    "ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "DATE", "DAY", "FIND", "IF", "INT", "ISNUMBER", "ISTEXT", "LEFT", "LEN",
    "MAX", "MID", "MIN", "MOD", "MONTH", "N", "NOT", "OR", "ROW", "SUBSTITUTE", "SUM", "SUMIF", "SUMPRODUCT", "TRIM",
    "YEAR",
))


class Sheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's own, which looks through every formula fifty times for functions newer than ours."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - as there
        if formula.startswith("{") or not _OLD.issuperset(_CALLED.findall(formula)):
            found: str = super()._prepare_formula(formula, expand_future_functions)
            return found
        return formula.removeprefix("=")
