"""Rules of 党员: the trial period, its extension and its end."""

from shuzhi.validate.predicates import probation
from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Rule
from shuzhi.validate.rulebook.development import ON_FILE

RULES: tuple[Rule, ...] = (
    Rule("M10", "members", ("confirmed", "joined"), ERROR,
         "入党日期到转正日期不满一年。", ON_FILE,
         probation.confirmed_too_soon, "dangzhang-7"),
    Rule("M10", "members", ("confirmed", "probation_until", "joined"), ERROR,
         "延长的预备期还没有到，就填了转正日期。", "请对照发展党员档案核对这两个日期。",
         probation.confirmed_while_extended),
    Rule("M10", "members", ("probation_until", "joined", "confirmed"), ERROR,
         "“延长预备期至”写的日期还在一年预备期之内。", "没有延长的请把这一格清空；延长的请写延长以后期满的日期。",
         probation.extension_empty, "xize-32"),
    Rule("M10", "members", ("probation_until", "joined"), WARNING,
         "延长的时间少于半年或多于一年。", "请对照支部党员大会决议核对；确实如此的，请在“说明”里写明。",
         probation.extension_unlike, "xize-32"),
    Rule("M11", "members", ("joined", "type", "probation_until", "confirmed"), WARNING,
         "预备期已满，没有填转正日期，也没有填延长预备期至。",
         "已转正的请改人员类别并填转正日期；延长的请填“延长预备期至”。",
         probation.probation_over, "xize-33", 30),
    Rule("M11", "members", ("confirmed", "joined", "type", "probation_until"), NOTICE,
         "办理情况截至日期前后{threshold}天内预备期满。",
         "已转正的请改人员类别并填转正日期，还没有转正的不必填。",
         probation.probation_ending, "xize-33", 30),

    Rule("M12", "members", ("type", "confirmed"), ERROR,
         "填了转正日期，人员类别还是预备党员。", "已转正的请改为正式党员。",
         probation.probationary_confirmed),
    Rule("M12", "members", ("type", "confirmation_approved", "confirmed"), WARNING,
         "填了转正审批日期，人员类别还是预备党员。", "已转正的请改为正式党员，并填转正日期。",
         probation.probationary_approved),
    Rule("M12", "members", ("confirmed", "type"), ERROR,
         "转正日期在填报日期之后，人员类别却是正式党员。",
         "请核对转正日期；还没有转正的，人员类别请改为预备党员，转正日期清空。",
         probation.confirmed_later),
    Rule("M12", "members", ("type", "confirmed", "joined"), ERROR,
         "填了转正日期，人员类别却还不是党员。", "请核对人员类别和转正日期。",
         probation.confirmed_too_early),
    Rule("M04", "members", ("confirmation_approved", "confirmed"), WARNING,
         "转正审批日期比转正日期早一个月以上。", "转正日期写预备期满之日；请对照转正审批材料核对两个日期。",
         probation.approved_before_confirmed),
)
