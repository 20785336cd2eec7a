"""How text rules are applied: one finding a rule and cell, the gravest first, told where."""

import re
from dataclasses import replace

import pandas as pd

from goodbranch import GOOD, SETTINGS, scene
from shuzhi.model.finding import findings_frame
from shuzhi.model.settings import RuleSetting
from shuzhi.model.words import Level
from shuzhi.validate.rule import Status
from shuzhi.validate.text.prose import Hit, gathered
from shuzhi.validate.text.textrule import TextRule, applied, each, saying

NOBODY = findings_frame(())[["submission", "sheet", "row", "field"]]
FILLER = "村里按计划做了一些修路和清淤的工作，大家看得见，也用得上。" * 2


def rule(pattern, level=Level.WARNING, code="Z01", **given):
    found = {"kinds": frozenset({"own"}), "message": "写了不该写的。", "hint": "请删去。"} | given
    return TextRule(code, level, found.pop("kinds"), found.pop("message"), found.pop("hint"),
                    saying(re.compile(pattern)), **found)


def told(given, text, faulty=NOBODY, **settings):
    content = {**GOOD, "文字材料": f"| 栏目 | 正文 |\n| 特色做法 | {text} |"}
    found = applied(given, gathered(scene(content, replace(SETTINGS, **settings))), faulty)
    return [(one.code, one.level.value, one.sheet, one.row, one.field, one.message) for one in found.itertuples()]


def test_a_rule_speaks_once_of_a_cell():
    """Two hits of one rule in one cell are one finding on it."""
    assert told([rule("甲|乙")], "甲和乙") == [("Z01", "warning", "texts", 2, "body", "写了不该写的。")]


def test_a_long_text_is_told_by_its_sentences():
    """Staff are led to the sentence; of many the first three are named."""
    assert told([rule("甲")], f"{FILLER}甲在这里。")[0][-1] == "第3句写了不该写的。"
    assert told([rule("甲")], f"甲。{FILLER}甲。甲。甲。")[0][-1] == "第1、4、5句等写了不该写的。"
    assert told([rule("甲")], f"{FILLER[:-1]}，再做了一些别的，也说明了甲")[0][-1] == "第2句写了不该写的。"


def test_a_short_text_and_a_single_sentence_need_no_number():
    """There is only one place to look at."""
    assert told([rule("甲")], "好。甲。")[0][-1] == "写了不该写的。"
    assert told([rule("甲")], f"{FILLER.replace('。', '，')}甲。")[0][-1] == "写了不该写的。"


def test_the_gravest_rule_speaks_of_a_piece_of_text():
    """A notice on the same piece is silent, one on another piece is not."""
    rules = [rule("甲乙", Level.NOTICE, "Z01"), rule("乙丙", Level.ERROR, "Z02"), rule("丁", Level.NOTICE, "Z03")]
    assert [entry[0] for entry in told(rules, "甲乙丙，丁")] == ["Z02", "Z03"]
    assert [entry[0] for entry in told(rules, "甲乙，乙丙")] == ["Z02", "Z01"]


def test_of_one_level_the_earlier_rule_speaks():
    """The order of the rulebook decides."""
    assert [entry[0] for entry in told([rule("甲", code="Z01"), rule("甲", code="Z02")], "甲")] == ["Z01"]


def test_a_cell_that_is_faulty_already_is_left_alone():
    """What an earlier pass found suspect is not told again."""
    faulty = pd.DataFrame([(1, "texts", 2, "body")], columns=NOBODY.columns)
    assert told([rule("甲")], "甲", faulty) == []
    assert len(told([rule("甲")], "甲", faulty.assign(row=3))) == 1


def test_the_township_switches_and_levels():
    """Off is silent, a level is the township's, a trial rule reminds until it gets one, a retired one rests."""
    trial, retired = (rule("甲", status=status) for status in (Status.TRIAL, Status.RETIRED))
    error = {"Z01": RuleSetting("Z01", level=Level.ERROR)}
    assert told([rule("甲")], "甲", rules={"Z01": RuleSetting("Z01", on=False)}) == []
    assert [entry[1] for entry in told([trial], "甲")] == ["notice"]
    assert [entry[1] for entry in told([trial], "甲", rules=error)] == ["error"]
    assert told([retired], "甲", rules=error) == []


def test_only_the_kinds_of_a_rule_are_read():
    """A paragraph is no title."""
    assert told([rule("甲", kinds=frozenset({"title"}))], "甲") == []


def test_what_hits_say_fills_the_words():
    """A word of a list in the message, what to write in the hint, and nothing where there is none."""
    def read(instead):
        judge = each(lambda _: re.compile("甲"), lambda _text, _cell, _prose: [Hit(0, 1, "“甲”", instead, "石井村")])
        words = TextRule("Z01", Level.WARNING, frozenset({"own"}), "写了{}。", "请核对[，应写{}]。", judge)
        content = {**GOOD, "文字材料": "| 栏目 | 正文 |\n| 特色做法 | 甲 |"}
        return applied([words], gathered(scene(content)), NOBODY)[["message", "hint", "detail"]].iloc[0].tolist()

    assert read("“乙”") == ["写了“甲”。", "请核对，应写“乙”。", "石井村"]
    assert read("") == ["写了“甲”。", "请核对。", "石井村"]
