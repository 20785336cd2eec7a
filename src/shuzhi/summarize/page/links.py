"""Links from the page to the files delivered beside it."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from shuzhi.model.place import TAKEN
from shuzhi.summarize.page.cells import Link

# Folders whose files belong to one branch each: how their links are called ({} = name of the file).
_OF_BRANCH = {"报告": "{}", "待修改": "标好的表（待修改）", "待说明": "标好的表（待说明）"}
DATA = "数据"


def branch_links(files: Iterable[str]) -> Mapping[str, tuple[Link, ...]]:
    """Place of a branch → links to its files: its reports, then its marked workbook."""
    found: dict[str, list[Link]] = {}
    for path in map(PurePosixPath, files):
        folder = path.parts[0]
        if folder in _OF_BRANCH and path.parts[1] not in TAKEN:
            place = path.parts[1] if folder == "报告" else path.stem
            found.setdefault(place, []).append(Link(_OF_BRANCH[folder].format(_name(path)), _href(path)))
    return {place: tuple(links) for place, links in found.items()}


def township_links(files: Iterable[str]) -> tuple[Link, ...]:
    """Links to the township's own files, in their order; the data by their description only."""
    paths = [PurePosixPath(file) for file in files]
    own = [path for path in paths if len(path.parts) == 1 or path.parts[:2] in {("报告", name) for name in TAKEN}]
    data = [path for path in paths if path.parts[0] == DATA]
    more = (Link(f"{DATA}（{len(data)} 个文件）", f"{quote(DATA)}/"),) if data else ()
    return (*(Link(path.name, _href(path)) for path in own), *more)


def _name(path: PurePosixPath) -> str:
    return path.stem if path.suffix == ".docx" else f"{path.stem}（{path.suffix[1:].upper()}）"


def _href(path: PurePosixPath) -> str:
    return quote(path.as_posix())
