"""Each guard is broken on purpose, in a copy of the program: a test must turn red for it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from breakages.guards import GUARDS, NAMED
from conftest import REPOSITORY

SOURCES = REPOSITORY / "src/shuzhi"


def patched(guard, folder):
    """A copy of the program in `folder`, without that guard."""
    shutil.copytree(SOURCES, folder / "shuzhi", ignore=shutil.ignore_patterns("__pycache__"))
    for edit in guard.edits:
        path = folder / "shuzhi" / edit.file
        path.write_text(path.read_text(encoding="utf-8").replace(edit.old, edit.new), encoding="utf-8")
    return str(folder)


def outcomes(pairs):
    """[kind, fault] of each (folder, test)."""
    answer = subprocess.run(
        [sys.executable, Path(__file__).with_name("running.py")], input=json.dumps(pairs),
        stdout=subprocess.PIPE, check=True, encoding="utf-8", cwd=REPOSITORY, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    return json.loads(answer.stdout)


def test_the_table_is_not_stale():
    """Each text to be replaced stands exactly once in its file, and each test is there: else the table needs mending."""
    stale = [
        (guard.name, edit.file) for guard in GUARDS for edit in guard.edits
        if (SOURCES / edit.file).read_text(encoding="utf-8").count(edit.old) != 1
    ]
    assert stale == []
    files = {guard.test: (REPOSITORY / guard.test.split("::")[0]).read_text(encoding="utf-8") for guard in GUARDS}
    assert [test for test, text in files.items() if f"def {test.split('::')[1].split('[')[0]}(" not in text] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each broken copy is tried in a child made by fork, which Windows has not")
def test_without_a_guard_its_test_turns_red(tmp_path, many):
    """Those that reliability.md names; with --many 400 all, whose tests are also seen green with every guard in place."""
    guards = GUARDS[:max(len(NAMED), many // 10)]
    pairs = [(patched(guard, tmp_path / str(number)), guard.test) for number, guard in enumerate(guards)]
    if len(guards) > len(NAMED):
        tests = sorted({guard.test for guard in guards})
        seen = zip(tests, outcomes([(str(SOURCES.parent), test) for test in tests]), strict=True)
        assert [(test, outcome) for test, outcome in seen if outcome != ["passed", ""]] == []
    found = {guard.name: outcome for guard, outcome in zip(guards, outcomes(pairs), strict=True)}
    assert found == {guard.name: ["failed", guard.fault] for guard in guards}
