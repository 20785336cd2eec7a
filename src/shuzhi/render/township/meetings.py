"""The township's own meetings and studies: of one person those they led or spoke at."""

from collections.abc import Sequence
from itertools import islice

from shuzhi import form
from shuzhi.model.tables import Row
from shuzhi.model.township import TownshipFacts
from shuzhi.render.cells import address, rows_of, typed
from shuzhi.render.sentence import Number, Sentence, counted, joined, listed, sentence
from shuzhi.render.text import bare
from shuzhi.render.township.scope import when

_SHEET = "本级会议"
_STUDY, _LECTURE = ("理论学习中心组学习", "专题研讨"), "党课"
_MOST_TITLES = 12  # one a month
_MOST_TOPICS = 6  # a meeting held more often is a routine, told by its number
_LECTURED = "讲党课："


def studied(facts: TownshipFacts) -> Sentence | None:
    """Studies and seminars, lectures, and what was studied."""
    studies = [row for row in rows_of(facts, "meetings") if typed(row, "type") in _STUDY and _led(facts, row)]
    lectures = [row for row in rows_of(facts, "meetings") if typed(row, "type") == _LECTURE and _spoke(facts, row)]
    each = joined((
        sentence(_verb(facts), _by_type(studies)) if studies else None,
        sentence("讲党课" if facts.personal else "组织党课", _count(lectures), "次") if lectures else None,
    ), "，")
    return sentence(when(facts), each, "。", _titles([*studies, *lectures]), _lectured(lectures)) if each else None


def held(facts: TownshipFacts) -> Sentence | None:
    """All other meetings by type."""
    rows = _others(facts)
    return sentence(when(facts), _verb(facts), _by_type(rows), "。") if rows else None


def topics(facts: TownshipFacts) -> tuple[Sentence, ...]:
    """One line a type of meeting: what was on the agenda."""
    rows = _others(facts)
    return tuple(
        sentence(f"{kind}{'议题' if kind.endswith('会议') else '内容'}：", joined(said, "；"), "。")
        for kind, those in _types(rows).items()
        if len(those) <= _MOST_TOPICS and (said := _said(those))
    )


def _others(facts: TownshipFacts) -> list[Row]:
    return [
        row for row in rows_of(facts, "meetings") if typed(row, "type") not in (*_STUDY, _LECTURE) and _led(facts, row)
    ]


def _led(facts: TownshipFacts, row: Row) -> bool:
    return not facts.personal or facts.kind.speaker in typed(row, "host").split("、")


def _spoke(facts: TownshipFacts, row: Row) -> bool:
    return not facts.personal or facts.kind.speaker in typed(row, "speaker").split("、")


def _verb(facts: TownshipFacts) -> str:
    return "主持" if facts.personal else "召开"


def _count(rows: Sequence[Row]) -> Number:
    return counted(len(rows), _SHEET, [address(row) for row in rows])


def _types(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by type, in the order of the form, other types behind it as they come."""
    order = (*form.sheet("own_meetings").field("type").choices, *(typed(row, "type") for row in rows))
    found = {kind: [row for row in rows if typed(row, "type") == kind] for kind in dict.fromkeys(order)}
    return {kind: those for kind, those in found.items() if those}


def _by_type(rows: Sequence[Row]) -> Sentence:
    """党建工作专题会议4次、述职评议会4次; 其他 by its number alone."""
    return joined(
        sentence(kind.replace("其他", "其他会议"), _count(those), "次") for kind, those in _types(rows).items()
    )


def _titles(rows: Sequence[Row]) -> Sentence | None:
    found: dict[str, Row] = {}
    for row in rows:
        if text := bare(typed(row, "studied")):
            found.setdefault(text, row)
    if not found:
        return None
    if len(found) <= _MOST_TITLES:
        return sentence("学习内容：", joined(found), "。")
    count = _count(list(found.values()))
    return sentence("学习内容：", joined(islice(found, _MOST_TITLES)), "等", count, "项。")


def _lectured(rows: Sequence[Row]) -> Sentence | None:
    said = _said(rows)
    count = counted(len(said), _SHEET, [address(row) for row in rows])
    return sentence("党课内容：", listed(said, count, comma="；"), "。") if said else None


def _said(rows: Sequence[Row]) -> list[str]:
    """The topics of meetings, each once."""
    return list(dict.fromkeys(
        text for row in rows if (text := bare(typed(row, "topic")).removeprefix(_LECTURED))
    ))
