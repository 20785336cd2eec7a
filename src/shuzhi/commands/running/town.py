"""The township's own reports and tables as one task among those of the chunks."""

from dataclasses import dataclass
from pathlib import Path

from shuzhi.cache import laid, lay
from shuzhi.commands.running.batch import Batch, Known
from shuzhi.commands.running.tables import KIND, write_tables
from shuzhi.commands.running.township import township_facts, write_township
from shuzhi.commands.running.writing import WriteTask, Written, write_chunk
from shuzhi.model.results import Results
from shuzhi.progress import Silent
from shuzhi.spread.processes import Processes


@dataclass(frozen=True)
class TownTask:
    """What is written from all branches together; `results` is where they lie, packed."""

    results: Path
    batch: Batch


def town_task(results: Results, batch: Batch) -> TownTask:
    """The task, for a process of its own: of the batch only what it needs. Raises OSError."""
    place = batch.folder / "joined"
    lay(results, place)
    known = Known(finals=batch.known.finals)
    return TownTask(
        place, Batch(batch.settings, batch.as_of, Processes(1), batch.folder, batch.templates, Silent(), known)
    )


def write_town(results: Results, batch: Batch) -> tuple[Written, Written]:
    """Write the township's reports and tables into the staging folder."""
    facts = township_facts(results, KIND, {})
    return write_township(facts, results.settings, batch), write_tables(facts, batch)


def write_part(task: TownTask | WriteTask) -> tuple[Written, ...]:
    """Do one task of the second pass: of a chunk what was written by submission, in the order of its branches."""
    if isinstance(task, TownTask):
        return write_town(laid(task.results), task.batch)
    return write_chunk(task)
