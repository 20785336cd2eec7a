"""The rows of one sheet filled in, as XML: each function gives them in order, from the first that may change."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from shuzhi.author.fill.mould import Cell, Mould, line
from shuzhi.author.fill.typeset import Typesetter
from shuzhi.author.selfcheck.terms import Value
from shuzhi.author.widths import row_height
from shuzhi.model.sheet import Binding, RawSheet, Typed, column_letter
from shuzhi.spreadsheet import TALLEST, fitting, lines

_ROW = "\0"  # stands for the number of a row; no XML contains it


def of_items(mould: Mould, raw: RawSheet, binding: Binding, setter: Typesetter) -> list[str]:
    """A sheet of items: content and 说明 of those that have one."""
    columns = binding.columns[""], binding.columns["note"]
    widths = {column_letter(column): (column, mould.widths[column]) for column in columns}
    rows, found = set(binding.items.values()), []
    for row, one in mould.lines.items():
        values = {letter: raw.cell(row, column) for letter, (column, _) in widths.items()} if row in rows else {}
        told = {letter: value for letter, value in values.items() if value is not None}
        if not told:
            found.append(one.at(row))
            continue
        height = one.height * max(
            lines(value, widths[letter][1]) if isinstance(value, str) else 1 for letter, value in told.items()
        )
        cells = "".join(
            setter.cell(f"{cell.letter}{row}", cell.style, told[cell.letter]) if cell.letter in told else cell.at(row)
            for cell in one.cells
        )
        found.append(line(row, min(height, TALLEST), cells))
    return found


def of_rows(mould: Mould, raw: RawSheet, binding: Binding, setter: Typesetter) -> list[str]:
    """A sheet of rows: as many as `raw` has below its header, and at least as many as the blank."""
    top = binding.header_row
    model = mould.lines[top + 1]
    widths = [mould.widths[column] for column in range(1, len(model.cells) + 1)]
    empty = [f'<c r="{cell.letter}{_ROW}" s="{cell.style}"/>' for cell in model.cells]
    rest = ["".join(empty[column:]) for column in range(len(empty) + 1)]
    found = []
    for row in range(top + 1, max(len(raw.rows), *mould.lines) + 1):
        values = raw.rows[row - 1] if row <= len(raw.rows) else ()
        cells = [
            setter.cell(f"{cell.letter}{row}", cell.style, value) if value is not None else blank
            for cell, blank, value in zip(model.cells, empty, values, strict=False)
        ]
        text = "".join((*cells, rest[len(values)])).replace(_ROW, str(row))
        found.append(line(row, row_height(_long(values, widths)) or model.height, text))
    return found


def of_keys(mould: Mould, keys: Sequence[Sequence[object]], setter: Typesetter) -> list[str]:
    """_meta: one row a key."""
    style = mould.lines[1].cells[0].style
    return [
        line(row, 0, "".join(
            setter.cell(f"{column_letter(column)}{row}", style, value) for column, value in enumerate(values, 1)
        ))
        for row, values in enumerate(keys, 1)
    ]


def of_formulas(mould: Mould, values: Mapping[tuple[int, int], Value]) -> list[str]:
    """A sheet of formulas with these values, by 1-based (row, column)."""
    known = {f"{column_letter(column)}{row}": value for (row, column), value in values.items()}
    return [
        line(row, one.height, "".join(_valued(cell, row, known.get(f"{cell.letter}{row}")) for cell in one.cells))
        for row, one in mould.lines.items()
    ]


def _valued(cell: Cell, row: int, value: Value | None) -> str:
    if value is None:
        return cell.at(row)
    kind, text = "", str(value)
    if isinstance(value, bool):
        kind, text = ' t="b"', str(int(value))
    elif isinstance(value, str):
        kind, text = ' t="str"', escape(fitting(value), quote=False)
    formula = cell.content.partition("<v>")[0]
    return f'<c r="{cell.letter}{row}" s="{cell.style}"{kind}>{formula}<v>{text}</v></c>'


def _long(values: Iterable[Typed], widths: Iterable[int]) -> list[tuple[Typed, int]]:
    """The texts that may need more than one line, with the widths of their columns."""
    return [
        (value, width) for value, width in zip(values, widths, strict=False)
        if isinstance(value, str) and (len(value) * 2 >= width or "\n" in value)
    ]
