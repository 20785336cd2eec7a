"""Every rule has a fault that breaks it, found on its cell and nowhere else, and a near miss that does not."""

import tomllib
from importlib.resources import files

import pytest

from goodbranch import GOOD, changed, found, scene
from shuzhi import form
from shuzhi.model.finding import findings_frame
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply
from shuzhi.validate.rulebook import HAPPENED, RULES

VOTE = "| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |"
REPRESENTATIVES = ("会议", "| 2023-09-10 | 支部委员会会议、主题党日 | 学习 | 王方 | 3 | 2 |",
                   "| 2023-09-10 | 支部委员会会议、主题党日、村（居）民代表会议 | 学习 | 王方 | 3 | 2 |")


def representatives(votes):
    """A vote of the village representatives beside the admission."""
    line = f"| 2023-09-10 | 村（居）民代表会议 | 修路 | 议事事项 {votes}  |"
    return (REPRESENTATIVES, ("表决事项", "| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |  |", f"| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |  |\n{line}"))


def admission(votes):
    return (("表决事项", VOTE, votes),)


def decision(kind, votes):
    return (("表决事项", f"接收预备党员 {VOTE}", f"{kind} {votes}"), ("党员", "2023-07-05", "2023-06-05"))


# code, the changes that break it, the finding (sheet, row, column), the changes that just do not
CASES = [
    ("C04", [("会议", "| 讨论接收预备党员 |", "|  |")], ("会议", 2, "议题"), []),
    ("C05", [("会议", "、主题党日 | 学习", "、主题党日、党课 | 学习")], ("会议", 3, "主讲人"),
     [("会议", "、主题党日 | 学习 | 王方 | 3 | 3 |  |  |", "、主题党日、党课 | 学习 | 王方 | 3 | 3 |  | 王方 |")]),
    ("C07", [("会议", "| 3 | 2 |", "| 3 | 4 |")], ("会议", 5, "实到人数"), [("会议", "| 3 | 2 |", "| 3 | 3 |")]),
    ("C08", [("民生实事", "| 9.6 | 6 | 3.6 |", "| 9.6 | 6 | 3 |")], ("民生实事", 2, "财政资金（万元）"),
     [("民生实事", "| 9.6 | 6 | 3.6 |", "| 9.6 | 6.005 | 3.6 |")]),
    ("F50", [("支部信息", "报告期", "2023Q2")], ("支部信息", 18, "报告期"), []),
    ("B01", [("支部信息", "支部全称", "中共白沙村支部委员会")], ("支部信息", 3, "支部全称"), [("支部信息", "支部全称", "石井村党支部")]),
    ("F51", [("支部信息", "填报日期", "2023-09-29"), ("支部信息", "办理情况截至日期", "2023-09-30")], ("支部信息", 15, "填报日期"),
     [("支部信息", "填报日期", "2023-09-30"), ("支部信息", "办理情况截至日期", "2023-09-30")]),
    ("F52", [("支部信息", "办理情况截至日期", "2023-09-29")], ("支部信息", 21, "办理情况截至日期"), [("支部信息", "办理情况截至日期", "2023-09-30")]),
    ("F53", [("支部信息", "统计起始日期", "2023-06-30")], ("支部信息", 19, "统计起始日期"), []),
    ("B02", [("党员", "| 李元 | 女 | 1980-02-01 | 正式党员 | 在册 |  |", "| 李元 | 女 | 1980-02-01 | 正式党员 | 已去世 | 2023-08-01 |"),
             ("党员", "| 周七 | 男 | 1985-02-01 | 正式党员 | 在册 |  |", "| 周七 | 男 | 1985-02-01 | 正式党员 | 已转出 | 2023-08-01 |")],
     ("支部信息", 3, "支部全称"),
     [("党员", "| 李元 | 女 | 1980-02-01 | 正式党员 | 在册 |  |", "| 李元 | 女 | 1980-02-01 | 正式党员 | 已去世 | 2023-08-01 |")]),
    ("E02", [("支部信息", "本期无民生实事", "确无")], ("支部信息", 47, "本期无民生实事"), [("支部信息", "本期无民生实事", "由党总支（党委）统一填报")]),
    ("H01", [("会议", "2023-09-10", "2023-10-09")], ("会议", 5, "日期"), []),
    ("H31", [("其他工作", "2023-07-20", "2023-06-30")], ("其他工作", 2, "日期"), [("其他工作", "2023-07-20", "2023-07-01")]),
    ("H04", [("会议", "支部党员大会", "党员集中学习"), ("表决事项", VOTE, VOTE), ("表决事项", "支部党员大会", "其他")],
     ("支部信息", 3, "支部全称"), []),
    ("H05", [("会议", "2023-08-10 | 支部委员会会议、主题党日", "2023-08-10 | 主题党日")], ("支部信息", 24, "支委会委员数"),
     [("会议", "2023-08-10 | 支部委员会会议、主题党日", "2023-08-10 | 主题党日"), ("支部信息", "支委会委员数", "0")]),
    ("H06", [("支部信息", "党小组数", "1"), ("会议", "2023-08-10 | 支部委员会会议、主题党日", "2023-08-10 | 支部委员会会议、主题党日")],
     ("支部信息", 23, "党小组数"), []),
    ("H07", [("会议", "2023-09-10 | 支部委员会会议、主题党日", "2023-09-10 | 支部委员会会议")], ("支部信息", 3, "支部全称"), []),
    ("H12", decision("议事事项", "| 4 | 1 | 0 | 1 | 0 | 0 | 未通过 |"), None, []),
    ("H12", [*decision("议事事项", "| 4 | 1 | 2 | 3 | 0 | 0 | 通过 |")], ("表决事项", 2, "有表决权实到"),
     decision("议事事项", "| 4 | 2 | 1 | 3 | 0 | 0 | 通过 |")),
    ("H13", admission("| 4 | 4 | 0 | 2 | 2 | 0 | 通过 |"), ("表决事项", 2, "赞成"), admission("| 4 | 4 | 0 | 3 | 1 | 0 | 通过 |")),
    ("H14", admission("| 4 | 2 | 1 | 3 | 0 | 0 | 通过 |"), ("表决事项", 2, "有表决权实到"), admission("| 4 | 3 | 0 | 3 | 0 | 0 | 通过 |")),
    ("H16", decision("换届选举", "| 4 | 3 | 0 | 3 | 0 | 0 | 通过 |"), ("表决事项", 2, "有表决权实到"),
     decision("换届选举", "| 4 | 4 | 0 | 2 | 2 | 0 | 通过 |")),
    ("H18", admission("| 5 | 5 | 0 | 5 | 0 | 0 | 通过 |"), ("表决事项", 2, "有表决权应到"), []),
    ("H25", representatives("| 30 | 19 | 0 | 19 | 0 | 0 | 通过 |"), ("表决事项", 3, "有表决权实到"),
     representatives("| 30 | 20 | 0 | 20 | 0 | 0 | 通过 |")),
    ("H25", representatives("| 30 | 20 | 0 | 10 | 10 | 0 | 通过 |"), ("表决事项", 3, "赞成"),
     representatives("| 30 | 20 | 0 | 11 | 9 | 0 | 通过 |")),
    ("H20", [("会议", "2023-08-10 | 支部委员会会议、主题党日", "2023-07-10 | 支部委员会会议、主题党日")], ("会议", 4, "日期"), []),
    ("X07", [("表决事项", "2023-07-05", "2023-07-06"), ("党员", "2023-07-05", "2023-07-06")], ("表决事项", 2, "会议日期"), []),
    ("M03", [("党员", "2019-01-01", "2012-01-31")], ("党员", 6, "申请入党日期"), [("党员", "2019-01-01", "2013-02-01")]),
    ("M06", [("党员", "2020-01-01 | 2022-01-01", "2021-01-02 | 2022-01-01")], ("党员", 6, "确定发展对象日期"),
     [("党员", "2020-01-01 | 2022-01-01", "2021-01-01 | 2022-01-01")]),
    ("M10", [("党员", "2006-07-01", "2006-06-30")], ("党员", 3, "转正日期"), [("党员", "| 1972-07-01 |  |  |", "| 1972-07-01 |  | 1972-07-01 |")]),
    ("M11", [("党员", "2023-07-05", "2022-07-05")], ("党员", 6, "入党日期"), [("党员", "2023-07-05 |  |", "2022-07-05 | 2023-12-31 |")]),
    ("M12", [("党员", "| 2023-07-05 |  |  |", "| 2022-07-05 |  | 2023-07-05 |")], ("党员", 6, "人员类别"), []),
    ("M12", [("党员", "1995-02-01 | 预备党员", "1995-02-01 | 发展对象")], ("党员", 6, "人员类别"), []),
    ("M14", [("党员", "2023-07-05", "2023-08-05")], ("党员", 6, "入党日期"), [("党员", "2023-07-05", "2023-06-30")]),
    ("M21", [("党员", "| 李元 | 女 | 1980-02-01", "| 王方 | 女 | 1970-01-01")], ("党员", 3, "姓名"),
     [("党员", "| 李元 |", "| 王方 |")]),
    ("M22", [("党员", "| 李元 |", "| 尼玛、次仁 |")], ("党员", 3, "姓名"), [("党员", "| 李元 |", "| 尼玛·次仁 |")]),
    ("T01", [("民生实事", "实2023-002", "实2023-001")], ("民生实事", 3, "编号"), []),
    ("T02", [("民生实事", "2023-08-25 | 已完成", "2023-08-25 | 进行中")], ("民生实事", 2, "状态"), [("民生实事", "2023-08-25 | 已完成", "2023-08-25 | 取消")]),
    ("T03", [("支部信息", "办理情况截至日期", "2023-09-30"), ("民生实事", "2023-08-25", "2023-10-01")], ("民生实事", 2, "完成日期"),
     [("支部信息", "办理情况截至日期", "2023-10-01"), ("民生实事", "2023-08-25", "2023-10-01")]),
    ("T04", [("民生实事", "| 2 | 2 |", "| 1000.5 | 1000.5 |")], ("民生实事", 3, "计划总投资（万元）"), [("民生实事", "| 2 | 2 |", "| 1000 | 1000 |")]),
    ("T05", [("民生实事", "| 46 | 172 |", "| 173 | 172 |")], ("民生实事", 2, "受益户数"), [("民生实事", "| 46 | 172 |", "| 全村 | 172 |")]),
    ("W01", [("其他工作", "| 12 | 户次 |", "| 12 |  |")], ("其他工作", 2, "数量"), [("其他工作", "| 12 | 户次 |", "|  |  |")]),
    ("P02", [("支部信息", "办理情况截至日期", "2023-09-30"), ("居民提案", "2023-08-25", "2023-10-01")], ("居民提案", 2, "办结日期"), []),
    ("P03", [("居民提案", "| 正在办理 | 2023-08-14 |  |  |  |  |  |", "| 正在办理 | 2023-08-14 |  |  |  |  | 2023-09-04 |")], ("居民提案", 4, "状态"), []),
    ("P04", [("居民提案", "已报供电所维修。", "已办理")], ("居民提案", 3, "答复内容"), [("居民提案", "已报供电所维修。", "已办理路灯更换")]),
    ("P06", [("居民提案", "| 2023-08-14 |  |  |  |  |  |  |", "| 2023-08-14 |  |  |  |  |  | 满意 |")], ("居民提案", 4, "满意度"),
     [("居民提案", "| 2023-08-14 |  |  |  |  |  |  |", "| 2023-08-14 |  |  |  |  |  | 未回访 |")]),
    ("P11", [("居民提案", "2023-08-13", "2023-10-01"), ("居民提案", "2023-08-14", "2023-10-02")], ("居民提案", 4, "提出日期"), []),
    ("P12", [("居民提案", "| 2023-08-14 |  |  |  |  |  |  |  |  |", "| 2023-08-14 |  |  |  |  |  |  |  | 议2023-003 |")], ("居民提案", 4, "并入编号"),
     [("居民提案", "| 2023-08-14 |  |  |  |  |  |  |  |  |", "| 2023-08-14 |  |  |  |  |  |  |  | 议2023-001 |")]),
    ("P09", [("民生实事", "议2023-001", "议2023-009")], ("民生实事", 2, "关联提案编号"), []),
    ("P09", [("四议两公开", "实2023-001", "实2023-009")], ("四议两公开", 2, "关联实事编号"), []),
    ("B10", [("支部信息", "单位类型", "社区")], ("支部信息", 6, "单位类型"), []),
    ("T09", [("民生实事", "2023-11-30", "2023-10-07")], ("民生实事", 3, "计划完成日期"), [("民生实事", "2023-11-30", "2023-10-08")]),
    ("P05", [("居民提案", "2023-08-13", "2023-08-01")], ("居民提案", 4, "提出日期"), [("居民提案", "2023-08-13", "2023-08-10")]),
    ("R01", [("问题与措施", "每月寄送学习资料。", "每月召开会议X次。")], ("问题与措施", 2, "整改措施"), [("问题与措施", "每月寄送学习资料。", "每月寄送X光片。")]),
    ("R02", [("其他工作", "走访慰问高龄老人", "走访白沙村高龄老人")], ("其他工作", 2, "内容"), [("其他工作", "走访慰问高龄老人", "走访石井村高龄老人")]),
    ("R03", [("文字材料", "请予评议。", "内部密码略。")], ("文字材料", 2, "正文"), []),
]


