"""Rules of 问题与措施 and 文字材料, which reports print as they are typed."""

from functools import partial

from shuzhi.validate.predicates import problems
from shuzhi.validate.rule import NOTICE, WARNING, Rule, Status

RULES: tuple[Rule, ...] = (
    Rule("Q01", "problems", ("measure",), WARNING,
         "各条问题的整改措施都一样。", "请按每个问题写它自己的措施；确实相同的不必改。",
         problems.one_measure, status=Status.TRIAL),
    Rule("Q02", "problems", ("deadline", "progress"), NOTICE,
         "已过完成时限，整改情况还不是已整改。", "整改好了的请改整改情况；没有整改好的请写新的完成时限。",
         problems.overdue),
    Rule("Q03", "problems", ("origin", "type"), NOTICE,
         "上级反馈的问题，未见来源说明。", "请补填是哪一级、哪一次反馈的，如：区委巡察反馈。",
         problems.origin_unknown),
    Rule("Q04", "problems", ("progress", "type"), NOTICE,
         "上级反馈的问题，未见整改情况。", "请补选一个：未整改、整改中、已整改、长期坚持。",
         problems.progress_unknown),
    *(
        Rule("Q05", "problems", (field, "type"), WARNING,
             f"上面已有一行写了同样的{title}。", "重复的请删去一行；确是两件事的请写明不同。",
             partial(problems.same_words, field=field))
        for field, title in (("problem", "存在问题"), ("plan", "下步打算"))
    ),
    Rule("Q06", "problems", ("plan", "type"), WARNING,
         "这一行的类型是问题，下步打算一栏不会印进报告。", "请把它移到另一行，类型选下步打算。",
         problems.plan_of_problem),
    Rule("Q06", "problems", ("type", "problem", "measure"), WARNING,
         "这一行的类型是下步打算，存在问题和整改措施不会印进报告。",
         "请把问题和措施移到另一行，类型选存在问题；填错栏的请删去。",
         problems.problem_of_plan),
    Rule("Q07", "texts", ("section", "audience"), WARNING,
         "同一种报告里有两段开头语（结束语）。", "请并成一段，或在“用于”里分开；确需两段的，请在“说明”里写明。",
         problems.section_twice),
    Rule("Q08", "texts", ("body", "audience"), WARNING,
         "上面已有一行写了同样的正文。", "重复的请删去一行。",
         problems.same_paragraph),
    Rule("Q09", "problems", ("deadline", "type"), NOTICE,
         "已过完成时限，还写在下步打算里。", "办完了的请删去这一行，换成以后的打算；没有办完的请写新的完成时限。",
         problems.plan_overdue),
)
