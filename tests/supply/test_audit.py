"""What a known vulnerability in a pinned package does to CI, from answers of pip-audit."""

from datetime import date

import pytest

from conftest import REPOSITORY
from supply.audit import accepted, decided

TODAY = date(2026, 11, 21)
CLEAN = {"name": "lxml", "version": "6.1.3", "vulns": []}
SKIPPED = {"name": "odd", "skip_reason": "Dependency not found on PyPI and could not be audited: odd (1)"}
# As pip-audit printed it of an old version.
OLD = {"name": "jinja2", "version": "2.4.1", "vulns": [
    {"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": ["CVE-2019-10906", "GHSA-462w-v97r-4m45"], "description": "…"},
]}
LISTED = """
[[accepted]]
id = "{id}"
package = "{package}"
reason = "never called"
until = {until}
"""


def answer(*dependencies):
    return {"dependencies": list(dependencies), "fixes": []}


def test_a_known_vulnerability_fails_and_is_named():
    """Package, version, advisory, and the version to take."""
    decision = decided(answer(CLEAN, OLD), [], TODAY)
    assert decision.failed
    assert decision.lines[0] == "audit: jinja2 2.4.1: PYSEC-2019-217 (CVE-2019-10906, GHSA-462w-v97r-4m45), mended in 2.10.1"


@pytest.mark.parametrize(("package", "name", "until", "failed"), [
    ("jinja2", "PYSEC-2019-217", "2026-11-21", False),
    ("jinja2", "CVE-2019-10906", "2027-01-01", False),
    ("jinja2", "PYSEC-2019-217", "2026-11-20", True),
    ("jinja2", "PYSEC-2019-218", "2027-01-01", True),
    ("lxml", "PYSEC-2019-217", "2027-01-01", True),
])
def test_one_that_is_listed_passes_until_its_day(package, name, until, failed):
    """By its id or an alias, in that package only, the day included."""
    known = accepted(LISTED.format(package=package, id=name, until=until))
    assert decided(answer(OLD), known, TODAY).failed == failed


def test_an_entry_without_a_reason_is_refused():
    """Each says which, in what, why and until when."""
    with pytest.raises(TypeError, match="reason"):
        accepted('[[accepted]]\nid = "x"\npackage = "y"\nuntil = 2027-01-01')
    assert all(one.reason for one in accepted((REPOSITORY / "tests/supply/accepted.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("said", [None, answer(), answer(SKIPPED)])
def test_no_service_is_one_line_and_no_failure(said):
    """No network, or one that knows no package: never taken for clean."""
    assert decided(said, [], TODAY) == (["audit: not possible, no advisory service answered"], False)


def test_a_package_nothing_is_said_of_is_named():
    """Beside others that were answered for."""
    assert decided(answer(CLEAN, SKIPPED), [], TODAY).lines == [
        "audit: nothing is said of odd", "audit: 1 packages, 0 known vulnerabilities that nobody accepted",
    ]
