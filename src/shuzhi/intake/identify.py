"""Which branch of the roster a workbook belongs to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from shuzhi.form import plain
from shuzhi.model.settings import Branch
from shuzhi.model.tables import Scalar


@dataclass(frozen=True)
class Called:
    """Plain codes and names → the branches of a roster that have them, in its order.

    names    also 别名; official  only 全称 and 简称, each branch with its place in the roster
    longest  signs of the longest official name
    """

    codes: Mapping[str, Branch]
    names: Mapping[str, Branch]
    official: Mapping[str, tuple[tuple[int, Branch], ...]]
    longest: int


@lru_cache(maxsize=1)
def called(roster: tuple[Branch, ...]) -> Called:
    """What the branches of a roster are called; the first of several with one name counts."""
    names: dict[str, Branch] = {}
    official: dict[str, tuple[tuple[int, Branch], ...]] = {}
    for place, branch in enumerate(roster):
        for name in branch.names:
            names.setdefault(plain(name), branch)
        for name in dict.fromkeys((plain(branch.full_name), plain(branch.short_name))):
            official[name] = (*official.get(name, ()), (place, branch))
    codes = {plain(branch.code): branch for branch in reversed(roster)}
    return Called(codes, names, official, max(map(len, official), default=0))


def identify(items: Mapping[str, Scalar], known: Called) -> Branch | None:
    """The branch of 支部信息: by 支部编码, then 全称, 简称 and 别名; None if it is not in the roster."""
    code = plain(str(items.get("branch_code") or ""))
    names = [plain(str(items[name])) for name in ("full_name", "short_name") if items.get(name)]
    found = (known.codes.get(code) if code else None, *(known.names.get(name) for name in names))
    return next(filter(None, found), None)


def named_instead(file: str, own: Branch, known: Called) -> Branch | None:
    """The branch that the name of a file names where its workbook is `own`'s: a neighbour's workbook, renamed.

    None if it names `own` or nobody; a name that is part of own's (that of its 总支) names nobody.
    """
    text, mine = plain(PurePosixPath(file).stem), [plain(name) for name in own.names]
    if any(name in text for name in mine):
        return None
    lengths = range(1, known.longest + 1)
    parts = {text[start : start + length] for start in range(len(text)) for length in lengths}
    named = [
        (-len(name), *one) for name in known.official.keys() & parts if not any(name in whole for whole in mine)
        for one in known.official[name] if one[1] != own
    ]
    return min(named, key=lambda one: one[:2])[2] if named else None


def identify_file(file: str, roster: Sequence[Branch]) -> Branch | None:
    """The branch whose code or longest name stands in the name of a file that nobody can open."""
    text = plain(re.sub(r"\.[^.]*$", "", PurePosixPath(file).name))
    known = [(plain(name), branch) for branch in roster for name in (branch.code, *branch.names)]
    inside = [(len(name), branch) for name, branch in known if name and name in text]
    if not inside:
        inside = [(len(name), branch) for name, branch in known if len(text) >= 3 and text in name]
    longest = max((length for length, _ in inside), default=0)
    best = {branch.code: branch for length, branch in inside if length == longest}
    return next(iter(best.values())) if len(best) == 1 else None
