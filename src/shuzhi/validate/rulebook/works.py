"""Rules of 其他工作."""

from shuzhi.validate.predicates import works
from shuzhi.validate.rule import WARNING, Rule, Status

RULES: tuple[Rule, ...] = (
    Rule("W01", "works", ("unit", "quantity"), WARNING,
         "填了数量，没有填单位，这个数量没有统计。", "请补填单位，如户次、场、件。",
         works.without_unit),
    Rule("W02", "works", ("quantity", "unit"), WARNING,
         "填了单位，没有填数量，这一行没有计入数量。", "请补填数量；不计数量的请删去单位。",
         works.without_quantity),
    Rule("W03", "works", ("quantity", "unit"), WARNING,
         "数量不是整数。", "这个单位按整数计，请核对数量和单位。",
         works.half),
    Rule("W04", "works", ("quantity", "unit", "people", "type"), WARNING,
         "数量（人、人次）比参加人数少。", "请核对两个数；算法不同的不必改。",
         works.fewer_heads, status=Status.TRIAL),
    Rule("W05", "works", ("content", "date", "type", "quantity", "unit", "people"), WARNING,
         "上面已有完全相同的一行。", "重复的请删去一行；确是两次的请在内容里写明不同，或在“说明”里写明。",
         works.same_work),
)
