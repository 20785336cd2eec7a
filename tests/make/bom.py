"""Write shuzhi.cdx.json, the software bill of materials of the release: CycloneDX 1.6, the same bytes each time.

What runs (constraints.txt without what only builds), what a switch adds (constraints-extras.txt, scope optional) and
what is carried along (Chartist). Hashes are those of all files that a machine may get. Run it where all that is installed.
"""

import hashlib
import json
import re
import sys
from collections import defaultdict
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

sys.path.append(str(Path(__file__).parents[1]))

from conftest import REPOSITORY
from make.constraints import Pin
from supply.pinned import MACHINES, PROJECT, direct, needed, pinned, plain, wanted

BOM = REPOSITORY / "shuzhi.cdx.json"
CHARTIST = REPOSITORY / "src/shuzhi/summarize/page/vendor/chartist.js"
OPTIONAL = ("notify", "encrypt", "cluster")
# Where a package's own metadata has no SPDX expression: what its licence file says.
SPDX = {
    "jinja2": "BSD-3-Clause", "pycryptodomex": "BSD-2-Clause AND LicenseRef-PublicDomain",
    "chinesecalendar": "MIT", "schedule": "MIT", "python-stdnum": "LGPL-2.1-or-later",
    "partd": "BSD-3-Clause", "zict": "BSD-3-Clause", "sortedcontainers": "Apache-2.0",
}


def licence(name: str) -> str:
    """The SPDX expression of an installed package. Raises KeyError for one that says none and is not in SPDX."""
    said = metadata(name)
    return said.get("License-Expression") or SPDX.get(name) or said["License"]


def purl(pin: Pin) -> str:
    """The package's address as package URLs write it."""
    return f"pkg:pypi/{pin.name}@{pin.version}"


def component(pin: Pin, scope: str) -> dict[str, Any]:
    """One pinned package."""
    return {
        "type": "library", "bom-ref": purl(pin), "name": pin.name, "version": pin.version, "scope": scope,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in pin.digests],
        "licenses": [{"expression": licence(pin.name)}], "purl": purl(pin),
    }


def chartist() -> dict[str, Any]:
    """The drawing library that the page carries inside, as its first line names it."""
    content = CHARTIST.read_bytes()
    version = re.match(rb"/\*! Chartist ([\d.]+),", content).group(1).decode()
    address = f"pkg:npm/chartist@{version}"
    return {
        "type": "library", "bom-ref": address, "name": "chartist", "version": version, "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
        "licenses": [{"expression": "MIT"}], "purl": address,
    }


def needs() -> dict[str, set[str]]:
    """What each package needs by itself, on any machine."""
    found: dict[str, set[str]] = defaultdict(set)
    for machine in MACHINES:
        for need in needed(wanted(*OPTIONAL), machine):
            found[canonicalize_name(need.name)] |= plain(direct(need, machine))
    return found


def document() -> dict[str, Any]:
    """The whole bill."""
    project = PROJECT["project"]
    running, switched = (
        set().union(*(plain(needed(wanted(*extras), machine)) for machine in MACHINES)) for extras in ((), OPTIONAL)
    )
    found = {name: pins[0] for name, pins in pinned("constraints.txt", "constraints-extras.txt").items()}
    scopes = dict.fromkeys(switched, "optional") | dict.fromkeys(running, "required")
    vendored = chartist()
    itself = {"type": "application", "bom-ref": project["name"], "name": project["name"], "version": project["version"],
              "licenses": [{"expression": project["license"]}], "purl": f"pkg:pypi/{project['name']}@{project['version']}"}
    refs = {name: purl(found[name]) for name in sorted(scopes)}
    known = needs()
    uses = {
        project["name"]: [*(refs[name] for name in sorted(plain(wanted(*OPTIONAL)))), vendored["bom-ref"]],
        **{refs[name]: [refs[one] for one in sorted(known[name])] for name in refs},
        vendored["bom-ref"]: [],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": itself},
        "components": [vendored, *(component(found[name], scopes[name]) for name in refs)],
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in uses.items()],
    }


def written() -> str:
    """The bill as its file has it."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    BOM.write_text(written(), encoding="utf-8", newline="\n")
    print(BOM.name)
