"""What a run found and delivered is noted in the ledger: all of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shuzhi.commands.running.request import RunOutcome
from shuzhi.errors import NotNoted, reason_of
from shuzhi.files.digest import digest_of
from shuzhi.ledger import Ledger
from shuzhi.model.indicator import Figure
from shuzhi.model.results import Results


@dataclass(frozen=True)
class Noting:
    """A run in an open ledger, by its number."""

    ledger: Ledger
    number: int

    def early(self, results: Results, finals: Mapping[str, tuple[Figure, ...]]) -> None:
        """Note what it knows while it delivers, to last with its end; what cannot be noted now, `end` tries again."""
        with self.ledger.early():
            self._rows(results, finals)

    def end(self, outcome: RunOutcome) -> None:
        """Note all it knows or nothing: half of it would hide what the run before noted. Raises NotNoted."""
        runs = self.ledger.runs
        if outcome.repeats:  # what that one delivered was just seen to stand
            with self.ledger.together():
                runs.repeat(self.number, outcome.repeats)
                runs.finish(self.number, outcome.exit_code, runs.delivered(outcome.repeats))
            return
        try:
            delivered = [_described(path) for path in (outcome.office, outcome.upward)]
        except OSError as fault:
            raise NotNoted(reason_of(fault)) from fault
        with self.ledger.together() as early:
            if not early:
                self._rows(outcome.results, outcome.finals)
            runs.finish(self.number, outcome.exit_code, delivered)

    def _rows(self, results: Results, finals: Mapping[str, tuple[Figure, ...]]) -> None:
        self.ledger.runs.record(self.number, results)
        self.ledger.explanations.note(self.number, results)
        self.ledger.indicators.note(self.number, results)
        self.ledger.finals.note(self.number, finals)


def _described(path: Path) -> tuple[str, str, int]:
    with path.open("rb") as file:
        return path.name, digest_of(file), file.tell()
