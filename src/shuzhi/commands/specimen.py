"""A specimen branch: the facts that `shuzhi fields` shows examples of and `shuzhi templates` prints a template with."""

import tempfile
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.commands.running.choosing import BranchTask, ChunkFacts
from shuzhi.compute.catalogue import by_scope
from shuzhi.compute.indicators import indicators
from shuzhi.intake.stage import Source, receive
from shuzhi.model.facts import Facts
from shuzhi.model.history import Amount, Earlier
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.words import Audience, State
from shuzhi.workspace import neutral_settings


@cache
def specimen() -> Facts:
    """The form's example rows and those of specimen.toml, read and counted like any branch's workbook."""
    standard = form.load()
    more = tomllib.loads((files("shuzhi.commands") / "specimen.toml").read_text("utf-8"))
    content: dict[str, list[dict[str, str]]] = {}
    for sheet in standard.sheets:
        rows = [{**(sheet.example or {}), **more["instead"].get(sheet.name, {})}, *more.get(sheet.name, ())]
        content[sheet.name] = [rows[0] | rows[-1]] if sheet.kind == "items" else rows
    said = content["branches"][0]
    period = Period.parse(said["period"])
    assert period is not None
    settings = _settings(period, said["township"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "示例.xlsx"
        path.write_bytes(build(standard, content, period.year))
        tables = receive([Source(1, path.name, path)], standard, settings).tables
    branch = Branch(
        "", said["full_name"], said["short_name"], said["short_name"], said["org_type"], said["unit_type"],
        secretary=said["secretary"],
    )
    own = by_scope(indicators(tables, settings.limits, None))
    one = BranchTask(branch, 1, State.ACCEPTED, (), own, ())
    chunk = ChunkFacts(tables, settings, None)
    amounts = {name: Amount(value, float("nan"), float("nan")) for name, value in more["earlier"].items()}
    before, year_ago = (Earlier(one, one.days, amounts) for one in (period.before, period.year_ago))
    return replace(next(chunk.reports(chunk.of(one))), before=before, year_ago=year_ago)


def _settings(period: Period, township: str) -> Settings:
    plain = neutral_settings(period)
    kind = ReportKind("示例.docx", "示例报告", Audience.SUPERIOR, "示例报告")
    return Settings(
        township, "", period, period.days, None, (), (kind,), limits=plain.limits, switches=frozenset({"suggest"}),
    )
