"""Print set-up: A4, the sheet's title above, the form's foot line below, the header row on every page."""

from shuzhi.form import Sheet
from shuzhi.spreadsheet.book import Worksheet

_A4 = 9
_READABLE = 260  # column units on one A4 page across: about half size, the least that still reads
_PAGES = "&R第&P页 共&N页"


def landscape(sheet: Worksheet, form_sheet: Sheet, header_row: int, width: int, foot: str) -> None:
    """A sheet of rows `width` column units wide: one page across, more only where the print would be too small.

    header_row is 1-based; it and, on further pages, the first column are repeated.
    """
    across = max(1, -(-width // _READABLE))
    sheet.set_landscape()
    sheet.fit_to_pages(across, 0)
    if header_row:
        sheet.repeat_rows(header_row - 1)
    if across > 1:
        sheet.repeat_columns(0)
        sheet.print_across()
    _page(sheet, form_sheet.printed or form_sheet.title, foot)


def portrait(sheet: Worksheet, title: str, header_row: int, foot: str) -> None:
    """A sheet of items, on one page; its header row is repeated should someone print it larger (1-based, 0: none)."""
    sheet.fit_to_pages(1, 1)
    if header_row:
        sheet.repeat_rows(header_row - 1)
    _page(sheet, title, foot)


def plain(sheet: Worksheet, title: str) -> None:
    """A sheet that is read and not signed, one page across."""
    sheet.fit_to_pages(1, 0)
    _page(sheet, title, "")


def _page(sheet: Worksheet, title: str, foot: str) -> None:
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f'&C&16&"黑体,Regular"{title.replace("&", "&&")}')
    sheet.set_footer(f"&L{foot.replace('&', '&&')}{_PAGES}" if foot else _PAGES)
