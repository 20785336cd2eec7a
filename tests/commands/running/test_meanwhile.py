"""What changes on the disk while a run goes on."""

import shutil

import pytest

from conftest import NOW
from shuzhi.commands.run import RunRequest, run
from shuzhi.errors import DeliveryFailed, ExitCode
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

PERIOD = Period(2023, "Q", 3)
READING, WRITING, CLOSING = "读取并核对", "生成报告", "汇总并打包"


class At(Silent):
    """Does something when a stage begins."""

    def __init__(self, done):
        self.done = done

    def stage(self, title, total):
        super().stage(title, total)
        self.done.get(title, lambda: None)()


class Swapped:
    """A file that another takes the place of (None = it goes; or comes), and that comes back as it was."""

    def __init__(self, town, path, other):
        self.path, self.other, self.away = path, other, town.root / "away"

    def out(self):
        if self.path.exists():
            self.path.rename(self.away)
        if self.other is not None:
            shutil.copy2(self.other, self.path)

    def back(self):
        self.path.unlink(missing_ok=True)
        if self.away.exists():
            self.away.rename(self.path)


@pytest.fixture
def town(few_run, tmp_path):
    """Two villages after a run, the test's own to change; a run of it finds all but its answer."""
    workspace = Workspace(shutil.copytree(few_run.root, tmp_path / "township"))
    for path in workspace.cache(PERIOD).glob("before-*"):
        path.unlink()
    return workspace


def again(workspace, done):
    return run(RunRequest(workspace, now=NOW), At(done))


def zips(workspace):
    return [(workspace.output / f"2023Q3_{edition}.zip").read_bytes() for edition in ("内部", "上报")]


def report(town):
    return Swapped(town, town.templates / "季度抓基层党建述职报告.docx", town.templates / "意见建议办理情况报告.docx")


def township(town):
    return Swapped(town, town.templates / "汇总表.docx", town.templates / "意见建议办理情况报告.docx")


def final(town):
    town.final(PERIOD).mkdir(parents=True)
    return Swapped(town, town.final(PERIOD) / "述职报告.docx", next((town.output / "2023Q3/报告/石井村").glob("*.docx")))


def workbook(town):
    return Swapped(town, *sorted(town.inbox(PERIOD).rglob("*.xlsx")))


def missing(town):
    return Swapped(town, next(town.inbox(PERIOD).rglob("石井村*.xlsx")), None)


def roster(town):
    return Swapped(town, town.settings_file, next(town.inbox(PERIOD).rglob("*.xlsx")))


LONG = pytest.mark.large(100)


@pytest.mark.parametrize(("kind", "until"), [
    (report, None), (report, CLOSING), (workbook, CLOSING), (roster, None),
    *(pytest.param(kind, None, marks=LONG) for kind in (township, final, workbook, missing)),
    *(pytest.param(kind, CLOSING, marks=LONG) for kind in (township, final, missing, roster)),
])
def test_what_was_another_while_a_run_went_on_is_nothing_to_repeat(town, few_run, kind, until):
    """It is put back while that run goes on, or after it: the next run delivers what it says now."""
    swapped = kind(town)
    again(town, {READING: swapped.out, until: swapped.back})
    if until is None:
        swapped.back()
    again(town, {})
    assert zips(town) == zips(few_run)


@pytest.mark.parametrize("kind", ["tables", "books"])
def test_what_was_read_and_is_damaged_before_it_is_used_is_told(town, few_run, kind):
    """Exit code 6, the old delivery; the next run reads those workbooks again."""
    def damage():
        (path,) = town.cache(PERIOD).glob(f"park-*.{kind}")
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    for made in town.cache(PERIOD).glob("branch-*"):
        made.unlink()
    with pytest.raises(DeliveryFailed, match="磁盘读写出错") as failed:
        again(town, {WRITING: damage})
    assert failed.value.exit_code is ExitCode.NOT_DELIVERED
    assert zips(town) == zips(few_run)
    again(town, {})
    assert zips(town) == zips(few_run)
