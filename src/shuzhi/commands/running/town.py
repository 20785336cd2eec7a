"""The township's own reports and tables as one task among those of the chunks."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from shuzhi.cache import laid, lay
from shuzhi.commands.running.batch import Batch, Known
from shuzhi.commands.running.tables import KIND, MEETING_FILE, write_tables
from shuzhi.commands.running.township import township_facts, write_township
from shuzhi.commands.running.writing import WriteTask, Written, write_chunk
from shuzhi.errors import TemplateFault
from shuzhi.model.results import Results
from shuzhi.model.township import kinds
from shuzhi.progress import Silent
from shuzhi.render.template import Template, load
from shuzhi.spread.processes import Processes


@dataclass(frozen=True)
class TownTask:
    """What is written from all branches together; `results` is where they lie, packed."""

    results: Path
    batch: Batch


def town_task(results: Results, batch: Batch) -> TownTask:
    """The task, for a process of its own: of the batch only what it needs. Raises OSError."""
    place = batch.folder / "joined"
    lay(replace(results, frames={}, submissions=results.submissions[:0]), place)  # what it is not made from
    known = Known(finals=batch.known.finals)
    own = Batch(batch.settings, batch.as_of, Processes(1), batch.folder, batch.templates, Silent(), known)
    return TownTask(place, replace(own, compiled=compiled(batch)))


def compiled(batch: Batch) -> dict[str, Template]:
    """The templates of the township's reports and of its table by file name; those that cannot be used are left out."""
    found = {}
    for name in (MEETING_FILE, *(kind.template for kind in kinds(batch.settings))):
        with suppress(TemplateFault):
            found[name] = load(batch.templates / name)
    return found


def write_town(results: Results, batch: Batch) -> tuple[Written, Written]:
    """Write the township's reports and tables into the staging folder."""
    facts = township_facts(results, KIND, {})
    return write_township(facts, results.settings, batch), write_tables(facts, batch)


def write_part(task: TownTask | WriteTask) -> tuple[Written, ...]:
    """Do one task of the second pass: of a chunk what was written by submission, in the order of its branches."""
    if isinstance(task, TownTask):
        return write_town(laid(task.results), task.batch)
    return write_chunk(task)
