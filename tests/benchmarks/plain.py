"""The same delivery as somebody would write it first: pandas, openpyxl and docxtpl, a branch at a time, one process.

Each sheet by a read_excel of its own, rules and indicators on one branch's tables, a new DocxTemplate for each report,
openpyxl for what is sent back and for 汇总表. What a value means, the rules, the sentences and the page's texts are ours.
python tests/benchmarks/plain.py WORKSPACE NUMBER prints the seconds that NUMBER branches spend on rules and figures.
"""

import sys
import zipfile
from datetime import datetime, time
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))

import pandas as pd
from docxtpl import DocxTemplate
from marked import by_openpyxl  # beside this file
from once import NOW
from openpyxl import Workbook

from shuzhi import form
from shuzhi.commands.running import joining, tables, writing
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.choosing import ChunkFacts, name
from shuzhi.commands.running.reading import FACTS, Read
from shuzhi.compute.indicators import indicators
from shuzhi.compute.totals import TOTAL
from shuzhi.intake.bind import bind
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.stage import Received
from shuzhi.intake.units import unified
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import RawBook, RawSheet
from shuzhi.model.words import Outcome
from shuzhi.progress import Silent
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import FIGURES, Environment
from shuzhi.render.template import load
from shuzhi.spread.processes import Processes
from shuzhi.summarize.page.page import page
from shuzhi.summarize.urging import urging_file
from shuzhi.validate.across import keys
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate
from shuzhi.workspace import Workspace, load_settings

STANDARD = form.load()
LISTS = {"会议": "meetings", "民生实事": "tasks", "意见建议": "proposals"}
DATA = ("branches", "meetings", "votes", "tasks", "proposals", "works", "problems")


def run_plain(workspace, most, now):
    """Deliver the first `most` workbooks of the inbox, as a folder and two zips; seconds spent on rules and figures."""
    settings = load_settings(workspace, None)
    files = sorted(workspace.inbox(settings.period).glob("*.xlsx"))[:most]
    output, parts = workspace.output / settings.period.code, workspace.root / "parts"
    parts.mkdir()
    reads, judged = zip(*(read_branch(number, path, settings, parts) for number, path in enumerate(files)), strict=True)
    results = joining.join(reads, settings, None)
    batch = Batch(settings, None, Processes(1), parts, workspace.templates, Silent())
    figures = []
    for task, path in zip(writing.tasks(results, reads, batch), files, strict=True):
        figures += write_branch(task, path, output)
    write_township(results, workspace.templates, output)
    put(output / "催报.txt", urging_file(results, now))
    write_data(results, figures, output / "数据")
    summary(results, output / "汇总表.xlsx", office=True)
    made = sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    put(output / "index.html", page(results, made))
    pack(output, workspace.output / f"{settings.period.code}_内部.zip", ("",))
    summary(results, parts / "汇总表.xlsx", office=False)
    pack(output, workspace.output / f"{settings.period.code}_上报.zip", ("报告/", tables.MEETING_FILE), parts / "汇总表.xlsx")
    return sum(judged)


def read_branch(number, path, settings, parts):
    """One workbook: read, bound, normalised, judged, counted, and the seconds the last two took.

    Its tables are left for the reports.
    """
    book = RawBook(path.name, tuple(read_sheets(path)))
    bindings, findings = bind(number, book, STANDARD)
    raws = {raw.title: raw for raw in book.sheets}
    bound = [BoundSheet(number, raws[binding.title], binding) for binding in bindings]
    facts = normalise([one for one in bound if one.binding.sheet == "branches"], STANDARD, {}, {})[0].frames["branches"]
    days = {number: Coverage(facts["coverage_start"][0].date(), facts["coverage_end"][0].date())}
    found, more = normalise(bound, STANDARD, days, settings.local_types)
    codes = {number: path.stem}
    found = unified(found, codes, settings)
    begin = monotonic()
    scene = Scene(found, STANDARD, settings, codes)
    told = explained(validate(scene, (*findings, *more)), scene)
    values = indicators(found, settings.limits, None)
    judged = monotonic() - begin
    park = parts / f"{number}.tables"
    pd.to_pickle(found, park)
    filled = found.frames["branches"]["fill_date"][0].date()
    entry = Received(number, path.name, "", path.stat().st_size, path.stem, filled, Outcome.USED)
    facts = found.frames["branches"][FACTS]
    return Read((entry,), told, values, found.notes, facts, keys(scene), park), judged


