"""Rules of 表决事项."""

from shuzhi.validate.predicates import votes
from shuzhi.validate.rule import ERROR, WARNING, Rule
from shuzhi.validate.rulebook.reading import MEETINGS, MEMBERS

RULES: tuple[Rule, ...] = (
    Rule("H12", "votes", ("voters_present", "voters_expected", "body", "result"), ERROR,
         "到会有表决权的人数不到应到的一半，不能形成决议。", "请对照会议记录核对人数和结果。",
         votes.no_quorum, "zhibu-11"),
    Rule("H13", "votes", ("ayes", "voters_expected", "body", "result"), ERROR,
         "赞成票没有超过应到有表决权人数的一半，结果写的是通过。", "请对照会议记录核对票数和结果。",
         votes.no_majority, "zhibu-11"),
    Rule("H14", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR,
         "接收、转正须有表决权实到人数超过应到的一半。", "请对照会议记录核对人数。",
         votes.no_admission_quorum, "xize-33"),
    Rule("H16", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR,
         "选举时到会有选举权的人数不到应到的五分之四。", "请对照会议记录核对人数。",
         votes.no_election_quorum, "xuanju"),
    Rule("H18", "votes", ("voters_expected", "body", "date"), ERROR,
         "有表决权应到人数比党员表里当天的正式党员还多。", "预备党员没有表决权；请核对人数和党员名册。",
         votes.more_voters_than_members, "dangzhang-7", across=MEMBERS),
    Rule("H25", "votes", ("voters_present", "voters_expected", "body", "result"), ERROR,
         "代表会议到会人数不到三分之二，不能形成决议。", "请对照会议记录核对人数和结果。",
         votes.no_representatives_quorum, "cunzu"),
    Rule("H25", "votes", ("ayes", "voters_present", "body", "result"), ERROR,
         "代表会议赞成票没有超过到会人数的一半，结果写的是通过。", "请对照会议记录核对票数和结果。",
         votes.no_representatives_majority, "cunzu"),
    Rule("X07", "votes", ("date", "body"), WARNING,
         "会议表里没有这一天的这种会议。", "请核对会议日期，或在会议表补填这次会议。",
         votes.vote_without_meeting, across=MEETINGS),
)
