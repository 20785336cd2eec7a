"""The compiled blank filled in: only the sheets that carry something are written anew, everything else is copied."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from shuzhi.author import selfcheck
from shuzhi.author.fill.compiled import BOOK, STRINGS, Compiled
from shuzhi.author.fill.rows import of_formulas, of_items, of_keys, of_rows
from shuzhi.author.fill.typeset import Typesetter
from shuzhi.author.standard import Content, layout
from shuzhi.model.sheet import META
from shuzhi.zipped import Member, joined, piece, zipped

Keys = Sequence[Sequence[object]]
EVERY: Mapping[str, int] = {}
NO_KEYS: Keys = (("period", ""), ("branch_code", ""))


def filled(
    compiled: Compiled, content: Mapping[str, Content], keys: Keys = NO_KEYS, first: Mapping[str, int] = EVERY
) -> bytes:
    """The workbook with this content as bytes; the same input always gives the same bytes.

    content  sheet name → its rows, each field name → value (several values of one cell joined by 、); a sheet of items
             has one such mapping. Sheets and fields left out stay empty.
    keys     rows of _meta below form and version: period, branch code, keys carried over
    first    sheet name → the first number to pre-print below its rows; 1 where it is left out
    """
    setter, moulds = Typesetter(compiled.strings, compiled.variants), compiled.moulds
    own = {
        sheet.name: layout(sheet, content.get(sheet.name, ()), compiled.year, first.get(sheet.name, 1))
        for sheet in compiled.form.sheets if content.get(sheet.name) or first.get(sheet.name, 1) > 1
    }
    rows = {
        name: (of_items if binding.items else of_rows)(moulds[name], raw, binding, setter)
        for name, (raw, binding) in own.items()
    }
    stamp = (("form", compiled.form.name), ("version", compiled.form.version))
    rows[META] = of_keys(moulds[META], (*stamp, *keys), setter)
    if selfcheck.TITLE in moulds:
        empty = {name: table for name, table in compiled.tables.items() if name not in own}
        known = selfcheck.values(compiled.form, {**compiled.sheets, **own}, selfcheck.before_of(keys), empty)
        rows[selfcheck.TITLE] = of_formulas(moulds[selfcheck.TITLE], known)
    new = {moulds[name].member: moulds[name].filled(texts) for name, texts in rows.items()}
    uses = sum(text.count(' t="s"') for texts in rows.values() for text in texts)
    new[STRINGS] = setter.strings(compiled.strings.uses + uses - sum(moulds[name].shared for name in rows))
    members = [new.get(member.name, member) for member in compiled.members]
    for name, (raw, _) in own.items():
        if more := moulds[name].beyond(len(raw.rows)):
            pointing = (BOOK, moulds[selfcheck.TITLE].member) if selfcheck.TITLE in moulds else (BOOK,)
            members = [
                _further(member, raw.title, moulds[name].reach, more) if member.name in pointing else member
                for member in members
            ]
    return zipped(members)


def _further(member: Member, title: str, reach: int, more: int) -> Member:
    """A member with the areas of a sheet that end at row `reach` or below ending `more` rows further down."""
    area = rf"('?{re.escape(escape(title))}'?!\$[A-Z]+\$\d+:\$[A-Z]+\$)(\d+)"

    def moved(match: re.Match[str]) -> str:
        end = int(match[2])
        return f"{match[1]}{end + more if end >= reach else end}"

    return joined(member.name, [piece(re.sub(area, moved, member.content.decode()).encode())])
