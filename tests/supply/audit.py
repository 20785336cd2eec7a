"""Are known vulnerabilities in what is pinned? Asks pip-audit; exit code 1 for one that is not in accepted.toml.

Where no advisory service answers, one line says so and the exit code is 0: CI works without a network, too.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
LISTS = "constraints*.txt"  # each by its name: pip-audit does not follow -r


class Accepted(NamedTuple):
    """A vulnerability that may stay: which, in what, why, and the last day that is believed."""

    id: str
    package: str
    reason: str
    until: date


class Decision(NamedTuple):
    """What is printed, and whether CI fails."""

    lines: Sequence[str]
    failed: bool


def accepted(text: str) -> list[Accepted]:
    """The entries of accepted.toml. Raises TypeError for one without all four parts, or with others."""
    return [Accepted(**entry) for entry in tomllib.loads(text).get("accepted", [])]


def decided(answer: Mapping[str, Any] | None, known: Iterable[Accepted], today: date) -> Decision:
    """What pip-audit's answer (its JSON; None where it has none) means."""
    dependencies = answer["dependencies"] if answer else []
    asked = [one for one in dependencies if "skip_reason" not in one]
    if not asked:
        return Decision(["audit: not possible, no advisory service answered"], failed=False)
    passing = {(one.package, one.id) for one in known if today <= one.until and one.reason}
    faults = [
        f"audit: {one['name']} {one['version']}: {found['id']} ({', '.join(found['aliases'])}), "
        f"mended in {', '.join(found['fix_versions']) or 'no version'}"
        for one in asked for found in one["vulns"]
        if not any((one["name"], name) in passing for name in (found["id"], *found["aliases"]))
    ]
    unanswered = sorted({one["name"] for one in dependencies} - {one["name"] for one in asked})
    gaps = [f"audit: nothing is said of {', '.join(unanswered)}"] * bool(unanswered)
    whole = [f"audit: {len(asked)} packages, {len(faults)} known vulnerabilities that nobody accepted"]
    return Decision([*faults, *gaps, *whole], failed=bool(faults))


def answered(folder: Path) -> dict[str, Any] | None:
    """What pip-audit says of the lists of a folder; None where it comes to no answer."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place, "answer.json")
        lists = [word for path in sorted(folder.glob(LISTS)) for word in ("-r", str(path))]
        quiet = ["--progress-spinner", "off", "-f", "json", "-o", str(output)]
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", *lists, *quiet]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
        return json.loads(output.read_text(encoding="utf-8")) if output.exists() else None


def main() -> int:
    """Ask and decide."""
    known = accepted((HERE / "accepted.toml").read_text(encoding="utf-8"))
    decision = decided(answered(HERE.parents[1]), known, datetime.now(UTC).date())
    print(*decision.lines, sep="\n")
    return int(decision.failed)


if __name__ == "__main__":
    sys.exit(main())
