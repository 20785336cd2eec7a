"""Rules across sheets: 表决事项 and 会议, 居民提案 and 民生实事 and 四议两公开, names in 党员."""

from functools import partial

from shuzhi.validate.predicates import links, named
from shuzhi.validate.rule import NOTICE, WARNING, Rule
from shuzhi.validate.rulebook.reading import HELD

TASKS = (("tasks", "number"), ("tasks", "state"), ("tasks", "source"))
PROPOSALS = (("proposals", "number"), ("proposals", "state"), ("proposals", "task"))

RULES: tuple[Rule, ...] = (
    # a vote and its meeting
    Rule("X07", "votes", ("date", "body", "kind"), WARNING,
         "“会议”表里没有这一天的这种会议。", "请核对会议日期，或在“会议”表补填这次会议。",
         links.vote_without_meeting, across=HELD),
    Rule("X08", "votes", ("voters_present", "date", "body"), WARNING,
         "有表决权实到比“会议”表里这次会议的实到人数还多。", "请对照会议记录，核对后改正其中一个。",
         links.more_voters_than_present, across=(*HELD, ("meetings", "present"))),
    Rule("X09", "branches", ("election_date",), NOTICE,
         "“表决事项”表里的换届选举，比这里的换届日期晚。", "已经换届的，请把换届日期改成这次选举的日期。",
         links.election_date_older, across=(("votes", "date"), ("votes", "kind"))),
    Rule("X10", "meetings", ("type", "also_1", "also_2", "date"), NOTICE,
         "“表决事项”表里未见这次换届选举大会的表决。", "如有表决请补填，确无表决不必填。",
         links.election_unvoted, across=(("votes", "date"), ("votes", "kind"))),

    # 居民提案 and 民生实事
    Rule("X11", "tasks", ("proposal", "number"), WARNING,
         "这里写的提案，在“居民提案”表里关联的是另一件实事。", "请核对两张表的关联编号，改成互相对应的。",
         links.linked_otherwise, across=PROPOSALS),
    Rule("X12", "proposals", ("task", "number"), NOTICE,
         "“民生实事”表里有来自这一条的实事，这里未见它的编号。", "请补填关联实事编号。",
         links.unlinked, across=(("tasks", "proposal"),)),
    Rule("X13", "proposals", ("state", "task"), WARNING,
         "状态是已办结，关联的实事却还没有完成。",
         "请核对这里和“民生实事”表里的状态；问题确已解决的，请在“说明”里写明。",
         links.solved_before_done, across=TASKS),
    Rule("X14", "proposals", ("state", "task"), NOTICE,
         "关联的实事已经完成，这一条还没有办结。", "如已办结，请改状态并填答复和办结日期；确未办结不必改。",
         links.done_before_solved, across=TASKS),
    Rule("X15", "tasks", ("proposal", "state"), WARNING,
         "这里写的提案，在“居民提案”表里是不予采纳或暂不具备条件。", "请核对关联提案编号，以及那一条的状态。",
         links.done_though_refused, across=PROPOSALS),
    Rule("X16", "agenda", ("proposal", "task"), WARNING,
         "关联的实事，在“民生实事”表里写的是另一条提案。", "请核对关联提案编号和关联实事编号。",
         links.two_proposals, across=(("tasks", "number"), ("tasks", "proposal"))),

    # names
    *(
        Rule("X05", "members", (field, "type"), WARNING,
             f"{title}里有人不是正式党员。", f"{title}要由正式党员担任，请核对姓名和那个人的人员类别。",
             partial(named.not_full, field=field), source, across=(("members", "name"), ("members", "type")))
        for field, title, source in (("contacts", "培养联系人", "xize-11"), ("sponsors", "入党介绍人", "xize-14"))
    ),
    *(
        Rule("X05", "members", (field,), NOTICE,
             f"“党员”表里没有{title}的姓名。", "请核对姓名有没有写错；是别的支部的党员，不必改。",
             partial(named.unlisted, field=field), across=(("members", "name"),))
        for field, title in (("contacts", "培养联系人"), ("sponsors", "入党介绍人"))
    ),
)
