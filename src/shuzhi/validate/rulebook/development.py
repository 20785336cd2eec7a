"""Rules of 党员: the steps of becoming a member, from the application to the admission."""

from functools import partial

from shuzhi.validate.predicates import development
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule

TITLES = {
    "applied": "申请入党日期", "activist_since": "确定积极分子日期", "candidate_since": "确定发展对象日期",
    "joined": "入党日期",
}
APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY = "入党申请人", "入党积极分子", "发展对象", "预备党员"
ON_FILE = "请对照发展党员档案核对，写到日。"

RULES: tuple[Rule, ...] = (
    Rule("M03", "members", ("applied", "birth"), ERROR,
         "申请入党时不满18岁。", "请核对出生日期和申请入党日期。",
         partial(development.too_young, field="applied"), "dangzhang-1"),
    Rule("M03", "members", ("joined", "birth", "applied"), ERROR,
         "入党时不满18岁。", "请核对出生日期和入党日期。",
         partial(development.too_young, field="joined", unless=("applied",)), "dangzhang-1"),
    *(
        Rule("M04", "members", (first, later, *between), ERROR,
             f"{TITLES[first]}在{TITLES[later]}之后。", ON_FILE,
             partial(development.out_of_order, first=first, later=later, between=between))
        for first, later, between in (
            ("applied", "candidate_since", ("activist_since",)),
            ("applied", "joined", ("activist_since", "candidate_since")),
            ("activist_since", "joined", ("candidate_since",)),
        )
    ),
    *(
        Rule("M04", "members", (step, "type"), WARNING,
             f"{TITLES[step]}没有填。", "请对照发展党员档案补填；查不到的，请在“说明”里写明。",
             partial(development.step_missing, step=step, types=types))
        for step, types in (
            ("applied", (APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY)),
            ("activist_since", (ACTIVIST, CANDIDATE, PROBATIONARY)),
            ("candidate_since", (CANDIDATE, PROBATIONARY)),
        )
    ),

    *(
        Rule("M04", "members", (step, later, "type"), WARNING,
             f"填了{TITLES[later]}，{TITLES[step]}没有填。",
             "请对照发展党员档案补填；查不到的，请在“说明”里写明。",
             partial(development.step_skipped, step=step, later=later))
        for step, later in (("applied", "activist_since"), ("activist_since", "candidate_since"))
    ),

    Rule("M06", "members", ("candidate_since", "activist_since"), ERROR,
         "确定积极分子不满一年就确定为发展对象。", ON_FILE,
         development.candidate_too_soon, "xize-13"),
    Rule("M07", "members", ("contacts", "type"), NOTICE,
         "{}。", "积极分子一般有1至2名正式党员作培养联系人；如已指定请补填，确未指定不必填。",
         development.contacts_unlike, "xize"),
    Rule("M08", "members", ("sponsors", "type", "joined"), NOTICE,
         "{}。", "发展对象应有2名正式党员作入党介绍人；如已确定请补填，确未确定不必填。",
         development.sponsors_unlike, "xize-14"),
    Rule("M09", "members", ("admission_approved", "joined", "type"), NOTICE,
         "接收审批日期距入党日期超过{threshold}个月。", "上级一般在三个月内审批；日期写错的请改正，确实如此的不必改。",
         development.approved_late, "xize", 3),

    Rule("M12", "members", ("type", "joined"), ERROR,
         "填了入党日期，人员类别却还不是党员。", "请核对人员类别和入党日期。",
         development.joined_too_early),
    Rule("M12", "members", ("type", "activist_since"), WARNING,
         "填了确定积极分子日期，人员类别还是入党申请人。", "已确定为积极分子的，请改人员类别。",
         partial(development.step_ahead, step="activist_since", types=(APPLICANT,))),
    Rule("M12", "members", ("type", "candidate_since"), WARNING,
         "填了确定发展对象日期，人员类别还是入党积极分子。", "已确定为发展对象的，请改人员类别。",
         partial(development.step_ahead, step="candidate_since", types=(ACTIVIST,))),
)
