"""可供参考的问题表述: problems that notices and rates suggest, for a branch to take over or leave."""

from shuzhi.model.facts import Facts
from shuzhi.render.sentence import Sentence, sentence
from shuzhi.render.suggestions import counts, notices, rates
from shuzhi.render.terms import terms
from shuzhi.render.wording.scope import Scope


def suggestions(facts: Facts) -> tuple[Sentence, ...]:
    """One plain sentence a fact that fell short, without cause, judgement or promise; of a 总支 its own facts alone.

    In the order of the form: meetings, members, dues, the collective economy, tasks, proposals, agenda, problems.
    """
    scope = Scope(facts, facts.own, sentence(terms(facts).party, "本级") if facts.children else Sentence())
    said = (
        *notices.not_held(scope), *rates.attendance(scope), notices.term_over(scope), counts.probation(scope),
        rates.dues(scope), counts.disclosure(scope), rates.income(scope), counts.tasks(scope),
        *counts.proposals(scope), rates.closed(scope), rates.satisfied(scope), *notices.rows(scope),
    )
    return tuple(each for each in said if each)
