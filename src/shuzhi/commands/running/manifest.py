"""What manifest.json says of a run beside the files of its delivery."""

from hashlib import sha256
from typing import Any

from shuzhi import __version__, form
from shuzhi.commands.running.finals import Settled
from shuzhi.model.results import Results
from shuzhi.validate.listing import listing


def facts(results: Results, settled: Settled) -> dict[str, Any]:
    """Versions, period, days counted, branches and where their files lie, the inbox, reports replaced by a 定稿.

    rules: a digest of the rulebook, as it is before 乡镇台账 · 规则 changes it
    """
    settings, standard = results.settings, form.load()
    rules = sha256(repr(listing(standard)).encode()).hexdigest()[:12]
    files = results.submissions
    return {
        "program": __version__, "form": standard.version, "rules": rules,
        "period": settings.period.code, "period_title": settings.period.label,
        "coverage": [settings.coverage.start.isoformat(), settings.coverage.end.isoformat()],
        "as_of": results.as_of.isoformat() if results.as_of else None,
        "branches": [{"code": one.code, "name": one.full_name, "place": one.place} for one in settings.branches],
        "inbox": files[["file", "sha256", "size", "branch_code", "outcome", "reason"]].to_dict("records"),
        "finals": list(settled.replaced),
    }
