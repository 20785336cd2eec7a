"""A mutated workbook from a seed: the same seed, the same bytes on the same bases."""

import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from random import Random

from conftest import REPOSITORY
from fuzz import markup, office, package, rawbytes
from paper import complete, written

INBOX, CORPUS = REPOSITORY / "workbooks", REPOSITORY / "tests/corpus"
SMALL = 60_000  # bytes: larger ones of the corpus teach nothing more
_FILES = (rawbytes.MUTATORS, package.MUTATORS, markup.MUTATORS, markup.MUTATORS)


@dataclass(frozen=True)
class Mutant:
    """A mutated workbook and how it was made: base and steps, in order."""

    seed: int
    steps: tuple
    data: bytes

    def __str__(self):
        return f"seed {self.seed}: {' '.join(self.steps)}"


def mutant(seed):
    """The workbook of a seed: another layout (every second one), damage to the file (every second one), or both."""
    chance = Random(seed)
    if chance.random() < 0.5:
        steps, data = _typed(chance)
        return Mutant(seed, steps, data) if chance.random() < 0.8 else _damaged(seed, chance, steps, data)
    path = chance.choice(bases())
    return _damaged(seed, chance, (path.name,), path.read_bytes())


@cache
def bases():
    """Files to damage: the sample's, the blank workbook, and small ones of the corpus."""
    own = sorted(path for path in INBOX.rglob("*.xlsx") if not path.name.startswith("~"))
    odd = sorted(path for path in CORPUS.rglob("*.xlsx") if 0 < path.stat().st_size < SMALL)
    return [*own, *odd[::8]]


def _typed(chance):
    paper, steps = complete(), []
    for _ in range(chance.randint(1, 6)):
        step = chance.choice(office.MUTATORS)
        steps.append(step.__name__)
        step(chance, paper)
    return tuple(steps), written(paper)


def _damaged(seed, chance, steps, data):
    chosen = [chance.choice(chance.choice(_FILES)) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
    if not _is_whole(data):  # some of the corpus
        chosen = [chance.choice(rawbytes.MUTATORS)]
    for step in sorted(chosen, key=lambda one: one in rawbytes.MUTATORS):  # those last: the others unpack the file
        data = step(chance, data) if len(data) > 100 else data
        steps = (*steps, f"{step.__module__.rpartition('.')[2]}.{step.__name__}")
    return Mutant(seed, steps, data)


def _is_whole(data):
    try:
        return bool(package.entries(data))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return False
