"""Rows become records; titles, totals, footnotes and blank lines do not; addresses stay true."""

from dataclasses import replace
from datetime import datetime

from sheets import book, raw_sheet, take_in

TASKS = """
| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 | 受益户数 |
| 实2023-001 | 修路 | 道路 | 王 方 | 2023.8.31 | 竣工 | 46户 |
| ~ | ~ | ~ | ~ | ~ | ~ | ~ |
| 实2023-002 | ~ | ~ | ~ | ~ | ~ | ~ |
| 实2023—003 | 清淤 | 沟渠水利 | 李元 | 2023/9/30 | 在建 | 全村 |
| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 | 受益户数 |
| 合计 | 2件 | ~ | ~ | ~ | ~ | 46 |
| 注：清淤分两期。 | ~ | ~ | ~ | ~ | ~ | ~ |
"""


def test_only_records_become_rows_with_their_excel_row():
    """Blank rows, rows with only a pre-printed number, a repeated header, a total and a footnote are no records."""
    tables, findings, _ = take_in(book(raw_sheet("民生实事", TASKS)))
    frame = tables.frames["tasks"]
    assert frame["row"].tolist() == [2, 5]
    assert frame["number"].tolist() == ["实2023-001", "实2023-003"]
    assert frame["state"].tolist() == ["已完成", "进行中"]
    assert frame["households"].tolist() == ["46", "全村"]
    assert [f for f in findings if f.sheet == "tasks" and f.level != "notice"] == []


def test_a_cell_not_understood_is_a_finding_on_that_cell_and_missing_in_the_table():
    """The row stays, the cell is faulty, its address is that of the file."""
    tables, findings, _ = take_in(book(raw_sheet("民生实事", TASKS.replace("2023/9/30", "9月31日"))))
    (fault,) = [f for f in findings if f.code == "C01"]
    assert (fault.sheet, fault.row, fault.field, fault.column) == ("tasks", 5, "due", 5)
    assert tables.frames["tasks"]["due"].isna().tolist() == [False, True]
    assert tables.faulty.to_dict("records") == [{"submission": 1, "sheet": "tasks", "row": 5, "field": "due"}]


def test_error_cells_and_formulas_without_result_are_findings():
    """#REF! and a formula never calculated are not blank cells."""
    raw = raw_sheet("民生实事", TASKS, broken={(2, 3): "error", (5, 7): "formula"})
    _, findings, _ = take_in(book(raw))
    assert [(f.code, f.row, f.column) for f in findings if f.code == "C11"] == [("C11", 2, 3), ("C11", 5, 7)]


def test_local_words_are_the_township_s():
    """支部大学 is 党课 where 本地叫法 says so, unknown elsewhere."""
    text = "| 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 |\n| 2023-7-5 | 支部大学 | 学习 | 王方 | 3 | 3 |"
    tables, _, _ = take_in(book(raw_sheet("会议", text)), {"支部大学": "党课"})
    assert tables.frames["meetings"]["type"].tolist() == ["党课"]
    _, findings, _ = take_in(book(raw_sheet("会议", text)))
    assert "C03" in {f.code for f in findings}


def test_a_filled_explanation_is_noted_with_its_row():
    """说明 beside a row is known with its row and its words."""
    text = TASKS.replace("受益户数 |", "受益户数 | 说明 |").replace("46户 |", "46户 | 资金由县里拨 |")
    tables, _, _ = take_in(book(raw_sheet("民生实事", text)))
    assert tables.notes.to_dict("records") == [{"submission": 1, "sheet": "tasks", "row": 2, "text": "资金由县里拨"}]


def test_none_beside_a_row_explains_nothing():
    """说明 that says 无 or / leaves a warning open."""
    text = TASKS.replace("受益户数 |", "受益户数 | 说明 |").replace("46户 |", "46户 | 无 |").replace("全村 |", "全村 | / |")
    assert take_in(book(raw_sheet("民生实事", text)))[0].notes.empty


def test_a_record_is_not_taken_for_a_total_or_a_footnote():
    """合计 as the text of a full row and 说明：… in 文字材料 are what the branch wrote; 合计5人 below is a total."""
    tasks = """
| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 |
| 实2023-001 | 小计 | 道路 | 王方 | 2023-8-31 | 进行中 |
| 合计5件 | ~ | ~ | ~ | ~ | ~ |
| 共 5 件 | ~ | ~ | ~ | ~ | ~ |
"""
    texts = "| 栏目 | 正文 |\n| 结束语 | 说明：以上是本季度工作。 |"
    tables, _, _ = take_in(book(raw_sheet("民生实事", tasks), raw_sheet("文字材料", texts)))
    assert tables.frames["tasks"]["row"].tolist() == [2]
    assert tables.frames["texts"]["row"].tolist() == [2]


def test_a_zero_width_mark_or_a_lone_explanation_makes_no_record():
    """What nobody can see, and a note without a row, are not data."""
    text = "| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 | 说明 |\n| ~ | \u200b | ~ | ~ | ~ | ~ | ~ |\n| ~ | ~ | ~ | ~ | ~ | ~ | 待补 |"
    tables, _, _ = take_in(book(raw_sheet("民生实事", text)))
    assert tables.frames["tasks"].empty


def test_in_a_workbook_that_counts_from_1904_plain_numbers_and_decimals_are_days_of_that_count():
    """43712 is 2023-09-05 there, 20230905 what it says; 9.1 and 2023.1 with a date format are still nobody's day."""
    text = "| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 |\n" + "| x | 修路 | 道路桥涵 | 王方 | ~ | 进行中 |\n" * 4
    typed = [43712.0, 20230905.0, datetime(1904, 1, 10, 2, 24), datetime(1909, 7, 16, 2, 24)]
    raw = raw_sheet("民生实事", text, from_1904=True)
    header, *rows = raw.rows
    rows = [(*row[:4], day, row[5]) for row, day in zip(rows, typed, strict=True)]
    tables, findings, _ = take_in(book(replace(raw, rows=(header, *rows))))
    assert tables.frames["tasks"]["due"].dt.strftime("%F").fillna("").tolist() == ["2023-09-05", "2023-09-05", "", ""]
    assert [(f.code, f.row) for f in findings if f.sheet == "tasks"] == [("C01", 4), ("C01", 5)]
