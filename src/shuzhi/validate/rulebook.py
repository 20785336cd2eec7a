"""The rulebook: every rule that is not generated from the form, readable from top to bottom.

Codes are those of the project's domain notes (B branch, H meetings and votes, M members, T tasks, P proposals,
G steps, X across sheets, R text, E empty sheets, F file). Sources are keys of sources.toml.
"""

from collections.abc import Callable
from functools import partial

import pandas as pd

from shuzhi.model.words import Level
from shuzhi.validate import text
from shuzhi.validate.rule import Rule
from shuzhi.validate.scene import Scene, is_branch_kind

ERROR, WARNING, NOTICE = Level.ERROR, Level.WARNING, Level.NOTICE
Predicate = Callable[[Scene], pd.Series]
# A day that a fact of the sheet happened on: it cannot lie after the day the workbook was filled in.
HAPPENED = (
    ("meetings", "date"), ("votes", "date"), ("works", "date"), ("tasks", "finished"), ("proposals", "proposed"),
    ("proposals", "accepted"), ("proposals", "replied"), ("proposals", "referred"), ("members", "joined"),
    ("members", "changed"), ("members", "moved_in"),
)


# --- branch ------------------------------------------------------------------------------------------------------
def _other_period(scene: Scene) -> pd.Series:
    period = scene["branches"]["period"]
    return period.notna() & (period != scene.settings.period.code)


def _other_name(scene: Scene) -> pd.Series:
    """The code is one branch's, the full name another's."""
    frame = scene["branches"]
    own = frame["submission"].map(scene.branch_codes)
    names = {branch.code: set(branch.names) for branch in scene.settings.branches}
    owner = {name: branch.code for branch in scene.settings.branches for name in branch.names}
    others = frame["full_name"].map(owner)
    listed = [code in names for code in own]
    return others.notna() & (others != own) & pd.Series(listed, index=frame.index, dtype=bool)


def _before_end(scene: Scene, field: str) -> pd.Series:
    frame = scene["branches"]
    return frame[field] < frame["coverage_end"]


def _other_coverage(scene: Scene) -> pd.Series:
    frame, days = scene["branches"], scene.settings.coverage
    start, end = pd.Timestamp(days.start), pd.Timestamp(days.end)
    typed = frame["coverage_start"].notna() & frame["coverage_end"].notna()
    return typed & ((frame["coverage_start"] != start) | (frame["coverage_end"] != end))


def _full_members_now(scene: Scene) -> pd.Series:
    frame = scene["branches"]
    counts = scene.full_members(frame, frame["coverage_end"])
    return counts.where(frame["org_type"].eq("党支部") & frame["roster_complete"].eq("是"))


def _too_few(scene: Scene) -> pd.Series:
    return _full_members_now(scene) < 3


def _too_many(scene: Scene) -> pd.Series:
    return _full_members_now(scene) > scene.threshold


def _no_committee(scene: Scene) -> pd.Series:
    return (_full_members_now(scene) >= 7) & scene["branches"]["committee_size"].eq(0)


def _empty_sheet(scene: Scene, sheet: str) -> pd.Series:
    frame, item = scene["branches"], scene.form.sheet(sheet).nothing
    said = frame[item].notna() if item else False
    return frame["submission"].isin(scene.having(sheet)) & ~frame["submission"].isin(scene[sheet]["submission"]) & ~said


def _no_members(scene: Scene) -> pd.Series:
    return _empty_sheet(scene, "members") & is_branch_kind(scene["branches"]["org_type"])


def _not_empty(scene: Scene, sheet: str) -> pd.Series:
    frame = scene["branches"]
    return frame[scene.form.sheet(sheet).nothing].eq("确无") & frame["submission"].isin(scene[sheet]["submission"])


# --- dates -------------------------------------------------------------------------------------------------------
def _future(scene: Scene, sheet: str, field: str) -> pd.Series:
    frame = scene[sheet]
    return frame[field] > scene.branch("fill_date", frame)


def _outside(scene: Scene, sheet: str) -> pd.Series:
    frame = scene[sheet]
    date = frame["date"]
    early = date < scene.branch("coverage_start", frame)
    return early | ((date > scene.branch("coverage_end", frame)) & ~_future(scene, sheet, "date"))


