"""Settings are read once: what they were read from is what they are kept under."""

import os
import shutil

import pytest

from conftest import copy_few
from parameters import set_items
from shuzhi.errors import SettingsFault
from shuzhi.model.period import Period
from shuzhi.workspace import Workspace, load_settings, township

REAL = township.read_settings
YEAR = Period.parse("2023Y")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A workspace whose settings a run has read."""
    workspace = copy_few(tmp_path_factory.mktemp("read"))
    workspace.private.mkdir(mode=0o700)
    load_settings(workspace)
    return workspace


@pytest.fixture
def town(read, tmp_path):
    return Workspace(shutil.copytree(read.root, tmp_path / "town"))


class Read(Exception):
    """The file is read again."""


@pytest.fixture
def known(monkeypatch):
    """From here on the file should be known."""
    def again(*_):
        raise Read

    monkeypatch.setattr(township, "read_settings", again)


@pytest.mark.usefixtures("known")
def test_the_same_file_is_not_read_again(town):
    """What is known of it is what it says, down to the township's own rows."""
    assert load_settings(town) == REAL(town, None)


def test_each_period_is_kept(town, monkeypatch):
    """One does not push out another."""
    year = load_settings(town, YEAR)
    monkeypatch.setattr(township, "read_settings", None)
    assert (year.period, load_settings(town, YEAR), load_settings(town).period.kind) == (YEAR, year, "Q")


def test_a_changed_file_is_read(town):
    """Whatever its time or size."""
    set_items(town, 乡镇街道名称="云溪新镇")
    assert load_settings(town).township == "云溪新镇"


def test_a_template_that_is_gone_is_told(town):
    """Settings are refused for it, whatever is known of the file."""
    name = load_settings(town).reports[0].template
    (town.templates / name).unlink()
    with pytest.raises(SettingsFault, match="没有这个模板文件"):
        load_settings(town)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("content", [b"", b"0" * 64 + b"\n", b"x"])
def test_what_is_kept_and_damaged_is_read_anew(town, content):
    """As any other result."""
    (town.settings_read / "own").write_bytes(content)
    with pytest.raises(Read):
        load_settings(town)


def test_nothing_is_kept_where_no_run_was(tmp_path):
    """To look into a folder makes none in it."""
    workspace = copy_few(tmp_path)
    load_settings(workspace)
    assert not workspace.private.exists()


@pytest.mark.skipif(os.name == "nt", reason="rights")
def test_settings_are_for_their_owner_only(town):
    """Names and telephones stand in them."""
    kept = town.settings_read / "own"
    assert [path.stat().st_mode & 0o077 for path in (town.private, town.settings_read, kept)] == [0, 0, 0]
