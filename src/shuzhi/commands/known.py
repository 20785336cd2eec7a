"""What a workspace holds, for a shell to complete; quick, so that nobody waits at a key."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from shuzhi.errors import ShuzhiError
from shuzhi.model.formula import unguarded

_PERIOD = re.compile(r"\d{4}(?:Q[1-4]|H[12]|Y)")


def periods(folder: Path, _period: str = "") -> list[str]:
    """The periods that something was handed in or made for."""
    places = [*(folder / "workbooks/inbox").glob("*"), *(folder / "output").glob("*")]
    return sorted({place.name for place in places if _PERIOD.fullmatch(place.name)})


def branches(folder: Path, period: str = "") -> list[str]:
    """The branches by 简称, as of the last run; before the first one as 乡镇台账 says, which takes half a second."""
    for made in _made(folder, period):
        path = made / "数据" / "branches.csv"
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as file:
                return [unguarded(row["short_name"]) for row in csv.DictReader(file)]
    return _roster(folder)


def reports(folder: Path, period: str = "") -> list[str]:
    """The reports of the last run, as `trace` takes them: 石井村/一述两评三议事报告.docx."""
    for made in _made(folder, period):
        found = sorted(path.relative_to(made / "报告").as_posix() for path in made.glob("报告/*/*.docx"))
        if found:
            return found
    return []


def _made(folder: Path, period: str) -> Iterator[Path]:
    """The unpacked deliveries, the latest first; that of a period alone where one is named."""
    found = [place for place in (folder / "output").glob(period or "*") if _PERIOD.fullmatch(place.name)]
    yield from sorted(found, key=lambda place: (place.stat().st_mtime, place.name), reverse=True)


def _roster(folder: Path) -> list[str]:
    from shuzhi.workspace import Workspace, load_settings  # noqa: PLC0415 - a second, and only before the first run

    try:
        return [branch.short_name for branch in load_settings(Workspace(folder)).branches]
    except ShuzhiError:
        return []
