"""The reports of the workspace's templates, read as Word shows them (UPDATE_GOLDEN=1 writes what is expected anew)."""

import dataclasses
import os
import re
import subprocess
import sys
import time
import zipfile
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from lxml import etree

from make.housestyle import write
from reportfacts import facts
from reportsamples import community, issues, village
from shuzhi.model.tables import Row
from shuzhi.model.words import Audience
from shuzhi.render.template import load, render
from shuzhi.render.texts import texts

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DUTY, REPLIES, RESIDENTS = "季度抓基层党建述职报告", "意见建议办理情况报告", "一述两评三议事居情报告"
REPORTS = {
    "village": (DUTY, village), "community": (DUTY, community), "issues": (REPLIES, issues),
    "residents": (RESIDENTS, partial(village, Audience.RESIDENTS)),
}


@pytest.fixture(scope="module", params=REPORTS)
def made(request):
    template, given = REPORTS[request.param]
    given = given()
    return request.param, given, render(load(ROOT / f"templates/{template}.docx"), given)


def lines(report):
    return [paragraph.text for paragraph in Document(BytesIO(report.docx)).paragraphs]


def test_reports_read_as_expected(made):
    """The text of each report, paragraph by paragraph."""
    name, _, report = made
    golden, text = GOLDEN / f"{name}.txt", "\n".join(lines(report)) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_every_number_is_a_figure(made):
    """Outside dates, typed text, ordinals and fixed words, each digit run of the text is a figure, in order."""
    _, given, report = made
    text = "\n".join(lines(report))
    cells = [cell for rows in given.rows.values() for row in rows for cell in row[2].values()]
    typed = {cell for cell in cells if isinstance(cell, str)}
    for words in sorted((word.rstrip("。") for word in typed if re.search(r"\d", word)), key=len, reverse=True):
        if not words.isdecimal():
            text = text.replace(words, "")
    text = re.sub(r"\d+年(第.季度|度)?(\d+月(\d+日)?)?|\d+月\d+日|60岁以上|第\d+条|^\d+．", "", text, flags=re.MULTILINE)
    assert re.findall(r"\d+(?:\.\d+)?", text) == [figure.text for figure in report.figures]


def test_figures_know_their_rows(made):
    """Each figure names an indicator or a cell, and its rows unless it is a 0 or a count of 支部."""
    _, given, report = made
    for figure in report.figures:
        value = given.all.get(figure.source) or given.own.get(figure.source)
        assert value or re.fullmatch(r"\w+![A-Z]+\d+", figure.source) or figure.source == "支部名册"
        assert figure.rows or figure.text == "0" or figure.source == "支部名册"


def test_nothing_is_left_of_the_template(made):
    """No tag, None, nan, empty paragraph, doubled mark or placeholder stands in a report."""
    _, _, report = made
    text = lines(report)
    assert all(line.strip() for line in text)
    assert not re.search(r"[{}]|None|nan|[。，；：、]{2}|[X×]|（）", "\n".join(text))


def test_no_heading_stands_alone(made):
    """A heading is followed by text or a lower heading, and its numbers run without a gap."""
    _, _, report = made
    styles = [(p.style.style_id, p.text) for p in Document(BytesIO(report.docx)).paragraphs]
    for (style, _), (following, _) in zip(styles, [*styles[1:], ("", "")], strict=True):
        if style == "gwHeading1":
            assert following in ("gwHeading2", "gwBody")
        if style == "gwHeading2":
            assert following == "gwBody"
    first = [text[0] for style, text in styles if style == "gwHeading1"]
    assert first == list("一二三四五")[: len(first)]


