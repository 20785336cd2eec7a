"""Rules across branches: applied once a run to the cells that the used workbooks may share with one another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import RuleSetting, Settings
from shuzhi.model.units import FIELD, SHEETS, units
from shuzhi.model.words import Level
from shuzhi.validate.copies import columns_of, copied, texts
from shuzhi.validate.scene import Scene

KEYS = ["submission", "sheet", "row", "field", "column", "key", "grams"]
PERSON, IDENTITY = "name", "identity"
ON_ROLL = "在册"
_LISTED = 5  # rows named in one message
BY_PARENT = "由党总支（党委）统一填报"


@dataclass(frozen=True)
class Gathered:
    """What these rules see of the whole run.

    codes  submission → branch code of the used workbooks
    keys   KEYS, of the used workbooks: a cell, and what it shares with a cell of another branch that says the same
           (所在支部: the code of the 支部; row 0 = the 支部's own workbook, which says it without a cell;
           姓名: a digest of name and birthday; of a long text its own digest, and its grams: see copies)
    threshold  of the rule at hand
    """

    settings: Settings
    codes: Mapping[int, str]
    keys: pd.DataFrame
    threshold: float = 0.0

    def name(self, code: str) -> str:
        """The short name of a branch of the roster."""
        branch = self.settings.branch(code)
        return branch.short_name if branch else code


@dataclass(frozen=True)
class AcrossRule:
    """As validate.rule.Rule, but its predicate gives the cells themselves: KEYS, `told` for `{}` and `detail`.

    key     what a cell and the other branch's share: an explanation holds until it changes
    told    what the branch may read; detail: what only the township may (see Finding)
    """

    code: str
    level: Level
    message: str
    hint: str
    predicate: Callable[[Gathered], pd.DataFrame]
    threshold: float = 0.0


def keys(scene: Scene) -> pd.DataFrame:
    """The KEYS of a chunk."""
    found, columns = [], columns_of(scene)
    for sheet in SHEETS:
        found += [(number, sheet, 0, FIELD, 0, code) for number, code in _own(scene, sheet)]
        frame = scene[sheet]
        places = np.flatnonzero(frame[FIELD].notna())
        cells = [frame[name].values[places].tolist() for name in ("submission", FIELD, "row")]
        named = {(number, text): _below(scene, number, text) for number, text in {*zip(*cells[:2], strict=True)}}
        found += [
            (number, sheet, row, FIELD, columns.get((number, sheet, FIELD), 0), code)
            for number, text, row in zip(*cells, strict=True) for code in named[number, text]
        ]
    found += _people(scene)
    numbers = {"submission": "int64", "row": "int64", "column": "int64"}
    return pd.concat(
        [pd.DataFrame(found, columns=KEYS[:-1]).astype(numbers).assign(grams=b""), texts(scene)], ignore_index=True
    )


def _people(scene: Scene) -> list[tuple[int, str, int, str, int, str]]:
    """The KEYS of members on the roll, by name and birthday and by 公民身份号码; a 所在支部 belongs to other rules."""
    frame = scene["members"]
    ours, columns = frame[FIELD].isna() & frame["status"].fillna(ON_ROLL).eq(ON_ROLL), columns_of(scene)
    found = []
    for fields in ((PERSON, "birth"), (IDENTITY,)):
        cells = frame.rows(ours & frame.filled(fields), ["submission", "row", *fields])
        found += [
            (number, "members", row, fields[0], columns.get((number, "members", fields[0]), 0), _digest(texts_))
            for number, row, *texts_ in cells.itertuples(index=False, name=None)
        ]
    return found


def _digest(parts: Iterable[object]) -> str:
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


def _below(scene: Scene, number: int, text: str) -> list[str]:
    """The codes of the branches below the submission's own that a cell names."""
    below = scene.settings.below(scene.branch_codes.get(number, ""))
    return [branch.code for branch in units(text, scene.settings) if branch in below]


