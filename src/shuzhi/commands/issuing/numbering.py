"""Numbers go on through the year: what is printed in the next workbook begins behind what was used."""

from shuzhi.form import Field, Form
from shuzhi.intake.stage import Chunk

_MOST = 999


def first_numbers(form: Form, chunk: Chunk, submission: int, year: int) -> dict[str, int]:
    """Sheet → the first number of the year that neither this workbook nor one before it used; sheets numbered by year.

    The unused numbers of a workbook of ours begin behind those of the workbooks before it.
    """
    raws = {raw.title: raw for raw in chunk.books[submission].sheets}
    found = {}
    for binding in chunk.bindings[submission]:
        field = next((field for field in form.sheet(binding.sheet).fields if "{year}" in field.preprinted), None)
        if field is None or field.name not in binding.columns:
            continue
        frame = chunk.tables.frames[binding.sheet]
        places = _places(field, year)
        used = {places[text] for text in frame.loc[frame["submission"] == submission, field.name] if text in places}
        raw, column = raws[binding.title], binding.columns[field.name]
        texts = (raw.cell(row, column) for row in range(binding.header_row + 1, len(raw.rows) + 1))
        printed = {places[text] for text in texts if isinstance(text, str) and text in places}
        found[binding.sheet] = max([min(printed - used, default=1), *(number + 1 for number in used)])
    return found


def used_numbers(form: Form, chunk: Chunk, submission: int) -> list[tuple[str, str]]:
    """(sheet, number) of every row of this workbook that has a number of the year, and of those before it."""
    earlier = chunk.tables.earlier
    before = earlier.loc[earlier["submission"] == submission, ["sheet", "number"]]
    found = set(before.itertuples(index=False, name=None))
    for sheet in form.sheets:
        if any("{year}" in field.preprinted for field in sheet.fields):
            frame = chunk.tables.frames[sheet.name]
            own = frame.loc[(frame["submission"] == submission) & frame["number"].notna(), "number"]
            found |= {(sheet.name, str(number)) for number in own}
    return sorted(found)


def _places(field: Field, year: int) -> dict[str, int]:
    return {field.preprinted.format(year=year, n=number): number for number in range(1, _MOST + 1)}
