"""The lists of what is installed: whole for every machine, pinned by hash, and no longer than they must be."""

import re
from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from conftest import REPOSITORY
from make.constraints import LISTS, MAKER
from shuzhi import __version__
from supply.pinned import MACHINES, PROJECT, built, needed, pinned, plain, wanted

FILES = [name for name, _, _ in (*LISTS, MAKER)]
RUN, EXTRAS, TEST = (name for name, _, _ in LISTS)


@pytest.mark.parametrize("machine", MACHINES, ids=str)
def test_all_that_any_machine_needs_is_pinned(machine):
    """By what the packages themselves say they need there, with a version that each of them takes."""
    unmet = []
    for lists, extras in (((RUN,), ()), ((RUN, EXTRAS), ("notify", "encrypt", "cluster")), ((RUN, EXTRAS, TEST), ("test",))):
        known = pinned(*lists)
        for need in needed([*built(), *wanted(*extras)], machine):
            found = [pin for pin in known.get(canonicalize_name(need.name), [])
                     if not pin.marker or Marker(pin.marker).evaluate(machine.markers)]
            if len(found) != 1 or not need.specifier.contains(found[0].version, prereleases=True):
                unmet.append((lists[-1], str(need), found))
    assert unmet == []


def test_nothing_is_pinned_that_nobody_needs():
    """What runs, and what a switch adds, is exactly what is needed somewhere."""
    runs = set().union(*(plain(needed([*built(), *wanted()], machine)) for machine in MACHINES))
    switched = set().union(*(plain(needed(wanted("notify", "encrypt", "cluster"), machine)) for machine in MACHINES))
    assert set(pinned(RUN)) == runs
    assert set(pinned(EXTRAS)) == switched - runs


def test_the_program_knows_its_version():
    """The one of the project: it is delivered with all that is made."""
    assert __version__ == PROJECT["project"]["version"]


def test_every_extra_is_in_a_list():
    """None can be asked for that is pinned nowhere."""
    assert {extra for _, extras, _ in (*LISTS, MAKER) for extra in extras} == set(PROJECT["project"]["optional-dependencies"])


@pytest.mark.parametrize("name", FILES)
def test_a_list_holds_hashes_and_no_address(name):
    """Every line is understood, every pin has hashes, only wheels are taken, and any encoding reads it."""
    text = (REPOSITORY / name).read_text(encoding="ascii")
    head, _, pins = text.partition("\n\n")
    assert "--only-binary :all:" in head.splitlines()
    assert re.fullmatch(r"([a-z0-9-]+==\S+(?: ; [^\\\n]+)? \\\n(    --hash=sha256:[0-9a-f]{64} \\\n)*    --hash=sha256:[0-9a-f]{64}\n)+", pins)
    assert "://" not in text
    assert len(pinned(name)) == pins.count("==") - pins.count(" == ")


def test_each_list_goes_on_from_the_one_before():
    """A package stands in one of them; what offices install has no condition: one list for every machine."""
    assert f"\n-r {RUN}\n" in (REPOSITORY / EXTRAS).read_text()
    assert f"\n-r {EXTRAS}\n" in (REPOSITORY / TEST).read_text()
    assert len(pinned(RUN, EXTRAS, TEST)) == sum(len(pinned(name)) for name in (RUN, EXTRAS, TEST))
    assert not [pin for name in (RUN, EXTRAS) for found in pinned(name).values() for pin in found if pin.marker]


def test_what_is_installed_is_what_is_pinned():
    """Tests speak of the versions that offices get."""
    differ = {}
    for name, (pin, *_) in pinned(RUN, EXTRAS, TEST).items():
        try:
            here = version(name)
        except PackageNotFoundError:
            continue
        if here != pin.version:
            differ[name] = (here, pin.version)
    assert differ == {}
