"""How much a run says."""

import pytest

from ended import ended
from shuzhi.cli.batch import show
from shuzhi.cli.options import Told, progress_of
from shuzhi.progress import Silent

TOWN = "| 支部 | 状态 | 填在 |\n|---|---|---|\n| 石桥村 | 未报送 | |"


@pytest.mark.parametrize(("told", "first"), [(None, "青禾镇2023年第三季度："), (Told.QUIET, ""), (Told.WHOLE, "支部    状态")])
def test_the_paths_are_the_last_two_lines_however_much_is_said(told, first, capsys):
    """With --quiet they are all there is; the exit code is the run's."""
    assert show(ended(TOWN, remarks=["一"]), told) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.rsplit("_")[-1] for line in said[-2:]] == ["内部.zip", "上报.zip"]
    assert said[0].startswith(first)
    assert (len(said) == 2) is (told == Told.QUIET)


def test_with_quiet_there_is_no_progress():
    """Nothing on stderr but errors."""
    with progress_of(Told.QUIET) as progress:
        assert isinstance(progress, Silent)
