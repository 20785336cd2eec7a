"""What each picture of the guides shows: of which output, which part, with frames around which words."""

from typing import NamedTuple


class Shot(NamedTuple):
    """One picture.

    name    of the file
    kind    paper: a printed page · page: an HTML page · console: what a command prints · note: a text · tabs: of a workbook
    source  a key of the sources
    on      paper: words that the page must have · console: the command
    top, bottom, right   paper: words where the cut begins and ends · page: `top` is the CSS selector of the part
    frames  words to frame in red, numbered where there are several
    dots    paper: dots per inch
    lead, tail, beside   pixels above, below and beside the cut · console: `tail` is the number of lines shown
    """

    name: str
    kind: str
    source: str
    on: tuple[str, ...] = ()
    top: str = ""
    bottom: str = ""
    right: str = ""
    frames: tuple[str, ...] = ()
    lead: int = 20
    tail: int = 10
    beside: int = 30
    dots: int = 200
    width: int = 1000
    height: int = 620


class View(NamedTuple):
    """One sheet of a source with some of its columns: title → width in characters (0: as it is); `headings`: A B C, 1 2 3."""

    source: str
    sheet: str
    columns: dict[str, int]
    headings: bool = False


_MEETING = {"日期": 0, "会议类型": 0, "议题": 42, "主持人": 0, "应到人数": 0, "实到人数": 0}
_VERDICT = {"级别": 9, "表": 11, "单元格": 9, "问题": 40, "怎么改": 40}
VIEWS = {
    "facts": View("issued", "支部信息", {"项目": 34, "内容": 40}),
    "meetings": View("filled", "会议", _MEETING, headings=True),
    "amber": View("mistaken", "会议", _MEETING, headings=True),
    "tasks": View("filled", "民生实事", {"编号": 0, "事项名称": 26, "计划总投资（万元）": 20, "计划完成日期": 16, "完成日期": 14, "状态": 10}),
    "proposals": View("filled", "居民提案", {"编号": 0, "提出日期": 12, "事项": 22, "状态": 10, "答复内容": 40, "答复日期": 12}),
    "verdict": View("returned", "核对结果", _VERDICT),
    "marked": View("returned", "会议", {"日期": 18, "会议类型": 16, "议题": 30, "主持人": 10, "应到人数": 12, "实到人数": 12},
                   headings=True),
    "asking": View("asked", "核对结果", _VERDICT),
    "settings": View("township", "参数", {"项目": 40, "内容": 40}),
    "roster": View("township", "支部名册", {"支部编码": 10, "支部全称": 34, "简称": 22, "单位类型": 10, "上级支部编码": 10}),
    "reports": View("township", "报告", {"模板文件": 34, "报告名称": 32, "适用报告期": 10, "受众": 14}),
    "figures": View("summary", "总表", {"支部简称": 22, "单位类型": 10, "状态": 12, "党员总数（名）": 18, "正式党员数（名）": 20,
                                     "女党员数（名）": 18}),
    "arrivals": View("summary", "报送情况", {"支部简称": 20, "状态": 10, "必须改": 8, "请核对": 8, "怎么办": 46}),
}
SLIPS = (("会议", "实到人数", 3, 45), ("会议", "日期", 5, None))  # sheet, column, row, what was typed

SHOTS = (
    # --- for branches
    Shot("标签", "tabs", "issued", top=".tabs", width=1500),
    Shot("填写说明", "paper", "issued", ("填写说明", "第一步"), "村（社区）党支部工作台账", "填报自查"),
    Shot("支部信息", "paper", "facts", (), "项目", "办理情况截至日期"),
    Shot("会议", "paper", "meetings", (), "会议类型*", "2023-8-7", lead=70),
    Shot("橙色", "paper", "amber", (), "会议类型*", "2023-8-5", lead=70, frames=("45",)),
    Shot("自查", "paper", "mistaken", ("填报自查", "一、各表填了多少"), "还有", "民生实事", lead=14),
    Shot("自查齐了", "paper", "filled", ("填报自查", "一、各表填了多少"), "看上去都齐了", "民生实事"),
    Shot("民生实事", "paper", "tasks", (), "事项名称*", "实2023-006"),
    Shot("居民提案", "paper", "proposals", (), "提出日期*", "议2023-006", tail=26),
    Shot("核对结果", "paper", "verdict", (), "级别", "提醒", tail=40, dots=260),
    Shot("标好的格子", "paper", "marked", (), "会议类型*", "2023.9.8", lead=70),
    Shot("请核对", "paper", "asking", (), "级别", "写明。"),
    # --- for the township
    Shot("参数", "paper", "settings", (), "项目", "满意率最少评价条数"),
    Shot("支部名册", "paper", "roster", (), "支部全称*", "YX09"),
    Shot("报告", "paper", "reports", (), "受众*", "党建办年度述职报告"),
    Shot("运行", "console", "", ("run",), top="pre", tail=34),
    Shot("状态", "console", "", ("status",), top="pre", tail=30),
    Shot("追数", "console", "", ("trace", "石井村/抓基层党建述职报告", "#5"), top="pre"),
    Shot("催报", "note", "urging", top="pre"),
    Shot("初稿", "paper", "report", ("初稿", "现将"), "（初稿，经书记审定后使用）", "一、以前提出"),
    Shot("总表", "paper", "figures", (), "支部简称", "驻外流动党员党支部", lead=90, dots=500),
    Shot("报送情况", "paper", "arrivals", (), "怎么办", "河湾村", dots=300),
    Shot("会议用表", "paper", "table"),
    Shot("看板", "page", "page", width=1280, height=860),
    Shot("模板", "paper", "template", ("{{", "现将{{"), "支部.全称", "统计范围"),
)
