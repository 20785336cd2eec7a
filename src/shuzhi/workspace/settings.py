"""The tables of 乡镇台账 as Settings."""

from datetime import time

from shuzhi import form
from shuzhi.model.period import Coverage, Period
from shuzhi.model.place import unique_places
from shuzhi.model.prose import clean
from shuzhi.model.settings import Branch, ReportKind, RuleSetting, Settings, Word
from shuzhi.model.tables import Tables
from shuzhi.model.words import Audience, Level, Numbering
from shuzhi.workspace.limits import limits
from shuzhi.workspace.records import Record, clock, day, listed, records, rows, said

_LEVELS = {level.label: level for level in Level}
_KINDS = {"季度": "Q", "半年": "H", "年度": "Y"}
OWN = ("own_meetings", "own_works", "own_problems", "own_texts")  # the township's own rows
_SWITCHES = ("identity", "suggest", "ranks", "pdf", "notify", "encrypt")  # yes/no items of 参数


def settings_of(tables: Tables, period: Period | None) -> Settings:
    """The settings that faultless tables say; `period` other than that of 参数 has its calendar days, no deadline."""
    parameters = records(tables, "parameters")[0]
    own = Period.parse(str(parameters["period"]))
    assert own is not None
    same = period is None or period == own
    chosen = own if period is None else period
    roster = _branches(records(tables, "roster"))
    typed = Coverage(parameters["coverage_start"].date(), parameters["coverage_end"].date())  # type: ignore[attr-defined]
    coverage = typed if same else chosen.days
    return Settings(
        township=clean(str(parameters["township"])), superior=clean(said(parameters["superior"])), period=chosen,
        coverage=coverage,
        deadline=day(parameters["deadline"]) if same else None,
        branches=tuple(branch for branch in roster if branch.stands(coverage)),
        reports=tuple(_report(record, chosen) for record in records(tables, "reports")),
        rules={str(r["code"]): _rule(r) for r in records(tables, "rules")},
        limits=limits(parameters),
        words=tuple(_word(record) for record in records(tables, "words")),
        local_types={str(r["local"]): str(r["standard"]) for r in records(tables, "local_types")},
        committee=clean(said(parameters["committee"])), contact=said(parameters["contact"]),
        switches=frozenset(name for name in _SWITCHES if parameters[name] == "是"),
        own={name: rows(tables, name) for name in OWN},
        former=tuple(branch for branch in roster if not branch.stands(coverage)),
        nightly=clock(said(parameters["nightly_time"])) or time(2),
    )


def _branches(records: list[Record]) -> tuple[Branch, ...]:
    places = unique_places([(str(record["short_name"]), str(record["code"])) for record in records])
    return tuple(
        Branch(
            code=str(r["code"]), full_name=clean(str(r["full_name"])), short_name=clean(str(r["short_name"])),
            place=place, org_type=str(r["org_type"]), unit_type=str(r["unit_type"]), aliases=listed(r["aliases"]),
            parent=said(r["parent"]), secretary=said(r["secretary"]), contact=said(r["contact"]),
            leader=said(r["leader"]), founded=day(r["founded"]), closed=day(r["closed"]),
            merged_into=said(r["merged_into"]), extended_until=day(r["extended_until"]),
        )
        for r, place in zip(records, places, strict=True)
    )


def _report(record: Record, period: Period) -> ReportKind:
    output = str(record["output"]).replace("{报告期}", period.label)
    needs = {sheet.title: sheet.name for sheet in form.load().sheets}
    return ReportKind(
        str(record["template"]), str(record["name"]), Audience(str(record["audience"])), output,
        listed(record["org_types"]), listed(record["unit_types"]),
        tuple(_KINDS[kind] for kind in listed(record["period_kinds"])),
        tuple(needs[title] for title in listed(record["needs"])), listed(record["branches"]),
        Numbering(said(record["numbering"]) or Numbering.ARABIC), record["annex"] == "是",
        record["subject"] == "乡镇", said(record["speaker"]), said(record["speaker_post"]),
        day(record["document_date"]),
    )


def _rule(record: Record) -> RuleSetting:
    threshold = record["threshold"]
    return RuleSetting(
        str(record["code"]), record["on"] != "否", _LEVELS.get(said(record["level"])),
        float(threshold) if isinstance(threshold, float) else None,
    )


def _word(record: Record) -> Word:
    return Word(
        str(record["kind"]), str(record["word"]), said(record["instead"]), day(record["since"]), day(record["until"])
    )
