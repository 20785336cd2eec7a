"""Tests against patched copies of the program: reads JSON [[folder, test], …], prints JSON [[kind, fault], …].

Run as a program: it imports the libraries once and forks for each test, so that a test costs little more than itself.
The kind is passed, failed, error (collection, fixture) or ended (the process died); the fault is the exception's class.
"""

import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import pytest

BEFORE = ("docxtpl", "filelock", "hypothesis", "openpyxl", "pandas", "pypdf", "python_calamine", "xlsxwriter")
OPTIONS = ("-p", "no:cacheprovider", "-p", "no:warnings", "-o", "addopts=", "--import-mode=importlib", "-x", "-q")


class Outcome:
    """Hears what pytest says of the test."""

    def __init__(self):
        self.kind, self.fault = "error", "nothing was run"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call):
        report = yield
        if call.when == "call" or report.failed:
            self.kind = report.outcome if call.when == "call" else "error"
            self.fault = call.excinfo.typename if call.excinfo else ""
        return report


def outcome(folder, test):
    """What became of a test run against the program in `folder`, in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        answer = Path(scratch) / "answer"
        child = os.fork()
        if not child:
            _run(folder, test, answer)
        os.waitpid(child, 0)
        return json.loads(answer.read_text()) if answer.exists() else ["ended", ""]


def _run(folder, test, answer):
    sys.path.insert(0, folder)
    os.environ["PYTHONPATH"] = folder
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    heard = Outcome()
    pytest.main([*OPTIONS, f"--basetemp={answer.parent}/t", test], plugins=[heard])
    if not import_module("shuzhi.errors").__file__.startswith(folder):
        heard.kind, heard.fault = "error", "not the copy"
    answer.write_text(json.dumps([heard.kind, heard.fault]))
    os._exit(0)


if __name__ == "__main__":
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in BEFORE:
        import_module(name)
    print(json.dumps([outcome(*one) for one in json.load(sys.stdin)]))
