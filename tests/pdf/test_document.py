"""PDF files are opened with care, and carry no moment."""

from datetime import UTC, datetime

import pytest
from pypdf import PdfReader, PdfWriter

from shuzhi.pdf.document import page_count, pages, settled


def made(path, moment, number=2):
    """A PDF of some pages, made at a moment, with a named place on the last one."""
    writer = PdfWriter()
    for _ in range(number):
        writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "述职报告", "/CreationDate": moment.strftime("D:%Y%m%d%H%M%SZ")})
    if number:
        writer.add_named_destination("/last", number - 1)
        writer.add_outline_item(title="一、", page_number=number - 1)
    writer.generate_file_identifiers()
    writer.pdf_header = "%PDF-1.6"
    writer.write(path)
    return path


def test_the_moment_is_left_out(tmp_path):
    """Pages, title, named places and outline stay; what differs from one printing to the next does not."""
    one, two = (made(tmp_path / f"{day}.pdf", datetime(2023, 10, day, tzinfo=UTC)) for day in (8, 9))
    assert one.read_bytes() != two.read_bytes()
    assert settled(one) == settled(two)
    (tmp_path / "settled.pdf").write_bytes(settled(one))
    reader = PdfReader(tmp_path / "settled.pdf")
    assert (reader.metadata["/Title"], reader.metadata.get("/CreationDate")) == ("述职报告", None)
    assert reader.pdf_header == "%PDF-1.6"
    assert page_count((tmp_path / "settled.pdf").read_bytes()) == 2
    assert pages(tmp_path / "settled.pdf", ["last"]) == (2,)
    assert [item["/Title"] for item in reader.outline] == ["一、"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"PK\x03\x04"])
def test_what_is_no_pdf_has_no_pages(tmp_path, content):
    """Nor has a file that is not there."""
    path = tmp_path / "a.pdf"
    assert (page_count(b""), settled(path), pages(path, ["one"])) == (0, None, None)
    path.write_bytes(content)
    assert (page_count(path.read_bytes()), settled(path), pages(path, ["one"])) == (0, None, None)


def test_a_pdf_without_a_page_is_none(tmp_path):
    """It opens, and shows nothing."""
    path = made(tmp_path / "a.pdf", datetime(2023, 10, 8, tzinfo=UTC), number=0)
    assert (page_count(path.read_bytes()), settled(path)) == (0, None)
    assert pages(path, []) == ()


def test_a_pdf_cut_short_raises_nothing(tmp_path):
    """Wherever it ends."""
    whole = made(tmp_path / "a.pdf", datetime(2023, 10, 8, tzinfo=UTC)).read_bytes()
    path = tmp_path / "b.pdf"
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        assert settled(path) is None or page_count(path.read_bytes())
