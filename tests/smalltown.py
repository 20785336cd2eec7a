"""A township of a few small branches through several quarters: workbooks handed in, issued, filled in, run again."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from openpyxl import load_workbook

from markdown import tables
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import compiled
from shuzhi.author.fill.filled import filled
from shuzhi.commands.issue import issue
from shuzhi.commands.issuing.carrying import records
from shuzhi.commands.run import RunRequest, run
from shuzhi.intake.stage import Source, receive
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate
from shuzhi.workspace import Workspace, load_settings

STANDARD, TOWNSHIP = form.load(), form.load("township")
NAMES = {"A01": "石井村", "A02": "白沙村", "A03": "东岭村"}
# GOOD's people and matters → those of another branch, {} being the first character of its name.
_OWN = {"王方": "{}方", "李元": "{}元", "孙六": "{}六", "周七": "{}七", "赵一": "{}一", "南塘": "{}塘", "垃圾清运": "{}家渡口标线",
        "外出党员参加学习少": "{}岭小组活动少", "每月寄送学习资料": "每季度到{}岭开一次会", "四季度完成": "年底前完成",
        "新建凉亭": "修缮{}岭公厕"}


def founded(folder, roster, period="2023Q3"):
    """A workspace whose roster has these branches: code → cells beside its names; nothing handed in, no report."""
    workspace = Workspace(folder)
    for path in (workspace.settings_file.parent, workspace.templates):
        path.mkdir(parents=True, exist_ok=True)
    enrol(workspace, roster, period)
    return workspace


def enrol(workspace, roster, period="2023Q3"):
    """Write 乡镇台账.xlsx anew."""
    days = Period.parse(period).days
    parameters = {
        "township": "云溪镇", "superior": "中共青禾县委", "committee": "中共云溪镇委员会", "contact": "党建办", "period": period,
        "coverage_start": days.start, "coverage_end": days.end, "identity": "否", "close_days": 400,
    }
    lines = [{
        "code": code, "full_name": f"中共{NAMES[code]}支部委员会", "short_name": NAMES[code], "org_type": "党支部",
        "unit_type": "村", "secretary": "王方" if code == "A01" else f"{NAMES[code][0]}方",
    } | cells for code, cells in roster.items()]
    content = {"parameters": [parameters], "roster": lines, "reports": []}
    workspace.settings_file.write_bytes(filled(mould(TOWNSHIP.name), content))


@cache
def mould(name):
    """The blank workbook of a form, taken apart once."""
    standard = next(one for one in (STANDARD, TOWNSHIP) if one.name == name).printed()
    return compiled(blank(standard, 2023), standard, 2023)


def of_branch(content, code):
    """GOOD's content as that of another branch: its names, people of its own, and texts that are no copies."""
    if code == "A01":
        return content
    own, first = dict(content), NAMES[code][0]
    for title, text in content.items():
        if isinstance(text, str):
            for old, new in _OWN.items():
                own[title] = own[title].replace(old, new.format(first))
    own["支部信息"] = own["支部信息"] | {
        "支部编码": code, "支部全称": f"中共{NAMES[code]}支部委员会", "书记姓名": f"{first}方", "填报人": f"{first}元",
    }
    return own


def hand_in(workspace, code, content, period="2023Q3"):
    """Put a branch's workbook with this content into the inbox."""
    folder = workspace.inbox(Period.parse(period))
    folder.mkdir(parents=True, exist_ok=True)
    frames = tables(of_branch(content, code))
    rows = {sheet.name: [dict(record) for _, _, record in everything(sheet, frames)] for sheet in STANDARD.sheets}
    (folder / f"{NAMES[code]}.xlsx").write_bytes(filled(mould(STANDARD.name), rows))


def everything(sheet, frames):
    """As `records`, with what belongs to the period."""
    return records(replace(sheet, fields=tuple(replace(field, fresh=False) for field in sheet.fields)), frames)


def ran(workspace, period):
    return run(RunRequest(workspace, Period.parse(period)), Silent()).results


def issued(workspace, period):
    return issue(workspace, Period.parse(period), Silent())


@cache
def read(workspace, period, code):
    """The tables of an issued workbook, which is not issued again."""
    path = workspace.issued(Period.parse(period)) / f"{NAMES[code]}.xlsx"
    return receive([Source(1, path.name, path)], STANDARD, load_settings(workspace, Period.parse(period))).tables


