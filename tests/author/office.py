"""Workbooks as LibreOffice opens, calculates and saves them."""

import shutil
import subprocess

import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def resaved(contents, folder):
    """Each workbook (bytes) opened by LibreOffice, calculated and saved again as xlsx."""
    given, saved = folder / "given", folder / "saved"
    given.mkdir()
    paths = [given / f"{number}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir",
         saved, *paths], check=True, capture_output=True, timeout=200,
    )
    return [(saved / path.name).read_bytes() for path in paths]
