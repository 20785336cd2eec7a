"""Rules of 党员: the steps of becoming a member, and their order."""

from shuzhi.validate.predicates import members
from shuzhi.validate.rule import ERROR, WARNING, Rule

RULES: tuple[Rule, ...] = (
    Rule("M03", "members", ("applied", "birth"), ERROR,
         "申请入党时不满18岁。", "请核对出生日期和申请入党日期。",
         members.too_young, "dangzhang-1"),
    Rule("M06", "members", ("candidate_since", "activist_since"), ERROR,
         "确定积极分子不满一年就确定为发展对象。", "请对照发展党员档案核对日期。",
         members.candidate_too_soon, "xize-13"),
    Rule("M10", "members", ("confirmed", "joined"), ERROR,
         "入党日期到转正日期不满一年。", "请对照发展党员档案核对日期。",
         members.confirmed_too_soon, "dangzhang-7"),
    Rule("M11", "members", ("joined", "type", "probation_until", "confirmed"), WARNING,
         "预备期已满，还没有填转正日期或延长预备期。", "已转正的请改人员类别并填转正日期；延长的请填延长预备期至。",
         members.probation_over, "xize-33"),
    Rule("M12", "members", ("type", "confirmed"), ERROR,
         "填了转正日期，人员类别还是预备党员。", "已转正的请改为正式党员。",
         members.probationary_confirmed),
    Rule("M12", "members", ("type", "joined"), ERROR,
         "填了入党日期，人员类别却还不是党员。", "请核对人员类别和入党日期。",
         members.joined_too_early),
    Rule("M14", "members", ("joined",), WARNING,
         "表决事项表里没有这一天接收预备党员的表决。", "请在表决事项表补填，或核对入党日期。",
         members.admission_without_vote, across=(("votes", "date"), ("votes", "kind"))),
    Rule("M21", "members", ("name", "birth"), ERROR,
         "同一个人写了两行。", "请删去重复的一行。",
         members.same_member),
    Rule("M22", "members", ("name",), ERROR,
         "一行写了不止一个人。", "一人一行；是一个人的，姓名中间不要空格，少数民族姓名用“·”连起来。",
         members.several_people),
)
