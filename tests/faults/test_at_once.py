"""Several commands at once on one workspace, and locks that are not there."""

import pytest

from faults import injecting, standing
from shuzhi.workspace import Workspace

BUSY = "另一次生成正在进行，请等它结束后再试。\n"


def test_while_a_run_goes_on(town):
    """Commands that write leave with 5 and change nothing; one that only reads answers; then a run works again."""
    town.again()
    place = ("--workspace", town.root)
    with Workspace(town.root).locked():
        for words in (("run",), ("issue",), ("approve", "石井村"), ("reopen", "石井村"), ("nightly", "--once")):
            ended = town.pad.run(*words, *place)
            assert (ended.code, ended.said) == (5, BUSY), words
        assert town.pad.run("status", *place).code == 0
    with Workspace(town.root).watched():
        assert town.pad.run("nightly", "--once", *place).code == 5
    assert standing.tree(town.root / "output") == town.old
    town.check_healed()


@pytest.mark.parametrize("fault", ["ENOLCK", "ENOSYS"])
@pytest.mark.skipif(**injecting.NO_STRACE)
def test_a_share_without_locks(town, fault):
    """Exit code 3, and where the workspace is to go; nothing has changed."""
    town.again()
    ended = town.pad.run(*town.words, strace=["-e", "trace=flock", "-e", f"inject=flock:error={fault}"])
    assert ended.code == 3, ended.said
    assert "不支持文件锁" in ended.said
    assert standing.tree(town.root / "output") == town.old
