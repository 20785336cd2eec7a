"""The workspace: where things lie, and 乡镇台账.xlsx as frozen settings with every mistake in it at once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import pandas as pd
from filelock import FileLock, Timeout

from shuzhi import form
from shuzhi.errors import AlreadyRunning, DeliveryFailed, SettingsFault
from shuzhi.form import plain
from shuzhi.intake.bind import bind
from shuzhi.intake.faults import FAULTS
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.read import read
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.period import Coverage, Period
from shuzhi.model.place import legal_name, name_key, unique_places
from shuzhi.model.settings import Branch, ReportKind, RuleSetting, Settings, Word
from shuzhi.model.sheet import column_letter
from shuzhi.model.tables import Row, Scalar, Tables
from shuzhi.model.words import Audience, Level
from shuzhi.validate.across import ACROSS
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply, cells_of, located
from shuzhi.validate.rulebook import RULES
from shuzhi.validate.scene import Scene

SETTINGS_FILE = "乡镇台账.xlsx"
_LEVELS = {level.label: level for level in Level}
_KINDS = {"季度": "Q", "半年": "H", "年度": "Y"}
Record = Mapping[str, object]
OWN = ("own_meetings", "own_works", "own_problems", "own_texts")  # the township's own rows
_SWITCHES = ("identity",)  # yes/no items of 参数
SCOPES = ("org_types", "unit_types", "period_kinds")  # of a report


@dataclass(frozen=True)
class Workspace:
    """Paths of a workspace; nothing is created by asking for one."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """The township's workbook."""
        return self.root / "workbooks" / SETTINGS_FILE

    @property
    def templates(self) -> Path:
        """The folder of Word templates."""
        return self.root / "templates"

    @property
    def output(self) -> Path:
        """Where deliveries lie."""
        return self.root / "output"

    @property
    def private(self) -> Path:
        """The ledger, temporary files and the lock; not for others."""
        return self.root / ".shuzhi"

    @property
    def archive(self) -> Path:
        """Workbooks that counted, unchanged."""
        return self.private / "archive"

    def issued(self, period: Period) -> Path:
        """The workbooks handed out for a period."""
        return self.output / "下发" / period.code

    def inbox(self, period: Period) -> Path:
        """What branches handed in for a period."""
        return self.root / "workbooks" / "inbox" / period.code

    def period_of(self, path: Path) -> Period | None:
        """The period of the inbox that a file lies in; None if it lies in none."""
        inboxes = (self.root / "workbooks" / "inbox").resolve()
        file = path.resolve()
        parts = file.relative_to(inboxes).parts if file.is_relative_to(inboxes) else ()
        return Period.parse(parts[0]) if len(parts) > 1 else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for one run; AlreadyRunning if another run does."""
        lock = FileLock(self.private / "run.lock", timeout=0)
        try:
            self.private.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise AlreadyRunning from None
        except OSError as fault:
            raise DeliveryFailed(str(self.private), fault.strerror or type(fault).__name__) from fault
        try:
            yield
        finally:
            lock.release()


def load_settings(workspace: Workspace, period: Period | None = None) -> Settings:
    """The settings of 乡镇台账.xlsx; SettingsFault names every mistake with its sheet and cell.

    `period` other than that of 参数 counts its own calendar days and has no deadline.
    """
    path = workspace.settings_file
    if not path.is_file():
        raise SettingsFault(str(path), ["没有找到这个文件。请先运行 shuzhi init 建好工作文件夹，或把文件放回原处。"])
    book, gate = read(path, path.name, 50)
    if book is None:
        fault = gate.fault or FAULTS["reader"]
        raise SettingsFault(str(path), [f"{fault.message}{fault.hint}"])
    layout = form.load("township")
    bindings, findings = bind(0, book, layout)
    bound = [BoundSheet(0, raw, one) for one in bindings for raw in book.sheets if raw.title == one.title]
    tables, more = normalise(bound, layout, {}, {})
    scene = Scene(tables, layout, neutral_settings(), {})
    found = pd.concat([findings_frame([*findings, *more]), apply(generated(layout), scene, tables.faulty)])
    own = _own_checks(tables, workspace)
    blocked = {tuple(cell) for cell in cells_of(found)[["sheet", "row", "field"]].to_numpy().tolist()}
    own = [finding for finding in own if (finding.sheet, finding.row, finding.field) not in blocked]
    found = located(pd.concat([found, findings_frame(own)]), tables.columns, tables.items)
    errors = found[found["level"] == Level.ERROR]
    if len(errors):
        raise SettingsFault(str(path), [_line(layout, Finding(*row)) for row in errors.to_numpy().tolist()])
    return _settings(tables, period)


def neutral_settings(period: Period | None = None) -> Settings:
    """Settings without a township, for `check` outside a workspace: no roster; without `period` any period will do."""
    off = {} if period else {code: RuleSetting(code, on=False) for code in ("F50", "F53")}
    chosen = period or Period(2000, "Y", 0)
    return Settings("", "", chosen, chosen.days, None, (), (), off, _limits({}))


def _line(layout: form.Form, finding: Finding) -> str:
    cell = f" {column_letter(finding.column)}{finding.row}" if finding.column else ""
    return f"{layout.title_of(finding.sheet)}{cell}：{finding.message}{finding.hint}"


def _records(tables: Tables, sheet: str) -> list[Record]:
    frame = tables.frames[sheet]
    return [
        {str(name): (None if value != value else value) for name, value in row.items()}  # noqa: PLR0124 - NaN
        for row in frame.to_dict("records")
    ]


def _rows(tables: Tables, sheet: str) -> tuple[Row, ...]:
    return tuple(
        Row(sheet, int(str(record["row"])), {
            name: _day(value) if isinstance(value, pd.Timestamp) else cast("Scalar", value)
            for name, value in record.items() if name not in ("submission", "row")
        })
        for record in _records(tables, sheet)
    )


def _own_checks(tables: Tables, workspace: Workspace) -> list[Finding]:
    """What the form cannot say: unique names, codes that exist, templates that are there, rules that are known."""
    frames = tables.frames
    roster, standard = frames["roster"], form.load()
    codes = set(roster["code"].dropna())
    rules = {rule.code for rule in (*generated(standard), *RULES)} | {rule.code for rule in ACROSS}
    types = set(standard.sheet("meetings").field("type").choices)
    found = [] if len(roster) else [_empty("roster", "一个支部也没有填。", "请把全乡镇的支部填进来，一个支部一行。")]
    for name, title in (("code", "支部编码"), ("full_name", "支部全称"), ("short_name", "简称")):
        found += [
            _fault("roster", row, name, f"“{title}”和上面一行重复。", "请改成不重复的。")
            for row in roster.loc[roster[name].notna() & roster.duplicated(name), "row"]
        ]
    for name in ("parent", "merged_into"):
        found += _unknown(roster, "roster", name, codes.__contains__, "名册里没有这个支部编码。", "请核对编码。")
    found += _unknown(
        frames["reports"], "reports", "template",
        lambda name: Path(name).name == name and (workspace.templates / name).is_file(),
        "templates 文件夹里没有这个模板文件。", "请核对文件名，要带 .docx。",
    )
    found += _unknown(
        frames["reports"], "reports", "output", lambda name: legal_name(name) == name and "." not in name,
        "“输出名”不能做文件名。", "请写一个短的名字，不带 / \\ : * ? 这些符号，也不用写 .docx。",
    )
    found += _same_output(_records(tables, "reports")) + _shared_names(_records(tables, "roster"))
    found += _unknown(
        frames["local_types"], "local_types", "local", lambda name: plain(name) not in map(plain, types),
        "“本地叫法”已经是一种标准叫法。", "标准叫法不能改作别的类型，请删去这一行。",
    )
    found += _unknown(
        frames["rules"], "rules", "code", rules.__contains__, "这个规则编号不存在或不能调整。",
        "请照“核对结果”里的编号抄写；F、S 开头的不能调整。",
    )
    return found + _unknown(
        frames["local_types"], "local_types", "standard", types.__contains__, "标准叫法不是会议类型里的一种。",
        "请照会议类型的下拉表填写。",
    )


def _unknown(  # noqa: PLR0913, PLR0917 - one line of a table of checks
    frame: pd.DataFrame, sheet: str, field: str, known: Callable[[str], bool], message: str, hint: str
) -> list[Finding]:
    filled = frame.loc[frame[field].notna(), ["row", field]]
    return [
        _fault(sheet, row, field, message, hint)
        for row, value in filled.itertuples(index=False) if not known(str(value))
    ]


def _same_output(records: list[Record]) -> list[Finding]:
    """Two reports that one branch would get under the same name."""
    found = []
    for place, record in enumerate(records):
        for other in records[:place]:
            same = name_key(_said(record["output"])) == name_key(_said(other["output"]))
            if same and all(_overlap(record[name], other[name]) for name in SCOPES):
                text = "和上面一份报告的“输出名”相同，适用的支部也有重叠。"
                found.append(_fault("reports", int(str(record["row"])), "output", text, "请改成不同的名字。"))
    return found


def _overlap(one: object, other: object) -> bool:
    return not (first := set(_listed(one))) or not (second := set(_listed(other))) or bool(first & second)


def _shared_names(records: list[Record]) -> list[Finding]:
    """An alias that is another branch's name, and a branch that is its own superior."""
    found: list[Finding] = []
    owner: dict[str, object] = {}
    for record in records:
        for field in ("full_name", "short_name", "aliases"):
            for name in _listed(record[field]):
                if owner.setdefault(plain(name), record["code"]) != record["code"] and field == "aliases":
                    text = "“别名”里有一个是别的支部的名称。"
                    found.append(_fault("roster", int(str(record["row"])), field, text, "请改成不重复的别名。"))
        if record["parent"] and record["parent"] == record["code"]:
            text = "“上级支部编码”写成了自己的编码。"
            found.append(_fault("roster", int(str(record["row"])), "parent", text, "请写上级党总支或党委的编码。"))
    return found


