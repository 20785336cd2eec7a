"""Explanations: bound to what they explain, silent while it stays, asked for again when it changes."""

import random
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from goodbranch import GOOD, PERIOD, SETTINGS, changed, scene
from markdown import tables
from shuzhi import form
from shuzhi.model.explanation import KNOWN, Memory
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.period import Period
from shuzhi.model.takeover import came_from
from shuzhi.model.words import Level
from shuzhi.validate.decide import weighed
from shuzhi.validate.explain import across_bound, explained
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

KEY = b"k" * 32
NEXT = replace(SETTINGS, period=Period.parse("2023Q4"))
ROW = "| 2 | 2 |  |  |  | 2023-09-10 | 2023-11-30 |  | 进行中 | 全村 |  |  |"  # 实2023-002, Excel row 3
DEAR = ROW.replace("| 2 | 2 |", "| 9000 | 9000 |")  # T04
WORD = "总投资由县里核定"


def dear(text="", number=DEAR):
    """GOOD with a task of 9,000 万元 (T04 in row 3), explained by `text`."""
    return changed(("民生实事", ROW, number.removesuffix("|  |") + f"| {text} |"))


DEARER = DEAR.replace("9000", "9001")
NEW = "\n| 实2023-003 | 北渠疏浚 | 沟渠水利 | 支部谋划 |  | 王方 "
COUNTS = ("民生实事", "| 46 | 172 |  |")
CAME = came_from("白沙村", "实2023-001")
BESIDE_ANOTHER = changed(("民生实事", ROW, DEAR), (*COUNTS, f"| 46 | 172 | {WORD} |"))
WRONG_SUM = changed(("民生实事", "| 9.6 | 6 |", "| 8.6 | 6 |"), (*COUNTS, f"| 46 | 172 | {WORD} |"))
SUSPENDED = changed(("民生实事", ROW, DEAR.replace("进行中", "暂缓")))
MOVED = changed(("民生实事", ROW, ROW.replace("| 2 | 2 |", "|  |  |") + NEW + DEAR))
TWO_TEXTS = changed(("民生实事", ROW, DEAR.removesuffix("|  |") + f"| {WORD} |" + NEW
                     + DEAR.replace("9000", "9500").removesuffix("|  |") + f"| {WORD} |"))
TWINS = changed(("民生实事", ROW, DEAR + NEW + DEAR.removesuffix("|  |") + f"| {WORD} |"))
CROWDS = {counts: changed((*COUNTS, f"| {counts[0]} | {counts[1]} | 含外来户 |")) for counts in ((200, 172), (201, 172), (200, 173))}
EARLY = changed(("支部信息", "填报日期", "2023-09-20"), ("支部信息", "办理情况截至日期", "2023-09-20"))
OTHER_PHONE = changed(("支部信息", "联系电话", "666777"))
BARE = GOOD | {"民生实事": "\n".join(
    line.strip().removesuffix("|").rpartition("|")[0] + "|" for line in dear()["民生实事"].strip().splitlines()
)}
WRONG = changed(("民生实事", "2023-07-10 | 2023-08-31 | 2023-08-25", "2023-07-10 | 2023-08-31 | 2023-07-09"))
SAID = WRONG | {"民生实事": WRONG["民生实事"].replace("| 46 | 172 |  |", "| 46 | 172 | 档案里只有月日 |")}
WORKBOOKS = [
    GOOD, dear(), dear(WORD), dear(CAME), dear(f"{CAME}，{WORD}"), dear("又一句话"), dear(number=DEARER), dear(WORD, DEARER),
    dear("改过了", DEARER), BESIDE_ANOTHER, WRONG_SUM, SUSPENDED, MOVED, TWO_TEXTS, TWINS, *CROWDS.values(), EARLY, OTHER_PHONE,
    BARE, WRONG, SAID,
]


@cache
def judged(period, code):
    """All WORKBOOKS, validated as one chunk of this branch."""
    codes = dict.fromkeys(range(1, len(WORKBOOKS) + 1), code)
    place = Scene(tables(*WORKBOOKS), form.load(), replace(SETTINGS, period=period), codes)
    return place, validate(place, ())


