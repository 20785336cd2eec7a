"""A small branch without any fault, as sheet title → Markdown table; tests change one thing at a time."""

from markdown import tables
from shuzhi import form
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch, Settings, Word
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

PERIOD = Period.parse("2023Q3")
BRANCHES = (
    Branch("A01", "中共石井村支部委员会", "石井村", "石井村", "党支部", "村"),
    Branch("A02", "中共白沙村支部委员会", "白沙村", "白沙村", "党支部", "村"),
)
SETTINGS = Settings(
    "云溪镇", "青禾县委", PERIOD, Coverage(PERIOD.days.start, PERIOD.days.end), None, BRANCHES, (),
    limits={"accept_days": 5, "reply_days": 15, "close_days": 60}, words=(Word("禁用", "内部密码"), Word("固定写法", "三会一课", "“三会一课”")),
)
GOOD = {
    "支部信息": {
        "支部编码": "A01", "支部全称": "中共石井村支部委员会", "组织类别": "党支部", "单位类型": "村", "所属乡镇街道": "云溪镇",
        "上级党组织": "中共云溪镇委员会", "书记姓名": "王方", "填报人": "李元", "联系电话": "13800000000",
        "填报日期": "2023-10-08", "报告期": "2023Q3", "统计起始日期": "2023-07-01", "统计截止日期": "2023-09-30",
        "办理情况截至日期": "2023-10-08", "党小组数": "0", "支委会委员数": "3", "党员名册是否完整": "是",
    },
    "会议": """
| 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 | 党小组 | 主讲人 | 主要内容（一两句话） | 说明 |
| 2023-07-05 | 支部党员大会 | 讨论接收预备党员 | 王方 | 4 | 4 |  |  |  |  |
| 2023-07-10 | 支部委员会会议、主题党日 | 学习 | 王方 | 3 | 3 |  |  |  |  |
| 2023-08-10 | 支部委员会会议、主题党日 | 学习 | 王方 | 3 | 3 |  |  |  |  |
| 2023-09-10 | 支部委员会会议、主题党日 | 学习 | 王方 | 3 | 2 |  |  |  |  |
| 2023-09-20 | 党课 | 讲党章 | 王方 | 5 | 4 |  | 王方 |  |  |
""",
    "表决事项": """
| 会议日期 | 表决主体 | 表决事项 | 事项类别 | 有表决权应到 | 有表决权实到 | 会前书面意见 | 赞成 | 反对 | 弃权 | 结果 | 说明 |
| 2023-07-05 | 支部党员大会 | 接收赵一为预备党员 | 接收预备党员 | 4 | 4 | 0 | 4 | 0 | 0 | 通过 |  |
""",
    "党员": """
| 姓名 | 性别 | 出生日期 | 人员类别 | 党籍状态 | 变动日期 | 转入日期 | 申请入党日期 | 确定积极分子日期 | 确定发展对象日期 | 入党日期 | 延长预备期至 | 转正日期 | 说明 |
| 王方 | 男 | 1970-01-01 | 正式党员 | 在册 |  |  |  |  |  | 1995-07-01 |  | 1996-07-01 |  |
| 李元 | 女 | 1980-02-01 | 正式党员 | 在册 |  |  |  |  |  | 2005-07-01 |  | 2006-07-01 |  |
| 孙六 | 男 | 1950-02-01 | 正式党员 | 在册 |  |  |  |  |  | 1972-07-01 |  |  |  |
| 周七 | 男 | 1985-02-01 | 正式党员 | 在册 |  |  |  |  |  | 2010-07-01 |  | 2011-07-01 |  |
| 赵一 | 男 | 1995-02-01 | 预备党员 | 在册 |  |  | 2019-01-01 | 2020-01-01 | 2022-01-01 | 2023-07-05 |  |  |  |
""",
    "民生实事": """
| 编号 | 事项名称 | 类别 | 来源 | 关联提案编号 | 责任人 | 计划总投资（万元） | 财政资金（万元） | 集体资金（万元） | 自筹及其他（万元） | 累计已支付（万元） | 开工日期 | 计划完成日期 | 完成日期 | 状态 | 受益户数 | 受益人数 | 说明 |
| 实2023-001 | 三组道路修补 | 道路桥涵 | 居民提案 | 议2023-001 | 王方 | 9.6 | 6 | 3.6 |  | 5 | 2023-07-10 | 2023-08-31 | 2023-08-25 | 已完成 | 46 | 172 |  |
| 实2023-002 | 南塘清淤 | 沟渠水利 | 支部谋划 |  | 王方 | 2 | 2 |  |  |  | 2023-09-10 | 2023-11-30 |  | 进行中 | 全村 |  |  |
""",
    "居民提案": """
| 编号 | 提出日期 | 组别 | 事项 | 类别 | 状态 | 受理日期 | 答复内容 | 答复日期 | 转办单位 | 转办日期 | 办结日期 | 满意度 | 关联实事编号 | 并入编号 | 说明 |
| 议2023-001 | 2023-07-03 | 三组 | 道路破损 | 道路桥涵 | 已办结 | 2023-07-04 | 已列入今年实事，8月修补完成。 | 2023-07-06 |  |  | 2023-08-25 | 满意 | 实2023-001 |  |  |
| 议2023-002 | 2023-07-03 | 一组 | 路灯不亮 | 照明监控 | 已转办 | 2023-07-04 | 已报供电所维修。 | 2023-07-06 | 供电所 | 2023-07-05 |  |  |  |  |  |
| 议2023-003 | 2023-09-20 | 一组 | 垃圾清运 | 环境卫生 | 正在办理 | 2023-09-21 |  |  |  |  |  |  |  |  |  |
""",
    "四议两公开": """
| 编号 | 议题 | 关联提案编号 | 关联实事编号 | 提议日期 | 商议日期 | 审议日期 | 决议日期 | 决议公开日期 | 结果公开日期 | 结果 | 说明 |
| 公2023-001 | 道路修补 | 议2023-001 | 实2023-001 | 2023-06-10 | 2023-06-12 | 2023-06-20 | 2023-06-25 | 2023-06-26 | 2023-09-01 | 通过 |  |
""",
    "其他工作": """
| 日期 | 类别 | 内容 | 数量 | 单位 | 说明 |
| 2023-07-20 | 走访慰问 | 走访慰问高龄老人 | 12 | 户次 |  |
""",
    "问题与措施": """
| 序号 | 类型 | 存在问题 | 整改措施 | 下步打算 | 说明 |
| 1 | 存在问题 | 外出党员参加学习少。 | 每月寄送学习资料。 |  |  |
| 2 | 下步打算 |  |  | 四季度完成南塘清淤。 |  |
""",
    "文字材料": """
| 栏目 | 正文 | 说明 |
| 结束语 | 以上报告，请予评议。 |  |
""",
}


