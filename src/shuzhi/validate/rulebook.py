"""The rulebook: every rule that is not generated from the form, readable from top to bottom.

A rule: code, sheet, columns (the finding stands on the first), level; what staff read, what they are to do; the
predicate, the source (key of sources.toml), the threshold, the cells of other sheets it reads. Codes are those of the
project's domain notes (F file, B branch, E empty sheets, H meetings and votes, M members, T tasks, P proposals,
W works, X across sheets, R text).
"""

from functools import partial

from shuzhi.form import load
from shuzhi.model.units import FIELD, SHEETS
from shuzhi.model.words import Level
from shuzhi.validate import text
from shuzhi.validate.predicates import branch, dates, matters, meetings, members, units
from shuzhi.validate.rule import Rule

ERROR, WARNING, NOTICE = Level.ERROR, Level.WARNING, Level.NOTICE
# A day that a fact of the sheet happened on: it cannot lie after the day the workbook was filled in.
HAPPENED = (
    ("meetings", "date"), ("votes", "date"), ("works", "date"), ("tasks", "finished"), ("proposals", "proposed"),
    ("proposals", "accepted"), ("proposals", "replied"), ("proposals", "referred"), ("members", "joined"),
    ("members", "changed"), ("members", "moved_in"),
)
# A column that names a row of another sheet by its 编号: sheet, column, the other sheet.
LINKS = (
    ("tasks", "proposal", "proposals"), ("proposals", "task", "tasks"), ("proposals", "merged_into", "proposals"),
    ("agenda", "proposal", "proposals"), ("agenda", "task", "tasks"),
)
# Sheets that an item of 支部信息 (本期无…) can declare empty.
DECLARED = tuple(sheet for sheet in load().sheets if sheet.nothing)
# Cells of other sheets that a rule reads (Rule.across).
MEETINGS = (("meetings", "date"), ("meetings", "type"))
MEMBERS = (("members", "type"), ("members", "status"), ("members", "joined"), ("members", "confirmed"))

