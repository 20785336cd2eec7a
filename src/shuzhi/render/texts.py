"""Typed paragraphs by section: 文字材料 of a branch, 本级文字材料 of the township."""

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.render.cells import rows_of, typed
from shuzhi.render.text import paragraphs

_EVERY_AUDIENCE = ("", "全部报告")


def texts(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Section → its paragraphs for this report's audience, in the order typed."""
    audience = (*_EVERY_AUDIENCE, facts.kind.audience.value)

    found: dict[str, list[str]] = {section: [] for section in form.load().sheet("texts").field("section").choices}
    for row in rows_of(facts, "texts"):
        section = typed(row, "section")
        if section in found and typed(row, "audience") in audience:
            found[section] += paragraphs(typed(row, "body"))
    return {section: tuple(lines) for section, lines in found.items()}
