"""PDFs of a run: where they lie, what is printed anew, what the office is told of those that could not be made."""

import os
import zipfile
from dataclasses import replace

import pytest
from pypdf import PdfWriter

from make.housestyle import write
from shuzhi.cache import Cache
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.printing import BROKEN, MISSING, calls, put_pdfs
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Settings
from shuzhi.pdf.engine import Engine
from shuzhi.progress import Silent

NAMES = ("both/报告/石桥村/述职报告", "both/报告/东湾社区/述职报告", "both/汇编", "upward/汇总表")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")


class Office:
    """A program that stands in for LibreOffice: it notes what it prints, and refuses what holds a word."""

    def __init__(self, folder):
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.write(folder / "one.pdf")
        self.log = folder / "log"
        self.program = folder / "soffice"
        self.program.write_text(
            '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done; out=$2; shift 2\n'
            f'for docx; do\necho "$docx" >> {self.log}\n'
            f'grep -q REFUSED "$docx" || cp {folder}/one.pdf "$out/$(basename "$docx" .docx).pdf"\ndone\n'
        )
        self.program.chmod(0o755)
        self.engine = Engine(str(self.program))

    def count(self):
        """How many files it was given since it was asked last."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return len(lines)


@pytest.fixture
def office(tmp_path):
    """The program, in a folder of its own."""
    (tmp_path / "bin").mkdir()
    return Office(tmp_path / "bin")


@pytest.fixture
def batch(tmp_path):
    """Reports of two branches, the volume and the township's table, staged."""
    settings = Settings("云溪镇", "", Period(2023, "Q", 3), Coverage(*[None] * 2), None, (), ())
    made = Batch(settings, None, 1, tmp_path, tmp_path, Silent(), cache=Cache(tmp_path / "cache"))
    for name in NAMES:
        path = made.staging / f"{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, [("gwBody", name)], name)
    return made


def pdfs(batch):
    return sorted(path.relative_to(batch.staging).with_suffix("").as_posix() for path in batch.staging.rglob("*.pdf"))


def test_a_pdf_lies_beside_every_word_document(batch, office):
    """Of branches with reports of one name, too; nothing else of the printing is left."""
    before = set(batch.folder.iterdir())
    assert put_pdfs(batch, office.engine, asked=True) == ()
    assert pdfs(batch) == sorted(NAMES)
    assert {path.name for path in set(batch.folder.iterdir()) - before} <= {"cache"}


def test_only_what_changed_is_printed_again(batch, office):
    """A document has its PDF from the run before; a changed one, all of them after an update, or --all, is printed."""
    put_pdfs(batch, office.engine, asked=True)
    assert office.count() == 4
    for path in batch.staging.rglob("*.pdf"):
        path.unlink()
    put_pdfs(batch, office.engine, asked=True)
    assert (office.count(), pdfs(batch)) == (0, sorted(NAMES))
    write(batch.staging / "both/汇编.docx", [("gwBody", "改过的。")], "汇编")
    put_pdfs(batch, office.engine, asked=True)
    assert office.count() == 1
    put_pdfs(replace(batch, cache=Cache(batch.cache.folder, fresh=True)), office.engine, asked=True)
    assert office.count() == 4
    os.utime(office.program, (0, 0))
    put_pdfs(batch, office.engine, asked=True)
    assert office.count() == 4


def test_what_could_not_be_printed_is_told_by_name(batch, office):
    """The others are there; it is tried again by the next run."""
    bad = batch.staging / "both/报告/石桥村/述职报告.docx"
    with zipfile.ZipFile(bad, "a") as archive:
        archive.comment = b"REFUSED"
    (told,) = put_pdfs(batch, office.engine, asked=True)
    assert "有1份没有出成PDF" in told
    assert "：石桥村/述职报告。" in told
    assert pdfs(batch) == sorted(set(NAMES) - {"both/报告/石桥村/述职报告"})
    office.count()
    assert put_pdfs(batch, office.engine, asked=True) == (told,)
    assert office.count() == 1


def test_many_that_could_not_be_printed_are_counted(batch, office):
    """Ten names are enough."""
    for number in range(12):
        put(batch.staging / f"both/报告/{number}村/述职报告.docx", b"REFUSED")
    (told,) = put_pdfs(batch, office.engine, asked=True)
    assert "有12份" in told
    assert "等12份。" in told


def test_a_libreoffice_that_does_not_work_is_told_as_that(batch, office):
    """Where not one document could be printed, it is not the documents."""
    office.program.write_text("#!/bin/sh\nexit 1\n")
    assert put_pdfs(batch, office.engine, asked=True) == (BROKEN,)
    assert pdfs(batch) == []


def test_without_libreoffice_the_office_is_told_once(batch):
    """Nothing is printed, everything else stands."""
    assert put_pdfs(batch, None, asked=True) == (MISSING,)
    assert pdfs(batch) == []


def test_as_many_calls_as_asked_for():
    """Else as the machine bears, at least one."""
    assert calls(3) == 3
    assert 1 <= calls(None) <= 4


def test_pdfs_are_made_where_they_are_asked_for(batch, office):
    """By --pdf, or by a township that wants them every night: 参数 · 同时出PDF."""
    assert put_pdfs(batch, office.engine, asked=False) == ()
    assert put_pdfs(batch, None, asked=False) == ()
    assert pdfs(batch) == []
    nightly = replace(batch, settings=replace(batch.settings, switches=frozenset({"pdf"})))
    assert put_pdfs(nightly, office.engine, asked=False) == ()
    assert pdfs(batch) == sorted(NAMES)


def test_a_run_delivers_them_in_both_zips(few, office):
    """One beside each Word document."""
    outcome = run(RunRequest(few, engine=office.engine, pdf=True), Silent())
    for path in (outcome.office, outcome.upward):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        documents = [name for name in names if name.endswith(".docx")]
        assert documents
        assert sorted(name for name in names if name.endswith(".pdf")) == sorted(
            name.replace(".docx", ".pdf") for name in documents
        )
