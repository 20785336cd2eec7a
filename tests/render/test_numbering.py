"""Headings and items in the three styles: every count begins with one, goes on by one, and is never lone or nested."""

import dataclasses
import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from make.housestyle import write
from reportfacts import facts
from reportsamples import community, issues, village
from shuzhi.form.model import han_number
from shuzhi.model.words import Numbering
from shuzhi.render.numbering import run_in
from shuzhi.render.template import load, render
from shuzhi.styles import W

TEMPLATES = Path(__file__).parents[2] / "templates"
DUTY, REPLIES = "季度抓基层党建述职报告", "意见建议办理情况报告"
SAMPLES = {"village": (DUTY, village), "community": (DUTY, community), "issues": (REPLIES, issues)}
PROBLEMS = "| 序号 | 类型 | 存在问题 | 整改措施 | 下步打算 |\n"


def numbered(given, style):
    return dataclasses.replace(given, kind=dataclasses.replace(given.kind, numbering=style))


def document(template, given):
    return Document(BytesIO(render(load(template), given).docx))


def printed(folder, style, *lines, given=None):
    """The paragraphs of a template of (style id, text) lines."""
    write(folder / "月报.docx", lines, "月报")
    return document(folder / "月报.docx", numbered(given or facts(), style)).paragraphs


def texts(paragraphs):
    return [paragraph.text for paragraph in paragraphs]


def level_of(text):
    """The kind of mark at the head of a paragraph and its count; None where there is none."""
    for kind, pattern in (("、", r"([一二三四五六七八九十]+)、"), ("是", r"([一二三四五六七八九十]+)是"),
                          ("（", r"（([一二三四五六七八九十]+)）"), ("．", r"(\d+)．")):
        found = re.match(pattern, text)
        if found:
            return kind, found[1]
    return None


@pytest.mark.parametrize("style", Numbering)
@pytest.mark.parametrize("sample", SAMPLES)
def test_counts_begin_with_one_and_go_on_by_one(sample, style):
    """In every report and style each level counts on from one; 一是 stands at the head of a paragraph and nowhere else."""
    template, given = SAMPLES[sample]
    lines = texts(document(TEMPLATES / f"{template}.docx", numbered(given(), style)).paragraphs)
    order = {Numbering.RUN_IN: "、是．", Numbering.HAN: "、（是．", Numbering.ARABIC: "、（．"}[style]
    counts = dict.fromkeys(order, 0)
    for line in lines:
        assert "一是" not in line[1:]
        mark = level_of(line)
        if mark is None:
            continue
        kind, count = mark
        counts[kind] += 1
        for lower in order[order.index(kind) + 1 :]:
            if sample != "issues" or lower != "．" or kind == "、":  # issues count on through their groups
                counts[lower] = 0
        assert count in (str(counts[kind]), han_number(counts[kind])), line
    assert counts["、"] > 1 or sample == "community"


@pytest.mark.parametrize(("style", "expected"), [
    (Numbering.RUN_IN, ["一、履职", "一是学习。学了两次。", "又一段。", "二是实事：", "1．路。", "2．桥。"]),
    (Numbering.HAN, ["一、履职", "（一）学习", "学了两次。", "又一段。", "（二）实事", "一是路。", "二是桥。"]),
    (Numbering.ARABIC, ["一、履职", "（一）学习", "学了两次。", "又一段。", "（二）实事", "1．路。", "2．桥。"]),
])
def test_the_three_styles(tmp_path, style, expected):
    """The run-in style joins heading and text; over a list the heading is a line of the text that ends with a colon."""
    made = printed(
        tmp_path, style, ("gwHeading1", "{{ 序.一级 }}履职"),
        ("gwHeading2", "{{ 序.二级 }}学习"), ("gwBody", "学了两次。"), ("gwBody", "又一段。"),
        ("gwHeading2", "{{ 序.二级 }}实事"), ("gwBody", "{{ 序.三级 }}路。"), ("gwBody", "{{ 序.三级 }}桥。"),
    )
    assert texts(made) == expected
    kinds = [paragraph.style.name for paragraph in made]
    assert ("公文二级标题" in kinds) == (style is not Numbering.RUN_IN)
    if style is Numbering.RUN_IN:
        assert made[3].paragraph_format.keep_with_next


def test_a_lone_item_has_no_mark(tmp_path):
    """One problem is no 一是, for there is no 二是; two are counted."""
    lines = [("gwHeading1", "{{ 序.一级 }}问题"), ("gwBody", "{%p for 项 in 问题清单 %}"),
             ("gwBody", "{{ 序.三级 }}{{ 项 }}"), ("gwBody", "{%p endfor %}")]
    one = facts(问题与措施=PROBLEMS + "| 1 | 存在问题 | 学习少 | | |")
    two = facts(问题与措施=PROBLEMS + "| 1 | 存在问题 | 学习少 | | |\n| 2 | 存在问题 | 走访少 | | |")
    assert texts(printed(tmp_path, Numbering.RUN_IN, *lines, given=one)) == ["一、问题", "学习少。"]
    assert texts(printed(tmp_path, Numbering.RUN_IN, *lines, given=two)) == ["一、问题", "一是学习少。", "二是走访少。"]


def test_a_lone_run_in_heading_has_no_mark(tmp_path):
    """A section with one part names it without counting."""
    lines = [("gwHeading1", "{{ 序.一级 }}履职"), ("gwHeading2", "{{ 序.二级 }}学习"), ("gwBody", "学了两次。")]
    assert texts(printed(tmp_path, Numbering.RUN_IN, *lines)) == ["一、履职", "学习。学了两次。"]


@pytest.mark.parametrize(("typed", "words"), [
    ("一是学习少；二是走访少。", False), ("问题有两个：一是学习少，二是走访少", False), ("口径统一是前提，第二是核对", True), ("学习少", True),
])
@pytest.mark.parametrize("style", [Numbering.RUN_IN, Numbering.HAN])
def test_no_words_around_words(tmp_path, typed, words, style):
    """Where a branch's own text counts 一是、二是 the report around it counts in another way."""
    given = facts(问题与措施=PROBLEMS + f"| 1 | 存在问题 | {typed} | | |\n| 2 | 存在问题 | 甲 | | |")
    lines = [("gwHeading1", "{{ 序.一级 }}问题"), ("gwHeading2", "{{ 序.二级 }}学习"), ("gwBody", "{%p for 项 in 问题清单 %}"),
             ("gwBody", "{{ 序.三级 }}{{ 项 }}"), ("gwBody", "{%p endfor %}")]
    made = texts(printed(tmp_path, style, *lines, given=given))
    heads = "".join(line[:2] for line in made[1:])
    assert heads == (("学习1．2．" if style is Numbering.RUN_IN else "（一一是二是") if words else "（一1．2．")


def test_a_heading_keeps_what_ends_it(tmp_path):
    """A heading that a township typed with its full stop gets no second one; a heading over nothing stays a heading."""
    made = printed(tmp_path, Numbering.RUN_IN, ("gwHeading2", "一是学习。"), ("gwBody", "甲。"), ("gwHeading2", "二是空"))
    assert texts(made) == ["一是学习。甲。", "二是空"]


def test_a_lone_mark_in_two_runs_goes_too():
    """Whatever blanks stand between the runs in the part."""
    runs = "\n".join(f"<w:r><w:t>{text}</w:t>\n</w:r>" for text in ("一", "是学习。"))
    root = etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p>{runs}</w:p></w:body></w:document>')
    run_in(root, {}, Numbering.HAN)
    assert "".join(node.text for node in root.iter(W + "t")) == "学习。"
