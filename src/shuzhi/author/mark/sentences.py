"""What a comment says: level, row, what is wrong and what to do in one sentence, and what stands in the row."""

from collections.abc import Sequence
from datetime import date, datetime, time

from shuzhi.author import merged
from shuzhi.author.verdict import Place
from shuzhi.form import Form
from shuzhi.model.finding import Finding
from shuzhi.model.prose import paragraphs
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

_LEVELS = tuple(Level)
_SHORT = 30  # characters of a value


def comment(form: Form, findings: Sequence[Finding], place: Place) -> str:
    """One line a finding on a cell, gravest first."""
    ordered = sorted(findings, key=lambda one: (_LEVELS.index(one.level), one.code))
    return "\n".join(dict.fromkeys(_told(form, one, place) for one in ordered))


def _told(form: Form, finding: Finding, place: Place) -> str:
    return f"【{finding.level.label}】{_where(form, finding, place)}{_sentence(finding)}{_beside(form, finding, place)}"


def _where(form: Form, finding: Finding, place: Place) -> str:
    if finding.row <= place.binding.header_row:
        return "标题："
    if place.binding.items:
        return f"{form.sheet(finding.sheet).field(finding.field).title}：" if finding.field else ""
    return f"第{finding.row}行："


def _sentence(finding: Finding) -> str:
    """One sentence of two: 实到比应到多。 and 请改正。 give 实到比应到多，请改正。 ."""
    message, hint = finding.message, finding.hint
    one = message.endswith("。") and message.count("。") == 1 and hint.startswith("请")
    return f"{message[:-1]}，{hint}" if one else message + hint


def _beside(form: Form, finding: Finding, place: Place) -> str:
    """What stands in the cells that the rule read beside this one."""
    known = place.binding.items or place.binding.columns
    names = list(dict.fromkeys([finding.field, *finding.reads.split()]))
    if not any(name in known for name in names[1:]):
        return ""
    fields = form.sheet(finding.sheet)
    told = [fields.field(name).title + _value(name, finding.row, place) for name in names if name in known]
    return f"{'表里' if place.binding.items else '这一行'}：{'，'.join(told)}。"


def _value(name: str, row: int, place: Place) -> str:
    binding, raw = place.binding, place.raw
    address = (binding.items[name], binding.columns[""]) if binding.items else (row, binding.columns[name])
    over = merged.shown(raw, address)
    if over in raw.broken:
        return "读不出"
    text = " ".join(" ".join(paragraphs(_text(raw.cell(*over)))).split())
    return f" {text if len(text) <= _SHORT else text[: _SHORT - 1] + '…'}" if text else "空着"


def _text(value: Typed) -> str:
    """A value as one types it: 10, 2023-9-5."""
    if isinstance(value, datetime) and value.time() != time():
        return f"{_text(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}-{value.month}-{value.day}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)
