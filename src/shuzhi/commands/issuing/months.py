"""Days of which only the month is known stay so: 1960年1月 never comes back as the first of January."""

from collections.abc import Iterator

from shuzhi.commands.issuing.carrying import Cell
from shuzhi.form import Field, Form
from shuzhi.intake.stage import Chunk
from shuzhi.intake.values.dates import month_of
from shuzhi.model.sheet import Binding


def months(form: Form, chunk: Chunk) -> dict[Cell, str]:
    """The cells of a chunk that were typed as a month without a day, as 1960年1月."""
    found = {}
    for submission, book in chunk.books.items():
        raws = {raw.title: raw for raw in book.sheets}
        for binding in chunk.bindings[submission]:
            raw = raws[binding.title]
            for field in form.sheet(binding.sheet).fields:
                for row, address in _cells(binding, field, len(raw.rows)):
                    text = month_of(raw.cell(*address))
                    if text:
                        found[submission, binding.sheet, row, field.name] = text
    return found


def _cells(binding: Binding, field: Field, rows: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """(row of the frame, address) of every cell of a field that may be a month."""
    if not field.month:
        return
    if field.name in binding.items:
        yield 0, (binding.items[field.name], binding.columns[""])
    elif field.name in binding.columns:
        column = binding.columns[field.name]
        yield from ((row, (row, column)) for row in range(binding.header_row + 1, rows + 1))
