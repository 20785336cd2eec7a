"""Merged cells: whose text counts for which row, and what is nobody's."""

from sheets import STANDARD, book, raw_sheet, take_in
from shuzhi.intake.merges import covered, is_wide, text_over
from shuzhi.model.sheet import Area, RawSheet

TASKS = """
| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 | 受益户数 | 受益人数 | 说明 |
| 实2023-001 | 修路 | 道路桥涵 | 王方 | 2023-8-31 | 进行中 | 46 | 120 | 由县里拨款 |
| 实2023-002 | 清淤 | 沟渠水利 | ~ | ~ | ~ | ~ | ~ | ~ |
| 实2023-003 | 植树 | 绿化公墓 | ~ | ~ | 进行中 | ~ | 9 | ~ |
"""


def taken(*merged, text=TASKS):
    tables, findings, _ = take_in(book(raw_sheet("民生实事", text, merged=tuple(sorted(Area(*one) for one in merged)))))
    return tables, [one for one in findings if one.sheet == "tasks"]


def test_texts_choices_and_days_count_for_every_row_they_are_merged_over():
    """责任人, 计划完成日期 and 状态 merged over rows; the merge of 状态 ends above a cell of its own."""
    tables, findings = taken((2, 4, 4, 4), (2, 5, 4, 5), (2, 6, 3, 6))
    frame = tables.frames["tasks"]
    assert frame["officer"].tolist() == ["王方"] * 3
    assert frame["due"].dt.strftime("%m-%d").tolist() == ["08-31"] * 3
    assert frame["state"].tolist() == ["进行中"] * 3
    assert findings == []


def test_a_number_merged_over_records_is_one_finding_and_counted_once():
    """受益户数 and 受益人数: only the first row keeps it, no rule complains about the others, the cell is told."""
    tables, findings = taken((2, 7, 4, 7), (2, 8, 3, 8))
    assert [(one.code, one.row, one.field, one.column) for one in findings] == [
        ("S11", 2, "households", 7), ("S11", 2, "people", 8)]
    frame = tables.frames["tasks"]
    assert frame["people"].fillna(-1).tolist() == [120, -1, 9]
    assert frame["households"].fillna("").tolist() == ["46", "", ""]
    assert set(tables.faulty[["row", "field"]].itertuples(index=False, name=None)) == {
        (3, "households"), (4, "households"), (3, "people")}


def test_the_whole_village_is_no_number():
    """全村 merged over the rows is true of each of them."""
    tables, findings = taken((2, 7, 4, 7), text=TASKS.replace("| 46 |", "| 全村 |"))
    assert tables.frames["tasks"]["households"].tolist() == ["全村"] * 3
    assert findings == []


def test_a_number_merged_over_its_row_and_blank_ones_is_its_row_s():
    """Nothing is doubled where only one record stands in the range."""
    tables, findings = taken((4, 8, 9, 8))
    assert tables.frames["tasks"]["people"].tolist()[2] == 9
    assert findings == []


def test_an_unreadable_cell_is_told_once_however_far_it_is_merged():
    """The finding stands on the cell that shows; the rows below are faulty, not blank."""
    tables, findings = taken((2, 5, 4, 5), text=TASKS.replace("2023-8-31", "年底"))
    assert [(one.code, one.row, one.column) for one in findings] == [("C01", 2, 5)]
    assert tables.faulty["row"].tolist() == [2, 3, 4]


def test_an_explanation_merged_over_rows_explains_each():
    """说明 beside three rows."""
    tables, _ = taken((2, 9, 4, 9))
    assert tables.notes["row"].tolist() == [2, 3, 4]


def test_a_total_below_does_not_take_what_is_merged_above_it():
    """A merge that reaches into the total row fills no record there."""
    tables, findings = taken((2, 4, 5, 4), text=TASKS + "| 合计 | 3件 | ~ | ~ | ~ | ~ | 46 | 129 |\n")
    assert tables.frames["tasks"]["row"].tolist() == [2, 3, 4]
    assert findings == []


def test_only_the_first_column_of_a_range_is_filled_and_overlapping_ranges_count_once():
    """B2:C4 says nothing of column C; of two ranges over the same cells the upper one is right."""
    raw = RawSheet("会议", ((), (None, "甲", None), (), ()), merged=(Area(2, 2, 4, 3), Area(3, 2, 5, 2)))
    assert covered(raw, 1, [1, 2, 3]) == {(3, 2): 2, (4, 2): 2}
    assert covered(raw, 2, [2]) == {}


def test_a_text_stands_over_all_cells_of_its_range():
    """What a header of several columns says in each of them, and how wide a line is."""
    raw = RawSheet("会议", (("人数", None, None, "地点"),), merged=(Area(1, 1, 1, 3),))
    assert [text_over(raw, 1, column) for column in (1, 2, 3, 4, 5)] == ["人数", "人数", "人数", "地点", ""]
    assert (is_wide(raw, 1, 1), is_wide(raw, 1, 2), is_wide(raw, 1, 4)) == (True, False, False)


def test_every_example_of_the_form_is_known_when_it_is_left_in():
    """Each sheet's example, typed as the guide shows it, is left out and told; 文字材料's may be what a branch writes."""
    for sheet in STANDARD.sheets:
        if sheet.kind == "items" or not sheet.example:
            continue
        fields = [sheet.field(name) for name in sheet.example]
        rows = (tuple(field.title for field in fields), tuple(sheet.example[field.name] for field in fields))
        tables, findings, _ = take_in(book(RawSheet(sheet.title, rows)))
        told = [(one.code, one.row, one.column) for one in findings if one.sheet == sheet.name and one.code == "S14"]
        assert told == ([] if sheet.name == "texts" else [("S14", 2, 1)]), sheet.title
        assert len(tables.frames[sheet.name]) == (sheet.name == "texts")
