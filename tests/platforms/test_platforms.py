"""Whatever the machine, the same workbooks give the same delivery; each a process of its own."""

import hashlib
import io
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from conftest import NOW, copy_few
from platforms.variations import VARIATIONS

ZIPS = ("2023Q3_内部.zip", "2023Q3_上报.zip")
EPOCH = str(int(NOW.timestamp()))
WINDOWS = Path(__file__).with_name("windows.py")
NOBODY = "nobody"


def digests(workspace):
    """The hashes of both zips."""
    return [hashlib.sha256((workspace.output / name).read_bytes()).hexdigest() for name in ZIPS]


def contents(path):
    """Name → bytes of all in a zip, workbooks as their parts: Windows only writes its name into a workbook's zip."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    return {name: contents(io.BytesIO(data)) if name.endswith(".xlsx") else data for name, data in files.items()}


def environment(given=()):
    """The environment of a run, without LibreOffice, as the variation wants it."""
    changed = {"PATH": "", "SOURCE_DATE_EPOCH": EPOCH, **dict(given)}
    return {name: value for name, value in {**os.environ, **changed}.items() if value != "-"}


def ran(given, *, words=("-m", "shuzhi"), **options):
    """The finished process of a run in the workspace."""
    return subprocess.run(
        [sys.executable, *words, "run", "--workspace", given], capture_output=True, check=False,
        stdin=subprocess.DEVNULL, **options,
    )


class Machine:
    """A folder of its own with the two villages, run as a variation says."""

    def __init__(self, folder, line):
        parts = dict(part.split("=", 1) for part in line.replace("{scratch}", f"{folder}/scratch").split())
        self.folder, self.named = folder, parts.pop("as", "")
        self.options = {"umask": int(parts.pop("umask", -1)), "user": parts.pop("user", None)}
        (folder / "scratch").mkdir()
        (folder / "scratch/tzdata.py").write_text("raise ImportError\n")
        self.workspace = copy_few(folder / parts.pop("in", "township").replace("%20", " "))
        self.environment = environment(parts)
        if self.options["user"]:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, self.options["user"])

    def place(self):
        """The workspace as it is named to the program, and the folder it is named in."""
        root = self.workspace.root
        if self.named == "link":
            (self.folder / "链接").symlink_to(root)
            return self.folder / "链接", self.folder
        if self.named == "relative":
            return root.relative_to(self.folder), self.folder
        return (Path("../../") / root.relative_to(self.folder) if self.named == ".." else root), self.folder / "scratch"

    def run(self):
        given, where = self.place()
        if self.named == "..":
            (where / "x").mkdir()
            where /= "x"
        return ran(given, cwd=where, env=self.environment, **self.options)


@pytest.fixture
def outside():
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix", reason="umask, links and users of Unix")
@pytest.mark.parametrize("name", [
    pytest.param(name, marks=pytest.mark.large(40 * place)) for place, name in enumerate(VARIATIONS, 1)
])
def test_the_same_delivery_on_every_machine(outside, few_run, name):
    """Console, locale, zone, umask, home, path, user: one run with all at once; with --many 1000 each by itself."""
    if "user=" in VARIATIONS[name] and (os.geteuid() != 0 or not any(one.pw_name == NOBODY for one in pwd.getpwall())):
        pytest.skip("another user is asked for by root")
    machine = Machine(outside, VARIATIONS[name])
    try:
        done = machine.run()
    except PermissionError:
        pytest.skip("this interpreter lies where no other user may run it")
    said = done.stderr.decode()
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert done.stdout.decode().splitlines()[-2].endswith(ZIPS[0])
    assert digests(machine.workspace) == digests(few_run)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
def test_simulated_windows_gives_the_same_delivery(cold, few_run):
    """SIMULATED: open files cannot be replaced, folders not opened, no links, GBK and CRLF, spawned workers; a zip is in use twice."""
    held = {"HELD": f"{ZIPS[0]}:2", "PYTHONIOENCODING": "cp936", "PYTHONPATH": str(WINDOWS.parents[1])}
    done = ran(cold.root, words=(WINDOWS,), env=environment(held))
    assert done.returncode == 1, done.stderr.decode()
    assert [contents(cold.output / name) for name in ZIPS] == [contents(few_run.output / name) for name in ZIPS]
    assert sorted(path.name for path in cold.output.iterdir()) == sorted(("2023Q3", *ZIPS))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
@pytest.mark.large(400)
def test_on_simulated_windows_a_zip_that_stays_in_use_is_named_and_stays(few):
    """SIMULATED: another program has the zip open for good: exit code 6, the file is named, the old delivery stands."""
    few.output.mkdir()
    for name in ZIPS:
        (few.output / name).write_bytes(b"old")
    held = {"HELD": f"{ZIPS[0]}:99", "PYTHONPATH": str(WINDOWS.parents[1])}
    done = ran(few.root, words=(WINDOWS,), env=environment(held))
    assert done.returncode == 6, done.stderr.decode()
    assert ZIPS[0] in done.stderr.decode()
    assert [(few.output / name).read_bytes() for name in ZIPS] == [b"old"] * 2
