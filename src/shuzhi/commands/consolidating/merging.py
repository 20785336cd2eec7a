"""The quarters' workbooks of a branch as one: pure, sheet by sheet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from shuzhi.author.standard import ITEM_NOTE
from shuzhi.commands.consolidating.lines import Line, Quarter, lines
from shuzhi.commands.issuing.carrying import goes_on
from shuzhi.commands.issuing.leaving import MOVED
from shuzhi.form import Form, Sheet
from shuzhi.model.period import Coverage
from shuzhi.model.place import natural

Key = tuple[object, ...]
_ITEMS = "branches"
_NOTHING = "确无"
_ON_ROLL, _SOLVED, _PLAN = "在册", "已整改", "下步打算"
# What tells the rows of a sheet apart: those that say the same are one row, typed again in a later quarter.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "meetings": ("date", "type", "topic", "unit", "group"), "votes": ("date", "body", "matter"),
    "works": ("date", "type", "content"), "members": ("name", "birth"), "tasks": ("number",),
    "proposals": ("number",), "agenda": ("number",), "problems": ("type", "problem", "plan"),
}


@dataclass(frozen=True)
class Consolidated:
    """What the workbook of a half year or year says.

    content  sheet name → its rows (field name → value); 支部信息 one mapping, with the 说明 of items by ITEM_NOTE
    origins  sheet name → for each row the lines that it comes from
    items    item of 支部信息 → the quarters that it comes from
    """

    content: Mapping[str, list[Mapping[str, object]]]
    origins: Mapping[str, tuple[Line, ...]]
    items: Mapping[str, tuple[Quarter, ...]] = field(default_factory=dict)


def handed_over(form: Form, merged: Consolidated, day: date) -> Consolidated:
    """The same of a branch that went into another on that day: its members moved, its open rows stand there."""
    content, origins = dict(merged.content), dict(merged.origins)
    for sheet in form.sheets:
        pairs = list(zip(content.get(sheet.name, ()), origins.get(sheet.name, ()), strict=False))
        if sheet.name == "members":
            left = {"status": MOVED, "changed": day}
            content[sheet.name] = [{**row, **left} if goes_on(sheet, row) else row for row in content[sheet.name]]
        elif sheet.carried and pairs:
            kept = [(row, line) for row, line in pairs if not goes_on(sheet, row)]
            content[sheet.name], origins[sheet.name] = [row for row, _ in kept], tuple(line for _, line in kept)
    return replace(merged, content=content, origins=origins)


def consolidated(form: Form, quarters: Sequence[Quarter], days: Coverage) -> Consolidated:
    """The quarters of one branch, in order of time, as one workbook; `days` are those counted in the whole period.

    Every row of 会议, 表决事项 and 其他工作 dated in these days, whichever quarter it was typed in; the latest version
    of each number of 民生实事, 居民提案 and 四议两公开; the people of the latest quarter and those who left before it;
    the problems of the latest quarter and those solved before it. 文字材料 speak of one quarter and stay behind.
    """
    found = {
        sheet.name: _rows(sheet, [lines(sheet, quarter) for quarter in quarters], days)
        for sheet in form.sheets if sheet.name in _KEYS
    }
    items, whence = _items(form, quarters, {name for name, own in found.items() if own})
    rows: dict[str, list[Mapping[str, object]]] = {name: [line.values for line in own] for name, own in found.items()}
    return Consolidated({_ITEMS: [items], **rows}, {name: tuple(own) for name, own in found.items()}, whence)


def _rows(sheet: Sheet, own: Sequence[Sequence[Line]], days: Coverage) -> list[Line]:
    *before, last = own
    if sheet.dated:
        inside = [[line for line in those if _is_inside(line, sheet.dated, days)] for those in own]
        return sorted(_newest(inside, sheet.name), key=lambda line: str(line.values[sheet.dated]))
    if sheet.name == "members":
        left = [[one for one in those if one.values.get("status", _ON_ROLL) != _ON_ROLL] for those in before]
        gone = [one for one in _newest([*left, last], sheet.name) if one not in last]
        return _added_up([*last, *gone], sheet, own)
    if sheet.name == "problems":
        solved = [[one for one in those if one.values.get("progress") == _SOLVED and one.values["type"] != _PLAN]
                  for those in before]
        return [replace(one, values={**one.values, "number": str(number)})
                for number, one in enumerate(_newest([*solved, last], sheet.name), 1)]
    return sorted(_newest(own, sheet.name), key=lambda line: natural(str(line.values.get("number", ""))))


def _is_inside(line: Line, name: str, days: Coverage) -> bool:
    day = line.values.get(name)
    return isinstance(day, date) and days.start <= day <= days.end


def _newest(own: Sequence[Sequence[Line]], sheet: str) -> list[Line]:
    """The lines of all quarters in order; of those with the same key in several quarters only the latest.

    What stands twice in one workbook stays twice.
    """
    seen: Counter[Key] = Counter()
    kept: list[Line] = []
    for those in reversed(own):
        later, fresh = Counter(seen), []
        for line in those:
            key = _key(line, sheet)
            if key and later[key] > 0:
                later[key] -= 1
                continue
            fresh.append(line)
            seen[key] += 1
        kept = [*fresh, *kept]
    return kept


def _key(line: Line, sheet: str) -> Key:
    """What is the same in two versions of a row; () where the row has nothing of it."""
    key = tuple(line.values.get(name) for name in _KEYS[sheet])
    return key if any(part is not None for part in key) else ()


def _added_up(people: Sequence[Line], sheet: Sheet, own: Sequence[Sequence[Line]]) -> list[Line]:
    """The people with what is counted anew each quarter added up."""
    versions: dict[Key, list[Line]] = {}
    for line in (line for those in own for line in those):
        versions.setdefault(_key(line, sheet.name), []).append(line)
    names = [one.name for one in sheet.fields if one.over == "sum"]
    found = []
    for line in people:
        sums = {name: _sum(one.values.get(name) for one in versions[_key(line, sheet.name)]) for name in names}
        filled = {name: value for name, value in sums.items() if value is not None}
        found.append(replace(line, values={**line.values, **filled}))
    return found


def _items(
    form: Form, quarters: Sequence[Quarter], filled: set[str]
) -> tuple[dict[str, object], dict[str, tuple[Quarter, ...]]]:
    """支部信息: standing facts of the latest quarter, amounts of one quarter added up, 本期无… where all say so.

    确无 only where none says another word.
    """
    sheet = form.sheet(_ITEMS)
    known = [(quarter, next((line.values for line in lines(sheet, quarter)), {})) for quarter in quarters]
    nothing = {other.nothing: other.name for other in form.sheets if other.nothing}
    values: dict[str, object] = {}
    whence: dict[str, tuple[Quarter, ...]] = {}
    for one in sheet.fields:
        said = [(quarter, own[one.name]) for quarter, own in known if own.get(one.name) is not None]
        if one.name in nothing:
            empty = len(said) == len(quarters) and nothing[one.name] not in filled
            others = [(quarter, word) for quarter, word in said if word != _NOTHING]
            said = (others or said) if empty else []
            value = said[-1][1] if said else None
        elif one.over == "sum":
            value = _sum(amount for _, amount in said)
        else:
            said = [(quarter, value) for quarter, value in said if quarter is quarters[-1] and one.over == "last"]
            value = said[-1][1] if said else None
        if value is not None:
            values[one.name], whence[one.name] = value, tuple(quarter for quarter, _ in said)
    notes = {ITEM_NOTE.format(name): text for quarter in quarters for name, text in quarter.item_notes.items()}
    return {**values, **notes}, whence


def _sum(amounts: Iterable[object]) -> float | None:
    """The sum; None where every one is blank."""
    numbers = [amount for amount in amounts if isinstance(amount, int | float)]
    return round(sum(numbers), 6) if numbers else None
