"""LibreOffice is asked politely: no program, a broken one, a slow one cost their files and nothing else."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader

from make.housestyle import write
from office import needs_office
from patience import until
from shuzhi.pdf.document import pages
from shuzhi.pdf.engine import Engine, engine, printed

needs_shell = pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the program")
needs_proc = pytest.mark.skipif(not Path("/proc/1/cmdline").exists(), reason="processes are seen in /proc")
# What stands in for LibreOffice: its last arguments are the files, the one before them the folder for their PDFs.
EACH = 'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2\nfor docx; do\n'
COPY = 'cp {pdf} "$out/$(basename "$docx" .docx).pdf"\n'


@pytest.fixture
def pdf(tmp_path):
    """A PDF of one page."""
    from pypdf import PdfWriter  # noqa: PLC0415 - only here

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "one.pdf")
    return tmp_path / "one.pdf"


def program(folder, text):
    """A program called soffice, the only one in its folder."""
    folder.mkdir(exist_ok=True)
    (folder / "soffice").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "soffice").chmod(0o755)
    return str(folder / "soffice")


def documents(folder, *texts):
    """Files of one name in folders of their own, as the reports of many branches."""
    found = [folder / str(number) / "述职报告.docx" for number in range(len(texts))]
    for path, text in zip(found, texts, strict=True):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return found


def gone(mark):
    """True as soon as no process is left that has the mark in its command."""
    return until(lambda: not any(str(mark).encode() in command for command in commands()))


def commands():
    """The commands of all processes."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield path.read_bytes()


def test_without_libreoffice_there_is_no_engine(tmp_path, monkeypatch):
    """Nothing of that name on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine() is None


def test_another_build_is_another_engine(tmp_path):
    """What was printed by the one before its update is not taken for what this one prints."""
    one = Engine(program(tmp_path / "bin", "exit 0")).build
    assert Engine(program(tmp_path / "bin", "exit 0 # newer")).build != one


@needs_shell
def test_every_call_gets_its_share(tmp_path, pdf):
    """Ten files, two calls at once: each file once, each PDF beside none of the same name."""
    log = tmp_path / "log"
    soffice = program(tmp_path / "bin", f"echo call >> {log}\n{EACH}{COPY.format(pdf=pdf)}done")
    files = documents(tmp_path / "given", *"一二三四五六七八九十")
    steps = []
    made = printed(Engine(soffice), files, tmp_path / "pdf", 2, steps.append)
    assert sorted(made) == files
    assert len(set(made.values())) == 10
    assert sorted(steps) == [5, 5]
    assert log.read_text().count("call") == 2


@needs_shell
def test_what_it_puts_aside_lies_in_the_folder_of_the_call(tmp_path, pdf):
    """Nothing of a report comes into the system's own temporary folder, under whatever name a system knows it."""
    kept = tmp_path / "told"
    soffice = program(tmp_path / "bin", f"echo $TMPDIR $TMP $TEMP > {kept}\n{EACH}{COPY.format(pdf=pdf)}done")
    printed(Engine(soffice), documents(tmp_path / "given", "一"), tmp_path / "pdf", 1)
    assert set(kept.read_text().split()) == {str(tmp_path / "pdf" / "1")}


@needs_shell
def test_a_file_that_fails_is_tried_alone_once(tmp_path, pdf):
    """The others of its call come; those that a crash took along come alone."""
    log = tmp_path / "log"
    fail = f'if grep -q 坏 "$docx"; then echo bad >> {log}; exit 1; fi\n'
    soffice = program(tmp_path / "bin", f"{EACH}{fail}{COPY.format(pdf=pdf)}done")
    files = documents(tmp_path / "given", "一份长的", "坏的", "二")
    steps = []
    made = printed(Engine(soffice), files, tmp_path / "pdf", 1, steps.append)
    assert set(made) == {files[0], files[2]}
    assert log.read_text().count("bad") == 2
    assert sum(steps) == 3


@needs_shell
def test_a_program_that_makes_nothing_is_given_up(tmp_path):
    """It is not started for every one of a thousand reports."""
    log = tmp_path / "log"
    soffice = program(tmp_path / "bin", f"echo call >> {log}")
    assert printed(Engine(soffice), documents(tmp_path / "given", *map(str, range(60))), tmp_path / "pdf") == {}
    assert log.read_text().count("call") == 5
    assert printed(Engine(str(tmp_path / "no such program")), documents(tmp_path / "other", "一"), tmp_path / "none") == {}


@needs_shell
def test_half_a_pdf_is_none(tmp_path, pdf):
    """What a crash left behind is not delivered."""
    half = tmp_path / "half.pdf"
    half.write_bytes(pdf.read_bytes()[:200])
    soffice = program(tmp_path / "bin", f"{EACH}{COPY.format(pdf=half)}done")
    assert printed(Engine(soffice), documents(tmp_path / "given", "一"), tmp_path / "pdf") == {}


@needs_shell
@needs_proc
def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path):
    """The time limit counts for the whole family of processes; it is tried once more for the file alone."""
    mark = tmp_path / "hanging"
    soffice = program(tmp_path / "bin", f"/bin/sh -c 'sleep 30; : {mark}' &\n/bin/sleep 30")
    began = time.monotonic()
    assert printed(Engine(soffice, 0.3), documents(tmp_path / "given", "一", "二"), tmp_path / "pdf") == {}
    assert time.monotonic() - began < 5
    assert gone(mark)


@needs_shell
@needs_proc
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_goes_on_behind_a_run_that_was_ended(tmp_path, how):
    """Neither Ctrl-C nor a kill, which no program can catch, leaves LibreOffice working."""
    mark, begun = tmp_path / "hanging", tmp_path / "begun"
    soffice = program(tmp_path / "bin", f"/bin/sh -c 'sleep 30; : {mark}' &\necho > {begun}\n/bin/sleep 30")
    (file,) = documents(tmp_path / "given", "一")
    code = (
        "import signal\nfrom pathlib import Path\nfrom shuzhi.pdf.engine import Engine, printed\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a suite that runs in the background ignores it
        f"printed(Engine({soffice!r}), [Path({str(file)!r})], Path({str(tmp_path / 'pdf')!r}))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as run:
        until(begun.exists)
        run.send_signal(how)
        assert run.wait(10) != 0
    assert gone(mark)


@needs_office
def test_a_bare_locale_and_a_chinese_folder(tmp_path, monkeypatch):
    """Under LC_ALL=C, as a service has it, documents below a folder with a Chinese name are printed, too."""
    monkeypatch.setenv("LC_ALL", "C")
    write(path := tmp_path / "one.docx", [("gwBody", "一段。")], "一")
    assert list(printed(engine(30), [path], tmp_path / "青禾镇 汉字")) == [path]


@needs_office
def test_the_same_document_gives_the_same_bytes(tmp_path):
    """Whenever and beside whatever it is printed."""
    one, two = (tmp_path / f"{name}.docx" for name in ("one", "two"))
    write(one, [("gwTitle", "述职报告"), ("gwBody", "一段。")], "一")
    write(two, [("gwBody", "另一段。")], "二")
    first = printed(engine(), [one, two], tmp_path / "first")
    assert set(first) == {one, two}
    time.sleep(max(0, 1.1 - (time.time() - first[one].stat().st_mtime)))  # the moment in a PDF counts seconds
    again = printed(engine(), [one], tmp_path / "again")
    assert first[one].read_bytes() == again[one].read_bytes()
    assert "一段。" in PdfReader(first[one]).pages[0].extract_text()
    assert pages(first[one], ["nowhere"]) is None
    assert not list((tmp_path / "first").rglob("profile"))
