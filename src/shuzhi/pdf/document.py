"""PDF files as pypdf reads and writes them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError, PyPdfError

_BROKEN = (PyPdfError, OSError, KeyError, ValueError, TypeError, AttributeError)  # what a damaged file raises in pypdf
_HEAD, _END, _TAIL = b"%PDF-", b"%%EOF", 1024  # the end of file stands in the last so many bytes (ISO 32000-1, 7.5.5)
_KEPT = ("/Title", "/Author", "/Subject", "/Creator", "/Producer")


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has; 0 where it cannot be opened."""
    try:
        return len(_opened(pdf).pages)
    except _BROKEN:
        return 0


def settled(pdf: Path) -> bytes | None:
    """The same document without the moment at which it was made: same pages, same bytes; None where it has no page."""
    writer, target = PdfWriter(), BytesIO()
    try:
        reader = _opened(pdf.read_bytes())
        if not reader.pages:
            return None
        writer.pdf_header = reader.pdf_header
        writer.clone_reader_document_root(reader)
        writer.metadata = {name: text for name, text in (reader.metadata or {}).items() if name in _KEPT}
        writer.write(target)
    except _BROKEN:
        return None
    return target.getvalue()


def pages(pdf: Path, names: Sequence[str]) -> tuple[int, ...] | None:
    """On which page (from 1) each named place of a PDF lies (letters and digits); None where one is not found."""
    try:
        reader = _opened(pdf.read_bytes())
        found = reader.named_destinations
        numbers = [reader.get_destination_page_number(found["/" + name]) for name in names]
    except _BROKEN:
        return None
    return None if None in numbers else tuple(number + 1 for number in numbers if number is not None)


def _opened(pdf: bytes) -> PdfReader:
    """A PDF that has its first and its last line; without them pypdf would guess, and say so on the screen."""
    if not pdf.startswith(_HEAD) or _END not in pdf[-_TAIL:]:
        raise PdfReadError
    return PdfReader(BytesIO(pdf))
