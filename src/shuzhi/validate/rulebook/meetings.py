"""Rules of 会议: how often (on 支部信息, told once a workbook), and row by row."""

from functools import partial

from shuzhi.validate.predicates import frequency, meetings
from shuzhi.validate.rule import NOTICE, WARNING, Rule, Status
from shuzhi.validate.rulebook.reading import COVERAGE, HELD, MEMBERS
from shuzhi.validate.views.meetings import COMMITTEE, GENERAL

HAD = "如已召开请补填，确未召开不必填。"
DONE = "如已开展请补填，确未开展不必填。"

ASKED = (*HELD, *COVERAGE)

RULES: tuple[Rule, ...] = (
    Rule("H04", "branches", ("full_name",), NOTICE,
         "{}未见支部党员大会记录。", HAD,
         partial(frequency.seldom, kind=GENERAL, span=3), "zhibu-11", across=ASKED),
    Rule("H05", "branches", ("committee_size",), NOTICE,
         "{}未见支部委员会会议记录。", HAD,
         partial(frequency.seldom, kind=COMMITTEE, span=1, needs="committee_size", below=False),
         "zhibu-12", across=ASKED),
    Rule("H06", "branches", ("groups",), NOTICE,
         "{}未见党小组会记录。", HAD,
         frequency.silent_groups, "zhibu-13", across=(*ASKED, ("meetings", "group"))),
    Rule("H07", "branches", ("full_name",), NOTICE,
         "{}未见主题党日记录。", DONE,
         partial(frequency.seldom, kind="主题党日", span=1), "zhibu-16", across=ASKED),
    Rule("H08", "branches", ("full_name",), NOTICE,
         "{}。", DONE,
         frequency.fewer_lessons, threshold=1, across=ASKED),
    Rule("H09", "branches", ("full_name",), NOTICE,
         "{}未见组织生活会记录。", HAD,
         partial(frequency.not_in_year, kind="组织生活会"), "zhibu-17", across=ASKED),
    Rule("H10", "branches", ("full_name",), NOTICE,
         "{}未见民主评议党员记录。", "与组织生活会合并开的，请在“同时作为”里选上；" + DONE,
         partial(frequency.not_in_year, kind="民主评议党员"), "zhibu-18", across=ASKED),
    Rule("H11", "branches", ("full_name",), NOTICE,
         "全年未见谈心谈话记录。", "请填在“其他工作”表，类别选谈心谈话；" + DONE,
         frequency.no_talks, "zhibu", across=(("works", "date"), ("works", "type"), *COVERAGE)),
    Rule("H35", "branches", ("full_name",), NOTICE,
         "各月主题党日的日子相差超过{threshold}天。",
         "主题党日一般相对固定在每月的一天；请核对日期，确实如此的不必改。",
         meetings.moving_day, "zhibu-16", 10, ASKED, Status.TRIAL),

    Rule("H03", "meetings", ("absence", "expected", "present"), WARNING,
         "缺席情况里的人数加起来，不等于应到人数减实到人数。", "请核对这三格，改正写错的；没有缺席的请把缺席情况空着。",
         meetings.absent),
    Rule("H19", "meetings", ("recorder", "host", "present"), WARNING,
         "记录人和主持人是同一个人。{}", "请核对记录人；确是一人的，请在“说明”里写明。",
         meetings.host_records, threshold=3),
    Rule("H37", "meetings", ("host", "type"), WARNING,
         "支部党员大会、支部委员会会议的主持人不是书记，名册里也没有写党内职务。{}", "请核对姓名；受委托主持的不必改。",
         meetings.other_host, "zhibu-14", status=Status.TRIAL,
         across=(("branches", "secretary"), ("members", "name"), ("members", "post"))),
    Rule("H20", "meetings", ("date", "type", "topic"), WARNING,
         "上面已有一行同一天、同类型、同议题的会议。", "重复的请删去一行；确是两次会议的，请在“说明”里写明。",
         meetings.same_meeting),
    Rule("H32", "meetings", ("topic", "date", "type"), NOTICE,
         "同一天上面已有一行同类型的会议。{}", "一次会议只写一行，几个议题写在一起；确是两次会议的不必改。",
         meetings.twice_a_day, status=Status.TRIAL),
    Rule("H21", "meetings", ("expected", "date", "type"), WARNING,
         "支部党员大会的应到人数，与当天的党员数相差超过{threshold}%。",
         "请核对应到人数和“党员”表；确实如此的，请在“说明”里写明。",
         meetings.unlike_roster, threshold=20,
         across=(*MEMBERS, ("branches", "roster_complete"), ("members", "moved_in"), ("members", "changed"))),
    Rule("H38", "meetings", ("expected", "type", "topic"), WARNING,
         "支部委员会会议的应到人数，与支委会委员数相差超过{threshold}人。",
         "请核对两个数；开扩大会议的，请在“说明”里写明。",
         meetings.unlike_committee, threshold=2, across=(("branches", "committee_size"),)),
    Rule("H23", "meetings", ("type", "date"), WARNING,
         "支部委员会会议比较多，一个季度超过{threshold}次。", "请核对会议类型和有没有重复登记；确实如此的不必改。",
         partial(meetings.too_often, kind=COMMITTEE), threshold=6, status=Status.TRIAL),
    Rule("H33", "meetings", ("type", "date"), WARNING,
         "支部党员大会比较多，一个季度超过{threshold}次。", "请核对会议类型和有没有重复登记；确实如此的不必改。",
         partial(meetings.too_often, kind=GENERAL), threshold=3, status=Status.TRIAL),
    Rule("H34", "meetings", ("type", "date", "unit"), WARNING,
         "同一周内同类型的会议超过{threshold}次。{}", "请核对日期和有没有重复登记；确实如此的不必改。",
         meetings.often_in_a_week, threshold=2, status=Status.TRIAL),
    Rule("H24", "meetings", ("date",), WARNING,
         "这一天在法定节假日期间。", "请核对日期；确在节假日开展的不必改。",
         meetings.on_holiday, status=Status.TRIAL),
)
