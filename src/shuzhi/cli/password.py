"""The password of the 内部 zip: from the environment, or typed on a terminal; never a value of an option."""

import os
import sys
from typing import TYPE_CHECKING

import click

from shuzhi.cli.said import say

if TYPE_CHECKING:
    from shuzhi.commands.running.encrypting import Password

VARIABLE = "SHUZHI_ZIP_PASSWORD"


def from_environment() -> "Password":
    """What gives the password of the environment, None where there is none; processes started later don't see it."""
    given = os.environ.pop(VARIABLE, None)
    return lambda: given


def from_environment_or_terminal() -> "Password":
    """As from_environment; where there is none and somebody sits at a terminal, it is typed when it is asked for."""
    given = from_environment()()
    return lambda: _typed() if given is None else given


def _typed() -> str | None:
    """What is typed twice without being shown; None without a terminal."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        return None
    from shuzhi.deliver.encrypted import SHORTEST

    while True:
        first, second = _hidden(f"内部压缩包的密码（至少{SHORTEST}个字，不显示）"), _hidden("再输入一遍")
        if first == second:
            return first
        say("两遍输入的不一样，请重新输入。", err=True)


def _hidden(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, hide_input=True, prompt_suffix="：", err=True))
