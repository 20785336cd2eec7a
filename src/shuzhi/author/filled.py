"""The compiled blank filled in: only the rows that carry something are written anew, everything else is copied."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from shuzhi.author.compiled import BOOK, STRINGS, Compiled
from shuzhi.author.draft import META
from shuzhi.author.mould import Mould, line
from shuzhi.author.standard import Content, layout
from shuzhi.author.typeset import Typesetter
from shuzhi.author.widths import row_height
from shuzhi.model.sheet import Binding, RawSheet, column_letter
from shuzhi.spreadsheet import TALLEST, lines
from shuzhi.zipped import Member, joined, piece, zipped

Keys = Sequence[Sequence[object]]
NO_KEYS: Keys = (("period", ""), ("branch_code", ""))


def filled(compiled: Compiled, content: Mapping[str, Content], keys: Keys = NO_KEYS) -> bytes:
    """The workbook with this content as bytes; the same input always gives the same bytes.

    content  sheet name → its rows, each field name → value (several values of one cell joined by 、); a sheet of items
             has one such mapping. Sheets and fields left out stay empty.
    keys     rows of _meta below form and version: period, branch code, keys carried over
    """
    form, setter = compiled.form, Typesetter(compiled.strings, compiled.variants)
    raws = {
        sheet.name: layout(sheet, content[sheet.name], compiled.year)[0]
        for sheet in form.sheets if content.get(sheet.name)
    }
    rows = {name: _written(compiled, name, raw, setter) for name, raw in raws.items()}
    rows[META] = _meta(compiled.moulds[META], [("form", form.name), ("version", form.version), *keys], setter)
    moulds = {name: compiled.moulds[name] for name in rows}
    new = {one.member: one.filled(rows[name], max(map(len, keys))) for name, one in moulds.items()}
    uses = sum(text.count(' t="s"') for own in rows.values() for text in own)
    new[STRINGS] = setter.strings(compiled.strings.uses - sum(one.shared for one in moulds.values()) + uses)
    if longer := {name: raw for name, raw in raws.items() if moulds[name].reaching(len(raw.rows)) > moulds[name].reach}:
        new[BOOK] = _book(compiled, longer)
    return zipped(new.get(member.name, member) for member in compiled.members)


def _book(compiled: Compiled, longer: Mapping[str, RawSheet]) -> Member:
    """The list of sheets, where the areas of filters stand once more."""
    text = next(member for member in compiled.members if member.name == BOOK).content.decode()
    for name, raw in longer.items():
        mould, title = compiled.moulds[name], re.escape(escape(raw.title))
        reach = mould.reaching(len(raw.rows))
        text = re.sub(rf"(>'?{title}'?![^<]*\$){mould.reach}(?=<)", rf"\g<1>{reach}", text)
    return joined(BOOK, [piece(text.encode())])


def _written(compiled: Compiled, name: str, raw: RawSheet, setter: Typesetter) -> list[str]:
    """The rows of a sheet that may change, as XML."""
    mould, binding = compiled.moulds[name], compiled.bindings[name]
    return _items(mould, binding, raw, setter) if binding.items else _rows(mould, binding, raw, setter)


def _items(mould: Mould, binding: Binding, raw: RawSheet, setter: Typesetter) -> list[str]:
    column = binding.columns[""]
    letter, places = column_letter(column), set(binding.items.values())
    found = []
    for row, one in mould.lines.items():
        value = raw.cell(row, column) if row in places else None
        if value is None:
            found.append(one.at(row))
            continue
        height = one.height * (lines(value, mould.widths[column]) if isinstance(value, str) else 1)
        cells = "".join(
            setter.cell(f"{letter}{row}", cell.style, value) if cell.letter == letter else cell.at(row)
            for cell in one.cells
        )
        found.append(line(row, min(height, TALLEST), cells))
    return found


def _rows(mould: Mould, binding: Binding, raw: RawSheet, setter: Typesetter) -> list[str]:
    top = binding.header_row
    first = mould.lines[top + 1]
    columns = [(cell.letter, cell.style, mould.widths[number]) for number, cell in enumerate(first.cells, 1)]
    found = []
    for row in range(top + 1, max(len(raw.rows), *mould.lines) + 1):
        values = raw.rows[row - 1] if row <= len(raw.rows) else ()
        texts = [(value, width) for value, (*_, width) in zip(values, columns, strict=False) if isinstance(value, str)]
        padded = [*values, *[None] * (len(columns) - len(values))]
        cells = "".join(
            setter.cell(f"{letter}{row}", style, value)
            for (letter, style, _), value in zip(columns, padded, strict=True)
        )
        found.append(line(row, row_height(texts) or first.height, cells))
    return found


def _meta(mould: Mould, keys: Keys, setter: Typesetter) -> list[str]:
    style = mould.lines[1].cells[0].style
    return [
        line(row, 0, "".join(
            setter.cell(f"{column_letter(column)}{row}", style, value) for column, value in enumerate(values, 1)
        ))
        for row, values in enumerate(keys, 1)
    ]
