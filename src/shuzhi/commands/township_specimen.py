"""A specimen township: the facts that tags and templates of its own reports are shown and checked with."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from shuzhi import form
from shuzhi.commands.specimen import specimen
from shuzhi.compute.catalogue import definition
from shuzhi.model.indicator import Indicator
from shuzhi.model.settings import ReportKind, Settings
from shuzhi.model.tables import Row, Scalar
from shuzhi.model.township import TownshipFacts, office
from shuzhi.model.words import Audience

_SHEETS = {"meetings": "own_meetings", "works": "own_works", "problems": "own_problems", "texts": "own_texts"}
_SPEAKER = "王小川"


@cache
def township_specimen() -> TownshipFacts:
    """The example rows of 乡镇台账 and those of specimen.toml, and the specimen branch as its only one."""
    one = specimen()
    branch = replace(one.branch, code="QH01")
    kind = ReportKind(
        "示例.docx", "示例报告", Audience.SUPERIOR, "示例报告", of_township=True, speaker=_SPEAKER,
        speaker_post=f"{one.township}党委书记", document_date=date(2024, 1, 10),
    )
    examples = form.load("township").sheet("parameters").example or {}
    settings = Settings(
        one.township, examples["superior"], one.period, one.coverage, None, (branch,), (kind,), limits=one.limits,
        committee=examples["committee"],
    )
    more = tomllib.loads((files("shuzhi.commands") / "specimen.toml").read_text("utf-8"))
    rows = {
        key: tuple(
            _row(name, number, cells)
            for number, cells in enumerate([form.sheet(name).example or {}, *more.get(name, ())], 2)
        )
        for key, name in _SHEETS.items()
    }
    return TownshipFacts(
        period=one.period, coverage=one.coverage, as_of=one.as_of, township=one.township, kind=kind,
        branch=office(settings), items={}, item_rows={}, rows=rows, own={}, all=_totals(one.own),
        limits=one.limits, children=(branch,), switches=one.switches, superior=settings.superior,
        expected=(branch,), values={branch.code: one.own}, behind={"H04": (branch.code,)},
    )


def _totals(own: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The totals of a township with one branch; totals have no rows."""
    known = definition("villages_income_over")
    over = Indicator(known.name, known.title, known.tag, known.unit, 1.0)
    return {name: one._replace(rows=()) for name, one in own.items()} | {known.name: over}


def _row(sheet: str, number: int, cells: Mapping[str, str]) -> Row:
    """A row as the reader would give it: days and numbers typed, blanks None."""
    typed: dict[str, Scalar] = {}
    for field in form.sheet(sheet).fields:
        text = cells.get(field.name)
        if text is None:
            typed[field.name] = None
        else:
            plain = float(text) if field.type in ("integer", "number") else text
            typed[field.name] = date.fromisoformat(text) if field.type == "date" else plain
    return Row(sheet, number, typed)
