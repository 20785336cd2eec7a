"""The package that is installed: the same bytes each time, and nothing in it but the program and its workspace."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from conftest import REPOSITORY
from supply.pinned import PROJECT

pytestmark = pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="needs a git checkout, which knows its files")
SOURCES = ("src/shuzhi", "workbooks", "templates", "LICENSE", "README.md", "pyproject.toml", "shuzhi.cdx.json")
PLACES = {"src/shuzhi/": "shuzhi/", "workbooks/": "shuzhi/sample/workbooks/", "templates/": "shuzhi/sample/templates/"}
ABOUT = f"shuzhi-{PROJECT['project']['version']}.dist-info/"
INFO = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "sboms/shuzhi.cdx.json", "licenses/LICENSE",
        "licenses/src/shuzhi/summarize/page/vendor/chartist.LICENSE"}


def tracked():
    """Every file that git knows or would take."""
    command = ["git", "-c", "core.quotePath=false", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", *SOURCES]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    return sorted(name for name in listed if (REPOSITORY / name).is_file())


def build(folder, day):
    """The wheel of a folder, all of whose files are of one moment."""
    for path in folder.rglob("*"):
        os.utime(path, (day, day))
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder.parent / f"{folder.name}-wheel"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (wheel,) = (folder.parent / f"{folder.name}-wheel").iterdir()
    return wheel


@pytest.fixture(scope="module")
def files():
    return tracked()


@pytest.fixture(scope="module")
def wheels(files, tmp_path_factory):
    """Built twice: of a clean copy, and of a later one in which tests ran and a batch left its traces."""
    clean, used = (tmp_path_factory.mktemp("wheel") / name for name in ("clean", "used"))
    for name in files:
        (clean / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, clean / name)
    shutil.copytree(clean, used)
    for trace in ("src/shuzhi/__pycache__/run.cpython-311.pyc", "output/2023Q3_内部.zip", ".shuzhi/ledger.sqlite", "tests/corpus/odd.xlsx",
                  "wheels/a.whl", ".venv-launch/complete.txt"):
        (used / trace).parent.mkdir(parents=True, exist_ok=True)
        (used / trace).write_bytes(b"trace")
    return build(clean, 1_500_000_000), build(used, 1_600_000_000)


def test_the_same_sources_give_the_same_bytes(wheels):
    """Wherever and whenever they are built, whatever else lies beside them."""
    assert wheels[0].read_bytes() == wheels[1].read_bytes()


def test_the_wheel_holds_the_program_its_workspace_and_nothing_else(wheels, files):
    """Each file of src/, workbooks/ and templates/ in its place; no test, cache or corpus."""
    expected = {place + name.removeprefix(start) for start, place in PLACES.items() for name in files if name.startswith(start)}
    with zipfile.ZipFile(wheels[0]) as wheel:
        assert sorted(wheel.namelist()) == sorted(expected | {ABOUT + name for name in INFO})


def test_the_wheel_names_no_place_of_the_machine_that_built_it(wheels):
    """Neither the folder it was built in nor anybody's home."""
    places = [str(REPOSITORY).encode(), str(wheels[0].parent.parent).encode(), b"/home/", b"/root/", b"C:\\Users"]
    with zipfile.ZipFile(wheels[0]) as wheel:
        assert not [(name, place) for name in wheel.namelist() for place in places if place in wheel.read(name)]
