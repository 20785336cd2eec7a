"""What a run need not do again."""

import hashlib
import os
import pickle
import random
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import shuzhi
from conftest import NOW
from shuzhi.cache import Cache, key, sources
from shuzhi.commands.run import RunRequest, run
from shuzhi.model.indicator import Figure
from shuzhi.model.period import Period
from shuzhi.model.words import Level
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace


@dataclass(frozen=True)
class Point:
    x: int
    y: tuple[str, ...]
    of: dict[str, float]


POINT = Point(1, ("a", "b"), {"k": 0.5})
DIFFERENT = [
    Point(2, ("a", "b"), {"k": 0.5}), Point(1, ("ab",), {"k": 0.5}), Point(1, ("a", "b"), {"k": 0.25}),
    Point(1, ("a", "b"), {"j": 0.5}), Point(1, ("a", "b"), {}), None, "1", 1, 1.0, True, date(2023, 1, 1), b"1",
    pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]}), pd.DataFrame({"b": [1]}), pd.DataFrame({"a": [1.0]}),
    frozenset("ab"), ("a", "b"), (("a",), "b"), ("a", ("b",)),
]


def test_equal_values_have_one_key_and_different_values_have_their_own():
    """A key is made from what a value says, not from where it lies in memory or how a set is ordered."""
    assert key("n", POINT) == key("n", replace(POINT, y=tuple("ab")))
    assert key("n", frozenset("abcdefgh")) == key("n", frozenset("hgfedcba"))
    assert len({key("n", one) for one in (POINT, *DIFFERENT)}) == len(DIFFERENT) + 1
    assert key("n", POINT) != key("m", POINT)


def test_the_program_is_all_that_decides_what_it_makes():
    """Code, data, the scripts and styles of the page, the chart library; neither a workspace nor what Python compiled."""
    root = Path(shuzhi.__file__).parent
    found = {Path(path).relative_to(root).as_posix() for path in sources(root)}
    page = {f"summarize/page/{name}" for name in ("scripts/page.js", "styles/print.css", "vendor/chartist.js", "parts/index.html")}
    assert {"form/form.toml", "cache/store.py", *page} <= found
    assert not [name for name in found if name.startswith(("sample/", "guide/")) or name.endswith(".pyc")]


def test_a_damaged_result_is_made_again(tmp_path):
    """A result whose bytes changed on the disk is not used; without a folder nothing is kept."""
    kept = Cache(tmp_path / "2023Q3")
    assert kept.made("k", lambda: [1]) == [1]
    assert kept.made("k", lambda: [2]) == [1]
    (tmp_path / "2023Q3" / "k").write_bytes((tmp_path / "2023Q3" / "k").read_bytes()[:-1] + b"x")
    assert kept.made("k", lambda: [3]) == [3]
    assert Cache(tmp_path / "2023Q3", fresh=True).made("k", lambda: [4]) == [4]
    assert kept.get("k") == [4]
    assert Cache().made("k", lambda: [5]) == [5]


def test_a_result_that_can_be_read_but_says_something_else_is_made_again(tmp_path):
    """One letter changed on the disk: it would be read without a fault, and be wrong."""
    kept = Cache(tmp_path / "2023Q3")
    kept.put("k", ["应到45人"])
    path = tmp_path / "2023Q3" / "k"
    path.write_bytes(path.read_bytes().replace(b"45", b"46"))
    assert kept.made("k", lambda: ["made again"]) == ["made again"]


class Harmful:
    """What whoever can write into the folder would like to have run."""

    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        return self.call[0], self.call[1:]


HARM = {
    "a command": (os.system, "touch harmed"), "code": (exec, "open('harmed', 'w')"), "a file": (open, "harmed", "w"),
    "a folder gone": (shutil.rmtree, "kept"), "frames by name": (pd.eval, "1"), "a class of ours with deeds": (Cache, None, False),
}


@pytest.mark.parametrize("call", HARM.values(), ids=HARM)
def test_a_result_that_somebody_else_wrote_runs_nothing(tmp_path, monkeypatch, call):
    """A hash shows that it is whole, not who wrote it: only results are read, a call of anything else is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept").mkdir()
    cache, name = Cache(tmp_path / "cache"), key("n", 1)
    cache.put(name, Harmful(*call))
    assert cache.get(name) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "kept"]


def test_random_bytes_under_a_right_hash_are_no_result(tmp_path, many):
    """Whatever they are, they are made again (a frame's bytes forged under a right hash may end pandas itself)."""
    cache, whole = Cache(tmp_path), pickle.dumps((Figure(1, "7", "meetings", ("会议!5",)), Level.ERROR, date(2023, 7, 1), b"docx"))
    for seed in range(many * 5):
        chance = random.Random(seed)
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 9)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        cache.put("n", 1)
        (tmp_path / "n").write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        cache.get("n")


