"""A workbook without the tables that patterns took out of it: readers make short work of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shuzhi.intake.cells import Cells
from shuzhi.intake.markup import MAIN
from shuzhi.intake.package import TEXTS, WANTED, Package
from shuzhi.intake.shared import Texts
from shuzhi.intake.table import Content, Table
from shuzhi.model.sheet import Typed
from shuzhi.zipped import stored, zipped

_NOTHING = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()


@dataclass(frozen=True)
class Emptied:
    """What is left of a workbook, and what was taken.

    data    a zip of what the reader needs: sheets that no pattern took are as they were, `first` has what is asked
    tables  the tables by the title of their sheet
    known   shared texts; None where only the reader can tell them
    asked   contents whose value the reader is to tell: one a row, in column A of the sheet of the title `first`
    """

    data: bytes
    tables: Mapping[str, Table]
    known: Mapping[Content, Typed]
    asked: Sequence[Content]
    first: str


def emptied(
    package: Package, sheets: Mapping[str, str], cells: Mapping[str, Cells], texts: Texts
) -> Emptied | None:
    """Take the tables out of a workbook that passed the gate; None where no pattern took one.

    sheets: title → part of each worksheet; cells: title → what it holds. Raises Refused: see container.packed.
    """
    tables = {title: found.table for title, found in cells.items() if found.table is not None}
    if not tables:
        return None
    first = next(iter(tables))
    known: dict[Content, Typed] = {number: text for number, text in enumerate(texts.known or ()) if text is not None}
    wanted = set[Content]().union(*(table.contents for table in tables.values()))
    asked = list(wanted - known.keys())
    parts = {**{sheets[title]: _NOTHING for title in tables}, sheets[first]: _part(tables[first], asked)}
    left = [title for title in cells if title not in tables]
    if texts.frame and all(cells[title].text < 0 for title in left) and not any(type(one) is int for one in asked):
        parts[TEXTS] = texts.frame
    names = [*WANTED, *sheets.values()]
    members = [
        stored(package.parts[name].name, parts[name]) if name in parts else package.member(name)
        for name in names if name in package.parts
    ]
    return Emptied(zipped(members), tables, known, asked, first)


def _part(table: Table, contents: Iterable[Content]) -> bytes:
    """A sheet with other contents, one a row."""
    rows = [b'<row r="%d">%b</row>' % (row, _cell(row, content)) for row, content in enumerate(contents, 1)]
    return b"".join((table.head, *rows, table.tail))


def _cell(row: int, content: Content) -> bytes:
    if isinstance(content, int):
        return b'<c r="A%d" t="s"><v>%d</v></c>' % (row, content)
    if isinstance(content, bytes):
        return b'<c r="A%d" t="str"><v>%b</v></c>' % (row, content)
    style, number = content
    return b'<c r="A%d"%b><v>%b</v></c>' % (row, b' s="%b"' % style if style else b"", number)
