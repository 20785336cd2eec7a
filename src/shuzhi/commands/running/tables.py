"""The township's tables, after the join: 汇总表.docx for the meeting, and every workbook of templates/ filled in."""

from collections.abc import Iterable
from pathlib import Path

from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.writing import Figures, Written, template_of
from shuzhi.deliver.check import check_file
from shuzhi.deliver.looked import looked
from shuzhi.errors import TemplateFault
from shuzhi.model.indicator import Figure
from shuzhi.model.place import legal_name
from shuzhi.model.settings import ReportKind
from shuzhi.model.township import TownshipFacts
from shuzhi.model.words import Audience
from shuzhi.proof.faults import faults as faults_of
from shuzhi.render.template import render
from shuzhi.render.township.roster import without_serials

MEETING = "汇总表"
MEETING_FILE = f"{MEETING}.docx"
KIND = ReportKind(MEETING_FILE, MEETING, Audience.SUPERIOR, MEETING, of_township=True)
_SAME = "模板“{}”没有填：它填出来也叫“{}”，和另一份重名。请改一下文件名，再运行一次。"
_UNFIT = "模板“{}”填出来的表打不开（{}），这次没有出。请在 Excel 或 WPS 里打开模板，另存为 .xlsx，再运行一次。"
_NO_TEMPLATE = f"没有出{MEETING_FILE}：templates 文件夹里没有这个模板。要出的话，请把它放回去，再运行一次。"


def write_tables(facts: TownshipFacts, batch: Batch) -> Written:
    """Write the township's tables (KIND) into the staging folder; one whose template is broken is left out, a fault."""
    made = [_meeting(facts, batch), *(_filled(path, facts, batch) for path in tables(batch.templates))]
    return Written(
        [line for one in made for line in one.figures], tuple(fault for one in made for fault in one.faults), (),
        tuple(remark for one in made for remark in one.remarks), tuple(seen for one in made for seen in one.looked),
    )


def tables(folder: Path) -> tuple[Path, ...]:
    """The workbooks of templates/ in order; ~$… are the marks of open files."""
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".xlsx") if folder.is_dir() else []
    return tuple(path for path in found if not path.is_dir() and not path.name.startswith(("~$", ".")))


def place_of(path: Path, facts: TownshipFacts) -> str:
    """Where a table lies in the delivery: 报告/乡镇/2023年第三季度党组织情况表.xlsx."""
    return f"报告/{facts.branch.place}/{legal_name(path.stem.replace('{报告期}', facts.period.label))}.xlsx"


def _filled(path: Path, facts: TownshipFacts, batch: Batch) -> Written:
    from shuzhi.render.tables.filling import table  # noqa: PLC0415 - heavy (openpyxl): made by one process alone

    place = place_of(path, facts)
    staged = batch.staging / "both" / place
    if staged.exists():
        return Written([], (_SAME.format(path.name, place),), ())
    try:
        done = table(path, facts)
    except TemplateFault as fault:
        return Written([], (str(fault),), ())
    put(staged, done.xlsx)
    found = check_file(staged)
    if found:
        staged.unlink()
        return Written([], (_UNFIT.format(path.name, "；".join(found)),), ())
    return Written(_lines(place, done.figures), (), ())


def _lines(report: str, figures: Iterable[Figure]) -> Figures:
    return [(report, one.number, one.text, one.source, ";".join(one.rows)) for one in figures]


def _meeting(facts: TownshipFacts, batch: Batch) -> Written:
    if not (batch.templates / MEETING_FILE).is_file():
        return Written([], (), (), (_NO_TEMPLATE,))
    try:
        report = render(template_of(batch, MEETING_FILE), facts)
    except TemplateFault as fault:
        return Written([], (str(fault),), ())
    found = faults_of(report.docx, facts, report.figures)
    if found:
        return Written([], tuple(f"“{MEETING_FILE}”没有通过校对，这次没有出：{fault}" for fault in found), ())
    put(batch.staging / "both" / MEETING_FILE, report.docx)
    figures = _lines(MEETING_FILE, without_serials(report.figures))
    return Written(figures, (), (), looked=(looked(MEETING_FILE, report.docx),))
