"""The coverage-guided fuzzer finds nothing in the time a test may take."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris is not installed")
@pytest.mark.timeout(3600)  # `--many 200000` by hand
def test_no_input_that_reaches_new_lines_breaks_the_normalisers_or_the_header_finder(tmp_path, many):
    """10 inputs for each of `--many`, from the same seed."""
    options = ["-seed=1", f"-runs={10 * many}", f"-artifact_prefix={tmp_path}{os.sep}"]
    done = subprocess.run([sys.executable, Path(__file__).with_name("guided.py"), *options], cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    assert f"Done {10 * many} runs" in done.stderr
