"""A small branch quarter by quarter, as sheet title → Markdown table; tests change one thing at a time."""

import shutil
from datetime import date

from conftest import REPOSITORY
from markdown import tables
from shuzhi import form
from shuzhi.author.fill.filled import filled
from shuzhi.commands.consolidating.lines import Quarter, lines
from shuzhi.model.period import Period
from shuzhi.workspace import Workspace
from smalltown import STANDARD, TOWNSHIP, mould

YEAR = Period.parse("2023Y")
CODES = {"石井村": ("YX06", "云溪镇石井村党支部", "何长顺"), "东岭村": ("YX08", "云溪镇东岭村党支部", "毛立新")}
NEIGHBOURS = {"李元": "方原", "孙平": "林坪", "周和": "郑禾"}  # no two branches list the same people
FILLED = {1: "2023-04-06", 2: "2023-07-06", 3: "2023-10-07", 4: "2024-01-05"}


def typed(number, place="石井村", **changed):
    """What the branch types in a quarter; `changed`: sheet title → rows put below its own, or 支部信息 → items."""
    code, name, secretary = CODES[place]
    period = Period(2023, "Q", number)
    months = [f"2023-{3 * number - 2 + more:02d}" for more in range(3)]
    found = {
        "支部信息": {
            "支部编码": code, "支部全称": name, "组织类别": "党支部", "单位类型": "村", "所属乡镇街道": "云溪镇",
            "上级党组织": "中共云溪镇委员会", "书记姓名": secretary, "填报人": "李元", "联系电话": "13800000000",
            "填报日期": FILLED[number], "报告期": period.code, "统计起始日期": str(period.days.start),
            "统计截止日期": str(period.days.end), "办理情况截至日期": FILLED[number], "党小组数": "0", "支委会委员数": "3",
            "党员名册是否完整": "是", "本期应交党费合计（元）": 300 + number, "本期已交党费合计（元）": 300 + number, "户数": 200 + number,
            "集体经济收入（本年累计，万元）": 2 * number, "党务公开次数": 1, "居（村）务公开次数": number,
        },
        "会议": f"""
| 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 | 主讲人 | 说明 |
| {months[0]}-05 | 支部党员大会 | 学习文件，安排本季度工作 | {secretary} | 4 | 4 |  |  |
| {months[0]}-10 | 支部委员会会议、主题党日 | 学习党章 | {secretary} | 3 | 3 |  |  |
| {months[1]}-10 | 支部委员会会议、主题党日 | 研究道路养护 | {secretary} | 3 | 3 |  |  |
| {months[2]}-10 | 支部委员会会议、主题党日 | 研究党费收缴 | {secretary} | 3 | 2 |  |  |
| {months[2]}-20 | 党课 | 党课：入党誓词 | {secretary} | 4 | 4 | {secretary} |  |
""",
        "党员": f"""
| 姓名 | 性别 | 出生日期 | 人员类别 | 党籍状态 | 变动日期 | 入党日期 | 转正日期 | 思想汇报次数 | 说明 |
| {secretary} | 男 | 1970-01-01 | 正式党员 | 在册 |  | 1995-07-01 | 1996-07-01 |  |  |
| 李元 | 女 | 1980-02-01 | 正式党员 | 在册 |  | 2005-07-01 | 2006-07-01 |  |  |
| 孙平 | 男 | 1985-03-03 | 正式党员 | 在册 |  | 2010-07-01 | 2011-07-01 | 1 |  |
""" + {
            1: "| 周和 | 男 | 1950-02-01 | 正式党员 | 在册 |  | 1972-07-01 |  |  |  |\n",
            2: "| 周和 | 男 | 1950-02-01 | 正式党员 | 已去世 | 2023-05-04 | 1972-07-01 |  |  |  |\n",
        }.get(number, ""),
        "民生实事": """
| 编号 | 事项名称 | 类别 | 来源 | 责任人 | 计划总投资（万元） | 财政资金（万元） | 开工日期 | 计划完成日期 | 完成日期 | 状态 | 说明 |
""" + {
            1: "| 实2023-001 | 三组道路修补 | 道路桥涵 | 支部谋划 | 李元 | 9.6 | 9.6 | 2023-02-10 | 2023-06-30 |  | 进行中 |  |\n",
            2: "| 实2023-001 | 三组道路修补 | 道路桥涵 | 支部谋划 | 李元 | 9.6 | 9.6 | 2023-02-10 | 2023-06-30 | 2023-06-20 | 已完成 |  |\n",
            3: "| 实2023-002 | 南塘清淤 | 沟渠水利 | 支部谋划 | 李元 | 2 | 2 | 2023-09-10 | 2023-11-30 |  | 进行中 |  |\n",
            4: "| 实2023-002 | 南塘清淤 | 沟渠水利 | 支部谋划 | 李元 | 2.5 | 2.5 | 2023-09-10 | 2023-11-30 | 2023-11-20 | 已完成 |  |\n",
        }[number],
        "居民提案": f"""
| 编号 | 提出日期 | 组别 | 事项 | 类别 | 状态 | 受理日期 | 答复内容 | 答复日期 | 办结日期 | 满意度 | 说明 |
| 议2023-00{number} | {months[0]}-12 | 一组 | 路灯不亮{number} | 照明监控 | 已办结 | {months[0]}-13 | 更换灯泡。 | {months[0]}-16 | {months[0]}-20 | 满意 |  |
""",
        "其他工作": f"""
| 日期 | 类别 | 内容 | 数量 | 单位 | 说明 |
| {months[1]}-20 | 走访慰问 | 走访慰问高龄老人 | {number} | 户次 |  |
""",
        "问题与措施": f"""
| 序号 | 类型 | 存在问题 | 整改措施 | 整改情况 | 下步打算 | 说明 |
| 1 | 存在问题 | 外出党员参加学习少。 | 每月寄送学习资料。 | {'整改中' if number < 4 else '长期坚持'} |  |  |
| 2 | 下步打算 |  |  |  | 第{number}次打算：抓好清淤。 |  |
""" + ("| 3 | 存在问题 | 会议记录不及时。 | 会后三日内整理。 | 已整改 |  |  |\n"
            "| 4 | 存在问题 | 公开栏更新慢。 | 每月更新一次。 | 整改中 |  |  |\n" if number == 1 else ""),
    }
    if place == "东岭村":
        for here, there in NEIGHBOURS.items():
            found = {title: text.replace(here, there) if isinstance(text, str) else text for title, text in found.items()}
    for title, more in changed.items():
        found[title] = {**found[title], **more} if title == "支部信息" else found.get(title, "") + more
    return found