def _own(scene: Scene, sheet: str) -> list[tuple[int, str]]:
    """(submission, code) of the workbooks that hold the sheet of their own branch, not left to the 总支."""
    frame, item = scene["branches"], scene.form.sheet(sheet).nothing
    left = ~frame["submission"].isin(scene[sheet]["submission"]) & (frame[item].eq(BY_PARENT) if item else False)
    numbers = frame["submission"][~left].tolist()
    return [(number, scene.branch_codes[number]) for number in numbers if scene.branch_codes.get(number)]


def through(gathered: Gathered) -> dict[str, str]:
    """支部 without a used workbook of their own → the 总支 (党委) in whose workbook their rows stand."""
    own = set(gathered.codes.values())
    rows = _rows(gathered).drop_duplicates("key")
    pairs = zip(rows["key"], rows["submission"], strict=True)
    return {key: gathered.codes[number] for key, number in pairs if key not in own}


def in_two_files(gathered: Gathered) -> pd.DataFrame:
    """所在支部 in the workbook of a 总支, of a 支部 that stands in another workbook too: its first row a sheet."""
    cells = gathered.keys[gathered.keys["field"] == FIELD]
    others: dict[tuple[str, str], set[int]] = {}
    places = list(zip(cells["sheet"].tolist(), cells["key"].tolist(), strict=True))
    for place, number in zip(places, cells["submission"].tolist(), strict=True):
        others.setdefault(place, set()).add(number)
    shared = np.array([len(others[place]) > 1 for place in places], dtype=bool)
    found = _first(cells[shared & (cells["row"] > 0)])
    told, detail = [], []
    for number, sheet, key, count in found[["submission", "sheet", "key", "count"]].itertuples(index=False):
        owners = [gathered.codes[other] for other in sorted(others[sheet, key] - {number})]
        where = "自己交了工作簿" if key in owners else "在另一个支部的工作簿里已经填了"
        told.append(f"{gathered.name(key)}{where}，这张表里又有它的{count}行")
        detail.append(_elsewhere(gathered, owners))
    return found.assign(told=told, detail=detail)


def without_members(gathered: Gathered) -> pd.DataFrame:
    """A 支部 that hands in only through its 总支, and has meetings there but no member."""
    absent = through(gathered)
    rows = _rows(gathered)
    listed = set(rows.loc[rows["sheet"] == "members", "key"])
    found = _first(rows[rows["key"].isin(absent) & ~rows["key"].isin(listed)])
    return found.assign(told=[gathered.name(key) for key in found["key"]], detail="")


def in_two_rosters(gathered: Gathered) -> pd.DataFrame:
    """Members that another branch's workbook lists too: the first of each workbook, with the rows of the others."""
    return _listed_twice(gathered, _shared(gathered, PERSON))


def of_one_number(gathered: Gathered) -> pd.DataFrame:
    """As `in_two_rosters`, for people whose 公民身份号码 alone is the same."""
    known = pd.MultiIndex.from_frame(_shared(gathered, PERSON)[["submission", "row"]])
    cells = _shared(gathered, IDENTITY)
    return _listed_twice(gathered, cells[~pd.MultiIndex.from_frame(cells[["submission", "row"]]).isin(known)])


def _shared(gathered: Gathered, field: str) -> pd.DataFrame:
    """The cells of a field whose key stands in another workbook too."""
    cells = gathered.keys[gathered.keys["field"] == field]
    cells = cells[cells["key"].duplicated(keep=False)]
    return cells[cells.groupby("key")["submission"].transform("nunique") > 1].sort_values(["submission", "row"])


