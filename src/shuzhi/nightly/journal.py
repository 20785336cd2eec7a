"""The log of the nights: .shuzhi/log/nightly.log, one line an event, codes and places only."""

import logging
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from shuzhi.commands.running.request import RunOutcome
from shuzhi.errors import exit_code_of, place_of
from shuzhi.model.clock import BEIJING
from shuzhi.model.prose import shown
from shuzhi.model.words import State

BYTES, FILES = 1_000_000, 5  # of one log, and how many older ones are kept


@contextmanager
def journal(path: Path) -> Iterator[logging.Logger]:
    """A logger that writes to `path`, which is private and turns over; what cannot be written stops nobody."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = logging.Logger("shuzhi.nightly", logging.INFO)  # noqa: LOG001 - of this command alone, in no global tree
    handler = _Private(path, maxBytes=BYTES, backupCount=FILES, encoding="utf-8", delay=True, errors="backslashreplace")
    handler.setFormatter(_Line("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    try:
        yield log
    finally:
        with suppress(OSError):  # what a full disk did not take is tried once more
            handler.close()


def note_outcome(log: logging.Logger, outcome: RunOutcome, seconds: float) -> None:
    """Write what a run delivered: the branches by state, the findings of each branch by code."""
    branches, findings = outcome.ended.branches, outcome.ended.findings
    states = Counter(one.state for one in branches)
    counted = "，".join(f"{state.label}{states[state.value]}个" for state in State if states[state.value])
    log.info(
        "完成：退出码%d，用时%d秒；应报%d个：%s；核对出%d处",
        outcome.exit_code, seconds, len(branches), counted,
        sum(sum(rules.values()) for rules in findings.values()),
    )
    for branch, rules in findings.items():
        listed = "，".join(f"{code} {count}处" for code, count in rules.items())
        log.info("核对 %s：%s", branch or "不明支部", listed)
    if outcome.faults:
        log.warning("不能用的模板：%d处", len(outcome.faults))


def note_fault(log: logging.Logger, fault: BaseException) -> None:
    """Write what went wrong: the class and the place, never the message, which may quote a cell or a file name."""
    log.error("出错：%s，退出码%d，位置 %s", type(fault).__name__, exit_code_of(fault), place_of(fault))


class _Line(logging.Formatter):
    """One event, one line, in Beijing time: line breaks and other control characters are written as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        return shown(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's
        return datetime.fromtimestamp(record.created, BEIJING).isoformat(" ", "seconds")


class _Private(RotatingFileHandler):
    """A log that only its owner can read, and that loses a line rather than stop the run."""

    def _open(self) -> IO[str]:  # type: ignore[override]
        return open(
            self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors,
            opener=lambda name, flags: os.open(name, flags, 0o600),
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's
        """A full or vanished disk: say nothing, above all no traceback with values."""
