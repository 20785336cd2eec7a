"""Rules of 居民提案."""

from functools import partial

from shuzhi.validate.predicates import dates, deadlines, earlier, proposals, replies
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule, Status

# Words of 事项 that are another body's business: roads above the village's, grids and networks.
BEYOND = (
    "国道", "省道", "县道", "高速公路", "铁路", "供电", "停电", "电网", "变压器", "高压线", "基站", "宽带",
    "自来水公司", "水厂", "燃气公司", "天然气", "公交", "红绿灯",
)
# Days in the order in which they follow each other; the form checks the rest.
ORDER = (
    ("accepted", "referred", "受理日期在转办日期之后。"), ("accepted", "closed", "受理日期在办结日期之后。"),
    ("referred", "closed", "转办日期在办结日期之后。"),
)

RULES: tuple[Rule, ...] = (
    Rule("P01", "proposals", ("title",), WARNING,
         "这一条里像是写了几件事。", "一件事一行，各有各的答复，请分开写；确是一件事的不必改。",
         proposals.several_issues, "", 60, status=Status.TRIAL),
    *(
        Rule("P02", "proposals", (first, second), ERROR, message, "请核对两个日期。",
             partial(proposals.later, first=first, second=second))
        for first, second, message in ORDER
    ),
    Rule("P02", "proposals", ("closed",), ERROR,
         "办结日期在办理情况截至日期之后。", "请核对办结日期，或把办理情况截至日期写到当天。",
         partial(dates.after_as_of, sheet="proposals", field="closed")),
    Rule("P03", "proposals", ("state", "closed"), ERROR,
         "填了办结日期，状态却不是已办结或已转办。", "请核对状态和办结日期。",
         proposals.closed_state),
    Rule("P13", "proposals", ("state", "referred_to", "referred"), WARNING,
         "填了转办单位或转办日期，状态却不是已转办。",
         "转给别的单位办的，请把状态改成已转办；没有转办的请删去这两格；一起办的，请在“说明”里写明。",
         proposals.referred_state),
    Rule("P20", "proposals", ("referred_to", "referred_reply"), WARNING,
         "填了对方答复，没有填转办单位。", "请补填转办单位；没有转办的，请把内容写到答复内容里。",
         proposals.other_side_unknown),

    Rule("P04", "proposals", ("reply",), WARNING,
         "答复内容太笼统。", "请写明做了什么、什么时候、结果怎样；与另一条相同的，写“同”和那一条的编号。",
         replies.empty_words),
    Rule("P14", "proposals", ("reply", "number"), ERROR,
         "答复写的是同另一条，{}。", "请写成已有的另一条的编号，或写明答复内容。",
         replies.lost_reference),
    Rule("P15", "proposals", ("reply", "number"), WARNING,
         "答复写的是同另一条，那一条还没有答复内容。", "请把那一条的答复内容填上，或在这里写明答复内容。",
         replies.reference_unanswered),
    Rule("P06", "proposals", ("satisfaction", "reply"), WARNING,
         "填了满意度，却没有答复内容。", "请补填答复内容。",
         proposals.rated_unanswered),
    Rule("P19", "proposals", ("satisfaction", "state", "number"), WARNING,
         "已办结，满意度是不满意。", "请在“说明”里写明原因和下一步怎么办；重新办理的，请另起一行写原编号。",
         proposals.unsatisfied),
    Rule("P21", "proposals", ("reply", "replied"), WARNING,
         "填了答复日期，没有填答复内容。", "请补填答复内容；还没有答复的请删去答复日期。",
         proposals.day_without_reply),
    Rule("P22", "proposals", ("replied", "reply"), NOTICE,
         "填了答复内容，未见答复日期。", "已经答复居民的请补填日期，还没有答复的不必填。",
         proposals.reply_without_day),

    Rule("P05", "proposals", ("proposed", "state"), NOTICE,
         "提出已有{}天，超过办结期限，还没有办结。", "已经办结的请改状态并填办结日期，还没有办结的不必改。",
         deadlines.proposal_overdue),
    Rule("P16", "proposals", ("accepted", "proposed", "state", "reply", "replied"), NOTICE,
         "{}。", "已经受理的请补填受理日期，日期写错的请改正；确实如此的不必改。",
         deadlines.acceptance_late),
    Rule("P17", "proposals", ("replied", "proposed", "state", "reply"), NOTICE,
         "{}。", "已经答复的请补填答复内容和日期，日期写错的请改正；确实如此的不必改。",
         deadlines.answer_late),
    Rule("P18", "proposals", ("accepted", "state"), NOTICE,
         "已经在办，未见受理日期{}。", "有登记的请补填，没有登记的不必填。",
         proposals.acceptance_unknown),
    Rule("P11", "proposals", ("proposed",), WARNING,
         "提出日期在统计截止日期之后。", "下一期再填也可以；确需本期填报的，请在“说明”里写明。",
         proposals.proposed_later),

    Rule("P07", "proposals", ("proposer", "role"), WARNING,
         "提出人身份是匿名，却填了提出人。", "本人要求匿名的请删去姓名；不要求匿名的请改提出人身份。",
         proposals.anonymous_named),
    Rule("P07", "proposals", ("public_name", "role", "proposer"), WARNING,
         "匿名提出的，“可公开姓名”却填了“是”。", "请改成“否”；本人同意公开的，请填提出人并改提出人身份。",
         proposals.anonymous_public),
    Rule("P07", "proposals", ("proposer", "public_name", "role"), WARNING,
         "“可公开姓名”填了“是”，没有填提出人。", "请补填提出人；不公开的请把“是”改成“否”。",
         proposals.nobody_public),
    Rule("P08", "proposals", ("state", "title", "referred_to", "referred_reply"), WARNING,
         "这件事一般由别的单位办，状态是已办结，没有写转办单位。",
         "由别的单位办的请补填转办单位和日期；本村居自己办好的不必改。",
         partial(proposals.beyond_power, words=BEYOND), status=Status.TRIAL),

    Rule("P12", "proposals", ("raised_before", "number"), ERROR,
         "原编号写成了自己的编号。", "请写以前那一条的编号；第一次提出的请删去。",
         proposals.raised_itself),
    Rule("P23", "proposals", ("title", "proposed", "group", "proposer", "number"), WARNING,
         "上面已有一行同一天、同一组提的同一件事。",
         "重复的请删去一行；并到另一条办的请写并入编号；确是两件事的，请在“说明”里写明。",
         proposals.same_proposal),
    Rule("P24", "proposals", ("closed", "state"), WARNING,
         "办结日期在统计起始日期之前，是以前办结的。",
         "日期写错的请改正；以前报过的请删去这一行，以免重复统计；漏报的，请在“说明”里写明。",
         partial(earlier.settled_before, sheet="proposals")),
    Rule("P25", "proposals", ("number", "closed", "state"), WARNING,
         "这个编号以前报过，那一条已经办结、转办或答复。",
         "同一条不要重复报，请删去这一行；另一件事请换没有用过的编号；有新进展要补报的，请在“说明”里写明。",
         partial(earlier.number_used, sheet="proposals")),
)
