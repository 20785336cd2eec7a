"""Rules of 支部信息: whose workbook, which days, the size of the branch, sheets left empty."""

from functools import partial

from shuzhi.form import load
from shuzhi.validate.predicates import branch
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule
from shuzhi.validate.rulebook.reading import MEMBERS

# Sheets that an item of 支部信息 (本期无…) can declare empty.
DECLARED = tuple(sheet for sheet in load().sheets if sheet.nothing)

RULES: tuple[Rule, ...] = (
    Rule("F50", "branches", ("period",), ERROR,
         "报告期与本次报送的报告期不一致。", "请核对报告期；报错了期请换成本期的表。",
         branch.other_period),
    Rule("B01", "branches", ("full_name",), ERROR,
         "支部编码和支部全称不是同一个支部。", "请核对编码和全称，不要用别的支部的表改。",
         branch.other_name),
    *(
        Rule("B10", "branches", (field,), WARNING,
             f"{title}和支部名册里的不一样。", "请核对；名册写错了请告诉乡镇党建办。",
             partial(branch.unlike_roster, field=field))
        for field, title in (("org_type", "组织类别"), ("unit_type", "单位类型"))
    ),
    Rule("F51", "branches", ("fill_date",), WARNING,
         "填报日期在统计截止日期之前。", "统计期结束后再填报；确需提前的请在“说明”里写明。",
         partial(branch.before_end, field="fill_date")),
    Rule("F52", "branches", ("as_of",), WARNING,
         "办理情况截至日期在统计截止日期之前。", "请核对；一般写填报当天。",
         partial(branch.before_end, field="as_of")),
    Rule("F53", "branches", ("coverage_start",), NOTICE,
         "统计起止日期与乡镇规定的不同。", "报告里会写明统计期间；写错了请改正。",
         branch.other_coverage),

    Rule("B02", "branches", ("full_name",), NOTICE,
         "正式党员不足3名。", "不足3名的一般与邻近单位成立联合党支部，请与乡镇党建办联系。",
         branch.too_few, "zhibu-4", across=MEMBERS),
    Rule("B03", "branches", ("full_name",), NOTICE,
         "正式党员超过{threshold}名。", "请与乡镇党建办商量是否分设。",
         branch.too_many, "zhibu-4", 50, MEMBERS),
    Rule("B04", "branches", ("committee_size",), NOTICE,
         "正式党员7名以上，支委会委员数填的是0。", "已设支委会的请填委员数。",
         branch.no_committee, "zhibu-6", across=MEMBERS),

    *(
        Rule("E01", "branches", (sheet.nothing,), WARNING,
             f"“{sheet.title}”表是空的，这里也没有说明。", "请补填；本期确实没有的，在这里选“确无”。",
             partial(branch.empty_sheet, sheet=sheet.name))
        for sheet in DECLARED if sheet.core
    ),
    Rule("E01", "branches", ("roster_complete",), WARNING,
         "“党员”表是空的。", "请填党员名册。",
         branch.no_members),
    *(
        Rule("E02", "branches", (sheet.nothing,), ERROR,
             f"这里写的是确无，“{sheet.title}”表却填了内容。", "请改正其中一处。",
             partial(branch.not_empty, sheet=sheet.name))
        for sheet in DECLARED
    ),
)
