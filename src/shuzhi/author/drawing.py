"""A sheet to be drawn, and its cells written: typed, dressed, marked, commented."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shuzhi.author.amber import Amber
from shuzhi.author.draft import Draft
from shuzhi.author.looks import AMBER, CORE_TAB, OPTIONAL_TAB, PLAIN, typed
from shuzhi.author.widths import content_width
from shuzhi.form import Sheet
from shuzhi.model.sheet import Area, Binding, RawSheet, column_letter
from shuzhi.model.words import Level
from shuzhi.spreadsheet import LEVELS, SONG, Look, Worksheet


@dataclass(frozen=True)
class Mark:
    """What is wrong with a cell: the gravest level, and a line for each finding."""

    level: Level
    text: str


@dataclass(frozen=True)
class Drawing:
    """A sheet to be drawn.

    binding  without it the sheet is none of the form's and only typed again
    guided   headers carry comments with their help, and cells turn amber while one types; not in a marked workbook,
             where colours and comments mean findings
    """

    raw: RawSheet
    binding: Binding | None = None
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    guided: bool = True


def write(draft: Draft, sheet: Worksheet, drawing: Drawing, looks: Mapping[tuple[int, int], Look]) -> None:
    """Every typed, dressed or marked cell; the fill of its mark lies over its look."""
    raw, marks = drawing.raw, drawing.marks
    filled = {
        (row, column) for row, cells in enumerate(raw.rows, 1)
        for column, value in enumerate(cells, 1) if value is not None
    }
    for address in sorted(filled | looks.keys() | marks.keys()):
        value, mark = raw.cell(*address), marks.get(address)
        look = looks.get(address) or {**typed(None, value), **PLAIN, "border": 0, "text_wrap": False}
        draft.put(sheet, address, value, look, LEVELS[mark.level] if mark else {})
        if mark:
            comment(sheet, address, "核对", mark.text)


def comment(sheet: Worksheet, address: tuple[int, int], author: str, text: str) -> None:
    """Hang a comment on a 1-based (row, column), high enough for its text."""
    height = 22 * sum(1 + len(line) // 19 for line in text.split("\n")) + 12
    options = {"author": author, "width": 300, "height": height, "font_name": SONG, "font_size": 11}
    sheet.write_comment(address[0] - 1, address[1] - 1, text, options)


def colour(draft: Draft, sheet: Worksheet, ambers: Iterable[Amber], areas: Mapping[str, Area]) -> None:
    """Let cells turn amber; `areas`: the cells of each field, all with the same first and last row or one item each."""
    look = draft.styles.of(AMBER)
    for amber in ambers:
        first, *_ = spans = [areas[name] for name in amber.fields]
        ranges = " ".join(
            f"{column_letter(left)}{top}:{column_letter(right)}{bottom}" for top, left, bottom, right in spans
        )
        rule = {"type": "formula", "criteria": f"={amber.formula}", "format": look, "multi_range": ranges}
        code = sheet.conditional_format(*(edge - 1 for edge in first), rule)
        if code:
            raise ValueError(f"conditional format {ranges} of {sheet.get_name()}: XlsxWriter answered {code}")


def finish(sheet: Worksheet, form_sheet: Sheet, rows: int, columns: int) -> None:
    """The colour of the tab, and no green corners on numbers kept as text."""
    sheet.set_tab_color(CORE_TAB if form_sheet.core or form_sheet.kind == "items" else OPTIONAL_TAB)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(columns)}{rows}"})


def width_of(raw: RawSheet, column: int, above: int) -> int:
    """Width of a column the form does not know, by what stands in it from row `above` on."""
    return content_width(raw.cell(row, column) for row in range(max(above, 1), min(len(raw.rows), 200) + 1))
