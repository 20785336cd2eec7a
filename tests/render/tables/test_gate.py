"""Workbooks of templates/ that nobody should try to fill in: each ends in one plain line, at once."""

import zipfile
import zlib

import pytest

from gridbook import edited, gridbook
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.errors import TemplateFault
from shuzhi.render.tables.checking import flaws
from shuzhi.render.tables.filling import table

SHEET = "xl/worksheets/sheet1.xml"
PAGE = """
|   | A |
|---|---|
| 1 | {{ 支部.简称 }} |
"""
NESTED = 3000
# What is typed in a cell → what is told.
TYPED = {
    "{{ 乡镇|join }}": "不能用“|join”，请删掉。",
    "{{ ''|attr('__class__') }}": "不能用“|attr”，请删掉。",
    "{{ ''.__class__ }}": "用了模板里不允许的写法",
    "{{ ''['__class__'] }}": "用了模板里不允许的写法",
    "{{ range(10 ** 9) }}": "用了模板里不允许的写法",
    "{% for 数 in range(1000000000) %}{% endfor %}": "表格里只能用 {{ 名称 }}",
    "{{ 1e400 }}": "这里的写法算不出结果",
    "{{ 1e308 * 10 - 1e308 * 10 }}": "这里的写法算不出结果",
    "{{ " + "9" * 5000 + " }}": "标签太长，或者套得太深",
    "{{ " + "(" * NESTED + "1" + ")" * NESTED + " }}": "标签太长，或者套得太深",
    "{{" * 16000: "大括号不成对",
    "{%" * 16000 + "}}": "大括号不成对",
    "=[1]一季!A1": "公式引用了别的工作簿",
}
EMPTY = "".join(f'<row r="{number}"/>' for number in range(2, 20_003))
TAGS = "".join(
    f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{{{{ 乡镇 }}}}</t></is></c></row>' for number in range(2, 5_003)
)
APART = "".join(
    f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{{{{ 序号 }}}}</t></is></c></row>' for number in range(3, 105, 2)
)
# What is changed in the sheet → what is told.
CHANGED = {
    "too many rows": ("</sheetData>", EMPTY + "</sheetData>", "用不到的行和列"),
    "too many tags": ("</sheetData>", TAGS + "</sheetData>", "标签太多"),
    "too many repeated": ("</sheetData>", APART + "</sheetData>", "每个支部要重复的行太多"),
    "an entity": ("<worksheet", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><worksheet', "打不开"),
    "no row": ('<row r="1"', '<row r="x"', "有程序读不懂的内容"),
    "no column": ('r="A1"', 'r="?1"', "有程序读不懂的内容"),
}


def told(path):
    """What the run says of a workbook; `templates check` ends in a fault, too."""
    given = township_specimen()
    assert flaws(path, given)
    with pytest.raises(TemplateFault) as caught:
        table(path, given)
    return str(caught.value)


@pytest.mark.parametrize(("text", "reason"), TYPED.items(), ids=[text[:20] for text in TYPED])
def test_what_is_typed_to_do_harm_is_told_with_its_cell(tmp_path, text, reason):
    """No way out of the sandbox, no loop without end, no number that is none."""
    def put(book):
        book.active["B2"] = text
    said = told(gridbook(tmp_path / "季报.xlsx", ("季报", PAGE), change=put))
    assert said.startswith("模板“季报.xlsx”“季报”表 B2 格：")
    assert reason in said


@pytest.mark.parametrize(("old", "new", "reason"), CHANGED.values(), ids=CHANGED)
def test_a_sheet_that_is_none_or_too_large_is_told(tmp_path, old, new, reason):
    """Before it is laid out."""
    assert reason in told(edited(gridbook(tmp_path / "季报.xlsx", ("季报", PAGE)), SHEET, (old, new)))


def test_macros_under_another_name_are_told(tmp_path):
    """Excel would refuse the file, and nobody hands macros upward."""
    path = gridbook(tmp_path / "季报.xlsx", ("季报", PAGE))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"VBA")
    assert "里面有宏" in told(path)


def test_what_unpacks_to_more_than_a_template_is_not_unpacked(tmp_path):
    """A zip bomb, by the sizes it states."""
    path = gridbook(tmp_path / "季报.xlsx", ("季报", PAGE))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(30_000_001))
    assert "太大了" in told(path)


def test_a_damaged_part_is_told(tmp_path):
    """A byte of a compressed part changed."""
    path = gridbook(tmp_path / "季报.xlsx", ("季报", PAGE))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    start = info.header_offset + 30 + len(SHEET)
    data[start] ^= 0xFF
    with pytest.raises(zlib.error):
        zlib.decompress(bytes(data[start : start + info.compress_size]), -zlib.MAX_WBITS)
    path.write_bytes(data)
    assert "打不开" in told(path)
