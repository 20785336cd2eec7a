"""Values as the XML of cells: text through the list of shared strings, days and times as numbers with their format."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from html import escape

from shuzhi.author.fill.compiled import DAY, MOMENT, NUMBER, SPAN, STRINGS, Strings
from shuzhi.spreadsheet import countable, fitting, serial, spelled
from shuzhi.zipped import Member, joined, piece


class Typesetter:
    """The cells of one workbook; its new texts stand behind those of the blank."""

    def __init__(self, strings: Strings, variants: Mapping[tuple[int, str], int]) -> None:
        """Begin with the strings and styles of the blank."""
        self._strings, self._variants = strings, variants
        self._places = dict(strings.known)
        self._entries: list[str] = []

    def cell(self, address: str, style: int, value: object) -> str:
        """A value at an address like B7 as XML; as `spreadsheet.put`, so that text is never a formula."""
        code, kind, content = self._written(value)
        if content is None:
            return f'<c r="{address}" s="{style}"/>'
        own = self._variants.get((style, code), style) if code else style
        return f'<c r="{address}" s="{own}"{kind}><v>{content}</v></c>'

    def strings(self, uses: int) -> Member:
        """The list of shared strings, used so many times in all."""
        number = self._strings.number + len(self._entries)
        head = f'{self._strings.start} count="{uses}" uniqueCount="{number}">'.encode()
        tail = f"{''.join(self._entries)}</sst>".encode()
        return joined(STRINGS, [piece(head, once=True), self._strings.entries, piece(tail, once=True)])

    def _written(self, value: object) -> tuple[str, str, object]:
        """Number format ("" = the cell's own), type attribute, content (None = an empty cell)."""
        match value:
            case str():
                place = self._place(value)
                return "", ' t="s"', None if place < 0 else place
            case None:
                return "", "", None
            case bool():
                return NUMBER, ' t="b"', int(value)
            case int() | float():
                return NUMBER, "", _number(value) if math.isfinite(value) else None
            case date() | time() | timedelta() if countable(value):
                return _counted(value), "", repr(serial(value))
            case _:
                return self._written(str(value))

    def _place(self, text: str) -> int:
        """The place of a text among the shared strings, -1 where nothing of it can stand in a cell."""
        place = self._places.get(text)
        if place is None:
            fit = fitting(text)
            place = self._places.get(fit) if fit else -1
            if place is None:
                place = self._strings.number + len(self._entries)
                self._entries.append(_entry(fit))
            self._places[text] = self._places[fit] = place
        return place


def _entry(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<si><t{kept}>{escape(spelled(text), quote=False)}</t></si>"


def _number(value: float) -> str:
    return repr(int(value) if float(value).is_integer() else float(value))


def _counted(value: date | time | timedelta) -> str:
    """The format that shows a number as the day, moment or span it is."""
    if isinstance(value, time | timedelta):
        return SPAN
    return MOMENT if isinstance(value, datetime) and value.time() != time() else DAY
