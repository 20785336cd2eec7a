"""Drop-downs and doubts for a sheet that people made themselves, so that what is corrected can be picked."""

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape

from shuzhi.author import doubts
from shuzhi.author.draft import LISTS, choices, ranges
from shuzhi.author.mark import front
from shuzhi.author.mark.markup import Element, add, placed
from shuzhi.author.mark.order import SHEET
from shuzhi.author.mark.package import Package
from shuzhi.author.verdict import Place
from shuzhi.form import Form
from shuzhi.model.sheet import RawBook, column_letter
from shuzhi.spreadsheet import serial

_SPARE = 1000  # rows below the last one that have drop-downs too
_TYPES = {"integer": "whole", "decimal": "decimal", "date": "date", "list": "list"}
_WORDS = {
    "error_title": "errorTitle", "error_message": "error", "input_title": "promptTitle", "input_message": "prompt",
}


def offered(form: Form, book: RawBook) -> Mapping[str, str] | None:
    """List of choices → where it stands; None where the file has another sheet of that name."""
    known = choices(form)
    raw = next((raw for raw in book.sheets if raw.title == LISTS), None)
    if raw is None:
        return ranges(known)
    there = [
        tuple(raw.cell(row, column) for row in range(1, len(texts) + 2))
        for column, texts in enumerate(known.values(), 1)
    ]
    return ranges(known) if there == [(name, *texts) for name, texts in known.items()] else None


def hang(form: Form, root: Element, place: Place, areas: Mapping[str, str]) -> bool:
    """Give a worksheet that has no drop-downs at all those of its bound columns; whether any list is asked for."""
    sheet = form.sheet(place.binding.sheet)
    found = [(area, doubts.rule(sheet, sheet.field(name), areas)) for area, name in _areas(place)]
    rules = [(area, rule) for area, rule in found if rule]
    if not rules or next(root.iter("{*}dataValidation"), None) is not None:
        return False
    known = placed(root, "dataValidations", SHEET)
    known.set("count", str(len(rules)))
    for area, rule in rules:
        _add(known, area, rule)
    return any("source" in rule for _, rule in rules)


def add_sheet(form: Form, package: Package) -> None:
    """The hidden sheet with the lists behind all others."""
    columns = [(name, *texts) for name, texts in choices(form).items()]
    rows = []
    for row in range(1, max(map(len, columns)) + 1):
        cells = "".join(
            f'<c r="{column_letter(place)}{row}" t="inlineStr"><is><t>{escape(texts[row - 1])}</t></is></c>'
            for place, texts in enumerate(columns, 1) if len(texts) >= row
        )
        rows.append(f'<row r="{row}">{cells}</row>')
    front.put_behind(package, LISTS, (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    ).encode())


def _areas(place: Place) -> Iterator[tuple[str, str]]:
    """The cells of each field of the form, and its name."""
    binding = place.binding
    for name, row in binding.items.items():
        yield f"{column_letter(binding.columns[''])}{row}", name
    last = max(len(place.raw.rows), binding.header_row) + _SPARE
    for name, column in binding.columns.items() if not binding.items else ():
        letter = column_letter(column)
        yield f"{letter}{binding.header_row + 1}:{letter}{last}", name


def _add(known: Element, area: str, rule: Mapping[str, object]) -> None:
    kind = _TYPES.get(str(rule["validate"]))
    style = {"type": kind, "errorStyle": str(rule["error_type"])} if kind else {}
    shown = {"allowBlank": "1", "showInputMessage": "1", "showErrorMessage": "1"}
    words = {name: str(rule[key]) for key, name in _WORDS.items() if rule.get(key)}
    made = add(known, "dataValidation", {**style, **shown, **words, "sqref": area})
    limits = [rule[key] for key in ("source", "minimum", "maximum") if key in rule]
    for place, limit in enumerate(limits, 1):
        text = serial(limit) if isinstance(limit, date) else str(limit).removeprefix("=")
        add(made, f"formula{place}", text=str(text))