def _empty(sheet: str, message: str, hint: str) -> Finding:
    return Finding(0, "", Level.ERROR, sheet, message=message, hint=hint)


def _fault(sheet: str, row: int, field: str, message: str, hint: str) -> Finding:
    return Finding(0, "", Level.ERROR, sheet, int(row), field, 0, message, hint)


def _settings(tables: Tables, period: Period | None) -> Settings:
    parameters = _records(tables, "parameters")[0]
    own = Period.parse(str(parameters["period"]))
    assert own is not None
    same = period is None or period == own
    chosen = own if period is None else period
    typed = Coverage(parameters["coverage_start"].date(), parameters["coverage_end"].date())  # type: ignore[attr-defined]
    coverage = typed if same else chosen.days
    return Settings(
        township=str(parameters["township"]), superior=_said(parameters["superior"]), period=chosen,
        coverage=coverage,
        deadline=_day(parameters["deadline"]) if same else None,
        branches=tuple(branch for branch in _branches(_records(tables, "roster")) if branch.stands(coverage)),
        reports=tuple(_report(record, chosen) for record in _records(tables, "reports")),
        rules={str(r["code"]): _rule(r) for r in _records(tables, "rules")},
        limits=_limits(parameters),
        words=tuple(_word(record) for record in _records(tables, "words")),
        local_types={str(r["local"]): str(r["standard"]) for r in _records(tables, "local_types")},
        committee=_said(parameters["committee"]), contact=_said(parameters["contact"]),
        switches=frozenset(name for name in _SWITCHES if parameters[name] == "是"),
        own={name: _rows(tables, name) for name in OWN},
    )


