"""The same delivery as somebody would write it first: pandas, openpyxl and docxtpl, a branch at a time, one process.

Each sheet by a read_excel of its own, rules and indicators on one branch's tables, a new DocxTemplate for each report,
openpyxl for what is sent back and for 汇总表. What a value means, the rules, the sentences and the page's texts are ours.
python tests/benchmarks/plain.py WORKSPACE NUMBER prints the seconds that NUMBER branches spend on rules and figures.
"""

import sys
import zipfile
from dataclasses import replace
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
from shuzhi.commands.running import joining, tables, township, writing
from shuzhi.commands.running.choosing import BranchTask, ChunkFacts, name
from shuzhi.commands.running.reading import FACTS, Read
from shuzhi.compute.catalogue import by_scope
from shuzhi.compute.indicators import indicators
from shuzhi.compute.totals import TOTAL
from shuzhi.intake.bind import bind
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.stage import Received
from shuzhi.intake.units import unified
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import RawBook, RawSheet
from shuzhi.model.words import Outcome, State
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import Environment
from shuzhi.render.printing import FIGURES
from shuzhi.render.template import load
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
    reads, found, judged = zip(*(read_branch(number, path, settings) for number, path in enumerate(files)), strict=True)
    results = joined(reads, found, settings)
    figures = []
    for one in branches(results):
        chunk = ChunkFacts(found[one.submission], settings, None)
        figures += write_branch(chunk, one, files[one.submission], (workspace.templates, output))
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


def read_branch(number, path, settings):
    """One workbook: read, bound, normalised, judged, counted; its tables, and the seconds the last two took."""
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
    filled = found.frames["branches"]["fill_date"][0].date()
    entry = Received(number, path.name, "", path.stat().st_size, path.stem, filled, Outcome.USED)
    facts = found.frames["branches"][FACTS]
    read = Read(
        files=(entry,), findings=told, indicators=values, notes=found.notes, facts=facts, keys=keys(scene), park=None,
    )
    return read, found, judged


def joined(reads, found, settings):
    """States, totals and what only several branches together show, with the rows of the branches that count."""
    results = joining.join(reads, settings, None)
    known = {
        number: code for number, code, state in results.branches[["submission", "branch_code", "state"]].to_numpy().tolist()
        if State(state).counts
    }
    frames = {}
    for sheet in STANDARD.sheets:
        frame = pd.concat([one.frames[sheet.name] for one in found], ignore_index=True)
        frame = frame.assign(branch_code=frame["submission"].map(known).astype("str"))
        frames[sheet.name] = frame[frame["submission"].isin(known)]
    return replace(results, frames=frames)


def branches(results):
    """What each branch's files are made from."""
    settings, findings, values = results.settings, results.findings, results.indicators
    there = results.branches[results.branches["submission"] >= 0]
    states = {row.branch_code: State(row.state) for row in there.itertuples()}
    for row in there.itertuples():
        own = findings.loc[findings["submission"] == row.submission, list(Finding._fields)]
        yield BranchTask(
            settings.branch(row.branch_code), row.submission, State(row.state),
            tuple(Finding(*one) for one in own.itertuples(index=False)),
            by_scope(values[values["branch_code"] == row.branch_code]),
            tuple(one for one in settings.children(row.branch_code) if one.code in states and states[one.code].counts),
        )


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


def write_branch(chunk, one, path, folders):
    """The reports of one branch, or its workbook marked; the lines of figures.csv."""
    templates, output = folders
    if one.state in writing.RETURN_FOLDER:
        titles = {sheet.name: sheet.title for sheet in STANDARD.sheets}
        book = by_openpyxl(path.read_bytes(), one.findings, titles)
        put(output / writing.RETURN_FOLDER[one.state] / f"{one.branch.place}.xlsx", book)
        return []
    lines = []
    for facts in chunk.reports(chunk.of(one)):
        place = name(facts.branch, facts.kind)
        figures = report(templates / facts.kind.template, facts, output / place)
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
    facts = township.township_facts(results, tables.KIND, {})
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
