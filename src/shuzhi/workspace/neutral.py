"""Settings of no township."""

from datetime import date

from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import RuleSetting, Settings
from shuzhi.workspace.limits import limits

_ANY_DAYS = Coverage(date(1901, 1, 1), date(2199, 12, 31))


def neutral_settings(period: Period | None = None) -> Settings:
    """Settings without a township, for `check` outside a workspace: no roster; without `period` any days will do."""
    off = {} if period else {code: RuleSetting(code, on=False) for code in ("F50", "F53")}
    chosen, days = (period, period.days) if period else (Period(2000, "Y", 0), _ANY_DAYS)
    return Settings("", "", chosen, days, None, (), (), off, limits({}))
