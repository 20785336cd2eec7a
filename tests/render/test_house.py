"""What the house style file changes in every report, and what it leaves alone."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm, Pt
from lxml import etree

from make.housestyle import write
from reportfacts import facts
from shuzhi.errors import TemplateFault
from shuzhi.render.house import HOUSE, dressed
from shuzhi.render.package import pack
from shuzhi.render.source import members
from shuzhi.render.template import load, render

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def house():
    """The members of the committed house file."""
    return dict(members((ROOT / "templates" / HOUSE).read_bytes(), HOUSE))


def changed(house, part, pattern, new):
    """One part of the house with something in it replaced; it must be there."""
    text, count = re.subn(pattern, new, house[part].decode())
    assert count
    return {**house, part: text.encode()}


def report(folder, house, *lines):
    """What a template of these lines prints beside that house file."""
    write(folder / "月报.docx", lines or [("gwTitle", "月报"), ("gwBody", "{{ 乡镇 }}")], "月报")
    (folder / HOUSE).write_bytes(pack(house))
    return Document(BytesIO(render(load(folder / "月报.docx"), facts()).docx))


def other_ids(house):
    """The file as Word gives it back after saving: every style has another id, and the same name."""
    names = re.findall(r'w:styleId="(\w+)"', house["word/styles.xml"].decode())
    pattern = re.compile(rb'(?<=")(' + "|".join(names).encode() + rb')(?=")')
    ids = {name.encode(): f"a{number}".encode() for number, name in enumerate(names)}

    def renamed(path, data):
        if path == "word/styles.xml":
            for old, new in ids.items():
                data = re.sub(rb'((?:styleId|basedOn w:val|next w:val)=")' + old + b'"', rb"\g<1>" + new + b'"', data)
            return data
        return pattern.sub(lambda found: ids[found[1]], data) if path.startswith("word/") and "rels" not in path else data

    return {path: renamed(path, data) for path, data in house.items()}


def body_style(document):
    return document.styles["公文正文"]


def test_the_house_as_delivered_changes_nothing(house):
    """The templates of the workspace already look like the house: text, styles and page stay what they were."""
    found = members((ROOT / "templates/意见建议办理情况报告.docx").read_bytes(), "")
    new = dressed(found, house)
    assert set(new) == set(found)
    for path in found:
        if path.endswith((".xml", ".rels")):
            assert canonical(new[path]) == canonical(found[path]), path


def canonical(data):
    return etree.tostring(etree.fromstring(data), method="c14n").decode()


def test_a_changed_style_changes_every_report(tmp_path, house):
    """Font, size and line pitch of a style, and the fonts of the document as a whole, come from the house."""
    house = changed(house, "word/styles.xml", "仿宋_GB2312", "仿宋")
    house = changed(house, "word/styles.xml", 'w:line="579"', 'w:line="560"')
    house = changed(house, "word/styles.xml", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>')
    made = report(tmp_path, house)
    styles = made.styles.element.xml
    assert "仿宋_GB2312" not in styles
    assert 'w:line="579"' not in re.search(r'w:styleId="Normal".*?</w:style>', styles, re.DOTALL)[0]
    assert made.styles["公文标题"].font.size == Pt(18)
    assert body_style(made).base_style.paragraph_format.line_spacing == Pt(28)


def test_changed_margins_change_upright_pages_alone(tmp_path, house):
    """Every portrait section takes paper and margins; a landscape one keeps its own."""
    house = changed(house, "word/document.xml", r'w:top="\d+"', 'w:top="1701"')
    write(tmp_path / "月报.docx", [("gwBody", "{{ 乡镇 }}")], "月报")
    document = Document(tmp_path / "月报.docx")
    wide = document.add_section()
    wide.page_width, wide.page_height, wide.top_margin = Mm(297), Mm(210), Mm(28)
    document.save(tmp_path / "月报.docx")
    (tmp_path / HOUSE).write_bytes(pack(house))
    made = Document(BytesIO(render(load(tmp_path / "月报.docx"), facts()).docx))
    assert [round(section.top_margin.mm) for section in made.sections] == [30, 28]
    assert [round(section.page_width.mm) for section in made.sections] == [210, 297]
    order = [etree.QName(node).localname for node in made.sections[0]._sectPr]
    assert order.index("footerReference") < order.index("pgSz") < order.index("pgMar") < order.index("cols")


def test_a_changed_page_number_changes_odd_and_even_pages(tmp_path, house):
    """第1页 in the house's footers is 第1页 in every report, with the field that counts and on the same side."""
    for part in ("word/footer1.xml", "word/footer2.xml"):
        house = changed(house, part, "— ", "第")
        house = changed(house, part, " —", "页")
    made = report(tmp_path, house).sections[0]
    for footer, side in ((made.footer, "right"), (made.even_page_footer, "left")):
        assert footer.paragraphs[0].text == "第1页"
        assert " PAGE " in footer._element.xml
        assert f'<w:jc w:val="{side}"/>' in footer._element.xml