def told(content, memory=None, earlier=(), settings=SETTINGS, code="A01"):
    """What is asked of one of the WORKBOOKS, explained by itself."""
    memory = memory or Memory(KEY)
    if earlier:  # what intake doubts, and was explained before, decides what the rules see
        place = replace(scene(content, settings, code=code), memory=memory)
        return explained(validate(place, earlier), place)
    place, findings = judged(settings.period, code)
    number = WORKBOOKS.index(content) + 1
    return explained(findings[findings["submission"] == number], replace(place, memory=memory))


def mine(frame):
    return frame[(frame["level"] == Level.WARNING) & frame["code"].isin(["T04", "T05", "F51", "S07", "C06"])]


def warnings(frame):
    """Of the rules that these tests are about."""
    frame = mine(frame)
    return list(frame[["code", "sheet", "row", "explanation"]].itertuples(index=False, name=None))


def remembered(memory, frame, period="2023Q3", branch="A01"):
    """What the ledger remembers after a run."""
    frame = frame[frame["explanation"] != ""]
    rows = [(period, branch, *row) for row in
            frame[["code", "sheet", "digest", "explanation"]].itertuples(index=False, name=None)]
    known = pd.concat([memory.known, pd.DataFrame(rows, columns=KNOWN, dtype="str")], ignore_index=True)
    return Memory(memory.key, known.drop_duplicates(ignore_index=True))


def after(*contents):
    """The memory after runs with these contents, one after the other."""
    memory = Memory(KEY)
    for content in contents:
        memory = remembered(memory, told(content, memory))
    return memory


def test_a_warning_is_explained_by_the_text_of_its_row():
    """说明 in its row silences it, in another row or as 无 it does not."""
    assert warnings(told(dear())) == [("T04", "tasks", 3, "")]
    assert warnings(told(dear(WORD))) == [("T04", "tasks", 3, WORD)]
    assert warnings(told(BESIDE_ANOTHER)) == [("T04", "tasks", 3, "")]


def test_what_the_program_writes_beside_a_row_explains_nothing():
    """A row of a merged branch says where it came from; what staff add to that is an explanation."""
    assert warnings(told(dear(CAME))) == [("T04", "tasks", 3, "")]
    assert warnings(told(dear(f"{CAME}，{WORD}"))) == [("T04", "tasks", 3, f"{CAME}，{WORD}")]


def test_an_error_is_never_explained():
    """What cannot be true has to be corrected, whatever is written beside it."""
    frame = told(WRONG_SUM)
    errors = frame[frame["code"] == "C08"]
    assert errors[["digest", "text", "explanation"]].to_numpy().tolist() == [["", "", ""]]


@pytest.mark.parametrize(("content", "settings"), [
    (dear(), SETTINGS), (dear(), NEXT), (dear("又一句话"), NEXT),
    (SUSPENDED, NEXT), (MOVED, NEXT),
], ids=["same", "next period", "another text", "another cell changed", "moved down, another number"])
def test_what_was_explained_once_is_not_asked_again(content, settings):
    """Silent without 说明, in the next period, in another row, with other cells of the row changed."""
    frame = told(content, after(dear(WORD)), settings=settings)
    ((code, _, _, explanation),) = warnings(frame)
    assert code == "T04"
    assert explanation in (WORD, "又一句话")


@pytest.mark.parametrize(("content", "code"), [
    (dear(number=DEARER), "A01"), (dear(), "A02"),
], ids=["the cell changed", "another branch"])
def test_it_is_asked_again(content, code):
    """The cell that the rule reads says something else; the same cells of another branch were never explained."""
    assert warnings(told(content, after(dear(WORD)), code=code)) == [("T04", "tasks", 3, "")]


def test_a_cell_that_the_rule_reads_beside_is_bound_too():
    """T05 stands on 受益户数 and reads 受益人数: either change asks again, 说明 of the same words is out of date."""
    memory = after(CROWDS[200, 172])
    assert memory.known["code"].tolist().count("T05") == 1
    for counts, silent in (((200, 172), True), ((201, 172), False), ((200, 173), False)):
        (warning,) = warnings(told(CROWDS[counts], memory))
        assert bool(warning[3]) is silent


