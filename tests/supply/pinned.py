"""What is pinned, and what the metadata of installed packages say is needed, for every supported machine."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from itertools import product
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import REPOSITORY
from make.constraints import PYTHONS, Pin, pins

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
SYSTEMS = (
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
)


class Machine(NamedTuple):
    """A supported machine, in the words of environment markers."""

    markers: Mapping[str, str]

    def __str__(self) -> str:
        return " ".join((self.markers["sys_platform"], self.markers["platform_machine"], self.markers["python_version"]))

    def takes(self, requirement: Requirement, extra: str = "") -> bool:
        """Whether a requirement counts here."""
        return not requirement.marker or requirement.marker.evaluate({**self.markers, "extra": extra})


MACHINES = tuple(
    Machine({**system, "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
             "platform_python_implementation": "CPython"})
    for system, python in product(SYSTEMS, PYTHONS)
)


def pinned(*names: str) -> dict[str, list[Pin]]:
    """The pins of some lists, by package: more than one where machines differ."""
    found: dict[str, list[Pin]] = {}
    for name in names:
        for pin in pins((REPOSITORY / name).read_text(encoding="ascii")):
            found.setdefault(pin.name, []).append(pin)
    return found


def wanted(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for: to run, to build, and for some extras."""
    optional = PROJECT["project"]["optional-dependencies"]
    lines = [*PROJECT["project"]["dependencies"], *(line for extra in extras for line in optional[extra])]
    return [Requirement(line) for line in lines]


def built() -> list[Requirement]:
    """What pyproject.toml asks for to build the project."""
    return [Requirement(line) for line in PROJECT["build-system"]["requires"]]


@cache
def asking(name: str) -> list[Requirement]:
    """All that the metadata of a package asks for; nothing where it is not installed here."""
    try:
        return [Requirement(line) for line in requires(name) or []]
    except PackageNotFoundError:
        return []


def direct(requirement: Requirement, machine: Machine) -> list[Requirement]:
    """What a package needs on a machine, with the extras asked for."""
    return [one for one in asking(requirement.name) if any(machine.takes(one, extra) for extra in ("", *requirement.extras))]


def needed(requirements: Iterable[Requirement], machine: Machine) -> Iterator[Requirement]:
    """Those and all that they need in turn, each spelling of a need once."""
    seen, waiting = set[str](), [one for one in requirements if machine.takes(one)]
    while waiting:
        one = waiting.pop()
        if str(one) in seen:
            continue
        seen.add(str(one))
        yield one
        waiting += direct(one, machine)


def plain(requirements: Iterable[Requirement]) -> set[str]:
    """Their names, as lists spell them."""
    return {canonicalize_name(one.name) for one in requirements}
