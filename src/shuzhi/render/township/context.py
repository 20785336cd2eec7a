"""Everything a template of the township's own report can ask for, under Chinese tags."""

from collections.abc import Callable, Mapping
from typing import Any

from shuzhi.model.period import han_date
from shuzhi.model.township import TownshipFacts
from shuzhi.model.words import Audience
from shuzhi.render.environment import Names
from shuzhi.render.numbering import Numbers, numbering_of
from shuzhi.render.sentence import Sentence, number
from shuzhi.render.texts import texts
from shuzhi.render.township import behind, branches, meetings, roster, services, works
from shuzhi.render.township.scope import whole
from shuzhi.render.wording import problems

SENTENCES: Mapping[str, Callable[[TownshipFacts], Sentence | None]] = {
    "本级学习": meetings.studied,
    "本级会议": meetings.held,
    "统计依据": branches.basis,
    "党组织": branches.organised,
    "党员": branches.members,
    "组织生活": branches.life,
    "党费": branches.dues,
    "民生实事": services.tasks,
    "民生实事资金": services.money,
    "意见建议": services.issues,
    "满意度": services.satisfaction,
    "集体经济": services.economy,
    "服务群众": branches.services,
    "志愿力量": branches.volunteers,
}


def context(facts: TownshipFacts, *, corrected: bool = False) -> dict[str, Any]:
    """The names a template of the township may use; built anew for every report."""
    written = texts(facts)
    openings = written["开头语"]
    addressed = bool(openings) and openings[0].endswith(("：", ":"))
    superior = facts.kind.audience == Audience.SUPERIOR
    address = f"{facts.superior}：" if superior and facts.superior else ""
    return {
        "乡镇": facts.township,
        "全镇": whole(facts),
        "本级": Names({
            "党组织": facts.branch.full_name, "上级党组织": facts.superior, "报告人": facts.kind.speaker,
            "报告人职务": facts.kind.speaker_post,
            "成文日期": han_date(facts.kind.document_date) if facts.kind.document_date else "",
        }),
        "报告期": facts.period.label,
        "统计期间": facts.coverage.text,
        "期间不一致": facts.coverage != facts.period.days,
        "截至日期": facts.as_of,
        "截至日期一致": facts.same_day,
        "初稿": facts.draft,
        "更正稿": corrected,
        "对上级": superior,
        "全体指标": Names({one.tag: number(one) for one in facts.all.values()}),
        "各支部": roster.lines(facts),
        "小计": roster.subtotals(facts),
        "句": Names({tag: say(facts) for tag, say in SENTENCES.items()}),
        "文字": Names(written),
        "称谓": openings[0] if addressed else address,
        "开头语": openings[1:] if addressed else openings,
        "自拟开头": any("如下" in line for line in openings),
        "会议清单": meetings.topics(facts),
        "工作分组": works.groups(facts),
        "反馈问题分组": problems.feedback(facts),
        "自查问题清单": problems.own_problems(facts),
        "自查措施清单": problems.own_measures(facts),
        "打算清单": problems.plans(facts),
        "数据反映的问题": behind.shortfalls(facts) if superior and "suggest" in facts.switches else (),
        "序": Numbers(numbering_of(facts)),
    }
