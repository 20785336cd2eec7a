"""The workbook sent back: the branch's own sheets as typed, faults filled and commented, 核对结果 in front."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shuzhi.author import guide, merged, selfcheck, verdict
from shuzhi.author.draft import LISTS, Draft, finish, start
from shuzhi.author.draw import Drawing, Mark, draw
from shuzhi.author.verdict import Line
from shuzhi.form import Form
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import META, Binding, RawBook, RawSheet, column_letter
from shuzhi.model.words import Level

_LONGEST_TITLE = 31
_LEVELS = tuple(Level)


def marked(form: Form, book: RawBook, bindings: Sequence[Binding], findings: Sequence[Finding]) -> bytes:
    """The marked copy of one submission as bytes; it can be corrected and handed in again as it is.

    Every typed cell keeps its address and kind. What this program adds to a workbook (核对结果, 填报自查, the hidden
    选项 and _meta) is made anew. A finding without a cell (row or column 0) stands in 核对结果 only.
    """
    findings = [finding._replace(level=Level(finding.level)) for finding in findings]  # a frame gives plain words
    draft = start(form)
    draft.book.date_1904 = any(raw.from_1904 for raw in book.sheets)  # plain numbers that are days stay the same days
    front = draft.book.add_worksheet(verdict.TITLE)
    kept = [raw for raw in book.sheets if not _is_ours(raw)]
    titles = _legal_titles(raw.title for raw in kept)
    bound = {binding.title: binding for binding in bindings}
    shown = {bound[raw.title].sheet: title for raw, title in zip(kept, titles, strict=True) if raw.title in bound}
    verdict.add(draft, front, [_line(form, finding, shown) for finding in _in_order(form, findings)])
    for raw, title in zip(kept, titles, strict=True):
        binding = bound.get(raw.title)
        own = [finding for finding in findings if binding and finding.sheet == binding.sheet]
        marks = _marks(merged.shown_on(own, merged.top_left(raw)))
        drawing = Drawing(raw, binding, marks, guided=False)
        _add_sheet(draft, title, drawing, [*titles, selfcheck.TITLE] if bound else titles)
    if bound:
        counted = {
            bound[raw.title].sheet: (replace(raw, title=title), bound[raw.title])
            for raw, title in zip(kept, titles, strict=True) if raw.title in bound
        }
        selfcheck.add(draft, draft.book.add_worksheet(selfcheck.TITLE), counted, selfcheck.before_of(_keys(book)))
    return finish(draft, _keys(book))


def _add_sheet(draft: Draft, title: str, drawing: Drawing, titles: Sequence[str]) -> None:
    """One sheet of the branch's file; `titles`: where links may lead."""
    sheet = draft.book.add_worksheet(title)
    if drawing.raw.title == guide.TITLE and drawing.binding is None:
        guide.retype(draft, sheet, drawing.raw, titles)
    else:
        merged.merge(sheet, merged.top_left(drawing.raw))
        draw(draft, sheet, drawing)
    if drawing.raw.hidden:
        sheet.hide()


def _is_ours(raw: RawSheet) -> bool:
    return raw.title in (verdict.TITLE, selfcheck.TITLE) or (raw.hidden and raw.title in (LISTS, META))


def _legal_titles(titles: Iterable[str]) -> list[str]:
    """Titles as Excel allows them, unique whatever the case; a legal and unique one is not changed."""
    taken = {verdict.TITLE, selfcheck.TITLE, LISTS, META, "history"}
    found = []
    for title in titles:
        legal = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", title)
        legal = _cut(legal, _LONGEST_TITLE).strip("'") or "表"
        unique, number = legal, 2
        while unique.lower() in taken:
            unique = f"{_cut(legal, _LONGEST_TITLE - 6)} ({number})"
            number += 1
        taken.add(unique.lower())
        found.append(unique)
    return found


def _cut(title: str, units: int) -> str:
    """At most so many UTF-16 units, as Excel counts a title."""
    return title.encode("utf-16-le", "replace")[: units * 2].decode("utf-16-le", "ignore")


def _in_order(form: Form, findings: Iterable[Finding]) -> list[Finding]:
    """Gravest first; within a level by sheet (the file as a whole first), row and column."""
    places = {sheet.name: place for place, sheet in enumerate(form.sheets, 1)}
    return sorted(findings, key=lambda one: (
        _LEVELS.index(one.level), places.get(one.sheet, 0), one.row, one.column, one.code,
    ))


def _line(form: Form, finding: Finding, shown: Mapping[str, str]) -> Line:
    """The finding in staff's words; `shown`: standard sheet name → its title in this workbook."""
    sheet = shown.get(finding.sheet) or form.title_of(finding.sheet) or "整个文件"
    field = form.sheet(finding.sheet).field(finding.field).title if finding.sheet and finding.field else ""
    cell, link = "", None
    if finding.row:
        link = f"{column_letter(finding.column or 1)}{finding.row}"
        cell = link if finding.column else f"第{finding.row}行"
    if finding.sheet not in shown:
        link = None
    return Line(finding.level, sheet, cell, field, finding.message, finding.hint, link)


def _marks(findings: Iterable[Finding]) -> dict[tuple[int, int], Mark]:
    """One mark a cell: the gravest level, a line for each finding, gravest first."""
    cells: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.row and finding.column:
            cells.setdefault((finding.row, finding.column), []).append(finding)
    return {address: _mark(found) for address, found in cells.items()}


def _mark(findings: Iterable[Finding]) -> Mark:
    ordered = sorted(findings, key=lambda one: (_LEVELS.index(one.level), one.code))
    return Mark(
        ordered[0].level, "\n".join(f"{one.level.label}：{one.message}{one.hint}" for one in ordered)
    )


def _keys(book: RawBook) -> list[tuple[object, ...]]:
    """What the incoming _meta carries beyond form and version, so that a workbook stays known on its way back."""
    rows = next((raw.rows for raw in book.sheets if raw.title == META), ())
    kept: list[tuple[object, ...]] = [tuple(row) for row in rows if row and row[0] not in ("form", "version")]
    return kept or [("period", ""), ("branch_code", "")]
