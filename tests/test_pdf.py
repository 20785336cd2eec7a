"""LibreOffice is asked politely: no program, a broken one, a slow one give None; pages are found by bookmark."""

import os
import time

import pytest

from make.housestyle import write
from office import needs_office
from shuzhi.pdf import engine, pages


def program(folder, text):
    """A program called soffice, the only one on the path."""
    folder.mkdir()
    (folder / "soffice").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "soffice").chmod(0o755)
    return folder


def test_without_libreoffice_there_is_no_engine(tmp_path, monkeypatch):
    """Nothing of that name on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine() is None


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the program")
def test_a_program_that_makes_nothing_gives_none(tmp_path, monkeypatch):
    """Whatever its exit code says, a file must be there."""
    monkeypatch.setenv("PATH", str(program(tmp_path / "bin", "exit 0")))
    assert engine()(tmp_path / "a.docx", tmp_path / "pdf") is None


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the program")
def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path, monkeypatch):
    """The time limit counts for the whole family of processes."""
    late = tmp_path / "late"
    folder = program(tmp_path / "bin", f"(/bin/sleep 1; echo x > '{late}') &\n/bin/sleep 30")
    monkeypatch.setenv("PATH", str(folder))
    began = time.monotonic()
    assert engine(0.3)(tmp_path / "a.docx", tmp_path / "pdf") is None
    assert time.monotonic() - began < 5
    time.sleep(1)
    assert not late.exists()


def test_what_is_no_pdf_has_no_pages(tmp_path):
    """Nor has a file that is not there."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    assert pages(tmp_path / "a.pdf", ["one"]) is None
    assert pages(tmp_path / "b.pdf", ["one"]) is None


@needs_office
def test_a_bookmark_that_is_missing_gives_none(tmp_path):
    """A PDF without it is no source of page numbers; no bookmarks, no pages."""
    write(tmp_path / "a.docx", [("gwBody", "一段。")], "a")
    made = engine()(tmp_path / "a.docx", tmp_path / "pdf")
    assert made == tmp_path / "pdf/a.pdf"
    assert pages(made, ["nowhere"]) is None
    assert pages(made, []) == ()
