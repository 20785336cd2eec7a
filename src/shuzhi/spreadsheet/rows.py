"""Sheets of many cells quickly, and one workbook finished in two ways: what XlsxWriter does not do by itself."""

import math
from array import array
from collections.abc import Generator, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from io import BytesIO, StringIO
from itertools import count, islice

from xlsxwriter.format import Format
from xlsxwriter.url import Url, UrlTypes

from shuzhi.model.sheet import column_letter
from shuzhi.spreadsheet import countable, fitting, serial, spelled
from shuzhi.spreadsheet.book import Workbook, Worksheet
from shuzhi.spreadsheet.deflating import Deflating, Pressed
from shuzhi.zipped import taken_apart, zipped

_NUMBER = "\0"  # stands for the number of a row until it is known: nothing that is written holds it
_AT_ONCE = 20_000  # rows of a long list between two rests
MOST_LINKS = 65_530  # Excel's limit of a sheet
_SHALLOW = frozenset({"_cells", "_blocks", "hyperlinks", "row_info", "row_sizes"})


@dataclass(frozen=True)
class _Block:
    """Rows behind each other (the first counted from 0), compressed, and how high each is in pixels."""

    first: int
    heights: Sequence[int]
    text: Pressed

    @property
    def behind(self) -> int:
        """The row behind the last one."""
        return self.first + len(self.heights)


