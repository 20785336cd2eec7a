"""What an office does to its workbook changes nothing, or is said with the cell where it was done."""

import pytest

from goodbranch import SETTINGS
from intake import offices
from intake.offices import (
    column,
    copied,
    doubled_column,
    filled,
    merged,
    opened,
    renamed,
    retitled,
    saved,
    without_column,
)
from shuzhi.author.marked import marked
from shuzhi.intake.stage import Source, receive
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import Outcome

FILLED = filled()
NOTHING = ()
HABITS = {
    "rows inserted": (offices.blank_rows_between, NOTHING),
    "rows sorted": (offices.sorted_the_other_way, NOTHING),
    "a filter, hidden rows and columns": (offices.filtered_and_hidden, NOTHING),
    "hundreds of coloured empty rows": (offices.formatted_empty_rows, NOTHING),
    "title rows above": (offices.title_rows, NOTHING),
    "title and header again on each page": (offices.repeated_page_heads, NOTHING),
    "totals": (offices.totals, NOTHING),
    "footnotes and signatures below": (offices.lines_below, NOTHING),
    "a line over the table": (offices.line_over_the_table, [("S13", "会议", "A3")]),
    "the example left in": (offices.example_left_in, [("S14", "会议", "A7")]),
    "组别 merged": (merged("居民提案", "组别", 3, 4), NOTHING),
    "组别 merged further down than the records": (merged("居民提案", "组别", 3, 9), NOTHING),
    "责任人 merged": (merged("民生实事", "责任人", 2, 3), NOTHING),
    "columns in another order": (offices.columns_the_other_way, NOTHING),
    "a column of their own": (offices.own_column, [("S07", "会议", "C1")]),
    "a column 序号 in front": (offices.running_numbers, [("S07", "民生实事", "A1")]),
    "a list pasted with its header": (
        offices.list_pasted_with_its_header, [("S15", "党员", "A2")]),
    "a row that numbers the columns": (offices.numbered_columns, NOTHING),
    "empty columns": (offices.empty_columns, NOTHING),
    "a column without title": (offices.column_without_title, [("S08", "会议", "C1")]),
    "a scribble at the right": (offices.scribble_at_the_right, [("S08", "会议", "S1")]),
    "a second column left empty": (doubled_column(left=True, right=False), NOTHING),
    "a first column left empty": (doubled_column(left=False, right=True), NOTHING),
    "a header of two rows": (offices.two_row_header, NOTHING),
    "titles of two columns in one": (offices.grouped_replies, NOTHING),
    "money in 元 by the group's title": (offices.money_in_yuan, NOTHING),
    "money in 元 by the corner": (offices.unit_in_the_corner, NOTHING),
    "会议 (2)": (retitled("会议", "会议 (2)"), NOTHING),
    "会议7-9月": (retitled("会议", "会议7-9月"), NOTHING),
    "Sheet1": (retitled("党员", "Sheet1"), [("S05", "党员", "")]),
    "an empty copy of a sheet": (copied("会议", "会议 (2)", keep=False), NOTHING),
    "an old sheet under another name": (copied("会议", "往期存档"), [("S09", "会议", "")]),
    "a hidden sheet": (offices.hidden("会议"), [("S10", "会议", "")]),
    "a sheet of their own": (offices.sheet_of_their_own, NOTHING),
    "nothing of ours behind the sheets": (offices.only_the_records, NOTHING),
    "protection and comments": (offices.protected_and_commented, NOTHING),
    "days counted from 1904": (offices.from_1904, NOTHING),
    "items in another order": (offices.items_the_other_way, NOTHING),
}
# What cannot be read without guessing: said, with the cell.
RETURNED = {
    "numbers merged over three meetings": (merged("会议", "应到人数", 3, 5), [("S11", "会议", "应到人数", 3)]),
    "numbers of rows merged": (merged("民生实事", "编号", 2, 3), [("S11", "民生实事", "编号", 2)]),
    "one meeting on two lines": (offices.merged_into_two_lines, [("S12", "会议", "学习内容", 7)]),
    "both columns filled": (doubled_column(left=True, right=True), [("S06", "会议", 8, 1)]),
    "a required column deleted": (without_column("会议", "主持人"), [("S04", "会议", 17, 1)]),
    "two required columns deleted": (
        without_column("会议", "主持人", "议题"), [("S04", "会议", 16, 1), ("S04", "会议", 17, 1)]),
    "a required title misspelt": (renamed("会议", "主持人", "主持入"), [("S04", "会议", "主持入", 1)]),
    "a required title deleted": (offices.title_cell_emptied, [("S04", "会议", 7, 1)]),
    "an optional title misspelt": (renamed("居民提案", "满意度", "满意渡"), [("S07", "居民提案", "满意渡", 1)]),
    "会议 split in two": (copied("会议", "会议8月"), [("S02", "会议", 0, 0)]),
    "rows written as columns": (offices.rows_as_columns, [("S03", "会议", 0, 0)]),
    "no header": (offices.without_header, [("S03", "会议", 0, 0)]),
    "an item deleted": (offices.item_deleted, [("S04", "支部信息", 1, "below")]),
    "an item twice": (offices.item_written_twice, [("S06", "支部信息", 1, "last")]),
}

