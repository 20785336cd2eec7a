"""填表说明: what each sheet holds, who is counted, what blanks, rates and colours mean, what was cut; one page A4."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from shuzhi import __version__, form
from shuzhi.model.period import Coverage, han_date
from shuzhi.model.results import Results
from shuzhi.model.words import State
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.limits import Shown
from shuzhi.summarize.book.paint import Cell, Column, Painter, row_height, set_page, set_widths
from shuzhi.summarize.book.tallies import standings
from shuzhi.summarize.values import rows_of

COLUMNS = (Column("项目", 7.5), Column("说明", 42, long=True))
GROUP_HEIGHT = 21
MOST_NAMES = 20  # of branches in one line
SHEETS = {
    "总表": "一行一个支部，一列一项指标；第1行是分组，第2行是栏目。小计、合计是公式；",
    "报送情况": "每个支部报了没有、要改几处、报告做好没有；点蓝色的“打开”看文件",
    "会议": "计入汇总的支部的全部会议；灰色的不在该支部的统计起止日期内，不计入本期。",
    "党员": "只有人数，没有名单；第1行是分组，第2行是栏目。名单留在各支部。",
    "民生实事": "计入汇总的支部的全部实事，红色的已经逾期；下面按状态合计。",
    "意见建议": "计入汇总的支部的全部意见建议，红色的超过办结期限，灰色的已并入别的一条；不列提出人。",
    "核对结果": "逐条列出要改的、要核对的和提醒，只留在乡镇，不往外发。",
    "指标溯源": "总表每个数的分子、分母和来源：哪张表、哪一行。",
}


# Whether the counts of 报送情况 lead to 核对结果, which only the office's edition has.
COUNTS = {True: "，点蓝色的数字看是哪几处。", False: "。"}
# Whether each figure of 总表 leads to 指标溯源, or, beyond Excel's limit of links, only each branch's name.
LEADS = {
    True: "点一下支部的数字，就到“指标溯源”里它的来源。",
    False: "支部太多，数字不能一个个点；点支部简称到“指标溯源”，再按支部、指标筛选。",
}


@dataclass(frozen=True)
class Told:
    """What the other sheets say of themselves: their titles in order, what each shows of its list, links of 总表.

    files  what is delivered beside it and belongs to no branch
    """

    titles: Sequence[str]
    shown: Sequence[Shown]
    linked: bool = True
    files: Sequence[str] = ()


def write_notes(sheet: Rows, painter: Painter, results: Results, told: Told) -> None:
    """Row 1 the header, then a line a note, under headings."""
    row = painter.table(sheet, 0, COLUMNS, [])
    groups: tuple[tuple[str, Iterable[tuple[str, str | Cell]]], ...] = (
        ("统计范围", _scope(results)), ("各表内容", _sheets(told)), ("怎么看数", _rules(results)),
        ("乡镇的文件", _files(told)), ("其他", _rest(told)),
    )
    for title, lines in groups:
        painter.group(sheet, row, (0, 1), title)
        sheet.set_row(row, GROUP_HEIGHT)
        row += 1
        for line in lines:
            cells = tuple(part if isinstance(part, Cell) else Cell(part) for part in line)
            for place, cell in enumerate(cells):
                painter.put(sheet, (row, place), cell, long=COLUMNS[place].long)
            sheet.set_row(row, row_height(zip(COLUMNS, cells, strict=True)))
            row += 1
    set_widths(sheet, COLUMNS)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}汇总表填表说明")
    sheet.set_portrait()


def _sheets(told: Told) -> Iterator[tuple[str, str]]:
    ends = {"总表": LEADS[told.linked], "报送情况": COUNTS["核对结果" in told.titles]}
    for name in told.titles:
        yield name, SHEETS[name] + ends.get(name, "")


def _scope(results: Results) -> Iterator[tuple[str, str]]:
    settings, branches = results.settings, results.branches
    yield "报告期", f"{settings.period.label}，统计起止{settings.coverage.text}。"
    counts = branches["state"].map(lambda state: State(state).counts).astype("bool")
    others = _other_coverages(results, branches[counts])
    if others:
        yield "起止不同", f"下列支部的统计起止与本期不同，按各自的起止统计：{others}。"
    yield "办理情况截至", _as_of(results, branches[counts])
    yield "报送", f"{standings(results)}。" + _deadline(results)
    yield "计入汇总", f"状态是通过、已审定、待说明的{int(counts.sum())}个支部。"
    out = "；".join(
        f"{state.label}：{_names(branches.loc[branches['state'] == state.value, 'short_name'].tolist())}"
        for state in State if not state.counts and (branches["state"] == state.value).any()
    )
    yield "没有计入", f"{out}。这些支部在各表里没有数，报齐、改好以后再生成一次就有了。" if out else "没有，都已计入。"
    through = branches.loc[branches["through"] != "", "short_name"].tolist()
    if through:
        yield "统一填报", f"{_names(through)}由所属党总支（党委）统一填报，数记在党总支（党委）一行，不重复计算。"


def _other_coverages(results: Results, branches: pd.DataFrame) -> str:
    days = results.settings.coverage
    found = [
        (one.short_name, Coverage(one.coverage_start.date(), one.coverage_end.date()))
        for one in rows_of(branches.dropna(subset=["coverage_start", "coverage_end"]))
    ]
    return _names([f"{name}（{own.text}）" for name, own in found if own != days])


def _as_of(results: Results, branches: pd.DataFrame) -> str:
    if results.as_of:
        return f"全部截至{han_date(results.as_of)}。"
    days = sorted(branches["as_of"].dropna().dt.date.unique())
    if not days:
        return "没有计入的支部。"
    if len(days) == 1:
        return f"全部截至{han_date(days[0])}。"
    return f"各支部按自己填的“办理情况截至日期”，最早{han_date(days[0])}，最晚{han_date(days[-1])}。"


def _deadline(results: Results) -> str:
    late = results.branches.loc[results.branches["late"], "short_name"].tolist()
    deadline = results.settings.deadline
    first = f"报送截止{han_date(deadline)}" if deadline else ""
    second = f"逾期：{_names(late)}" if late else ""
    return "；".join(filter(None, (first, second))) + "。" if first or second else ""


def _rules(results: Results) -> Iterator[tuple[str, str]]:
    yield "空格和0", (
        "空格表示未报送、未计入（待修改、无法读取）或没有填写，不等于0；支部填了这张表，或者写明本期确无，才记0。"
    )
    yield "合计", "只加有数的支部；合计、小计是公式，改动上面的数会跟着变。"
    yield "比率", "分子、分母各自相加后再除，不是各支部比率的平均；只算分子、分母都填了的行；没有分母的空着。"
    yield "比上期", "只算上一期也有数、口径相同的支部。"
    yield "到会率", "实到人数÷应到人数；缺一个就空着。"
    limit = results.settings.limits.get("close_days")
    yield "进度", "支付进度是累计已支付÷计划总投资；时间进度是开工以来的天数÷计划工期的天数，只算未启动、进行中的。"
    yield "逾期、超期", (
        "实事过了（调整后）完成日期还没有完成是逾期；"
        + (f"意见建议提出{limit:g}天以上还没有办结是超期" if limit is not None else "意见建议没有定办结期限")
        + "。剩余、逾期、已历天数都算到办理情况截至日期，办结的算到办结日期。"
    )
    yield "计入本期", "会议、表决事项、其他工作按日期是否在统计起止内；实事、意见建议按填的状态。"


def _files(told: Told) -> Iterator[tuple[str, Cell]]:
    for number, path in enumerate(told.files, 1):
        yield f"文件{number}", Cell(path, link=f"external:{path}")
    if not told.files:
        yield "文件", Cell("本期没有乡镇自己的报告和汇编。")


def _rest(told: Told) -> Iterator[tuple[str, str]]:
    cut = [
        f"“{one.title}”共{one.total}行，只列前{one.shown}行，完整的在“数据/{one.data}”" for one in told.shown if one.cut
    ]
    yield "没有列全", f"{'；'.join(cut)}（内部压缩包里）。" if cut else "没有，各表都列全了。"
    yield "打开链接", "先把压缩包整个解压，再打开汇总表，链接才能点开；在压缩包里直接打开点不动。"
    names = [f"{one.title}清单" for one in told.shown]
    yield "清单名", f"写公式、做透视表可以直接用：{'、'.join(['总表数据', '报送情况清单', '党员清单', *names])}。"
    yield "版本", f"述职 {__version__}，标准表 {form.load().version}。"


def _names(names: Sequence[str]) -> str:
    more = f"等{len(names)}个" if len(names) > MOST_NAMES else ""
    return "、".join(names[:MOST_NAMES]) + more
