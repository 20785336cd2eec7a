"""A rule is data plus one vectorised predicate; this module applies rules to a chunk."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import RuleSetting, Settings
from shuzhi.model.words import Level
from shuzhi.validate.columns import Cells
from shuzhi.validate.explain import ITEMS, explained
from shuzhi.validate.scene import Scene

ERROR, WARNING, NOTICE = Level.ERROR, Level.WARNING, Level.NOTICE
_ROW = ("submission", "row")
Places = Mapping[tuple[int, str, str], int]
_FIELD = ("submission", "sheet", "field")
CELL = ("submission", "sheet", "row", "field")
_READ = ("submission", "sheet", "row", "code", "field", "reads")
# (sheet, field) → (submission, row) of every cell in doubt.
Faults = Mapping[tuple[str, str], Collection[tuple[int, int]]]
_STRUCTURE, _MISSING = "S", "S01"  # codes of intake: sheets and headers; no such sheet


class Status(StrEnum):
    """How far a rule is trusted: a trial rule only reminds until the township gives it a level; a retired one rests."""

    ACTIVE = "active"
    TRIAL = "trial"
    RETIRED = "retired"


@dataclass(frozen=True)
class Rule:
    """One rule; (code, sheet, fields) is its identity, the code what staff and the township's 规则 sheet call it.

    fields     the columns it reads; findings stand on the first. Rows with one of them faulty are left alone.
    predicate  Scene → Series over the sheet's frame: True = violated; or text that fills `{}` of message and
               hint, missing = not violated
    source     key of sources.toml ("" = arithmetic or project rule); told behind the hint where it is verified
    threshold  the rule's own number, which the township may change; `{threshold}` in the message
    across     (sheet, column) of other sheets it reads: a submission with one of those cells faulty is left alone
    whole      the sheet as a whole on which findings stand, of a rule that looks at 支部信息; what they tell belongs in
               the hint, which an explanation is bound to
    """

    code: str
    sheet: str
    fields: tuple[str, ...]
    level: Level
    message: str
    hint: str
    predicate: Callable[[Scene], Cells]
    source: str = ""
    threshold: float = 0.0
    across: tuple[tuple[str, str], ...] = ()
    status: Status = Status.ACTIVE
    whole: str = ""


def apply(rules: Iterable[Rule], scene: Scene, faulty: pd.DataFrame) -> pd.DataFrame:
    """Findings (Finding's columns) of all rules that are on; `faulty`: submission, sheet, row, field to leave alone.

    Errors first, then warnings, then notices: a rule leaves alone what an earlier level found suspect.
    """
    set_ = [adjusted(rule, scene.settings) for rule in rules]
    frames = [findings_frame(())]
    for level in Level:
        faults = _faults(faulty)
        scene = scene.doubting(_doubted(faults))
        found = [
            finding for rule in set_ if rule and rule.level is level and len(scene[rule.sheet])
            for finding in _findings(rule, scene, faults)
        ]
        if found:
            frames.append(findings_frame(found))
            faulty = pd.concat([faulty, suspect(frames[-1], scene)], ignore_index=True)
    return pd.concat(frames, ignore_index=True)


def suspect(findings: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """Every cell that an error or an unexplained warning stands on or was read by it, as a `faulty` frame.

    Columns and sheets as a whole stand with row 0 and field ""; a sheet that is missing is in doubt even where that is
    no more than a notice.
    """
    grave = (findings["level"] != NOTICE) | (findings["code"] == _MISSING)
    found = findings[grave & (findings["sheet"] != "")]
    if (found["level"] == WARNING).any():
        found = found[explained(found, scene)["explanation"] == ""]
    cells = [
        (number, sheet, 0 if code.startswith(_STRUCTURE) and sheet != ITEMS else row, each)
        for number, sheet, row, code, field, reads in zip(*(found[name].tolist() for name in _READ), strict=True)
        for each in f"{field} {reads}".split() or [""]
    ]
    return pd.DataFrame(cells, columns=list(CELL)) if cells else _no_cells().copy(deep=False)


@cache
def _no_cells() -> pd.DataFrame:
    return pd.DataFrame(columns=list(CELL)).astype({"submission": "int64", "row": "int64"})


def _faults(faulty: pd.DataFrame) -> Faults:
    """A `faulty` frame by (sheet, field)."""
    found: defaultdict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for submission, sheet, row, field in zip(*(faulty[name].tolist() for name in CELL), strict=True):
        found[sheet, field].add((submission, row))
    return found


def _doubted(faults: Faults) -> dict[str, frozenset[int]]:
    """Field of 支部信息 → submissions in which it is suspect."""
    return {
        field: frozenset(submission for submission, _ in cells)
        for (sheet, field), cells in faults.items() if sheet == ITEMS
    }


def adjusted(rule: Rule, settings: Settings) -> Rule | None:
    """The rule as the township wants it: None where it is off or rests, else with its level and threshold."""
    setting = settings.rules.get(rule.code, RuleSetting(rule.code))
    level = level_of(setting, rule.level, rule.status)
    if level is None:
        return None
    threshold = rule.threshold if setting.threshold is None else setting.threshold
    same = level is rule.level and threshold == rule.threshold
    return rule if same else replace(rule, level=level, threshold=threshold)


def level_of(setting: RuleSetting, level: Level, status: Status) -> Level | None:
    """The level of a rule as the township wants it; None where it is off or rests."""
    if not setting.on or status is Status.RETIRED:
        return None
    return setting.level or (NOTICE if status is Status.TRIAL else level)


def source_text(key: str) -> str:
    """依据：《…》第…条。 for a verified source, "" for one not to be shown."""
    source = _sources().get(key, {})
    return f"依据：{source['title']}。" if source.get("shown") else ""


@cache
def _sources() -> Mapping[str, Any]:
    return tomllib.loads(files("shuzhi.validate").joinpath("sources.toml").read_text(encoding="utf-8"))


def _findings(rule: Rule, scene: Scene, faults: Faults) -> list[Finding]:
    verdict = rule.predicate(scene.at(rule.threshold))
    told = np.asarray(verdict)
    texts = told.dtype != bool
    hits = np.flatnonzero(pd.notna(told) if texts else told)
    if not len(hits):
        return []
    sheet = scene[rule.sheet]
    places = sheet.index.get_indexer(verdict.index[hits])
    disturbed, blocked = _disturbed(faults, rule), _blocked(faults, rule, scene.form.sheet(rule.sheet).kind)
    hint = rule.hint + source_text(rule.source)
    place = (rule.whole or rule.sheet, "") if rule.whole else (rule.sheet, rule.fields[0])
    reads = "" if rule.whole else " ".join(rule.fields[1:])
    found = []
    for hit, submission, row in zip(hits, *(sheet[name].values[places].tolist() for name in _ROW), strict=True):
        if submission not in disturbed and (submission, row) not in blocked:
            detail = str(told[hit]) if texts else ""
            message, hint_ = (_told(words, rule, detail) for words in (rule.message, hint))
            found.append(Finding(
                submission, rule.code, rule.level, place[0], row, place[1], 0, message, hint_, reads,
            ))
    return found


def _told(words: str, rule: Rule, detail: str) -> str:
    return words.replace("{threshold}", f"{rule.threshold:g}").replace("{}", detail)


def _disturbed(faults: Faults, rule: Rule) -> set[int]:
    """Submissions where a column the rule reads is in doubt, or a cell of another sheet, or that sheet is missing."""
    others = {*rule.across, *((sheet, "") for sheet, _ in rule.across)}
    whole = {(rule.sheet, field) for field in rule.fields} - {(ITEMS, field) for field in rule.fields}
    return {
        submission for cell in others | whole for submission, row in faults.get(cell, ()) if cell in others or not row
    }


def _blocked(faults: Faults, rule: Rule, kind: str) -> set[tuple[int, int]]:
    """(submission, row) of the rows in which a cell that the rule reads is in doubt."""
    cells = (cell for field in rule.fields for cell in faults.get((rule.sheet, field), ()))
    return {(submission, 0 if kind == "items" else row) for submission, row in cells}  # one record, row 0


def located(findings: pd.DataFrame, columns: Places, items: Places) -> pd.DataFrame:
    """Fill in the Excel column of each finding's field, and the row of 支部信息's items.

    columns, items: those of Tables (see places). Findings that have a column already keep it.
    """
    keys = list(zip(*(findings[name].tolist() for name in _FIELD), strict=True))
    rows = [row or items.get(key, 0) for key, row in zip(keys, findings["row"].tolist(), strict=True)]
    found = [
        (column or columns.get(key, 0)) if row else 0
        for key, row, column in zip(keys, rows, findings["column"].tolist(), strict=True)
    ]
    frame = findings.assign(row=np.array(rows, dtype="int64"), column=np.array(found, dtype="int64"))
    return frame[list(Finding._fields)].reset_index(drop=True)


def places(frame: pd.DataFrame, what: str) -> Places:
    """(submission, sheet, field) → what the frame says of it."""
    *keys, found = (frame[name].tolist() for name in (*_FIELD, what))
    return dict(zip(zip(*keys, strict=True), found, strict=True))
