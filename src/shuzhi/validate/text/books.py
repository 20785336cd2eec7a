"""What the text rules know of a workbook beside its text: whose it is, its days, its people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from shuzhi.model.period import Coverage
from shuzhi.validate.scene import Scene

_OFFICES = (("meetings", "host"), ("meetings", "recorder"), ("meetings", "speaker"), ("tasks", "officer"),
            ("proposals", "officer"), ("problems", "officer"))
_SHY = ("停止党籍", "已出党")


@dataclass(frozen=True)
class Book:
    """One workbook.

    coverage   the days counted, None where they are not typed
    filled     填报日期, None where it is not typed
    org_type   组织类别
    members    names of the members who hold no office and no task in it
    listed     every name of 党员
    shy        names of the suspended, the expelled and those whom nobody can reach
    """

    code: str
    coverage: Coverage | None = None
    filled: date | None = None
    org_type: str = ""
    members: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    shy: frozenset[str] = frozenset()


def books(scene: Scene) -> Mapping[int, Book]:
    """Submission → its workbook; one without 支部信息 has no facts, but its people."""
    numbers = pd.concat([table["submission"] for table in scene.tables.frames.values()]).unique()
    frame = scene.tables.facts.reindex(numbers).reset_index()
    people = scene.tables.frames["members"]
    listed = _by_submission(people)
    shy = _by_submission(people[people["lost"].eq("是") | people["status"].isin(_SHY)])
    offices = [
        scene.tables.frames[sheet][["submission", name]].set_axis(["submission", "name"], axis=1)
        for sheet, name in _OFFICES
    ]
    offices.append(people.loc[people["post"].notna(), ["submission", "name"]])
    busy = _by_submission(pd.concat(offices, ignore_index=True))
    found = {}
    columns = ["submission", "coverage_start", "coverage_end", "fill_date", "org_type", "secretary", "speaker"]
    for number, start, end, filled, org_type, *heads in frame[columns].itertuples(index=False):
        names = listed.get(number, frozenset())
        found[number] = Book(
            scene.branch_codes.get(number, ""), _days(start, end), None if pd.isna(filled) else filled.date(),
            "" if pd.isna(org_type) else org_type, names - busy.get(number, frozenset()) - set(heads), names,
            shy.get(number, frozenset()),
        )
    return found


def _by_submission(frame: pd.DataFrame) -> Mapping[int, frozenset[str]]:
    named = frame[["submission", "name"]].dropna()
    return _sets(zip(named["submission"].tolist(), named["name"].tolist(), strict=True))


def _sets(pairs: Iterable[tuple[int, str]]) -> Mapping[int, frozenset[str]]:
    """Names of several people in one cell are joined by 、."""
    found: dict[int, set[str]] = {}
    for number, name in pairs:
        found.setdefault(number, set()).update(name.split("、"))
    return {number: frozenset(names) for number, names in found.items()}


def _days(start: pd.Timestamp, end: pd.Timestamp) -> Coverage | None:
    return None if pd.isna(start) or pd.isna(end) or start > end else Coverage(start.date(), end.date())
