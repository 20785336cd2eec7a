"""A workspace on which commands fail, and what must stand there afterwards."""

import shutil
from functools import cached_property

from faults import standing
from faults.injecting import points

ENDS = {0, 1, 3, 6, -9}


class Town:
    """A delivered workspace of two villages that is run again a day later, made anew each time.

    old, new  what is delivered before and after the run (file → content); noted: what the ledger knows then
    """

    def __init__(self, root, before, pad):
        self.root, self.before, self.pad = root, before, pad
        self.words = ("run", "--workspace", root, "--quiet")
        self.old, self.new = (standing.tree(one / "output") for one in (before, root))
        self.noted, self.inputs = standing.noted(root), standing.inputs(root)
        self.archive = standing.tree(root / ".shuzhi/archive")
        assert self.old.keys() == self.new.keys()
        assert self.old != self.new

    @cached_property
    def points(self):
        """Every call of the run that touches the workspace."""
        self.again()
        return points(self.pad, self.root, *self.words)

    def again(self):
        """As before the second run."""
        shutil.rmtree(self.root)
        shutil.copytree(self.before, self.root)

    def visit(self, point, how):
        """Fail at a point; what stands then, and the exit code."""
        self.again()
        ended = self.pad.run(*self.words, strace=point.options(how))
        assert ended.code in ENDS, ended.said
        assert "Traceback" not in ended.said, ended.said
        stands = self.stands(ended)
        standing.check_ledger(self.root)
        standing.check_archive(self.root)
        assert standing.inputs(self.root) == self.inputs
        return stands, ended

    def stands(self, ended):
        """Which delivery stands: old, new, less than the new one, or in between (then a file says so)."""
        found = standing.tree(self.root / "output")
        if found == self.old:
            assert ended.code not in (0, 1), ended.said
            return "old"
        marked = found.pop(standing.MARKER, None)
        if found == self.new:
            return "new"
        if marked is not None:
            assert ended.code not in (0, 1), ended.said
            assert all(found[name] in (self.old[name], self.new[name]) for name in standing.ZIPS)
            return "marked"
        assert ended.code == 1, ended.said
        standing.check_whole(self.root / "output")
        return "less"

    def check_healed(self):
        """The next run is as if nothing had been."""
        ended = self.pad.run(*self.words)
        assert ended.code == 1, ended.said
        assert standing.tree(self.root / "output") == self.new
        assert standing.noted(self.root) == self.noted
        assert standing.tree(self.root / ".shuzhi/archive") == self.archive
        assert standing.leftovers(self.root) == []
