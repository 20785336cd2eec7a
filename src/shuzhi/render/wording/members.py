"""Party members: how many, who joined and left, in counts only."""

from itertools import groupby
from operator import itemgetter

from shuzhi.model.facts import Facts
from shuzhi.render.cells import address, cell, day, item_row, rows_of
from shuzhi.render.sentence import Sentence, counted, joined, sentence
from shuzhi.render.terms import for_superior, terms
from shuzhi.render.wording.scope import Scope, both

_OVERLAPPING = {"女党员": "members_female", "流动党员": "members_mobile", "60岁以上党员": "members_60"}
_DEVELOPED = {
    "接收预备党员": "members_admitted", "预备党员转正": "members_confirmed", "确定入党积极分子": "activists_new",
}
_DEVELOPED_ON = {
    "members_admitted": ("接收预备党员", "joined"), "members_confirmed": ("预备党员转正", "confirmed"),
    "activists_new": ("确定入党积极分子", "activist_since"),
}
_MOVED = {"转入党员": "members_in", "转出党员": "members_out", "去世党员": "members_deceased"}
_STANDING = {"发展对象": "candidates", "入党积极分子": "activists", "入党申请人": "applicants"}


def standing(facts: Facts) -> Sentence | None:
    """Members on the last day counted: the two kinds add up, the other groups overlap them."""
    return both(facts, _standing)


def moved(facts: Facts) -> Sentence | None:
    """Admitted, confirmed, moved in and out in the days counted."""
    return both(facts, _moved)


def developed(facts: Facts) -> Sentence | None:
    """Admitted, confirmed and new activists, month by month, and those on the way on the last day counted."""
    scope = Scope(facts, facts.all, Sentence())
    found = sorted((each for name in _DEVELOPED_ON for each in _by_month(facts, name)), key=itemgetter(0))
    told, last = [], 0
    for (year, month), those in groupby(found, itemgetter(0)):
        when = f"{'' if year == last else f'{year}年'}{month}月" if month else scope.when
        told.append(sentence(when, joined(said for _, said in those)))
        last = year
    way = scope.counts(_STANDING, "名")
    now = sentence(scope.until(facts.coverage.end), "有", way, "。") if way else None
    return sentence(joined(told, "，"), "。" if told else None, now) if told or now else None


def groups(facts: Facts) -> Sentence | None:
    """How many 党小组 a 支部 has; said where its members are counted."""
    count = cell(facts, item_row(facts, "groups"), "groups")
    known = Scope(facts, facts.all, Sentence()).number("members_total")
    return sentence(terms(facts).party, "设党小组", count, "个。") if count and known else None


def candidates(facts: Facts) -> Sentence | None:
    """Those on the way into the party, on the last day counted."""
    return both(facts, _candidates)


def thought_reports(facts: Facts) -> Sentence | None:
    """思想汇报 handed in."""
    return both(facts, _thought_reports)


def _standing(scope: Scope) -> Sentence | None:
    total = scope.number("members_total")
    if not total:
        return None
    full, new = scope.number("members_full"), scope.number("members_probationary")
    if full and new:
        kinds = sentence("，其中正式党员", full, "名、预备党员", new, "名")
    else:
        kinds = sentence("，为" if total == 1 else "，均为", "正式党员" if full else "预备党员")
    groups = dict(_OVERLAPPING)
    apart = None
    if for_superior(scope.facts):
        groups["失联党员"] = "members_lost"
        suspended = scope.number("members_suspended")
        apart = sentence("；另有停止党籍人员", suspended, "名") if suspended else None
    others = scope.counts(groups, "名")
    lead = scope.until(scope.facts.coverage.end)
    known = "已登记党员" if scope.facts.items.get("roster_complete") == "否" else "共有党员"
    return sentence(lead, known, total, "名", kinds, "；" if others else None, others, apart, "。")


def _moved(scope: Scope) -> Sentence | None:
    admitted = scope.number("members_admitted")
    leaving = _MOVED | ({"出党人员": "members_removed"} if for_superior(scope.facts) else {})
    none = "未发展党员" if admitted.filled and not admitted else None
    text = joined((none, scope.counts(_DEVELOPED, "名"), scope.counts(leaving, "名")), "；")
    return sentence(scope.when, text, "。") if text else None


def _by_month(facts: Facts, name: str) -> list[tuple[tuple[int, int], Sentence]]:
    """接收预备党员1名, with its year and month, a month each; (0, 0) where rows of other workbooks are counted too."""
    word, field = _DEVELOPED_ON[name]
    total = Scope(facts, facts.all, Sentence()).number(name)
    days = {address(row): given for row in rows_of(facts, "members") if (given := day(row, field))}
    if not total:
        return []
    if not set(total.rows) <= set(days):
        return [((0, 0), sentence(word, total, "名"))]
    months: dict[tuple[int, int], list[str]] = {}
    for each in total.rows:
        months.setdefault((days[each].year, days[each].month), []).append(each)
    return [(month, sentence(word, counted(len(rows), name, rows), "名")) for month, rows in months.items()]


def _candidates(scope: Scope) -> Sentence | None:
    text = scope.counts(_STANDING, "名")
    lead = "另有" if scope.number("members_total") else sentence(scope.until(scope.facts.coverage.end), "有")
    return sentence(scope.subject if lead == "另有" else None, lead, text, "。") if text else None


def _thought_reports(scope: Scope) -> Sentence | None:
    count = scope.number("thought_reports")
    return sentence(scope.when, "收到思想汇报", count, "份。") if count else None
