"""What is known of a branch before it fills in anything: the roster's facts, and what its last workbook carries on."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType

import pandas as pd

from shuzhi.author.selfcheck.tallies import BEFORE
from shuzhi.compute.indicators import indicators
from shuzhi.form import Form, Sheet
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.sheet import EARLIER, ROW
from shuzhi.model.tables import Tables

Record = Mapping[str, object]
Cell = tuple[int, str, int, str]  # submission, sheet, row (0: an item), field
Content = dict[str, list[Record]]
_IDENTITY = {"members": ("name", "birth")}  # what tells the rows of a sheet without numbers apart


def carried(form: Form, tables: Tables, months: Mapping[Cell, str] = MappingProxyType({})) -> dict[int, Content]:
    """Submission → what its workbook carries on: items, and the rows that its sheets carry.

    Without what belongs to one period only; a sheet that carries rows is there even if it has none.
    months  cells that name a month without a day, which go on as such
    """
    sheets = [sheet for sheet in form.sheets if sheet.kind == "items" or sheet.carried]
    numbers = {number for sheet in sheets for number in tables.frames[sheet.name]["submission"].tolist()}
    found: dict[int, Content] = {number: {sheet.name: [] for sheet in sheets} for number in numbers}
    for sheet in sheets:
        for number, _, record in records(sheet, tables, months):
            if goes_on(sheet, record):
                found[number][sheet.name].append(record)
    return found


def records(
    sheet: Sheet, tables: Tables, months: Mapping[Cell, str] = MappingProxyType({})
) -> Iterator[tuple[int, int, Record]]:
    """(submission, Excel row, the filled cells that do not belong to one period only) of every row of a sheet."""
    frame = tables.frames[sheet.name]
    lasting = frame[[field.name for field in sheet.fields if not field.fresh]]
    places = zip(frame["submission"].tolist(), frame["row"].tolist(), strict=True)
    for (number, row), values in zip(places, lasting.to_dict("records"), strict=True):
        cells = {name: months.get((number, sheet.name, row, str(name)), value) for name, value in values.items()}
        yield number, row, _filled(cells)


def known(settings: Settings, branch: Branch, content: Content) -> Content:
    """The content of a branch's new workbook: what is carried, and the facts of roster and settings above it."""
    parent = settings.branch(branch.parent)
    facts = _filled({
        "branch_code": branch.code, "full_name": branch.full_name, "short_name": branch.short_name,
        "org_type": branch.org_type, "unit_type": branch.unit_type, "township": settings.township,
        "superior": parent.full_name if parent else settings.committee, "secretary": branch.secretary,
        "period": settings.period.label, "coverage_start": settings.coverage.start,
        "coverage_end": settings.coverage.end,
    })
    before = dict(next(iter(content.get("branches", ())), {}))
    secretary = before.get("secretary")
    if facts.get("secretary", secretary) != secretary:
        before.pop("secretary_since", None)
        if before.get("speaker", secretary) == secretary:
            before = {name: value for name, value in before.items() if name not in ("speaker", "speaker_post")}
    return {**content, "branches": [{**before, **facts}]}


def keys(
    settings: Settings, branch: Branch, content: Content, members: int | None, used: Iterable[tuple[str, str]] = ()
) -> list[tuple[object, ...]]:
    """The rows of _meta: period, branch, number of members before, a key for each row carried, `used` numbers.

    A row's key is its number, elsewhere a digest: names stand on the sheets people see, nowhere else.
    used  (sheet, number) of the rows before; those not carried are still known, as what is carried may name them
    """
    before = [] if members is None else [(BEFORE, members)]
    rows = [
        (ROW, name, _key(name, record))
        for name, records in content.items() if name != "branches" for record in records
    ]
    here = {key[1:] for key in rows}
    gone = [(EARLIER, *one) for one in used if one not in here]
    return [("period", settings.period.code), ("branch_code", branch.code), *before, *rows, *gone]


def members_before(tables: Tables, limits: Mapping[str, float]) -> dict[int, int]:
    """Submission → the number of members at the end of its coverage, as its report gave it."""
    frame = indicators(tables, limits, None)
    frame = frame[(frame["name"] == "members_total") & frame["value"].notna()]
    return dict(zip(frame["submission"], frame["value"].astype(int), strict=True))


def goes_on(sheet: Sheet, record: Record) -> bool:
    """Whether a row is carried: all conditions of its sheet hold (see `carried` in form.toml)."""
    return all(
        any((record.get(name) or sheet.field(name).default) in condition.inside for name in condition.fields)
        for condition in sheet.carried
    )


def _key(sheet: str, record: Record) -> str:
    if sheet not in _IDENTITY:
        return str(record.get("number", ""))  # blank where the township does not ask for it (规则)
    text = "|".join(str(record.get(name, "")) for name in _IDENTITY[sheet])
    return sha256(text.encode()).hexdigest()[:16]


def _filled(record: Mapping[Hashable, object]) -> dict[str, object]:
    """The filled cells as plain values."""
    return {
        str(name): value.date() if isinstance(value, pd.Timestamp) else value
        for name, value in record.items() if value not in (None, "") and value == value  # noqa: PLR0124 - NaN
    }
