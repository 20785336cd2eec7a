"""Many workbooks, one in twenty hostile: in time, memory and open files flat, the good ones' results as without them.

`pytest tests/commands/test_scale.py --many 1000 -n0 -s` repeats it with a thousand and tells what it took.
"""

import csv
import io
import random
import resource
import time
import zipfile
from dataclasses import dataclass

import pytest

import measured
import odd
import smalltown
from conftest import NOW
from goodbranch import GOOD
from parameters import set_items
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running.reading import ReadTask
from shuzhi.intake.find import find
from shuzhi.intake.stage import Source
from shuzhi.progress import Silent
from shuzhi.spread.chunks import CHUNK
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Limits
from shuzhi.workspace import Workspace, load_settings

EVERY = 20  # one workbook in so many is hostile
MARK, CODE = "龘", "B0000"  # what stands for each branch's own character and code in the workbook that all are made from
MEGABYTES, OPEN = 30, 0  # what a worker may have gained between its first chunk and its last
SECONDS = 0.6  # a workbook, on a busy machine; and as much as 100 of them for the rest
HOSTILE = (
    ("F40", odd.hungry),
    ("F38", lambda: odd.changed(odd.TEXTS, ("</si>", "<a>" * 900_000 + "</a>" * 900_000 + "</si>"))),
    ("F33", lambda: odd.changed(odd.SHEET, ("</sheetData>", '<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'))),
    ("F24", lambda: odd.directory_field(odd.good(), odd.SHEET, 24, 100)),
    ("F09", lambda: odd.good()[:3000]),
    ("F39", lambda: odd.added(entries=[("xl/a.xml", b"<a b='" + random.Random(8).randbytes(2_000_000).hex().encode())])),
    ("F29", lambda: odd.changed(odd.SHEET, ("<worksheet", '<!DOCTYPE x [<!ENTITY a "a">]><worksheet'))),
    ("F10", lambda: odd.ole("EncryptedPackage")),
)


@dataclass(frozen=True)
class Town:
    """A workspace of so many branches, and the code of the fault of each hostile workbook by its branch's code."""

    workspace: Workspace
    hostile: dict[str, str]

    @property
    def inbox(self):
        return self.workspace.root / "workbooks/inbox/2023Q3"


def code(number):
    return f"B{number:04d}"


def name(number):
    return f"{chr(0x3400 + number)}家村"


def mould(folder):
    """The parts of a good workbook in which MARK and CODE stand for a branch's own."""
    workspace = smalltown.founded(folder, {CODE: {}})
    smalltown.hand_in(workspace, CODE, GOOD)
    return odd.parts((folder / f"workbooks/inbox/2023Q3/{MARK}家村.xlsx").read_bytes())


@pytest.fixture(scope="module")
def town(tmp_path_factory, many):
    """As many branches as --many says."""
    with pytest.MonkeyPatch.context() as patch:
        for number in range(1, many + 1):
            patch.setitem(smalltown.NAMES, code(number), name(number))
        patch.setitem(smalltown.NAMES, CODE, f"{MARK}家村")
        parts = mould(tmp_path_factory.mktemp("mould"))
        workspace = smalltown.founded(tmp_path_factory.mktemp("scale"), {code(n): {} for n in range(1, many + 1)})
    set_items(workspace, **{"读取最多占用内存（MB）": 512})
    made = [(kind, make()) for kind, make in HOSTILE]
    found = Town(workspace, {})
    found.inbox.mkdir(parents=True)
    for number in range(1, many + 1):
        if number % EVERY:
            own = {part: text.replace(CODE.encode(), code(number).encode()).replace(MARK.encode(), name(number)[0].encode())
                   for part, text in parts.items()}
            data = odd.packed(own)
        else:
            kind, data = made[(number // EVERY - 1) % len(made)]
            found.hostile[code(number)] = kind
        (found.inbox / f"{name(number)}.xlsx").write_bytes(data)
    return found


def lines(files, name):
    return list(csv.DictReader(io.StringIO(files[f"数据/{name}.csv"].decode("utf-8-sig"))))


def same(rows, one):
    """The rows of a branch as if they were those of the workbook that all are made from."""
    names = {code(one): CODE, name(one)[0]: MARK}
    found = [tuple(row.values()) for row in rows if row["branch_code"] == code(one)]
    for own, common in names.items():
        found = [tuple(cell.replace(own, common) for cell in row) for row in found]
    return found


def test_the_good_ones_are_as_without_the_hostile_ones(town, many):
    """Nineteen in twenty say the same, word for word; every twentieth is refused with its code; the run ends in time."""
    begin = time.monotonic()
    outcome = run(RunRequest(town.workspace, now=NOW), Silent())
    seconds = time.monotonic() - begin
    with zipfile.ZipFile(outcome.office) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    good = [number for number in range(1, many + 1) if code(number) not in town.hostile]
    for table in ("branches", "indicators", "findings", "meetings", "votes", "tasks", "proposals"):
        rows = lines(files, table)
        first = same(rows, good[0])
        assert first
        assert all(same(rows, number) == first for number in good), table
    states = outcome.results.branches.set_index("branch_code")["state"]
    assert set(states[[code(number) for number in good]]) == {"accepted"}
    assert set(states[list(town.hostile)]) == {"unreadable"}
    told = {row["branch_code"]: row["code"] for row in lines(files, "findings") if row["branch_code"] in town.hostile}
    assert told == town.hostile
    assert seconds < SECONDS * (many + 100)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"\n{many} workbooks, {len(town.hostile)} hostile: {seconds:.0f} s, most memory of one process {most:.0f} MB")


def test_a_worker_stays_as_small_as_it_was(town, tmp_path):
    """Chunk after chunk in one process: its memory and its open files after the last are those after the second."""
    settings = load_settings(town.workspace)
    good = [one for one in find(town.inbox) if code_of(one.file) not in town.hostile]
    sources = [Source(number, one.file, one.path, one.version) for number, one in enumerate(good)]
    size = min(CHUNK, -(-len(sources) // 3))
    tasks = [
        ReadTask(tuple(sources[start : start + size]), settings, None, tmp_path / f"{start}.pickle")
        for start in range(0, len(sources), size)
    ]
    after = [result for _, result in Processes(1).outcomes(measured.measured, tasks, Limits())]
    assert len({process for process, *_ in after}) == 1
    (_, memory, files), (_, last_memory, last_files) = after[1], after[-1]
    print(f"\n{len(tasks)} chunks of {size}: {memory} → {last_memory} MB, {files} → {last_files} open files")
    assert last_memory - memory < MEGABYTES
    assert last_files - files <= OPEN


def code_of(file):
    return code(ord(file[0]) - 0x3400)
