"""A joined run from Markdown tables: the Results of a small invented township."""

from datetime import date

import pandas as pd

from markdown import cells, tables
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.period import Coverage, Period
from shuzhi.model.results import Results
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.words import Level

PERIOD = Period(2023, "Q", 3)
ROSTER = """
| branch_code | place | full_name | short_name | org_type | unit_type |
|---|---|---|---|---|---|
| QH01 | 石桥村 | 中共青禾镇石桥村支部委员会 | 石桥村 | 党支部 | 村 |
| QH02 | 柳溪社区 | 中共青禾镇柳溪社区总支部委员会 | 柳溪社区 | 党总支 | 社区 |
| QH03 | 东风村 | 中共青禾镇东风村支部委员会 | 东风村 | 党支部 | 村 |
| QH04 | 北坡村 | 中共青禾镇北坡村支部委员会 | 北坡村 | 党支部 | 村 |
"""
STANDING = """
| state | late | submission | file | coverage_start | coverage_end | as_of | errors | warnings | notices |
|---|---|---|---|---|---|---|---|---|---|
| accepted | | 2 | 石桥村新.xlsx | 2023-07-01 | 2023-09-30 | 2023-10-08 | 0 | 0 | 1 |
| to_explain | 是 | 3 | 柳溪/柳溪社区.xlsx | 2023-04-01 | 2023-06-30 | 2023-07-20 | 0 | 1 | 0 |
| returned | | 4 | 东风.xlsx | 2023-07-01 | 2023-09-30 | 2023-10-08 | 2 | 0 | 0 |
| missing | 是 | -1 | | | | | 0 | 0 | 0 |
"""
SUBMISSIONS = """
| submission | file | sha256 | size | branch_code | fill_date | outcome | reason |
|---|---|---|---|---|---|---|---|
| 1 | 石桥村旧.xlsx | aa | 20100 | QH01 | 2023-10-02 | superseded | 同一支部交了更新的一份：石桥村新.xlsx。 |
| 2 | 石桥村新.xlsx | bb | 20480 | QH01 | 2023-10-08 | used | |
| 3 | 柳溪/柳溪社区.xlsx | cc | 31000 | QH02 | 2023-10-12 | used | |
| 4 | 东风.xlsx | dd | 19000 | QH03 | 2023-10-09 | used | |
| 5 | 照片.xlsx | ee | 812 | | | unreadable | 文件已损坏。请用 WPS 打开后另存为 .xlsx 重新报送。 |
"""
INDICATORS = """
| branch_code | scope | name | title | value | unit | numerator | denominator | rows |
|---|---|---|---|---|---|---|---|---|
| QH01 | own | members_total | 党员总数 | 45 | 名 | | | 党员!2;党员!3 |
| QH01 | own | investment_total | 计划总投资 | 12.5 | 万元 | | | 民生实事!2 |
| QH01 | own | general_attendance_rate | 支部党员大会到会率 | 93.75 | % | 45 | 48 | 会议!5 |
| QH01 | own | work_home_visits_household_times | 入户走访（户次） | 12 | 户次 | | | 其他工作!2 |
| QH01 | own | meetings_election | 换届选举大会次数 | 0 | 次 | | | |
| QH01 | own | dues_due | 应交党费 | | 元 | | | |
| QH02 | own | members_total | 党员总数 | 30 | 名 | | | 党员!2 |
| QH02 | own | investment_total | 计划总投资 | 0.3 | 万元 | | | 民生实事!2 |
| QH02 | own | general_attendance_rate | 支部党员大会到会率 | 50 | % | 1 | 2 | 会议!5 |
| QH02 | all | members_total | 党员总数 | 75 | 名 | | | 党员!2;QH01:党员!2 |
| TOTAL | own | members_total | 党员总数 | 75 | 名 | | | |
| TOTAL | own | investment_total | 计划总投资 | 12.8 | 万元 | | | |
| TOTAL | own | general_attendance_rate | 支部党员大会到会率 | 92 | % | 46 | 50 | |
| TOTAL | own | work_home_visits_household_times | 入户走访（户次） | 12 | 户次 | | | |
| TOTAL | own | meetings_election | 换届选举大会次数 | 0 | 次 | | | |
| TOTAL | own | villages_income_over | 集体经济收入达标村数 | 1 | 个 | | | |
"""
STONE_BRIDGE = {
    "支部信息": {
        "支部编码": "QH01", "支部全称": "中共青禾镇石桥村支部委员会", "书记姓名": "张大山", "联系电话": "13900000000",
        "统计起始日期": "2023-07-01", "户数": "320",
    },
    "会议": """
| 行 | 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 | 缺席情况 |
|---|---|---|---|---|---|---|---|
| 5 | 2023-07-05 | 支部党员大会 | =1+1 | 张大山 | 48 | 45 | 王小川外出 |""",
    "表决事项": """
| 会议日期 | 表决主体 | 表决事项 | 事项类别 | 赞成 | 结果 |
|---|---|---|---|---|---|
| 2023-07-05 | 支部党员大会 | 接收王小川为预备党员 | 接收预备党员 | 40 | 通过 |
| 2023-07-05 | 支部党员大会 | 修缮村部屋顶 | 议事事项 | 44 | 通过 |""",
    "民生实事": """
| 编号 | 事项名称 | 类别 | 计划总投资（万元） | 责任人 | 计划完成日期 | 调整后完成日期 | 状态 | 说明 |
|---|---|---|---|---|---|---|---|---|
| 实2023-001 | 三组水泥路修补 | 道路桥涵 | 9.6 | 张大山 | 2023-08-31 | | 已完成 | |
| 实2023-002 | http://example.com | 照明监控 | 2.9 | 李小河 | 2023-09-30 | | 进行中 | 电话13911111111 |
| 实2023-003 | 修渠 | 沟渠水利 | | 李小河 | 2023-09-30 | 2023-12-31 | 进行中 | |""",
    "居民提案": """
| 编号 | 提出日期 | 组别 | 提出人 | 事项 | 类别 | 状态 | 答复内容 |
|---|---|---|---|---|---|---|---|
| 议2023-001 | 2023-08-01 | 三组 | 陈小满 | 路灯不亮 | 照明监控 | 正在办理 | |
| 议2023-002 | 2023-09-20 | 一组 | 陈小满 | @组长 | 其他 | 未办理 | |""",
}
WILLOW = {
    "支部信息": {"支部编码": "QH02", "支部全称": "中共青禾镇柳溪社区总支部委员会"},
    "民生实事": """
| 编号 | 事项名称 | 类别 | 计划总投资（万元） | 计划完成日期 | 状态 |
|---|---|---|---|---|---|
| 实2023-001 | 加装扶手 | 公共设施 | 0.3 | 2023-07-31 | 未启动 |""",
}
FINDINGS = (
    (5, "", "照片.xlsx", "F01", Level.ERROR, "", 0, "", 0, "文件已损坏。", "请重新报送。"),
    (4, "QH03", "东风.xlsx", "V02", Level.ERROR, "votes", 3, "ayes", 8, "赞成、反对、弃权加起来不对。", "请核对票数。"),
    (4, "QH03", "东风.xlsx", "C03", Level.ERROR, "meetings", 7, "expected", 28, "应到人数没有填。", "请填写。"),
    (3, "QH02", "柳溪/柳溪社区.xlsx", "M01", Level.WARNING, "meetings", 4, "", 0, "整行可能重复。", "请核对。"),
    (2, "QH01", "石桥村新.xlsx", "S01", Level.NOTICE, "branches", 12, "phone", 2, "号码位数少见。", "请核对。"),
)
EXPLAINED = (
    (2, "QH01", "石桥村新.xlsx", "T04", Level.WARNING, "tasks", 4, "investment", 9, "投资很大。", "请核对。", "", "另一处：东风村。"),
)