def _listed_twice(gathered: Gathered, twice: pd.DataFrame) -> pd.DataFrame:
    """The first cell of each workbook, that tells of them all."""
    holders: dict[str, set[int]] = {}
    cells: dict[int, list[tuple[int, str]]] = {}
    for number, row, key in zip(*(twice[name].tolist() for name in ("submission", "row", "key")), strict=True):
        holders.setdefault(key, set()).add(number)
        cells.setdefault(number, []).append((row, key))
    found = twice.drop_duplicates("submission")
    told, detail, keys_ = [], [], []
    for number in found["submission"]:
        own = cells[number]
        others = sorted(gathered.codes[other] for other in set().union(*(holders[key] for _, key in own)) - {number})
        rows = "、".join(str(row) for row, _ in own[:_LISTED]) + ("等" if len(own) > _LISTED else "")
        told.append(f"第{rows}行（共{len(own)}人）")
        detail.append(_elsewhere(gathered, others))
        keys_.append(" ".join(sorted(key for _, key in own)))
    return found.assign(told=told, detail=detail, key=keys_)


def copied_texts(gathered: Gathered) -> pd.DataFrame:
    """Long texts that another branch's workbook holds too, nearly word for word."""
    cells = gathered.keys[gathered.keys["grams"] != b""]
    return copied(cells, gathered.codes, gathered.settings, gathered.threshold)


ACROSS: tuple[AcrossRule, ...] = (
    AcrossRule("X20", Level.ERROR,
               "{}，会重复计算。",
               "只留一处：支部自己报的，请在这张表里删去它的各行；由党总支统一填报的，请联系乡镇党建办撤下另一本。",
               in_two_files),
    AcrossRule("X21", Level.WARNING,
               "{}没有自己交工作簿，这里有它的会议，“党员”表里却没有它的党员。",
               "由党总支统一填报的，请补填它的党员；由它自己填报的，请它报送，并在这张表里删去它的各行。",
               without_members),
    AcrossRule("X22", Level.WARNING,
               "{}的姓名、出生日期和另一个支部“党员”表里的人都相同，会重复计算。",
               "一个党员只写在一个支部：转走的请改党籍状态；不归本支部的请删去这些行；确是两个人的，请在“说明”里写明。"
               "想知道是哪个支部，请问乡镇党建办。",
               in_two_rosters),
    AcrossRule("X23", Level.WARNING,
               "{}的公民身份号码，在另一个支部的“党员”表里也有，姓名或出生日期却不同。",
               "请对照身份证核对号码、姓名和出生日期；确实没有错的，请在“说明”里写明。",
               of_one_number),
    AcrossRule("R07", Level.WARNING,
               "和另一个支部的文字相近。",
               "请核对是否误用；确是本支部自己的内容，请在“说明”里写明。",
               copied_texts, threshold=5),
)


def across(gathered: Gathered) -> pd.DataFrame:
    """The findings of all these rules that the township has not switched off: Finding's columns and `key`."""
    frames = [findings_frame(()).assign(key="")]
    for rule in ACROSS:
        setting = gathered.settings.rules.get(rule.code, RuleSetting(rule.code))
        threshold = rule.threshold if setting.threshold is None else setting.threshold
        cells = rule.predicate(replace(gathered, threshold=threshold))
        if setting.on and len(cells):
            frames.append(cells.assign(
                code=rule.code, level=setting.level or rule.level, hint=rule.hint, reads="",
                message=[rule.message.replace("{}", text) for text in cells["told"]],
            )[[*Finding._fields, "key"]])
    return pd.concat(frames, ignore_index=True)


def _rows(gathered: Gathered) -> pd.DataFrame:
    """The cells in which a 总支 names one of its 支部."""
    return gathered.keys[(gathered.keys["field"] == FIELD) & (gathered.keys["row"] > 0)]


def _first(cells: pd.DataFrame) -> pd.DataFrame:
    """The topmost cell of each submission, sheet and key, with the `count` of all of them."""
    same = ["submission", "sheet", "key"]
    counted = cells.assign(count=cells.groupby(same)["row"].transform("size"))
    return counted.sort_values([*same, "row"]).drop_duplicates(same)


def _elsewhere(gathered: Gathered, codes: Sequence[str]) -> str:
    return f"另一处：{'、'.join(map(gathered.name, codes))}的工作簿。"
