"""Faults of templates name paragraph and remedy; typed text stays literal; the same input gives the same bytes."""

import pickle
import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from make.housestyle import write
from markdown import cells
from reportfacts import facts
from shuzhi.errors import ExitCode, TemplateFault
from shuzhi.render import source
from shuzhi.render.template import Template, load, render

stock = source.Environment.compile
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(folder, *lines, name="月报.docx"):
    path = folder / name
    write(path, [("gwBody", line) for line in lines], "月报")
    return path


def text_of(report):
    return [paragraph.text for paragraph in Document(BytesIO(report.docx)).paragraphs]


def printed(folder, *lines, given=None):
    return text_of(render(load(made(folder, *lines)), given or facts()))


FAULTS = """
| 第二段 | 报错 |
|---|---|
| {{ 指标.党员总署 }} | 不认识“指标.党员总署”，是不是“指标.党员总数”？ |
| {{ 指票.党员总数 }} | 不认识“指票”，是不是“指标”？ |
| {% if 句.会仪 %}开会{% endif %} | 不认识“句.会仪”，是不是“句.会议”？ |
| {% for 项 in 会义 %}{% endfor %} | 不认识“会义”，是不是“会议”？ |
| {{ 支部.完全不对的名称 }} | 不认识“支部.完全不对的名称”，请在标签清单里核对名称。 |
| {{ 支部.联系电话 }} | 不认识“支部.联系电话” |
| ｛｛ 乡镇 ｝｝ | 全角的大括号 |
| {{ 乡镇 } | 大括号不成对 |
| { { 乡镇 } } | 大括号不成对 |
| {{ 支部，全称 }} | 不能用的符号“，” |
| {{ 乡镇 乡镇 }} | 标签写法不对，问题在“乡镇”附近 |
| {%p if 乡镇 %}今年 | 单独占一段 |
| {% endfor %} | {% endfor %} 没有对应的开头 |
| {% 如果 乡镇 %} | 不认识标签 {% 如果 %} |
| {{ 乡镇！upper }} | 不能用的符号“！” |
| {{ ''.__class__.__mro__ }} | 模板里不允许的写法 |
| {{ 乡镇.format(1) }} | 模板里不允许的写法 |
| {{ 乡镇['format'](1) }} | 模板里不允许的写法 |
| {{ 9 ** 9 ** 9 }} | 模板里不允许的写法 |
| {{ 乡镇 * 99999999999 }} | 模板里不允许的写法 |
| {{ range(999999999) }} | 不认识“range” |
| {% include '/etc/passwd' %} | 模板里不允许的写法 |
| {{ 指标.党务公开次数 ~ '次' }} | 不能用“~”拼接，请分成几个标签写，单位写在标签外面，如 {{ 指标.党员总数 }}名。 |
| {{ 指标.党务公开次数 + '次' }} | 模板里不允许的写法 |
| {{ 9 + 指标.党务公开次数 }} | 模板里不允许的写法 |
| {{ 会议 }} | 一组内容 |
| {{ 指标 }} | 一组内容 |
"""


@pytest.mark.parametrize(("typed", "expected"), cells(FAULTS)[1:])
def test_a_fault_names_template_paragraph_and_remedy(tmp_path, typed, expected):
    """Whatever is wrong in a template ends as one message that says where and what to do, never as a traceback."""
    with pytest.raises(TemplateFault) as raised:
        printed(tmp_path, "{%p if 乡镇 %}", typed, "{%p endif %}", given=facts({"党务公开次数": "3"}))
    assert str(raised.value).startswith(f"模板“月报.docx”第 2 段“{typed}”：")
    assert expected in raised.value.reason
    assert raised.value.exit_code is ExitCode.WITH_FAULTS


def test_filters_are_few(tmp_path):
    """A filter that is not offered is refused when the template is opened."""
    with pytest.raises(TemplateFault, match="不能用“\\|center”"):
        load(made(tmp_path, "{{ 乡镇|center }}"))


def test_an_unclosed_loop_is_placed_where_it_opens(tmp_path):
    """The paragraph named is that of the {% for %}, not the end of the document."""
    with pytest.raises(TemplateFault) as raised:
        load(made(tmp_path, "甲", "{%p for 项 in 会议 %}", "{{ 项.议题 }}", "乙"))
    assert (raised.value.paragraph, raised.value.text) == (2, "{%p for 项 in 会议 %}")
    assert "{% for %} 没有结尾" in raised.value.reason


def test_an_unknown_column_of_a_row_offers_the_nearest(tmp_path):
    """Inside a loop the tags of the rows are offered."""
    given = facts(会议="| 日期 | 会议类型 | 议题 | 主持人 |\n| 2023-07-01 | 党课 | 学 | 甲 |")
    with pytest.raises(TemplateFault, match=re.escape("不认识“项.意题”，是不是“项.议题”？")):
        printed(tmp_path, "{%p for 项 in 会议 %}", "{{ 项.意题 }}", "{%p endfor %}", given=given)


