"""A template is somebody else's program: what it may say is listed, what it costs is counted, all else is refused."""

import time
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from markupsafe import Markup

from make.housestyle import write
from markdown import cells
from reportfacts import facts
from shuzhi.errors import TemplateFault
from shuzhi.render.budget import MOST_STEPS
from shuzhi.render.template import load, render
from shuzhi.zipped import replaced, taken_apart

BODY, LINE = "word/document.xml", "一行"
REFUSED, DEEP, MUCH = "模板里不允许的写法", "标签太长，或者套得太深", "印得太多，停下来了"
MEETINGS = "| 日期 | 会议类型 | 议题 | 主持人 |\n|---|---|---|---|\n" + "| 2023-07-01 | 党课 | 学 | 甲 |\n" * 60
ATTACKS = """
| 第二段 | 报错 |
|---|---|
| {{ self }} | 模板里不允许的写法 |
| {{ self.__init__ }} | 模板里不允许的写法 |
| {{ self._TemplateReference__context }} | 模板里不允许的写法 |
| {{ _figures }} | 模板里不允许的写法 |
| {% set _figures = 1 %}{{ 乡镇 }} | 模板里不允许的写法 |
| {% set _budget = namespace() %} | 模板里不允许的写法 |
| {% for _budget in 会议 %}{% endfor %} | 模板里不允许的写法 |
| {{ 乡镇.__class__ }} | 模板里不允许的写法 |
| {{ 乡镇["__class__"] }} | 模板里不允许的写法 |
| {{ 支部._values }} | 模板里不允许的写法 |
| {{ 支部["_values"] }} | 模板里不允许的写法 |
| {{ ().__class__.__base__.__subclasses__() }} | 模板里不允许的写法 |
| {{ namespace.__init__.__globals__ }} | 模板里不允许的写法 |
| {{ namespace().__class__ }} | 模板里不允许的写法 |
| {{ 支部.全称.format_map(支部) }} | 模板里不允许的写法 |
| {{ "{0.__class__}".format(支部) }} | 模板里不允许的写法 |
| {{ "%s" % 支部 }} | 模板里不允许的写法 |
| {{ 乡镇.encode() }} | 模板里不允许的写法 |
| {{ cycler(1, 2) }} | 不认识“cycler” |
| {{ joiner() }} | 不认识“joiner” |
| {{ lipsum(9) }} | 不认识“lipsum” |
| {{ dict(a=1) }} | 不认识“dict” |
| {% for 项 in 会议 %}{{ loop.cycle(1, 2) }}{% endfor %} | 模板里不允许的写法 |
| {% for 项 in 会议 %}{{ loop.changed(1) }}{% endfor %} | 模板里不允许的写法 |
| {% for 项 in 会议 %}{{ loop._iterable }}{% endfor %} | 模板里不允许的写法 |
| {% for 项 in 会议 %}{{ loop(会议) }}{% endfor %} | 算不出结果 |
| {% for 项 in 会议 recursive %}{{ loop(会议) }}{% endfor %} | 模板里不允许的写法 |
| {% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }} | 模板里不允许的写法 |
| {% call 甲() %}{% endcall %} | 模板里不允许的写法 |
| {% filter list %}字{% endfilter %} | 模板里不允许的写法 |
| {% block 甲 %}{% endblock %} | 模板里不允许的写法 |
| {% extends "a" %} | 模板里不允许的写法 |
| {% import "a" as 甲 %} | 模板里不允许的写法 |
| {% from "a" import 甲 %} | 模板里不允许的写法 |
| {% include ["a", "/etc/passwd"] %} | 模板里不允许的写法 |
| {% set 甲 %}{{ 乡镇 }}{% endset %} | 模板里不允许的写法 |
| {% set 甲 = [会议, 会议] %} | 模板里不允许的写法 |
| {% set 甲 = (会议, 会议) %} | 模板里不允许的写法 |
| {% set 甲 = dict %}{{ 甲 }} | 不认识“dict” |
| {% do 会议.append(1) %} | 不认识标签 {% do %} |
| {% debug %} | 不认识标签 {% debug %} |
| {% trans %}a{% endtrans %} | 不认识标签 {% trans %} |
| {{ namespace(*会议) }} | 模板里不允许的写法 |
| {{ [1, 2] * 99999 }} | 模板里不允许的写法 |
| {{ 999999999 * 999999999 }} | 算不出结果 |
| {{ 0 - 9999999 * 999999999 }} | 算不出结果 |
| {{ 1 // 0 }} | 算不出结果 |
| {{p 乡镇 }} | 请去掉大括号后面的字母 |
| {{r 乡镇 }} | 请去掉大括号后面的字母 |
| {%r if 乡镇 %}{%r endif %} | 请去掉大括号后面的字母 |
"""
FILTERS = ("attr", "map", "format", "join", "replace", "safe", "tojson", "pprint", "xmlattr", "center", "indent", "batch", "sum", "forceescape", "do")
COUNTED = "{% set 甲 = namespace(数=1) %}"
# What costs too much → what is told. Without limits each of these takes minutes, gigabytes, or an end of Python's own.
COSTLY = {
    "loops in loops": ("{% for 项 in 会议 %}" * 4 + "{% endfor %}" * 4, MUCH),
    "a filter in loops": ("{% for 项 in 会议 %}" * 3 + "{{ 会议|sort(attribute='议题')|length }}" + "{% endfor %}" * 3, MUCH),
    "a lazy filter in loops": ("{% for 项 in 会议 %}" * 3 + "{{ 会议|selectattr('议题')|list|length }}" + "{% endfor %}" * 3, MUCH),
    "text in loops": ("{% for 项 in 会议 %}" * 3 + "长" * 100 + "{% endfor %}" * 3, MUCH),
    "prints in loops": ("{% for 项 in 会议 %}" * 3 + "{{ '长长长长长长长长长长长长长长长长长长长长长长长长' }}" + "{% endfor %}" * 3, MUCH),
    "characters in loops": ("{% for 项 in 会议 %}" * 3 + "{% for 字 in 乡镇 %}{% for 项 in 会议 %}{% endfor %}{% endfor %}" + "{% endfor %}" * 3, MUCH),
    "numbers that double": (COUNTED + "{% for 项 in 会议 %}{% set 甲.数 = 甲.数 + 甲.数 %}{% endfor %}", "算不出结果"),
    "numbers that are squared": ("{% set 甲 = namespace(数=9) %}{% for 项 in 会议 %}{% set 甲.数 = 甲.数 * 甲.数 %}{% endfor %}", "算不出结果"),
    "numbers that double below nothing": (COUNTED + "{% for 项 in 会议 %}{% set 甲.数 = 甲.数 - (0 - 甲.数) %}{% endfor %}", "算不出结果"),
    "16 blocks": ("{% if 乡镇 %}" * 16 + "{% endif %}" * 16, DEEP),
    "30 loops": ("{% for 项 in 会议 %}" * 30 + "{% endfor %}" * 30, DEEP),
    "500 brackets": ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", DEEP),
    "600 signs": ("{{ " + "-" * 600 + "1 }}", DEEP),
    "600 nots": ("{{ " + "not " * 600 + "1 }}", DEEP),
    "600 choices": ("{{ " + "1 if 1 else " * 600 + "1 }}", DEEP),
    "600 parts": ("{{ 支部" + ".全称" * 600 + " }}", DEEP),
    "5000 digits": ("{{ " + "9" * 5000 + " }}", DEEP),
    "600 elifs": ("{% if 0 %}" + "{% elif 0 %}" * 600 + "{% endif %}", ""),
}


