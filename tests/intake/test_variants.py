"""Values drawn at random and typed by many hands: each comes out right or with a finding on its cell.

`--many N` draws N of them instead of 200.
"""

from datetime import datetime, time
from random import Random

import pandas as pd

from intake.variants import FORM, draw
from sheets import book, take_in
from shuzhi.model.sheet import RawSheet

# One good row a sheet: what stands around the cell typed.
GOOD = {
    "meetings": {"date": "2023-07-05", "type": "支部党员大会", "topic": "学习", "host": "王方", "expected": 9.0, "present": 8.0},
    "votes": {"date": "2023-07-05", "body": "支部党员大会", "matter": "修路", "kind": "议事事项", "ayes": 3.0, "result": "通过"},
    "members": {"name": "王方", "sex": "男", "birth": "1970-01-01", "type": "正式党员", "status": "在册"},
    "tasks": {"number": "实2023-001", "title": "修路", "matter": "道路桥涵", "officer": "王方", "state": "进行中"},
    "proposals": {"number": "议2023-001", "proposed": "2023-07-05", "group": "一组", "title": "修路", "state": "正在办理"},
    "agenda": {"number": "公2023-001", "title": "修路", "result": "拟定"},
    "works": {"date": "2023-07-05", "type": "培训", "content": "培训一场"},
    "problems": {"number": "1", "type": "存在问题", "problem": "学习少。"},
    "texts": {"section": "结束语", "body": "以上报告。"},
}
YUAN = {"collective": "集体资金（元）"}  # a branch that changed this title


def filled(variants):
    """(workbook, addresses): every variant in a row of its own; address = sheet, Excel row, column."""
    sheets, places = [], []
    for sheet in (sheet for sheet in FORM.sheets if sheet.name in GOOD):
        names = [field.name for field in sheet.fields]
        rows = [tuple(YUAN.get(field.name, field.title + field.mark) for field in sheet.fields)]
        for variant in variants:
            if variant.sheet == sheet.name:
                cells = GOOD[sheet.name] | {variant.field: variant.typed}
                rows.append(tuple(cells.get(name) for name in names))
                places.append((variant, (sheet.name, len(rows), names.index(variant.field) + 1)))
        sheets.append(RawSheet(sheet.title, tuple(rows)))
    return book(*sheets), places


def plain_value(cell):
    return None if pd.isna(cell) else cell.date() if isinstance(cell, datetime) else cell


def is_right(variant, value, finding):
    """The value meant; or what was typed, kept and told, where the list of choices is open."""
    return value == variant.value or (finding is not None and finding.code == "C10" and value in str(variant.typed))


def test_what_hands_type_is_read_right_or_told_on_its_cell(many):
    """No variant is silently another value or lost; a notice stands only beside a value that is right."""
    random = Random(2023)
    workbook, places = filled([draw(random) for _ in range(many)])
    tables, findings, _ = take_in(workbook)
    frames = {name: frame.set_index("row") for name, frame in tables.frames.items()}
    told = {(finding.sheet, finding.row, finding.column): finding for finding in findings if finding.row > 1}
    wrong, silent = [], 0
    for variant, place in places:
        value, finding = plain_value(frames[variant.sheet].loc[place[1], variant.field]), told.pop(place, None)
        silent += finding is None
        if not is_right(variant, value, finding) and (finding is None or finding.level == "notice"):
            wrong.append((variant, value, finding and finding.code))
    assert wrong == []
    assert told == {}, "a finding on a cell that was right"
    assert silent > many * 0.5, "most spellings are simply understood"


def test_numbers_of_rows_match_across_sheets():
    """关联提案编号 typed in another way than the 编号 it names is the same number."""
    tasks = RawSheet("民生实事", (("编号", "事项名称", "状态", "关联提案编号"), ("实2023-001", "修路", "在建", "议２０２３—3")))
    proposals = RawSheet("居民提案", (("编号", "事项", "状态", "并入编号"), ("议2023-003", "路坏了", "办理中", "议 2023 003")))
    frames = take_in(book(tasks, proposals))[0].frames
    assert {*frames["tasks"]["proposal"], *frames["proposals"]["number"], *frames["proposals"]["merged_into"]} == {"议2023-003"}


def test_hours_are_no_part_of_a_day():
    """A day with an hour is that day in the table, at midnight."""
    raw = RawSheet("会议", (("日期", "会议类型", "议题"), (datetime(2023, 9, 5, 9, 30), "党课", "学习")))
    (day,) = take_in(book(raw))[0].frames["meetings"]["date"]
    assert day.time() == time()
