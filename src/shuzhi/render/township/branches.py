"""The branches together: who they are, who handed in, their members and their party life."""

from collections.abc import Sequence

from shuzhi import form
from shuzhi.model.township import TownshipFacts
from shuzhi.render.sentence import Sentence, counted, joined, sentence
from shuzhi.render.township.scope import at_the_end, branches, counts, total, until, when, whole

_ROSTER = "支部名册"
_ARRIVED = "报送情况"
_LIFE = {
    "召开": {
        "支部党员大会": "meetings_general", "支部委员会会议": "meetings_committee", "党小组会": "meetings_group",
        "组织生活会": "meetings_org_life",
    },
    "上": {"党课": "meetings_lecture"},
    "开展": {"主题党日": "meetings_theme_day", "民主评议党员": "meetings_appraisal"},
}
_GROUPS = {"女党员": "members_female", "60岁以上党员": "members_60", "流动党员": "members_mobile"}
_DEVELOPED = {"发展党员": "members_admitted", "预备党员转正": "members_confirmed", "确定入党积极分子": "activists_new"}
_MOVED = {"转入党员": "members_in", "转出党员": "members_out"}


def basis(facts: TownshipFacts) -> Sentence | None:
    """From how many branches the totals come, and how many of them lack a quarter; None where none counts."""
    expected, codes = len(facts.expected), tuple(branch.code for branch in facts.children)
    if not codes:
        return None
    which = counted(expected, _ROSTER)
    partial = branches(facts, facts.partial, "", _ARRIVED) if facts.partial else None
    lacking = sentence("；计入的党组织中，", partial, "个缺部分季度的数据") if partial else None
    if len(codes) == expected:
        return sentence("以下数据按", whole(facts), which, "个党组织报送的工作簿统计", lacking, "。")
    come = branches(facts, codes, "", _ARRIVED)
    return sentence("应报送的党组织", which, "个，其中计入以下统计的", come, "个", lacking, "。")


def organised(facts: TownshipFacts) -> Sentence | None:
    """The organisations of the roster by kind and by unit, whether they handed in or not."""
    every = facts.expected
    if not every:
        return None
    kinds, units = (_by([getattr(branch, name) for branch in every], name) for name in ("org_type", "unit_type"))
    count = counted(len(every), _ROSTER)
    return sentence(whole(facts), "有党组织", count, "个，其中", kinds, "；按所在单位分，", units, "。")


def members(facts: TownshipFacts) -> Sentence | None:
    """Members on the last day counted, and what changed."""
    everyone = total(facts, "members_total")
    if not everyone:
        return None
    kinds = counts(facts, {"正式党员": "members_full", "预备党员": "members_probationary"}, "名")
    groups = counts(facts, _GROUPS, "名")
    standing = sentence(at_the_end(facts), "党员", everyone, "名，其中", kinds, "；" if groups else None, groups, "。")
    changed = joined((counts(facts, _DEVELOPED, "名"), counts(facts, _MOVED, "名")), "；")
    return sentence(standing, sentence(when(facts), changed, "。") if changed else None)


def life(facts: TownshipFacts) -> Sentence | None:
    """Meetings and activities of party life, how many came, dues."""
    each = ((verb, counts(facts, names, "次")) for verb, names in _LIFE.items())
    held = joined((sentence(verb, times) for verb, times in each if times), "，")
    rate = total(facts, "orglife_attendance_rate")
    came = sentence("党内组织生活到会率", rate, "%。") if rate else None
    return sentence(sentence(when(facts), "各党组织", held, "。") if held else None, came) if held or came else None


def dues(facts: TownshipFacts) -> Sentence | None:
    """Dues owed and paid."""
    due, paid, rate = (total(facts, name) for name in ("dues_due", "dues_paid", "dues_rate"))
    if not due or not paid:
        return None
    if due == paid:
        return sentence(when(facts), "应交党费", due, "元，已全部交纳。")
    share = sentence("，收缴率", rate, "%") if rate else None
    return sentence(when(facts), "应交党费", due, "元，已交", paid, "元", share, "。")


def services(facts: TownshipFacts) -> Sentence | None:
    """What branches did for and with people: visits, talks, volunteers; one sum a unit."""
    each = joined((line for kind in _SERVICES if (line := _sums(facts, kind))), "，")
    return sentence(when(facts), "各党组织开展", each, "。") if each else None


def volunteers(facts: TownshipFacts) -> Sentence | None:
    """Volunteers and their teams as they stand."""
    each = joined((
        counts(facts, {"志愿服务队": "volunteer_teams"}, "支"), counts(facts, {"登记志愿者": "volunteers"}, "名"),
        counts(facts, {"共建单位": "partners"}, "家"),
    ))
    return sentence(until(facts), "有", each, "。") if each else None


_SERVICES = ("入户走访", "走访慰问", "谈心谈话", "志愿服务", "矛盾纠纷化解", "安全排查")


def _by(words: Sequence[str], field: str) -> Sentence:
    """党支部9个、党总支4个, in the order of the form."""
    order = form.sheet("roster").field(field).choices
    return joined(
        sentence(word.replace("其他", "其他单位"), counted(words.count(word), _ROSTER), "个")
        for word in order if word in words
    )


def _sums(facts: TownshipFacts, category: str) -> Sentence | None:
    found = [
        sentence(total(facts, name), one.unit) for name, one in facts.all.items()
        if one.value and name.startswith("work_") and one.title == f"{category}（{one.unit}）"
    ]
    return sentence(category, joined(found)) if found else None
