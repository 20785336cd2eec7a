"""The workspace of these tests and the process that runs commands in it."""

import shutil

import pytest

from faults.injecting import launchpad
from faults.towns import Town


@pytest.fixture(scope="session")
def town(tmp_path_factory, few_run):
    folder = tmp_path_factory.mktemp("faults")
    root, before = folder / "town", folder / "before"
    shutil.copytree(few_run.root, before)
    shutil.rmtree(before / ".shuzhi/archive")  # so that there is something to keep
    shutil.copytree(before, root)
    with launchpad(folder, "run", "--workspace", str(root), "--quiet") as pad:
        yield Town(root, before, pad)
