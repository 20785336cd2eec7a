"""Cells that turn amber: what the formulas of the written workbook say, against intake and the generated rules."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries

from author.reread import reread
from office import needs_office, resaved
from shuzhi import form
from shuzhi.author.amber import ambers
from shuzhi.author.selfcheck import TITLE
from shuzhi.author.standard import layout
from shuzhi.author.workbook import build
from shuzhi.intake.bind import bind
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.model.finding import findings_frame
from shuzhi.model.sheet import RawBook
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply
from shuzhi.validate.scene import Scene
from shuzhi.workspace import neutral_settings

FORMS = ["form", "township"]
DAY, LATER = date(2023, 7, 5), date(2023, 8, 1)
NOON = datetime(2023, 7, 5, 12, 0)
AT = 200  # the column where the verdicts are calculated
OLD_FUNCTIONS = {"AND", "OR", "TRIM", "SUBSTITUTE", "COUNT", "COUNTA", "COUNTIF", "SUM", "ABS", "MAX", "INT", "N", "DATE", "FIND", "ISNUMBER"}
# what the program reads and a formula does not: the amber may miss a fault here, but tells none that is no fault
TYPED = {
    "form": [
        ("meetings", {"expected": "三十", "present": 36}), ("meetings", {"expected": "３６人", "present": 35}),
        ("meetings", {"type": "支部党员大会、党课", "speaker": "张大山"}), ("meetings", {"type": "党课，党小组会"}),
        ("meetings", {"type": " 党课 "}), ("meetings", {"also_1": "微党课", "speaker": " "}),
        ("votes", {"ayes": "24票", "noes": 0, "abstentions": 1, "voters_present": 25}),
        ("votes", {"ayes": 24, "noes": "无", "abstentions": 1, "voters_present": 25}),
        ("tasks", {"started": "2023.7.5", "finished": DAY}), ("tasks", {"started": 20230705, "finished": DAY}),
        ("tasks", {"started": 20230801, "finished": DAY}), ("tasks", {"started": 20230705, "finished": 20230801}),
        ("tasks", {"fiscal": "6万", "collective": 3, "investment": 9}), ("tasks", {"paid": "5万元", "investment": 4}),
        ("tasks", {"state": "√"}), ("tasks", {"state": "在 建"}), ("tasks", {"state": " 已完成", "finished": DAY}),
        ("proposals", {"state": "办理中"}), ("proposals", {"state": "办结", "closed": DAY}),
        ("members", {"type": "正式", "joined": "1990年7月"}), ("members", {"type": "正式党员", "joined": 19900701}),
        ("members", {"sex": "女 "}), ("members", {"mobile": 1}), ("members", {"status": "正常"}),
    ],
    "township": [("roster", {"org_type": "总支"}), ("rules", {"on": 1})],
}


@pytest.mark.parametrize("name", FORMS)
def test_formulas_need_no_new_function(name):
    """Only functions of old spreadsheets; a choice is looked up by a name, never on another sheet."""
    for sheet in form.load(name).sheets:
        for amber in ambers(sheet, {field.name: f"$A{place}" for place, field in enumerate(sheet.fields, 1)}):
            assert set(re.findall(r"([A-Z]+)\(", amber.formula)) <= OLD_FUNCTIONS
            assert "!" not in amber.formula


@pytest.mark.parametrize("name", FORMS)
def test_cells_turn_amber_down_to_row_1000(name):
    """Each condition of a sheet of rows stands on all of its columns, from below the header on."""
    standard = form.load(name).printed()
    book = reread(build(standard, {}, 2023))
    for sheet in standard.sheets:
        if sheet.kind == "rows":
            places = {field.name: place for place, field in enumerate(sheet.fields, 1)}
            expected = [sorted(places[field] for field in amber.fields) for amber in ambers(sheet, dict.fromkeys(places, "$A2"))]
            found = [[range_boundaries(area) for area in areas] for areas, _ in conditions(book[sheet.title])]
            assert sorted(sorted(left for left, _, _, _ in areas) for areas in found) == sorted(expected)
            assert all(top == 2 and bottom > 1000 for areas in found for _, top, _, bottom in areas)


@needs_office
def test_amber_is_what_the_rules_find(tmp_path):
    """Equal, bigger, smaller, blank; each choice and a wrong one; each case that requires a cell, filled and not. Of
    numbers, dates and choices as an office types them amber may miss a fault, and never cries wolf.
    """
    standards = {name: form.load(name).printed() for name in FORMS}
    books = {name: [*filled(standard, careful(standard)), *filled(standard, TYPED[name])] for name, standard in standards.items()}
    said = iter(verdicts([book for own in books.values() for book in own], tmp_path))
    for name, standard in standards.items():
        *calculated, typed = [next(said) for _ in books[name]]
        *found, allowed = [told(*book) for book in books[name]]
        assert calculated == found
        assert {code for book in found for _, _, code, _ in book} == {"C03", "C05", "C07"} | {"C08"} & set(codes(standard))
        assert typed <= allowed


def careful(standard):
    """(sheet, record) of every case of every sheet."""
    return [(sheet.name, record) for sheet in standard.sheets for record in cases(sheet)]


def cases(sheet):
    """Records with one case each, as typed by a careful office."""
    for check in sheet.checks:
        first, whole = check.left[0], check.right[0]
        kind = sheet.field(first).type
        low, high, near = {"date": (DAY, LATER, NOON), "integer": (3, 5, 4), "number": (3, 5, 3.01)}[kind]
        if check.shape == "le":
            pairs = ((low, high), (low, low), (high, low), (high, None), (None, low), (near, low), (low, near))
            yield from (dict(zip((first, whole), pair, strict=True)) for pair in pairs)
            continue
        parts = dict.fromkeys(check.left, 2)
        yield from ({**parts, whole: 2 * len(parts) + more} for more in (0, 1, -1, *([0.004, 0.02] if kind == "number" else [])))
        yield from ({first: 6, whole: total} for total in (6, 7))
        yield from ({**parts, name: 7} for name in check.right[1:])
        yield from ({**parts, whole: 6, name: 2 * len(parts) - 6} for name in check.right[1:])
        yield from (parts, {whole: 6}, {first: 0, whole: 6})
    for field in sheet.fields:
        if field.choices and not field.open and not field.multiple:
            yield from ({field.name: word} for word in ("查无此项", field.choices[0], None))
        if field.required_if:
            yield from ({**case, field.name: value} for case in circumstances(sheet, field) for value in (None, some(field)))


def circumstances(sheet, field):
    """Every choice of the fields that decide, alone; with a date also days before and after it and none."""
    for condition in field.required_if:
        for name in condition.fields:
            yield from ({name: choice} for choice in sheet.field(name).choices)
    words = {name: when.inside[0] for when in field.required_if for name in when.fields if when.inside}
    for when in field.required_if:
        if when.since:
            yield from ({**words, when.fields[0]: when.since + timedelta(days)} for days in (-1, 0, 1))


def some(field):
    return {"date": DAY, "string": field.choices[0] if field.choices else "张大山"}.get(field.type, 3)


def filled(standard, records):
    """(form, content) of one workbook of rows, and of as many as the cases of items need that share a cell."""
    rows, items = {}, {}
    for name, record in records:
        if standard.sheet(name).kind == "rows":
            rows.setdefault(name, []).append(record)
            continue
        pages = items.setdefault(name, [])
        free = next((page for page in pages if not page.keys() & record.keys()), None)
        if free is None:
            pages.append(free := {})
        free.update(record)
    alone = {name: replace(standard, sheets=(standard.sheet(name),)) for name in items}
    return [(standard, rows), *((alone[name], {name: [page]}) for name, pages in items.items() for page in pages)]


def verdicts(books, folder):
    """Per workbook what its conditional formats say when LibreOffice calculates them: (sheet, row, code, fields)."""
    given, rules = [], []
    for standard, content in books:
        book = reread(build(standard, content, 2023))
        rules.append({sheet.name: placed(book[sheet.title], len(content.get(sheet.name, ()))) for sheet in standard.sheets})
        given.append(plain(book))
    found = []
    for (standard, _), content, places in zip(books, resaved(given, folder), rules, strict=True):
        book = reread(content, data_only=True)
        found.append({
            (sheet.name, row, *meaning(sheet, columns)) for sheet in standard.sheets for place, row, columns in places[sheet.name]
            if book[sheet.title][place].value is True
        })
    return found


def plain(book):
    """The workbook (bytes) without all that says how it looks, and without the formulas of 填报自查."""
    bare = Workbook()
    del bare["Sheet"]
    for sheet in book:
        if sheet.title != TITLE:
            cells = bare.create_sheet(sheet.title)
            for (row, column), cell in sorted(sheet._cells.items()):
                if cell.value is not None:
                    cells.cell(row, column, cell.value)
    bare.defined_names.update(book.defined_names)
    target = BytesIO()
    bare.save(target)
    return target.getvalue()


def placed(sheet, rows):
    """Write each conditional format as a formula beside the rows it is for; (its cell, row, columns or rows it paints)."""
    found = []
    for number, (areas, formula) in enumerate(conditions(sheet)):
        (_, top, *_), *_ = bounds = [range_boundaries(area) for area in areas]
        if top == bounds[0][3]:  # one item
            found.append((f"{get_column_letter(AT + number)}1", 0, tuple(row for _, row, _, _ in bounds)))
            sheet[found[-1][0]] = f"={formula}"
            continue
        moved = Translator(f"={formula}", origin=f"{get_column_letter(AT + number)}{top}")
        for row in range(2, 2 + rows):
            place = f"{get_column_letter(AT + number)}{row}"
            sheet[place] = moved.translate_formula(place)
            found.append((place, row, tuple(left for left, *_ in bounds)))
    return found


def conditions(sheet):
    return [
        (str(areas.sqref).split(), rule.formula[0]) for areas, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
    ]


def meaning(sheet, places):
    """(code of the rule, its fields) of a conditional format by the columns, or rows of items, that it paints."""
    binding = layout(sheet, (), 2023)[1]
    names = {place: name for name, place in (binding.items or binding.columns).items()}
    fields = tuple(sorted(names[place] for place in places))
    code = next((check.code for check in sheet.checks if sorted((*check.left, *check.right)) == list(fields)), "")
    field = sheet.field(fields[0])
    return code or ("C05" if field.required_if else "C03" if field.choices else ""), fields


def told(standard, content):
    """What intake and the generated rules find of the four shapes in the same workbook: (sheet, row, code, fields)."""
    laid = [layout(sheet, content.get(sheet.name, ()), 2023)[0] for sheet in standard.sheets]
    raw = RawBook("x.xlsx", tuple(laid))
    bound = [BoundSheet(1, sheet, one) for one in bind(1, raw, standard)[0] for sheet in laid if sheet.title == one.title]
    tables, findings = normalise(bound, standard, {1: 2023}, {})
    scene = Scene(tables, standard, neutral_settings(), {})
    every = pd.concat([findings_frame(findings), apply(generated(standard), scene, tables.faulty)])
    return {
        (finding.sheet, 0 if standard.sheet(finding.sheet).kind == "items" else finding.row, finding.code,
         spread(standard.sheet(finding.sheet), finding))
        for finding in every.itertuples() if finding.code in ("C03", "C05", "C07", "C08")
    }


def spread(sheet, finding):
    """The fields of the check behind a finding; of the others the finding's own."""
    own = [check for check in sheet.checks if (check.code, check.message) == (finding.code, finding.message)]
    return tuple(sorted((*own[0].left, *own[0].right))) if own else (finding.field,)


def codes(standard):
    return [check.code for sheet in standard.sheets for check in sheet.checks]
