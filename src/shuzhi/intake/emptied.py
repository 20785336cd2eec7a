"""A workbook without the tables that patterns took out of it: readers make short work of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shuzhi.intake.cells import Cells
from shuzhi.intake.markup import MAIN
from shuzhi.intake.package import TEXTS, WANTED, Package
from shuzhi.intake.shared import Texts
from shuzhi.intake.table import Content, Table
from shuzhi.intake.usual import as_written
from shuzhi.model.sheet import Typed
from shuzhi.zipped import Member, stored, zipped

_NOTHING = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()


class Rest(NamedTuple):
    """What a reader needs of a workbook beside one sheet, of which there is what stands around its table.

    parts    sheets that no pattern took are as they were, the others have nothing
    name     of the part of that sheet; first: its title
    formats  how many cell formats there are
    """

    parts: tuple[Member, ...]
    name: str
    first: str
    head: bytes
    tail: bytes
    formats: int

    def zipped(self, contents: Iterable[Content]) -> bytes:
        """The workbook with other contents in that sheet, one a row."""
        rows = [b'<row r="%d">%b</row>' % (row, _cell(row, content)) for row, content in enumerate(contents, 1)]
        return zipped([*self.parts, stored(self.name, b"".join((self.head, *rows, self.tail)))])


@dataclass(frozen=True)
class Emptied:
    """What is left of a workbook, and what was taken.

    rest      the other parts
    is_whole  whether every sheet of cells was taken
    tables    the tables by the title of their sheet
    known     shared texts and results; left out where only the reader can tell them
    asked     contents whose value the reader is to tell
    """

    rest: Rest
    is_whole: bool
    tables: Mapping[str, Table]
    known: Mapping[Content, Typed]
    asked: Sequence[Content]

    @property
    def data(self) -> bytes:
        """A zip of what is left, with what is asked: one a row, in column A of the first sheet that was taken."""
        return self.rest.zipped(self.asked)


def emptied(
    package: Package, sheets: Mapping[str, str], cells: Mapping[str, Cells], texts: Texts
) -> Emptied | None:
    """Take the tables out of a workbook that passed the gate; None where no pattern took one.

    sheets: title → part of each worksheet; cells: title → what it holds.
    """
    tables = {title: found.table for title, found in cells.items() if found.table is not None}
    if not tables:
        return None
    first, table = next(iter(tables.items()))
    wanted = set[Content]().union(*(table.contents for table in tables.values()))
    known: dict[Content, Typed] = dict(enumerate(texts.known or ()))
    if None in known.values():
        known = {number: text for number, text in known.items() if text is not None}
    asked = list(wanted - known.keys())
    results = [one for one in asked if isinstance(one, bytes)]
    if results:
        plain = zip(results, as_written([one.decode() for one in results]), strict=True)
        known.update((one, text) for one, text in plain if text)
        asked = [one for one in asked if one not in known]
    parts = {sheets[title]: _NOTHING for title in tables}
    left = [title for title in cells if title not in tables]
    if texts.frame and all(cells[title].text < 0 for title in left) and not any(type(one) is int for one in asked):
        parts[TEXTS] = texts.frame
    members = tuple([
        stored(package.parts[name].name, parts[name]) if name in parts else package.member(name)
        for name in (*WANTED, *sheets.values()) if name in package.parts and name != sheets[first]
    ])
    name = package.parts[sheets[first]].name
    rest = Rest(members, name, first, table.head, table.tail, package.formats[0])
    return Emptied(rest, not left, tables, known, asked)


def _cell(row: int, content: Content) -> bytes:
    if isinstance(content, int):
        return b'<c r="A%d" t="s"><v>%d</v></c>' % (row, content)
    if isinstance(content, bytes):
        return b'<c r="A%d" t="str"><v>%b</v></c>' % (row, content)
    style, number = content
    return b'<c r="A%d"%b><v>%b</v></c>' % (row, b' s="%b"' % style if style else b"", number)
