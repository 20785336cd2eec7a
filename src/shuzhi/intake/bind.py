"""Bind the sheets and columns of a raw workbook to the form by their text, wherever they stand."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shuzhi.form import Field, Form, Sheet, plain
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import Binding, RawBook, RawSheet
from shuzhi.model.words import Level

HEADER_ROWS = 10
_MONEY = {"元": 1.0, "万元": 10_000.0, "亿元": 100_000_000.0}
_ITEM_HEADER = ("项目", "内容")


class Header(NamedTuple):
    """A header cell understood: the field and the factor of its unit."""

    field: str
    scale: float


def bind(submission: int, book: RawBook, form: Form) -> tuple[tuple[Binding, ...], list[Finding]]:
    """Bind every sheet of `form` that the workbook has; findings S01 … for what is missing, doubled or unknown."""
    bindings: list[Binding] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for sheet in form.sheets:
        raws = [raw for raw in book.sheets if raw.title not in taken and _is_titled(raw.title, sheet)]
        if not raws:
            raws = _renamed(sheet, form, [raw for raw in book.sheets if raw.title not in taken])
            findings += [_renamed_finding(submission, sheet) for _ in raws]
        found = [binding for raw in raws if (binding := bind_sheet(raw, sheet))]
        taken.update(raw.title for raw in raws)
        if found:
            bindings.append(found[0])
            findings += _sheet_findings(submission, sheet, found, raws[0])
        else:
            findings.append(_no_header_finding(submission, sheet) if raws else _missing_finding(submission, sheet))
    return tuple(bindings), findings


def bind_sheet(raw: RawSheet, sheet: Sheet) -> Binding | None:
    """Bind one raw sheet to a sheet of the form; None where no header row is found in its first rows."""
    return _bind_items(raw, sheet) if sheet.kind == "items" else _bind_rows(raw, sheet)


def known_headers(sheet: Sheet) -> Mapping[str, Header]:
    """Every header text (plain) the sheet understands; a title wins over another field's alias."""
    found: dict[str, Header] = {}
    for field in sheet.fields:
        for text in (field.title, re.sub(r"（[^（）]*）$", "", field.title)):
            found.setdefault(plain(text), Header(field.name, 1.0))
    for field in sheet.fields:
        for alias in field.aliases:
            found.setdefault(plain(alias), Header(field.name, 1.0))
    return found


def _bind_rows(raw: RawSheet, sheet: Sheet) -> Binding | None:
    known = known_headers(sheet)
    scores = [
        len({header.field for cell in row if (header := _header(cell, sheet, known))}) for row in raw.rows[:HEADER_ROWS]
    ]
    best = max(scores, default=0)
    if best < min(2, len(sheet.fields)):
        return None
    top = scores.index(best)
    last = top + 1 if top + 1 < len(scores) and scores[top + 1] >= max(2, _filled(raw.rows[top + 1]) - 1) else top
    first = top - 1 if top and scores[top - 1] else top
    columns: dict[str, int] = {}
    scales: dict[str, float] = {}
    unknown: list[tuple[int, str]] = []
    for column in range(1, max(len(row) for row in raw.rows[first : last + 1]) + 1):
        texts = [raw.cell(row + 1, column) for row in (top, last, first)]
        header = next((header for text in texts if (header := _header(text, sheet, known))), None)
        if header and header.field not in columns:
            columns[header.field] = column
            if header.scale != 1.0:
                scales[header.field] = header.scale
        elif any(texts):
            unknown.append((column, str(next(text for text in texts if text))))
    return Binding(sheet.name, raw.title, last + 1, columns, tuple(unknown), scales)


def _bind_items(raw: RawSheet, sheet: Sheet) -> Binding | None:
    known = known_headers(sheet)
    item, content, note, header_row = 1, 2, 3, 0
    for number, row in enumerate(raw.rows[:HEADER_ROWS], 1):
        texts = [plain(str(cell)) if cell is not None else "" for cell in row]
        if all(word in texts for word in _ITEM_HEADER):
            item, content, header_row = texts.index("项目") + 1, texts.index("内容") + 1, number
            note = texts.index("说明") + 1 if "说明" in texts else 0
            break
    items: dict[str, int] = {}
    unknown = []
    for number in range(header_row + 1, len(raw.rows) + 1):
        text = raw.cell(number, item)
        header = _header(text, sheet, known)
        if header and header.field not in items:
            items[header.field] = number
        elif text is not None and raw.cell(number, content) is not None:
            unknown.append((number, str(text)))
    if len(items) < 3:
        return None
    return Binding(sheet.name, raw.title, header_row, {"": content, "note": note}, tuple(unknown), {}, items)


def _header(cell: object, sheet: Sheet, known: Mapping[str, Header]) -> Header | None:
    if not isinstance(cell, str):
        return None
    text = plain(cell)
    if text in known:
        return known[text]
    unit = re.fullmatch(r"(.+?)(?:\((?:单位:?)?(?=.+\))|单位:?)(元|万元|亿元|[^()]{1,4})\)?", text)
    header = known.get(unit.group(1)) if unit else None
    if unit is None or header is None:
        return None
    field = sheet.field(header.field)
    if unit.group(2) in _MONEY and field.unit in _MONEY:
        return Header(header.field, _MONEY[unit.group(2)] / _MONEY[field.unit])
    return header