def test_a_text_written_for_other_cells_is_out_of_date():
    """The cell changed, the text did not: the warning is back and says so; a reworded text explains, in any period the
    same words do.
    """
    memory = after(dear(WORD))
    later = dear(WORD, DEARER)
    frame = told(later, memory)
    assert warnings(frame) == [("T04", "tasks", 3, "")]
    assert mine(frame)["hint"].str.endswith("原来的说明是针对改动前的内容写的，请看是否还合适，改写一下说明。").tolist() == [True]
    assert warnings(told(dear("改过了", DEARER), memory)) == [("T04", "tasks", 3, "改过了")]
    assert warnings(told(later, memory, settings=NEXT)) == [("T04", "tasks", 3, WORD)]


def test_one_text_may_explain_several_rows():
    """The same words beside two rows are new beside both, and stay so."""
    assert [row[2:] for row in warnings(told(TWO_TEXTS))] == [(3, WORD), (4, WORD)]
    assert [row[2:] for row in warnings(told(TWO_TEXTS, after(TWO_TEXTS)))] == [(3, WORD), (4, WORD)]


def test_what_is_explained_in_one_row_is_explained_in_its_twin():
    """The same rule on the same cells in another row: one text answers both, and the run after says the same."""
    for memory in (Memory(KEY), after(TWINS)):
        assert [row[2:] for row in warnings(told(TWINS, memory))] == [(3, WORD), (4, WORD)]


def test_the_key_decides_what_digests_look_like():
    """Who has the ledger's cells but not its secret cannot guess what was explained."""
    one, other = (mine(told(dear(), Memory(key)))["digest"].item() for key in (KEY, b"another"))
    assert len(one) == len(other) == 32
    assert one != other


def noted(content, item, text, **options):
    """As told, with 说明 beside an item of 支部信息."""
    memory = options.pop("memory", Memory(KEY))
    place = replace(scene(content, **options), memory=memory)
    items = place.tables.items
    row = items.loc[items["field"] == item, "row"].item()
    notes = pd.DataFrame([(1, "branches", row, text)], columns=["submission", "sheet", "row", "text"])
    place = replace(place, tables=replace(place.tables, notes=notes if text else place.tables.notes))
    return lambda earlier=(): explained(validate(place, earlier), place)


def test_an_item_is_explained_beside_it_for_this_period():
    """填报日期 before the end of coverage: explained in one period, asked for in the next."""
    first = noted(EARLY, "fill_date", "国庆放假提前填")()
    mine = first[(first["code"] == "F51") & (first["level"] == Level.WARNING)]
    assert mine["explanation"].tolist() == ["国庆放假提前填"]
    memory = remembered(Memory(KEY), first)
    assert {row[0]: row[3] for row in warnings(told(EARLY, memory))}["F51"] == "国庆放假提前填"
    assert {row[0]: row[3] for row in warnings(told(EARLY, memory, settings=NEXT))}["F51"] == ""


HEADER = Finding(1, "S07", Level.WARNING, "meetings", 1, "", 20, "这一栏的标题不在标准表里。", "是不是“议题”？")
PHONE = Finding(1, "C06", Level.WARNING, "branches", 14, "phone", 2, "“联系电话”不像电话号码。", "请核对。")


def test_a_header_is_explained_beside_the_name_of_the_branch():
    """A warning that stands on no record says where it can be explained, and is explained there, for this period."""
    (asked,) = mine(told(GOOD, earlier=(HEADER,)))["hint"].tolist()
    assert asked == "是不是“议题”？确实没有错的，请在“支部信息”表“支部全称”一行的“说明”里写一句原因。"
    frame = noted(GOOD, "full_name", "是我们自己加的一栏")((HEADER,))
    assert warnings(frame) == [("S07", "meetings", 1, "是我们自己加的一栏")]
    memory = remembered(Memory(KEY), frame)
    assert warnings(told(GOOD, memory, (HEADER,))) == [("S07", "meetings", 1, "是我们自己加的一栏")]
    assert warnings(told(GOOD, memory, (HEADER,), settings=NEXT)) == [("S07", "meetings", 1, "")]


