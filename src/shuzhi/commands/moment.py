"""The moment that a delivery names: the clock, unless told otherwise."""

import os
from datetime import UTC, datetime

from shuzhi.errors import UsageFault
from shuzhi.model.clock import BEIJING

_VARIABLE = "SOURCE_DATE_EPOCH"  # reproducible-builds.org/specs/source-date-epoch: seconds since 1970, in UTC


def moment(now: datetime | None = None) -> datetime:
    """The township's time of SOURCE_DATE_EPOCH, else of `now` (aware), else of the clock.

    Raises:
        UsageFault: SOURCE_DATE_EPOCH is no number of seconds.
    """
    said = os.environ.get(_VARIABLE)
    try:
        chosen = datetime.fromtimestamp(int(said), UTC) if said else now or datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageFault(f"看不懂环境变量 {_VARIABLE}，它应当是一个秒数。请改正，或者去掉它。") from None
    return chosen.astimezone(BEIJING)
