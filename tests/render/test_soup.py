"""Templates drawn at random, and real ones damaged: loading, checking and printing end in a report or in a plain fault."""

import random
import time
from copy import deepcopy

import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from conftest import REPOSITORY
from gridbook import gridbook
from shuzhi.commands.specimen import specimen
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.errors import TemplateFault
from shuzhi.render.checking import flaws
from shuzhi.render.tables.checking import flaws as table_flaws
from shuzhi.render.tables.filling import table
from shuzhi.render.template import load, render
from shuzhi.zipped import joined, piece, taken_apart, zipped

SECONDS = 20  # more than any takes on a slow machine; what would hang takes forever
BODY = "word/document.xml"
WORDS = (
    "指标.党员总数", "支部.简称", "会议", "项", "项.议题", "句.会议", "loop", "loop.index", "loop.changed(1)", "namespace(甲=1)", "甲",
    "self", "_figures", "_budget", "1", "9e9", "'文'", "“文”", "none", "not ", "-", "(甲)", "[1]", "['a', [1]]", "|", "|sort", "|list",
    "|first", "|groupby('议题')", "|selectattr('议题')", "|default('')", "|_counted(0,0)", " and ", " or ", " in ", " is defined", "**",
    "*", "+", "~", "%", "/", "==", "<", ",", ":", "=", ".", ".__class__", "['__init__']", " if ", " else ", "range(9)", "\\",
    "&amp;", "&lt;", "#", "\n",
)
HEADS = (
    "{{ ", "{{", "{{p ", "{{r ", "{% if ", "{% elif ", "{% for 项 in ", "{%p for 项 in ", "{%tr for 项 in ", "{%tc ", "{% set 甲 = ",
    "{% set 甲.乙 = ", "{%- ", "{# ", "{%p if ", "{% with 甲 = ", "{% macro 甲(", "{% call ", "{% include ", "{% raw ", "{% filter ",
    "{% block ", "{% autoescape ", "{% cellbg ", "{% colspan ", "{% hm ", "{% vm ", "{% for a in 会议 recursive",
)
BLOCKS = (
    ("{{% if {} %}}", "{% endif %}"), ("{{% for 项 in {} %}}", "{% endfor %}"), ("{{% for 项 in 会议 if {} %}}", "{% endfor %}"),
    ("{{% for 甲, 乙 in {} %}}", "{% endfor %}"), ("{{% set 甲 = {} %}}", ""), ("{{% with 甲 = {} %}}", "{% endwith %}"),
    ("{{% set 甲 %}}{}", "{% endset %}"), ("{{% autoescape {} %}}", "{% endautoescape %}"), ("{{% colspan {} %}}", ""),
    ("{{% for 项 in 会议 %}}{{% for 甲 in {} %}}", "{% endfor %}{% endfor %}"), ("{{% cellbg {} %}}", ""), ("{{% vm %}}{}", "{% hm %}"),
)
TAILS = (" }}", "}}", " %}", " -%}", " #}", "")
WHOLE = (
    "{% endif %}", "{% endfor %}", "{%p endfor %}", "{%p endif %}", "{%tr endfor %}", "{% else %}", "{% endset %}", "{% endwith %}",
    "{{ 乡镇 }}", "{{ 指标.党员总数 }}", "文字", "文", "", " ", "{{ 甲 }}",
)
PIECES = (
    "<w:p>", "</w:p>", "<w:p/>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", '<w:t xml:space="preserve">', "<w:tbl>", "</w:tbl>", "<w:tblGrid/>",
    "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:tcPr/>", "<w:tcPr></w:tcPr>", "<w:br/>", "<w:instrText>", "</w:instrText>", "<!-- {{ -->",
    "<w:sdt>", "</w:sdt>", "<?a {% ?>", "<w:sectPr/>", "<w:pPr><w:pStyle w:val='a'/></w:pPr>", "<w:del>", "</w:del>", "<x/>", "<w:drawing/>",
)

PAGE = """
|   | A | B | C |
|---|---|---|---|
| 1 | {{ 乡镇 }}{{ 报告期 }} | 数 | =SUM(B2:B3) |
| 2 | {{ 支部.简称 }} | {{ 支部.党员总数 }} | =B2*2 |
| 3 | 合计 | {{ 全体指标.党员总数 }} | {% if 乡镇 %}有{% endif %} |
"""


def furnish(book):
    """What hangs on the rows of a county's table."""
    sheet = book.active
    sheet.merge_cells("A5:B6")
    sheet["A2"].comment = Comment("照实填", "县委")
    sheet.conditional_formatting.add("B2:B3", CellIsRule("greaterThan", ["B1"], fill=PatternFill(bgColor="FF0000")))
    drawn = BarChart()
    drawn.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(drawn, "E1")
    book.create_sheet("说明")["A1"] = "=季报!B3"


def tag(chance):
    """Mostly one that is closed, sometimes pieces of one."""
    said = "".join(chance.choices(WORDS, k=chance.choice((1, 1, 1, 2, 3, 5))))
    kind = chance.random()
    if kind < 0.3:
        return f"{{{{ {said} }}}}"
    if kind < 0.6:
        head, tail = chance.choice(BLOCKS)
        return head.format(said) + chance.choice(("文", "{{ 甲 }}", "{{ 项.议题 }}", "{{ loop.index }}")) + tail
    return chance.choice(WHOLE) if kind < 0.95 else chance.choice(HEADS) + said + chance.choice(TAILS)


