"""Rules of 会议."""

from functools import partial

from shuzhi.validate.predicates import meetings
from shuzhi.validate.rule import NOTICE, WARNING, Rule
from shuzhi.validate.rulebook.reading import MEETINGS

RULES: tuple[Rule, ...] = (
    Rule("H04", "branches", ("full_name",), NOTICE,
         "统计期间未见支部党员大会记录。", "如已召开请补填，确未召开不必填。",
         meetings.no_general_meeting, "zhibu-11", across=MEETINGS),
    Rule("H05", "branches", ("committee_size",), NOTICE,
         "{}未见支部委员会会议记录。", "如已召开请补填，确未召开不必填。",
         partial(meetings.months_without, kind="支部委员会会议", needs="committee_size"), "zhibu-12", across=MEETINGS),
    Rule("H06", "branches", ("groups",), NOTICE,
         "{}未见党小组会记录。", "如已召开请补填，确未召开不必填。",
         partial(meetings.months_without, kind="党小组会", needs="groups"), "zhibu-13", across=MEETINGS),
    Rule("H07", "branches", ("full_name",), NOTICE,
         "{}未见主题党日记录。", "如已开展请补填，确未开展不必填。",
         partial(meetings.months_without, kind="主题党日", needs=""), "zhibu-16", across=MEETINGS),
    Rule("H20", "meetings", ("date", "type", "topic"), WARNING,
         "和上面一行是同一天、同类型、同议题的会议。", "重复的请删去一行；确是两次会议的请在“说明”里写明。",
         meetings.same_meeting),
)
