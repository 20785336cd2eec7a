"""Bind the sheets of a raw workbook to those of the form by their titles, or by their headers where renamed."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from shuzhi.form import Form, Sheet, plain
from shuzhi.intake import structure
from shuzhi.intake.columns import bind_sheet
from shuzhi.intake.records import Kind, rows
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import META, Binding, RawBook, RawSheet

# Sheets that are no branch's records whatever stands in them: ours, and examples.
_HELPERS = re.compile(r".*(说明|示例|样表|范例|自查).*|核对结果|选项|" + META)
# What is added to a title when a sheet is copied, split by month or continued.
_COPY = re.compile(r"\([^()]*\)|第?[\d一二三四五六七八九十]+(月份?|页)?|续表?|副本|复制|[-_.]")

_MANY = 4  # required columns that no other table has by chance


class Candidate(NamedTuple):
    """A raw sheet taken for one of the form's; no binding where it has no header."""

    raw: RawSheet
    sheet: Sheet
    binding: Binding | None

    def is_filled(self) -> bool:
        """Whether anything is typed in it (of a sheet without header: more than one line)."""
        raw, binding = self.raw, self.binding
        if binding is None:
            return sum(len(row) > 1 for row in raw.rows) > 1
        if self.sheet.kind == "items":
            return any(raw.cell(row, binding.columns[""]) is not None for row in binding.items.values())
        return bool(rows(raw, binding, self.sheet).of(Kind.RECORD))


def bind(submission: int, book: RawBook, form: Form) -> tuple[tuple[Binding, ...], list[Finding]]:
    """Bind every sheet of `form` that the workbook has; findings S01 … for what is missing, doubled or unknown."""
    places, unknown = _titled(tuple([raw.title for raw in book.sheets]), form.sheets)
    titled = {name: [book.sheets[place] for place in own] for name, own in places.items()}
    others = [book.sheets[place] for place in unknown]
    bindings: list[Binding] = []
    findings: list[Finding] = []
    for sheet in form.sheets:
        guessed = [] if titled[sheet.name] else [raw for raw in _alike(sheet, others) if not raw.hidden]
        candidates = [Candidate(raw, sheet, bind_sheet(raw, sheet)) for raw in (titled[sheet.name] or guessed)]
        filled = [one for one in candidates if one.is_filled()] if len(candidates) > 1 else candidates
        best = max(candidates, key=lambda one: (one.binding is not None, one in filled), default=None)
        if best is None:
            findings.append(structure.no_sheet(submission, sheet))
        elif best.binding is None:
            findings.append(structure.no_header(submission, sheet, best.raw))
        else:
            bindings.append(best.binding)
            others = [raw for raw in others if raw.title != best.raw.title]
            findings += [structure.renamed(submission, sheet, best.raw)] * bool(guessed)
            findings += structure.in_sheet(submission, sheet, best.raw, best.binding)
        if len(filled) > 1:
            findings.append(structure.several_sheets(submission, sheet, [one.raw for one in filled]))
    for raw in (raw for raw in others if not raw.hidden):
        alike = [sheet for sheet in form.sheets if sheet.kind == "rows" and _alike(sheet, [raw])][:1]
        findings += [
            structure.not_counted(submission, sheet, raw)
            for sheet in alike if Candidate(raw, sheet, bind_sheet(raw, sheet)).is_filled()
        ]
    return tuple(bindings), findings


@lru_cache(maxsize=4096)
def is_titled(title: str, sheet: Sheet) -> bool:
    """Whether a sheet's title is that of the form's sheet, or of a copy or a part of it: 会议 (2), 会议7月."""
    names = {plain(name) for name in (sheet.title, *sheet.aliases)}
    return plain(title) in names or _COPY.sub("", plain(title)) in {_COPY.sub("", name) for name in names}


@lru_cache(maxsize=256)
def _titled(titles: tuple[str, ...], sheets: tuple[Sheet, ...]) -> tuple[Mapping[str, list[int]], list[int]]:
    """Which of the titles are those of each sheet of the form, by its name; which are neither theirs nor a helper's."""
    titled = {sheet.name: [at for at, title in enumerate(titles) if is_titled(title, sheet)] for sheet in sheets}
    known = set().union(*titled.values())
    return titled, [at for at, title in enumerate(titles) if at not in known and not _HELPERS.fullmatch(title)]


def _alike(sheet: Sheet, raws: list[RawSheet]) -> list[RawSheet]:
    """The sheets with another title whose headers are those of `sheet`: all required ones, half of all where few."""
    wanted = {field.name for field in sheet.fields if field.required}
    enough = len(wanted) if len(wanted) >= _MANY else len(sheet.fields) / 2
    found = []
    for raw in raws:
        binding = bind_sheet(raw, sheet)
        names = set((binding.items or binding.columns) if binding else ())
        if wanted <= names and len(names) >= max(3, enough):
            found.append(raw)
    return found
