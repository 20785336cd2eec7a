"""What sheets of rows and of items have in common: cells written, comments, amber, the colour of the tab."""

from collections.abc import Iterable, Mapping

from shuzhi.author.amber import Amber
from shuzhi.author.draft import Draft
from shuzhi.author.looks import AMBER, CORE_TAB, OPTIONAL_TAB
from shuzhi.form import Sheet
from shuzhi.model.sheet import Area, RawSheet, column_letter
from shuzhi.spreadsheet import SONG, Look
from shuzhi.spreadsheet.book import Worksheet


def write(draft: Draft, sheet: Worksheet, raw: RawSheet, looks: Mapping[tuple[int, int], Look]) -> None:
    """Every dressed cell, with what stands in it."""
    for address, look in sorted(looks.items(), key=lambda pair: pair[0]):
        draft.put(sheet, address, raw.cell(*address), look)


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
