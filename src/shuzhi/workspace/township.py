"""乡镇台账.xlsx → frozen settings, or every mistake in it at once."""

import pandas as pd

from shuzhi import form
from shuzhi.errors import SettingsFault
from shuzhi.intake.bind import bind
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.faults import FAULTS
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.read import read
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import Level
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply, located, places, suspect
from shuzhi.validate.scene import Scene
from shuzhi.workspace.folders import Workspace
from shuzhi.workspace.mistakes import mistakes
from shuzhi.workspace.neutral import neutral_settings
from shuzhi.workspace.settings import settings_of

_OWN = Bounds(megabytes=50, unpacked=500)  # of 乡镇台账 itself, which may set those of others
_MEND = "请在 Excel 或 WPS 里打开它，另存为 .xlsx（不设密码）放回原处；打不开的，换上备份。"
_NOBODY = "{}：{}没有一个支部，都还没有成立或者已经撤并。请核对“成立日期”“撤并日期”，以及“参数”里的报告期。"


def read_settings(workspace: Workspace, period: Period | None) -> Settings:
    """The settings that 乡镇台账.xlsx says (see workspace.loading). Raises SettingsFault."""
    path = workspace.settings_file
    book, gate = read(path, path.name, _OWN)
    if book is None:
        fault = gate.fault or FAULTS["reader"]
        raise SettingsFault(str(path), [f"{fault.message}{_MEND}"])
    layout = form.load("township")
    bindings, findings = bind(0, book, layout)
    bound = [BoundSheet(0, raw, one) for one in bindings for raw in book.sheets if raw.title == one.title]
    tables, more = normalise(bound, layout, {}, {})
    scene = Scene(tables, layout, neutral_settings(), {})
    found = pd.concat([findings_frame([*findings, *more]), apply(generated(layout), scene, tables.faulty)])
    own = mistakes(tables, workspace.templates)
    errors = found[found["level"] == Level.ERROR]
    blocked = {tuple(cell) for cell in suspect(errors, scene)[["sheet", "row", "field"]].to_numpy().tolist()}
    own = [finding for finding in own if (finding.sheet, finding.row, finding.field) not in blocked]
    found = located(
        pd.concat([found, findings_frame(own)]), places(tables.columns, "column"), places(tables.items, "row"),
    )
    errors = found[found["level"] == Level.ERROR]
    if len(errors):
        order = ["", *(sheet.name for sheet in layout.sheets)]
        faults = sorted(
            (Finding(*row) for row in errors.to_numpy().tolist()),
            key=lambda fault: (order.index(fault.sheet), fault.row, fault.column),
        )
        raise SettingsFault(str(path), [_line(layout, fault) for fault in faults])
    settings = settings_of(tables, period)
    if not settings.branches:
        raise SettingsFault(str(path), [_NOBODY.format(layout.title_of("roster"), settings.period.label)])
    return settings


def _line(layout: form.Form, finding: Finding) -> str:
    cell = f" {column_letter(finding.column)}{finding.row}" if finding.column else ""
    return f"{layout.title_of(finding.sheet)}{cell}：{finding.message}{finding.hint}"
