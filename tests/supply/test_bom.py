"""The software bill of materials: true, whole, valid, and nothing in it that must not be."""

import importlib
import json
import re

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from conftest import REPOSITORY
from make.bom import OPTIONAL
from supply.pinned import MACHINES, built, needed, pinned, plain, wanted

# Licences that a program under MIT may be installed beside, and what they ask of it.
COMPATIBLE = {
    "MIT": "", "BSD-2-Clause": "", "BSD-3-Clause": "", "0BSD": "", "ISC": "", "Zlib": "", "PSF-2.0": "", "CC0-1.0": "",
    "Apache-2.0": "", "LicenseRef-PublicDomain": "",
    "MPL-2.0": "certifi: its own files stay open; none of them is changed or copied here",
    "LGPL-2.1-only": "docxtpl: installed unchanged from its own package, anybody may put another version in its place",
    "LGPL-2.1-or-later": "python-stdnum: as docxtpl",
}


@pytest.fixture(scope="module")
def bill():
    return json.loads((REPOSITORY / "shuzhi.cdx.json").read_text(encoding="utf-8"))


def test_the_bill_is_what_its_script_writes():
    """From the lists and from what is installed: byte by byte."""
    bom = importlib.import_module("make.bom")
    assert bom.written() == bom.BOM.read_text(encoding="utf-8"), "tests/make/bom.py writes it anew"


def test_the_bill_is_valid():
    """By the schema of CycloneDX 1.6, in its strict reading."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str((REPOSITORY / "shuzhi.cdx.json").read_text(encoding="utf-8")) is None


def test_the_bill_has_no_moment_and_no_chance(bill):
    """No serial number, no time: the same bytes each time."""
    assert "serialNumber" not in bill
    assert set(bill["metadata"]) == {"component"}


def test_all_that_runs_is_in_the_bill_with_its_files(bill):
    """Every pinned package but what only builds, with the version and the hashes that pip asks for; and Chartist."""
    known = pinned("constraints.txt", "constraints-extras.txt")
    listed = {one["name"]: one for one in bill["components"]}
    building = set().union(*(plain(needed(built(), machine)) - plain(needed(wanted(*OPTIONAL), machine)) for machine in MACHINES))
    assert set(listed) == set(known) - building | {"chartist"}
    for name in set(listed) - {"chartist"}:
        (pin,) = known[name]
        assert listed[name]["version"] == pin.version
        assert [one["content"] for one in listed[name]["hashes"]] == list(pin.digests)


def test_every_licence_fits(bill):
    """Each is one that a program under MIT may use."""
    said = {word for one in bill["components"] for word in re.findall(r"[\w.-]+", one["licenses"][0]["expression"])}
    assert said - {"AND", "OR"} <= set(COMPATIBLE)
