"""The join of a half year or year, with the branches that are read from their quarters."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from shuzhi.commands.consolidating.amending import with_amended
from shuzhi.commands.consolidating.years import add_quarters, with_origins
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.joining import join
from shuzhi.commands.running.reading import Read
from shuzhi.intake.find import Found
from shuzhi.ledger import Counted
from shuzhi.model.results import Results


def with_quarters(
    reads: Sequence[Read], counted: Iterable[Counted], batch: Batch, archive: Path
) -> tuple[tuple[Found, ...], list[Read], Results]:
    """The workbooks made from quarters, all chunks, the results. OSError: the run's folder cannot be written."""
    years, known = add_quarters(reads, counted, batch, archive), batch.known
    whole = with_origins([*reads, *years.reads], years.origins)
    results = with_amended(join(whole, batch.settings, batch.as_of, known), whole, years.origins, known.history)
    return years.found, whole, replace(results, remarks=(*years.remarks, *results.remarks))
