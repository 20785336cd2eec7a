"""What cannot be filled in of a workbook of templates/, told before anything is done with it, and never tried."""

from collections.abc import Iterator, Mapping, Sequence

from shuzhi.errors import TemplateFault
from shuzhi.render.tables.book import Book, S, Sheet
from shuzhi.render.tables.moves import LAST_ROW, Moves
from shuzhi.render.tables.outside import outside
from shuzhi.render.tables.tags import TagCell, row_of

MOST_ROWS, MOST_CELLS = 20_000, 200_000  # of one sheet as it lies in templates/
MOST_TAGS = 5_000  # cells with tags on one sheet: each takes some milliseconds to compile
MOST_BLOCKS = 50  # repeated runs of rows on one sheet
MOST_FILLED = 100_000  # cells that the repeated rows of one sheet fill: 1,000 branches in 100 columns
_LARGE = "“{}”表太大（{}行，{}格）。请选中表格下面、右边用不到的行和列，删除后保存，再运行一次。"
_TAGS = "“{}”表里的标签太多。一个支部一行的，写一行 {{{{ 支部.简称 }}}} 这样的标签就行，生成时自动每个支部一行。"
_LOW = "“{}”表最下面的内容在第{}行，各支部的行排不下。请删掉表格下面用不到的行，保存后再运行一次。"
_MANY = "“{}”表每个支部要重复的行太多。请拆成几个表，再运行一次。"


def unfit(book: Book) -> Iterator[TemplateFault]:
    """Sheets too large to lay out anew; else all that reaches outside the workbook."""
    large = [fault for sheet in book.sheets for fault in _large(book, sheet)]
    yield from large or outside(book)


def _large(book: Book, sheet: Sheet) -> Iterator[TemplateFault]:
    rows, cells = (sum(1 for _ in sheet.root.iter(S + kind)) for kind in ("row", "c"))
    if rows > MOST_ROWS or cells > MOST_CELLS:
        yield TemplateFault(book.name, _LARGE.format(sheet.title, rows, cells))
    elif sum("{" in book.typed(cell) for cell in sheet.root.iter(S + "c")) > MOST_TAGS:
        yield TemplateFault(book.name, _TAGS.format(sheet.title))


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
