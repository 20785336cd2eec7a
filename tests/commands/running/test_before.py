"""A run that finds everything as the last one did."""

import os
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import NOW
from shuzhi.cache import Cache
from shuzhi.commands.history import history
from shuzhi.commands.moment import moment
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running import before
from shuzhi.commands.running.inputs import Asked, gathered
from shuzhi.commands.status import status
from shuzhi.deliver.standing import standing
from shuzhi.errors import ExitCode
from shuzhi.ledger import open_ledger
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace, load_settings

PERIOD = Period(2023, "Q", 3)
ASKED = Asked((None, False))


@pytest.fixture
def town(few_run, tmp_path):
    """Two villages after a run, the test's own to change."""
    return Workspace(shutil.copytree(few_run.root, tmp_path / "township"))


def seen(workspace):
    return {path: (path.stat().st_ino, path.read_bytes()) for path in workspace.output.rglob("*") if path.is_file()}


def questioned(workspace, asked=ASKED, settings=None):
    with open_ledger(workspace.ledger) as ledger:
        return gathered(workspace, settings or load_settings(workspace), ledger, asked, Cache()).question.key


def delivered(workspace):
    with open_ledger(workspace.ledger) as ledger:
        return ledger.runs.delivered(ledger.runs.latest_run(PERIOD.code))


def test_where_nothing_changed_the_delivery_stands_and_the_run_is_noted(town):
    """Not a byte is written in its place; `status` and `history` say what they said; the outcome is the same."""
    content, stood, told = seen(town), status(town, None), history(town, None, "石井村")
    outcome = run(RunRequest(town, now=NOW), Silent())
    assert outcome.repeats > 0
    assert seen(town) == content
    assert status(town, None).branches == stood.branches
    assert history(town, None, "石井村") == told
    again = run(RunRequest(town, now=NOW), Silent())
    assert again.repeats > outcome.repeats
    assert again.exit_code == outcome.exit_code
    assert again.results.remarks == outcome.results.remarks


def test_the_next_day_the_list_of_who_is_late_is_written_anew(town):
    """It names the moment."""
    outcome = run(RunRequest(town, now=NOW + timedelta(days=1)), Silent())
    assert outcome.repeats == 0


def workbook(town):
    next(town.inbox(PERIOD).rglob("石井村*.xlsx")).unlink()


def lock(town):
    (town.inbox(PERIOD) / "~$石井村.xlsx").write_bytes(b"x")


def template(town):
    path = town.templates / "汇总表.docx"
    path.write_bytes((town.templates / "意见建议办理情况报告.docx").read_bytes())


def final(town):
    town.final(PERIOD).mkdir(parents=True)
    (town.final(PERIOD) / "述职报告.docx").write_bytes(b"x")


def archived(town):
    shutil.rmtree(town.archive)


@pytest.mark.parametrize("change", [workbook, lock, template, final])
def test_whatever_a_run_is_made_from_makes_it_another(town, change):
    """A file of the inbox, of the templates or of 定稿 that comes, goes or changes."""
    asked = questioned(town)
    assert asked == questioned(town)
    change(town)
    assert questioned(town) != asked


def test_whatever_was_asked_for_makes_it_another(town):
    """The day, PDFs, settings; an encrypted delivery is another every time, and so is what cannot be read whole."""
    settings = load_settings(town)
    kinds = [
        questioned(town), questioned(town, Asked((None, True))), questioned(town, settings=replace(settings, township="别的镇")),
    ]
    assert len(set(kinds)) == len(kinds)
    assert questioned(town, replace(ASKED, secret=True)) == ""
    assert questioned(town, settings=replace(settings, switches=settings.switches | {"encrypt"})) == ""
    assert questioned(town, settings=replace(settings, limits={**settings.limits, "file_megabytes": 0.01})) == ""
    os.mkfifo(town.templates / "管道.docx")
    assert questioned(town) == ""


def test_only_the_last_run_that_delivered_is_repeated(town):
    """Of one before it nothing stands any more."""
    with open_ledger(town.ledger) as ledger:
        asked = Asked((None, False, None, moment(NOW).date()))
        inputs = gathered(town, load_settings(town), ledger, asked, Cache(town.cache(PERIOD)))
        assert before.taken(inputs.question, PERIOD.code, inputs.cache, ledger) is not None
        number = ledger.runs.begin(PERIOD.code, {"program": "", "form": ""})
        ledger.runs.finish(number, ExitCode.OK)
        assert before.taken(inputs.question, PERIOD.code, inputs.cache, ledger) is None


def test_templates_that_cannot_be_listed_are_no_question(town, monkeypatch):
    """They end no run that has delivered."""
    def refused(folder):
        raise PermissionError(folder)

    monkeypatch.setattr(before, "files_below", refused)
    assert questioned(town) == ""


def gone(output):
    (output / "2023Q3_上报.zip").unlink()


def changed(output):
    path = output / "2023Q3_内部.zip"
    path.write_bytes(path.read_bytes() + b"x")


def typed(output):
    path = next((output / "2023Q3").rglob("*.docx"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def added(output):
    (output / "2023Q3" / "说明.docx").write_bytes(b"x")


def unfinished(output):
    (output / "2023Q3_正在更换.txt").write_text("")


@pytest.mark.parametrize("change", [gone, changed, typed, added, unfinished])
def test_a_delivery_that_does_not_stand_as_it_was_published_is_made_again(town, change):
    """A zip or a file of the copy that is gone, changed or added; a replacement that was cut off."""
    assert standing(town.output, PERIOD, delivered(town)) is not None
    change(town.output)
    assert standing(town.output, PERIOD, delivered(town)) is None


def test_a_copy_that_was_changed_is_put_right(town):
    """By the next run, from what it kept."""
    stood = {path: content for path, (_, content) in seen(town).items()}
    typed(town.output)
    assert run(RunRequest(town, now=NOW), Silent()).repeats == 0
    assert {path: content for path, (_, content) in seen(town).items()} == stood


def test_a_workbook_gone_from_the_archive_is_archived_again(town):
    """Also where nothing else is to do."""
    kept = {path.name for path in town.archive.rglob("*.xlsx")}
    archived(town)
    assert run(RunRequest(town, now=NOW), Silent()).repeats > 0
    assert {path.name for path in town.archive.rglob("*.xlsx")} == kept