def test_a_cell_of_the_branch_s_facts_that_is_odd_stays_explained():
    """What the cell itself says (C) is not asked again while it says the same."""
    memory = remembered(Memory(KEY), noted(GOOD, "phone", "内部短号")((PHONE,)))
    assert warnings(told(GOOD, memory, (PHONE,), settings=NEXT)) == [("C06", "branches", 14, "内部短号")]
    assert warnings(told(OTHER_PHONE, memory, (PHONE,), settings=NEXT)) == [("C06", "branches", 14, "")]


def test_where_there_is_no_column_for_it_the_hint_says_so():
    """A sheet that people made themselves may lack 说明."""
    (hint,) = mine(told(BARE))["hint"].tolist()
    assert hint.endswith("表里没有“说明”这一栏的，先在右边空白的一栏写上标题“说明”。")
    assert "没有“说明”" not in mine(told(dear()))["hint"].item()


def test_what_lies_behind_an_explained_cell_is_still_found():
    """A doubt that was explained in an earlier period does not hide an error that reads its cell, nor does a new one."""
    doubt = Finding(1, "C09", Level.WARNING, "tasks", 2, "finished", 14, "没有写年份。", "请补上。")
    memory = remembered(Memory(KEY), told(SAID, earlier=(doubt,)))

    def errors(content, before):
        frame = told(content, before, (doubt,), settings=NEXT)
        return frame.loc[(frame["level"] == Level.ERROR) & (frame["sheet"] == "tasks"), "code"].tolist()

    assert (errors(WRONG, Memory(KEY)), errors(WRONG, memory), errors(SAID, Memory(KEY))) == ([], ["C07"], ["C07"])


def test_across_branches_the_shared_key_is_what_is_explained():
    """Another row, the same person: silent; another person: asked for."""
    def one(row, key, level=Level.WARNING):
        finding = Finding(1, "X22", level, "members", row, "name", 1, "…", "…")
        return findings_frame([finding]).assign(key=key)

    notes = pd.DataFrame([(1, "members", 7, "是两个人")], columns=["submission", "sheet", "row", "text"])
    first = weighed(across_bound(one(7, "ab"), notes, Memory(KEY)), {1: "A01"}, Memory(), PERIOD.code)
    memory = remembered(Memory(KEY), first)
    for found, silent in ((one(9, "ab"), "是两个人"), (one(9, "cd"), ""), (one(7, "ab", Level.ERROR), "")):
        again = weighed(across_bound(found, notes, memory), {1: "A01"}, memory, "2023Q4")
        assert again["explanation"].tolist() == [silent]


def test_a_second_run_on_the_same_inbox_says_the_same(many):
    """Whatever is known, typed and doubled: what a run remembers changes nothing for the same workbooks."""
    draw = random.Random(4)
    for _ in range(many):
        memory = Memory(KEY, pd.DataFrame([
            (draw.choice(["2023Q2", "2023Q3"]), draw.choice("AB"), "T04", "tasks", draw.choice("123456"), draw.choice("xyz"))
            for _ in range(draw.randrange(5))
        ], columns=KNOWN, dtype="str").drop_duplicates())
        given = findings_frame([]).assign(**dict.fromkeys(("digest", "text"), ""))
        given = pd.concat([given, pd.DataFrame([
            {"submission": 1 + (row > 3), "code": "T04", "level": Level.WARNING, "sheet": "tasks", "row": row, "column": 1,
             "hint": "", "digest": draw.choice("1234"), "text": draw.choice(["", "x", "y", "z"])}
            for row in range(1, 1 + draw.randrange(1, 7))
        ])], ignore_index=True)
        codes = {1: "A", 2: "B"}
        first = weighed(given, codes, memory, "2023Q3")
        for branch, number in (("A", 1), ("B", 2)):
            memory = remembered(memory, first[first["submission"] == number], branch=branch)
        again = weighed(given, codes, memory, "2023Q3")
        assert again["explanation"].tolist() == first["explanation"].tolist()
        assert again["hint"].tolist() == first["hint"].tolist()
