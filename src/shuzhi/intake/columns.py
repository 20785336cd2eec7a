"""Where a sheet's fields stand: which row is the header, which column or item is which field."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from shuzhi.form import Sheet, plain
from shuzhi.intake.gate import MOST_COLUMNS
from shuzhi.intake.headers import Known, known_headers
from shuzhi.intake.merges import text_over
from shuzhi.model.sheet import Area, Binding, RawSheet, Typed

HEADER_ROWS = 10
_WIDEST, _LONGEST = 100, 4_000  # columns, and characters of a header, that are looked into once
_PASTED = 3  # columns in which no header of two rows names two fields
_ITEM_HEADER = ("项目", "内容")


def bind_sheet(raw: RawSheet, sheet: Sheet) -> Binding | None:
    """Bind one raw sheet to a sheet of the form; None where no header row is found in its first rows."""
    known = known_headers(sheet)
    return _bind_items(raw, known) if sheet.kind == "items" else _bind_rows(raw, known)


def _bind_rows(raw: RawSheet, known: Known) -> Binding | None:
    rows = _header_rows(raw, known)
    if not rows:
        return None
    last, width = rows[-1], max(map(len, raw.rows))
    head, merged = raw.rows[:last], tuple(area for area in raw.merged if area.first_row <= last)
    titled = min(width, max([*map(len, head), *(area.last_column for area in merged)]))
    usual = titled <= _WIDEST and len(repr(head)) <= _LONGEST
    layout = (_layout if usual else _layout.__wrapped__)(known, rows, head, merged, titled)
    untitled = [(column, "") for column in range(titled + 1, width + 1)]
    unknown = [(at, text) for at, text in (*layout.unknown, *untitled) if text or has_data(raw, last, at)]
    columns, scales = layout.columns, layout.scales
    if layout.doubled:
        chosen = {name: _filled_copy(raw, last, copies) for name, copies in layout.doubled}
        unknown += [
            (copy.column, copy.text) for name, copies in layout.doubled for copy in copies if copy != chosen[name]
        ]
        columns = {**columns, **{name: copy.column for name, copy in chosen.items()}}
        scales = {**scales, **{name: copy.scale for name, copy in chosen.items() if copy.scale != 1.0}}
    return Binding(known.sheet.name, raw.title, last, columns, tuple(sorted(unknown)), scales)


class _Copy(NamedTuple):
    """One of the columns that name a field."""

    column: int
    scale: float
    text: str
    is_title: bool


class _Layout(NamedTuple):
    """What the header says of each column.

    columns, scales  field name → column, factor where it is not 1; of fields that one column names
    doubled          the fields that several columns name, with these; in `columns` 0
    unknown          (column, text) of the rest
    """

    columns: Mapping[str, int]
    scales: Mapping[str, float]
    doubled: tuple[tuple[str, tuple[_Copy, ...]], ...]
    unknown: tuple[tuple[int, str], ...]


@lru_cache(maxsize=256)
def _layout(
    known: Known, rows: range, head: tuple[tuple[Typed, ...], ...], merged: tuple[Area, ...], width: int
) -> _Layout:
    """By the rows down to the end of the header, which are the same in workbook after workbook."""
    raw = RawSheet("", head, merged=merged)
    over = is_pasted(raw, rows[-1], known)
    corner = "".join(cell for row in head[: rows[0] - 1] for cell in row if isinstance(cell, str))
    found: dict[str, list[_Copy]] = {}
    unknown: list[tuple[int, str]] = []
    simple = [*head[-1], *[None] * width] if len(rows) == 1 and not merged else None
    for column in range(1, width + 1):
        if simple:
            texts = [cell] if (cell := simple[column - 1]) and isinstance(cell, str) else []
        else:
            texts = list(dict.fromkeys(text for row in rows if (text := text_over(raw, row, column))))
        texts = texts[-1:] if over and raw.cell(rows[-1], column) is not None else texts
        header = known.column(tuple(texts), corner) if texts else None
        if header:
            is_title = any(known.is_title(text, header.field) for text in texts)
            found.setdefault(header.field, []).append(_Copy(column, header.scale, texts[-1], is_title))
        else:
            unknown.append((column, texts[-1] if texts else ""))
    single = {name: copies[0] for name, copies in found.items() if len(copies) == 1}
    return _Layout(
        {name: single[name].column if name in single else 0 for name in found},
        {name: copy.scale for name, copy in single.items() if copy.scale != 1.0},
        tuple((name, tuple(copies)) for name, copies in found.items() if len(copies) > 1), tuple(unknown),
    )


def is_pasted(raw: RawSheet, row: int, known: Known) -> bool:
    """Whether a header row was pasted, from another list, below the header: it names other fields in its columns."""
    if not 1 < row <= len(raw.rows):
        return False
    above, below = raw.rows[row - 2], raw.rows[row - 1]
    pairs = [(known.header(one), known.header(other)) for one, other in zip(above, below, strict=False)]
    return sum(bool(one and other and one.field != other.field) for one, other in pairs) >= _PASTED


def _filled_copy(raw: RawSheet, header_row: int, copies: Sequence[_Copy]) -> _Copy:
    """Of several columns for one field the first filled one; those with the field's own title come first."""
    return min(copies, key=lambda copy: (not has_data(raw, header_row, copy.column), not copy.is_title, copy.column))