def test_structure_is_what_word_accepts(made):
    """Every relationship resolves, names and ids are single, every cell ends with a paragraph."""
    _, _, report = made
    with zipfile.ZipFile(BytesIO(report.docx)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert len(names) == len(set(names))
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        assert all(f"word/{relation.get('Target')}" in names for relation in relations)
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        listed = {entry.get("PartName")[1:] for entry in types if entry.get("PartName")}
        assert listed <= set(names)
        body = etree.fromstring(archive.read("word/document.xml"))
    used = {value for node in body.iter() for name, value in node.items() if name.endswith("relationships}id")}
    assert used <= {relation.get("Id") for relation in relations}


def test_house_style_is_gbt_9704(made):
    """A4 with the margins of the standard, 28.95 pt lines, no grid, page numbers differing on odd and even pages."""
    _, _, report = made
    document = Document(BytesIO(report.docx))
    section = document.sections[0]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    assert section._sectPr.find(W + "docGrid") is None
    assert document.settings.odd_and_even_pages_header_footer
    normal = document.styles["Normal"].element
    assert normal.find(f"{W}pPr/{W}spacing").get(W + "line") == "579"
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        xml = etree.tostring(footer._element, encoding="unicode")
        text = "".join(etree.fromstring(xml).itertext())
        assert 'w:jc w:val="' + side in xml
        assert " PAGE " in xml
        assert text == "—  PAGE 1 —"


def test_residents_read_no_name_that_was_not_released():
    """Only who agreed is named; the superior's paragraph and the phone are left out."""
    text = "\n".join(lines(render(load(ROOT / f"templates/{REPLIES}.docx"), issues())))
    assert "居民代表米一提出" in text
    assert not re.search("米二|米三|138|只给上级看", text)
    above = "\n".join(lines(render(load(ROOT / f"templates/{REPLIES}.docx"), issues(Audience.SUPERIOR))))
    assert "这段话只给上级看。" in above
    assert "米三" not in above


def test_empty_sections_go_and_numbers_close_up():
    """A branch that filled in problems alone gets 一、存在的问题 as its first heading."""
    given = facts(问题与措施="| 序号 | 类型 | 存在问题 |\n| 1 | 存在问题 | 学习少 |")
    text = lines(render(load(ROOT / f"templates/{DUTY}.docx"), given))
    assert text[4:] == ["一、存在的问题及原因", "1．学习少。"]


def test_problems_of_the_data_stand_beside_those_typed():
    """Where the township wants them, the superior reads them behind the branch's own; residents never do."""
    template = load(ROOT / f"templates/{DUTY}.docx")
    switched = dataclasses.replace(village(), switches=frozenset({"suggest"}))
    text = lines(render(template, switched))
    assert {"（一）问题和原因", "（二）数据反映的问题"} <= set(text)
    assert not any("数据反映的问题" in line for line in lines(render(template, village())))


def test_an_opening_typed_by_the_secretary_replaces_ours():
    """开头语 that already says 报告如下 is not followed by a second such sentence; the days counted are still named."""
    typed = "| 栏目 | 正文 |\n| 开头语 | 我把二季度的事报告如下。 |"
    items = {"统计起始日期": "2023-04-01", "统计截止日期": "2023-06-30"}
    text = lines(render(load(ROOT / f"templates/{REPLIES}.docx"), facts(items, 文字材料=typed)))
    assert text[3:] == ["我把二季度的事报告如下。", "统计期间：2023年4月1日至6月30日。"]


def test_typed_paragraphs_are_gathered_in_linear_time():
    """However many rows there are of one section."""
    rows = (Row("texts", 2, {"section": "开头语", "body": "甲\n" * 500}),) * 3_000
    begin = time.process_time()
    assert len(texts(dataclasses.replace(facts(), rows={"texts": rows}))["开头语"]) == 1_500_000
    assert time.process_time() - begin < 10


def test_templates_are_what_the_script_makes(tmp_path):
    """The committed templates come from tests/make/templates.py, byte by byte."""
    subprocess.run([sys.executable, ROOT / "tests/make/templates.py", tmp_path], check=True)
    for name in (DUTY, REPLIES, RESIDENTS):
        assert (tmp_path / f"{name}.docx").read_bytes() == (ROOT / f"templates/{name}.docx").read_bytes()


def test_templates_hold_no_number_or_placeholder():
    """Nothing is typed into a template that only a branch's rows can say."""
    for name in (DUTY, REPLIES, RESIDENTS):
        text = "\n".join(paragraph.text for paragraph in Document(ROOT / f"templates/{name}.docx").paragraphs)
        assert not re.search(r"\d+(次|名|件|条|人|户|元|万元|场|个)|[XxＸ×]+(?=[\u4e00-\u9fff])", text)


@pytest.mark.parametrize(("line", "explained"), [("{{ 句.党员 }}", True), ("{{ 全体指标.党员总数 }}", True), ("文", False)])
def test_the_whole_is_explained_where_it_is_printed(tmp_path, line, explained):
    """统计范围 says which 支部 the whole 总支 includes only in a report that gives a figure of it."""
    write(tmp_path / "月报.docx", [("gwBody", "{{ 统计范围 }}尾"), ("gwBody", line)], "月报")
    text = lines(render(load(tmp_path / "月报.docx"), community()))
    assert text[0].startswith("文中全党总支数据包含") == explained
