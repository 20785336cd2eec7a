"""Rules of 其他工作."""

from shuzhi.validate.predicates import works
from shuzhi.validate.rule import WARNING, Rule

RULES: tuple[Rule, ...] = (
    Rule("W01", "works", ("quantity", "unit"), WARNING,
         "填了数量，没有填单位，这个数量没有统计。", "请在单位一栏选一个单位，如户次、场、件。",
         works.without_unit),
)
