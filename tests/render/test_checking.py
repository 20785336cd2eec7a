"""`shuzhi templates check`: every fault of a template at once, with its paragraph and what to do."""

import re
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from make.housestyle import write
from shuzhi.commands.specimen import specimen
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.errors import TemplateFault
from shuzhi.render.checking import flaws
from shuzhi.render.template import load, render

OWN = ("镇党委", "党建办", "汇总表")  # templates of the township's own reports
TEMPLATES = Path(__file__).parents[2] / "templates"


def made(folder, *lines):
    path = folder / "月报.docx"
    write(path, [("gwBody", line) for line in lines], "月报")
    return path


def told(path, names=()):
    return [(flaw.part, flaw.paragraph, flaw.text, flaw.reason) for flaw in flaws(path, specimen(), names)]


def reasons(path, names=()):
    return [reason for *_, reason in told(path, names)]


def tabled(folder, *rows, before=()):
    path = made(folder, *(before or ("表",)))
    document = Document(path)
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *more = text.split("\n")
            cell.text = first
            for line in more:
                cell.add_paragraph(line)
    document.save(path)
    return path


@pytest.mark.parametrize("path", sorted(path for path in TEMPLATES.glob("*.docx") if path.stem != "公文版式"), ids=lambda p: p.stem)
def test_the_workspaces_own_templates_are_clean(path):
    """Not one fault in the templates delivered, with the sample's places forbidden."""
    facts = township_specimen() if path.stem.startswith(OWN) else specimen()
    assert flaws(path, facts, ("石桥村", "望湖社区", "张大山")) == ()


FAULTS = """
{{ 指标.党员总署 }}  →  不认识“指标.党员总署”，是不是“指标.党员总数”？
{% if 更正稿 %}{{ 支部.全陈 }}{% endif %}  →  不认识“支部.全陈”，是不是“支部.全称”？
{{ 指票.党员总数 }}  →  不认识“指票”，是不是“指标”？
{% for 项 in 会义 %}{% endfor %}  →  不认识“会义”，是不是“会议”？
{% for 项 in 会议 %}{{ 项.意题 }}{% endfor %}  →  不认识“项.意题”，是不是“项.议题”？
{% for 组 in 意见建议分组 %}{% for 条 in 组.条目 %}{{ 条.事象 }}{% endfor %}{% endfor %}  →  不认识“条.事象”，是不是“条.事项”？
{% for 项 in 会议|selectattr('会议类形', 'equalto', '党课') %}{{ 项.议题 }}{% endfor %}  →  不认识“会议类形”，是不是“会议类型”？
{% for 项 in 乡镇 %}{{ 项 }}{% endfor %}  →  for 后面的不是一组内容
{{ 会议.议题 }}  →  请先用 {%p for … %} 一条一条取
{{ 乡镇.名称 }}  →  后面不能再写“.名称”
{{ 会议 }}  →  一组内容，不能直接打印
{{ 项.议题 }}  →  不认识“项”
{{ 乡镇|upper }}  →  不能用“|upper”，请删掉。
{% if 乡镇 is 空 %}甲{% endif %}  →  不认识判断“is 空”，请删掉。
{{ 指标.党员总数 + 1 }}  →  不能做加减乘除
{{ 乡镇.format(1) }}  →  模板里不允许的写法
{{ range(9) }}  →  不认识“range”
{{ 支部，全称 }}  →  不能用的符号“，”
{{ 乡镇 ~ '镇' }}  →  不能用“~”拼接
{{ 乡镇 乡镇 }}  →  问题在“乡镇”附近
{% 如果 乡镇 %}  →  不认识标签 {% 如果 %}
{% include '甲' %}  →  不认识标签 {% include %}
{% endfor %}  →  {% endfor %} 没有对应的开头
{%p else %}  →  {% else %} 没有对应的开头
{%p for 项 in 会议 %}  →  {% for %} 没有结尾
{{p 乡镇 }}  →  在这里不能用
｛｛ 乡镇 ｝｝  →  全角的大括号
{{ 乡镇 }  →  大括号不成对
{%p if 乡镇 %}今年  →  单独占一段
召开支委会12次。  →  写死了数字“12次”
共有党员3名。  →  写死了数字“3名”
完成率95.5%。  →  写死了数字“95.5%”
2023年第三季度工作  →  写死了时间“2023年第三季度”
投资X万元，修路。  →  留着没填的空“X”
石桥村的工作  →  写死了“石桥村”
{%tr for 项 in 会议 %}  →  只能写在表格里
"""


@pytest.mark.parametrize(("typed", "expected"), [line.split("  →  ") for line in FAULTS.strip().splitlines()])
def test_a_fault_names_paragraph_text_and_remedy(tmp_path, typed, expected):
    """Each kind of fault is told at its own paragraph, also where no data would reach it."""
    found = told(made(tmp_path, "甲", typed, "乙"), ("石桥村", "石桥村党支部"))
    assert found[0][:3] == ("", 2, typed)
    assert any(expected in reason for *_, reason in found)


def test_every_fault_is_told_at_once(tmp_path):
    """One template with a fault in each of six paragraphs and the header gives seven lines, body first."""
    path = made(tmp_path, "{{ 支部.全陈 }}", "{{ 乡镇 }", "{%p if 句.会仪 %}", "{{ 乡镇|upper }}", "{%p endif %}",
                "共12次", "{% endfor %}")
    document = Document(path)
    document.sections[0].header.paragraphs[0].runs[0].text = "{{ 初高 }}"
    document.save(path)
    found = told(path)
    assert [(part, number) for part, number, *_ in found] == [
        ("", 1), ("", 2), ("", 3), ("", 4), ("", 6), ("", 7), ("页眉", 1),
    ]
    assert "是不是“初稿”" in found[-1][3]


