"""Workbooks as files of one inbox, received and validated as one chunk, as a run does it."""

from goodbranch import SETTINGS
from shuzhi import form
from shuzhi.intake.stage import Source, receive
from shuzhi.model.words import Outcome
from shuzhi.summarize.addresses import addressed
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate


def taken(books, folder, settings=SETTINGS):
    """(the chunk, its findings) of workbooks (bytes), submission 1 the first."""
    books = list(books)
    paths = [folder / f"{number:04}.xlsx" for number in range(1, len(books) + 1)]
    for path, data in zip(paths, books, strict=True):
        path.write_bytes(data)
    sources = [Source(number, path.name, path) for number, path in enumerate(paths, 1)]
    chunk = receive(sources, form.load(), settings)
    used = {one.submission: one.branch_code for one in chunk.files if one.outcome is Outcome.USED}
    return chunk, validate(Scene(chunk.tables, form.load(), settings, used), chunk.findings)


def told(books, folder, settings=SETTINGS):
    """(code, sheet title, cell) of every finding of each workbook, as findings.csv has them; cell "" where there is none."""
    return [[(one["code"], one["sheet"], one["cell"]) for one in records] for records in listed(books, folder, settings)]


def listed(books, folder, settings=SETTINGS):
    """The lines of findings.csv of each workbook."""
    chunk, findings = taken(books, folder, settings)
    table = addressed(findings.assign(branch_code="A01", file=findings["submission"].astype(str)), ["A01"])
    found = [[] for _ in chunk.files]
    for record in table.to_dict("records"):
        found[int(record["file"]) - 1].append(record)
    return found