def wrong(content):
    return [entry for entry in found(content) if entry[0] not in NOTICES]


NOTICES = {rule.code for rule in RULES if rule.level == "notice"}


def test_the_good_branch_has_no_finding_at_all():
    """A complete, truthful workbook is left in peace, notices included."""
    assert found(GOOD) == []


@pytest.mark.parametrize(("code", "changes", "where", "_near"), CASES)
def test_a_fault_is_found_on_its_cell_and_only_there(code, changes, where, _near):
    """One planted fault gives one finding with the rule's code on the cell it names."""
    entries = found(changed(*changes))
    if code not in NOTICES:
        entries = [entry for entry in entries if entry[0] not in NOTICES]
    else:
        entries = [entry for entry in entries if entry[0] == code]
    assert entries == ([(code, *where)] if where else [])


@pytest.mark.parametrize(("code", "_changes", "_where", "near"), [case for case in CASES if case[3]])
def test_a_near_miss_is_no_fault(code, _changes, _where, near):
    """What is only just right is right."""
    assert code not in [entry[0] for entry in found(changed(*near))]


def test_every_rule_of_the_rulebook_has_a_case():
    """A rule without a planted fault above, or in one of the tests below, is a rule nobody has seen at work."""
    below = {"B03", "B04", "E01", "B20", "B21", "B22"}  # B2.: test_units.py
    assert {rule.code for rule in (*generated(form.load()), *RULES)} - {case[0] for case in CASES} == below


