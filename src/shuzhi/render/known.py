"""The tags a template may use, as a tree: what has parts, what is a list, what prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal

from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.environment import Environment, Keyed, Names
from shuzhi.render.printing import FIGURES

_ROWS = ("项", "条", "目")
_OWN_ROWS = {"各支部": "支部"}
_END = "\N{SYMBOL FOR RECORD SEPARATOR}"


@dataclass(frozen=True)
class Shape:
    """leaf prints; names has parts by tag; list has items alike, some by name; any = nobody knows."""

    kind: Literal["leaf", "names", "list", "any"]
    names: Mapping[str, "Shape"] = field(default_factory=dict)
    items: tuple["Shape", ...] = ()

    @property
    def item(self) -> "Shape":
        """What one item of a list is."""
        return self.items[0] if self.items else ANY


LEAF, ANY = Shape("leaf"), Shape("any")


@dataclass(frozen=True)
class Tag:
    """One tag: `text` as it is written between the braces, inside `loops` (row, list), the outermost first."""

    text: str
    loops: tuple[tuple[str, str], ...] = ()


def shape_of(value: Any) -> Shape:
    """The shape of a value of the context; a list is as its first item is."""
    if isinstance(value, Names):
        return Shape("names", {tag: shape_of(value[tag]) for tag in value})
    if isinstance(value, Keyed):
        item = tuple(map(shape_of, [*value][:1]))
        return Shape("list", dict.fromkeys(value.names, *item) if item else {}, item)
    if isinstance(value, tuple):
        return Shape("list", items=tuple(map(shape_of, value[:1])))
    return LEAF


def shapes(context: Mapping[str, Any]) -> Mapping[str, Shape]:
    """The shape of everything a template may name."""
    return {tag: shape_of(value) for tag, value in context.items() if not tag.startswith("_")}


def tags(known: Mapping[str, Shape]) -> tuple[Tag, ...]:
    """Every tag that prints something, in the order of the context."""
    return tuple(tag for name, shape in known.items() for tag in _below(name, shape, ()))


def examples(context: Mapping[str, Any], wanted: tuple[Tag, ...]) -> tuple[str, ...]:
    """What each tag prints of this context, of a list its first item that is not blank; "" where it prints nothing."""
    environment, found = Environment(), []
    for loops, those in groupby(wanted, attrgetter("loops")):
        texts = [tag.text for tag in those]
        template = environment.from_string(_within(loops, "".join(f"{{{{ {text} }}}}{_END}" for text in texts)))
        values = template.render({**context, FIGURES: [], BUDGET: Budget()}).split(_END)[:-1]
        found += [_first(values[place :: len(texts)]) for place in range(len(texts))]
    return tuple(found)


def source(tag: Tag) -> str:
    """The tag inside its loops, as Jinja reads it."""
    return _within(tag.loops, f"{{{{ {tag.text} }}}}")


def _within(loops: tuple[tuple[str, str], ...], text: str) -> str:
    opened = "".join(f"{{% for {row} in {name} %}}" for row, name in loops)
    return f"{opened}{text}{'{% endfor %}' * len(loops)}"


def _below(path: str, shape: Shape, loops: tuple[tuple[str, str], ...]) -> Iterator[Tag]:
    if shape.kind == "names":
        for name, part in shape.names.items():
            yield from _below(f"{path}.{name}", part, loops)
    elif shape.kind == "list":
        row = _OWN_ROWS.get(path, _ROWS[len(loops)])
        yield from _below(row, shape.item, (*loops, (row, path)))
    else:
        yield Tag(path, loops)


def _first(printed: Sequence[str]) -> str:
    values = (unescape(value).strip() for value in printed)
    return next((value for value in values if value), "")