def _after_as_of(scene: Scene, sheet: str, field: str) -> pd.Series:
    frame = scene[sheet]
    return (frame[field] > scene.as_of_days(frame)) & ~(frame[field] > scene.branch("fill_date", frame))


# --- meetings and votes --------------------------------------------------------------------------------------------
def _has_type(frame: pd.DataFrame, kind: str) -> pd.Series:
    joined = frame["type"].fillna("") + "、" + frame["also_1"].fillna("") + "、" + frame["also_2"].fillna("")
    return ("、" + joined + "、").str.contains(f"、{kind}、", regex=False)


def _in_coverage(scene: Scene, sheet: str) -> pd.DataFrame:
    frame = scene[sheet]
    inside = frame["date"] >= scene.branch("coverage_start", frame)
    return frame[inside & (frame["date"] <= scene.branch("coverage_end", frame))]


def _months_without(scene: Scene, kind: str, needs: str) -> pd.Series:
    """Months of the coverage (their 15th lies in it) without a meeting of that kind: 7月、8月."""
    frame, meetings = scene["branches"], _in_coverage(scene, "meetings")
    meetings = meetings[_has_type(meetings, kind)]
    held = {(n, d.year, d.month) for n, d in meetings[["submission", "date"]].itertuples(index=False)}
    applies = is_branch_kind(frame["org_type"]) & (frame[needs] > 0 if needs else True)
    applies &= frame["submission"].isin(scene["meetings"]["submission"])
    gaps = {}
    for place, row in frame[applies & frame["coverage_end"].notna() & frame["coverage_start"].notna()].iterrows():
        days = pd.date_range(row["coverage_start"].replace(day=15), row["coverage_end"], freq=pd.DateOffset(months=1))
        missing = [f"{d.month}月" for d in days
                   if d >= row["coverage_start"] and (row["submission"], d.year, d.month) not in held]
        if missing:
            gaps[place] = "、".join(missing)
    return pd.Series(gaps, dtype=object).reindex(frame.index)


def _no_general_meeting(scene: Scene) -> pd.Series:
    frame, meetings = scene["branches"], _in_coverage(scene, "meetings")
    held = meetings[_has_type(meetings, "支部党员大会")]["submission"]
    quarter = (frame["coverage_end"] - frame["coverage_start"]).dt.days >= 85
    there = frame["submission"].isin(scene["meetings"]["submission"])
    return is_branch_kind(frame["org_type"]) & quarter & there & ~frame["submission"].isin(held)


def _same_meeting(scene: Scene) -> pd.Series:
    frame = scene["meetings"]
    keys = ["submission", "date", "type", "topic", "group", "unit"]
    return frame[keys[:4]].notna().all(axis=1) & frame.duplicated(keys)


def _voted(scene: Scene, *bodies: str) -> pd.DataFrame:
    frame = scene["votes"]
    return frame[frame["body"].isin(bodies) & frame["result"].eq("通过")]


def _aligned(hits: pd.Series, scene: Scene, sheet: str) -> pd.Series:
    return hits.reindex(scene[sheet].index, fill_value=False).astype(bool)


def _no_quorum(scene: Scene) -> pd.Series:
    frame = _voted(scene, "支部党员大会", "支部委员会会议")
    frame = frame[frame["kind"] != "换届选举"]
    return _aligned(2 * frame["voters_present"] < frame["voters_expected"], scene, "votes")


def _no_majority(scene: Scene) -> pd.Series:
    frame = _voted(scene, "支部党员大会")
    frame = frame[frame["kind"] != "换届选举"]
    return _aligned(2 * frame["ayes"] <= frame["voters_expected"], scene, "votes")


def _no_admission_quorum(scene: Scene) -> pd.Series:
    frame = _voted(scene, "支部党员大会")
    frame = frame[frame["kind"].isin(["接收预备党员", "预备党员转正"])]
    return _aligned(2 * frame["voters_present"] == frame["voters_expected"], scene, "votes")


def _no_election_quorum(scene: Scene) -> pd.Series:
    frame = _voted(scene, "支部党员大会")
    frame = frame[frame["kind"] == "换届选举"]
    return _aligned(5 * frame["voters_present"] < 4 * frame["voters_expected"], scene, "votes")