def test_one_rule_one_identity():
    """Code, sheet and columns name a rule; one code may stand for several."""
    keys = [(rule.code, rule.sheet, rule.fields) for rule in (*generated(form.load()), *RULES)]
    assert len(set(keys)) == len(keys)


def test_sources_are_cited_once_and_each_is_used():
    """Every source of a rule is a key of sources.toml with a title, and every key is some rule's."""
    cited = tomllib.loads((files("shuzhi.validate") / "sources.toml").read_text("utf-8"))
    assert set(cited) == {rule.source for rule in RULES if rule.source}
    assert all(set(entry) == {"title", "shown"} and entry["title"] for entry in cited.values())


def test_rules_read_columns_that_exist_and_can_be_applied_to_nothing():
    """Every column named is a column of its sheet; a chunk without rows gives no finding and no error."""
    rules = [*generated(form.load()), *RULES]
    for rule in rules:
        assert all(form.load().sheet(rule.sheet).field(name) for name in rule.fields)
    nobody = findings_frame(())[["submission", "sheet", "row", "field"]]
    assert set(apply(rules, scene({}), nobody)["code"]) <= {"C04", "E01"}


@pytest.mark.parametrize(("sheet", "field"), HAPPENED)
def test_nothing_happened_after_the_workbook_was_filled_in(sheet, field):
    """Every day of a fact is checked against 填报日期."""
    assert any(rule.code == "H01" and rule.sheet == sheet and rule.fields == (field,) for rule in RULES)


