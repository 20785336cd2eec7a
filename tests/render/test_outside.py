"""Nothing that a Word file reaches for outside itself goes into a report: links, fields, macros, objects, sources."""

import re
import shutil

import pytest

from entities import ENTITY, LAUGHS
from make.housestyle import write
from reportfacts import facts
from shuzhi.errors import TemplateFault
from shuzhi.render.checking import flaws
from shuzhi.render.template import load, render
from shuzhi.zipped import joined, piece, taken_apart, zipped

TYPES, BODY, RELATIONS, SETTINGS = "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/settings.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
LINKED, OBJECT = "连着外面的文件或网址", "嵌着别的文件或控件"


def relation(kind, target, mode=' TargetMode="External"'):
    return f'<Relationship Id="rId990" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'


def code(*pieces):
    return FIELD.format("".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in pieces))


def behind(kind, target, mode=' TargetMode="External"'):
    return RELATIONS, "</Relationships>", relation(kind, target, mode)


def inside(xml):
    return BODY, "第二段</w:t></w:r>", f"第二段</w:t></w:r>{xml}"


VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
# What is changed in the template (part, old, new), and what is told.
REACHING = {
    "a linked picture": (*behind("image", "http://127.0.0.1:9/a.png"), "图片连着外面"),
    "a picture of another disk": (*behind("image", "file:///etc/hostname"), LINKED),
    "a picture of another PC": (*behind("image", "\\\\10.0.0.1\\a\\b.png"), LINKED),
    "a linked object": (*behind("oleObject", "file:///C:/a.xlsx"), OBJECT),
    "an object": (*behind("oleObject", "embeddings/oleObject1.bin", ""), OBJECT),
    "a workbook inside": (*behind("package", "embeddings/a.xlsx", ""), OBJECT),
    "a control": (*behind("control", "activeX/activeX1.xml", ""), OBJECT),
    "another document in it": (*behind("aFChunk", "a.html", ""), OBJECT),
    "a document below it": (*behind("subDocument", "http://127.0.0.1:9/a.docx"), "子文档连着外面"),
    "a frame": (*behind("frame", "http://127.0.0.1:9/a.html"), LINKED),
    "a film": (*behind("video", "http://127.0.0.1:9/a.mp4"), LINKED),
    "a link to a file": (*behind("hyperlink", "file:///C:/a.exe"), "超链接连着外面"),
    "a link that runs": (*behind("hyperlink", "javascript:alert(1)"), LINKED),
    "another document opened": ("_rels/.rels", '"word/document.xml"', '"else/document.xml"', "正文不在通常的位置"),
    "an add-in": (
        "_rels/.rels", "</Relationships>", relation("webextensiontaskpanes", "word/taskpanes.xml", ""), "里面有宏",
    ),
    "macros": (TYPES, "wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml", "里面有宏"),
    "an old picture": (*inside(f'<w:r><w:pict><v:rect {VML}><v:imagedata src="http://127.0.0.1:9/a.png"/></v:rect></w:pict></w:r>'), LINKED),
    "an old object": (*inside('<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link"/></w:object>'), OBJECT),
    "altChunk": (BODY, "<w:sectPr", "<w:altChunk/><w:sectPr", OBJECT),
    "subDoc": (*inside("<w:subDoc/>"), OBJECT),
} | {
    name: (*inside(code(f' {name} "C:\\\\a.doc" ')), f"这里的域“{name}”")
    for name in ("INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "MACROBUTTON", "DATABASE", "IMPORT", "RD", "EMBED")
} | {
    "a field in pieces": (*inside(code(" inc", "lude", 'Text "C:\\\\a.doc"')), "“INCLUDETEXT”"),
    "a field in a field": (*inside(FIELD.format("<w:r><w:instrText> IF 1=1 </w:instrText></w:r>" + code("DDEAUTO cmd"))), "“DDEAUTO”"),
    "a field without end": (*inside("<w:r><w:instrText>DDE a b</w:instrText></w:r>"), "“DDE”"),
    "a simple field": (*inside('<w:fldSimple w:instr=" INCLUDETEXT a "/>'), "“INCLUDETEXT”"),
    "a field that was taken out": (*inside("<w:r><w:delInstrText> LINK a </w:delInstrText></w:r>"), "“LINK”"),
}
HARMLESS = {
    "a link": behind("hyperlink", "https://www.gov.cn/"),
    "a letter": behind("hyperlink", "mailto:a@b.cn"),
    "page numbers": inside(code(" PAGE ")),
    "a link as a field": inside(code(' HYPERLINK "https://www.gov.cn/link" ')),
}


def changed(path, name, old, new):
    """The file with one part changed, that had `old` in it."""
    members = taken_apart(path.read_bytes())
    text = next(one for one in members if one.name == name).content.decode()
    assert old in text
    path.write_bytes(zipped(joined(name, [piece(text.replace(old, new, 1).encode())]) if one.name == name else one for one in members))
    return path


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "月报.docx"
    write(path, [("gwBody", "第一段"), ("gwBody", "第二段")], "月报")
    return path


@pytest.fixture
def template(tmp_path, plain):
    return shutil.copy(plain, tmp_path / plain.name)


@pytest.mark.parametrize(("name", "old", "new", "told"), REACHING.values(), ids=REACHING)
def test_what_reaches_outside_is_refused(template, name, old, new, told):
    """With the template and what to do; a field with its paragraph; `templates check` says the same."""
    changed(template, name, old, new)
    with pytest.raises(TemplateFault, match=re.escape(told)) as raised:
        load(template)
    assert raised.value.reason in [flaw.reason for flaw in flaws(template, facts(), ())]
    assert raised.value.reason.endswith("。")
    if "域" in told:
        assert raised.value.paragraph


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_a_link_to_click_on_and_fields_of_the_page_stay(template, change):
    """Nothing is fetched before somebody clicks."""
    assert render(load(changed(template, *change)), facts()).docx


@pytest.mark.parametrize("name", [TYPES, "_rels/.rels", BODY, RELATIONS, "word/styles.xml", SETTINGS, "docProps/core.xml"])
@pytest.mark.parametrize("start", [ENTITY, LAUGHS], ids=["entity", "laughs"])
def test_no_part_has_a_doctype(template, name, start):
    """No entity is resolved, read or multiplied: the file is refused before anything is made of it."""
    members = taken_apart(template.read_bytes())
    text = next(one for one in members if one.name == name).content.decode()
    head = text.index("<", text.index("?>")) if text.startswith("<?xml") else 0
    changed(template, name, text, text[:head] + start + text[head:])
    with pytest.raises(TemplateFault, match="打不开"):
        load(template)


def test_what_ties_a_template_to_its_author_is_taken_out(template):
    """The template it was made from, a source of addresses: nobody misses them, and they name somebody's disk."""
    tied = f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rId1"/><w:mailMerge><w:query w:val="SELECT"/></w:mailMerge></w:settings>'
    changed(template, SETTINGS, "</w:settings>", tied)
    relations = f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation("attachedTemplate", "file:///C:/Users/wang/a.dotm")}'
    members = taken_apart(template.read_bytes())
    template.write_bytes(zipped([*members, joined("word/_rels/settings.xml.rels", [piece(relations.encode())])]))
    parts = {one.name: one.content for one in taken_apart(render(load(template), facts()).docx)}
    assert not any(word in data for data in parts.values() for word in (b"attachedTemplate", b"mailMerge", b"wang"))