def _no_representatives_quorum(scene: Scene) -> pd.Series:
    frame = _voted(scene, "村（居）民代表会议")
    return _aligned(3 * frame["voters_present"] < 2 * frame["voters_expected"], scene, "votes")


def _no_representatives_majority(scene: Scene) -> pd.Series:
    frame = _voted(scene, "村（居）民代表会议")
    return _aligned(2 * frame["ayes"] <= frame["voters_present"], scene, "votes")


def _more_voters_than_members(scene: Scene) -> pd.Series:
    frame = scene["votes"]
    counts = scene.full_members(frame, frame["date"])
    complete = scene.branch("roster_complete", frame).eq("是") & frame["body"].eq("支部党员大会")
    return complete & (frame["voters_expected"] > counts)


def _vote_without_meeting(scene: Scene) -> pd.Series:
    frame, meetings = scene["votes"], scene["meetings"]
    held = {
        (submission, day, kind)
        for submission, day, *kinds in meetings[["submission", "date", "type", "also_1", "also_2"]].itertuples(index=False)
        for kinds_of in kinds if isinstance(kinds_of, str) for kind in kinds_of.split("、")
    }
    keys = zip(frame["submission"], frame["date"], frame["body"], strict=True)
    missing = pd.Series([key not in held for key in keys], index=frame.index, dtype=bool)
    known = frame["date"].notna() & frame["body"].notna() & frame["body"].ne("其他")
    return missing & known & frame["submission"].isin(meetings["submission"])


# --- members ---------------------------------------------------------------------------------------------------------
def _years_after(days: pd.Series, years: int) -> pd.Series:
    return days + pd.DateOffset(years=years)


def _too_young(scene: Scene) -> pd.Series:
    frame = scene["members"]
    return frame["applied"] < _years_after(frame["birth"], 18)


def _candidate_too_soon(scene: Scene) -> pd.Series:
    frame = scene["members"]
    soon = frame["candidate_since"] < _years_after(frame["activist_since"], 1)
    return soon & (frame["candidate_since"] >= pd.Timestamp("2014-06-01")) & ~(frame["candidate_since"] < frame["activist_since"])


def _confirmed_too_soon(scene: Scene) -> pd.Series:
    frame = scene["members"]
    soon = frame["confirmed"] < _years_after(frame["joined"], 1)
    return soon & (frame["joined"] >= pd.Timestamp("1982-09-01")) & (frame["confirmed"] >= frame["joined"])


def _probation_over(scene: Scene) -> pd.Series:
    frame = scene["members"]
    end = frame["probation_until"].fillna(_years_after(frame["joined"], 1))
    listed = frame["type"].eq("预备党员") & frame["status"].fillna("在册").eq("在册")
    return listed & (end < scene.as_of_days(frame)) & frame["confirmed"].isna()


def _probationary_confirmed(scene: Scene) -> pd.Series:
    frame = scene["members"]
    return frame["type"].eq("预备党员") & (frame["confirmed"] <= scene.branch("fill_date", frame))


def _joined_too_early(scene: Scene) -> pd.Series:
    frame = scene["members"]
    return frame["type"].isin(["发展对象", "入党积极分子", "入党申请人"]) & frame["joined"].notna()


def _same_member(scene: Scene) -> pd.Series:
    frame = scene["members"]
    return frame[["name", "birth"]].notna().all(axis=1) & frame.duplicated(["submission", "name", "birth"])


def _admission_without_vote(scene: Scene) -> pd.Series:
    frame, votes = scene["members"], scene["votes"]
    admitted = votes[votes["kind"] == "接收预备党员"]
    keys = set(zip(admitted["submission"], admitted["date"], strict=True))
    inside = (frame["joined"] >= scene.branch("coverage_start", frame)) & (
        frame["joined"] <= scene.branch("coverage_end", frame))
    pairs = zip(frame["submission"], frame["joined"], strict=True)
    missing = pd.Series([pair not in keys for pair in pairs], index=frame.index, dtype=bool)
    return inside & missing & frame["type"].eq("预备党员") & frame["moved_in"].isna()