def text(chance):
    return "".join(tag(chance) for _ in range(chance.randrange(1, 3))).replace("<", "&lt;")


def paragraph(chance):
    """Sometimes in pieces, sometimes with pieces of XML that fit nowhere."""
    if chance.random() < 0.03:
        return "".join(chance.choice(PIECES) if chance.random() < 0.6 else text(chance) for _ in range(6))
    told = text(chance)
    at = chance.randrange(len(told) + 1)
    whole = f"<w:p><w:r><w:t>{told[:at]}</w:t></w:r><w:r><w:t>{told[at:]}</w:t></w:r></w:p>"
    if chance.random() < 0.2:
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:tc>{whole}</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return whole


def soup(chance, source):
    """A template whose body is drawn at random; every other thing is that of a real one."""
    members = taken_apart(source)
    body = next(one for one in members if one.name == BODY).content.decode()
    head, tail = body[: body.index("<w:body>") + len("<w:body>")], body[body.rindex("<w:sectPr"):]
    made = "".join(paragraph(chance) for _ in range(chance.randrange(1, 4)))
    return with_member(members, BODY, (head + made + tail).encode())


def with_member(members, name, content):
    return zipped(joined(name, [piece(content)]) if one.name == name else one for one in members)


VALUES = ("", "-1", "0", "x", "99999999999999999999", "NaN", "rId1", "rId999", "../../etc/passwd", "A1:B2", "A0", "ZZZZ1", "1e9", "{{ 乡镇 }}")


def damaged(chance, source):
    """A real template with bytes changed, a part left out, or elements of one part gone, doubled, moved, renamed."""
    if chance.random() < 0.1:
        data = bytearray(source)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)
    members = taken_apart(source)
    part = chance.choice([one for one in members if one.name.endswith((".xml", ".rels"))])
    if chance.random() < 0.1:
        return zipped(one for one in members if one.name != part.name)
    root = etree.fromstring(part.content)
    for _ in range(chance.randrange(1, 5)):
        disturb(chance, root)
    return with_member(members, part.name, etree.tostring(root, encoding="UTF-8", standalone=True))


def disturb(chance, root):
    """One change of a well-formed part."""
    nodes = list(root.iter(etree.Element))
    one, other = chance.choice(nodes), chance.choice(nodes)
    kind = chance.randrange(7)
    if kind < 2 and one.attrib:
        one.set(chance.choice(one.keys()), chance.choice(VALUES))
    elif kind == 2 and one.attrib:
        del one.attrib[chance.choice(one.keys())]
    elif kind == 3 and one.getparent() is not None:
        one.getparent().remove(one)
    elif kind == 4:
        other.append(deepcopy(one))
    elif kind == 5:
        one.tag = chance.choice((other.tag, "x"))
    else:
        one.text = chance.choice((*VALUES, *WHOLE))


def tried(*steps):
    """Each ends with a result, or with a fault that says what to do; nothing else, and soon."""
    began = time.monotonic()
    for step in steps:
        try:
            step()
        except TemplateFault as fault:
            assert str(fault)[-1] in "。？", fault
    assert time.monotonic() - began < SECONDS


@pytest.fixture(scope="module")
def sources():
    return [path.read_bytes() for path in sorted((REPOSITORY / "templates").glob("*.docx"))]


@pytest.mark.parametrize("make", [soup, damaged])
def test_a_word_template_drawn_at_random_ends_in_a_report_or_a_plain_fault(tmp_path, many, sources, make):
    """Whatever tags, markup and bytes a template holds."""
    facts, path = specimen(), tmp_path / "模板.docx"
    for seed in range(many // 4):
        chance = random.Random(f"{make.__name__} {seed}")
        path.write_bytes(make(chance, chance.choice(sources)))
        tried(lambda: render(load(path), facts), lambda: flaws(path, facts, ()))


def test_a_workbook_drawn_at_random_ends_in_a_table_or_a_plain_fault(tmp_path, many):
    """The same for the county's tables."""
    facts, path = township_specimen(), tmp_path / "表.xlsx"
    source = gridbook(path, ("季报", PAGE), change=furnish).read_bytes()
    for seed in range(many // 4):
        chance = random.Random(f"table {seed}")
        path.write_bytes(damaged(chance, source))
        tried(lambda: table(path, facts), lambda: table_flaws(path, facts))


def test_the_house_style_drawn_at_random_ends_in_a_report_or_a_plain_fault(tmp_path, many, sources):
    """The file whose styles all reports take."""
    facts = specimen()
    (tmp_path / "模板.docx").write_bytes(sources[0])
    house = (REPOSITORY / "templates" / "公文版式.docx").read_bytes()
    for seed in range(many // 4):
        (tmp_path / "公文版式.docx").write_bytes(damaged(random.Random(f"house {seed}"), house))
        tried(lambda: render(load(tmp_path / "模板.docx"), facts), lambda: flaws(tmp_path / "模板.docx", facts, ()))