def test_page_numbers_in_a_text_box_are_not_taken(tmp_path, house):
    """A number that somebody put into a floating box stays in the house file: WPS and Word place it differently."""
    house = changed(house, "word/footer1.xml", "(</w:p>)", r"<w:r><w:pict/></w:r>\1")
    made = report(tmp_path, house).sections[0]
    assert made.footer.paragraphs[0].text == "— 1 —"
    assert "w:pict" not in made.footer._element.xml


def test_one_kind_of_page_number_for_all_pages(tmp_path, house):
    """A township that switches off different odd and even pages switches them off in all reports, and on again."""
    off = changed(house, "word/settings.xml", "<w:evenAndOddHeaders/>", "")
    assert not report(tmp_path, off).settings.odd_and_even_pages_header_footer
    assert report(tmp_path, house).settings.odd_and_even_pages_header_footer


def test_a_house_file_saved_by_word_has_other_ids(tmp_path, house):
    """Styles are known by name: a house whose ids all changed dresses a report in the same way."""
    renamed = changed(other_ids(house), "word/styles.xml", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>')
    assert b"gwBody" not in b"".join(renamed.values())
    made = report(tmp_path, renamed)
    assert made.styles["公文标题"].font.size == Pt(18)
    assert made.styles["公文标题"].style_id == "gwTitle"
    assert body_style(made).base_style.name == "Normal"
    assert made.sections[0].footer.paragraphs[0].style.name == "公文页码"
    assert [paragraph.style.name for paragraph in made.paragraphs] == ["公文标题", "公文正文"]


def test_a_template_saved_by_word_keeps_its_ids(house):
    """The template may have other ids than the house, and a style of its own under an id of the house."""
    found = dict(members((ROOT / "templates/意见建议办理情况报告.docx").read_bytes(), ""))
    found = changed(other_ids(found), "word/styles.xml", "</w:styles>",
                    '<w:style w:type="paragraph" w:styleId="gwCover"><w:name w:val="本镇批注"/></w:style></w:styles>')
    found = changed(found, "word/styles.xml", "公文封面", "本镇封面")
    new = Document(BytesIO(pack(dressed(found, house))))
    assert [style.name for style in new.styles if style.style_id == "gwCover"] == ["本镇批注"]
    assert {"本镇封面", "公文封面"} <= {style.name for style in new.styles}
    ids = [style.style_id for style in new.styles]
    assert len(ids) == len(set(ids))
    assert new.paragraphs[0].style.name == "公文标题"
    assert new.styles["公文正文"].base_style.style_id == new.styles["Normal"].style_id
    defaults = [style.name for style in new.styles if style.element.get(W + "default")]
    assert defaults == ["Normal", "Default Paragraph Font", "Normal Table"]


def test_fonts_with_their_substitutes(house):
    """The names to fall back to come from the house; a font that only the template names stays, no font file comes."""
    found = dict(members((ROOT / "templates/意见建议办理情况报告.docx").read_bytes(), ""))
    found = changed(found, "word/fontTable.xml", "</w:fonts>", '<w:font w:name="华文行楷"/></w:fonts>')
    house = changed(house, "word/fontTable.xml", '<w:altName w:val="仿宋"/>', '<w:altName w:val="华文仿宋"/>')
    house = changed(house, "word/fontTable.xml", "<w:fonts ",
                    '<w:fonts xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ')
    house = changed(house, "word/fontTable.xml", "(</w:font>)", r'<w:embedRegular r:id="rId1"/>\1')
    house = changed(house, "word/fontTable.xml", "</w:fonts>", '<w:font w:name="黑体"/></w:fonts>')  # twice, as LibreOffice saves
    fonts = dressed(found, house)["word/fontTable.xml"].decode()
    assert "华文仿宋" in fonts
    assert "华文行楷" in fonts
    assert "embedRegular" not in fonts
    assert fonts.count('w:name="仿宋_GB2312"') == 1


def test_without_a_house_file_a_template_stays_as_it_is(tmp_path):
    """A folder without 公文版式.docx prints with the template's own styles."""
    write(tmp_path / "月报.docx", [("gwBody", "{{ 乡镇 }}")], "月报")
    assert render(load(tmp_path / "月报.docx"), facts()).docx


def test_a_damaged_house_file_is_named(tmp_path, house):
    """What to repair is the house file, not the template that stands beside it."""
    write(tmp_path / "月报.docx", [("gwBody", "{{ 乡镇 }}")], "月报")
    for damaged in (b"PK", pack({**house, "word/styles.xml": b"<w:styles"})):
        (tmp_path / HOUSE).write_bytes(damaged)
        with pytest.raises(TemplateFault, match=re.escape(HOUSE)):
            load(tmp_path / "月报.docx")


def test_the_house_file_shows_each_style(house):
    """Every style named 公文… has a line, a header or a footer that shows it."""
    names = set(re.findall(r'<w:name w:val="(公文\w+)"/>', house["word/styles.xml"].decode()))
    document = Document(ROOT / "templates" / HOUSE)
    with zipfile.ZipFile(ROOT / "templates" / HOUSE) as archive:
        assert archive.testzip() is None
    section = document.sections[0]
    shown = [*document.paragraphs, *section.header.paragraphs, *section.footer.paragraphs]
    assert {paragraph.style.name for paragraph in shown} == names
    assert not re.search("[{}]", "".join(paragraph.text for paragraph in shown))
