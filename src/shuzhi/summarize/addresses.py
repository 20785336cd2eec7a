"""Findings in the order and words of findings.csv, which every list of them shares."""

from collections.abc import Sequence

import pandas as pd

from shuzhi import form
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import Level


def addressed(findings: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """The columns of findings.csv (all text; row, column, cell "" where there is none), in its order.

    Order: branch (as in `codes`, files of unknown branches last), sheet (as in the form), row, column, code.
    """
    return addresses(ordered(findings, codes))


def ordered(findings: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """The findings (see Results) in that order, two more columns behind theirs."""
    branch_places = {code: place for place, code in enumerate(codes)}
    sheet_places = {sheet.name: place for place, sheet in enumerate(form.load().sheets)}
    return findings.assign(
        branch_place=findings["branch_code"].map(branch_places).fillna(len(codes)),
        sheet_place=findings["sheet"].map(sheet_places).fillna(-1),
    ).sort_values(["branch_place", "sheet_place", "row", "column", "code", "file"], kind="stable")


def addresses(told: pd.DataFrame) -> pd.DataFrame:
    """The columns of findings.csv of findings that are in order."""
    sheets = form.load().sheets
    sheet_titles = {sheet.name: sheet.title for sheet in sheets}
    field_titles = {(sheet.name, field.name): field.title for sheet in sheets for field in sheet.fields}
    rows, letters = told["row"].tolist(), [column_letter(column) for column in told["column"]]
    return pd.DataFrame({
        "code": told["code"].tolist(),
        "level": [Level(level).value for level in told["level"]],
        "branch_code": told["branch_code"].fillna("").tolist(),
        "file": told["file"].fillna("").tolist(),
        "sheet": [sheet_titles.get(sheet, "") for sheet in told["sheet"]],
        "row": [str(row) if row else "" for row in rows],
        "column": letters,
        "cell": [f"{letter}{row}" if letter and row else "" for letter, row in zip(letters, rows, strict=True)],
        "field": [field_titles.get(key, "") for key in zip(told["sheet"], told["field"], strict=True)],
        "message": told["message"].tolist(),
        "hint": told["hint"].tolist(),
    }, dtype="str")
