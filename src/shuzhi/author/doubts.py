"""Drop-downs, doubts and input messages of cells. They warn and never refuse: what people know must get in."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from shuzhi.author.words import KEEP_TITLE, cell_text, doubt_text, help_text
from shuzhi.form import Field, Sheet
from shuzhi.model.sheet import Area

if TYPE_CHECKING:
    from shuzhi.spreadsheet.book import Worksheet

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
_BETWEEN = {"criteria": "between"}


def on_header(sheet: "Worksheet", address: tuple[int, int], form_sheet: Sheet, field: Field) -> None:
    """Show 请勿修改标题 and the field's help when the header cell is entered; address 1-based (row, column)."""
    message = _message(KEEP_TITLE, help_text(form_sheet, field))
    _add(sheet, Area(*address, *address), {"validate": "any"} | message)


def on_cells(sheet: "Worksheet", area: Area, form_sheet: Sheet, field: Field, ranges: Mapping[str, str]) -> None:
    """Drop-down, doubt and input message on the cells of a field, as far as it has any.

    ranges  list of choices → where it stands, as a formula
    """
    if whole := rule(form_sheet, field, ranges):
        _add(sheet, area, whole)


def rule(form_sheet: Sheet, field: Field, ranges: Mapping[str, str]) -> dict[str, object]:
    """The same in XlsxWriter's words; nothing where the field has none."""
    message = cell_text(form_sheet, field)
    found = (_rule(field, ranges) or {"validate": "any"}) | (_message(field.title, message) if message else {})
    return found if len(found) > 1 else {}


def _rule(field: Field, ranges: Mapping[str, str]) -> dict[str, object]:
    style = "information" if field.open or field.multiple else "warning"
    doubt = {"error_type": style, "error_title": "请看一下", "error_message": doubt_text(field)}
    if field.choices:
        return {"validate": "list", "source": ranges[field.enum], **doubt}
    if field.type == "date":
        return {"validate": "date", "minimum": date(1900, 1, 1), "maximum": date(2199, 12, 31), **_BETWEEN, **doubt}
    if field.type == "string":
        return {}
    low = field.minimum if field.minimum is not None else -1e12
    high = field.maximum if field.maximum is not None else 1e12
    kind = "integer" if field.type == "integer" else "decimal"
    return {"validate": kind, "minimum": low, "maximum": high, **_BETWEEN, **doubt}


def _message(title: str, text: str) -> dict[str, object]:
    said: dict[str, object] = {"input_title": title[:_LONGEST_TITLE]}
    if text:
        said["input_message"] = text[:_LONGEST_MESSAGE]
    return said


def _add(sheet: "Worksheet", area: Area, options: dict[str, object]) -> None:
    code = sheet.data_validation(*(edge - 1 for edge in area), options)
    if code:
        raise ValueError(f"drop-down {area} of {sheet.get_name()}: XlsxWriter answered {code}")
