"""Parts filled in our way are those of docxtpl itself."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportsamples import FOLDER, community, issues, village
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import Environment
from shuzhi.render.fill import Given, filled, mended
from shuzhi.render.package import pack
from shuzhi.render.printing import FIGURES
from shuzhi.render.source import Part
from shuzhi.render.template import load

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000"
    "000a4944415478da6360000000020001e527defc0000000049454e44ae426082"
)
CASES = [
    ("季度抓基层党建述职报告", village), ("季度抓基层党建述职报告", community), ("意见建议办理情况报告", issues),
]


def odd(path):
    """A template whose table has a column more than cells, with a drawing in a row that a loop repeats."""
    document = Document()
    table = document.add_table(4, 2)
    texts = ("编号", "{%tr for 项 in 民生实事 %}", "{{ 项.编号 }}", "{%tr endfor %}")
    for text, row in zip(texts, table.rows, strict=True):
        row.cells[0].text = text
    table.rows[2].cells[1].paragraphs[0].add_run().add_picture(BytesIO(PICTURE))
    table.add_column(Cm(2))
    for row in table._tbl.tr_lst:
        row.remove(row.tc_lst[-1])
    document.save(path)


def asked(facts):
    """A new context with everything a template may ask for."""
    return {**context_of(facts), FIGURES: [], BUDGET: Budget()}


def canonical(root):
    """One spelling for equal XML."""
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize(("name", "facts"), CASES)
def test_every_part_is_as_docxtpl_renders_it(name, facts):
    """Body, headers and footers are canonically equal to those of a new DocxTemplate with the same environment."""
    compare(load(FOLDER / f"{name}.docx"), facts())


def test_tables_and_drawings_are_mended_as_docxtpl_does_it(tmp_path):
    """A column too many goes, its width to the others; drawings printed many times are numbered."""
    odd(tmp_path / "表.docx")
    template, own = load(tmp_path / "表.docx"), village()
    compare(template, own)
    [body] = [part for part in template.parts if part.path == "word/document.xml"]
    root = filled(template.name, body, Given(1000, asked(own), {}))
    assert len([*root.iter(W + "gridCol")]) == 2
    assert len({node.get("id") for node in root.iter(DRAWING)}) == len(own.rows["tasks"]) > 1


def compare(template, own):
    """Every part of the template, filled in by us and by docxtpl."""
    stock = DocxTemplate(BytesIO(pack(template.members)))
    stock.render(asked(own), Environment(), autoescape=True)
    target = BytesIO()
    stock.save(target)
    context = asked(own)
    with ZipFile(target) as archive:
        for part in template.parts:
            printed = filled(template.name, part, Given(1000, context, context))
            assert canonical(printed) == canonical(etree.fromstring(archive.read(part.path))), part.path


ROW = st.lists(st.integers(1, 3), min_size=1, max_size=4)


@given(st.lists(st.tuples(st.integers(1, 6), st.lists(ROW, min_size=1, max_size=3)), max_size=2))
def test_a_table_is_left_alone_only_where_docxtpl_changes_nothing(tables):
    """Tables of any number of columns, with rows of cells that take one or more of them, come out as docxtpl's."""
    xml = f'<w:body xmlns:w="{W[1:-1]}">' + "".join(table_of(*one) for one in tables) + "</w:body>"
    own = mended("表.docx", Part("word/document.xml", "", (), "", compile("", "", "exec")), xml, 1000)
    assert canonical(own) == canonical(DocxTemplate(BytesIO()).fix_tables(xml))


def table_of(columns, rows):
    """A table in XML: the spans of the cells, row by row."""
    cells = ["".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>' if span > 1 else
                     "<w:tc><w:p/></w:tc>" for span in row) for row in rows]
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
