"""Rules of 民生实事."""

from functools import partial

from shuzhi.validate.predicates import dates, tasks
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule

RULES: tuple[Rule, ...] = (
    Rule("T02", "tasks", ("state", "finished"), ERROR,
         "填了完成日期，状态却还不是已完成。", "请核对状态和完成日期。",
         tasks.finished_state),
    Rule("T03", "tasks", ("finished",), ERROR,
         "完成日期在办理情况截至日期之后。", "请核对完成日期，或把办理情况截至日期写到当天。",
         partial(dates.after_as_of, sheet="tasks", field="finished")),
    Rule("T04", "tasks", ("investment",), WARNING,
         "计划总投资超过{threshold}万元。", "单位是万元，请核对是不是按元填了；确实这么多的请在“说明”里写明。",
         tasks.big_money, "", 1000),
    Rule("T05", "tasks", ("households", "people"), WARNING,
         "受益户数比受益人数多。", "请核对两个数。",
         tasks.households),
    Rule("T09", "tasks", ("due", "due_adjusted", "state"), NOTICE,
         "已过计划完成日期，还没有完成。", "完成了的请改状态并填完成日期；推迟的请填调整后完成日期。",
         tasks.task_overdue),
)
