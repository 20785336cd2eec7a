"""The help of a command, all of it in the users' language, and the kinds of command that print it so."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from shuzhi.commands.aligned import padded, width, wrapped
from shuzhi.errors import UsageFault

NARROWEST, WIDEST = 60, 100  # columns that text is fitted into
_TERMS = 26  # columns of the terms at most; the text of a longer one begins below it
Example = tuple[str, str]


class Argument(click.Argument):
    """An argument that the help tells about."""

    def __init__(self, *args: Any, told: str, **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.told = told


class _Explained(click.Command):
    """What has a page of help with examples: (what is typed, what it does)."""

    def __init__(self, *args: Any, examples: Sequence[Example], **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.examples = tuple(examples)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help of click, in the users' language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option

    def get_help(self, ctx: click.Context) -> str:
        """The page of this command."""
        return page(ctx, self.examples, columns())


class Command(_Explained):
    """A command with examples."""

    allow_extra_args = True  # said by itself, in `invoke`

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Understand what was typed; a usage fault knows its command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, unless more was typed than it takes."""
        if ctx.args:
            raise UsageFault(f"“{' '.join(ctx.args)}”是多写的。写 {ctx.command_path} --help 可以看到用法。")
        return super().invoke(ctx)


class Group(_Explained, click.Group):
    """A command of commands, listed in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names, as added."""
        return list(self.commands)


def command(**attrs: Any) -> Callable[[Callable[..., int]], Command]:
    """A decorator that makes a Command of a function."""
    return click.command(cls=Command, **attrs)


def group(**attrs: Any) -> Callable[[Callable[..., int]], Group]:
    """A decorator that makes a Group of a function."""
    return click.group(cls=Group, **attrs)


def argument(name: str, **attrs: Any) -> Callable[[Any], Any]:
    """A decorator that adds an Argument."""
    return click.argument(name, cls=Argument, **attrs)


def columns() -> int:
    """The columns of the terminal, 80 where there is none."""
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)


def room() -> int | None:
    """The columns of the terminal that tables are fitted into; None where a file or another program reads them."""
    return columns() if sys.stdout.isatty() else None


def page(ctx: click.Context, examples: Sequence[Example], space: int) -> str:
    """Usage, text, arguments, options, commands and examples of a command, in lines of `space` columns."""
    params = ctx.command.get_params(ctx)
    arguments = [param for param in params if isinstance(param, Argument)]
    options = [param for param in params if isinstance(param, click.Option)]
    commands = list(ctx.command.commands.items()) if isinstance(ctx.command, click.Group) else []
    words = [ctx.command_path, *["[选项]"] * bool(options and not commands), *[str(one.metavar) for one in arguments],
             *["命令 [选项]…"] * bool(commands)]
    parts = [
        [f"用法：{' '.join(words)}"], [f"  {line}" for line in wrapped(ctx.command.help or "", space - 2)],
        *_section("参数", [(str(one.metavar), one.told) for one in arguments], space),
        *_section("命令", [(name, f"{(one.help or '').partition('。')[0]}。") for name, one in commands], space),
        *_section("选项", [(_typed(one), one.help or "") for one in options], space),
        *_section("例", examples, space, widest=space - 26),
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def _typed(option: click.Option) -> str:
    """How an option is typed: --period 报告期."""
    names = "、".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _section(title: str, rows: Sequence[Example], space: int, widest: int = _TERMS) -> Iterator[list[str]]:
    """A heading above terms and what they mean; nothing where there are none."""
    if rows:
        size = min(max(width(term) for term, _ in rows), widest) + 2
        yield [f"{title}：", *[line for term, text in rows for line in _entry(term, text, size, space)]]


def _entry(term: str, text: str, size: int, space: int) -> list[str]:
    lines = wrapped(text, space - size - 2)
    heads = [term, *[""] * (len(lines) - 1)]
    if width(term) > size - 2:
        lines, heads = ["", *lines], [term, *[""] * len(lines)]
    return [f"  {padded(head, max(size, width(head)))}{line}".rstrip() for head, line in zip(heads, lines, strict=True)]
