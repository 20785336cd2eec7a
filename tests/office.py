"""Files as LibreOffice opens, calculates and saves them; every start of it costs seconds."""

import shutil
import subprocess

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
