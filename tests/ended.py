"""What a run came to, from a Markdown table: for what is printed at its end."""

from dataclasses import replace
from pathlib import Path

from shuzhi.commands.run import RunOutcome
from shuzhi.commands.running.ended import ended as end
from stood import stood


def ended(table, faults=(), remarks=(), unused=()):
    """A run of that township; `unused`: (file, Outcome, reason)."""
    results = stood(table)
    files = results.submissions.iloc[:0]
    rows = [{"file": file, "outcome": kind.value, "reason": reason} for file, kind, reason in unused]
    files = files.reindex(range(len(rows))).assign(**{name: [row[name] for row in rows] for name in ("file", "outcome", "reason")})
    branches = results.branches.assign(errors=[2, *[0] * (len(results.branches) - 1)], warnings=0, notices=1)
    results = replace(results, branches=branches, submissions=files, remarks=tuple(remarks))
    return RunOutcome(Path("output/2023Q3_内部.zip"), Path("output/2023Q3_上报.zip"), end(results), lambda: results, tuple(faults))
