"""A rule is data plus one vectorised predicate; this module applies rules to a chunk."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import RuleSetting, Settings
from shuzhi.model.words import Level
from shuzhi.validate.explain import ITEMS, explained
from shuzhi.validate.scene import Scene

ERROR, WARNING, NOTICE = Level.ERROR, Level.WARNING, Level.NOTICE
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
    predicate: Callable[[Scene], pd.Series]
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
        seen = replace(scene, doubted=_doubted(faulty))
        found = [
            _findings(rule, seen, faulty)
            for rule in set_ if rule and rule.level is level and len(scene[rule.sheet])
        ]
        if hits := [frame for frame in found if frame is not None]:
            frames.append(pd.concat(hits, ignore_index=True))
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
    fields = (found["field"] + " " + found["reads"]).str.strip().str.split(" ")
    whole = found["code"].str.startswith(_STRUCTURE) & (found["sheet"] != ITEMS)
    found = found.assign(field=fields, row=found["row"].mask(whole, 0)).explode("field")
    return found[["submission", "sheet", "row", "field"]].fillna({"field": ""})


def _doubted(faulty: pd.DataFrame) -> dict[str, frozenset[int]]:
    """Field of 支部信息 → submissions in which it is suspect."""
    items = faulty[faulty["sheet"] == ITEMS]
    return {str(name): frozenset(group) for name, group in items.groupby("field")["submission"]}


def adjusted(rule: Rule, settings: Settings) -> Rule | None:
    """The rule as the township wants it: None where it is off or rests, else with its level and threshold."""
    setting = settings.rules.get(rule.code, RuleSetting(rule.code))
    if not setting.on or rule.status is Status.RETIRED:
        return None
    threshold = rule.threshold if setting.threshold is None else setting.threshold
    return replace(rule, level=setting.level or (NOTICE if rule.status is Status.TRIAL else rule.level),
                   threshold=threshold)


def source_text(key: str) -> str:
    """依据：《…》第…条。 for a verified source, "" for one not to be shown."""
    source = _sources().get(key, {})
    return f"依据：{source['title']}。" if source.get("shown") else ""


@cache
def _sources() -> Mapping[str, Any]:
    return tomllib.loads(files("shuzhi.validate").joinpath("sources.toml").read_text(encoding="utf-8"))


def _findings(rule: Rule, scene: Scene, faulty: pd.DataFrame) -> pd.DataFrame | None:
    verdict = rule.predicate(replace(scene, threshold=rule.threshold))
    texts = verdict.dtype != bool
    hits = verdict.notna() if texts else verdict
    if not hits.any():
        return None
    frame = scene[rule.sheet].loc[hits[hits].index, ["submission", "row"]]
    frame = frame[~frame["submission"].isin(_disturbed(faulty, rule))]
    frame = frame.merge(_rows(faulty, rule, scene.form.sheet(rule.sheet).kind), how="left", on=["submission", "row"])\
        .set_axis(frame.index)
    frame = frame[frame["blocked"].isna()].drop(columns="blocked")
    if frame.empty:
        return None
    detail = verdict[frame.index] if texts else pd.Series("", index=frame.index)
    hint = rule.hint + source_text(rule.source)
    told = [[_told(words, rule, str(text)) for text in detail] for words in (rule.message, hint)]
    return frame.assign(
        message=told[0], hint=told[1], code=rule.code, level=rule.level, sheet=rule.whole or rule.sheet,
        field="" if rule.whole else rule.fields[0], column=0, reads="" if rule.whole else " ".join(rule.fields[1:]),
        detail="",
    )[list(Finding._fields)]


def _told(words: str, rule: Rule, detail: str) -> str:
    return words.replace("{threshold}", f"{rule.threshold:g}").replace("{}", detail)


def _disturbed(faulty: pd.DataFrame, rule: Rule) -> set[int]:
    """Submissions where a column the rule reads is in doubt, or a cell of another sheet, or that sheet is missing."""
    keys = set(rule.across) | {(sheet, "") for sheet, _ in rule.across}
    whole = {(rule.sheet, field) for field in rule.fields} - {(ITEMS, field) for field in rule.fields}
    cells = faulty[["submission", "sheet", "row", "field"]].itertuples(index=False, name=None)
    return {
        submission for submission, sheet, row, field in cells
        if (sheet, field) in keys or (not row and (sheet, field) in whole)
    }


def _rows(faulty: pd.DataFrame, rule: Rule, kind: str) -> pd.DataFrame:
    here = faulty[(faulty["sheet"] == rule.sheet) & faulty["field"].isin(rule.fields)]
    if kind == "items":  # one record a submission, row 0
        here = here.assign(row=0)
    rows = here[["submission", "row"]].astype("int64").drop_duplicates()
    return rows.assign(blocked="x")


def located(findings: pd.DataFrame, columns: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Fill in the Excel column of each finding's field, and the row of 支部信息's items.

    columns, items: see Tables. Findings that have a column already keep it.
    """
    places = columns.rename(columns={"column": "found"})
    frame = findings.merge(places, how="left", on=["submission", "sheet", "field"])
    frame["column"] = frame["column"].where(frame["column"] > 0, frame["found"].fillna(0)).astype("int64")
    rows = items.rename(columns={"row": "item_row"})
    frame = frame.merge(rows, how="left", on=["submission", "sheet", "field"])
    frame["row"] = frame["row"].where(frame["row"] > 0, frame["item_row"].fillna(0)).astype("int64")
    frame.loc[frame["row"] == 0, "column"] = 0
    return frame[list(Finding._fields)]
