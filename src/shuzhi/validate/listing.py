"""Every rule that a township may switch and set, as it reads them: code, level, place, words, threshold, source."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shuzhi.form import Form
from shuzhi.model.words import Level
from shuzhi.validate.across import ACROSS, AcrossRule
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import Rule, Status, source_text
from shuzhi.validate.rulebook import RULES
from shuzhi.validate.text.lists import kinds
from shuzhi.validate.text.rulebook import RULES as TEXT_RULES
from shuzhi.validate.text.textrule import TextRule

_BETWEEN, _ALL = "各支部之间", "各表"
_NAMED = 3  # columns, sheets that are named
_GAP = "……"  # for what a finding fills in
_OPTIONAL = re.compile(r"\[[^\]]*\]")


class Listed(NamedTuple):
    """One line; rules that say the same of several columns of one sheet are one line."""

    code: str
    level: str
    sheet: str
    column: str
    message: str
    hint: str
    threshold: str
    source: str


HEADER = Listed("规则编号", "级别", "表", "栏目", "问题", "怎么改", "阈值", "依据")


def listing(form: Form) -> tuple[Listed, ...]:
    """All rules that do not rest, in the order of their codes; those of intake (F, S, C01 …) are not among them."""
    found: dict[Listed, list[str]] = {}
    for line in _lines(form):
        found.setdefault(line._replace(column=""), []).append(line.column)
    lines = (line._replace(column=_columns(columns)) for line, columns in found.items())
    return tuple(sorted(lines, key=lambda line: line.code))


def _lines(form: Form) -> Iterator[Listed]:
    yield from (_of_rows(form, rule) for rule in _awake((*generated(form), *RULES)))
    yield from (_of_text(form, rule) for rule in TEXT_RULES if rule.status is not Status.RETIRED)
    yield from map(_across, ACROSS)


def _awake(rules: Iterable[Rule]) -> Iterator[Rule]:
    return (rule for rule in rules if rule.status is not Status.RETIRED)


def _of_rows(form: Form, rule: Rule) -> Listed:
    sheet = form.sheet(rule.whole or rule.sheet)
    column = "" if rule.whole else sheet.field(rule.fields[0]).title
    number = f"{rule.threshold:g}" if rule.threshold else ""
    message, hint = (words.replace("{threshold}", number) for words in (rule.message, rule.hint))
    return Listed(
        rule.code, _level(rule.level, rule.status), sheet.title, column,
        _message(message), _hint(hint), number, source_text(rule.source).removeprefix("依据：").removesuffix("。"),
    )


def _of_text(form: Form, rule: TextRule) -> Listed:
    read = [place for place, kind in kinds().items() if kind in rule.kinds]
    sheets = [sheet.title for sheet in form.sheets if sheet.name in {name for name, _ in read}]
    where = "、".join(sheets) if len(sheets) <= _NAMED else _ALL
    columns = _columns(form.sheet(sheet).field(name).title for sheet, name in read)
    level = _level(rule.level, rule.status)
    return Listed(rule.code, level, where, columns, _message(rule.message), _hint(rule.hint), "", "")


def _across(rule: AcrossRule) -> Listed:
    number = f"{rule.threshold:g}" if rule.threshold else ""
    message, hint = _message(rule.message), _hint(rule.hint)
    return Listed(rule.code, rule.level.label, _BETWEEN, "", message, hint, number, "")


def _columns(titles: Iterable[str]) -> str:
    """The first few, and how many there are."""
    known = list(dict.fromkeys(titles))
    return "、".join(known[:_NAMED]) + (f"等{len(known)}栏" if len(known) > _NAMED else "")


def _level(level: Level, status: Status) -> str:
    return f"{Level.NOTICE.label}（试行）" if status is Status.TRIAL else level.label


def _message(words: str) -> str:
    """Without what a finding adds behind the sentence, with …… for what it puts into it."""
    return words.replace("。{}", "。").replace("{}", _GAP)


def _hint(words: str) -> str:
    return _OPTIONAL.sub("", words).removeprefix("{}").replace("{}", _GAP)