def scene(content, settings=SETTINGS, as_of=None, code="A01"):
    return Scene(tables(content), form.load(), settings, {1: code}, as_of)


def found(content, **options):
    """(code, sheet title, row, column title) of every finding, notices too."""
    return listed(validate(scene(content, **options), ())).get(1, [])


def found_in(contents, settings=SETTINGS):
    """As `found`, of each content of a list; all are validated as one chunk."""
    codes = dict.fromkeys(range(1, len(contents) + 1), "A01")
    by_submission = listed(validate(Scene(tables(*contents), form.load(), settings, codes), ()))
    return [by_submission.get(number, []) for number in codes]


def listed(findings):
    """Submission → (code, sheet title, row, column title) of its findings."""
    standard, entries = form.load(), {}
    for f in findings.itertuples():
        title = standard.sheet(f.sheet).field(f.field).title if f.field else ""
        entries.setdefault(f.submission, []).append((f.code, standard.title_of(f.sheet), f.row, title))
    return entries


def changed(*changes):
    """GOOD with (sheet, old text, new text) replaced once each; 支部信息: (sheet, item, value)."""
    content = dict(GOOD)
    for sheet, old, new in changes:
        if sheet == "支部信息":
            content[sheet] = {**content[sheet], old: new}
            continue
        assert old in content[sheet], (sheet, old)
        content[sheet] = content[sheet].replace(old, new, 1)
    return content


def widened(sheet, columns):
    """The change that adds columns (title → Excel row → text) to a sheet of GOOD."""
    header, *rows = GOOD[sheet].strip().splitlines()
    lines = [" ".join([row, *(f"{texts.get(number, '')} |" for texts in columns.values())])
             for number, row in enumerate(rows, 2)]
    return sheet, GOOD[sheet], "\n".join([" ".join([header, *(f"{title} |" for title in columns)]), *lines])