def has_data(raw: RawSheet, header_row: int, column: int) -> bool:
    """Whether anything is typed in a column below the header."""
    return any(raw.cell(row, column) is not None for row in range(header_row + 1, len(raw.rows) + 1))


def _header_rows(raw: RawSheet, known: Known) -> range | None:
    """The rows of the header: the one that names the most fields, group titles above it, sub-titles below it."""
    lines, most = raw.rows[:HEADER_ROWS], len(known.sheet.fields)
    top, best = 0, 0
    for number, row in enumerate(lines, 1):
        if best < min(len(row), most) and best < _texts(row) and (named := _named(row, known)) > best:
            top, best = number, named
    if best < min(2, len(known.sheet.fields)):
        return None
    names = top > 1 and _named(lines[top - 2], known) and _filled(raw, top - 1) > 1
    above = names or (raw.merged and _groups(raw, top - 1, _filled(raw, top) // 2))
    deep = raw.merged and any(
        area.first_row <= top < area.last_row and known.header(raw.cell(area.first_row, area.first_column))
        for area in raw.merged
    )
    divided = deep or (top < len(lines) and _is_titles(lines[top], known)) or _is_divided(raw, top)
    return range(top - bool(above), top + bool(divided) + 1)


def _texts(row: Sequence[Typed]) -> int:
    return sum([type(cell) is str for cell in row])


def _named(row: Sequence[Typed], known: Known) -> int:
    """How many fields a row names."""
    return len({header.field for cell in row if (header := known.header(cell))})


def _is_titles(row: Sequence[Typed], known: Known) -> bool:
    """Whether all that a row says, but for one cell, names fields, two at the least."""
    cells, others = [cell for cell in row if cell is not None], 0
    for cell in cells:
        others += known.header(cell) is None
        if others > 1:
            return False
    return _named(cells, known) >= max(2, len(cells) - 1)


def _groups(raw: RawSheet, row: int, most: int = MOST_COLUMNS) -> list[Area]:
    """The titles of a row that stand over several columns, `most` at the most."""
    return [
        area for area in raw.merged
        if area.first_row == area.last_row == row and area.last_column - area.first_column < most
        and raw.cell(row, area.first_column) is not None
    ]


def _is_divided(raw: RawSheet, top: int) -> bool:
    """Whether the next row holds only texts, each below a title that stands over several columns."""
    groups = _groups(raw, top)
    cells = raw.rows[top] if groups and top < len(raw.rows) else ()
    columns = [column for column, cell in enumerate(cells, 1) if cell is not None]
    return bool(columns) and all(
        isinstance(cells[column - 1], str) and any(area.first_column <= column <= area.last_column for area in groups)
        for column in columns
    )


def _filled(raw: RawSheet, row: int) -> int:
    return sum(cell is not None for cell in raw.rows[row - 1]) if row <= len(raw.rows) else 0


def _bind_items(raw: RawSheet, known: Known) -> Binding | None:
    item, content, note, header_row = 1, 2, 3, 0
    for number, row in enumerate(raw.rows[:HEADER_ROWS], 1):
        texts = [plain(str(cell)) if cell is not None else "" for cell in row]
        if all(word in texts for word in _ITEM_HEADER):
            item, content, header_row = texts.index("项目") + 1, texts.index("内容") + 1, number
            note = texts.index("说明") + 1 if "说明" in texts else 0
            break
    found: dict[str, list[int]] = {}
    unknown = []
    for number, cells in enumerate(raw.rows[header_row:], header_row + 1):
        text = cells[item - 1] if item <= len(cells) else None
        header = known.header(text) if text is not None else None
        if header:
            found.setdefault(header.field, []).append(number)
        elif text is not None and raw.cell(number, content) is not None:
            unknown.append((number, str(text)))
    if len(found) < 3:
        return None
    items = {name: min(rows, key=lambda row: (raw.cell(row, content) is None, row)) for name, rows in found.items()}
    unknown += [
        (row, str(raw.cell(row, item))) for name, rows in found.items() for row in rows
        if row != items[name] and raw.cell(row, content) is not None
    ]
    columns = {"item": item, "": content, "note": note}
    read = {name: known.header(raw.cell(row, item)) for name, row in items.items()}
    scales = {name: header.scale for name, header in read.items() if header and header.scale != 1.0}
    return Binding(known.sheet.name, raw.title, header_row, columns, tuple(sorted(unknown)), scales, items)
