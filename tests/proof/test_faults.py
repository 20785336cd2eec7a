"""A finished report with a fault is refused, each fault named; what the branch typed and what is usual passes."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

import reportsamples
from make.housestyle import write
from markdown import cells
from reportfacts import facts
from shuzhi.model.indicator import Figure
from shuzhi.model.words import Audience, Numbering
from shuzhi.proof.faults import faults
from shuzhi.proof.foreign import RosterNames
from shuzhi.render.template import load, render

TEMPLATES = Path(__file__).parents[2] / "templates"
FOREIGN = RosterNames({"": ["青禾镇东岭村党支部", "东岭村", "红旗社区", "柳桥"]}).besides([])


def told(folder, *lines, given=None, key="gwBody"):
    """The faults of the report that a template of these lines makes; a line may be (style, text)."""
    path = folder / "月报.docx"
    write(path, [line if isinstance(line, tuple) else (key, line) for line in lines], "月报")
    given = given or facts({"党务公开次数": "3", "成文日期": "2023-10-09"})
    report = render(load(path), given)
    return faults(report.docx, given, report.figures, FOREIGN)


RED = """
| 模板这一段 | 报错 |
|---|---|
| 召开支委会X次。 | 有没填的空位“X次。 |
| 召开支委会ＸＸ次。 | 有没填的空位“ＸＸ次 |
| 本季度走访xx户。 | 有没填的空位“xx户 |
| 投资×万元。 | 有没填的空位“×万元 |
| 第X党小组学习。 | 有没填的空位“X党小组 |
| 学习A总书记讲话。 | 有没填的空位“A总书记 |
| 责任人：____。 | 有没填的空位“____ |
| 走访困难户（）。 | 括号或引号里是空的“（） |
| 学习《》。 | 括号或引号里是空的“《》 |
| 与某某座谈。 | 有没填的空位“某某座谈 |
| 待补充。 | 有没填的空位“待补充 |
| 收入None万元。 | 有程序的字样“None万元 |
| 收缴率nan%。 | 有程序的字样“nan |
| 应交%s元。 | 有程序的字样“%s元 |
| 东岭村的经验值得学习。 | 有“东岭村”，不是本支部的名称 |
| 青禾镇东岭村党支部已整改。 | 有“东岭村”，不是本支部的名称 |
| 柳桥村的做法。 | 有“柳桥”，不是本支部的名称 |
| 现将玄武街道党工委的要求传达。 | 玄武街道”，不是本支部的名称 |
| 到李集镇，看了市场。 | 李集镇”，不是本支部的名称 |
| 召开2023年第二季度会议。 | “2023年第二季度”不在报告期 |
| 二季度工作已完成。 | “二季度”不在报告期 |
| 上半年工作已完成。 | “上半年”不在报告期 |
| 2022年第三季度工作。 | “2022年第三季度”不在报告期 |
| 2023年度工作情况。 | “2023年度”不在报告期 |
| 2021年工作情况。 | “2021年”不在报告期 |
| 二〇二二年工作情况。 | “二〇二二年”不在报告期 |
| 2023年5月18日开会。 | “2023年5月18日”不在报告期 |
| 5月接收预备党员。 | “5月”不在报告期 |
| 今年工作。 | 有“今年” |
| 召开支委会12次。 | 有一个数“12次。”在表里没有来处 |
| 投资2.5万元。 | 有一个数“2.5万元。”在表里没有来处 |
| 党务公开{{ 指标.党务公开次数 }}次、村务公开3次。 | 有一个数“3次。”在表里没有来处 |
| 开展了４次。 | 有一个数“４次。”在表里没有来处 |
| 学习“三会一课。 | 符号 “ 没有另一半 |
| 学习三会一课”。 | 符号 ” 没有另一半 |
| 学习《党章。 | 符号 《 没有另一半 |
| 学习（《党章）》。 | 符号 ） 没有另一半 |
| 学习"党章。 | 符号 " 没有另一半 |
| 学习党章，。 | 标点“，。”连用 |
| 学习党章。。 | 标点“。。”连用 |
"""


def test_what_must_not_leave_the_office_is_named(tmp_path):
    """Each paragraph with one fault gives one message that says where, what and what to do."""
    lines = cells(RED)[1:]
    found = told(tmp_path, *(line for line, _ in lines))
    by_place = {int(one.partition("段")[0].removeprefix("第")): one for one in found}
    assert sorted(by_place) == list(range(1, len(lines) + 1))
    assert len(found) == len(lines), found
    for place, (line, expected) in enumerate(lines, 1):
        assert expected in by_place[place]
        assert by_place[place].startswith(f"第{place}段“{line[:4]}")
        assert "请" in by_place[place].split("：", 1)[1]


PASS = """
| 模板这一段 |
|---|
| 到镇卫生院拍X光片，用卡拉OK唱歌，打印A4纸，开通5G。 |
| {{ 报告期 }}（{{ 统计期间 }}），截至{{ 截至日期 }}。 |
| 三季度、第三季度、9月、2023年9月30日、2023年。 |
| 内容与第1条相同，60岁以上党员参加。 |
| 落实三会一课、一述两评三议事、“四议两公开”和一岗双责。 |
| 学习《中国共产党章程（2022年修正）》《2021年工作要点》。 |
| 党务公开{{ 指标.党务公开次数 }}次。 |
| 全村、本村、各村、乡村、农村、行政村、乡镇、全镇、本社区和村“两委”，服务社区，建设美丽乡村。 |
| {{ 支部.简称 }}本期召开社区“两委”会议，各季度主持村“两委”会议，第三季度村“两委”研究。 |
| 每季度、各季度学习一次，召开村民代表会议，办好村级事务。 |
| 按照青禾委〔2023〕12号文件，拨打12345热线。 |
| {{ 支部.全称 }}和石桥村党支部在青禾镇，向青禾镇党委报告。 |
| “学习‘三会一课’”（《党章》）……——！ |
"""


def test_what_is_usual_passes(tmp_path):
    """Fixed words, the report's own names and days, recorded numbers are no faults."""
    assert told(tmp_path, *(row[0] for row in cells(PASS)[1:])) == ()


