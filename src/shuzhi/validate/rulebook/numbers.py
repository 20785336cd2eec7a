"""Rules of 编号: one row one number, and numbers of rows that exist."""

from functools import partial

from shuzhi.form import load
from shuzhi.validate.predicates import numbers
from shuzhi.validate.rule import ERROR, Rule

# A column that names a row of another sheet by its 编号: sheet, column, the other sheet.
LINKS = (
    ("tasks", "proposal", "proposals"), ("proposals", "task", "tasks"), ("proposals", "merged_into", "proposals"),
    ("agenda", "proposal", "proposals"), ("agenda", "task", "tasks"),
)

RULES: tuple[Rule, ...] = (
    *(
        Rule("T01", sheet, ("number",), ERROR,
             "编号和上面一行重复。", "每行一个编号，请改成没有用过的编号。",
             partial(numbers.same_number, sheet=sheet))
        for sheet in ("tasks", "proposals", "agenda")
    ),
    *(
        Rule("P09", sheet, (field,), ERROR,
             f"“{load().title_of(target)}”表里没有这个编号。", "请核对编号，写成表里已有的那一个。",
             partial(numbers.dangling, sheet=sheet, field=field, target=target), across=((target, "number"),))
        for sheet, field, target in LINKS
    ),
    Rule("P12", "proposals", ("merged_into", "number"), ERROR,
         "并入编号写成了自己的编号。", "请写并入的那一条的编号。",
         numbers.merged_into_itself),
)