# --- tasks, proposals, steps -----------------------------------------------------------------------------------------
def _same_number(scene: Scene, sheet: str) -> pd.Series:
    frame = scene[sheet]
    return frame["number"].notna() & frame.duplicated(["submission", "number"])


def _finished_state(scene: Scene) -> pd.Series:
    frame = scene["tasks"]
    return frame["finished"].notna() & frame["state"].isin(["未启动", "进行中"])


def _big_money(scene: Scene) -> pd.Series:
    return scene["tasks"]["investment"] > scene.threshold


def _households(scene: Scene) -> pd.Series:
    frame = scene["tasks"]
    return pd.to_numeric(frame["households"].where(frame["households"] != "全村"), errors="coerce") > frame["people"]


def _closed_state(scene: Scene) -> pd.Series:
    frame = scene["proposals"]
    return frame["closed"].notna() & frame["state"].isin(["正在办理", "未办理", "暂不具备条件", "不予采纳"])


def _rated_unanswered(scene: Scene) -> pd.Series:
    frame = scene["proposals"]
    return frame["satisfaction"].isin(["满意", "基本满意", "不满意"]) & frame["reply"].isna()


def _empty_words(scene: Scene) -> pd.Series:
    frame = scene["proposals"]
    return frame["reply"].str.fullmatch(r"(?:已|正在|正)?(?:办理|处理|解决|反映|落实|协调|上报)(?:中|了|完毕)?[。.]?").fillna(value=False)


def _proposed_later(scene: Scene) -> pd.Series:
    frame = scene["proposals"]
    return (frame["proposed"] > scene.branch("coverage_end", frame)) & ~_future(scene, "proposals", "proposed")


def _dangling(scene: Scene, sheet: str, field: str, target: str) -> pd.Series:
    frame, other = scene[sheet], scene[target]
    keys = set(zip(other["submission"], other["number"], strict=True))
    pairs = zip(frame["submission"], frame[field], strict=True)
    return frame[field].notna() & pd.Series([pair not in keys for pair in pairs], index=frame.index, dtype=bool)


def _merged_into_itself(scene: Scene) -> pd.Series:
    frame = scene["proposals"]
    return frame["merged_into"].notna() & (frame["merged_into"] == frame["number"])


def _happened() -> tuple[Rule, ...]:
    return tuple(
        Rule("H01", sheet, (field,), ERROR, "日期在填报日期之后。", "还没有发生的事不要填；日期写错的请改正。",
             partial(_future, sheet=sheet, field=field))
        for sheet, field in HAPPENED
    )


def _linked() -> tuple[Rule, ...]:
    links = (("tasks", "proposal", "proposals"), ("proposals", "task", "tasks"),
             ("proposals", "merged_into", "proposals"), ("agenda", "proposal", "proposals"), ("agenda", "task", "tasks"))
    titles = {"tasks": "民生实事", "proposals": "居民提案", "agenda": "四议两公开"}
    return tuple(
        Rule("P09", sheet, (field,), ERROR, f"“{titles[target]}”表里没有这个编号。", "请核对编号，写成表里已有的那一个。",
             partial(_dangling, sheet=sheet, field=field, target=target))
        for sheet, field, target in links
    )


