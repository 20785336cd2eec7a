"""Pin everything that is installed, with the SHA-256 of every file a machine may get: constraints*.txt.

Needs uv (`pip install --require-hashes -r constraints-make.txt`) and asks the package index that pip is set to use.
Versions stay while they fit; `--upgrade` takes the newest. A supported machine that would find no wheel is an error.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = ("x86_64-pc-windows-msvc", "x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu",
            "x86_64-apple-darwin", "aarch64-apple-darwin")
# Each list goes on from the one before it; what makes the lists stands alone.
LISTS = (
    ("constraints.txt", (), "What shuzhi needs to be built and to run, on every machine."),
    ("constraints-extras.txt", ("notify", "encrypt", "cluster"), "What notifications, the encrypted zip and a cluster need, on every machine."),
    ("constraints-test.txt", ("notify", "encrypt", "cluster", "test"), "What the tests and the style checks need."),
)
MAKER = ("constraints-make.txt", ("make",), "What tests/make/constraints.py needs.")
HEAD = """\
# {meaning}
# Made by tests/make/constraints.py. Each file is pinned by its SHA-256; wheels only: installing runs nothing foreign.
--only-binary :all:
"""
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)(?: ; ([^\\\n]+?))? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\\n|\n))+)", re.MULTILINE)


class Pin(NamedTuple):
    """One package: name, version, marker (or ""), the SHA-256 digests of its files, sorted."""

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]

    def lines(self, *, everywhere: bool) -> str:
        """As pip reads it; `everywhere` drops the marker: what one machine needs is harmless on the others."""
        marker = f" ; {self.marker}" * bool(self.marker and not everywhere)
        return " \\\n".join([f"{self.name}=={self.version}{marker}", *(f"    --hash=sha256:{one}" for one in self.digests)])


def pins(text: str) -> list[Pin]:
    """The pins of a list as this script writes it, or as uv prints it."""
    return [
        Pin(name, version, marker, tuple(sorted(re.findall(r"sha256:(\w+)", files))))
        for name, version, marker, files in PIN.findall(text)
    ]


def wanted(extras: Iterable[str]) -> str:
    """Lines of requirements: the project, what builds it, some of its extras."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    optional = project["project"]["optional-dependencies"]
    needed = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    return "\n".join([*needed, *(line for extra in extras for line in optional[extra])])


def resolved(requirements: str, known: Iterable[Pin], *options: str) -> str:
    """What uv makes of lines of requirements, versions of `known` preferred.

    Raises CalledProcessError: uv printed why.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "in.txt"), Path(folder, "out.txt")
        given.write_text(requirements, encoding="utf-8")
        made.write_text("".join(f"{pin.name}=={pin.version}\n" for pin in known), encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
        files = ["--only-binary", ":all:", given, "-o", made]
        subprocess.run([*command, *options, *files], cwd=folder, env=environment(), check=True)
        return made.read_text(encoding="utf-8")


def universal(requirements: str, known: Iterable[Pin], *options: str) -> list[Pin]:
    """One version of each package for all supported Pythons and machines, with the digests of all its files."""
    all_of_them = ["--universal", "--generate-hashes", "--fork-strategy", "fewest", "--python-version", PYTHONS[0]]
    return pins(resolved(requirements, known, *all_of_them, *options))


@cache
def environment() -> dict[str, str]:
    """This process's environment; uv is told the index and the certificates of pip's settings."""
    def said(name: str) -> str:
        asked = subprocess.run([sys.executable, "-m", "pip", "config", "get", f"global.{name}"], check=False,
                               capture_output=True, encoding="utf-8")
        return os.environ.get(f"PIP_{name.upper().replace('-', '_')}", asked.stdout.strip())

    told = {"UV_DEFAULT_INDEX": said("index-url"), "SSL_CERT_FILE": said("cert")}
    return {**{name: value for name, value in told.items() if value}, **os.environ}


def written(name: str, meaning: str, before: str, chosen: list[Pin], *, everywhere: bool) -> None:
    """Write one list."""
    goes_on = f"-r {before}\n" if before else ""
    entries = "\n".join(pin.lines(everywhere=everywhere) for pin in chosen)
    (REPOSITORY / name).write_text(f"{HEAD.format(meaning=meaning)}{goes_on}\n{entries}\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(chosen)} packages")


def main() -> None:
    """Resolve once, cut the result into the lists, see that every machine finds wheels."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = ["--upgrade"] * parser.parse_args().upgrade
    old = [pin for path in sorted(REPOSITORY.glob("constraints*.txt")) for pin in pins(path.read_text(encoding="utf-8"))]
    everything = universal(wanted(LISTS[-1][1]), old, *upgrade)
    before, taken = "", set[str]()
    for name, extras, meaning in LISTS:
        needed = {pin.name for pin in universal(wanted(extras), everything)}
        chosen = [pin for pin in everything if pin.name in needed - taken]
        written(name, meaning, before, chosen, everywhere=extras != LISTS[-1][1])
        before, taken = name, taken | needed
    optional = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    name, extras, meaning = MAKER
    written(name, meaning, "", universal("\n".join(optional[extras[0]]), old, *upgrade), everywhere=True)
    for machine, python in product(MACHINES, PYTHONS):
        resolved(wanted(LISTS[-1][1]), everything, "--python-platform", machine, "--python-version", python)
    print(f"wheels for {len(MACHINES)} machines with Python {', '.join(PYTHONS)}: all there")


if __name__ == "__main__":
    main()
