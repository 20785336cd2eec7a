"""What several test folders need: the sample township, delivered once a session."""

import gc
import os
import pickle
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from shuzhi.commands.run import RunOutcome, RunRequest, run
from shuzhi.ledger import open_ledger
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

REPOSITORY = Path(__file__).parents[1]
YEAR = Period(2023, "Y", 0)
# Those with a test or a fixture of many seconds come first: whoever is done early takes over the end of what is left.
LONG = (
    "year/test_year.py", "intake/test_resaved.py", "intake/test_habits.py", "commands/consolidating/test_years.py",
    "author/test_amber.py", "author/test_selfcheck.py", "commands/test_issue.py", "privacy/test_canaries.py",
    "summarize/page/test_browser.py", "test_launch.py", "faults/test_powercut.py", "breakages/test_breakages.py",
    "commands/test_run.py", "commands/test_planted.py", "commands/running/test_joining.py",
)
NOW = datetime(2023, 10, 9, 9, 30, tzinfo=UTC)  # half past five in the afternoon for the township


@dataclass(frozen=True)
class Delivered:
    """A workspace with the sample township and the outcome of its run."""

    workspace: Workspace
    outcome: RunOutcome

    @property
    def folder(self):
        """The unpacked copy of the 内部 zip."""
        return self.workspace.output / self.outcome.results.settings.period.code


def pytest_addoption(parser):
    parser.addoption("--many", type=int, default=40, help="how often a test repeats what it draws at random")


def pytest_configure(config):
    config.addinivalue_line("markers", "large(number): taken with --many of that number or more")
    os.environ["OPENPYXL_DEFUSEDXML"] = "False"  # a package of the tests' brings it along; it reads in plain Python
    settings.register_profile(
        "many", max_examples=config.getoption("--many"), derandomize=True, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("many")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Nothing that is imported becomes garbage."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(config, items):
    """What a test or a case repeats at length is left to a larger --many; the longest come first."""
    many = config.getoption("--many")
    left = {item for item in items if any(mark.args[0] > many for mark in item.iter_markers("large"))}
    if left:
        config.hook.pytest_deselected(items=[*left])
        items[:] = [item for item in items if item not in left]
    items.sort(key=lambda item: not item.path.as_posix().endswith(LONG))


def pytest_collection_finish():
    """What is imported and collected stays: it need not be looked through for garbage again and again."""
    gc.freeze()
    gc.set_threshold(40_000, 20, 50)


@pytest.fixture(scope="session")
def many(pytestconfig):
    """How often to repeat what is drawn at random."""
    return pytestconfig.getoption("--many")


def copy_sample(folder):
    """A workspace with the sample's workbooks and templates."""
    for name in ("workbooks", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return Workspace(folder)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, pytestconfig):
    """`make(folder)` gives a workspace there: that is run by whichever of the workers comes first, the others copy it."""
    def made(name, make, period=None):
        folder = tmp_path_factory.mktemp(name)
        if not hasattr(pytestconfig, "workerinput"):  # the only process
            return Delivered(workspace := make(folder), run(RunRequest(workspace, period, now=NOW), Silent()))
        shared = tmp_path_factory.getbasetemp().parent / name
        kept = shared.with_suffix(".pickle")
        with FileLock(shared.with_suffix(".lock")):
            if not kept.exists():
                outcome = run(RunRequest(make(shared), period, now=NOW), Silent())
                kept.write_bytes(pickle.dumps(outcome))
        workspace = Workspace(shutil.copytree(shared, folder, dirs_exist_ok=True))
        outcome = pickle.loads(kept.read_bytes())
        office, upward = (workspace.output / path.name for path in (outcome.office, outcome.upward))
        return Delivered(workspace, replace(outcome, office=office, upward=upward))

    return made


@pytest.fixture(scope="session")
def delivered(made_once):
    """The sample township, delivered; read only."""
    return made_once("township", copy_sample)


@pytest.fixture(scope="session")
def delivered_year(made_once):
    """The sample township's year, delivered; read only."""
    return made_once("year", copy_sample, YEAR)


@pytest.fixture
def sample(tmp_path, delivered):
    """A sample workspace of the test's own, without a delivery, that need not make again what `delivered` made."""
    return with_cache(copy_sample(tmp_path / "township"), delivered.workspace)


@pytest.fixture
def own(tmp_path, delivered):
    """The delivered sample, the test's own to change."""
    return Workspace(shutil.copytree(delivered.workspace.root, tmp_path / "township"))


def copy_few(folder):
    """A sample workspace to whose inbox only one good and one faulty village came: a run of a few seconds."""
    workspace = copy_sample(folder)
    for path in (folder / "workbooks/inbox").rglob("*.xlsx"):
        if path.name not in ("石井村三季度.xlsx", "白沙村三季度报表.xlsx"):
            path.unlink()
    return workspace


def with_cache(workspace, other):
    """The workspace with what runs of another one keep for the runs after them, as if it had been run before.

    But for answers that name a run of its ledger; the secret of that is part of what was read.
    """
    shutil.copytree(other.private / "cache", workspace.private / "cache", ignore=shutil.ignore_patterns("before-*"))
    shutil.copytree(other.settings_read, workspace.settings_read)
    with closing(sqlite3.connect(other.ledger)) as theirs:
        secrets = theirs.execute("SELECT * FROM secrets").fetchall()
    with open_ledger(workspace.ledger):
        pass
    with closing(sqlite3.connect(workspace.ledger)) as own, own:
        own.executemany("INSERT INTO secrets VALUES (?, ?)", secrets)
    return workspace


@pytest.fixture(scope="session")
def delivered_few(made_once):
    """The two villages, delivered; read only."""
    return made_once("few", copy_few)


@pytest.fixture(scope="session")
def few_run(delivered_few):
    """The workspace of the two villages, run once."""
    return delivered_few.workspace


@pytest.fixture
def cold(tmp_path):
    """The two villages, never run."""
    return copy_few(tmp_path / "township")


@pytest.fixture
def few(cold, few_run):
    """The two villages, without a delivery; only what a test changes is read and made again."""
    return with_cache(cold, few_run)
