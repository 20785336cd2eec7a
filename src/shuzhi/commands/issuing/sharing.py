"""What each branch begins with: its own, what came from branches merged into it, and members who moved to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from shuzhi import form
from shuzhi.commands.issuing.carrying import Record
from shuzhi.commands.issuing.leaving import MOVED, ON_ROLL, Left, Person, arrived, named, person
from shuzhi.commands.issuing.merging import Merged, merged, roster
from shuzhi.commands.issuing.numbering import next_free, numbered_by_year
from shuzhi.commands.issuing.reading import Brought
from shuzhi.commands.issuing.renumbering import renumbered
from shuzhi.ledger import Counted
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings

_NUMBERED = tuple(sheet.name for sheet in form.load().sheets if sheet.carried and sheet.name != "members")
_COUNTED = ("正式党员", "预备党员")


@dataclass(frozen=True)
class Taken:
    """How much came from other branches: members who moved here; of merged branches the members and the open rows."""

    moved: int = 0
    members: int = 0
    rows: int = 0


@dataclass(frozen=True)
class Share:
    """All that a branch begins with (see Brought), what of it came from others, and how many rows are its own."""

    brought: Brought = field(default_factory=Brought)
    taken: Taken = field(default_factory=Taken)
    rows: Mapping[str, int] = field(default_factory=dict)


def shares(settings: Settings, found: Mapping[str, Brought], last: Mapping[str, Counted]) -> dict[str, Share]:
    """Code → share of every branch of the coverage.

    found  code → what its last workbook gives; last: code → that workbook, also where it could not be read
    """
    ways = merged(settings)
    given = {
        branch.code: _begun(found[branch.code], ways.get(branch.code)) if branch.code in found else Share()
        for branch in settings.branches
    }
    for code, way in ways.items():
        if code in found and not (way.is_reached(last) and _took_over(found.get(way.into.code), found[code])):
            given[way.into.code] = _with_merged(settings, given[way.into.code], found[code], way)
    for one, into in _moves(settings, found, last, ways):
        share = given[into]
        came = _newcomers(share.brought, [(one.person, one.record)], one.day)
        more = replace(share.taken, moved=share.taken.moved + len(came))
        given[into] = replace(share, brought=_with_members(settings, share.brought, came), taken=more)
    return {code: _with_numbers_behind(share) for code, share in given.items()}


def _took_over(own: Brought | None, closed: Brought) -> bool:
    """Whether a branch's workbook knows any member of the closed branch (always where that has none left).

    Its workbook of the period of closing may have been issued before anybody knew.
    """
    people = {person(record) for record in closed.content.get("members", ())}
    here = {person(record) for record in own.content.get("members", ())} if own else set()
    return not people or bool(people & (here | ({one.person for one in own.gone} if own else set())))


def _begun(brought: Brought, way: Merged | None) -> Share:
    """What a branch carries on by itself; one that is closed in this period hands its members and open rows over."""
    content = brought.content
    if way:
        left = {"status": MOVED, "changed": way.branch.closed}
        members: list[Record] = [{**record, **left} for record in content.get("members", ())]
        content = {**content, **{name: [] for name in _NUMBERED}, "members": members}
    rows = {name: len(own) for name, own in content.items() if name != "branches"}
    return Share(replace(brought, content=content), Taken(), rows)


def _with_merged(settings: Settings, share: Share, closed: Brought, way: Merged) -> Share:
    """The share of a branch with the members and open rows of another that went into it."""
    own, standard = share.brought, form.load()
    rows = {name: closed.content.get(name, []) for name in _NUMBERED}
    numbers = [(name, str(row.get("number", ""))) for name in _NUMBERED for row in own.content.get(name, ())]
    new = renumbered(standard, rows, {*own.used, *numbers}, settings.period.year, way.branch.short_name)
    came = _newcomers(own, [(person(record), record) for record in closed.content.get("members", ())], way.since)
    content = {**own.content, **{name: [*own.content.get(name, ()), *new.rows[name]] for name in _NUMBERED}}
    first = {name: max(own.first.get(name, 1), new.first[name]) for name in _NUMBERED}
    brought = replace(own, content=content, first=first, used=(*own.used, *new.named))
    return replace(
        share, brought=_with_members(settings, brought, came),
        taken=replace(
            share.taken, members=share.taken.members + len(came), rows=share.taken.rows + sum(map(len, rows.values()))
        ),
    )


def _moves(
    settings: Settings, found: Mapping[str, Brought], last: Mapping[str, Counted], ways: Mapping[str, Merged]
) -> Iterator[tuple[Left, str]]:
    """(member who left, code of the branch where he is now): those whose 说明 names one of the township's branches.

    Nobody comes to a branch that has counted in a later period: it knew its members then.
    """
    everyone = roster(settings)
    for branch in everyone:
        for one in found[branch.code].gone if branch.code in found else ():
            into = named(one.note, branch, everyone) if one.moved and one.note else None
            code = ways[into.code].into.code if into and into.code in ways else into.code if into else ""
            if settings.branch(code) and code != branch.code and _ended(last, branch.code) >= _ended(last, code):
                yield one, code


def _ended(last: Mapping[str, Counted], code: str) -> date:
    """The last day of the period of a branch's last workbook; the first of all days where it has none."""
    period = Period.parse(last[code].period) if code in last else None
    return period.days.end if period else date.min


def _newcomers(own: Brought, people: Sequence[tuple[Person, Record]], day: date | None) -> list[Record]:
    """The rows of those who do not stand in a branch's workbook yet, nor left it again after that day."""
    here = {person(record) for record in own.content.get("members", ())}
    here |= {one.person for one in own.gone if one.day and day and one.day >= day}
    return [arrived(record, day) for who, record in people if who not in here]


def _with_members(settings: Settings, own: Brought, came: Sequence[Record]) -> Brought:
    """What a branch begins with, and the newcomers; those who came before the coverage belong to 期初."""
    before = [
        record for record in came
        if record.get("type") in _COUNTED and record.get("status", ON_ROLL) == ON_ROLL and _is_before(record, settings)
    ]
    return replace(
        own, content={**own.content, "members": [*own.content.get("members", ()), *came]},
        members=None if own.members is None else own.members + len(before),
    )


def _is_before(record: Record, settings: Settings) -> bool:
    day = record.get("moved_in")
    return isinstance(day, date) and day < settings.coverage.start


def _with_numbers_behind(share: Share) -> Share:
    """Numbers that do not have the year in them go on behind the rows carried."""
    own, standard = share.brought, form.load()
    first = dict(own.first)
    for sheet in (standard.sheet(name) for name in _NUMBERED):
        if not numbered_by_year(sheet):
            first[sheet.name] = next_free(sheet, 0, (row.get("number") for row in own.content.get(sheet.name, ())))
    return replace(share, brought=replace(own, first=first))