@pytest.mark.parametrize("sheet", ["会议", "民生实事", "居民提案"])
def test_an_empty_sheet_needs_a_word(sheet):
    """An empty core sheet is a warning on its 本期无… item until that says 确无."""
    title = {"会议": "本期无会议活动", "民生实事": "本期无民生实事", "居民提案": "本期无意见建议"}[sheet]
    content = {**GOOD, sheet: GOOD[sheet].strip().splitlines()[0]}
    hits = [entry for entry in found(content) if entry[0] == "E01"]
    assert [entry[1::2] for entry in hits] == [("支部信息", title)]
    said = {**content, "支部信息": {**GOOD["支部信息"], title: "确无"}}
    assert [entry for entry in found(said) if entry[0] == "E01"] == []


def members(count):
    lines = [f"| 党员{n} | 男 | 1970-01-01 | 正式党员 | 在册 |  |  |  |  |  | 1995-07-01 |  | 1996-07-01 |  |" for n in range(count)]
    header = GOOD["党员"].strip().splitlines()[0]
    return {**GOOD, "党员": "\n".join([header, *lines]),
            "支部信息": {**GOOD["支部信息"], "支委会委员数": "0"}}


@pytest.mark.parametrize(("count", "codes"), [(6, set()), (7, {"B04"}), (50, {"B04"}), (51, {"B03", "B04"})])
def test_the_size_of_a_branch_is_only_a_notice(count, codes):
    """7 full members and no committee, more than 50 in one 党支部: notices, never faults."""
    entries = {entry[0] for entry in found(members(count))}
    assert entries & {"B03", "B04"} == codes


def test_one_typing_fault_is_not_reported_twice():
    """A meeting with more present than expected is C07 alone, though other rules read the same cells."""
    content = changed(("表决事项", VOTE, "| 4 | 5 | 0 | 5 | 0 | 0 | 通过 |"))
    assert wrong(content) == [("C07", "表决事项", 2, "有表决权实到")]


@pytest.mark.parametrize(("changes", "only"), [
    ([("会议", "2023-09-10 | 支部委员会会议", " | 支部委员会会议")], [("C04", "会议", 5, "日期")]),
    ([("会议", "2023-07-05 | 支部党员大会", "2023-07-05 | ")], [("C04", "会议", 2, "会议类型")]),
    ([("表决事项", "| 2023-07-05 |", "|  |")], [("C04", "表决事项", 2, "会议日期")]),
    ([("党员", "1970-01-01 | 正式党员", "1970-01-01 | ")], [("C04", "党员", 2, "人员类别")]),
    ([("居民提案", "| 议2023-001 |", "|  |")], [("C04", "居民提案", 2, "编号")]),
])
def test_a_fault_in_one_sheet_is_not_reported_again_in_another(changes, only):
    """Rules that look across sheets wait until the cells they read are right."""
    assert found(changed(*changes)) == only
