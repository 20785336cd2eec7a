"""The blank workbook taken apart once: what never changes stays compressed, what is filled in has its place and style.

It reads only what XlsxWriter wrote a moment before.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from shuzhi.author.fill.mould import Mould, mould
from shuzhi.author.selfcheck import TITLE as CHECK
from shuzhi.author.selfcheck import Table, tables
from shuzhi.author.standard import layout
from shuzhi.form import Form
from shuzhi.model.sheet import META, Binding, RawSheet
from shuzhi.spreadsheet import DATE
from shuzhi.zipped import Member, Piece, joined, piece, taken_apart

BOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
DAY, MOMENT, SPAN, NUMBER = DATE, f"{DATE} h:mm", "[h]:mm:ss", "General"
_SHEET = re.compile(r'<sheet name="([^"]*)" sheetId="(\d+)"')
_ENTRIES = re.compile(r'(.*<sst [^>]*) count="(\d+)" uniqueCount="(\d+)">(.*)</sst>', re.DOTALL)
_ENTRY = re.compile(r"<si>(?:<t[^>]*>([^<]*)</t>|.*?)</si>", re.DOTALL)
_FORMATS = re.compile(r'<numFmts count="\d+">(.*?)</numFmts>', re.DOTALL)
_FORMAT = re.compile(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/>')
_LOOKS = re.compile(r'<cellXfs count="\d+">(.*?)</cellXfs>', re.DOTALL)
_LOOK = re.compile(r"<xf [^>]*/>|<xf .*?</xf>", re.DOTALL)
_NUMBER_FORMAT = re.compile(r'numFmtId="(\d+)"')
_APPLIED = 'applyNumberFormat="1"'
_FREE = 164  # the first number of a format that a file may define


@dataclass(frozen=True)
class Strings:
    """The shared strings of the blank: their XML, text → place, how many there are, how often they are used."""

    start: str
    entries: Piece
    known: Mapping[str, int]
    number: int
    uses: int


@dataclass(frozen=True)
class Compiled:
    """A blank workbook ready to be filled in.

    members   its zip, in order
    moulds    sheet of the form, _meta or 填报自查 → its mould
    sheets    sheet of the form → what stands in the blank and where its fields stand
    tables    the sheets of rows as 填报自查 sees them while nothing stands in them
    variants  (style, number format) → the style that differs by that format only
    """

    form: Form
    year: int
    members: tuple[Member, ...]
    moulds: Mapping[str, Mould]
    sheets: Mapping[str, tuple[RawSheet, Binding]]
    strings: Strings
    variants: Mapping[tuple[int, str], int]
    tables: Mapping[str, Table]


def compiled(blank: bytes, form: Form, year: int) -> Compiled:
    """Take apart the blank workbook of a form (as it is shown) and a year.

    ValueError, KeyError: the bytes are no blank of this form.
    """
    members = {member.name: member for member in taken_apart(blank)}
    places = {
        unescape(title): members[f"xl/worksheets/sheet{number}.xml"]
        for title, number in _SHEET.findall(members[BOOK].content.decode())
    }
    sheets = {sheet.name: layout(sheet, (), year) for sheet in form.sheets}
    moulds = {name: mould(places[raw.title], binding.header_row) for name, (raw, binding) in sheets.items()}
    moulds |= {title: mould(places[title], 0) for title in (META, CHECK) if title in places}
    used = {cell.style for name in (*sheets, META) for line in moulds[name].lines.values() for cell in line.cells}
    styles, variants = _with_variants(members[STYLES].content.decode(), sorted(used))
    members[STYLES] = joined(STYLES, [piece(styles.encode())])
    strings = _strings(members[STRINGS].content.decode())
    return Compiled(form, year, tuple(members.values()), moulds, sheets, strings, variants, tables(form, sheets))


def _strings(text: str) -> Strings:
    parts = _ENTRIES.fullmatch(text)
    if not parts:
        raise ValueError(f"{STRINGS}: no list of strings")
    start, uses, number, entries = parts.groups()
    known = {unescape(entry): place for place, entry in enumerate(_ENTRY.findall(entries)) if entry}
    return Strings(start, piece(entries.encode()), known, int(number), int(uses))


def _with_variants(styles: str, used: Iterable[int]) -> tuple[str, dict[tuple[int, str], int]]:
    """The styles, those of `used` added once more for each number format that they do not have."""
    known = {unescape(code): int(number) for number, code in _FORMAT.findall(styles)}
    for code in (DAY, MOMENT, SPAN):
        known.setdefault(code, max([_FREE - 1, *known.values()]) + 1)
    listed = "".join(f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for code, number in known.items())
    styles = _FORMATS.sub("", styles).replace(
        "<fonts ", f'<numFmts count="{len(known)}">{listed}</numFmts><fonts ', 1
    )
    looks: list[str] = _LOOK.findall("".join(_LOOKS.findall(styles)))
    variants: dict[tuple[int, str], int] = {}
    for style in used:
        for code, number in (*((code, known[code]) for code in (DAY, MOMENT, SPAN)), (NUMBER, 0)):
            own = _NUMBER_FORMAT.sub(f'numFmtId="{number}"', looks[style], count=1)
            if number and _APPLIED not in own:
                own = own.replace(' xfId="0"', f' xfId="0" {_APPLIED}', 1)
            if own not in looks:
                looks.append(own)
            variants[style, code] = looks.index(own)
    whole = f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs>'
    return _LOOKS.sub(lambda _: whole, styles, count=1), variants