def quarter(number, content):
    """A quarter's workbook as merging gets it."""
    return Quarter(Period(2023, "Q", number), tables(content))


def workbook(content):
    """The content as a workbook of the standard form, in bytes."""
    read = Quarter(YEAR, tables(content))
    return filled(mould(STANDARD.name), {sheet.name: [line.values for line in lines(sheet, read)] for sheet in form.load().sheets})


def founded(folder):
    """A workspace with the two branches in its roster and reports of the year alone; nothing handed in."""
    workspace = Workspace(folder)
    workspace.templates.mkdir(parents=True)
    workspace.settings_file.parent.mkdir(parents=True)
    parameters = {
        "township": "云溪镇", "superior": "中共青禾县委", "committee": "中共云溪镇委员会", "period": "2023Q4",
        "coverage_start": date(2023, 10, 1), "coverage_end": date(2023, 12, 31), "identity": "否",
    }
    roster = [{"code": code, "full_name": name, "short_name": place, "org_type": "党支部", "unit_type": "村",
               "secretary": secretary} for place, (code, name, secretary) in CODES.items()]
    reports = []
    for template, name in (("年度抓基层党建述职报告.docx", "抓基层党建述职报告"), ("年度工作总结.docx", "工作总结")):
        shutil.copy(REPOSITORY / "templates" / template, workspace.templates)
        reports.append({"template": template, "name": name, "audience": "报上级", "output": name, "period_kinds": "年度", "annex": "是"})
    content = {"parameters": [parameters], "roster": roster, "reports": reports}
    workspace.settings_file.write_bytes(filled(mould(TOWNSHIP.name), content))
    return workspace
