"""The intake stage: the files of one chunk → tall tables, raw books, findings and what became of each file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from shuzhi.form import Form
from shuzhi.intake.bind import bind
from shuzhi.intake.identify import identify, identify_file
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.read import read
from shuzhi.model.finding import Finding
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.sheet import Binding, RawBook
from shuzhi.model.tables import Tables
from shuzhi.model.words import Level, Outcome


@dataclass(frozen=True)
class Source:
    """One file to read: its number in the run, its POSIX path below the inbox, where it lies."""

    submission: int
    file: str
    path: Path


@dataclass(frozen=True)
class Received:
    """What became of one file; `outcome` is USED where it can be used (one a branch is chosen later)."""

    submission: int
    file: str
    sha256: str
    size: int
    branch_code: str
    fill_date: date | None
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Chunk:
    """The intake of one chunk: tables of the usable files, their raw books and bindings by submission."""

    tables: Tables
    books: Mapping[int, RawBook]
    bindings: Mapping[int, tuple[Binding, ...]]
    findings: tuple[Finding, ...]
    files: tuple[Received, ...]


def receive(
    sources: Sequence[Source], form: Form, settings: Settings, report: Callable[[str], None] = lambda _: None
) -> Chunk:
    """Read, bind and normalise; `report` hears the file about to be read."""
    books: dict[int, RawBook] = {}
    bindings: dict[int, tuple[Binding, ...]] = {}
    findings: list[Finding] = []
    files: dict[int, Received] = {}
    for source in sources:
        report(source.file)
        book, gate = read(source.path, source.file, settings.limits.get("file_megabytes", 20))
        if book is None:
            files[source.submission] = _unreadable(source, gate.sha256, gate.size, settings.branches, gate.fault.message)
            findings.append(_file_finding(source.submission, gate.fault.code, gate.fault.message, gate.fault.hint))
            continue
        books[source.submission] = book
        bindings[source.submission], found = bind(source.submission, book, form)
        findings += found
        files[source.submission] = Received(
            source.submission, source.file, gate.sha256, gate.size, "", None, Outcome.FOREIGN
        )
    known = _identified(files, books, bindings, form, settings.branches)
    foreign = {number for number, entry in known.items() if entry.outcome is Outcome.FOREIGN}
    findings = [finding for finding in findings if finding.submission not in foreign]
    findings += [_file_finding(n, "F90", known[n].reason, "请核对后用本期标准表重新报送。") for n in sorted(foreign)]
    used = {n: book for n, book in books.items() if n not in foreign}
    years = {n: entry.year for n, entry in _branch_items(used, bindings, form).items() if entry.year}
    tables, more = normalise(_bound(used, bindings), form, years, settings.local_types)
    dates = tables.frames["branches"].set_index("submission")["fill_date"]
    fills = {int(n): day.date() for n, day in dates.items() if day == day}  # noqa: PLR0124 - NaT is not itself
    return Chunk(
        tables, used, {n: bindings[n] for n in used}, tuple(findings + more),
        tuple(replace(known[s.submission], fill_date=fills.get(s.submission)) for s in sources),
    )


def died(source: Source, roster: Sequence[Branch], reason: str) -> tuple[Received, Finding]:
    """The outcome of a file whose reader died, hung or outgrew the memory limit."""
    message = {
        "hung": "读取这个文件超过了时间限制。", "memory": "读取这个文件超过了内存限制。",
    }.get(reason, "这个文件会让读取程序出错退出。")
    hint = "请用 Excel 或 WPS 打开，把内容复制到新的空白表里重新报送。"
    return _unreadable(source, "", 0, roster, message), _file_finding(source.submission, "F91", message, hint)


def _unreadable(source: Source, sha256: str, size: int, roster: Sequence[Branch], reason: str) -> Received:
    branch = identify_file(source.file, roster)
    code = branch.code if branch else ""
    return Received(source.submission, source.file, sha256, size, code, None, Outcome.UNREADABLE, reason)


def _file_finding(submission: int, code: str, message: str, hint: str) -> Finding:
    return Finding(submission, code, Level.ERROR, message=message, hint=hint)


@dataclass(frozen=True)
class _Items:
    values: Mapping[str, str]
    year: int | None


def _branch_items(
    books: Mapping[int, RawBook], bindings: Mapping[int, tuple[Binding, ...]], form: Form
) -> dict[int, _Items]:
    """支部信息 of each submission: its names, and the year of its coverage."""
    bound = [entry for entry in _bound(books, bindings) if entry.binding.sheet == "branches"]
    frame = normalise(bound, form, {}, {})[0].frames["branches"]
    names = ["branch_code", "full_name", "short_name"]
    found = {}
    for number, start, *values in frame[["submission", "coverage_start", *names]].itertuples(index=False):
        texts = {name: value for name, value in zip(names, values, strict=True) if isinstance(value, str)}
        found[int(number)] = _Items(texts, None if start != start else start.year)  # noqa: PLR0124 - NaT is not itself
    return found


def _bound(books: Mapping[int, RawBook], bindings: Mapping[int, tuple[Binding, ...]]) -> list[BoundSheet]:
    return [
        BoundSheet(number, raw, binding)
        for number, book in books.items() for binding in bindings[number]
        for raw in book.sheets if raw.title == binding.title
    ]


def _identified(
    files: Mapping[int, Received], books: Mapping[int, RawBook], bindings: Mapping[int, tuple[Binding, ...]],
    form: Form, roster: Sequence[Branch],
) -> dict[int, Received]:
    items = _branch_items(books, bindings, form)
    known = dict(files)
    for number in books:
        entry, sheets = files[number], {binding.sheet for binding in bindings[number]}
        branch, reason = None, "不是标准工作簿：没有找到支部信息、会议、党员等表。"
        if number in items:
            branch = identify(items[number].values, roster)
            reason = "支部信息里的编码、全称和简称都不在支部名册中。"
        elif len(sheets) >= 2:
            branch = identify_file(entry.file, roster)
            reason = "没有支部信息表，看不出是哪个支部的。"
        if branch:
            known[number] = replace(entry, branch_code=branch.code, outcome=Outcome.USED)
        else:
            known[number] = replace(entry, reason=reason)
    return known