class Rows(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A sheet whose cells become XML the moment they are written, and whole rows compressed at once.

    Whatever XlsxWriter itself writes into it (merged ranges) stands beside them; a chart cannot read its cells.
    """

    def __init__(self) -> None:
        """As XlsxWriter makes them."""
        super().__init__()
        self._cells: dict[int, dict[int, str]] = {}
        self._blocks: list[_Block] = []

    def __deepcopy__(self, memo: dict[int, object]) -> "Rows":
        """A copy that is written on by itself; rows written so far are shared."""
        copy = type(self).__new__(type(self))
        memo[id(self)] = copy
        for name, value in vars(self).items():
            setattr(copy, name, value.copy() if name in _SHALLOW else deepcopy(value, memo))
        return copy

    def ink(self, value: object, style: str) -> str:
        """A cell's XML behind its place; None, "" and NaN leave it empty, text is `fitting` and stays text.

        style  as `style_of` gives it
        """
        match value:
            case str():
                return self._text(fitting(value), style)
            case None:
                return f"{style}/>"
            case bool():
                return f'{style} t="b"><v>{value:d}</v></c>'
            case int() | float():
                return f"{style}><v>{value:.16G}</v></c>" if math.isfinite(value) else f"{style}/>"
            case date() | time() | timedelta() if countable(value):
                return f"{style}><v>{serial(value):.16G}</v></c>"
            case _:
                return self._text(fitting(str(value)), style)

    def formula(self, formula: str, result: object, style: str) -> str:
        """As `ink`, of a live formula (=SUM(A1:A3)) and what it comes to."""
        kind = ' t="str"' if isinstance(result, str) and result else ""
        text = "" if result is None else self._escape_data(result)
        return f"{style}{kind}><f>{self._escape_data(formula.removeprefix('='))}</f><v>{text}</v></c>"

    def _text(self, text: str, style: str) -> str:
        if not text:
            return f"{style}/>"
        if text.startswith("<r>"):  # XlsxWriter would copy this unescaped among the other texts
            inside = self._escape_data(spelled(text))
            return f'{style} t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'
        index = self.str_table._get_shared_string_index(text)  # noqa: SLF001 - as XlsxWriter does itself
        return f'{style} t="s"><v>{index}</v></c>'

    def lay(self, place: tuple[int, int], ink: str) -> None:
        """Put a cell at (row, column), counted from 0. ValueError: the place lies outside a sheet."""
        row, column = place
        self._reach(row, column)
        self._cells.setdefault(row, {})[column] = ink

    def lay_rows(self, first: int, columns: int, rows: Iterable[tuple[float | None, Iterable[str]]]) -> int:
        """Put whole rows from row `first` (counted from 0) on; gives the row behind the last.

        columns  how many they are wide
        rows     height in points (None = as all rows), cells as `cell_of` gives them, in order
        What lies beside them is put there first, as is the height of all rows. ValueError: they reach outside a sheet.
        """
        text, heights = Deflating(), array("H")
        attributes: dict[float | None, tuple[int, str]] = {}
        for row, (height, cells) in enumerate(rows, first):
            if height not in attributes:
                pixels = self.default_row_height if height is None else int(height * 4 / 3 + 0.5)
                attributes[height] = pixels, self._height(pixels)
            pixels, told = attributes[height]
            beside = self._beside(row) if row in self._cells else ""
            text.write(f'<row r="{_NUMBER}"{told}>{"".join(cells)}{beside}</row>'.replace(_NUMBER, str(row + 1)))
            heights.append(pixels)
        if heights:
            block = _Block(first, heights, text.pressed())
            self._reach(first, 0)
            self._reach(block.behind - 1, columns - 1)
            self._blocks.append(block)
        return first + len(heights)

    def laying(
        self, first: int, columns: int, rows: Iterable[tuple[float | None, Iterable[str]]]
    ) -> Generator[None, None, int]:
        """`lay_rows` of a long list, with a rest behind each piece of it."""
        waiting = iter(rows)
        while piece := [*islice(waiting, _AT_ONCE)]:
            first = self.lay_rows(first, columns, piece)
            yield
        return first

    def _beside(self, row: int) -> str:
        """The cells that were put into a row one by one, which are taken out."""
        return "".join(cell_of(column, ink) for column, ink in sorted(self._cells.pop(row).items()))

    def _height(self, pixels: int) -> str:
        """The attributes of a row that high, in points, as XlsxWriter writes them."""
        if pixels == self.default_row_height == self.original_row_height:
            return ""
        return f' ht="{pixels * 0.75:.16g}" customHeight="1"'

    def _reach(self, row: int, column: int) -> None:
        if self._check_dimensions(row, column):
            raise ValueError(f"row {row + 1}, column {column + 1} of {self.get_name()} lies outside a sheet")

    def _size_row(self, row: int, anchor: int = 0) -> int:
        """How high a row is in pixels: where a chart beside it begins and ends."""
        for block in self._blocks:
            if block.first <= row < block.behind:
                return block.heights[row - block.first]
        return int(super()._size_row(row, anchor))

    def _write_url(self, row: int, column: int, url: Url, *_: object) -> int:
        """Keep a link for the cell that is laid there; -4 where there are too many, as XlsxWriter answers."""
        self._reach(row, column)
        if self.hlink_count == MOST_LINKS:
            return -4
        self.hlink_count += 1
        self.hyperlinks[row] = {**self.hyperlinks[row], column: url}
        return 0

    def _write_hyperlinks(self) -> None:
        """All links in order; XlsxWriter's own way asks for each cell again."""
        places = [(row, column) for row in sorted(self.hyperlinks) for column in sorted(self.hyperlinks[row])]
        if not places:
            return
        self._xml_start_tag("hyperlinks")
        for row, column in places:
            url = self.hyperlinks[row][column]
            if url._link_type is UrlTypes.INTERNAL:  # noqa: SLF001 - as XlsxWriter does itself
                self._write_hyperlink_internal(row, column, url)
            else:
                self.rel_count += 1
                self._write_hyperlink_external(row, column, self.rel_count, url)
                target = url._target()  # noqa: SLF001 - as XlsxWriter does itself
                self.external_hyper_links.append(["/hyperlink", target, "External"])
        self._xml_end_tag("hyperlinks")

    def _set_xml_writer(self, _: StringIO) -> None:
        """What XlsxWriter writes from here on is compressed as it comes, see `closed`."""
        self.internal_fh, self.fh = False, Deflating()

    def _write_rows(self) -> None:
        """Every row with cells of either kind or with a height of its own, and the blocks in their places."""
        blocks, behind = {block.first: block for block in self._blocks}, 0
        for row in sorted(self._cells.keys() | self.table.keys() | self.row_info.keys() | blocks.keys()):
            if row < behind:
                raise ValueError(f"row {row + 1} of {self.get_name()} was put as a whole before")
            if row in blocks:
                self.fh.insert(blocks[row].text)
                behind = blocks[row].behind
                continue
            laid, own = self._cells.get(row, {}), self.table.get(row, {})
            self._write_row(row, None, self.row_info.get(row))
            for column in sorted(laid.keys() | own.keys()):
                if column in laid:
                    self.fh.write(f'<c r="{_letter(column)}{row + 1}"{laid[column]}')
                else:
                    self._write_cell(row, column, own[column])
            self._xml_end_tag("row")
        self._blocks = []  # they are large


def cell_of(column: int, ink: str) -> str:
    """The cell of a column (counted from 0) in any row, for `Rows.lay_rows`."""
    return f'<c r="{_letter(column)}{_NUMBER}"{ink}'


def style_of(look: Format) -> str:
    """How a format is named in a cell's XML, for `Rows.ink`."""
    return f' s="{look._get_xf_index()}"'  # noqa: SLF001 - as XlsxWriter does itself


def drop_sheet(book: Workbook, title: str) -> None:
    """Take a sheet out of a workbook that is not closed yet."""
    book.worksheets_objs.remove(book.sheetnames.pop(title))
    for index, sheet in enumerate(book.worksheets_objs):
        sheet.index = index


def closed(book: Workbook, target: BytesIO) -> bytes:
    """Close a workbook that `open_book` opened on `target`; its bytes, with what the `Rows` held."""
    book.close()
    names = map("xl/worksheets/sheet{}.xml".format, count(1))
    rows = {name: sheet for name, sheet in zip(names, book.worksheets(), strict=False) if isinstance(sheet, Rows)}
    return zipped(
        rows[one.name].fh.member(one.name) if one.name in rows else one for one in taken_apart(target.getvalue())
    )


@cache
def _letter(column: int) -> str:
    return column_letter(column + 1)
