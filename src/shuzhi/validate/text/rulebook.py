"""The text rules, readable from top to bottom: of one level the earlier rule speaks of a piece of text first."""

from shuzhi.validate.rule import ERROR, NOTICE, WARNING, Status
from shuzhi.validate.text import counts, marks, names, people, placeholders, times, wording
from shuzhi.validate.text.alike import alike
from shuzhi.validate.text.lists import banned
from shuzhi.validate.text.textrule import TextRule, each, saying

# Kinds of column (words.toml).
PARAGRAPHS = frozenset({"own"})
PRINTED = frozenset({"own", "problem", "plan"})  # word for word
TOLD = PRINTED | {"story"}
TITLES = frozenset({"title", "place", "label"})
TYPED = TOLD | TITLES | {"absence"}
EVERYTHING = TYPED | {"person", "item", "note"}

SAYS = "请核对后改正；确实没有错的，请在“说明”里写明。"

RULES: tuple[TextRule, ...] = (
    # --- R01 what a model text left open; lines that only a copied text carries; what the township forbids
    TextRule("R01", ERROR, TYPED | {"item", "person"},
             "带有网上材料或电脑代写的字样。", "请删去这些字样，并核对整段是不是自己的内容。",
             saying(banned())),
    TextRule("R01", ERROR, TYPED | {"item"},
             "留有没填的空（如 X、XX、____、空括号）。", "请换成实际内容；没有的删去这句话。",
             each(lambda _: placeholders.PLACEHOLDER, placeholders.left_open)),
    TextRule("R01", ERROR, frozenset({"person"}),  # 王XX is a way to leave somebody unnamed
             "带有模板用的符号（成对的花括号等）。", "请删去这些符号。",
             saying(placeholders.TAGS)),
    TextRule("R01", ERROR, TYPED | {"item"},
             "出现了乡镇规定不能用的词语{}。", "请删去或换成规定的写法[{}]。",
             wording.words(wording.forbidden)),
    TextRule("R01", WARNING, TYPED,
             "写的是“某某”，没有写明。", "请换成实际的名称；没有的删去这句话。",
             saying(placeholders.NOBODY)),

    # --- R08 what is private
    TextRule("R08", ERROR, EVERYTHING,
             "写了身份证号码或银行卡号。", "请删去，号码不要写在这里。",
             each(lambda _: people.DIGITS, people.identities)),
    TextRule("R08", WARNING, TYPED,
             "写了手机号码。", "报告会印出来，请删去；确需公布的，请在“说明”里写明。",
             saying(people.MOBILE)),
    TextRule("R08", WARNING, frozenset({"absence"}),
             "写了党员的姓名。", "这里只写原因和人数，如：外出3人、生病2人。请删去姓名。",
             people.absent),
    TextRule("R08", WARNING, frozenset({"story", "title"}),
             "写了提出人的姓名，“可公开姓名”却没有填“是”。", "请删去姓名；本人同意公开的，“可公开姓名”填“是”。",
             people.proposers),
    TextRule("R08", WARNING, TOLD,
             "写了停止党籍、出党或失联党员的姓名。", "这些党员在报告里只计人数，请删去姓名。",
             people.shy),
    TextRule("R08", NOTICE, PARAGRAPHS | {"story"},
             "写了没有担任职务的党员的姓名。", "报告会印出来，请核对本人是否同意；不必写的请删去。",
             people.named),

    # --- R02 other branches, other places
    TextRule("R02", ERROR, TOLD | {"title"},
             "出现了别的支部的名称。", "请核对是不是照抄了别处的内容，改成本支部的。",
             each(names.branch_names, names.other_branch(names.alone))),
    TextRule("R02", WARNING, TOLD | {"title"},
             "出现了别的支部的名称。", "请核对是不是照抄了别处的内容；确是两个支部的事，请在“说明”里写明。",
             each(names.branch_names, names.other_branch(names.towards))),
    TextRule("R02", WARNING, frozenset({"place"}),
             "出现了别的支部的名称。", "请核对；确实在那里的，请在“说明”里写明。",
             each(names.branch_names, names.other_branch(names.apart))),
    TextRule("R02", NOTICE, PRINTED,
             "出现了支部名册以外的村、社区或乡镇的名称。", "请核对是不是照抄了别处的内容；确是本地地名的不必改。",
             each(lambda _: names.PLACE, names.unknown_place), status=Status.TRIAL),
    TextRule("B09", WARNING, PRINTED,
             "对本组织的叫法和组织类别不一致。", "请核对是党支部、党总支还是党委，写法要一致。",
             each(lambda _: names.OWN_ORGANISATION, names.other_organisation)),

    # --- R03, R10 times
    TextRule("R03", ERROR, PARAGRAPHS,
             "报告的是另一个时期的工作，和报告期、统计期间都对不上。", "请核对季度和年份，改成本期的。",
             each(times.reports, times.reporting_other)),
    TextRule("R03", WARNING, PARAGRAPHS,
             "写了本期以前的季度所做的工作。", "请核对季度；确需写以前工作的，请在“说明”里写明。",
             each(times.mentions, times.done_elsewhen)),
    TextRule("R03", WARNING, frozenset({"title"}),
             "写的季度离会议和本期都较远。", SAYS,
             each(times.mentions, times.topic_elsewhen)),
    TextRule("R10", NOTICE, PARAGRAPHS,
             "用了{}这样的说法，过后看不出是哪一年、哪一月。", "建议写明年份或月份。",
             each(lambda _: times.EITHER, times.relative)),

    # --- R09 a report asks for nothing
    TextRule("R09", WARNING, PARAGRAPHS | {"plan", "problem"},
             "报告里写了请示事项（请求批准、支持等）。", "报告里不写请示事项，请删去，需要的另写请示。",
             saying(wording.REQUEST)),

    # --- R06, R11, R12 words
    *(
        TextRule("R06", level, kinds,
                 "用了已经过时的说法{}。", "请核对[，现在一般写{}]；写以前工作的，请写明年份。",
                 wording.words(wording.outdated, titles=False))
        for level, kinds in ((WARNING, PRINTED), (NOTICE, frozenset({"story", "title", "label"})))
    ),
    *(
        TextRule("R11", level, kinds,
                 "有容易写错的词{}。", "请核对[，是不是应写{}]。",
                 wording.words(wording.mistyped))
        for level, kinds in ((WARNING, PRINTED), (NOTICE, TYPED - PRINTED))
    ),
    TextRule("R12", NOTICE, PARAGRAPHS,
             "{}第一次出现时没有写全称。", "第一次出现时请写全称[{}]。",
             wording.not_in_full),
    TextRule("R12", NOTICE, PRINTED,
             "{}没有照固定的写法写。", "请照规定的写法改正[，写{}]。",
             wording.words(wording.fixed)),

    # --- R04, R13, X03 counts
    TextRule("R04", WARNING, TOLD,
             "前面说的几个方面（几点、几项），和后面列出的个数对不上。", "请数一数，改正个数或补齐内容。",
             each(lambda _: counts.ANNOUNCED, counts.miscounted)),
    TextRule("R04", WARNING, TOLD,
             "序号不连续，有跳过或重复的。", "请核对序号，看是不是漏了一条。",
             each(lambda _: counts.ANY_NUMBER, counts.skipped)),
    TextRule("R04", NOTICE, PRINTED,
             "序号的写法不统一。", "建议统一写成一种，如（一）（二）或 1. 2.。",
             saying(counts.UNEVEN)),
    TextRule("R13", WARNING, TOLD,
             "数量前面少了数字。", "请补上数字；没有的删去这句话。",
             saying(counts.MISSING)),
    TextRule("R13", NOTICE, TOLD,
             "“平方”后面少了单位。", "请写成平方米或平方公里。",
             saying(counts.BARE)),
    TextRule("X03", NOTICE, TOLD,
             "“其中”后面各项加起来和前面的总数不等。", "请核对各项数字；没有列全的不必改。",
             each(lambda _: counts.TOTAL, counts.unlike_parts), status=Status.TRIAL),

    # --- R14, R05 characters and marks
    TextRule("R14", WARNING, TYPED | {"item", "person"},
             "有乱码，或者别的电脑上显示不出的字。", "请重新打一遍；打不出的字可用同音字，并在“说明”里写明。",
             saying(marks.UNSEEN)),
    TextRule("R05", NOTICE, TYPED,
             "引号、书名号或括号只有一半。", "请补上另一半，或删去多余的。",
             each(lambda _: marks.PAIRED, marks.unpaired)),
    TextRule("R05", NOTICE, TYPED,
             "有重复的标点。", "请删去多余的标点。",
             saying(marks.DOUBLED)),

    # --- H22, R07 nearly the same text twice in one workbook
    TextRule("H22", WARNING, frozenset({"story"}),
             "和{}的主要内容文字相近。", "请核对是否误用；确实如此的，请在“说明”里写明。",
             alike(("meetings", "summary"))),
    TextRule("R07", NOTICE, frozenset({"story"}),
             "和{}的答复文字相近。", "请核对是否误用；是同一答复的，可以写“同议2023-003”这样的编号。",
             alike(("proposals", "reply"))),
    TextRule("R07", WARNING, frozenset({"own", "problem", "plan"}),
             "和{}文字相近。", "请核对是否误用；确实如此的，请在“说明”里写明。",
             alike(("problems", "problem"), ("problems", "cause"), ("problems", "measure"), ("problems", "plan"),
                   ("texts", "body"))),
)