def _limits(parameters: Record) -> dict[str, float]:
    """The numbers of 参数, blank ones as the form says."""
    fields = form.load("township").sheet("parameters").fields
    numbers = [field for field in fields if field.type in ("integer", "number")]
    return {field.name: float(str(parameters.get(field.name) or field.default)) for field in numbers}


def _branches(records: list[Record]) -> tuple[Branch, ...]:
    places = unique_places([(str(record["short_name"]), str(record["code"])) for record in records])
    return tuple(
        Branch(
            code=str(r["code"]), full_name=str(r["full_name"]), short_name=str(r["short_name"]), place=place,
            org_type=str(r["org_type"]), unit_type=str(r["unit_type"]), aliases=_listed(r["aliases"]),
            parent=_said(r["parent"]), secretary=_said(r["secretary"]), contact=_said(r["contact"]),
            leader=_said(r["leader"]), founded=_day(r["founded"]), closed=_day(r["closed"]),
            merged_into=_said(r["merged_into"]), extended_until=_day(r["extended_until"]),
        )
        for r, place in zip(records, places, strict=True)
    )


def _report(record: Record, period: Period) -> ReportKind:
    output = str(record["output"]).replace("{报告期}", period.label)
    needs = {sheet.title: sheet.name for sheet in form.load().sheets}
    return ReportKind(
        str(record["template"]), str(record["name"]), Audience(str(record["audience"])), output,
        _listed(record["org_types"]), _listed(record["unit_types"]),
        tuple(_KINDS[kind] for kind in _listed(record["period_kinds"])),
        tuple(needs[title] for title in _listed(record["needs"])),
    )


def _rule(record: Record) -> RuleSetting:
    threshold = record["threshold"]
    return RuleSetting(
        str(record["code"]), record["on"] != "否", _LEVELS.get(_said(record["level"])),
        float(threshold) if isinstance(threshold, float) else None,
    )


def _word(record: Record) -> Word:
    return Word(
        str(record["kind"]), str(record["word"]), _said(record["instead"]), _day(record["since"]), _day(record["until"])
    )


def _listed(value: object) -> tuple[str, ...]:
    return tuple(part for part in _said(value).replace("，", "、").split("、") if part)


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None