def frame(text, dates=(), numbers=()):
    """A frame from a Markdown table; columns are text unless named."""
    header, *rows = cells(text)
    content = pd.DataFrame(rows, columns=header, dtype="str")
    for name in numbers:
        content[name] = pd.to_numeric(content[name])
    for name in dates:
        content[name] = pd.to_datetime(content[name].where(content[name] != "")).astype("datetime64[s]")
    return content


def results(as_of=None):
    """Four branches: accepted, to explain, returned, missing; five files."""
    days, counts = ("coverage_start", "coverage_end", "as_of"), ("submission", "errors", "warnings", "notices")
    branches = pd.concat([frame(ROSTER), frame(STANDING, days, counts)], axis="columns")
    branches["late"] = branches["late"] == "是"
    branches["through"] = ""
    roster = tuple(
        Branch(one.branch_code, one.full_name, one.short_name, one.place, one.org_type, one.unit_type)
        for one in branches.itertuples()
    )
    settings = Settings(
        "青禾镇", "中共青禾县委", PERIOD, Coverage(date(2023, 7, 1), date(2023, 9, 30)), date(2023, 10, 10), roster, (),
        limits={"close_days": 60.0},
    )
    found = _found(FINDINGS)
    explained = _found(EXPLAINED).assign(digest="d1", explanation="由县里核定")
    return Results(
        settings, frame(SUBMISSIONS, ("fill_date",), ("submission", "size")), branches, found,
        frame(INDICATORS, (), ("value", "numerator", "denominator")), _frames(), as_of, explained,
    )


def _found(lines):
    found = findings_frame(Finding(one[0], *one[3:]) for one in lines)
    return found.assign(branch_code=[one[1] for one in lines], file=[one[2] for one in lines])


def _frames():
    codes = {1: "QH01", 2: "QH02"}
    tall = tables(STONE_BRIDGE, WILLOW).frames
    return {
        name: sheet.assign(branch_code=sheet["submission"].map(codes))
        for name, sheet in tall.items() if name != "members"
    }
