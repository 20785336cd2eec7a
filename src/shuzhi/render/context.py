"""Everything a template can ask for, under the Chinese tags staff read."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator
from shuzhi.model.township import TownshipFacts
from shuzhi.model.words import Audience
from shuzhi.render.cells import by_tag, item_row, rows_of, value
from shuzhi.render.environment import Names
from shuzhi.render.later import Later
from shuzhi.render.numbering import Numbers, numbering_of
from shuzhi.render.sentence import Sentence, joined, number
from shuzhi.render.suggestions import suggestions
from shuzhi.render.terms import terms
from shuzhi.render.texts import texts
from shuzhi.render.township.context import context as township_context
from shuzhi.render.wording import SENTENCES, agenda, problems, replies, tasks, works
from shuzhi.render.wording.scope import extent, lacking, whole

_LISTS = {
    "会议": "meetings", "表决事项": "votes", "民生实事": "tasks", "意见建议": "proposals", "四议两公开": "agenda",
    "其他工作": "works", "问题与措施": "problems",
}


def context_of(facts: Facts, tags: Iterable[str] = tuple(SENTENCES), *, corrected: bool = False) -> Mapping[str, Any]:
    """The names a template may use (shuzhi fields lists them), for one report; each is made when it is asked for.

    `tags` are the sentences the template prints, or 全体指标; one that speaks of the whole 总支 brings 统计范围, as
    quarters that lack do.
    `corrected`: the report differs from the final one before it. A report of the township has its own names.
    """
    if isinstance(facts, TownshipFacts):
        return township_context(facts, corrected=corrected)
    said = Later({tag: partial(say, facts) for tag, say in SENTENCES.items()})
    return Later({
        "支部": lambda: _branch(facts),
        "乡镇": lambda: facts.township,
        "报告期": lambda: facts.period.label,
        "统计期间": lambda: facts.coverage.text,
        "期间不一致": lambda: facts.coverage != facts.period.days,
        "截至日期": lambda: facts.as_of,
        "初稿": lambda: facts.draft,
        "更正稿": lambda: corrected,
        "统计范围": lambda: joined((_extent(facts, said, tags), lacking(facts)), ""),
        "对上级": lambda: facts.kind.audience == Audience.SUPERIOR,
        "指标": lambda: _indicators(facts.own),
        "全体指标": lambda: _indicators(facts.all),
        "词": lambda: _words(facts),
        "句": lambda: _sentences(said, tags),
        **_texts(facts),
        "实事清单": lambda: tasks.lines(facts),
        "工作清单": lambda: works.lines(facts),
        "议定清单": lambda: agenda.decided(facts),
        "拟定清单": lambda: agenda.proposed(facts),
        **_replies(facts),
        "工作分组": lambda: works.groups(facts),
        "反馈问题分组": lambda: problems.feedback(facts),
        "自查问题清单": lambda: problems.own_problems(facts),
        "自查措施清单": lambda: problems.own_measures(facts),
        "自查问题分组": lambda: problems.by_aspect(facts),
        "改进分组": lambda: problems.steps(facts),
        "问题清单": lambda: problems.problems(facts),
        "措施清单": lambda: problems.measures(facts),
        "打算清单": lambda: problems.plans(facts),
        "数据反映的问题": lambda: _suggested(facts),
        "序": lambda: Numbers(numbering_of(facts)),
        **{tag: partial(_rows, facts, sheet) for tag, sheet in _LISTS.items()},
    })


def _sentences(said: Mapping[str, Any], tags: Iterable[str]) -> Names:
    """The sentences; those asked for are made here and now, so that a fault of theirs is none of the template's."""
    for tag in tags:
        said.get(tag)
    return Names(said)


def _extent(facts: Facts, said: Mapping[str, Any], tags: Iterable[str]) -> Sentence | None:
    subject = whole(facts).subject
    return extent(facts, (subject if tag == "全体指标" else said.get(tag) for tag in tags))


def _words(facts: Facts) -> Names:
    words = terms(facts)
    return Names({
        "村居民": words.residents, "村居": words.place, "本村居": words.own, "村居务": words.affairs,
        "村居情": words.news, "党组织": words.party, "书记": words.post,
    })


def _texts(facts: Facts) -> dict[str, Callable[[], Any]]:
    """What is typed paragraph by paragraph; an opening that ends with a colon names who is addressed."""
    written = texts(facts)
    openings = written["开头语"]
    addressed = bool(openings) and openings[0].endswith(("：", ":"))
    return {
        "文字": lambda: Names(written),
        "称谓": lambda: openings[0] if addressed else "",
        "开头语": lambda: openings[1:] if addressed else openings,
        "自拟开头": lambda: any("如下" in line for line in openings),
    }


def _replies(facts: Facts) -> dict[str, Callable[[], Any]]:
    """Answers to residents: all of them, and those carried over apart from the new ones."""
    sections = cache(partial(replies.sections, facts))
    return {
        "意见建议分组": lambda: replies.groups(facts),
        "结转标题": lambda: sections()[0].title,
        "结转意见建议分组": lambda: sections()[0].groups,
        "新提意见建议分组": lambda: sections()[1].groups,
    }


def _rows(facts: Facts, sheet: str) -> tuple[Names, ...]:
    return tuple(by_tag(facts, row) for row in rows_of(facts, sheet))


def _suggested(facts: Facts) -> tuple[Sentence, ...]:
    """Printed only where the township switched it on, and only for the superior body."""
    wanted = "suggest" in facts.switches and facts.kind.audience == Audience.SUPERIOR
    return suggestions(facts) if wanted else ()


def _branch(facts: Facts) -> Names:
    secretary = facts.items.get("secretary") or facts.branch.secretary
    return Names(Later({
        **{tag: partial(_item, facts, name) for tag, name in _items().items()},
        "全称": lambda: facts.items.get("full_name") or facts.branch.full_name,
        "简称": lambda: facts.items.get("short_name") or facts.branch.short_name,
        "书记": lambda: secretary,
        "报告人": lambda: facts.items.get("speaker") or secretary,
        "报告人职务": lambda: facts.items.get("speaker_post") or terms(facts).post,
    }))


@cache
def _items() -> Mapping[str, str]:
    """Tag → field name of 支部信息, of what may leave the office."""
    fields = form.load().sheet("branches").fields
    return {field.tag: field.name for field in fields if field.disclosure != "personal"}


def _item(facts: Facts, name: str) -> Any:
    return value(facts, item_row(facts, name), name)


def _indicators(values: Mapping[str, Indicator]) -> Names:
    return Names(Later({indicator.tag: partial(number, indicator) for indicator in values.values()}))
