"""What the data of one checked workbook suggests as problems."""

from collections.abc import Sequence

from shuzhi.commands.running.choosing import BranchTask, ChunkFacts
from shuzhi.compute.catalogue import by_scope
from shuzhi.compute.indicators import indicators
from shuzhi.model.finding import Finding
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.tables import Tables
from shuzhi.model.words import State
from shuzhi.render.suggestions import suggestions


def suggested_to(tables: Tables, settings: Settings, code: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """可供参考的问题表述 of submission 1, of the branch `code` ("" = unknown), in which nothing must be corrected.

    Raises KeyError if a limit of `settings` is missing.
    """
    items = tables.frames["branches"].astype(object).iloc[0]
    full, short, kind, unit = (str(items[name]) for name in ("full_name", "short_name", "org_type", "unit_type"))
    branch = settings.branch(code) or Branch(code, full, short, short, kind, unit)
    values = by_scope(indicators(tables, settings.limits, None))
    task = BranchTask(branch, 1, State.ACCEPTED, tuple(findings), values, ())
    return tuple(said.text for said in suggestions(ChunkFacts(tables, settings, None).of(task)))