TYPED = """
| 栏目 | 正文 | 用于 |
| 理论学习 | 去年二季度在东岭村学习XX次，“没写完，议2023-001办了12件，投资2.5万元，编号X光。。 | 全部报告 |
| 特色做法 | 一、先学12条； | 全部报告 |
| 班子建设 | None（）某某 | 全部报告 |
"""


def test_what_the_branch_typed_is_left_alone(tmp_path):
    """Typed words stand as typed: they were checked when they came in."""
    given = facts(文字材料=TYPED, 居民提案="""
        | 编号 | 事项 | 组别 | 答复内容 |
        | 2023-001 | 修3座桥 | 1组 | 8月修好2座 |
    """)
    lines = [f"{{{{ 文字.{name}[0] }}}}" for name in ("理论学习", "特色做法", "班子建设")]
    issue = "{% for 行 in 意见建议 %}{{ 行.编号 }}：{{ 行.事项 }}（{{ 行.组别 }}）：{{ 行.答复内容 }}。{% endfor %}"
    assert told(tmp_path, *lines, issue, given=given) == ()


def test_a_cell_with_line_breaks_is_known_as_it_is_printed(tmp_path):
    """Lines of one cell stand apart or joined by ；, with or without their end mark."""
    given = facts(文字材料="| 栏目 | 正文 | 用于 |\n| 理论学习 | 12条 | 全部报告 |", 其他工作="""
        | 日期 | 类别 | 内容 | 数量 | 单位 |
        | 2023-07-05 | 培训 | 12条 | 5 | 次 |
    """)
    broken = "学了12条\r\n3\n又学5条；"
    rows = {name: tuple(_with(row, broken) for row in its) for name, its in given.rows.items()}
    given = replace(given, rows=rows)
    lines = ("{%p for 段 in 文字.理论学习 %}", "{{ 段 }}", "{%p endfor %}", "{% for 项 in 工作清单 %}{{ 项 }}{% endfor %}")
    assert told(tmp_path, *lines[3:], given=given) == ()
    assert told(tmp_path, *lines[:3], given=given) == ("第2段“3”：有一个数“3”在表里没有来处。请核对模板这一段：数字要由标签打印，不要直接写在模板里。",)


