"""index.html: everything that the office looks at in the morning in one file, from a template that escapes it all."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files as resources
from io import BytesIO
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from shuzhi.model.prose import printable
from shuzhi.model.results import Results
from shuzhi.summarize.matters import proposals, tasks
from shuzhi.summarize.page.charts import charts
from shuzhi.summarize.page.faults import by_rule, findings, suggestions, told
from shuzhi.summarize.page.figures import figures, tables
from shuzhi.summarize.page.links import branch_links, township_links
from shuzhi.summarize.page.lists import PROPOSALS, TASKS, by_state, listed
from shuzhi.summarize.page.markup import lines_of
from shuzhi.summarize.page.policy import policy
from shuzhi.summarize.page.roster import members
from shuzhi.summarize.page.sections import Rows, sections
from shuzhi.summarize.page.standing import arrivals, counts, facts, todos

# Rows of a table that are laid out at once; the others wait in a template until they are asked for.
SHOWN = 100
# Branches that are named one by one where more have something left to do.
NAMED = 40
# Branches up to which every section stands open to a reader without scripts.
FEW = 60
STYLES = tuple(f"styles/{name}.css" for name in ("page", "charts", "print"))
OWN = ("drawing", "bars", "choices", "timeline", "charts", "page", "tables", "sections", "search")
SCRIPTS = ("scripts/start.js", "vendor/chartist.js", *(f"scripts/{name}.js" for name in OWN))


def page(results: Results, files: Sequence[str]) -> bytes:
    """The page of the office's delivery; files: what is delivered beside it (报告/石井村/述职报告.docx)."""
    scripts, styles = [_text(name) for name in SCRIPTS], [_text(name) for name in STYLES]
    pieces = _environment().get_template("index.html").generate(
        **_content(results, files), scripts=scripts, styles=styles, policy=policy(scripts, styles),
        charts=charts(results), shown=SHOWN, named=NAMED,
    )
    made = BytesIO()
    for piece in pieces:
        made.write(piece.encode())
    return made.getvalue()


def _content(results: Results, files: Sequence[str]) -> dict[str, Any]:
    roster = members(results, branch_links(files))
    found, given = told(results), figures(results)
    rows, few = Rows(found, given, tasks(results), proposals(results)), len(roster) <= FEW
    return {
        "settings": results.settings, "facts": facts(results), "counts": counts(results),
        "todos": todos(results, roster), "remarks": results.remarks, "own_files": township_links(files),
        "arrivals": arrivals(roster), "rules": by_rule(found), "findings": findings(results, found),
        "suggestions": suggestions(results),
        "indicators": tables(given, roster), "compared": bool(given.changes),
        "before": results.settings.period.before.label,
        "task_states": by_state(TASKS, rows.tasks), "tasks": listed(TASKS, rows.tasks, roster),
        "proposal_states": by_state(PROPOSALS, rows.proposals),
        "proposals": listed(PROPOSALS, rows.proposals, roster),
        "roster": roster, "sections": sections(results, roster, rows, few=few), "few": few,
        "explained": bool(found["said"].any()), "counted": any(member.state.counts for member in roster),
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("shuzhi.summarize.page", "parts"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}
    environment.globals["lines_of"] = lines_of
    return environment


def _shown(value: object) -> object:
    """What `{{ value }}` prints: a text without controls, which no page may hold, and marks that turn it around."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _text(name: str) -> str:
    return resources("shuzhi.summarize.page").joinpath(name).read_text(encoding="utf-8")
