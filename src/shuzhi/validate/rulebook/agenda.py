"""Rules of 四议两公开: six steps one after the other, each with its meeting; what the residents decide."""

from functools import partial
from itertools import combinations

from shuzhi.form import load
from shuzhi.validate.predicates import agenda, residents
from shuzhi.validate.predicates.agenda import STEPS
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule, Status
from shuzhi.validate.rulebook.reading import HELD

TITLES = tuple(load().sheet("agenda").field(step).title for step in STEPS)
# Step → the meeting that staff look for.
BEHIND = {
    "proposed": "支部（总支、党委）委员会会议", "discussed": "“两委”会议", "reviewed": "支部党员大会",
    "resolved": "村（居）民会议或代表会议",
}
TASK = (("tasks", "number"), ("tasks", "state"), ("tasks", "finished"))
VOTES = (("votes", "link"), ("votes", "result"))

RULES: tuple[Rule, ...] = (
    *(
        Rule("A01", "agenda", tuple(STEPS[place] for place in (one, other, *range(one + 1, other))), ERROR,
             f"{TITLES[one]}在{TITLES[other]}之后。", "请按先后顺序核对日期。",
             partial(agenda.disordered, earlier=one, later=other))
        for one, other in combinations(range(len(STEPS)), 2) if other > one + 1  # neighbours: the form's checks
    ),
    *(
        Rule("A02", "agenda", (step, *STEPS[:place], *STEPS[place + 1 : 5]), NOTICE,
             "后面的日期填了，未见{}。", "如已进行请补填，确未进行不必填。",
             partial(agenda.skipped, step=step, titles=TITLES[:4]), "nongcun-19")
        for place, step in enumerate(STEPS[:4])
    ),
    *(
        Rule("A03", "agenda", (step,), WARNING,
             f"“会议”表里没有这一天的{meeting}。", "请核对日期，或在“会议”表补填这次会议。",
             partial(agenda.without_meeting, step=step), across=HELD)
        for step, meeting in BEHIND.items()
    ),
    Rule("A04", "agenda", ("resolved", "result"), WARNING,
         "结果写的是通过，没有填决议日期。", "请补填决议日期；还没有决议的请改结果。",
         agenda.undated),
    Rule("A05", "agenda", ("result", "resolved"), WARNING,
         "填了决议日期，结果还是拟定。", "请按决议的情况改结果；还没有决议的请删去决议日期。",
         agenda.undecided),
    Rule("A06", "agenda", ("resolution_published", "resolved"), NOTICE,
         "决议后超过{threshold}天才公开。", "请核对两个日期；确实如此的不必改。",
         agenda.published_late, "", 7, status=Status.TRIAL),
    Rule("A06", "agenda", ("resolution_published", "resolved", "result"), NOTICE,
         "决议已超过{threshold}天，未见决议公开日期。", "如已公开请补填，确未公开不必填。",
         agenda.unpublished, "", 7, status=Status.TRIAL),
    Rule("A07", "agenda", ("result_published", "task"), WARNING,
         "关联的实事还没有完成，就填了结果公开日期。", "请核对结果公开日期，以及“民生实事”表里的状态和完成日期。",
         agenda.published_early, across=TASK),
    Rule("A08", "agenda", ("result_published", "task", "result"), NOTICE,
         "关联的实事已完成一个多月，未见结果公开日期。", "如已公开请补填，确未公开不必填。",
         agenda.outcome_unpublished, across=TASK, status=Status.TRIAL),
    Rule("A09", "agenda", ("result", "task"), WARNING,
         "结果不是通过，关联的实事却已经开始办理。", "请核对结果，以及“民生实事”表里的状态。",
         agenda.done_anyway, across=TASK),
    Rule("A10", "agenda", ("result", "number", "task", "proposal"), WARNING,
         "结果写的是通过，“表决事项”表里有关的表决没有通过。", "请核对这里和“表决事项”表里的结果。",
         agenda.voted_down, across=VOTES),
    Rule("A11", "agenda", ("title", *STEPS[:4]), WARNING,
         "上面已有一行同样的议题，各步日期也一样。", "重复的请删去一行；确是两件事的，请在“说明”里写明。",
         agenda.same_matter),

    Rule("H27", "votes", ("date", "body", "kind"), NOTICE,
         "未见村（居）民会议、代表会议表决前，党组织先研究的会议记录。", "如已研究请在“会议”表补填，确未研究不必填。",
         residents.unstudied, "zuzhifa-2025", across=HELD),
    Rule("H29", "votes", ("link", "body", "kind", "result"), NOTICE,
         "未见这一事项经支部党员大会讨论的记录。", "如已讨论请在“四议两公开”表补填，确未讨论不必填。",
         residents.undiscussed, "zhibu-11",
         across=(("votes", "link"), ("agenda", "number"), ("agenda", "task"), ("agenda", "proposal"))),
)