RULES: tuple[Rule, ...] = (
    # --- 支部信息: whose workbook, which days ---------------------------------------------------------------
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

    # --- 支部信息: size of the branch -----------------------------------------------------------------------
    Rule("B02", "branches", ("full_name",), NOTICE,
         "正式党员不足3名。", "不足3名的一般与邻近单位成立联合党支部，请与乡镇党建办联系。",
         branch.too_few, "zhibu-4", across=MEMBERS),
    Rule("B03", "branches", ("full_name",), NOTICE,
         "正式党员超过{threshold}名。", "请与乡镇党建办商量是否分设。",
         branch.too_many, "zhibu-4", 50, MEMBERS),
    Rule("B04", "branches", ("committee_size",), NOTICE,
         "正式党员7名以上，支委会委员数填的是0。", "已设支委会的请填委员数。",
         branch.no_committee, "zhibu-6", across=MEMBERS),

    # --- empty sheets ---------------------------------------------------------------------------------------
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

    # --- days of any sheet ----------------------------------------------------------------------------------
    *(
        Rule("H01", sheet, (field,), ERROR,
             "日期在填报日期之后。", "{}还没有发生的事不要填；日期写错的请改正。",
             partial(dates.future, sheet=sheet, field=field))
        for sheet, field in HAPPENED
    ),
    *(
        Rule("H31", sheet, ("date",), WARNING,
             "日期不在统计期间内，本期不计入。",
             "{}日期写错的请改正；确是其他时候的，在“说明”里写明，全年统计时会计入。",
             partial(dates.outside, sheet=sheet))
        for sheet in ("meetings", "votes", "works")
    ),

    # --- 会议 -----------------------------------------------------------------------------------------------
    Rule("H04", "branches", ("full_name",), NOTICE,
         "统计期间未见支部党员大会记录。", "如已召开请补填，确未召开不必填。",
         meetings.no_general_meeting, "zhibu-11", across=MEETINGS),
    Rule("H05", "branches", ("committee_size",), NOTICE,
         "{}未见支部委员会会议记录。", "如已召开请补填，确未召开不必填。",
         partial(meetings.months_without, kind="支部委员会会议", needs="committee_size"), "zhibu-12", across=MEETINGS),
    Rule("H06", "branches", ("groups",), NOTICE,
         "{}未见党小组会记录。", "如已召开请补填，确未召开不必填。",
         partial(meetings.months_without, kind="党小组会", needs="groups"), "zhibu-13", across=MEETINGS),
    Rule("H07", "branches", ("full_name",), NOTICE,
         "{}未见主题党日记录。", "如已开展请补填，确未开展不必填。",
         partial(meetings.months_without, kind="主题党日", needs=""), "zhibu-16", across=MEETINGS),
    Rule("H20", "meetings", ("date", "type", "topic"), WARNING,
         "和上面一行是同一天、同类型、同议题的会议。", "重复的请删去一行；确是两次会议的请在“说明”里写明。",
         meetings.same_meeting),

    # --- 所在支部, in 会议 and 党员 -------------------------------------------------------------------------
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

    # --- 表决事项 -------------------------------------------------------------------------------------------
    Rule("H12", "votes", ("voters_present", "voters_expected", "body", "result"), ERROR,
         "到会有表决权的人数不到应到的一半，不能形成决议。", "请对照会议记录核对人数和结果。",
         meetings.no_quorum, "zhibu-11"),
    Rule("H13", "votes", ("ayes", "voters_expected", "body", "result"), ERROR,
         "赞成票没有超过应到有表决权人数的一半，结果写的是通过。", "请对照会议记录核对票数和结果。",
         meetings.no_majority, "zhibu-11"),
    Rule("H14", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR,
         "接收、转正须有表决权实到人数超过应到的一半。", "请对照会议记录核对人数。",
         meetings.no_admission_quorum, "xize-33"),
    Rule("H16", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR,
         "选举时到会有选举权的人数不到应到的五分之四。", "请对照会议记录核对人数。",
         meetings.no_election_quorum, "xuanju"),
    Rule("H18", "votes", ("voters_expected", "body", "date"), ERROR,
         "有表决权应到人数比党员表里当天的正式党员还多。", "预备党员没有表决权；请核对人数和党员名册。",
         meetings.more_voters_than_members, "dangzhang-7", across=MEMBERS),
    Rule("H25", "votes", ("voters_present", "voters_expected", "body", "result"), ERROR,
         "代表会议到会人数不到三分之二，不能形成决议。", "请对照会议记录核对人数和结果。",
         meetings.no_representatives_quorum, "cunzu"),
    Rule("H25", "votes", ("ayes", "voters_present", "body", "result"), ERROR,
         "代表会议赞成票没有超过到会人数的一半，结果写的是通过。", "请对照会议记录核对票数和结果。",
         meetings.no_representatives_majority, "cunzu"),
    Rule("X07", "votes", ("date", "body"), WARNING,
         "会议表里没有这一天的这种会议。", "请核对会议日期，或在会议表补填这次会议。",
         meetings.vote_without_meeting, across=MEETINGS),

    # --- 党员 -----------------------------------------------------------------------------------------------
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

    # --- numbers of 民生实事, 居民提案, 四议两公开 ----------------------------------------------------------
    *(
        Rule("T01", sheet, ("number",), ERROR,
             "编号和上面一行重复。", "每行一个编号，请改成没有用过的编号。",
             partial(matters.same_number, sheet=sheet))
        for sheet in ("tasks", "proposals", "agenda")
    ),
    *(
        Rule("P09", sheet, (field,), ERROR,
             f"“{load().title_of(target)}”表里没有这个编号。", "请核对编号，写成表里已有的那一个。",
             partial(matters.dangling, sheet=sheet, field=field, target=target), across=((target, "number"),))
        for sheet, field, target in LINKS
    ),
    Rule("P12", "proposals", ("merged_into", "number"), ERROR,
         "并入编号写成了自己的编号。", "请写并入的那一条的编号。",
         matters.merged_into_itself),

    # --- 民生实事 -------------------------------------------------------------------------------------------
    Rule("T02", "tasks", ("state", "finished"), ERROR,
         "填了完成日期，状态却还不是已完成。", "请核对状态和完成日期。",
         matters.finished_state),
    Rule("T03", "tasks", ("finished",), ERROR,
         "完成日期在办理情况截至日期之后。", "请核对完成日期，或把办理情况截至日期写到当天。",
         partial(dates.after_as_of, sheet="tasks", field="finished")),
    Rule("T04", "tasks", ("investment",), WARNING,
         "计划总投资超过{threshold}万元。", "单位是万元，请核对是不是按元填了；确实这么多的请在“说明”里写明。",
         matters.big_money, "", 1000),
    Rule("T05", "tasks", ("households", "people"), WARNING,
         "受益户数比受益人数多。", "请核对两个数。",
         matters.households),
    Rule("T09", "tasks", ("due", "due_adjusted", "state"), NOTICE,
         "已过计划完成日期，还没有完成。", "完成了的请改状态并填完成日期；推迟的请填调整后完成日期。",
         matters.task_overdue),

    # --- 居民提案 -------------------------------------------------------------------------------------------
    Rule("P02", "proposals", ("closed",), ERROR,
         "办结日期在办理情况截至日期之后。", "请核对办结日期，或把办理情况截至日期写到当天。",
         partial(dates.after_as_of, sheet="proposals", field="closed")),
    Rule("P03", "proposals", ("state", "closed"), ERROR,
         "填了办结日期，状态却不是已办结或已转办。", "请核对状态和办结日期。",
         matters.closed_state),
    Rule("P04", "proposals", ("reply",), WARNING,
         "答复内容太笼统。", "请写明做了什么、什么时候、结果怎样。",
         matters.empty_words),
    Rule("P05", "proposals", ("proposed", "state"), NOTICE,
         "超过办结期限，还没有办结。", "办结了的请改状态并填办结日期；没有办结的请抓紧办理。",
         matters.proposal_overdue),
    Rule("P06", "proposals", ("satisfaction", "reply"), WARNING,
         "填了满意度，却没有答复内容。", "请补填答复内容。",
         matters.rated_unanswered),
    Rule("P11", "proposals", ("proposed",), WARNING,
         "提出日期在统计截止日期之后。", "下一期再填也可以；确需本期填报的请在“说明”里写明。",
         matters.proposed_later),

    # --- 其他工作 -------------------------------------------------------------------------------------------
    Rule("W01", "works", ("quantity", "unit"), WARNING,
         "填了数量，没有填单位，这个数量没有统计。", "请在单位一栏选一个单位，如户次、场、件。",
         matters.without_unit),

    # --- typed text of every sheet --------------------------------------------------------------------------
    *text.rules(),
)
