"""可供参考的问题表述: problems that notices and rates suggest, for a branch to take over or leave."""

from shuzhi.model.facts import Facts
from shuzhi.render.sentence import Sentence


def suggestions(facts: Facts) -> tuple[Sentence, ...]:
    """One plain sentence a fact that fell short, without cause, judgement or promise."""
    del facts
    return ()