def _with(row, text):
    return row._replace(values={name: text if value == "12条" else value for name, value in row.values.items()})


def test_typed_words_are_not_parts_of_longer_numbers(tmp_path):
    """3组 typed somewhere does not hide the 3 of 13组, nor 5万元 that of 2.5万元."""
    given = facts(居民提案="| 编号 | 事项 | 组别 |\n| 议1 | 补5万元 | 3组 |\n| 议2 | 第1 | 5万元 |")
    found = told(tmp_path, "走访13组。", "投入2.5万元。", "到3组。", given=given)
    assert [one.split("：")[1].split("在")[0] for one in found] == ["有一个数“13组。”", "有一个数“2.5万元。”"]


def test_tags_are_refused_in_typed_text_too(tmp_path):
    """A tag that came in with the data would be taken for a fault of the program by who signs."""
    given = facts(文字材料="| 栏目 | 正文 | 用于 |\n| 理论学习 | 学习{{ 支部 }}材料 | 全部报告 |")
    found = told(tmp_path, "{{ 文字.理论学习[0] }}", given=given)
    assert len(found) == 1
    assert "有没有替换的标签“{{ 支部 }}" in found[0]


def test_a_choice_of_the_form_is_no_typed_text(tmp_path):
    """社区 chosen as 单位类型 does not hide the name of another 社区."""
    given = facts({"单位类型": "社区", "支部全称": "青禾镇石桥社区党支部", "支部简称": "石桥社区"})
    assert "红旗社区" in told(tmp_path, "红旗社区党支部的做法。", given=given)[0]


NUMBERED = """
| 段落 | 报错 |
|---|---|
| 一、甲；三、乙 | 编号“三、”前面缺号 |
| 一、甲；一、乙 | 编号“一、”重复 |
| 一、甲；二、乙；三、丙；一、丁 | 编号“一、”又从头编起 |
| 二、甲 | 编号“二、”前面没有“1”或“一” |
| 一、甲；（一）乙；（三）丙 | 编号“（三）”前面缺号 |
| 一、甲；（二）乙 | 编号“（二）”前面没有“1”或“一” |
| 一、甲；一是乙；三是丙 | 编号“三是”前面缺号 |
| 一、甲；一是乙；1．丙；3．丁 | 编号“3．”前面缺号 |
| 一、甲；（一）乙；1．丙；（1）丁；（1）戊 | 编号“（1）”重复 |
| 一、甲；二、 | 编号后面没有内容 |
"""


@pytest.mark.parametrize(("lines", "expected"), cells(NUMBERED)[1:])
def test_broken_numbering_is_named(tmp_path, lines, expected):
    """Gaps, repeats and restarts are found in the marks of every style."""
    found = told(tmp_path, *lines.split("；"))
    assert len(found) == 1, found
    assert expected in found[0]


@pytest.mark.parametrize("lines", [
    "一、甲；（一）乙；1．丙；2．丁；（二）戊；1．己；二、庚；（一）辛",
    "一、甲；（一）乙；1．丙；2．丁；（二）戊；3．己；4．庚",  # residents' issues run on
    "一、甲；一是乙；1．丙；（1）丁；二是戊；1．己；二、庚；一是辛",
    "一、甲；（一）乙；一是丙；二是丁；1．戊；2．己；（二）庚；一是辛；十年树木",
])
def test_whole_numbering_passes(tmp_path, lines):
    """Each style's levels begin again below a higher mark; 1．may run on."""
    assert told(tmp_path, *lines.split("；")) == ()


