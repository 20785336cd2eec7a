"""What was read of a workbook in an earlier run holds as long as all that it was read under."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

from shuzhi.cache import Cache
from shuzhi.commands.running import kept
from shuzhi.commands.running.batch import Batch, Known
from shuzhi.commands.running.reading import Park, ReadTask, parked_books, parked_tables
from shuzhi.commands.running.validating import read_chunk
from shuzhi.intake.stage import Source
from shuzhi.model.explanation import KNOWN, Memory
from shuzhi.progress import Silent
from shuzhi.spread.processes import Processes
from shuzhi.workspace import load_settings


@pytest.fixture(scope="module")
def town(delivered, tmp_path_factory):
    """Settings, three workbooks of the sample and a place for chunks."""
    folder = tmp_path_factory.mktemp("kept")
    settings = load_settings(delivered.workspace)
    inbox = sorted(delivered.workspace.inbox(settings.period).rglob("*三季度*.xlsx"))[:3]
    for number, path in enumerate(inbox, 1):
        shutil.copy2(path, folder / f"{number}.xlsx")
    return settings, folder


@pytest.fixture(scope="module")
def whole(town):
    """Three workbooks read in one chunk."""
    return read(town, "whole", {1: 1, 2: 2, 3: 3})


def read(town, name, files):
    """The chunk of some workbooks; files: number → which."""
    settings, folder = town
    (folder / name).mkdir()
    sources = tuple(Source(number, f"{which}.xlsx", folder / f"{which}.xlsx") for number, which in files.items())
    return read_chunk(ReadTask(sources, settings, None, folder / name / "tables"), lambda _: None)


def batch(town, place, **known):
    settings, folder = town
    place.mkdir()
    return Batch(settings, None, Processes(1), place, folder, Silent(), Known(**known), Cache(folder / "cache"))


def sources(town, *files):
    return [Source(number, f"{which}.xlsx", town[1] / f"{which}.xlsx") for number, which in enumerate(files, 1)]


def same(one, other):
    """Whether two tables say the same; those with rows have the same types, too."""
    pd.testing.assert_frame_equal(
        one.reset_index(drop=True), other.reset_index(drop=True), check_dtype=len(one) > 0, check_categorical=False,
    )


def test_what_is_cut_out_of_a_chunk_is_what_reading_those_files_alone_gives(town, whole):
    """Every frame, the tables and the raw books, under the numbers that they have now."""
    alone = read(town, "alone", {4: 1, 7: 3})
    numbers = {4: 1, 7: 3}
    cut = replace(whole.cut(numbers), park=Park(whole.park.path, numbers, whole.park.folder))
    assert cut.files == alone.files
    for name in ("findings", "indicators", "notes", "facts", "keys"):
        same(getattr(cut, name), getattr(alone, name))
    tables, others = parked_tables(cut.park), parked_tables(alone.park)
    for sheet, frame in others.frames.items():
        same(tables.frames[sheet], frame)
    for name in ("items", "columns", "faulty", "notes", "earlier", "lacking"):
        same(getattr(tables, name), getattr(others, name))
    assert parked_books(cut.park) == parked_books(alone.park)


def test_a_workbook_is_read_again_when_what_it_is_read_under_changes(town, whole, tmp_path):
    """Its name, its own branch's explanations; not where it stands among the others, nor what others explained."""
    first = batch(town, tmp_path / "first")
    noted = kept.keep(whole, first, kept.basis(first))
    code = noted.files[1].branch_code
    (taken,) = kept.taken(sources(town, 2, 3), first, kept.basis(first))
    assert [(one.submission, one.file) for one in taken.files] == [(1, "2.xlsx"), (2, "3.xlsx")]
    assert kept.taken(sources(town, 3), first, kept.basis(first)) == []  # most of the chunk is gone
    row = dict(zip(KNOWN, ("2023Q3", code, "X01", "会议", "0" * 16, "已核实"), strict=True))
    second = batch(town, tmp_path / "second", memory=Memory(known=pd.DataFrame([row], dtype="str")))
    (taken,) = kept.taken(sources(town, 1, 2, 3), second, kept.basis(second))
    assert [one.file for one in taken.files] == ["1.xlsx", "3.xlsx"]
    renamed = replace(sources(town, 1)[0], file="改名.xlsx")
    (taken,) = kept.taken([renamed, *sources(town, 0, 2, 3)[1:]], first, kept.basis(first))
    assert [one.file for one in taken.files] == ["2.xlsx", "3.xlsx"]
    third = replace(batch(town, tmp_path / "third"), as_of=pd.Timestamp("2023-10-01").date())
    assert kept.taken(sources(town, 1, 2, 3), third, kept.basis(third)) == []


def test_a_workbook_of_the_same_size_is_another_where_its_content_is(town, whole, tmp_path):
    """A byte of it is enough; the file that is read is the one that lies there now."""
    now = batch(town, tmp_path / "now")
    kept.keep(whole, now, kept.basis(now))
    (first, *rest), content = sources(town, 1, 2, 3), (town[1] / "1.xlsx").read_bytes()
    (tmp_path / "1.xlsx").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (taken,) = kept.taken([replace(first, path=tmp_path / "1.xlsx"), *rest], now, kept.basis(now))
    assert [one.file for one in taken.files] == ["2.xlsx", "3.xlsx"]


@pytest.mark.parametrize("kind", ["tables", "books"])
def test_a_chunk_whose_tables_are_damaged_is_read_again(town, whole, tmp_path, kind):
    """They lie beside what was read, and so do its raw books."""
    now = batch(town, tmp_path / "now")
    kept.keep(whole, now, kept.basis(now))
    assert kept.taken(sources(town, 1, 2, 3), now, kept.basis(now))
    for path in now.cache.folder.glob(f"park-*.{kind}"):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert kept.taken(sources(town, 1, 2, 3), now, kept.basis(now)) == []
