"""The days a sentence speaks of: where coverage, label and 截至 differ, each is named for what it is."""

import re
from io import BytesIO

import pytest
from docx import Document

from reportfacts import facts
from reportsamples import TEMPLATES, VILLAGE
from shuzhi.render.suggestions import suggestions
from shuzhi.render.template import load, render
from shuzhi.render.wording import SENTENCES, tasks, works

ITEMS = {
    "统计起始日期": "2023-04-01", "统计截止日期": "2023-06-30", "办理情况截至日期": "2023-07-20", "填报日期": "2023-07-20",
    "本期应交党费合计（元）": "1260", "本期已交党费合计（元）": "1200", "党务公开次数": "0",
    "集体经济收入（本年累计，万元）": "2.5", "集体经济收入目标（全年，万元）": "20",
}
RELATIVE = re.compile("今年|去年|目前|近期|本季度|本期|现在|上季度|下季度")


def spoken(given):
    """Every sentence of ours about the facts."""
    said = [say(given) for say in SENTENCES.values()] + [*suggestions(given), *tasks.lines(given), *works.lines(given)]
    return [each.text for each in said if each]


@pytest.mark.parametrize("label", ["2023年第三季度", "2023年度", "2023年上半年"])
def test_the_label_is_not_said_of_other_days(label):
    """A report labelled otherwise than its days counted says 统计期间 in every sentence, and no relative time."""
    text = spoken(facts(ITEMS | {"报告期": label}, **VILLAGE))
    assert any("统计期间" in line for line in text)
    assert not [line for line in text if label in line or RELATIVE.search(line)]


def test_states_are_given_on_their_own_day():
    """States speak of 办理情况截至日期, members and income of the last day counted."""
    days = set(re.findall(r"截至(\d+年\d+月\d+日)", "".join(spoken(facts(ITEMS, **VILLAGE)))))
    assert days == {"2023年7月20日", "2023年6月30日"}


@pytest.mark.parametrize("unit", ["村", "居", "社区"])
@pytest.mark.parametrize("kind", ["党支部", "联合党支部", "党总支", "党委"])
def test_the_words_of_a_branch_are_not_mixed(unit, kind):
    """A 村 has 村民 and 村务, a 居 or 社区 居民 and 居务, in every sentence."""
    text = "".join(spoken(facts(ITEMS | {"单位类型": unit, "组织类别": kind, "居（村）务公开次数": "2"}, **VILLAGE)))
    mine, others = ("村", "居") if unit == "村" else ("居", "村")
    assert re.search(f"{mine}民|{mine}务", text)
    assert not re.search(f"{others}民|{others}务|{others}情", text)


def whole(template, items):
    """The paragraphs of a report of the village, from its first heading on."""
    text = [line.text for line in Document(BytesIO(render(load(template), facts(ITEMS | items, **VILLAGE)).docx)).paragraphs]
    return text[next(place for place, line in enumerate(text) if line.startswith("一、")) :]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_report_names_the_label_above_its_first_heading_only(template):
    """Below it every report speaks of the days counted."""
    assert not [line for line in whole(template, {}) if "第三季度" in line or RELATIVE.search(line)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_report_mixes_no_words(template):
    """A 居 reads nothing of 村民, a 村 nothing of 居民."""
    assert not re.search("村民|村务|村情", "".join(whole(template, {"单位类型": "居"})))
    assert not re.search("居民|居务|居情", "".join(whole(template, {"单位类型": "村"})))
