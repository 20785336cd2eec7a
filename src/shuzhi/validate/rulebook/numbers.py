"""Rules of 编号: one row one number, and numbers of rows that exist."""

from functools import partial

from shuzhi.form import load
from shuzhi.validate.predicates import numbers
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule

# A column that names a row of another sheet by its 编号: sheet, column, the other sheets.
LINKS = (
    ("tasks", "proposal", ("proposals",)), ("proposals", "task", ("tasks",)),
    ("proposals", "merged_into", ("proposals",)), ("agenda", "proposal", ("proposals",)),
    ("agenda", "task", ("tasks",)), ("votes", "link", ("tasks", "proposals", "agenda")),
)


def titles(sheets: tuple[str, ...]) -> str:
    """“民生实事”“居民提案”."""
    return "".join(f"“{load().title_of(sheet)}”" for sheet in sheets)


RULES: tuple[Rule, ...] = (
    *(
        Rule("T01", sheet, ("number",), ERROR,
             "上面已有一行用了这个编号。", "一行一个编号，请改成没有用过的编号。",
             partial(numbers.same_number, sheet=sheet))
        for sheet in ("tasks", "proposals", "agenda")
    ),
    *(
        Rule("P09", sheet, (field,), ERROR,
             f"{titles(targets)}表里没有这个编号。", "请核对编号，写成表里已有的那一个。",
             partial(numbers.dangling, sheet=sheet, field=field, targets=targets),
             across=tuple((target, "number") for target in targets))
        for sheet, field, targets in LINKS
    ),
    Rule("P09", "proposals", ("raised_before",), NOTICE,
         "“居民提案”表和以前各期的工作簿里没有这个编号。", "请核对原编号；记不清的可以空着。",
         numbers.unknown_before, across=(("proposals", "number"),)),
    Rule("P12", "proposals", ("merged_into", "number"), ERROR,
         "并入编号写成了自己的编号。", "请写并入的那一条的编号。",
         numbers.merged_into_itself),
    Rule("P12", "proposals", ("merged_into",), ERROR,
         "几条互相并入，没有一条留下来。", "请把留下来的那一条的并入编号删去。",
         numbers.merged_in_a_ring, across=(("proposals", "number"),)),
    Rule("X18", "proposals", ("merged_into",), WARNING,
         "并入的那一条自己又并入了别的条。", "请直接写最后并入的那一条的编号。",
         numbers.merged_twice, across=(("proposals", "number"),)),
)
