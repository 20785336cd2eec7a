"""Numbers go on through the year: what is printed in the next workbook begins behind what was used."""

from collections.abc import Iterable

from shuzhi.form import Form, Sheet
from shuzhi.intake.meta import numbers_handed_out
from shuzhi.intake.stage import Chunk

_MOST = 999


def first_numbers(form: Form, chunk: Chunk, submission: int, year: int) -> dict[str, int]:
    """Sheet → the first number of the year that neither this workbook nor one before it used; sheets numbered by year.

    The unused numbers of a workbook of ours begin behind those of the workbooks before it.
    """
    raws = {raw.title: raw for raw in chunk.books[submission].sheets}
    before = used_numbers(form, chunk, submission)
    found = {}
    for binding in chunk.bindings[submission]:
        sheet = form.sheet(binding.sheet)
        if not numbered_by_year(sheet) or "number" not in binding.columns:
            continue
        known = places(sheet, year)
        used = {known[text] for name, text in before if name == sheet.name and text in known}
        raw, column = raws[binding.title], binding.columns["number"]
        texts = (raw.cell(row, column) for row in range(binding.header_row + 1, len(raw.rows) + 1))
        printed = {known[text] for text in texts if isinstance(text, str) and text in known}
        found[sheet.name] = max([min(printed - used, default=1), *(number + 1 for number in used)])
    return found


def used_numbers(form: Form, chunk: Chunk, submission: int) -> list[tuple[str, str]]:
    """(sheet, number) of every row of this workbook that has a number of the year, and of those before it.

    Also of rows carried into it and deleted there since.
    """
    earlier = chunk.tables.earlier
    before = earlier.loc[earlier["submission"] == submission, ["sheet", "number"]]
    found = set(before.itertuples(index=False, name=None))
    handed_out = numbers_handed_out(chunk.books[submission])
    for sheet in filter(numbered_by_year, form.sheets):
        frame = chunk.tables.frames[sheet.name]
        own = frame.loc[(frame["submission"] == submission) & frame["number"].notna(), "number"]
        found |= {(sheet.name, str(number)) for number in own}
        found |= {one for one in handed_out if one[0] == sheet.name}
    return sorted(found)


def numbered_by_year(sheet: Sheet) -> bool:
    """Whether the numbers printed on a sheet have the year in them: 实2023-001."""
    return any("{year}" in field.preprinted for field in sheet.fields)


def places(sheet: Sheet, year: int) -> dict[str, int]:
    """Number as it is printed on a sheet of the year → which it is: 实2023-001 → 1; empty without printed numbers."""
    pattern = next((field.preprinted for field in sheet.fields if field.preprinted), "")
    return {pattern.format(year=year, n=number): number for number in range(1, _MOST + 1)} if pattern else {}


def next_free(sheet: Sheet, year: int, numbers: Iterable[object], first: int = 1) -> int:
    """The first number of the year behind all these, and not before `first`."""
    known = places(sheet, year)
    return max([first, *(known[str(number)] + 1 for number in numbers if str(number) in known)])
