"""所在支部: whatever a row calls its 支部, the tables call it by one name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from shuzhi.form import plain
from shuzhi.form.model import han_number
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.tables import Tables
from shuzhi.model.units import COMMA, FIELD, SHEETS

# What a 支部 is called with and without: 中共石井村支部委员会 = 石井村党支部, 第一党支部 = 一支部.
_FILLING = re.compile("^中共|委员会|党|第")
_DIGITS = "一二三四五六七八九十"


def unified(tables: Tables, codes: Mapping[int, str], settings: Settings) -> Tables:
    """The tables with each 所在支部 written as the `place` of the branch it names; other names stay as typed.

    codes: submission → branch code. A row may use any name of the roster, and within the workbook of a 总支 the end of
    a name (第一党支部, 一支部) that only one of its 支部 has.
    """
    everyone = _by_name(settings.branches)
    frames = dict(tables.frames)
    for sheet in SHEETS:
        frame = frames[sheet]
        frame = frame.assign(code=frame["submission"].map(codes))
        typed = frame.loc[frame[FIELD].notna() & frame["code"].notna(), ["code", FIELD]].drop_duplicates()
        known: dict[tuple[object, object], str] = {}
        for code, rows in typed.groupby("code"):
            names = _names(str(code), settings, everyone)
            known |= {(code, text): names.one_name(text) for text in rows[FIELD]}
        pairs = zip(frame["code"], frame[FIELD], strict=True)
        said = pd.Series([known.get(pair, pair[1]) for pair in pairs], frame.index, dtype="str")
        frames[sheet] = frames[sheet].assign(**{FIELD: said})
    return replace(tables, frames=frames)


@dataclass(frozen=True)
class _Names:
    """What a branch's workbook may call a 支部, each name with its place.

    near: its family's names; ends: those of its own and its 支部, reduced by _key; everyone: the whole roster's.
    """

    near: Mapping[str, str]
    ends: tuple[tuple[str, str], ...]
    everyone: Mapping[str, str]

    def one_name(self, text: str) -> str:
        """The places of the branches that `text` names, or `text` itself if one of them is unknown."""
        parts = [part for part in re.split(r"[、，,；;/]", text) if plain(part)]
        whole, *places = [self._place(part) for part in (text, *parts)]
        return whole or (COMMA.join(dict.fromkeys(places)) if places and all(places) else text)

    def _place(self, text: str) -> str:
        name = plain(text)
        alike = {place for end, place in self.ends if _ends(end, _key(text))}
        return self.near.get(name) or (alike.pop() if len(alike) == 1 else self.everyone.get(name, ""))


def _names(code: str, settings: Settings, everyone: Mapping[str, str]) -> _Names:
    own = settings.branch(code)
    under = (own, *settings.below(code)) if own else ()
    ends = tuple((_key(name), branch.place) for branch in under for name in branch.names)
    return _Names(_by_name([*reversed(settings.family(code)), *reversed(under)]), ends, everyone)


def _by_name(branches: Iterable[Branch]) -> dict[str, str]:
    return {plain(name): branch.place for branch in branches for name in (branch.place, *branch.names)}


def _key(name: str) -> str:
    text = re.sub(r"\d{1,2}", lambda digits: han_number(int(digits.group())), plain(name))
    return _FILLING.sub("", text)


def _ends(name: str, key: str) -> bool:
    """Whether a name ends so (一支部 is no end of 十一支部)."""
    before = name[: -len(key)][-1:]
    return len(key) >= 2 and name.endswith(key) and not (key[0] in _DIGITS and before and before in _DIGITS)