def read_sheets(path):
    """The sheets of the form, each by a read_excel of its own; one that a branch does not need may be missing."""
    for sheet in STANDARD.sheets:
        try:
            frame = pd.read_excel(
                path, sheet_name=sheet.title, header=None, dtype=object, keep_default_na=False, engine="openpyxl",
            )
        except ValueError:
            continue
        yield RawSheet(sheet.title, tuple(tuple(typed(value) for value in row) for row in frame.to_numpy().tolist()))


def typed(value):
    """A cell as our reader gives it: whole days are dates, numbers floats, empty None."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return None if value == "" or pd.isna(value) else value


def write_branch(task, path, output):
    """The reports of one branch, or its workbook marked; the lines of figures.csv."""
    chunk, lines = ChunkFacts(pd.read_pickle(task.park), task.settings, None), []
    for one in task.branches:
        if one.state in writing.RETURN_FOLDER:
            titles = {sheet.name: sheet.title for sheet in STANDARD.sheets}
            book = by_openpyxl(path.read_bytes(), one.findings, titles)
            put(output / writing.RETURN_FOLDER[one.state] / f"{one.branch.place}.xlsx", book)
            continue
        for facts in chunk.reports(chunk.of(one)):
            place = name(facts.branch, facts.kind)
            figures = report(task.templates / facts.kind.template, facts, output / place)
            lines += [(place, each.number, each.text, each.source, ";".join(each.rows)) for each in figures]
    return lines


def report(template, facts, target):
    """One report by docxtpl, and what it printed."""
    figures = []
    context = {**context_of(facts, load(template).said), FIGURES: figures, BUDGET: Budget(township=facts.kind.of_township)}
    document = DocxTemplate(template)
    document.render(context, Environment(), autoescape=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    document.save(target)
    return figures


def write_township(results, templates, output):
    """汇总表.docx and the township's tables."""
    facts = tables.township_facts(results, tables.KIND, {})
    report(templates / tables.MEETING_FILE, facts, output / tables.MEETING_FILE)
    for path in tables.tables(templates):
        put(output / tables.place_of(path, facts), tables.table(path, facts).xlsx)


def write_data(results, figures, folder):
    """数据/ by to_csv."""
    frames = {name: results.frames[name] for name in DATA}
    frames |= {"findings": results.findings, "indicators": results.indicators}
    frames["figures"] = pd.DataFrame(figures, columns=["report", "number", "text", "source", "rows"])
    folder.mkdir()
    for title, frame in frames.items():
        frame.to_csv(folder / f"{title}.csv", index=False, encoding="utf-8-sig")


def summary(results, target, *, office):
    """汇总表 by openpyxl: the same sheets and rows, a cell at a time."""
    branches = results.branches.drop(columns="submission")
    own = results.indicators[results.indicators["scope"] == "own"]
    wide = own.pivot_table(index="branch_code", columns="title", values="value", sort=False)
    overview = branches[["branch_code", "short_name", "unit_type", "state"]]
    overview = overview.merge(wide.drop(index=TOTAL), how="left", left_on="branch_code", right_index=True)
    sheets = {
        "总表": pd.concat([overview, wide.loc[[TOTAL]].reset_index()]), "报送情况": branches,
        **{title: results.frames[sheet] for title, sheet in LISTS.items()},
        "党员": overview[["branch_code", *(title for title in wide.columns if "党员" in title)]],
        **({"核对结果": results.findings} if office else {}), "指标溯源": results.indicators,
        "填表说明": pd.DataFrame([(sheet.title, one.title, one.help) for sheet in STANDARD.sheets for one in sheet.fields]),
    }
    book = Workbook()
    book.remove(book.active)
    for title, frame in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append([str(column) for column in frame.columns])
        for row in frame.astype(object).where(frame.notna(), None).to_numpy().tolist():
            sheet.append(row)
    book.save(target)


def put(path, content):
    """A file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def pack(folder, target, wanted, summary=None):
    """A zip of what lies in the folder under names that begin as wanted, another 汇总表 beside it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.relative_to(folder).as_posix().startswith(wanted):
                archive.write(path, path.relative_to(folder).as_posix())
        if summary:
            archive.write(summary, summary.name)


if __name__ == "__main__":
    print(run_plain(Workspace(Path(sys.argv[1])), int(sys.argv[2]), NOW))
