"""What printing one file may cost, in steps and characters: never in seconds: it ends alike everywhere."""

from collections.abc import Iterable, Iterator, Sized
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context

BUDGET = "_budget"  # where the context keeps it
MOST_STEPS, MOST_CHARACTERS = 2_000_000, 5_000_000  # the longest report of the sample spends 5,000 of each
_TOWNSHIP = 10  # times as much: its reports walk through every branch
_UNSIZED = 256  # items that something without a length is taken to have: more than any group of tags
_FILTERED = 8  # what a filter's look at one item costs
PRINTED = 50  # steps that printing one tag costs
COUNTED = "_counted"  # the filter that spends


class TooMuch(TemplateRuntimeError):
    """A template loops or prints without end, or as good as."""


class Budget:
    """What is left for one file; spending more raises TooMuch."""

    def __init__(self, *, township: bool = False) -> None:
        times = _TOWNSHIP if township else 1
        self._steps, self._characters = MOST_STEPS * times, MOST_CHARACTERS * times

    def spend(self, steps: int, characters: int) -> None:
        """Take so much away."""
        self._steps -= steps
        self._characters -= characters
        if self._steps < 0 or self._characters < 0:
            raise TooMuch("budget")

    def counting(self, items: Iterator[Any], steps: int, characters: int) -> Iterator[Any]:
        """The items, each paid for as it is taken."""
        for item in items:
            self.spend(steps, characters)
            yield item


@pass_context
def counted(context: Context, value: Any, steps: int, characters: int) -> Any:
    """The value, its items paid for: `steps` and `characters` each; all at once where it is known how many they are."""
    budget: Budget = context[BUDGET]
    if isinstance(value, Undefined) or not isinstance(value, Iterable):
        return value
    if isinstance(value, Iterator):
        return budget.counting(value, steps, characters)
    count = len(value) if isinstance(value, Sized) else _UNSIZED
    budget.spend(1 + count * steps, count * characters)
    return value


def charge(tree: nodes.Template) -> None:
    """Let every loop pay for each round as much as stands inside it, every filter for each item it is given."""
    for loop in [*tree.find_all(nodes.For)]:
        inside = [one for part in (*loop.body, *loop.else_) for one in (part, *part.find_all(nodes.Node))]
        text = sum(len(one.data) for one in inside if isinstance(one, nodes.TemplateData))
        assert isinstance(loop.iter, nodes.Expr)
        loop.iter = _paid(loop.iter, 1 + len(inside), text)
    for one in [one for one in tree.find_all(nodes.Filter) if one.name != COUNTED]:
        if isinstance(one.node, nodes.Expr):
            one.node = _paid(one.node, _FILTERED, 0)


def _paid(given: nodes.Expr, steps: int, characters: int) -> nodes.Filter:
    amounts: list[nodes.Expr] = [nodes.Const(amount, lineno=given.lineno) for amount in (steps, characters)]
    assert given.environment is not None
    paid = nodes.Filter(given, COUNTED, amounts, [], None, None, lineno=given.lineno)
    paid.set_environment(given.environment)
    return paid
