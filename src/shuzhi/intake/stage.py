"""The intake stage: the files of one chunk → tall tables, raw books, findings and what became of each file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import cast

from shuzhi.form import Form
from shuzhi.intake.bind import bind, is_titled
from shuzhi.intake.bounds import bounds
from shuzhi.intake.collect import Cells
from shuzhi.intake.faults import FAULTS, Fault
from shuzhi.intake.find import Version
from shuzhi.intake.gate import Gate
from shuzhi.intake.identify import called, identify, identify_file, named_instead
from shuzhi.intake.lacking import still_lacking
from shuzhi.intake.meta import numbers_before, other_hands, other_name, other_version, stamp
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.read import read
from shuzhi.intake.settled import WRITING, written_since
from shuzhi.intake.units import unified
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.sheet import VERDICT, Binding, RawBook
from shuzhi.model.tables import Tables, numbers
from shuzhi.model.words import Level, Outcome

_NAMES = ("branch_code", "full_name", "short_name", "period")
_ENOUGH = 2  # sheets with our titles: a workbook of ours, even without 支部信息


@dataclass(frozen=True)
class Source:
    """One file to read: its number in the run, its POSIX path below the inbox, where it lies.

    version  when it was found: one that has changed when it is read is still being written; None = not known
    """

    submission: int
    file: str
    path: Path
    version: Version | None = None


@dataclass(frozen=True)
class Received:
    """What became of one file; `outcome` is USED where it can be used (one a branch is chosen later).

    corrected  it was sent back before: 核对结果 stands in it
    """

    submission: int
    file: str
    sha256: str
    size: int
    branch_code: str
    fill_date: date | None
    outcome: Outcome
    reason: str = ""
    corrected: bool = False


@dataclass(frozen=True)
class Chunk:
    """The intake of one chunk: tables of the usable files, their raw books and bindings by submission."""

    tables: Tables
    books: Mapping[int, RawBook]
    bindings: Mapping[int, tuple[Binding, ...]]
    findings: tuple[Finding, ...]
    files: tuple[Received, ...]


def receive(
    sources: Sequence[Source], form: Form, settings: Settings, report: Callable[[str], None] = lambda _: None,
    keep: Callable[[int, bytes], None] = lambda *_: None,
) -> Chunk:
    """Read, bind and normalise; `report` hears the file about to be read, `keep` gets the bytes of each that is.

    From the last `report`, of "", on all files are looked at together.
    """
    books: dict[int, RawBook] = {}
    bindings: dict[int, tuple[Binding, ...]] = {}
    findings: list[Finding] = []
    files: dict[int, Received] = {}
    most = bounds(settings.limits)
    for source in sources:
        report(source.file)
        book, gate = read(source.path, source.file, most, partial(keep, source.submission))
        if written_since(source.path, source.version):
            book, gate = None, Gate(FAULTS["writing"], "", gate.size)
        if book is None:
            fault = gate.fault or FAULTS["reader"]
            files[source.submission] = _unread(source, gate, settings.branches, fault)
            findings += [_finding(source.submission, fault)] * (fault is not FAULTS["writing"])
            continue
        books[source.submission] = book
        bindings[source.submission], found = bind(source.submission, book, form)
        findings += found
        files[source.submission] = Received(
            source.submission, source.file, gate.sha256, gate.size, "", None, Outcome.FOREIGN,
            corrected=any(raw.title == VERDICT for raw in book.sheets),
        )
    report("")
    known, foreign, items = _identified(files, books, bindings, form, settings.branches)
    names = called(settings.branches)
    findings = [finding for finding in findings if finding.submission not in foreign]
    findings += [_finding(number, fault) for number, fault in foreign.items()]
    used = {n: book for n, book in books.items() if n not in foreign}
    for number, entry in items.items():
        own = (known[number].branch_code or entry.values.get("branch_code", ""), entry.values.get("period", ""))
        facts = next(binding for binding in bindings[number] if binding.sheet == "branches")
        findings += other_hands(number, stamp(books[number]), own, facts)
        findings += other_version(number, stamp(books[number]), form.version)
        branch = settings.branch(known[number].branch_code)
        named = named_instead(known[number].file, branch, names) if branch else None
        findings += [other_name(number, named, branch, facts)] if branch and named else []
    coverages = {n: entry.coverage for n, entry in items.items() if entry.coverage}
    tables, more = normalise(_bound(used, bindings), form, coverages, settings.local_types)
    tables = replace(tables, earlier=numbers(
        (number, sheet, text) for number, book in used.items() for sheet, text in numbers_before(book)
    ))
    tables = replace(tables, lacking=still_lacking(tables, used))
    tables = unified(tables, {number: known[number].branch_code for number in used}, settings)
    dates = tables.frames["branches"].set_index("submission")["fill_date"]
    fills = {int(str(n)): day.date() for n, day in dates.dropna().items()}
    return Chunk(
        tables, used, {n: bindings[n] for n in used}, tuple(findings + more),
        tuple(replace(known[s.submission], fill_date=fills.get(s.submission)) for s in sources),
    )


def died(source: Source, settings: Settings, reason: str) -> tuple[Received, Finding]:
    """The outcome of a file that cost its reader; reason: died, hung or memory."""
    most = bounds(settings.limits)
    fault = FAULTS[reason].said(seconds=f"{most.seconds:g}", megabytes=most.memory)
    return _unread(source, Gate(None), settings.branches, fault), _finding(source.submission, fault)


def _unread(source: Source, gate: Gate, roster: Sequence[Branch], fault: Fault) -> Received:
    """A file nobody can read; one still being written is ignored until the next run."""
    branch = identify_file(source.file, roster)
    code = branch.code if branch else ""
    if fault is FAULTS["writing"]:  # without a hash: whatever was read of it is not its content
        return Received(source.submission, source.file, "", gate.size, code, None, Outcome.IGNORED, WRITING)
    return Received(
        source.submission, source.file, gate.sha256, gate.size, code, None, Outcome.UNREADABLE, fault.message
    )


def _finding(submission: int, fault: Fault) -> Finding:
    return Finding(submission, fault.code, Level.ERROR, message=fault.message, hint=fault.hint)


@dataclass(frozen=True)
class _Items:
    values: Mapping[str, str]
    coverage: Coverage | None


def _branch_items(
    books: Mapping[int, RawBook], bindings: Mapping[int, tuple[Binding, ...]], form: Form
) -> dict[int, _Items]:
    """支部信息 of each submission: its names and period, and its coverage (one day where only the start is known)."""
    cells, found = Cells(form.sheet("branches"), {}, form.synonyms), {}
    for entry in _bound(books, bindings):
        if entry.binding.sheet == "branches":
            cells.add(entry)
    for values in cells.records:
        record = dict(zip(cells.names, values, strict=True))
        texts = {name: text for name in _NAMES if isinstance(text := record.get(name), str)}
        start, end = record.get("coverage_start"), record.get("coverage_end")
        days = [day.date() for day in (start, end or start) if isinstance(day, datetime)]
        found[cast("int", record["submission"])] = _Items(texts, Coverage(*days) if start else None)
    return found


def _bound(books: Mapping[int, RawBook], bindings: Mapping[int, tuple[Binding, ...]]) -> list[BoundSheet]:
    return [
        BoundSheet(number, raw, binding)
        for number, book in books.items() for binding in bindings[number]
        for raw in book.sheets if raw.title == binding.title
    ]


def _identified(
    files: Mapping[int, Received], books: Mapping[int, RawBook], bindings: Mapping[int, tuple[Binding, ...]],
    form: Form, roster: tuple[Branch, ...],
) -> tuple[dict[int, Received], dict[int, Fault], dict[int, "_Items"]]:
    """Every file with its branch; the readable ones that are no branch's, with why; 支部信息 of the others."""
    items, names = _branch_items(books, bindings, form), called(roster)
    known, foreign = dict(files), {}
    for number in books:
        entry, branch, fault = files[number], None, FAULTS["foreign"]
        titled = [one for one in bindings[number] if is_titled(one.title, form.sheet(one.sheet))]
        ours = stamp(books[number]).get("form", form.name) == form.name  # not 乡镇台账
        if ours and number in items:
            branch, fault = identify(items[number].values, names), FAULTS["stranger"]
        elif ours and len(titled) >= _ENOUGH:
            branch, fault = identify_file(entry.file, roster), FAULTS["nameless"]
        if not roster and fault is not FAULTS["foreign"]:  # no township to belong to: a check of single files
            known[number] = replace(entry, outcome=Outcome.USED)
        elif branch:
            known[number] = replace(entry, branch_code=branch.code, outcome=Outcome.USED)
        else:
            known[number], foreign[number] = replace(entry, reason=fault.message), fault
    return known, foreign, {number: entry for number, entry in items.items() if number not in foreign}
