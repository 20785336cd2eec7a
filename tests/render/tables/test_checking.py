"""`templates check` of workbooks: every fault at once."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from gridbook import gridbook
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.compute.catalogue import with_blanks
from shuzhi.render.tables.checking import flaws
from shuzhi.render.tables.starter import starter

PAGE = """
|   | A | B |
|---|---|---|
| 1 | {{ 乡镇 }}{{ 报告其 }} | {{ 序号 }} |
| 3 | {{ 支部.简称 }} | {{ 支部.党员总署 }} |
| 5 | {{ 各支部["石桥寸"].党员总数 }} | ｛｛ 乡镇 ｝｝ |
| 6 | {{ 各支部 }} | {% for 项 in 小计 %}{% endfor %} |
| 8 | ｛注｝单位{名} | }1 |
| 7 | {% if 期间不一制 %}{{ 统计期间 }}{% endif %} | {{ 全体指标.走访慰问户次 }} |
"""
TOLD = [
    ("“季报”表 A1 格", "不认识“报告其”，是不是“报告期”？"),
    ("“季报”表 B3 格", "不认识“支部.党员总署”，是不是“支部.党员总数”？"),
    ("“季报”表 A5 格", "支部名册里没有“石桥寸”，是不是“石桥村”？"),
    ("“季报”表 B5 格", "有全角的大括号"),
    ("“季报”表 A6 格", "这个标签是一组内容，不能直接打印。一个支部一行的"),
    ("“季报”表 B6 格", "表格里只能用 {{ 名称 }} 和 {% if … %}"),
    ("“季报”表 A7 格", "不认识“期间不一制”，是不是“期间不一致”？"),
]


def found(path):
    given = township_specimen()
    return [(flaw.place, flaw.reason) for flaw in flaws(path, replace(given, all=with_blanks(given.all)))]


def test_every_fault_is_told_at_once_with_its_cell(tmp_path):
    """Tags nobody knows, branches nobody knows, marks of another keyboard; what is right is not told."""
    told = sorted(found(gridbook(tmp_path / "季报.xlsx", ("季报", PAGE))))
    assert [(place, reason[: len(wanted)]) for (place, reason), (_, wanted) in zip(told, sorted(TOLD), strict=True)] == sorted(TOLD)


def test_the_table_to_start_from_is_clean(tmp_path):
    """And always the same bytes."""
    path = tmp_path / "{报告期}党组织情况表.xlsx"
    path.write_bytes(starter(path.stem))
    assert found(path) == []
    assert starter(path.stem) == path.read_bytes()
    assert load_workbook(path).active["A1"].value == "{{ 乡镇 }}{{ 报告期 }}党组织情况表"


@pytest.mark.parametrize(("name", "title"), [
    ("季度报表", "报表"), ("{报告期}年度统计表", "统计表"), ("半年报表", "报表"), ("季度", "季度"), ("党员季度报表", "党员季度报表"),
])
def test_the_head_says_the_period_once(name, title):
    """2023年第三季度报表, not 2023年第三季度季度报表."""
    assert load_workbook(BytesIO(starter(name))).active["A1"].value == f"{{{{ 乡镇 }}}}{{{{ 报告期 }}}}{title}"


def test_tags_outside_the_cells_are_told(tmp_path):
    """A sheet's name, its header, a comment."""
    def elsewhere(book):
        sheet = book.active
        sheet.oddHeader.center.text = "{{ 乡镇 }}"
        sheet["A1"].comment = Comment("{{ 报告期 }}", "县里")

    path = gridbook(tmp_path / "季报.xlsx", ("{{ 乡镇 }}", "| | A |\n|---|---|\n| 1 | 党员 |"), change=elsewhere)
    assert [reason for _, reason in found(path)] == [
        f"{where}里有标签，那里的标签不会填，请移到单元格里。"
        for where in ("工作表名“{{ 乡镇 }}”", "“{{ 乡镇 }}”表的页眉页脚", "“{{ 乡镇 }}”表的文本框、图表或批注")
    ]


def test_what_is_no_workbook_has_one_fault(tmp_path):
    """Said once."""
    path = tmp_path / "季报.xlsx"
    path.write_bytes(b"no workbook")
    assert [place for place, _ in found(path)] == [""]