def test_a_pipe_in_the_place_of_a_result_is_not_waited_for(tmp_path):
    """Nor a folder."""
    os.mkfifo(tmp_path / "n")
    assert Cache(tmp_path).get("n") is None


def test_every_result_of_a_run_can_be_read_again(delivered):
    """The list of what results are made of lacks nothing."""
    folder = delivered.workspace.cache(Period(2023, "Q", 3))
    names = [path.name for path in folder.iterdir() if path.name != "begun"]
    assert len(names) > 10
    assert not [name for name in names if Cache(folder).get(name) is None]


def test_what_a_killed_process_of_the_same_number_left_is_in_nobody_s_way(tmp_path):
    """As where every start has the same number."""
    (tmp_path / f".page-1.{os.getpid()}").write_bytes(b"half")
    cache = Cache(tmp_path)
    cache.put("page-1", ("甲",))
    assert cache.get("page-1") == ("甲",)


def test_what_a_run_did_not_use_is_removed_and_so_are_other_years(tmp_path):
    """The folder of a period holds the results of its last run; folders of another year go."""
    for period in ("2022Q4", "2023Q2", "2023Q3"):
        Cache(tmp_path / period).put("old", 1)
    kept = Cache(tmp_path / "2023Q3")
    kept.put("used", 2)
    kept.begin()
    assert kept.get("used") == 2
    kept.put("new", 3)
    kept.prune()
    assert sorted(path.name for path in (tmp_path / "2023Q3").iterdir()) == ["begun", "new", "used"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2023Q2", "2023Q3"]


@pytest.fixture(scope="module")
def twice(tmp_path_factory, delivered):
    """The sample township after two runs: the second remembers what was explained in the first."""
    workspace = Workspace(shutil.copytree(delivered.workspace.root, tmp_path_factory.mktemp("twice") / "township"))
    run(RunRequest(workspace, now=NOW), Silent())
    return workspace


@pytest.fixture
def kept(twice, tmp_path):
    """That township, the test's own to change."""
    return Workspace(shutil.copytree(twice.root, tmp_path / "township"))


def entries(workspace):
    folder = workspace.private / "cache" / "2023Q3"
    return {path.name: path.stat().st_ino for path in folder.iterdir() if path.name.partition("-")[0] not in ("begun", "before")}


def again(workspace, **options):
    before = entries(workspace)
    outcome = run(RunRequest(workspace, now=NOW, **options), Silent())
    after = entries(workspace)
    made = sorted(name.split("-")[0] for name in after if after[name] != before.get(name))
    return outcome, made, len(after)


def test_only_what_changed_is_done_again(kept):
    """Nothing new: nothing read, rendered or marked; one template: reports, nothing read; --all: everything; same bytes."""
    first, made, _ = again(kept)
    assert made == []
    content = first.office.read_bytes()
    outcome, made, number = again(kept, everything=True)
    assert len(made) == number
    assert outcome.office.read_bytes() == content
    template = kept.templates / "意见建议办理情况报告.docx"
    template.write_bytes((kept.templates / "季度抓基层党建述职报告.docx").read_bytes())
    _, made, _ = again(kept)
    assert set(made) == {"branch", "volume"}


def test_a_workbook_that_goes_away_costs_no_reading(kept):
    """The files of the others are taken as they were; the township's own are made again."""
    for path in list(kept.inbox(Period(2023, "Q", 3)).rglob("*石井*")):
        path.unlink()
    outcome, made, _ = again(kept)
    assert {"book", "page"} <= set(made) <= {"volume", "book", "page"}
    states = dict(outcome.results.branches[["short_name", "state"]].itertuples(index=False))
    assert states["石井村"] == "missing"


def test_what_changed_is_all_that_is_read_and_written_again(kept, tmp_path):
    """One workbook changes, one comes that sorts before it: two are read, and every byte is as if all had been."""
    inbox = kept.inbox(Period(2023, "Q", 3))
    changed, moved = (next(inbox.rglob(f"{name}*.xlsx")) for name in ("石井", "白沙"))
    moved.rename(moved.with_name(f"0{moved.name}"))
    book = load_workbook(changed)
    place = next(cell for cell in book["会议"][1] if cell.value == "地点")
    place.offset(1).value = "二楼会议室"
    book.save(changed)
    outcome, made, _ = again(kept)
    assert {kind: made.count(kind) for kind in ("read", "park")} == {"read": 1, "park": 2}
    assert made.count("branch") <= 3
    whole = Workspace(shutil.copytree(kept.root, tmp_path / "whole"))
    assert run(RunRequest(whole, now=NOW, everything=True), Silent()).office.read_bytes() == outcome.office.read_bytes()


def test_a_cache_that_cannot_be_written_costs_only_time(few):
    """A file in the place of the folder: the run delivers all the same."""
    folder = few.private / "cache"
    shutil.rmtree(folder)
    folder.write_text("")
    outcome = run(RunRequest(few), Silent())
    assert outcome.upward.is_file()