RULES: tuple[Rule, ...] = (
    Rule("F50", "branches", ("period",), ERROR, "报告期与本次报送的报告期不一致。", "请核对报告期；报错了期请换成本期的表。", _other_period),
    Rule("B01", "branches", ("full_name",), ERROR, "支部编码和支部全称不是同一个支部。", "请核对编码和全称，不要用别的支部的表改。", _other_name),
    Rule("F51", "branches", ("fill_date",), WARNING, "填报日期在统计截止日期之前。", "统计期结束后再填报；确需提前的请在“说明”里写明。",
         partial(_before_end, field="fill_date")),
    Rule("F52", "branches", ("as_of",), WARNING, "办理情况截至日期在统计截止日期之前。", "请核对；一般写填报当天。", partial(_before_end, field="as_of")),
    Rule("F53", "branches", ("coverage_start",), NOTICE, "统计起止日期与乡镇规定的不同。", "报告里会写明统计期间；写错了请改正。", _other_coverage),
    Rule("B02", "branches", ("full_name",), NOTICE, "正式党员不足3名。", "不足3名的一般与邻近单位成立联合党支部，请与乡镇党建办联系。", _too_few, "zhibu-4"),
    Rule("B03", "branches", ("full_name",), NOTICE, "正式党员超过党支部的一般规模。", "请与乡镇党建办商量是否分设。", _too_many, "zhibu-4", 50),
    Rule("B04", "branches", ("committee_size",), NOTICE, "正式党员7名以上，支委会委员数填的是0。", "已设支委会的请填委员数。", _no_committee, "zhibu-6"),
    *(Rule("E01", "branches", (item,), WARNING, f"“{title}”表是空的，这里也没有说明。", "请补填；本期确实没有的，在这里选“确无”。",
           partial(_empty_sheet, sheet=sheet))
      for sheet, item, title in (("meetings", "no_meetings", "会议"), ("tasks", "no_tasks", "民生实事"),
                                 ("proposals", "no_proposals", "居民提案"))),
    Rule("E01", "branches", ("roster_complete",), WARNING, "“党员”表是空的。", "请填党员名册。", _no_members),
    *(Rule("E02", "branches", (item,), ERROR, f"这里写的是确无，“{title}”表却填了内容。", "请改正其中一处。", partial(_not_empty, sheet=sheet))
      for sheet, item, title in (("meetings", "no_meetings", "会议"), ("tasks", "no_tasks", "民生实事"),
                                 ("proposals", "no_proposals", "居民提案"), ("works", "no_works", "其他工作"),
                                 ("problems", "no_problems", "问题与措施"))),
    *_happened(),
    *(Rule("H31", sheet, ("date",), WARNING, "日期不在统计期间内，本期不计入。", "日期写错的请改正；确是其他时候的，在“说明”里写明，全年统计时会计入。",
           partial(_outside, sheet=sheet)) for sheet in ("meetings", "votes", "works")),
    Rule("H04", "branches", ("full_name",), NOTICE, "统计期间未见支部党员大会记录。", "如已召开请补填，确未召开不必填。", _no_general_meeting, "zhibu-11"),
    Rule("H05", "branches", ("committee_size",), NOTICE, "{}未见支部委员会会议记录。", "如已召开请补填，确未召开不必填。",
         partial(_months_without, kind="支部委员会会议", needs="committee_size"), "zhibu-12"),
    Rule("H06", "branches", ("groups",), NOTICE, "{}未见党小组会记录。", "如已召开请补填，确未召开不必填。",
         partial(_months_without, kind="党小组会", needs="groups"), "zhibu-13"),
    Rule("H07", "branches", ("full_name",), NOTICE, "{}未见主题党日记录。", "如已开展请补填，确未开展不必填。",
         partial(_months_without, kind="主题党日", needs=""), "zhibu-16"),
    Rule("H12", "votes", ("voters_present", "voters_expected", "body", "result"), ERROR, "到会有表决权的人数不到应到的一半，不能形成决议。", "请对照会议记录核对人数和结果。", _no_quorum, "zhibu-11"),
    Rule("H13", "votes", ("ayes", "voters_expected", "body", "result"), ERROR, "赞成票没有超过应到有表决权人数的一半，结果写的是通过。", "请对照会议记录核对票数和结果。", _no_majority, "zhibu-11"),
    Rule("H14", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR, "接收、转正须有表决权实到人数超过应到的一半。", "请对照会议记录核对人数。", _no_admission_quorum, "xize-33"),
    Rule("H16", "votes", ("voters_present", "voters_expected", "kind", "result"), ERROR, "选举时到会有选举权的人数不到应到的五分之四。", "请对照会议记录核对人数。", _no_election_quorum, "xuanju"),
    Rule("H18", "votes", ("voters_expected", "body", "date"), ERROR, "有表决权应到人数比党员表里当天的正式党员还多。", "预备党员没有表决权；请核对人数和党员名册。", _more_voters_than_members, "dangzhang-7"),
    Rule("H25", "votes", ("voters_present", "voters_expected", "body", "result"), ERROR, "代表会议到会人数不到三分之二，不能形成决议。", "请对照会议记录核对人数和结果。", _no_representatives_quorum, "cunzu"),
    Rule("H25", "votes", ("ayes", "voters_present", "body", "result"), ERROR, "代表会议赞成票没有超过到会人数的一半，结果写的是通过。", "请对照会议记录核对票数和结果。", _no_representatives_majority, "cunzu"),
    Rule("H20", "meetings", ("date", "type", "topic"), WARNING, "和上面一行是同一天、同类型、同议题的会议。", "重复的请删去一行；确是两次会议的请在“说明”里写明。", _same_meeting),
    Rule("X07", "votes", ("date", "body"), WARNING, "会议表里没有这一天的这种会议。", "请核对会议日期，或在会议表补填这次会议。", _vote_without_meeting),
    Rule("M03", "members", ("applied", "birth"), ERROR, "申请入党时不满18岁。", "请核对出生日期和申请入党日期。", _too_young, "dangzhang-1"),
    Rule("M06", "members", ("candidate_since", "activist_since"), ERROR, "确定积极分子不满一年就确定为发展对象。", "请对照发展党员档案核对日期。", _candidate_too_soon, "xize-13"),
    Rule("M10", "members", ("confirmed", "joined"), ERROR, "入党日期到转正日期不满一年。", "请对照发展党员档案核对日期。", _confirmed_too_soon, "dangzhang-7"),
    Rule("M11", "members", ("joined", "type", "probation_until", "confirmed"), WARNING, "预备期已满，还没有填转正日期或延长预备期。", "已转正的请改人员类别并填转正日期；延长的请填延长预备期至。", _probation_over, "xize-33"),
    Rule("M12", "members", ("type", "confirmed"), ERROR, "填了转正日期，人员类别还是预备党员。", "已转正的请改为正式党员。", _probationary_confirmed),
    Rule("M12", "members", ("type", "joined"), ERROR, "填了入党日期，人员类别却还不是党员。", "请核对人员类别和入党日期。", _joined_too_early),
    Rule("M14", "members", ("joined",), WARNING, "表决事项表里没有这一天接收预备党员的表决。", "请在表决事项表补填，或核对入党日期。", _admission_without_vote),
    Rule("M21", "members", ("name", "birth"), ERROR, "同一个人写了两行。", "请删去重复的一行。", _same_member),
    *(Rule("T01", sheet, ("number",), ERROR, "编号和上面一行重复。", "每行一个编号，请改成没有用过的编号。", partial(_same_number, sheet=sheet))
      for sheet in ("tasks", "proposals", "agenda")),
    Rule("T02", "tasks", ("state", "finished"), ERROR, "填了完成日期，状态却还不是已完成。", "请核对状态和完成日期。", _finished_state),
    Rule("T03", "tasks", ("finished",), ERROR, "完成日期在办理情况截至日期之后。", "请核对完成日期，或把办理情况截至日期写到当天。", partial(_after_as_of, sheet="tasks", field="finished")),
    Rule("T04", "tasks", ("investment",), WARNING, "计划总投资金额很大。", "单位是万元，请核对是不是按元填了；确实这么多的请在“说明”里写明。", _big_money, "", 1000),
    Rule("T05", "tasks", ("households", "people"), WARNING, "受益户数比受益人数多。", "请核对两个数。", _households),
    Rule("P02", "proposals", ("closed",), ERROR, "办结日期在办理情况截至日期之后。", "请核对办结日期，或把办理情况截至日期写到当天。", partial(_after_as_of, sheet="proposals", field="closed")),
    Rule("P03", "proposals", ("state", "closed"), ERROR, "填了办结日期，状态却不是已办结或已转办。", "请核对状态和办结日期。", _closed_state),
    Rule("P04", "proposals", ("reply",), WARNING, "答复内容太笼统。", "请写明做了什么、什么时候、结果怎样。", _empty_words),
    Rule("P06", "proposals", ("satisfaction", "reply"), WARNING, "填了满意度，却没有答复内容。", "请补填答复内容。", _rated_unanswered),
    Rule("P11", "proposals", ("proposed",), WARNING, "提出日期在统计截止日期之后。", "下一期再填也可以；确需本期填报的请在“说明”里写明。", _proposed_later),
    Rule("P12", "proposals", ("merged_into", "number"), ERROR, "并入编号写成了自己的编号。", "请写并入的那一条的编号。", _merged_into_itself),
    *_linked(),
    *text.rules(),
)
