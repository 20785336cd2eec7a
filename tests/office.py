"""Files as LibreOffice opens, calculates and saves them; every start of it costs seconds."""

import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def converted(paths, suffix, folder):
    """Each file saved as another kind (xlsx, pdf) below `folder`, in one go."""
    saved = folder / "saved"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", suffix, "--outdir",
         saved, *paths], check=True, capture_output=True, timeout=240,
    )
    return [saved / f"{path.stem}.{suffix}" for path in paths]


def resaved(contents, folder):
    """Each workbook (bytes) opened by LibreOffice, calculated and saved again as xlsx."""
    given = folder / "given"
    given.mkdir()
    paths = [given / f"{number}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return [path.read_bytes() for path in converted(paths, "xlsx", folder)]


def sheets_edited(content, pattern, replacement, parts="xl/worksheets/"):
    """The workbook (bytes) with what the pattern finds in the XML of its sheets, or of other parts, replaced."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            copy.writestr(entry, re.sub(pattern, replacement, data) if entry.filename.startswith(parts) else data)
    return target.getvalue()


def looking_nowhere(content):
    """The workbook with the results of the formulas that look at other sheets in their place.

    Only 填报自查 has such, and LibreOffice needs two seconds for it in every file.
    """
    return sheets_edited(content, rb"<f>[^<]*![^<]*</f>", b"")


def without_titles(content):
    """The workbook without rows printed again on every page, which take LibreOffice another second in every file."""
    return sheets_edited(content, rb'<definedName name="_xlnm.Print_Titles[^<]*</definedName>', b"", "xl/workbook.xml")
