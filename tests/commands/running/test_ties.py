"""What ties a 定稿 to other files."""

import pytest

from make.housestyle import write
from shuzhi.commands.running.ties import UNFIT, loosened
from shuzhi.zipped import replaced, taken_apart

SETTINGS, BODY = "word/settings.xml", "word/document.xml"
TIED = '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></w:settings>'
READS = '<w:p><w:r><w:t>甲</w:t></w:r><w:fldSimple w:instr=" INCLUDETEXT c:\\a.docx "/></w:p></w:body>'


@pytest.fixture
def final(tmp_path):
    write(tmp_path / "定稿.docx", [], "述职报告")
    return (tmp_path / "定稿.docx").read_bytes()


def changed(content, part, end, new):
    (old,) = (one.content.decode() for one in taken_apart(content) if one.name == part)
    assert end in old
    return replaced(content, {part: old.replace(end, new).encode()})


def test_ties_that_nobody_misses_are_taken_out_and_nothing_else(final):
    """The template it was made from goes; every other part keeps its bytes."""
    tied = changed(final, SETTINGS, "</w:settings>", TIED)
    free, fault = loosened(tied)
    assert fault == ""
    before, after = ({one.name: one.content for one in taken_apart(data)} for data in (tied, free))
    assert b"attachedTemplate" not in after.pop(SETTINGS)
    assert b"attachedTemplate" in before.pop(SETTINGS)
    assert after == before


def test_a_document_without_ties_is_itself(final):
    """Not a byte is written again."""
    assert loosened(final) == (final, "")


def test_what_reads_another_file_is_told_with_its_paragraph(final):
    """Such a 定稿 stays in the office; so does what is no document."""
    assert loosened(changed(final, BODY, "</w:body>", READS))[1].startswith("第 ")
    assert "“甲”" in loosened(changed(final, BODY, "</w:body>", READS))[1]
    assert loosened(b"PK") == (b"PK", UNFIT)
