"""A 总支 with its 支部, and the township: figures added up over the organisation tree, each row once."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from shuzhi.compute.alike import together
from shuzhi.compute.catalogue import rank
from shuzhi.compute.indicators import described, valued
from shuzhi.model.lookup import looked_up
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.units import PARENTS

COLUMNS = ["branch_code", "scope", "name", "title", "value", "unit", "numerator", "denominator", "rows"]
TOTAL = "TOTAL"


def totals(own: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """`own` (columns COLUMNS, the counted branches) plus what is added up from it, in the roster's order.

    Its texts are categories: each stands in many rows.

    Scope "all": every 总支, 党委 and branch with others below it in the roster, itself and all below it that are
    counted. branch_code TOTAL: the township, without rows; rates come from summed parts. villages_income_over counts
    the branches whose income reaches settings.limits["income_threshold"]; KeyError if that limit is missing.
    """
    amounts = own.assign(
        amount=own["numerator"].fillna(own["value"].where(own["unit"] != "%")), base=own["denominator"],
    )
    frames = [own, _with_children(amounts, settings), _township(amounts), _villages(own, settings)]
    frame = together([each[COLUMNS] for each in frames])
    order = {name: place for place, name in enumerate(sorted(frame["name"].unique(), key=rank))}
    places = {branch.code: place for place, branch in enumerate(settings.branches)} | {TOTAL: len(settings.branches)}
    keys = (
        looked_up(frame["name"], order.__getitem__), (frame["scope"] == "all").to_numpy(),
        looked_up(frame["branch_code"], lambda code: places.get(code, len(places))),
    )
    return frame.take(np.lexsort(keys)).reset_index(drop=True)


def subtotals(own: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """The totals of groups of branches (branch_code → group) from their own lines (columns COLUMNS), without rows.

    The group stands in branch_code; rates come from summed parts; a branch in no group is left out.
    """
    amounts = pd.DataFrame({
        "branch_code": own["branch_code"].map(groups), "name": own["name"], "base": own["denominator"],
        "amount": own["numerator"].fillna(own["value"].where(own["unit"] != "%")),
    })
    sums = amounts.groupby(["branch_code", "name"])[["amount", "base"]].sum(min_count=1)
    return _rows(sums.assign(rows="").reset_index(), "own")


def _with_children(amounts: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The rows of scope "all"; an address in another branch's workbook carries its code."""
    pairs = [
        (branch.code, member, place)
        for branch in settings.branches for place, member in enumerate(_family(branch, settings))
    ]
    family = pd.DataFrame(pairs, columns=["parent", "branch_code", "place"])
    family = family.astype({"parent": "str", "branch_code": "str"})
    own = amounts[amounts["branch_code"].isin(family["branch_code"])].astype({"branch_code": "str"})
    rows = family.merge(own, on="branch_code").sort_values(["parent", "place"], kind="stable")
    told: dict[tuple[str, str], list[str]] = {}
    for parent, name, code, text in zip(
        *(rows[one].tolist() for one in ("parent", "name", "branch_code", "rows")), strict=True
    ):
        if text:
            own = text if code == parent else f"{code}:" + text.replace(";", f";{code}:")
            told.setdefault((parent, name), []).append(own)
    sums = rows.groupby(["parent", "name"])[["amount", "base"]].sum(min_count=1)
    texts = [";".join(told.get(one, ())) for one in sums.index.tolist()]
    return _rows(sums.assign(rows=texts).reset_index().rename(columns={"parent": "branch_code"}), "all")


def _family(branch: Branch, settings: Settings) -> list[str]:
    """The codes of a branch and of all below it; nothing for a 支部 with none below it."""
    found = [branch.code, *(child.code for child in settings.below(branch.code))]
    return found if len(found) > 1 or branch.org_type in PARENTS else []


def _township(amounts: pd.DataFrame) -> pd.DataFrame:
    sums = amounts.groupby("name")[["amount", "base"]].sum(min_count=1)
    return _rows(sums.assign(rows="", branch_code=TOTAL).reset_index(), "own")


def _villages(own: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    income = own.loc[own["name"] == "collective_income", "value"].dropna()
    number = float((income >= settings.limits["income_threshold"]).sum()) if len(income) else float("nan")
    counted = pd.DataFrame({
        "branch_code": [TOTAL], "name": "villages_income_over", "amount": number, "base": float("nan"), "rows": "",
    })
    return _rows(counted, "own")


def _rows(sums: pd.DataFrame, scope: str) -> pd.DataFrame:
    """Rows (COLUMNS) from branch_code, name, amount, base and rows."""
    filled = sums.assign(scope=scope, rows=sums["rows"].fillna("").astype("str"))
    return valued(filled.join(described(filled["name"])))
