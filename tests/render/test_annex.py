"""Behind a report stand the sources of its figures, and what a corrected one changed."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from make.housestyle import write
from markdown import cells
from reportsamples import village
from shuzhi.model.indicator import Figure
from shuzhi.model.settings import Branch
from shuzhi.render.annex import append, corrections
from shuzhi.render.origin import places, title_of
from shuzhi.render.template import load, render

LINES = [("gwTitle", "季度报告"), ("gwBody", "{{ 句.会议 }}"), ("gwBody", "{%p for 项 in 实事清单 %}"), ("gwBody", "{{ 项 }}"),
         ("gwBody", "{%p endfor %}"), ("gwSignature", "{{ 支部.全称 }}"), ("gwDate", "{{ 截至日期 }}")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def figures(text):
    """「source text rows」 a line."""
    lines = [line.split() for line in text.strip().splitlines()]
    return tuple(Figure(n, printed, source, tuple(rows)) for n, (source, printed, *rows) in enumerate(lines, 1))


@pytest.fixture
def reported(tmp_path):
    """A village's report, with or without annex, after a final one."""
    def made(*, annex=True, final=None):
        write(tmp_path / "季报.docx", LINES, "季报")
        facts = village()
        return render(load(tmp_path / "季报.docx"), replace(facts, kind=replace(facts.kind, annex=annex), final=final))

    return made


def tables(report):
    found = Document(BytesIO(report.docx)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


CHANGES = """
| 原来 | 现在 | 更正 |
|---|---|---|
| a 3;b 5 | a 3;b 5 | |
| a 3;b 5 | a 4;b 5 | a 3→4 |
| a 3;a 10 | a 3;a 12 | a 10→12 |
| a 3 | a 3;a 3 | |
| a 3;a 3 | a 4;a 4 | a 3→4 |
| a 3 | b 2 | b →2;a 3→ |
| 民生实事!K2 7;民生实事!K3 9 | 民生实事!K2 5;民生实事!K3 7;民生实事!K4 9 | 民生实事!K2 →5 |
| 民生实事!K2 7;民生实事!K3 9 | 民生实事!K2 7;民生实事!K3 8 | 民生实事!K3 9→8 |
| 支部信息!B20 7;支部信息!B21 9 | 支部信息!B21 7 | 支部信息!B21 9→7;支部信息!B20 7→ |
"""


def test_what_changed():
    """A changed, new or vanished figure is named once; a row put in between or a number said twice changes nothing."""
    for before, now, expected in cells(CHANGES)[1:]:
        given = [figures((text or "").replace(";", "\n")) for text in (before, now)]
        found = [f"{one.source} {one.before}→{one.now}" for one in corrections(*given)]
        assert ";".join(found) == (expected or ""), (before, now)


def test_a_report_that_was_never_final_corrects_nothing():
    """Without final figures there is nothing to compare with; with none in it every figure is new."""
    now = figures("a 3 会议!5")
    assert corrections(None, now) == ()
    assert [(one.before, one.now, one.rows) for one in corrections((), now)] == [("", "3", ("会议!5",))]


def test_sources_in_the_order_of_printing(reported):
    """数据来源 has every figure of the report in its order, under a header that is repeated, with real widths."""
    report = reported()
    (table,) = tables(report)
    assert table[0] == ["序号", "数", "指标或栏目", "来自哪几行"]
    assert [line[:2] for line in table[1:]] == [[str(one.number), one.text] for one in report.figures]
    assert ["支部委员会会议次数（次）", "会议第3—5行"] in [line[2:] for line in table]
    assert any(line[2].startswith("民生实事·") for line in table)
    with zipfile.ZipFile(BytesIO(report.docx)) as archive:
        node = etree.fromstring(archive.read("word/document.xml")).find(f".//{W}tbl")
    assert node.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert len(list(node.iter(W + "tblHeader"))) == 1
    widths = [int(one.get(W + "w")) for one in node.iter(W + "gridCol")]
    assert len(widths) == 4
    assert 8800 < sum(widths) <= 8844


def test_without_the_setting_there_is_no_annex(reported):
    """附数据来源 is off by default."""
    assert tables(reported(annex=False)) == []


def test_a_corrected_report_says_so(reported):
    """（更正稿） stands in the header, 更正说明 before 数据来源, both announced above the signature; a style by its name."""
    before = reported(annex=False).figures
    final = tuple(one._replace(text="99") if one.source == "meetings_committee" else one for one in before)
    report = reported(final=final)
    document = Document(BytesIO(report.docx))
    assert "（更正稿）" in document.sections[0].header.paragraphs[0].text
    changed, sources = tables(report)
    assert changed == [
        ["序号", "指标或栏目", "原数", "现数", "涉及行"], ["1", "支部委员会会议次数（次）", "99", "3", "会议第3—5行"],
    ]
    assert len(sources) == 1 + len(report.figures)
    lines = [(one.style.name, one.text) for one in document.paragraphs]
    assert [text for name, text in lines if name == "公文附件"] == ["附件"]
    texts = [text for _, text in lines]
    assert texts.index("附件：更正说明和数据来源") < texts.index("附件") < texts.index("更正说明")
    assert "更正稿" not in "".join(texts)


def test_a_long_row_may_break_behind_each_number():
    """A zero-width space stands behind each 、 of the rows: else LibreOffice breaks before it."""
    root = etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>')
    append(root, {}, village(), figures("meetings_general 3 会议!2 会议!5 会议!9"), ())
    assert [node.text for node in root.iter(W + "t")][-2] == "会议第2、\u200b5、\u200b9行"


def test_places_in_short():
    """Three rows behind each other are one run; rows of a 支部 carry its name."""
    child = Branch("0201", "望湖第一党支部", "望湖一支部", "望湖一支部", "党支部", "社区")
    facts = replace(village(), children=(child,))
    rows = ("会议!5", "会议!7", "会议!9", "会议!10", "会议!11", "党员!2", "0201:会议!2", "0201:会议!3")
    assert places(facts, rows) == "会议第5、7、9—11行；党员第2行；望湖一支部：会议第2、3行"
    assert places(facts, ()) == ""


def test_titles():
    """An indicator with its unit, a cell by the column it stands in (also where the branch moved it), an item by row."""
    facts = replace(village(), columns={"tasks": {"title": 5}})
    row = facts.item_rows["collective_income"]
    assert title_of(facts, "members_total") == "党员总数（名）"
    assert title_of(facts, "民生实事!E3") == "民生实事·事项名称"
    assert title_of(facts, "会议") == "会议"
    rate = facts.own["general_attendance_rate"]._replace(numerator=9.0, denominator=10.0, value=90.0)
    there = replace(facts, own={**facts.own, rate.name: rate})
    assert [title_of(there, rate.name, text).rpartition("（")[2] for text in ("90", "9", "10")] == [
        "%）", "计算用数）", "计算用数）",
    ]
    work = rate._replace(title="入户走访（户次）", unit="户次", numerator=None, denominator=None)
    assert title_of(replace(facts, own={rate.name: work}), rate.name, "90") == "入户走访（户次）"
    assert title_of(facts, f"支部信息!B{row}") == "支部信息·集体经济收入（本年累计，万元）"
