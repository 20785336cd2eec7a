"""The branch that somebody names on the command line."""

from collections.abc import Sequence
from difflib import get_close_matches

from shuzhi.errors import NotFound
from shuzhi.form import plain
from shuzhi.model.settings import Branch

_NEAR = 5  # names offered where none fits


def branch_named(roster: Sequence[Branch], text: str) -> Branch:
    """The branch whose code is `text`, else the only one with that 简称, 全称 or alias; blanks and brackets count not.

    Raises NotFound with the names that are near.
    """
    wanted = plain(text)
    by_code = [branch for branch in roster if plain(branch.code) == wanted]
    fitting = by_code or [branch for branch in roster if wanted in map(plain, branch.names)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotFound(f"名册里有{len(fitting)}个支部叫“{text}”。请写支部编码：\n{_listed(fitting)}")
    near = _near(roster, wanted)
    hint = f"您要的是不是：\n{_listed(near)}" if near else "请核对名称，或者写乡镇台账“支部名册”里的支部编码。"
    raise NotFound(f"名册里没有“{text}”。{hint}")


def word_for(branch: Branch, roster: Sequence[Branch]) -> str:
    """What to type for a branch: its 简称, its code where another branch has that name too."""
    shared = sum(plain(branch.short_name) in map(plain, other.names) for other in roster) > 1
    return branch.code if shared else branch.short_name


def _near(roster: Sequence[Branch], wanted: str) -> list[Branch]:
    names = {plain(name): branch for branch in reversed(roster) for name in (branch.code, *branch.names)}
    inside = [name for name in names if wanted and (wanted in name or name in wanted)]
    close = [*inside, *get_close_matches(wanted, names, _NEAR, 0.5)]
    return list({names[name].code: names[name] for name in close}.values())[:_NEAR]


def _listed(branches: Sequence[Branch]) -> str:
    return "\n".join(f"  {branch.code}  {branch.short_name}（{branch.full_name}）" for branch in branches)