def made(folder, *lines):
    empty, start, paragraph, end = one_line()
    path = folder / "月报.docx"
    body = "".join((start, *(paragraph.replace(LINE, escape(line)) for line in lines), end))
    path.write_bytes(replaced(empty, {BODY: body.encode()}))
    return path


@cache
def one_line():
    """A template with one line, and what of its body stands before, around and behind that: made once for all tests."""
    with TemporaryDirectory() as folder:
        write(path := Path(folder) / "月报.docx", [("gwBody", LINE)], "月报")
        data = path.read_bytes()
    body = next(one.content for one in taken_apart(data) if one.name == BODY).decode()
    start, mark, rest = body.partition("<w:p>")
    line, close, end = rest.partition("</w:p>")
    return data, start, mark + line + close, end


def printed(folder, *lines, given):
    return [one.text for one in Document(BytesIO(render(load(made(folder, *lines)), given).docx)).paragraphs]


@pytest.mark.parametrize(("typed", "expected"), cells(ATTACKS)[1:])
def test_what_a_template_may_not_say_is_refused_with_its_paragraph(tmp_path, typed, expected):
    """No attribute, no call, no macro, no other file, no name of ours, no list that holds lists."""
    given = facts(会议="\n".join(MEETINGS.splitlines()[:4]))
    with pytest.raises(TemplateFault) as raised:
        printed(tmp_path, "第一段", typed, given=given)
    assert (raised.value.paragraph, raised.value.text) == (2, typed)
    assert expected in raised.value.reason


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_that_is_not_offered_is_refused(tmp_path, name):
    """Those that call, join, format or hide numbers are not offered."""
    with pytest.raises(TemplateFault, match="请删掉"):
        load(made(tmp_path, f"{{{{ 乡镇|{name} }}}}"))


def test_the_filter_that_counts_is_nobody_elses(tmp_path):
    """A template cannot give itself more steps."""
    with pytest.raises(TemplateFault, match=REFUSED):
        load(made(tmp_path, "{{ 会议|_counted(-9999999, -9999999) }}"))


@pytest.mark.parametrize(("typed", "expected"), COSTLY.values(), ids=COSTLY)
def test_what_would_take_forever_ends_at_once_and_alike(tmp_path, typed, expected):
    """By what it does, not by the clock: the same fault each time, in the paragraph where it happens."""
    given, path = facts(会议=MEETINGS), made(tmp_path, "第一段", typed)
    began, told = time.monotonic(), set()
    for _ in range(2):
        try:
            render(load(path), given)
            told.add("")
        except TemplateFault as fault:
            told.add(fault.reason)
            assert fault.paragraph in (0, 2)
    assert len(told) == 1
    assert expected in told.pop()
    assert time.monotonic() - began < 60


def test_a_report_costs_a_small_part_of_what_it_may(tmp_path):
    """Two loops over everything a branch can do in a quarter are far from the end."""
    assert len(printed(tmp_path, "{%p for 项 in 会议 %}", "{{ 项.议题 }}{% for 甲 in 会议 %}{% endfor %}", "{%p endfor %}", given=facts(会议=MEETINGS))) == 60
    assert MOST_STEPS > 100 * 60 * 60


def test_markup_out_of_a_tag_is_text(tmp_path):
    """Also where somebody marked it as safe."""
    assert printed(tmp_path, "{{ 支部.简称 }}", given=facts({"支部简称": Markup("<w:br/>")})) == ["<w:br/>"]