AGAIN = (
    "title rows above", "组别 merged", "numbers merged over three meetings", "one meeting on two lines",
    "a header of two rows", "a column of their own", "a column without title", "a sheet of their own",
    "a hidden sheet", "days counted from 1904",
)


def taken(paths):
    """The chunk of some workbooks, each under the same name."""
    chunk = receive([Source(number, "石井村.xlsx", path) for number, path in enumerate(paths, 1)], offices.STANDARD, SETTINGS)
    assert {file.outcome for file in chunk.files} == {Outcome.USED}
    return chunk


def tables(chunk, number):
    """What stands in the tables of a workbook, wherever it stood in the file."""
    return {
        name: sorted(map(str, frame[frame["submission"] == number].drop(columns=["submission", "row"]).to_numpy().tolist()))
        for name, frame in chunk.tables.frames.items()
    }


def told(chunk, number):
    title = offices.STANDARD.title_of
    return [
        (one.code, title(one.sheet), f"{column_letter(one.column)}{one.row}" if one.column else "")
        for one in chunk.findings if one.submission == number
    ]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    path = tmp_path_factory.mktemp("clean") / "石井村.xlsx"
    path.write_bytes(FILLED)
    return taken([path])


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The chunk of all workbooks with a habit, the number of each by its habit, and what RETURNED want of theirs."""
    folder, wanted, paths = tmp_path_factory.mktemp("habits"), {}, []
    for number, (habit, (change, expected)) in enumerate((HABITS | RETURNED).items(), 1):
        book = opened(FILLED)
        change(book)
        if habit in RETURNED:
            wanted[habit] = [(code, title, _cell(book[title], at, row)) for code, title, at, row in expected]
        paths.append(saved(book, folder / f"{number}.xlsx"))
    return taken(paths), {habit: number for number, habit in enumerate(HABITS | RETURNED, 1)}, wanted


def test_the_workbook_to_begin_with_has_no_fault(clean):
    """Every sheet has rows, nothing is to be said."""
    assert all(len(frame) for frame in clean.tables.frames.values())
    assert told(clean, 1) == []


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_changes_nothing_but_what_is_told(clean, changed, habit):
    """The same tables as those of the clean workbook; exactly the findings named, each on its cell."""
    chunk, numbers, _ = changed
    assert told(chunk, numbers[habit]) == list(HABITS[habit][1])
    assert tables(chunk, numbers[habit]) == tables(clean, 1)


@pytest.mark.parametrize("habit", RETURNED)
def test_what_would_have_to_be_guessed_is_told_with_its_cell(changed, habit):
    """Exactly the findings named; each on the cell where it is to be mended."""
    chunk, numbers, wanted = changed
    assert told(chunk, numbers[habit]) == wanted[habit]


@pytest.fixture(scope="module")
def handed_in_again(tmp_path_factory):
    """The chunks of the workbooks of AGAIN, each with an unreadable cell more, and of their marked copies."""
    folder, paths, copies = tmp_path_factory.mktemp("again"), [], []
    for number, habit in enumerate(AGAIN, 1):
        book = opened(FILLED)
        book["其他工作"]["A2"] = "上个月底"
        (HABITS | RETURNED)[habit][0](book)
        paths.append(saved(book, folder / f"{number}.xlsx"))
    first = taken(paths)
    for number, path in enumerate(paths, 1):
        copies.append(path.with_suffix(".核对.xlsx"))
        findings = [one for one in first.findings if one.submission == number]
        copies[-1].write_bytes(marked(offices.STANDARD, path.read_bytes(), first.books[number], first.bindings[number], findings))
    return first, taken(copies)


@pytest.mark.parametrize("habit", AGAIN)
def test_the_marked_copy_handed_in_again_says_the_same(handed_in_again, habit):
    """Merged ranges, unknown columns, unreadable cells and days from 1904 come back as they were typed."""
    (first, again), number = handed_in_again, 1 + AGAIN.index(habit)
    assert told(again, number) == told(first, number) != []
    for name, frame in first.tables.frames.items():
        other = again.tables.frames[name]
        assert other[other["submission"] == number].equals(frame[frame["submission"] == number]), name
    titles = {sheet.title for sheet in first.books[number].sheets}
    assert _typed(again, number, titles) == _typed(first, number, titles)


def _typed(chunk, number, titles):
    return {sheet.title: (sheet.rows, sheet.merged, sheet.from_1904)
            for sheet in chunk.books[number].sheets if sheet.title in titles}


def _cell(sheet, at, row):
    place = at if isinstance(at, int) else column(sheet, at)
    row = {"below": sheet.max_row + 1, "last": sheet.max_row}.get(row, row)
    return f"{column_letter(place)}{row}" if place else ""
