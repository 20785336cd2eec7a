"""A workbook while it is written: opened with a fixed date, its drop-down lists known, closed into bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from shuzhi.author.choices import LISTS, choices, known_name, lists_of, ranges
from shuzhi.author.looks import PLAIN, TITLE
from shuzhi.form import Form
from shuzhi.model.sheet import META
from shuzhi.spreadsheet import SONG, Look
from shuzhi.spreadsheet.book import Styles, Workbook, Worksheet, open_book, put

_MADE = date(2000, 1, 1)
_OPTIONS = {"default_row_height": 28, "default_format_properties": {"font_name": SONG, "font_size": 11}}


@dataclass(frozen=True)
class Draft:
    """The open workbook.

    ranges  list of choices → where it stands on the hidden sheet 选项, as a formula
    """

    form: Form
    book: Workbook
    styles: Styles
    ranges: Mapping[str, str]
    target: BytesIO

    def put(self, sheet: Worksheet, address: tuple[int, int], value: object, *looks: Look) -> None:
        """Write one value at a 1-based (row, column)."""
        put(sheet, address, value, self.styles.of(*looks))


def start(form: Form) -> Draft:
    """Open a workbook in memory; the same content always gives the same bytes."""
    target = BytesIO()
    book = open_book(target, {"title": form.title, "author": "shuzhi"}, _MADE, _OPTIONS)
    lists = lists_of(form)
    for name, area in ranges({name: (*texts, *others) for name, (texts, others) in lists.items()}).items():
        book.define_name(known_name(name), area)
    return Draft(form, book, Styles(book), ranges(choices(form)), target)


def finish(draft: Draft, keys: Sequence[Sequence[object]]) -> bytes:
    """Add the sheets behind the sheets (选项, _meta with one row a key) and close.

    keys  rows after form name and version: period, branch code, keys carried over
    """
    lists = draft.book.add_worksheet(LISTS)
    for column, (name, (texts, others)) in enumerate(lists_of(draft.form).items(), 1):
        for row, text in enumerate((name, *texts, *others), 1):
            draft.put(lists, (row, column), text, TITLE if row == 1 else PLAIN)
    lists.hide()
    meta = draft.book.add_worksheet(META)
    for row, cells in enumerate([("form", draft.form.name), ("version", draft.form.version), *keys], 1):
        for column, value in enumerate(cells, 1):
            draft.put(meta, (row, column), value, PLAIN)
    meta.very_hidden()
    draft.book.close()
    return draft.target.getvalue()
