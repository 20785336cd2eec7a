"""Notices of the rulebook as problems: what a regulation asks for and the rows do not show."""

import re
from collections.abc import Iterator

from shuzhi import form
from shuzhi.model.finding import Finding
from shuzhi.render.sentence import Sentence, counted, sentence
from shuzhi.render.wording.scope import Scope

# Rule → (what was not done, indicator of how often it was, of how often it should have been).
_MEETINGS = {
    "H04": ("未召开支部党员大会", "meetings_general", "meetings_general_expected"),
    "H05": ("未召开支部委员会会议", "meetings_committee", "meetings_committee_expected"),
    "H06": ("未召开党小组会", "meetings_group", "meetings_group_expected"),
    "H07": ("未开展主题党日", "meetings_theme_day", ""),
    "H08": ("未上党课", "meetings_lecture", ""),
    "H09": ("未召开组织生活会", "meetings_org_life", ""),
    "H10": ("未开展民主评议党员", "meetings_appraisal", ""),
    "H11": ("未见谈心谈话记录", "", ""),
}
# Rule → (what a row it found is, its unit); the rows are counted.
_ROWS = {
    "H27": ("表决前未见党组织研究记录的表决事项", "件"),
    "H29": ("未见支部党员大会讨论记录的表决事项", "件"),
    "A02": ("前面步骤未见日期的“四议两公开”议题", "件"),
    "A08": ("关联的民生实事已完成、未见结果公开日期的“四议两公开”议题", "件"),
    "Q02": ("超过完成时限、整改情况还不是已整改的问题", "个"),
}
_TERM_OVER = "B05"
_SOME_GROUPS, _MONTHS = "个党小组", re.compile(r"\d+月(?:至\d+月)?")


def not_held(scope: Scope) -> Iterator[Sentence]:
    """Regular meetings and activities that were not held, in which months, with the numbers where both are known."""
    for code, (words, held, expected) in _MEETINGS.items():
        done, due = scope.number(held), scope.number(expected)
        short = sentence("，应召开", due, "次", sentence("、实际召开", done, "次") if done else None)
        behind = short if done.filled and done < due else None
        for finding in _of(scope, code):
            span, found, _ = finding.message.partition("未见")
            some = _SOME_GROUPS in span
            months = "、".join(sorted(_MONTHS.findall(span), key=_first)) if some else span
            if found:  # otherwise 党课 fewer than the township asks for
                yield sentence(_when(scope, months), "有党小组" if some else None, words, behind, "。")


def term_over(scope: Scope) -> Sentence | None:
    """The term of the committee is over (not: ends soon)."""
    if not any("任期已满" in finding.message for finding in _of(scope, _TERM_OVER)):
        return None
    return sentence(scope.until(scope.facts.coverage.end), "从换届日期算起，任期已满，未见换届。")


def rows(scope: Scope) -> Iterator[Sentence]:
    """How many rows a rule found, by rule."""
    for code, (words, unit) in _ROWS.items():
        places = sorted({(one.sheet, one.row) for one in _of(scope, code) if one.row})
        addresses = [f"{form.load().title_of(sheet)}!{row}" for sheet, row in places]
        if places:
            number = counted(len(places), form.load().title_of(places[0][0]), addresses)
            yield sentence(scope.until(scope.facts.as_of), words, number, f"{unit}。")


def _of(scope: Scope, code: str) -> list[Finding]:
    return [finding for finding in scope.facts.notices if finding.code == code]


def _first(months: str) -> int:
    return int(months.partition("月")[0])


def _when(scope: Scope, months: str) -> Sentence:
    """2023年7月、8月 or 2023年全年; where the days counted run over two years, or 支部 are named, the days first."""
    days = scope.facts.coverage
    if days.start.year == days.end.year and (months[:1].isdigit() or months == "全年"):
        return sentence(scope.subject, f"{days.start.year}年{months}")
    return sentence(scope.when, "，", months)
