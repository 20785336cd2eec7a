"""Workbooks as LibreOffice computes them: the stored results are taken out first, so that it has to."""

import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

OFFICE = shutil.which("soffice")


def recalculated(books, folder):
    """Name → workbook (openpyxl, results) of name → bytes, computed by LibreOffice in one go."""
    for name, content in books.items():
        (folder / f"{name}.xlsx").write_bytes(_without_results(content))
    target = folder / "computed"
    profile = (folder / "profile").as_uri()
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", target]
    subprocess.run([*command, *(folder / f"{name}.xlsx" for name in books)], check=True, capture_output=True, timeout=240)
    return {name: load_workbook(target / f"{name}.xlsx", data_only=True) for name in books}


def _without_results(content):
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"</f><v>[^<]*</v>", b"</f>", data)
            copy.writestr(entry.filename, data)
    return target.getvalue()