def test_what_is_right_is_not_told(tmp_path):
    """Loops with loop.index, set, filters offered, typed quotes, ranks, document names and 第3条 are no faults."""
    assert reasons(made(
        tmp_path,
        "{% for 项 in 会议|selectattr('会议类型', 'equalto', '党课') %}{{ loop.index }}{{ 项.议题 }}{% endfor %}",
        "{% set 甲 = 支部.全称 %}{{ 甲 }}", "{% if 支部.单位类型 == “村” %}村{% else %}{{ 词.村居 }}{% endif %}",
        "{{ 会议|length }}", "{% for 类, 行 in 会议|groupby('会议类型') %}{{ 类 }}{{ 行|length }}{% endfor %}",
        "60岁以上党员，“三会一课”，《条例》（2018年修订）第3条", "{%p for 项 in 会议 %}", "{{ 项.议题 }}", "{%p endfor %}",
    )) == []


def test_beginning_and_end_belong_together(tmp_path):
    """Unlike prefixes, inline blocks over two paragraphs, blocks out of a cell and empty blocks are told."""
    for lines, expected in (
        (("{%p if 乡镇 %}", "甲{% endif %}"), "两处的写法要一样"),
        (("{% if 乡镇 %}甲", "乙{% endif %}"), "不在同一段"),
        (("{%p if 乡镇 %}", "{%p endif %}"), "之间没有内容"),
    ):
        assert any(expected in reason for reason in reasons(made(tmp_path, *lines)))
    path = tabled(tmp_path, ("甲\n{%p endif %}",), before=("{%p if 乡镇 %}", "乙"))
    assert any("要在同一处" in reason for reason in reasons(path))


TABLES = [
    ((("{%p if 句.会议 %}\n{{ 句.会议 }}\n{%p endif %}",),), "单元格里除了 {%p … %}"),
    ((("头",), ("{%tr for 项 in 会议 %}",), ("{%tr endfor %}",)), "之间没有行"),
    ((("{%tr for 项 in 会议 %}",), ("{{ 项.议题 }}",), ("{%tr endfor %}",)), "请在循环上面加一行表头"),
    ((("头", "头"), ("{%tr for 项 in 会议 %}", "会议"), ("{{ 项.议题 }}", "乙"), ("{%tr endfor %}", "")), "要单独占一行"),
    ((("头",), ("{%tr for 项 in 会议 %}",), ("{{ 项.意题 }}",), ("{%tr endfor %}",)), "是不是“项.议题”"),
]


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_tags_in_tables(tmp_path, rows, expected):
    """A lone condition in a cell, loops without a row, tables that can lose every row, text beside {%tr."""
    assert [expected in reason for reason in reasons(tabled(tmp_path, *rows))] == [True]


def test_what_word_adds(tmp_path):
    """Text boxes, revisions, tags split by a link, fonts no PC has and styles the house lacks are told once each."""
    path = made(tmp_path, "甲", "{{ 乡镇 }}", "乙", "丙")
    house = path.parent / "公文版式.docx"
    house.write_bytes((TEMPLATES / "公文版式.docx").read_bytes())
    document = Document(path)
    first, second, third, fourth = document.paragraphs[:4]
    box = f'<w:pict {nsdecls("w")}><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict>'
    first.runs[0]._r.append(parse_xml(box))
    second.runs[0].text = "{{ 乡"
    link = f'<w:hyperlink {nsdecls("w")}><w:r><w:t>镇 }}}}</w:t></w:r></w:hyperlink>'
    second._p.append(parse_xml(link))
    third.runs[0]._r.get_or_add_rPr().find(qn("w:rFonts")).set(qn("w:eastAsia"), "汉仪大宋简")
    styles = document.styles.element
    styles.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="own"><w:name w:val="自定样式"/></w:style>'
    ))
    fourth._p.pPr.find(qn("w:pStyle")).set(qn("w:val"), "own")
    document.save(path)
    found = reasons(path)
    for expected in ("文本框里的文字", "拆成了几截", "字体“汉仪大宋简”", "样式“自定样式”公文版式里没有"):
        assert sum(expected in reason for reason in found) == 1
    assert len(found) == 4


def test_what_is_no_word_file_is_one_fault(tmp_path):
    """A text file named .docx is told, never a traceback."""
    path = tmp_path / "文本.docx"
    path.write_text("你好")
    assert ["它不是 Word 文档" in reason for reason in reasons(path)] == [True]


def test_a_fault_met_while_printing_names_its_paragraph(tmp_path):
    """A wrong column in a loop inside a table, and a wrong tag in a header, name template, part and paragraph."""
    path = tabled(tmp_path, ("头",), ("{%tr for 项 in 会议 %}",), ("{{ 项.意题 }}",), ("{%tr endfor %}",))
    with pytest.raises(TemplateFault, match=re.escape("模板“月报.docx”第 4 段“{{ 项.意题 }}”：不认识“项.意题”")):
        render(load(path), specimen())
    path = made(tmp_path, "正文")
    document = Document(path)
    document.sections[0].header.paragraphs[0].runs[0].text = "{% for 项 in 会议 %}{{ 项.意题 }}{% endfor %}"
    document.save(path)
    with pytest.raises(TemplateFault, match=r"模板“月报\.docx”页眉第 1 段.*是不是“项\.议题”"):
        render(load(path), specimen())
