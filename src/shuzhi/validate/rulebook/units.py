"""Rules of 所在支部, in 会议 and 党员."""

from functools import partial

from shuzhi.model.units import FIELD, SHEETS
from shuzhi.validate.predicates import units
from shuzhi.validate.rule import WARNING, Rule

RULES: tuple[Rule, ...] = (
    *(
        Rule(code, sheet, fields, WARNING, message, hint, partial(predicate, sheet=sheet))
        for sheet, kind in zip(SHEETS, ("type", "name"), strict=True)
        for code, fields, message, hint, predicate in (
            ("B20", (FIELD,), "“所在支部”写的名称，支部名册里没有{}。",
             "请写支部的全称或简称；党总支自己的，这一格不用写；名册里少了的请告诉乡镇党建办。", units.unknown),
            ("B21", (FIELD,), "“所在支部”写的不是本党总支（支部）下面的支部{}。",
             "请核对；是别的支部的，请删去这一行，由那个支部填报。", units.elsewhere),
            ("B22", (FIELD, kind), "别的行写了“所在支部”，这一行没有写{}。",
             "由党总支统一填报的，请写明是哪个支部。", units.unsaid),
        )
    ),
)
