"""What the branches of an invented township type in the four quarters of 2023."""

from datetime import date

ROSTER = [
    {"code": "Y01", "full_name": "中共云溪镇石井村支部委员会", "short_name": "石井村", "org_type": "党支部", "unit_type": "村", "secretary": "方远山"},
    {"code": "Y02", "full_name": "中共云溪镇白沙村支部委员会", "short_name": "白沙村", "org_type": "党支部", "unit_type": "村",
     "secretary": "沈长河"},
    {"code": "Y03", "full_name": "中共云溪镇东风社区支部委员会", "short_name": "东风社区", "org_type": "党支部", "unit_type": "社区", "secretary": "罗平川"},
    {"code": "Y04", "full_name": "中共云溪镇新桥村支部委员会", "short_name": "新桥村", "org_type": "党支部", "unit_type": "村",
     "secretary": "罗小满", "founded": date(2023, 7, 1)},
    {"code": "Y05", "full_name": "中共云溪镇南坪村支部委员会", "short_name": "南坪村", "org_type": "党支部", "unit_type": "村",
     "secretary": "汪立夏", "founded": date(2023, 10, 1)},
]
MERGED = {"closed": date(2023, 6, 30), "merged_into": "Y01"}  # what the office enters of Y02, in July
NAMES = {branch["code"]: branch["short_name"] for branch in ROSTER}
# Working days on which meetings are held: of each quarter the three months, and the day of the 党课.
DAYS = {
    1: (date(2023, 1, 6), date(2023, 2, 10), date(2023, 3, 10), date(2023, 3, 20)),
    2: (date(2023, 4, 6), date(2023, 5, 10), date(2023, 6, 9), date(2023, 6, 20)),
    3: (date(2023, 7, 6), date(2023, 8, 10), date(2023, 9, 11), date(2023, 9, 20)),
    4: (date(2023, 10, 9), date(2023, 11, 10), date(2023, 12, 8), date(2023, 12, 20)),
}
FILLED = {1: date(2023, 4, 7), 2: date(2023, 7, 7), 3: date(2023, 10, 8), 4: date(2024, 1, 5)}
FOLK = {
    "Y01": ["方远山", "程秋实", "叶知秋", "施建业", "章水生", "梁满仓"],
    "Y02": ["沈长河", "袁大年", "韦春生", "夏有田", "秦巧云"],
    "Y03": ["罗平川", "罗小满", "邹桂香", "邹文斌", "熊得水", "龚腊梅", "柏青"],
    "Y04": [],
    "Y05": ["汪立夏", "祝双喜", "管银花", "戴冬生"],
}
ISSUES = ["路灯不亮", "水沟堵塞", "垃圾清运不及时", "路面破损"]
MATTERS = ["入户路修补", "水渠清淤", "文体广场亮化", "垃圾收集点改造"]


def member(name, place):
    """A full member since 2000; years differ so that no two people share a birthday."""
    return {
        "姓名": name, "性别": "男", "出生日期": date(1960 + place * 3, 2, 1 + place), "人员类别": "正式党员", "党籍状态": "在册",
        "入党日期": date(1996 + place, 7, 1), "转正日期": date(1997 + place, 7, 1),
    }


def items(code, quarter, count):
    filled = FILLED[quarter]
    return {
        "填报人": f"{NAMES[code]}文书", "联系电话": "13800000000", "填报日期": filled, "办理情况截至日期": filled,
        "党小组数": 0, "支委会委员数": 3, "党员名册是否完整": "是", "户数": 300 + count, "常住人口": 900 + count,
        "本期应交党费合计（元）": 100 * quarter + count, "本期已交党费合计（元）": 100 * quarter + count,
        "党务公开次数": 3, "居（村）务公开次数": quarter, "集体经济收入（本年累计，万元）": round(3.2 * quarter + count / 10, 1),
    }


