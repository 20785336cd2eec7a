"""Rules of 居民提案."""

from functools import partial

from shuzhi.validate.predicates import dates, proposals
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule

RULES: tuple[Rule, ...] = (
    Rule("P02", "proposals", ("closed",), ERROR,
         "办结日期在办理情况截至日期之后。", "请核对办结日期，或把办理情况截至日期写到当天。",
         partial(dates.after_as_of, sheet="proposals", field="closed")),
    Rule("P03", "proposals", ("state", "closed"), ERROR,
         "填了办结日期，状态却不是已办结或已转办。", "请核对状态和办结日期。",
         proposals.closed_state),
    Rule("P04", "proposals", ("reply",), WARNING,
         "答复内容太笼统。", "请写明做了什么、什么时候、结果怎样。",
         proposals.empty_words),
    Rule("P05", "proposals", ("proposed", "state"), NOTICE,
         "超过办结期限，还没有办结。", "办结了的请改状态并填办结日期；没有办结的请抓紧办理。",
         proposals.proposal_overdue),
    Rule("P06", "proposals", ("satisfaction", "reply"), WARNING,
         "填了满意度，却没有答复内容。", "请补填答复内容。",
         proposals.rated_unanswered),
    Rule("P11", "proposals", ("proposed",), WARNING,
         "提出日期在统计截止日期之后。", "下一期再填也可以；确需本期填报的请在“说明”里写明。",
         proposals.proposed_later),
)
