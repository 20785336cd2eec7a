"""Levels of findings, outcomes of files, states of branches: one word each, with the Chinese that staff read."""

from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The word staff read."""
        return {"error": "必须改", "warning": "请核对", "notice": "提醒"}[self.value]


class Outcome(StrEnum):
    """What became of a file of the inbox."""

    USED = "used"
    SUPERSEDED = "superseded"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The word staff read."""
        return {
            "used": "采用", "superseded": "被替代", "locked": "已审定不再采用",
            "unreadable": "无法读取", "foreign": "不是本期本表", "ignored": "忽略",
        }[self.value]


class State(StrEnum):
    """Where a branch stands in the period."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    RETURNED = "returned"
    TO_EXPLAIN = "to_explain"
    ACCEPTED = "accepted"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        """The word staff read."""
        return {
            "missing": "未报送", "unreadable": "无法读取", "returned": "待修改",
            "to_explain": "待说明", "accepted": "通过", "approved": "已审定",
        }[self.value]

    @property
    def counts(self) -> bool:
        """True where reports are made and figures enter the totals."""
        return self in (State.TO_EXPLAIN, State.ACCEPTED, State.APPROVED)


class Audience(StrEnum):
    """For whom a report is written."""

    SUPERIOR = "报上级"
    RESIDENTS = "对党员和居民"
    OFFICE = "内部"


class Numbering(StrEnum):
    """How a report numbers its headings and items."""

    RUN_IN = "一、一是"
    HAN = "一、（一）一是"
    ARABIC = "一、（一）1．"
