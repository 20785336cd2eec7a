"""What cannot be filled in of a workbook of templates/, told before anything is done with it, and never tried."""

import re
from collections.abc import Iterator, Mapping, Sequence

from shuzhi.errors import TemplateFault
from shuzhi.render.tables.book import Book, S, Sheet
from shuzhi.render.tables.moves import LAST_ROW, Moves
from shuzhi.render.tables.tags import TagCell, place_of, row_of

MOST_ROWS, MOST_CELLS = 20_000, 200_000  # of one sheet as it lies in templates/
MOST_TAGS = 5_000  # cells with tags on one sheet: each takes some milliseconds to compile
MOST_BLOCKS = 50  # repeated runs of rows on one sheet
MOST_FILLED = 100_000  # cells that the repeated rows of one sheet fill: 1,000 branches in 100 columns
_TYPES = "[Content_Types].xml"
_MACROS = "里面有宏，填出来打不开。请在 Excel 或 WPS 里另存为不带宏的“Excel 工作簿（.xlsx）”，再运行一次。"
_LARGE = "“{}”表太大（{}行，{}格）。请选中表格下面、右边用不到的行和列，删除后保存，再运行一次。"
_TAGS = "“{}”表里的标签太多。一个支部一行的，写一行 {{{{ 支部.简称 }}}} 这样的标签就行，生成时自动每个支部一行。"
_LOW = "“{}”表最下面的内容在第{}行，各支部的行排不下。请删掉表格下面用不到的行，保存后再运行一次。"
_MANY = "“{}”表每个支部要重复的行太多。请拆成几个表，再运行一次。"
_ELSEWHERE = "公式引用了别的工作簿，交上去就算不出来了。请把公式改成引用本工作簿，或者改成数值。"
_OTHER_BOOK = re.compile(r"\[\d+\][^\]\[!]*!")


def unfit(book: Book) -> Iterator[TemplateFault]:
    """Macros, sheets too large to lay out anew, formulas that look into other files."""
    if any(path.lower().endswith("vbaproject.bin") for path in book.members) or (
        b"macroEnabled" in book.members.get(_TYPES, b"")
    ):
        yield TemplateFault(book.name, _MACROS)
    for sheet in book.sheets:
        rows, cells = (sum(1 for _ in sheet.root.iter(S + kind)) for kind in ("row", "c"))
        if rows > MOST_ROWS or cells > MOST_CELLS:
            yield TemplateFault(book.name, _LARGE.format(sheet.title, rows, cells))
        elif sum("{" in book.typed(cell) for cell in sheet.root.iter(S + "c")) > MOST_TAGS:
            yield TemplateFault(book.name, _TAGS.format(sheet.title))
        else:
            yield from _looking_elsewhere(book, sheet)


def overfull(book: Book, cells: Mapping[str, Sequence[TagCell]], moves: Mapping[str, Moves]) -> Iterator[TemplateFault]:
    """Sheets whose repeated rows would be too many, or push what stands below them off the sheet."""
    for sheet in book.sheets:
        own = moves[sheet.title]
        repeated = sum(own.block(row_of(cell.address)) is not None for cell in cells[sheet.title])
        if len(own.blocks) > MOST_BLOCKS or repeated * own.copies > MOST_FILLED:
            yield TemplateFault(book.name, _MANY.format(sheet.title))
            continue
        last = max((int(row.get("r", "0")) for row in sheet.root.iter(S + "row")), default=0)
        added = sum(block.height for block in own.blocks) * max(own.copies - 1, 0)
        if last + added > LAST_ROW:
            yield TemplateFault(book.name, _LOW.format(sheet.title, last))


def _looking_elsewhere(book: Book, sheet: Sheet) -> Iterator[TemplateFault]:
    for cell in sheet.root.iter(S + "c"):
        if _OTHER_BOOK.search(cell.findtext(S + "f") or ""):
            yield TemplateFault(book.name, _ELSEWHERE, part=place_of(sheet.title, cell.get("r", "")))
