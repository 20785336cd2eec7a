"""Links from the page to the files delivered beside it."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from shuzhi.model.place import TAKEN
from shuzhi.summarize.data import DATA
from shuzhi.summarize.page.cells import Link

# Folders whose files belong to one branch each: how their links are called ({} = name of the file).
_OF_BRANCH = {"报告": "{}", "待修改": "标好的表（待修改）", "待说明": "标好的表（待说明）"}
# What an address would take for something else; Chinese may stand in it as it is.
_MEANT_OTHERWISE = re.compile(r"[\x00-\x20\"#%<>?\\^`{|}]")
_FIRST = ("汇总表.xlsx", "汇总表.docx", "汇编.docx", "催报.txt")


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
    """Links to the township's own files, what is opened most first; the data as a folder."""
    paths = [PurePosixPath(file) for file in files]
    own = [path for path in paths if _is_own(path)]
    own.sort(key=lambda path: _FIRST.index(path.name) if path.name in _FIRST else len(_FIRST))
    data = sum(path.parts[0] == DATA for path in paths)
    more = (Link(f"{DATA}（{data} 个文件）", f"{DATA}/"),) if data else ()
    return (*(Link(path.name, _href(path)) for path in own), *more)


def _is_own(path: PurePosixPath) -> bool:
    """Whether staff open it: neither a branch's, nor data, nor what only programs read."""
    of_township = len(path.parts) == 1 or (path.parts[0] == "报告" and path.parts[1] in TAKEN)
    return of_township and path.suffix != ".json"


def _name(path: PurePosixPath) -> str:
    return path.stem if path.suffix == ".docx" else f"{path.stem}（{path.suffix[1:].upper()}）"


def _href(path: PurePosixPath) -> str:
    return _MEANT_OTHERWISE.sub(lambda found: quote(found[0]), path.as_posix())
