"""Submissions made up for property tests: small tables whose dates stand on and beside every boundary."""

from datetime import date, datetime

import pandas as pd
from hypothesis import strategies as st

from shuzhi import form
from shuzhi.model.tables import Tables

DAYS = [date.fromisoformat(day) for day in (
    "2023-05-01", "2023-06-14", "2023-06-30", "2023-07-01", "2023-07-15", "2023-08-02", "2023-08-30", "2023-09-15",
    "2023-09-30", "2023-10-01", "2023-10-20",
)]
BIRTHS = [date.fromisoformat(day) for day in ("1963-06-30", "1963-09-30", "1963-10-01", "1964-02-29", "1990-05-04")]
COVERAGE = {
    "coverage_start": st.sampled_from([date(2023, 7, 1), date(2023, 6, 14), date(2022, 9, 16), None]),
    "coverage_end": st.sampled_from([date(2023, 9, 30), date(2023, 9, 14), date(2024, 2, 28), None]),
}
MADE = {
    ("members", "birth"): st.sampled_from([*BIRTHS, None]),
    ("tasks", "households"): st.sampled_from(["全村", "0", "12", "7", None]),
    ("works", "unit"): st.sampled_from(["次", "户次", "万元", "元", "米", "m²", None]),
    ("works", "type"): st.sampled_from(["走访慰问", "入户走访", "其他"]),
    ("proposals", "merged_into"): st.sampled_from([None, None, None, "议2023-001"]),
    ("meetings", "type"): st.sampled_from([
        "支部党员大会", "支部党员大会、党课", "党课", "支部委员会会议", "村（居）民代表会议",
        "党小组会、主题党日", "其他", None,
    ]),
    ("meetings", "also_1"): st.sampled_from(["党课", "主题党日", "支部党员大会", "民主评议党员", None]),
    ("branches", "secretary"): st.sampled_from(["甲", "甲", "乙", None]),
    **{("branches", name): days for name, days in COVERAGE.items()},
}


def cell(sheet, field):
    """A value of one field, blank now and then."""
    if (sheet.name, field.name) in MADE:
        return MADE[sheet.name, field.name]
    if field.choices:
        return st.sampled_from([*field.choices, None])
    return st.sampled_from({
        "date": [*DAYS, None], "integer": [0, 1, 3, 30, None], "number": [0, 1.25, 9.6, 100, None],
        "string": ["甲", "乙", None],
    }[field.type])


def record(sheet):
    return st.fixed_dictionaries({field.name: cell(sheet, field) for field in sheet.fields})


@st.composite
def submission(draw, sheet_name):
    """支部信息 and up to four rows of one sheet, their Excel rows in no order."""
    sheet = form.load().sheet(sheet_name)
    made = {"branches": draw(record(form.load().sheet("branches")))}
    if sheet.kind == "rows":
        rows = draw(st.lists(record(sheet), max_size=4))
        places = draw(st.permutations(range(8, 8 + len(rows))))
        made[sheet_name] = [row | {"row": place} for row, place in zip(rows, places, strict=True)]
    made["items"] = {field.name: place for place, field in enumerate(form.load().sheet("branches").fields, 2)}
    return made


def as_tables(submissions):
    """The tall tables of submissions, numbered from 1."""
    frames = {}
    for sheet in form.load().sheets:
        records = []
        for number, made in enumerate(submissions, 1):
            rows = [made["branches"] | {"row": 0}] if sheet.kind == "items" else made.get(sheet.name, [])
            records += [{"submission": number} | row for row in rows]
        frames[sheet.name] = frame(sheet, records)
    items = [(n, "branches", name, row) for n, made in enumerate(submissions, 1) for name, row in made["items"].items()]
    return Tables(
        frames, pd.DataFrame(items, columns=["submission", "sheet", "field", "row"]),
        pd.DataFrame(columns=["submission", "sheet", "field", "column"]),
        pd.DataFrame(columns=["submission", "sheet", "row", "field"]),
        pd.DataFrame(columns=["submission", "sheet", "row"]),
    )


def frame(sheet, records):
    kinds = {"string": "str", "date": "datetime64[s]", "integer": "float64", "number": "float64"}
    dates = [field.name for field in sheet.fields if field.type == "date"]
    for row in records:
        row |= {name: datetime.combine(row[name], datetime.min.time()) for name in dates if row.get(name)}
    made = pd.DataFrame(records, columns=["submission", "row", *(field.name for field in sheet.fields)])
    return made.astype({"submission": "int64", "row": "int64"} | {f.name: kinds[f.type] for f in sheet.fields})
