"""The form's conditions in the words that staff read."""

import re
from collections.abc import Iterable

from shuzhi.form.model import Condition, Sheet
from shuzhi.model.period import han_date


def case_text(sheet: Sheet, conditions: Iterable[Condition]) -> str:
    """The case that all conditions name together: “状态”是已转办; “会议类型”或“同时作为”有党课."""
    return "，并且".join(_condition(sheet, condition) for condition in conditions)


def _condition(sheet: Sheet, condition: Condition) -> str:
    titles = dict.fromkeys(re.sub(r"（\d+）$", "", sheet.field(name).title) for name in condition.fields)
    named = "或".join(f"“{title}”" for title in titles)
    if condition.since:
        return f"{named}在{han_date(condition.since)}以后"
    if condition.inside:
        return f"{named}{'有' if len(condition.fields) > 1 else '是'}{'或'.join(condition.inside)}"
    return f"{named}不是{'、'.join(condition.outside)}"
