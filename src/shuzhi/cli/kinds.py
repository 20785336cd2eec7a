"""What is typed after an option or as an argument: how it is understood, and what a shell may complete it to."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from shuzhi.model.prose import shown

Known = Callable[[Path, str], Sequence[str]]
Items = list[CompletionItem[str]]


class Count(click.ParamType[int]):
    """A whole number from `low` to `high`."""

    name = "count"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage fault if it is none or out of range."""
        text = str(value)
        if not re.fullmatch("[0-9]{1,9}", text) or not self.low <= int(text) <= self.high:
            self.fail(f"要写{self.low}到{self.high}的整数，不能写“{text}”", param, ctx)
        return int(text)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word; a usage fault if it is another."""
        if value not in self.words:
            self.fail(f"只能写{'、'.join(self.words)}，不能写“{value}”", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        """The words."""
        del ctx, param
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Named(click.ParamType[str]):
    """A name that the workspace knows, taken as typed.

    known  (folder of the workspace, period typed or "") → the names
    """

    name = "name"

    def __init__(self, known: Known) -> None:
        self.known = known

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        """The names that go on as begun; a shell is given none that could drive it."""
        del param
        folder, period = ctx.params.get("folder") or Path(), ctx.params.get("period") or ""
        names = self.known(Path(folder), period)
        return [CompletionItem(name) for name in names if name.startswith(incomplete) and shown(name) == name]
