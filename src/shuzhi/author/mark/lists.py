"""Drop-downs and doubts for a sheet that people made themselves, so that what is corrected can be picked."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from html import escape

from shuzhi.author import doubts
from shuzhi.author.choices import LISTS, choices, ranges
from shuzhi.author.mark import front
from shuzhi.author.mark.markup import placed
from shuzhi.author.mark.order import SHEET
from shuzhi.author.mark.package import Package
from shuzhi.author.verdict import Place
from shuzhi.form import Form, Sheet
from shuzhi.model.sheet import RawBook, column_letter
from shuzhi.spreadsheet import serial

_SPARE = 1000  # rows below the last one that have drop-downs too
_TYPES = {"integer": "whole", "decimal": "decimal", "date": "date", "list": "list"}
_SHOWN = ' allowBlank="1" showInputMessage="1" showErrorMessage="1"'
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
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


def hang(form: Form, package: Package, part: str, place: Place, areas: Mapping[str, str]) -> bool:
    """Give a worksheet that has no drop-downs at all those of its bound columns; whether any list is asked for."""
    sheet = form.sheet(place.binding.sheet)
    fields = [(area, sheet.field(name)) for area, name in _areas(place)]
    found = [(area, _drop_down(sheet, one.name, areas[one.enum] if one.choices else "")) for area, one in fields]
    rules = [(area, rule) for area, rule in found if rule]
    if not rules:
        return False
    root = package.sheet(part, ())
    if package.holds(part, "dataValidation"):
        return False
    known = placed(root, "dataValidations", SHEET)
    known.set("count", str(len(rules)))
    package.fill(part, known, "".join(area.join(rule) for area, rule in rules))
    return any(one.choices for _, one in fields)


def add_sheet(form: Form, package: Package) -> None:
    """The hidden sheet with the lists behind all others."""
    front.put_behind(package, LISTS, _sheet(tuple((name, *texts) for name, texts in choices(form).items())))


@lru_cache(maxsize=2)
def _sheet(columns: tuple[tuple[str, ...], ...]) -> bytes:
    """The part, with these texts in its columns."""
    rows = []
    for row in range(1, max(map(len, columns)) + 1):
        cells = "".join(
            f'<c r="{column_letter(place)}{row}" t="inlineStr"><is><t>{escape(texts[row - 1])}</t></is></c>'
            for place, texts in enumerate(columns, 1) if len(texts) >= row
        )
        rows.append(f'<row r="{row}">{cells}</row>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    ).encode()


def _areas(place: Place) -> Iterator[tuple[str, str]]:
    """The cells of each field of the form, and its name."""
    binding = place.binding
    for name, row in binding.items.items():
        yield f"{column_letter(binding.columns[''])}{row}", name
    last = max(len(place.raw.rows), binding.header_row) + _SPARE
    for name, column in binding.columns.items() if not binding.items else ():
        letter = column_letter(column)
        yield f"{letter}{binding.header_row + 1}:{letter}{last}", name


@lru_cache(maxsize=1024)
def _drop_down(sheet: Sheet, name: str, source: str) -> tuple[str, ...]:
    """The drop-down of a field as XML, what stands before the address of its cells and behind it; () = it has none.

    source  where its list of choices stands, as a formula
    """
    field = sheet.field(name)
    rule = doubts.rule(sheet, field, {field.enum: source})
    if not rule:
        return ()
    kind = _TYPES.get(str(rule["validate"]))
    style = f' type="{kind}" errorStyle="{_quoted(rule["error_type"])}"' if kind else ""
    words = "".join(f' {name}="{_quoted(rule[key])}"' for key, name in _WORDS.items() if rule.get(key))
    limits = [rule[key] for key in ("source", "minimum", "maximum") if key in rule]
    inside = "".join(
        f"<formula{place}>{_limit(limit)}</formula{place}>" for place, limit in enumerate(limits, 1)
    )
    return f'<dataValidation{style}{_SHOWN}{words} sqref="', f'">{inside}</dataValidation>' if inside else '"/>'


def _limit(limit: object) -> str:
    return escape(str(serial(limit) if isinstance(limit, date) else str(limit).removeprefix("=")), quote=False)


def _quoted(text: object) -> str:
    """The text inside an attribute, as lxml writes it."""
    return escape(str(text), quote=False).translate(_IN_ATTRIBUTES)