def rows(workspace, period, code, sheet, *names):
    """These fields of every row of an issued workbook's sheet, blanks as ""; the only one by itself."""
    frame = read(workspace, period, code).frames[sheet][list(names)].astype(object)
    found = frame.where(frame.notna(), "").to_numpy().tolist()
    return [row[0] for row in found] if len(names) == 1 else [tuple(row) for row in found]


def fill(workspace, period, code, new=(), items=()):
    """Type into an issued workbook as a branch would, and hand it in: (sheet, column title → text) of each new row."""
    days = Period.parse(period).days
    path = workspace.issued(Period.parse(period)) / f"{NAMES[code]}.xlsx"
    book = load_workbook(path)
    day = date(days.end.year + (days.end.month == 12), days.end.month % 12 + 1, 8)
    facts = {"填报日期": day, "办理情况截至日期": day, "党员名册是否完整": "是", "党小组数": 0, "支委会委员数": 3,
             "填报人": "李元", "联系电话": "13800000000"} | dict(items)
    host = ""
    for row in book["支部信息"].iter_rows(min_row=2):
        title = (row[0].value or "").rstrip("*○")
        if title in facts:
            row[1].value = facts[title]
        host = row[1].value if title == "书记姓名" else host
    for number, month in enumerate(range(days.start.month, days.end.month + 1), 2):
        people = on_roll(book["党员"], datetime(days.start.year, month, 10))
        meeting = (date(days.start.year, month, 10), "支部党员大会", "学习", host, people, people)
        for column, value in zip("ABEGIJ", meeting, strict=True):
            book["会议"][f"{column}{number}"] = value
    for sheet, cells in new:
        type_in(book[sheet], cells)
    target = workspace.inbox(Period.parse(period))
    target.mkdir(parents=True, exist_ok=True)
    book.save(target / path.name)


def type_in(sheet, cells):
    """Fill in the first row that is empty but for its number."""
    place = next(row for row in range(2, 200) if sheet.cell(row, 2).value is None)
    for cell in sheet[1]:
        title = str(cell.value).rstrip("*○")
        if title in cells:
            sheet.cell(place, cell.column).value = cells[title]


def on_roll(sheet, day):
    """How many stand in 党员 on a day."""
    titles = [str(cell.value).rstrip("*○") for cell in sheet[1]]
    people = [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]
    return sum((one["转入日期"] or day) <= day and (one["变动日期"] or datetime.max) > day for one in people)


def findings(results, levels=("error", "warning")):
    """(branch's file, sheet, row, code, message) of the findings of these levels."""
    frame = results.findings[results.findings["level"].isin(levels)]
    files = dict(zip(results.submissions["submission"], results.submissions["file"], strict=True))
    return [(files[n], sheet, row, code, message) for n, sheet, row, code, message in
            frame[["submission", "sheet", "row", "code", "message"]].to_numpy().tolist()]


def items(workspace, period, code):
    """项目 → 内容 of an issued workbook, as typed."""
    book = load_workbook(workspace.issued(Period.parse(period)) / f"{NAMES[code]}.xlsx", read_only=True)
    return {row[0].value.rstrip("*○"): row[1].value for row in book["支部信息"].iter_rows(min_row=2) if row[0].value}


def meta(workspace, period, code, sheet):
    """The numbers of a sheet that an issued workbook knows, of rows in it or before."""
    book = load_workbook(workspace.issued(Period.parse(period)) / f"{NAMES[code]}.xlsx", read_only=True)
    lines = book["_meta"].iter_rows(max_col=3, values_only=True)
    return {key[2] for key in lines if key[0] in ("row", "earlier") and key[1] == sheet}


def said(workspace, period, code, title):
    """Every text on a sheet of an issued workbook, formulas by their stored result."""
    book = load_workbook(workspace.issued(Period.parse(period)) / f"{NAMES[code]}.xlsx", read_only=True, data_only=True)
    return [cell for row in book[title].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]


def judged(workspace, period, code):
    """(rule, level, sheet, row) of every finding in a workbook that was handed in, without a run."""
    settings = load_settings(workspace, Period.parse(period))
    path = workspace.inbox(settings.period) / f"{NAMES[code]}.xlsx"
    chunk = receive([Source(1, path.name, path)], STANDARD, settings)
    found = validate(Scene(chunk.tables, STANDARD, settings, {1: code}), chunk.findings)
    return found[["code", "level", "sheet", "row"]].to_numpy().tolist()
