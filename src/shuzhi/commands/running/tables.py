"""The township's tables, after the join: 汇总表.docx for the meeting, and every workbook of templates/ filled in."""

from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.township import township_facts
from shuzhi.commands.running.writing import Figures, Written
from shuzhi.errors import TemplateFault
from shuzhi.model.results import Results
from shuzhi.model.settings import ReportKind
from shuzhi.model.township import TownshipFacts
from shuzhi.model.words import Audience
from shuzhi.proof.faults import faults as faults_of
from shuzhi.render.template import load, render
from shuzhi.render.township.roster import without_serials

MEETING = "汇总表"
MEETING_FILE = f"{MEETING}.docx"
KIND = ReportKind(MEETING_FILE, MEETING, Audience.SUPERIOR, MEETING, of_township=True)
_NO_TEMPLATE = f"没有出{MEETING_FILE}：templates 文件夹里没有这个模板。要出的话，请把它放回去，再运行一次。"


def write_tables(results: Results, batch: Batch) -> Written:
    """Write the township's tables into the staging folder; one whose template is broken is left out, a fault."""
    facts = township_facts(results, KIND, {})
    return _meeting(facts, batch)


def _meeting(facts: TownshipFacts, batch: Batch) -> Written:
    path = batch.templates / MEETING_FILE
    if not path.is_file():
        return Written([], (), (), (_NO_TEMPLATE,))
    try:
        report = render(load(path), facts)
    except TemplateFault as fault:
        return Written([], (str(fault),), ())
    found = faults_of(report.docx, facts, report.figures, ())
    if found:
        return Written([], tuple(f"“{MEETING_FILE}”没有通过校对，这次没有出：{fault}" for fault in found), ())
    put(batch.staging / "both" / MEETING_FILE, report.docx)
    figures: Figures = [
        (MEETING_FILE, one.number, one.text, one.source, ";".join(one.rows)) for one in without_serials(report.figures)
    ]
    return Written(figures, (), ())
