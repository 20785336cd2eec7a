"""What is installed without any extra is enough."""

import subprocess
import sys
from importlib.metadata import packages_distributions

from packaging.utils import canonicalize_name

from supply.pinned import pinned

# In the interpreter that runs: what came with an extra, or with the tests, cannot be imported.
BARE = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
from shuzhi.__main__ import main
main()
"""


def test_a_run_takes_nothing_that_is_not_in_the_first_list(cold):
    """Whatever else is installed here is hidden: two villages end as they do with everything."""
    known = {*pinned("constraints.txt"), "shuzhi"}
    absent = {module for module, names in packages_distributions().items() if not known & set(map(canonicalize_name, names))}
    assert {"apprise", "pyzipper", "hypothesis"} <= absent
    program = BARE.format(absent=sorted(absent))
    done = subprocess.run([sys.executable, "-c", program, "run", "--quiet"], cwd=cold.root, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 2