def meetings(secretary, quarter, count):
    """One 支部党员大会, three 支部委员会会议 that are 主题党日 too, one 党课."""
    first, second, third, lecture = DAYS[quarter]
    same = {"主持人": secretary, "应到人数": count, "实到人数": count}
    board = {"主持人": secretary, "应到人数": 3, "实到人数": 3, "同时作为（1）": "主题党日", "会议类型": "支部委员会会议"}
    return [
        {"日期": first, "会议类型": "支部党员大会", "议题": f"第{quarter}季度工作安排", **same},
        *({"日期": day, "议题": f"{day.month}月组织生活", **board} for day in (first, second, third)),
        {"日期": lecture, "会议类型": "党课", "议题": "学习党章", "主讲人": secretary, **same, "实到人数": count - 1},
    ]


def work(quarter):
    return {"日期": DAYS[quarter][1], "类别": "走访慰问", "内容": "走访慰问高龄老人", "数量": 4 + quarter, "单位": "户次"}


def task(code, quarter):
    """Begun in the quarter, to be finished in the next."""
    end = date(2023, 3 * quarter + 3, 20) if quarter < 4 else date(2024, 3, 20)
    return {
        "事项名称": f"{NAMES[code]}{MATTERS[quarter - 1]}", "类别": "公共设施", "来源": "支部谋划", "计划总投资（万元）": 2 + quarter,
        "财政资金（万元）": 2, "集体资金（万元）": quarter, "累计已支付（万元）": 1, "责任人": f"{NAMES[code]}负责人",
        "开工日期": DAYS[quarter][1], "计划完成日期": end, "状态": "进行中",
    }


def task_done(quarter):
    """How the task of the quarter before stands now."""
    return {"状态": "已完成", "完成日期": DAYS[quarter][1], "受益户数": 10 * quarter, "累计已支付（万元）": 1 + quarter}


def issue(code, quarter):
    day = DAYS[quarter][2]
    return {
        "提出日期": day, "组别": "一组", "事项": f"{NAMES[code]}{ISSUES[quarter - 1]}", "类别": "公共设施", "状态": "正在办理", "受理日期": day,
    }


def issue_closed(quarter):
    day = DAYS[quarter][0]
    return {
        "状态": "已办结", "答复内容": f"{day.month}月已处理完毕，并向提出人说明。", "答复日期": day, "办结日期": day, "满意度": "满意",
    }


PROBLEM = {"类型": "存在问题", "存在问题": "外出党员参加学习少。", "整改措施": "每月寄送学习资料。", "整改情况": "整改中"}
OWN = {
    "own_meetings": [
        {"date": date(2023, 2, 16), "type": "理论学习中心组学习", "topic": "集中学习", "host": "邵清源", "recorder": "佟安", "expected": 9, "present": 9},
        {"date": date(2023, 8, 17), "type": "党建工作推进会", "topic": "下半年党建重点工作", "host": "佟安", "recorder": "邵清源", "expected": 20, "present": 19},
    ],
    "own_works": [
        {"date": date(2023, 9, 14), "type": "入户走访", "content": "走访各村党员户", "quantity": 16, "unit": "户次", "officer": "佟安"},
        {"date": date(2023, 5, 18), "type": "走访慰问", "content": "走访慰问困难党员", "quantity": 5, "unit": "户次"},
    ],
}


def parameters(quarter):
    start, end = DAYS[quarter][0].replace(day=1), DAYS[quarter][2]
    last = {1: 31, 2: 30, 3: 30, 4: 31}[quarter]
    due = {1: date(2023, 4, 10), 2: date(2023, 7, 10), 3: date(2023, 10, 10), 4: date(2024, 1, 10)}[quarter]
    return {
        "township": "云溪镇", "committee": "中共云溪镇委员会", "superior": "中共青禾县委", "period": f"2023年第{'一二三四'[quarter - 1]}季度",
        "coverage_start": start, "coverage_end": end.replace(day=last), "deadline": due, "contact": "佟安 13900000002",
    }
