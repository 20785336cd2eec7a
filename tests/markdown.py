"""Markdown tables as test input: the tall tables of a form, or the rows of a raw sheet."""

from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from shuzhi import form
from shuzhi.model.tables import Tables


def cells(text):
    """The cells of a Markdown table, header first; a line of dashes is skipped."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not all(set(cell) <= set("-: ") and cell for cell in row)]


def tables(*submissions, **named):
    """Tall tables of one or more submissions, each a dict of sheet title → Markdown table (or dict for 支部信息).

    Excel rows start at 2 (the header is row 1) unless the table has a column 行. Dates are ISO, blanks are blank.
    """
    submissions = submissions or (named,)
    frames, items, columns, notes = {}, [], [], []
    for sheet in form.load().sheets:
        given = [one.get(sheet.title) or () for one in submissions]
        frame, own, noted = _sheet(sheet.name, tuple(tuple(one.items()) if isinstance(one, dict) else one for one in given))
        frames[sheet.name] = frame.copy(deep=False)
        if sheet.kind == "items":
            items += [(number, sheet.name, field.name, place) for number in range(1, len(submissions) + 1)
                      for place, field in enumerate(sheet.fields, 2)]
        columns += own
        notes += noted
    return Tables(
        frames,
        pd.DataFrame(items, columns=["submission", "sheet", "field", "row"]),
        pd.DataFrame(columns, columns=["submission", "sheet", "field", "column"]),
        pd.DataFrame([], columns=["submission", "sheet", "row", "field"]),
        pd.DataFrame(notes, columns=["submission", "sheet", "row", "text"]),
    )


@lru_cache(2048)
def _sheet(name, contents):
    """A sheet's frame, columns and notes from what each submission says; most tests change one sheet of the same form."""
    sheet = form.load().sheet(name)
    titles = {field.title: field for field in sheet.fields}
    records, columns = [], []
    for number, content in enumerate(contents, 1):
        if sheet.kind == "items":
            records.append({"submission": number, "row": 0} | {
                titles[title].name: _value(titles[title], str(value)) for title, value in content
            })
            columns += [(number, name, field.name, 2) for field in sheet.fields] + [(number, name, "note", 3)]
        elif content:
            header, *rows = cells(content)
            for place, row in enumerate(rows, 2):
                typed = dict(zip(header, row, strict=True))
                excel_row = int(typed.pop("行", place))
                records.append({"submission": number, "row": excel_row} | {
                    titles[title].name: _value(titles[title], value) for title, value in typed.items()
                })
            columns += [(number, name, titles[title].name, place) for place, title in enumerate(header, 1) if title != "行"]
    frame = _frame(sheet, records)
    notes = [
        (number, name, row, text)
        for number, row, text in frame[["submission", "row", "note"]].dropna().to_numpy().tolist()
    ] if sheet.kind == "rows" else []
    return frame, columns, notes


def _value(field, text):
    if not text:
        return None
    if field.type == "date":
        return datetime.combine(date.fromisoformat(text), datetime.min.time())
    return float(text) if field.type in ("integer", "number") else text


def _frame(sheet, records):
    kinds = {"string": "str", "date": "datetime64[s]", "integer": "float64", "number": "float64"}
    frame = pd.DataFrame(records, columns=["submission", "row", *(field.name for field in sheet.fields)])
    return frame.astype({"submission": "int64", "row": "int64"} | {f.name: kinds[f.type] for f in sheet.fields})
