"""Rules of 表决事项: who may vote, how many must come, how many ayes it takes."""

from functools import partial

from shuzhi.validate.predicates import voters, votes
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule, Status
from shuzhi.validate.rulebook.reading import MEMBERS
from shuzhi.validate.views.meetings import COMMITTEE, GENERAL, UPPER

CHECK = "请对照会议记录核对人数和结果。"
COUNT = "请对照会议记录核对票数和结果。"
PRESENT = ("voters_present", "voters_expected", "body", "kind", "result")
AYES_OF_PRESENT = ("ayes", "voters_present", "body", "kind", "result")
VILLAGE = (("branches", "unit_type"),)

RULES: tuple[Rule, ...] = (
    # 支部党员大会
    Rule("H12", "votes", PRESENT, ERROR,
         "到会有表决权的人数不到应到的一半，不能形成决议。", CHECK,
         partial(votes.no_quorum, bodies=(GENERAL,)), "zhibu-11"),
    Rule("H13", "votes", ("ayes", "voters_expected", "voters_present", "body", "kind", "result"), ERROR,
         "赞成票没有超过应到有表决权人数的一半，结果写的是通过。", COUNT,
         votes.no_majority, "zhibu-11"),
    Rule("H14", "votes", ("voters_present", "voters_expected", "kind", "body", "result"), ERROR,
         "接收、转正时，有表决权实到人数没有超过应到的一半。", "请对照会议记录核对人数。",
         votes.no_admission_quorum, "xize"),
    Rule("H16", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR,
         "选举时到会有选举权的人数不到应到的五分之四。", "请对照会议记录核对人数。",
         votes.no_election_quorum, "xuanju"),
    Rule("H16", "votes", AYES_OF_PRESENT, ERROR,
         "选举的赞成票没有超过到会有选举权人数的一半，结果写的是通过。", COUNT,
         votes.no_election_majority, "xuanju"),
    Rule("H18", "votes", ("voters_expected", "body", "date"), ERROR,
         "有表决权应到人数比“党员”表里当天的正式党员还多。", "预备党员没有表决权；请核对人数和党员名册。",
         voters.more_than_members, "dangzhang-7", across=MEMBERS),
    Rule("H45", "votes", ("voters_expected", "body", "date"), NOTICE,
         "有表决权应到人数不到“党员”表里当天正式党员的{threshold}%。",
         "少填了的请改正；患病、长期外出等按规定不计入的，不必改。",
         voters.few_of_members, "", 50, MEMBERS, Status.TRIAL),

    # 支部委员会会议, 总支（党委）委员会会议
    Rule("H15", "votes", PRESENT, ERROR,
         "到会的委员不到应到的一半，不能形成决议。", CHECK,
         partial(votes.no_quorum, bodies=(COMMITTEE,)), "zhibu-12"),
    Rule("H47", "votes", PRESENT, ERROR,
         "到会的委员不到应到的一半，不能形成决议。", CHECK,
         partial(votes.no_quorum, bodies=(UPPER,))),
    Rule("H48", "votes", AYES_OF_PRESENT, WARNING,
         "赞成票没有超过到会委员的一半，结果写的是通过。", COUNT,
         votes.no_committee_majority),
    Rule("H49", "votes", ("voters_expected", "body"), WARNING,
         "有表决权应到人数比支委会委员数多。", "列席的人没有表决权；请核对这里的人数和“支部信息”表的支委会委员数。",
         voters.more_than_committee, across=(("branches", "committee_size"), ("branches", "org_type"))),

    # 村（居）民代表会议, 村（居）民会议
    Rule("H25", "votes", PRESENT, ERROR,
         "村民代表会议到会人数不到三分之二，不能形成决议。", CHECK,
         partial(votes.no_representatives_quorum, village=True), "cunzu", across=VILLAGE),
    Rule("H25", "votes", AYES_OF_PRESENT, ERROR,
         "村民代表会议赞成票没有超过到会人数的一半，结果写的是通过。", COUNT,
         partial(votes.no_representatives_majority, village=True), "cunzu", across=VILLAGE),
    Rule("H46", "votes", PRESENT, WARNING,
         "居民代表会议到会人数不到三分之二。", "请对照会议记录核对人数；确实如此的，请在“说明”里写明。",
         partial(votes.no_representatives_quorum, village=False), across=VILLAGE),
    Rule("H46", "votes", AYES_OF_PRESENT, WARNING,
         "居民代表会议赞成票没有超过到会人数的一半，结果写的是通过。", COUNT,
         partial(votes.no_representatives_majority, village=False), across=VILLAGE),
    Rule("H26", "votes", PRESENT, ERROR,
         "村（居）民会议到会人数没有超过应到的一半，不能形成决议。", CHECK,
         votes.no_residents_quorum, "cunzu-22"),
    Rule("H26", "votes", AYES_OF_PRESENT, ERROR,
         "村（居）民会议赞成票没有超过到会人数的一半，结果写的是通过。", COUNT,
         votes.no_residents_majority, "cunzu-22"),

    # any of them
    Rule("H40", "votes", ("result", "ayes", "voters_expected", "voters_present", "body", "kind"), WARNING,
         "赞成票已经够了，结果写的是未通过。", "请对照会议记录核对票数和结果；确未通过的，请在“说明”里写明原因。",
         votes.enough_but_not_passed),
    Rule("H41", "votes", ("body", "kind"), WARNING,
         "接收、转正、延长预备期等要由支部党员大会表决，这里写的是别的会议。",
         "请核对表决主体和事项类别；支委会事先研究的不用填在这里。",
         voters.by_another_body, "xize"),
    Rule("H52", "votes", ("written", "voters_present", "voters_expected"), ERROR,
         "会前书面意见比没有到会的人数还多。", "书面意见只计没有到会、有表决权的人；请对照会议记录核对人数。",
         voters.written_of_present),
    Rule("H42", "votes", ("written", "kind"), WARNING,
         "会前书面意见只在表决接收、转正等发展党员事项时计入，这一项写的是别的类别。",
         "请核对事项类别；确实不应计入的，请删去书面意见，并核对票数。",
         voters.written_elsewhere, "xize-21"),
    Rule("H43", "votes", ("matter", "kind", "date"), WARNING,
         "一行写了不止一个人的接收或转正。", "接收、转正要逐个表决，请一人写一行。",
         voters.several_people, across=(("members", "name"), *MEMBERS)),
    Rule("H44", "votes", ("date", "body", "matter", "voters_expected", "voters_present", "ayes"), WARNING,
         "上面已有一行同一天的同一项表决，票数也一样。", "重复的请删去一行；确是两次表决的，请在“说明”里写明。",
         voters.same_vote),
)