def _filled(row: Iterable[object]) -> int:
    return sum(cell is not None for cell in row)


def _is_titled(title: str, sheet: Sheet) -> bool:
    text = re.sub(r"\(\d+\)$", "", plain(title))
    return text in {plain(name) for name in (sheet.title, *sheet.aliases)}


def _renamed(sheet: Sheet, form: Form, raws: list[RawSheet]) -> list[RawSheet]:
    """The one sheet whose headers are those of `sheet` although its title is not."""
    titled = {raw.title for raw in raws for other in form.sheets if _is_titled(raw.title, other)}
    wanted = {field.name for field in sheet.fields if field.required}
    enough = [
        raw for raw in raws
        if raw.title not in titled and not raw.hidden and (binding := bind_sheet(raw, sheet))
        and wanted <= set(binding.items or binding.columns)
    ]
    return enough[:1] if len(wanted) > 1 and len(enough) == 1 else []


def _sheet_findings(submission: int, sheet: Sheet, found: list[Binding], raw: RawSheet) -> list[Finding]:
    binding, findings = found[0], []
    for _ in found[1:]:
        findings.append(Finding(
            submission, "S02", Level.ERROR, sheet.name, hint="请把内容合到一张表里，删去多余的表。",
            message=f"有不止一张“{sheet.title}”表。",
        ))
    bound = set(binding.items or binding.columns)
    free = [field for field in sheet.fields if field.name not in bound]
    for field in free:
        if field.required and not field.default:
            findings.append(_column_finding(submission, sheet, field, binding))
    if sheet.kind == "items":
        return findings + [_unknown_item(submission, sheet, row, text) for row, text in binding.unknown]
    return findings + [
        _unknown_finding(submission, sheet, binding, column, text)
        for column, text in binding.unknown if _has_data(raw, binding.header_row, column)
    ]


def _has_data(raw: RawSheet, header_row: int, column: int) -> bool:
    return any(raw.cell(row, column) is not None for row in range(header_row + 1, len(raw.rows) + 1))


def _no_header_finding(submission: int, sheet: Sheet) -> Finding:
    titles = "”“".join(field.title for field in sheet.fields[:3])
    return Finding(
        submission, "S03", Level.ERROR, sheet.name, message=f"“{sheet.title}”表里没有找到标题行。",
        hint=f"请保留标题行（如“{titles}”），放在前{HEADER_ROWS}行以内。",
    )


def _missing_finding(submission: int, sheet: Sheet) -> Finding:
    level = Level.ERROR if sheet.core or sheet.kind == "items" else Level.NOTICE
    return Finding(
        submission, "S01", level, sheet.name, message=f"没有找到“{sheet.title}”表。",
        hint=f"请不要删除或改名；可从空白表里复制一张“{sheet.title}”表过来填写。",
    )


def _renamed_finding(submission: int, sheet: Sheet) -> Finding:
    return Finding(
        submission, "S05", Level.NOTICE, sheet.name, message=f"有一张改了名的表，按标题行当作“{sheet.title}”表。",
        hint=f"请把表名改回“{sheet.title}”。",
    )


def _column_finding(submission: int, sheet: Sheet, field: Field, binding: Binding) -> Finding:
    texts = {plain(text): text for _, text in binding.unknown}
    near = difflib.get_close_matches(plain(field.title), texts, 1, 0.6)
    place = "项" if sheet.kind == "items" else "栏"
    hint = f"请补上标题为“{field.title}”的一{place}。"
    if near:
        hint = f"表里的“{texts[near[0]]}”是不是它？请把标题改成“{field.title}”。"
    return Finding(
        submission, "S04", Level.ERROR, sheet.name, binding.header_row, field.name,
        message=f"缺少“{field.title}”这一{place}。", hint=hint,
    )


def _unknown_item(submission: int, sheet: Sheet, row: int, text: str) -> Finding:
    twice = known_headers(sheet).get(plain(text))
    if twice:
        return Finding(
            submission, "S06", Level.ERROR, sheet.name, row, twice.field, 1, "这一项写了两行。", "请只保留一行。"
        )
    known = {plain(field.title): field.title for field in sheet.fields}
    near = difflib.get_close_matches(plain(text), known, 1, 0.6)
    hint = f"是不是“{known[near[0]]}”？请把项目名称改过来。" if near else "如需统计，请填到标准的项目里。"
    return Finding(
        submission, "S07", Level.WARNING if near else Level.NOTICE, sheet.name, row, "", 1,
        "这一项的名称不在标准表里，没有统计。", hint,
    )


def _unknown_finding(submission: int, sheet: Sheet, binding: Binding, column: int, text: str) -> Finding:
    known = known_headers(sheet)
    twice = _header(text, sheet, known)
    if twice:
        title = sheet.field(twice.field).title
        return Finding(
            submission, "S06", Level.ERROR, sheet.name, binding.header_row, twice.field, column,
            f"“{title}”出现了两栏。", "请只保留一栏，把内容合到一起。",
        )
    return Finding(
        submission, "S07", Level.NOTICE, sheet.name, binding.header_row, "", column,
        "这一栏标题不在标准表里，没有统计。", "如需统计，请把内容填到标准的栏目里。",
    )
