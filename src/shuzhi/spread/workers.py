"""What chunks are spread over: workers of one kind or another, what they may use, and how they end."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from shuzhi.errors import ShuzhiError

Item = TypeVar("Item")
Result = TypeVar("Result")
Report = Callable[[str], None]
Reason = Literal["died", "hung", "memory"]


@dataclass(frozen=True)
class Limits:
    """What one worker may use: seconds between two signs of life, megabytes beyond those it starts with (0 = any)."""

    seconds: float = 60
    megabytes: int = 2048


@dataclass(frozen=True)
class Death:
    """A worker's end: the file it reported last ("" = it was at no single file) and why.

    files  all that it reported, in order
    """

    file: str
    reason: Reason
    files: tuple[str, ...] = field(default=(), compare=False)


class WorkerLost(ShuzhiError):
    """Workers end without a file to blame."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason of the last death."""
        why = {"died": "意外退出", "hung": "很久没有响应", "memory": "内存不够"}[reason]
        super().__init__(f"处理数据的子进程{why}，本次没有完成。请关闭其他程序后重新运行；仍然这样的请联系维护人员。")


class Workers(Protocol):
    """Where tasks are done, each in a process whose death costs that task only."""

    @property
    def jobs(self) -> int:
        """How many tasks at once."""

    @property
    def least(self) -> int:
        """How many workbooks are worth a task of their own to read."""

    def outcomes(
        self, task: Callable[[Item, Report], Result], items: Sequence[Item], limits: Limits,
        beside: Iterable[object] = (),
    ) -> Iterator[tuple[int, Result | Death]]:
        """`task(item, report)` for each item: (place of the item, its result or the death of its worker) as they come.

        `beside` is gone through in this process while items are worked on: the next one is asked for where no worker
        waits, those that are left when all is done at the end.

        The task calls `report(name)` before each file, `report("")` before it works on all together. Task, items and
        results are pickled. Raises whatever a task raises (MemoryError is a death).
        """
