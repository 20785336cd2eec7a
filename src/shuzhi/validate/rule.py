"""A rule is data plus one vectorised predicate; this module applies rules to a chunk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import RuleSetting
from shuzhi.model.words import Level
from shuzhi.validate.scene import Scene


@dataclass(frozen=True)
class Rule:
    """One rule; (code, sheet, fields) is its identity, the code what staff and the township's 规则 sheet call it.

    fields     the columns it reads; findings stand on the first. Rows with one of them faulty are left alone.
    predicate  Scene → Series over the sheet's frame: True = violated; or text that fills `{}` of message and
               hint, missing = not violated
    source     key of sources.toml ("" = arithmetic or project rule)
    threshold  the rule's own number, which the township may change; `{threshold}` in the message
    across     (sheet, column) of other sheets it reads: a submission with one of those cells faulty is left alone
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


def apply(rules: Iterable[Rule], scene: Scene, faulty: pd.DataFrame) -> pd.DataFrame:
    """Findings (Finding's columns) of all rules that are on; `faulty`: submission, sheet, row, field to leave alone."""
    settings = scene.settings.rules
    on = (rule for rule in rules if settings.get(rule.code, RuleSetting(rule.code)).on and len(scene[rule.sheet]))
    frames = [_findings(_adjusted(rule, settings.get(rule.code)), scene, faulty) for rule in on]
    return pd.concat([findings_frame(()), *(frame for frame in frames if frame is not None)], ignore_index=True)


def cells_of(findings: pd.DataFrame) -> pd.DataFrame:
    """The cells (and columns and sheets, with row 0 and field "") that errors stand on, as a `faulty` frame."""
    errors = findings[(findings["level"] == Level.ERROR) & (findings["sheet"] != "")]
    return errors[["submission", "sheet", "row", "field"]]


def _adjusted(rule: Rule, setting: RuleSetting | None) -> Rule:
    if setting is None:
        return rule
    threshold = rule.threshold if setting.threshold is None else setting.threshold
    return replace(rule, level=setting.level or rule.level, threshold=threshold)


def _findings(rule: Rule, scene: Scene, faulty: pd.DataFrame) -> pd.DataFrame | None:
    verdict = rule.predicate(replace(scene, threshold=rule.threshold))
    texts = verdict.dtype != bool
    hits = verdict.notna() if texts else verdict
    if not hits.any():
        return None
    frame = scene[rule.sheet].loc[hits[hits].index, ["submission", "row"]]
    frame = frame[~frame["submission"].isin(_disturbed(faulty, rule))]
    detail = verdict[frame.index] if texts else pd.Series("", index=frame.index)
    told = [[_told(words, rule, str(text)) for text in detail] for words in (rule.message, rule.hint)]
    frame = frame.assign(message=told[0], hint=told[1])
    frame = frame.merge(_rows(faulty, rule, scene.form.sheet(rule.sheet).kind), how="left", on=["submission", "row"])
    frame = frame[frame["blocked"].isna()].drop(columns="blocked")
    return frame.assign(
        code=rule.code, level=rule.level, sheet=rule.sheet, field=rule.fields[0], column=0
    )[list(Finding._fields)]


def _told(words: str, rule: Rule, detail: str) -> str:
    return words.replace("{threshold}", f"{rule.threshold:g}").replace("{}", detail)


def _disturbed(faulty: pd.DataFrame, rule: Rule) -> set[int]:
    """The submissions where a cell of another sheet that the rule reads is faulty, or that sheet is missing."""
    keys = set(rule.across) | {(sheet, "") for sheet, _ in rule.across}
    pairs = zip(faulty["submission"], faulty["sheet"], faulty["field"], strict=True)
    return {submission for submission, sheet, field in pairs if (sheet, field) in keys} if keys else set()


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

