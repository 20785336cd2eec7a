"""PDF by LibreOffice, where it is installed: a private profile, a time limit, None where it fails."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

Engine = Callable[[Path, Path], Path | None]  # (a .docx, a folder) → its PDF there, None where it fails
_LIMIT = 240  # seconds: 60 branches with three reports each take a tenth of it
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com", "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# Bookmarks become named places of the PDF: by them the page of each is found.
_AS_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


def engine(limit: float = _LIMIT) -> Engine | None:
    """What turns a .docx into a PDF within `limit` seconds; None where LibreOffice is not installed."""
    program = next(filter(None, [*map(shutil.which, _NAMES), *map(shutil.which, _PLACES)]), None)
    return (lambda docx, folder: _converted(program, docx, folder, limit)) if program else None


def pages(pdf: Path, names: Sequence[str]) -> tuple[int, ...] | None:
    """On which page (from 1) each named place of a PDF lies (letters and digits); None where one is not found."""
    try:
        reader = PdfReader(pdf)
        found = reader.named_destinations
        numbers = [reader.get_destination_page_number(found["/" + name]) for name in names]
    except (PyPdfError, OSError, KeyError, ValueError):
        return None
    return None if None in numbers else tuple(number + 1 for number in numbers if number is not None)


def _converted(program: str, docx: Path, folder: Path, limit: float) -> Path | None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}",
        "--convert-to", _AS_PDF, "--outdir", str(folder), str(docx),
    ]
    try:
        started = subprocess.Popen(  # noqa: S603 - the program of that name that is installed; no shell
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    try:
        started.wait(limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(started)
    pdf = folder / f"{docx.stem}.pdf"
    return pdf if pdf.is_file() and pdf.stat().st_size else None


def _end(started: subprocess.Popen[bytes]) -> None:
    """End it with all it started, where it still runs: the program is only the parent of the one that works."""
    if started.poll() is None:
        if os.name == "posix":
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()
        started.wait()
