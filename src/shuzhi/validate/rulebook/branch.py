"""Rules of 支部信息: whose workbook, which days, sheets left empty (how the branch is set up: standing.py)."""

from functools import partial

from shuzhi.form import load
from shuzhi.validate.predicates import branch
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule

# Sheets that an item of 支部信息 (本期无…) can declare empty.
DECLARED = tuple(sheet for sheet in load().sheets if sheet.nothing)

RULES: tuple[Rule, ...] = (
    Rule("F50", "branches", ("period",), ERROR,
         "报告期与本次报送的报告期不一致。", "请核对报告期；拿错了表的，请换成本期的表。",
         branch.other_period),
    Rule("B01", "branches", ("full_name",), ERROR,
         "支部编码和支部全称不是同一个支部。", "请核对编码和全称，不要用别的支部的表改。",
         branch.other_name),
    Rule("B01", "branches", ("branch_code", "full_name"), ERROR,
         "支部名册里没有这个支部编码。", "请照乡镇下发的表填写支部编码，或者把这一格清空。",
         branch.unknown_code),
    Rule("B10", "branches", ("full_name",), WARNING,
         "支部全称和支部名册里的不一样。", "请核对；名册写错了请告诉乡镇党建办。",
         branch.unlike_name),
    Rule("B10", "branches", ("township",), WARNING,
         "所属乡镇街道和乡镇台账里的不一样。", "请核对，照乡镇街道的名称填写。",
         branch.unlike_township),
    *(
        Rule("B10", "branches", (field,), WARNING,
             f"{title}和支部名册里的不一样。", "请核对；名册写错了请告诉乡镇党建办。",
             partial(branch.unlike_roster, field=field))
        for field, title in (("org_type", "组织类别"), ("unit_type", "单位类型"))
    ),
    Rule("F51", "branches", ("fill_date",), WARNING,
         "填报日期在统计截止日期之前。", "请核对；统计期还没有结束的，请结束后再报；确需提前的，请在“说明”里写明。",
         partial(branch.before_end, field="fill_date")),
    Rule("F52", "branches", ("as_of",), WARNING,
         "办理情况截至日期在统计截止日期之前。", "请核对；一般写填报当天。",
         partial(branch.before_end, field="as_of")),
    Rule("F58", "branches", ("as_of", "fill_date"), ERROR,
         "办理情况截至日期在填报日期之后。", "还没有到的日子不要填，一般写填报当天；日期写错的请改正。",
         branch.as_of_later),
    Rule("F59", "branches", ("period",), WARNING,
         "这里的数据不含{}：没有通过的工作簿。", "请补报；补不了的，请在“说明”里写明原因，报告里会写明不含哪个季度。",
         branch.lacking),
    Rule("F53", "branches", ("coverage_start",), NOTICE,
         "统计起始日期与乡镇规定的不同。", "报告里会写明统计期间；写错了请改正。",
         branch.other_start),
    Rule("F53", "branches", ("coverage_end",), NOTICE,
         "统计截止日期与乡镇规定的不同。", "报告里会写明统计期间；写错了请改正。",
         branch.other_end),

    Rule("B12", "branches", ("document_date", "coverage_end"), WARNING,
         "成文日期在统计截止日期之前。", "请核对；确需提前成文的，请在“说明”里写明。",
         partial(branch.before_end, field="document_date")),
    Rule("B12", "branches", ("meeting_date", "coverage_end"), NOTICE,
         "报告会日期在统计截止日期之前。", "请核对；报告会确是提前开的不必改。",
         partial(branch.before_end, field="meeting_date")),

    *(
        Rule("E01", "branches", (sheet.nothing,), WARNING,
             f"“{sheet.title}”表是空的，这里也没有选“确无”。", "请补填那张表；本期确实没有的，请在这里选“确无”。",
             partial(branch.empty_sheet, sheet=sheet.name))
        for sheet in DECLARED if sheet.core
    ),
    Rule("E01", "branches", ("roster_complete",), WARNING,
         "“党员”表是空的。", "请补填党员名册。",
         branch.no_members),
    *(
        Rule("E02", "branches", (sheet.nothing,), ERROR,
             f"这里写的是确无，“{sheet.title}”表却填了内容。", "请核对后改正其中一处。",
             partial(branch.not_empty, sheet=sheet.name))
        for sheet in DECLARED
    ),
)
