"""Which branch of the roster a workbook belongs to."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from shuzhi.form import plain
from shuzhi.model.settings import Branch
from shuzhi.model.tables import Scalar


def identify(items: Mapping[str, Scalar], roster: Sequence[Branch]) -> Branch | None:
    """The branch of 支部信息: by 支部编码, then 全称, 简称 and 别名; None if it is not in the roster."""
    code = plain(str(items.get("branch_code") or ""))
    found = next((branch for branch in roster if code and plain(branch.code) == code), None)
    names = [plain(str(items[name])) for name in ("full_name", "short_name") if items.get(name)]
    return found or next(
        (branch for name in names for branch in roster if name in {plain(known) for known in branch.names}), None
    )


def named_instead(file: str, own: Branch, roster: Sequence[Branch]) -> Branch | None:
    """The branch that the name of a file names where its workbook is `own`'s: a neighbour's workbook, renamed.

    None if it names `own` or nobody; a name that is part of own's (that of its 总支) names nobody.
    """
    text, mine = plain(PurePosixPath(file).stem), [plain(name) for name in own.names]
    if any(name in text for name in mine):
        return None
    others = [(plain(name), one) for one in roster if one != own for name in (one.full_name, one.short_name)]
    named = [(len(name), one) for name, one in others if name in text and not any(name in whole for whole in mine)]
    longest = max((length for length, _ in named), default=0)
    return next((branch for length, branch in named if length == longest), None)


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
