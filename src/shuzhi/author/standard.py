"""The form's own layout as raw sheets: header row 1, numbers pre-printed, given content in its place."""

from collections.abc import Mapping, Sequence
from typing import cast

from shuzhi.form import Sheet
from shuzhi.model.sheet import Binding, RawSheet, Typed

ITEM_HEADER = ("项目", "内容", "说明")
_CORE_NUMBERS, _OTHER_NUMBERS = 40, 20
Content = Sequence[Mapping[str, object]]
ITEM_NOTE = "{}.note"  # beside the name of an item: its 说明


def layout(sheet: Sheet, content: Content, year: int, first: int = 1) -> tuple[RawSheet, Binding]:
    """A sheet of the form with its content (field name → value, one mapping a row; one mapping in all for items).

    year, first  of the numbers pre-printed below the content
    """
    if sheet.kind == "items":
        return _items(sheet, content)
    header = tuple(field.title + field.mark for field in sheet.fields)
    columns = {field.name: column for column, field in enumerate(sheet.fields, 1)}
    rows = [cast("tuple[Typed, ...]", tuple(map(values.get, columns))) for values in content]
    numbered = _numbered(sheet, content, year, first)
    return RawSheet(sheet.title, (header, *rows, *numbered)), Binding(sheet.name, sheet.title, 1, columns)


def _items(sheet: Sheet, content: Content) -> tuple[RawSheet, Binding]:
    values = content[0] if content else {}
    rows: list[tuple[Typed, ...]] = [ITEM_HEADER]
    places = {}
    for field in sheet.fields:
        if field.group:
            rows.append((field.group,))
        note = values.get(ITEM_NOTE.format(field.name))
        rows.append((field.title + field.mark, _typed(values.get(field.name)), *([_typed(note)] if note else [])))
        places[field.name] = len(rows)
    return RawSheet(sheet.title, tuple(rows)), Binding(
        sheet.name, sheet.title, 1, {"item": 1, "": 2, "note": 3}, items=places
    )


def _numbered(sheet: Sheet, content: Content, year: int, first: int) -> list[tuple[Typed, ...]]:
    """The rows below the content that carry only their pre-printed number, one not used above."""
    field = next((field for field in sheet.fields if field.preprinted), None)
    if field is None:
        return []
    used = {values.get(field.name) for values in content}
    wanted = _CORE_NUMBERS if sheet.core else _OTHER_NUMBERS
    texts = [field.preprinted.format(year=year, n=n) for n in range(first, first + wanted)]
    before = (None,) * sheet.fields.index(field)
    return [(*before, text) for text in texts if text not in used]


def _typed(value: object) -> Typed:
    return cast("Typed", value)
