"""What a branch is and has: households, grids, volunteers, partners, the money spent on party work."""

from shuzhi.model.facts import Facts
from shuzhi.render.cells import address, cell, item_row, rows_of, typed
from shuzhi.render.sentence import Number, Sentence, counted, joined, sentence
from shuzhi.render.terms import for_superior, terms
from shuzhi.render.wording.scope import Scope

_MOBILE = "是"


def basics(facts: Facts) -> Sentence | None:
    """The standing numbers of 支部信息 above 0, on the last day counted; those of a 总支 are its own."""
    scope = Scope(facts, facts.own, Sentence())
    words = terms(facts)
    people = joined((
        _having(scope, words.residents, "households", "户"),
        _having(scope, "常住人口", "residents", "人"),
    ))
    grids = joined((
        _having(scope, "划分网格", "grids", "个"), _having(scope, "有网格员", "grid_workers", "名"),
    ), "，")
    volunteers = joined((
        _having(scope, "有志愿服务队", "volunteer_teams", "支"), _having(scope, "登记志愿者", "volunteers", "名"),
    ), "，")
    units = joined((
        _having(scope, "共建单位", "partners", "家"), _having(scope, "合作社", "cooperatives", "个"),
        _having(scope, "专职党务工作者", "party_staff", "名"),
    ))
    text = joined((sentence("有", people) if people else None, grids, volunteers,
                   sentence("有", units) if units else None), "；")
    return sentence(scope.until(facts.coverage.end), words.own, text, "。") if text else None


def spent(facts: Facts) -> Sentence | None:
    """Money spent on party work, in 元 as typed."""
    money = cell(facts, item_row(facts, "party_funds"), "party_funds")
    return sentence(Scope(facts, facts.own, Sentence()).when, "党建经费支出", money, "元。") if money else None


def mobile_reports(facts: Facts) -> Sentence | None:
    """思想汇报 of the members working away, of the branch's own roster; for the superior body."""
    rows = [
        row for row in rows_of(facts, "members")
        if typed(row, "mobile") == _MOBILE and cell(facts, row, "thought_reports")
    ]
    if not rows or not for_superior(facts):
        return None
    total = sum(int(cell(facts, row, "thought_reports").value or 0) for row in rows)
    places = tuple(address(row) for row in rows)
    reports = Number(total, str(total), "党员", places)
    return sentence("有", counted(len(rows), "党员", places), "名流动党员提交思想汇报", reports, "份。")


def _having(scope: Scope, word: str, name: str, unit: str) -> Sentence | None:
    number = scope.number(name)
    return sentence(word, number, unit) if number else None
