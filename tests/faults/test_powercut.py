"""Whatever a power cut leaves of a run's calls: old or new, or a marker that says so and from which it is finished."""

import shutil

import pytest

from faults import injecting, powercut, standing
from faults.injecting import CALLS, drawn
from shuzhi.commands.unfinished import finish_deliveries

pytestmark = injecting.NEEDED


@pytest.fixture(scope="module", params=[
    "again", pytest.param("first", marks=pytest.mark.large(100)), "one by one",
])
def cut(town, request):
    """The calls of a run on its workspace, what stood there before, and what was delivered before and after.

    one by one  where the system cannot sync the whole disk at once
    """
    town.again()
    if request.param == "first":
        for path in [town.root / "output", *(town.root / ".shuzhi").iterdir()]:
            if path.name != "cache":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    before, old = powercut.standing(town.root), standing.tree(town.root / "output")
    without = ["-e", "inject=syncfs:error=ENOSYS"] if request.param == "one by one" else []
    ended = town.pad.run(*town.words, strace=["-e", f"trace={','.join(CALLS)}", *without])
    assert ended.code == 1, ended.said
    return powercut.calls(ended.trace, str(town.root)), before, old, standing.tree(town.root / "output")


def test_every_state_of_the_delivery(town, cut, many):
    """Without a marker the visible delivery is the old or the new one, whole; with it, the next command finishes it."""
    calls, before, old, new = cut
    disk = powercut.Disk((str(town.root),), dict(before))
    contents = Contents(town.root, old, new)
    seen, marked = set(), []
    for call in calls:
        disk.take(call)
        if call.path.startswith(str(town.root / "output")) or call.kind.startswith("sync"):
            for state in disk.states():
                shown = contents.of(state, town.root / "output")
                if (key := frozenset(shown.items())) in seen:
                    continue
                seen.add(key)
                visible = {name: content for name, content in shown.items() if not name.startswith(".")}
                if standing.MARKER in visible:
                    marked.append(shown)
                else:
                    assert visible in (old, new), (call, sorted(visible))
    assert len(marked) > 3
    for shown in drawn(marked, max(many, 10)):
        put(town.root / "output", shown)
        assert finish_deliveries(town.root)
        assert standing.tree(town.root / "output") == new
        assert not [path.name for path in (town.root / "output").iterdir() if path.name.startswith(".")]


def test_what_the_ledger_knows_lies_on_the_disk(town, cut):
    """When the run is noted, the delivery and the archive are there for good; no workbook is ever kept in part."""
    calls, before, _, _ = cut
    disk = powercut.Disk((str(town.root),), dict(before))
    ledger, archive = str(town.root / ".shuzhi/ledger.sqlite"), str(town.root / ".shuzhi/archive")
    noted = max(place for place, call in enumerate(calls) if call.kind == "sync" and call.path == ledger)
    for call in calls[:noted]:
        disk.take(call)
        if call.path.startswith(archive):
            for state in disk.states():
                kept = [node for path, node in state.items() if path.startswith(archive) and path.endswith(".xlsx")]
                assert all(node.synced for node in kept)
    waiting = [call for call, _ in disk.pending if call.path.startswith((archive, str(town.root / "output")))]
    assert [call for call in waiting if "/.2023Q3" not in call.path] == []
    names = [path.removeprefix(archive) for path in disk.sure if path.startswith(f"{archive}/") and path.endswith("xlsx")]
    assert sorted(names) == sorted(f"/{name}" for name in town.archive)


class Contents:
    """What the files of a state hold; a new file by the place that it is made for."""

    def __init__(self, root, old, new):
        self.output, self.old, self.new = f"{root / 'output'}/", old, new

    def of(self, state, folder):
        """Name below the folder → content, empty where it was not synced."""
        start = f"{folder}/"
        return {
            path.removeprefix(start): self._content(node) if node.synced else b""
            for path, node in state.items() if path.startswith(start) and not node.folder
        }

    def _content(self, node):
        made = node.made.removeprefix(self.output)
        if made in self.old:
            return self.old[made]
        first, _, rest = made.partition("/")
        return self.new.get("/".join(filter(None, (first.removeprefix(".").removesuffix(".new"), rest))), b"?")


def put(folder, files):
    """Make a folder that holds exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
