"""Where a workspace may lie."""

import pytest

from shuzhi.errors import ExitCode, PathTooLong
from shuzhi.ledger import open_ledger
from shuzhi.workspace import Workspace
from shuzhi.workspace.folders import MOST_BYTES


def deep(folder, size):
    """A path below a folder that is `size` bytes long."""
    rest = size - len(str(folder).encode()) - 1
    names = ["长" * 66] * (rest // 199)
    return folder.joinpath(*names, "d" * (rest - 199 * len(names)))


def test_the_longest_path_a_workspace_may_have_is_one_the_ledger_opens(tmp_path):
    """As many bytes as allowed: a ledger is made there."""
    workspace = Workspace(deep(tmp_path, MOST_BYTES))
    with open_ledger(workspace.ledger) as ledger:
        assert ledger.runs.begin("2023Q3", {"program": "", "form": ""}) == 1


def test_a_longer_one_is_refused_with_what_to_do(tmp_path):
    """One byte more, also through a link or by a path that no system call takes: exit code 3, a path short enough to read."""
    path = deep(tmp_path, MOST_BYTES + 1)
    (tmp_path / "link").symlink_to(path.parent)
    for place in (path, tmp_path / "link" / path.name, deep(tmp_path, 5000)):
        with pytest.raises(PathTooLong, match=r"路径太长.*移到上层") as caught:
            Workspace(place)
        assert caught.value.exit_code == ExitCode.NOT_STARTED
        assert len(str(caught.value)) < 200