def test_what_is_no_word_file_is_said_to_be_none(tmp_path):
    """A missing file, a text file and another zip are all named."""
    (tmp_path / "文本.docx").write_text("你好")
    with zipfile.ZipFile(tmp_path / "压缩.docx", "w") as archive:
        archive.writestr("a.txt", "")
    for name, reason in (("没有.docx", "读不了这个文件（文件或文件夹不见了）"), ("文本.docx", "打不开"), ("压缩.docx", "打不开")):
        with pytest.raises(TemplateFault, match=reason):
            load(tmp_path / name)


def test_a_fault_travels_between_processes():
    """Pickling keeps every part of a fault."""
    fault = TemplateFault("月报.docx", "原因", 3, "{{ 甲 }}", "页眉")
    again = pickle.loads(pickle.dumps(fault))
    assert (str(again), again.paragraph) == ("模板“月报.docx”页眉第 3 段“{{ 甲 }}”：原因", 3)


HOSTILE = [
    "A & B <x>", "{{ 7*7 }}", "{% for a in b %}", "{# 无 #}", "{_{ 乡镇 }_}", "<select>",
    "</w:t></w:r></w:p>", "&lt;b&gt; &amp;", "]]>", "'\"“”", "=1+1", "👨‍👩‍👧",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_typed_text_stays_literal(tmp_path, value):
    """Markup, Jinja text and formulas print as they were typed, beside what else stands in the paragraph."""
    given = facts({"支部简称": value})
    for tag in ("{{ 支部.简称 }}", "{% autoescape false %}{{ 支部.简称 }}{% endautoescape %}"):
        assert printed(tmp_path, f"前{tag}后", "下一段", given=given) == [f"前{value}后", "下一段"]


def test_what_word_cannot_hold_is_left_out(tmp_path):
    """Control characters, lone surrogates and marks that turn text around vanish; line breaks become ；."""
    value = "一\x00\x07二\x0c三\r\n四\ud800，\n五\u202e六\ufffe\t七"
    assert printed(tmp_path, "{{ 支部.简称 }}", given=facts({"支部简称": value})) == ["一；二；三；四，五六 七"]


def test_long_text_is_whole(tmp_path):
    """40,000 characters come out as 40,000 characters."""
    value = "长" * 40_000
    assert printed(tmp_path, "{{ 支部.简称 }}", given=facts({"支部简称": value})) == [value]


def test_blank_prints_nothing(tmp_path):
    """A blank cell, an indicator not filled in and a sentence with nothing to say print nothing, never None or nan."""
    line = "甲{{ 支部.署名 }}{{ 支部.户数 }}{{ 指标.党员总数 }}{{ 句.会议 }}{{ 支部.成文日期 }}乙"
    assert printed(tmp_path, line) == ["甲乙"]


def test_numbers_print_as_staff_write_them(tmp_path):
    """Money with at most two decimals, dates without leading zeros, yes and no in Chinese."""
    given = facts({"集体经济收入（本年累计，万元）": "12.50", "户数": "1200", "换届日期": "2021-03-05"})
    line = "{{ 指标.集体经济收入 }}万元，{{ 支部.户数 }}户，{{ 支部.换届日期 }}，{{ 初稿 }}"
    assert printed(tmp_path, line, given=given) == ["12.5万元，1200户，2021年3月5日，是"]


def test_figures_are_recorded_in_the_order_of_printing(tmp_path):
    """Each printed number is a figure with its source and rows; what is not printed is none."""
    given = facts({"户数": "1200", "党务公开次数": "3"})
    lines = "{{ 支部.户数 }}户", "{%p if 指标.党务公开次数 > 2 %}", "{{ 指标.党务公开次数 }}次", "{%p endif %}"
    report = render(load(made(tmp_path, *lines)), given)
    assert [(f.number, f.text, f.source) for f in report.figures] == [
        (1, "1200", f"支部信息!B{given.item_rows['households']}"), (2, "3", "disclosure_party"),
    ]
    assert report.figures[1].rows == (f"支部信息!{given.item_rows['disclosure_party']}",)


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """Twice the same report, from the template loaded twice, byte by byte; nothing in it knows the day."""
    path = made(tmp_path, "{{ 支部.全称 }}", "{{ 序.一级 }}、{{ 报告期 }}")
    one, other = (render(Template(*load(path).__dict__.values()), facts()).docx for _ in range(2))
    assert one == other
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {3}
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>青禾镇石桥村党支部</dc:creator>" in core
    assert "zh-CN" in core
    assert "created" not in core


def test_properties_are_escaped_once_and_short(tmp_path):
    """A name with & stands in the properties as typed, a long one is cut where Word would refuse it."""
    given = facts({"支部全称": "甲 & 乙" + "支" * 300})
    properties = Document(BytesIO(render(load(made(tmp_path, "正文")), given).docx)).core_properties
    assert properties.author == ("甲 & 乙" + "支" * 300)[:255]


def test_a_template_changed_on_disk_is_read_again(tmp_path):
    """The compiled template is kept only as long as the file is the same."""
    assert printed(tmp_path, "甲") == ["甲"]
    assert printed(tmp_path, "乙") == ["乙"]


def test_tables_keep_what_word_needs(tmp_path):
    """A cell emptied by a condition still ends with a paragraph; a table whose rows all went is gone."""
    path = made(tmp_path, "表")
    document = Document(path)
    table = document.add_table(3, 1)
    texts = "{%tr for 项 in 会议 %}", "{{ 项.议题 }}", "{%tr endfor %}"
    for row, text in zip(table.rows, texts, strict=True):
        row.cells[0].text = text
    cell = document.add_table(1, 1).rows[0].cells[0]
    cell.text = "{%p if 句.会议 %}"
    cell.add_paragraph("{{ 句.会议 }}")
    cell.add_paragraph("{%p endif %}")
    document.save(path)
    body = etree.fromstring(zipfile.ZipFile(BytesIO(render(load(path), facts()).docx)).read("word/document.xml"))
    assert len(list(body.iter(W + "tbl"))) == 1
    assert all(cell[-1].tag == W + "p" for cell in body.iter(W + "tc"))


def test_tags_that_break_the_document_are_refused(tmp_path):
    """Text left outside paragraphs, or a condition from a paragraph into a cell, is a fault of the template and never a loss."""
    path = made(tmp_path, "{% if 句.会议 %}表")
    document = Document(path)
    document.add_table(1, 1).rows[0].cells[0].text = "甲{% endif %}"
    document.save(path)
    for broken in (made(tmp_path, "{{p 乡镇 }}", name="段.docx"), path):
        with pytest.raises(TemplateFault, match=r"弄坏了文档结构|请去掉大括号后面的字母"):
            render(load(broken), facts())


def test_personal_columns_are_out_of_reach(tmp_path):
    """A template cannot print who was absent, who asked or what staff explained to the office."""
    given = facts(会议="| 日期 | 会议类型 | 缺席情况 | 说明 |\n| 2023-07-01 | 党课 | 病假1人 | 详见台账 |")
    for tag in ("缺席情况", "说明"):
        with pytest.raises(TemplateFault, match=f"不认识“项.{tag}”"):
            printed(tmp_path, "{%p for 项 in 会议 %}", f"{{{{ 项.{tag} }}}}", "{%p endfor %}", given=given)


def test_headers_are_rendered_and_their_faults_named(tmp_path):
    """The header says 初稿 while the report is a draft; a fault there is placed in the header."""
    path = made(tmp_path, "正文")
    header = Document(BytesIO(render(load(path), facts()).docx)).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["（初稿，经书记审定后使用）"]
    document = Document(path)
    document.sections[0].header.paragraphs[0].runs[0].text = "{{ 初高 }}"
    document.save(path)
    with pytest.raises(TemplateFault, match=re.escape("页眉第 1 段“{{ 初高 }}”：不认识“初高”，是不是“初稿”？")):
        render(load(path), facts())


def test_headings_count_themselves(tmp_path):
    """A section left out leaves no gap in the numbers; each level starts again below a new one above."""
    lines = (
        "{{ 序.一级 }}", "{{ 序.二级 }}", "{{ 序.三级 }}", "{{ 序.三级 }}",
        "{%p if 句.会议 %}", "{{ 序.一级 }}会", "{%p endif %}",
        "{{ 序.一级 }}", "{{ 序.二级 }}", "{{ 序.三级 }}",
    )
    assert printed(tmp_path, *lines) == ["一、", "（一）", "1．", "2．", "二、", "（一）", "1．"]


def test_signature_and_date_stand_as_the_standard_says(tmp_path):
    """署名 2 characters from the right and the date 2 to the right of its first character; a longer date wins."""
    path = tmp_path / "月报.docx"
    write(path, [("gwSignature", "{{ 支部.署名 }}"), ("gwDate", "{{ 支部.成文日期 }}")], "月报")
    for name, expected in (("青禾镇石桥村党支部", [200, 250]), ("石桥支部", [650, 200])):
        given = facts({"署名": name, "成文日期": "2023-10-08"})
        xml = zipfile.ZipFile(BytesIO(render(load(path), given).docx)).read("word/document.xml").decode()
        assert [int(value) for value in re.findall(r'w:rightChars="(\d+)"', xml)] == expected


def test_a_template_travels_compiled(tmp_path, monkeypatch):
    """Another process prints the same with it and compiles nothing, unless its Python is another."""
    template = load(made(tmp_path, "{{ 乡镇 }}有{{ 指标.党员总数 }}名党员。"))
    sent, compiled = pickle.dumps(template), []
    monkeypatch.setattr(source.Environment, "compile", lambda *args: compiled.append(1) or stock(*args))
    taken = pickle.loads(sent)
    assert (taken, not compiled) == (template, True)
    assert render(taken, facts()) == render(template, facts())
    monkeypatch.setattr(source, "MAGIC_NUMBER", b"other")
    assert render(pickle.loads(sent), facts()) == render(template, facts())
    assert compiled