@pytest.mark.parametrize(("lines", "named"), [
    ([("gwHeading1", "一、甲"), ("gwHeading1", "二、乙"), "文。"], "一、甲"),
    ([("gwHeading1", "一、甲"), ("gwHeading2", "（一）乙"), ("gwHeading2", "（二）丙"), "文。"], "（一）乙"),
    ([("gwHeading1", "一、甲"), ("gwHeading2", "（一）乙"), ("gwHeading1", "二、丙"), "文。"], "（一）乙"),
    ([("gwHeading1", "一、甲"), "文。", ("gwHeading1", "二、乙")], "二、乙"),
    ([("gwHeading1", "一、甲"), ("gwSignature", "{{ 支部.全称 }}"), ("gwDate", "{{ 支部.成文日期 }}")], "一、甲"),
    ([("gwHeading1", "一、甲"), ("gwHeading2", "（一）乙"), "文。", ("gwSignature", "{{ 支部.全称 }}")], ""),
])
def test_a_heading_with_nothing_below_is_named(tmp_path, lines, named):
    """A heading needs text, or a lower heading with text, before the next one, the signature or the end."""
    found = told(tmp_path, *lines)
    assert [one.split("：")[0].partition("段")[2] for one in found] == ([f"“{named}”"] if named else [])
    assert all("这个标题下面没有内容" in one for one in found)


def test_numbers_are_matched_in_the_order_of_the_text(tmp_path):
    """A fixed 3 before a recorded 3 is one number too many, and so is one that stands before its figure."""
    given = facts({"党务公开次数": "3", "财务公开次数": "5"})
    line = "公开{{ 指标.党务公开次数 }}次和{{ 指标.财务公开次数 }}次"
    assert told(tmp_path, line, given=given) == ()
    assert len(told(tmp_path, "又3次。", line, given=given)) == 1
    assert len(told(tmp_path, "又5次。", line, given=given)) == 1


def test_headers_are_read_too(tmp_path):
    """The line of 初稿 passes; every other part is checked as the body is."""
    path = tmp_path / "月报.docx"
    write(path, [("gwBody", "报告。")], "月报")
    given = facts()
    report = render(load(path), given)
    assert faults(report.docx, given, report.figures) == ()
    assert {one.partition("“")[0] for one in faults(report.docx, given, (), RosterNames({"": ["经书记审定"]}).besides([]))} == {"页眉"}


def test_a_long_paragraph_is_read_in_no_time(tmp_path):
    """Ten thousand characters of brackets, digits and Han characters take no second."""
    given = facts(文字材料="| 栏目 | 正文 | 用于 |\n| 理论学习 | 短文 | 全部报告 |")
    began = time.perf_counter()
    found = told(tmp_path, "村" * 10_000, "（" * 10_000, "月1" * 5_000, "第三季" * 3_000, "《" * 10_000, "某" * 10_000,
                 "1" * 30_000, given=given)
    assert time.perf_counter() - began < 5
    assert found


@pytest.mark.parametrize("first", range(3))
def test_every_kind_passes_for_invented_branches(first):
    """No template of the delivery gives a false alarm: each with every branch, each in all three numbering styles."""
    made = (reportsamples.village, reportsamples.issues, reportsamples.community)[first]
    styles = list(Numbering)
    for place, path in enumerate(reportsamples.TEMPLATES, first):
        audience = Audience.RESIDENTS if "居情" in path.name else Audience.SUPERIOR
        given = made() if made is reportsamples.community else made(audience)
        kind = replace(given.kind, audience=audience, numbering=styles[place % 3], annex=True)
        given = replace(given, kind=kind, final=(Figure(1, "99", "meeting_events", ("会议!2",)),))
        report = render(load(path), given)
        assert report.corrections
        assert faults(report.docx, given, report.figures, FOREIGN) == (), path.name


def test_the_annexes_hide_no_number(tmp_path):
    """A fixed number is seen though an annex lists the same number with its source."""
    given = facts({"党务公开次数": "3"})
    given = replace(given, kind=replace(given.kind, annex=True))
    assert told(tmp_path, "党务公开{{ 指标.党务公开次数 }}次。", given=given) == ()
    assert len(told(tmp_path, "党务公开{{ 指标.党务公开次数 }}次，又3次。", given=given)) == 1
    assert len(told(tmp_path, "党务公开{{ 指标.党务公开次数 }}次。", ("gwHeading1", "一、空"), given=given)) == 1
