"""The one Jinja environment of all templates: sandboxed, strict, printing as `printing` does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace

from shuzhi.render.budget import COUNTED, charge, counted
from shuzhi.render.grammar import TOO_DEEP, Reading, refuse
from shuzhi.render.later import Later
from shuzhi.render.printing import Generator, printer

_FILTERS = ("default", "d", "first", "last", "length", "count", "list", "selectattr", "rejectattr", "groupby", "sort")

_ENDS = (RecursionError, MemoryError, SyntaxError, ValueError)  # too deep for a parser, too many digits for a number
_MOST = 1e15  # a number that a template calculates: more digits no float keeps apart


class Names:
    """Values by Chinese tag; anything else about it is out of a template's reach."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self._get = (values.made if isinstance(values, Later) else values).__getitem__

    def __getitem__(self, tag: str) -> Any:
        return self._get(tag)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __bool__(self) -> bool:
        return any(self._values.values())


class Keyed:
    """A list whose items are found by name, too: 各支部["石井村"]."""

    def __init__(self, items: Sequence[Names], names: Mapping[str, Names]) -> None:
        self._items, self._names = tuple(items), dict(names)

    @property
    def names(self) -> Mapping[str, Names]:
        """The items by every name they go by."""
        return self._names

    def __getitem__(self, name: str) -> Names:
        return self._names[name]

    def __iter__(self) -> Iterator[Names]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Ordinal(str):
    """The number of a heading or a list item: printed, never a figure."""

    __slots__ = ()


class Environment(SandboxedEnvironment):
    """A template reads tags, compares, loops; it reaches no method, no global, no filter that could do harm."""

    intercepted_binops = frozenset({"**", "*", "%", "+", "-", "/", "//"})
    code_generator_class = Generator
    printer = staticmethod(printer)  # what the code of a template asks for

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, extensions=[Reading])
        self.globals = {"namespace": Namespace}
        self.filters = {name: self.filters[name] for name in _FILTERS} | {COUNTED: counted}

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """Python code of a template that says only what it may, and pays for its loops."""
        refuse(source)
        charge(source)
        return super()._generate(source, *args, **options)

    def _parse(self, *args: Any, **options: Any) -> nodes.Template:
        """As Jinja does; what brings it or Python to an end of their own is a mistake of the template."""
        try:
            return super()._parse(*args, **options)
        except _ENDS:
            raise TemplateSyntaxError(TOO_DEEP, 1) from None

    def compile(self, *args: Any, **options: Any) -> Any:
        """As _parse."""
        try:
            return super().compile(*args, **options)
        except _ENDS:
            raise TemplateSyntaxError(TOO_DEEP, 1) from None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 - Jinja's signature
        """Only `loop` and `namespace` have attributes; tags are items."""
        return isinstance(obj, LoopContext | Namespace) and not attr.startswith("_")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does; a tag of ours is looked up at once, it has no attributes that a template may reach."""
        if isinstance(obj, Names):
            try:
                return obj[attribute]
            except LookupError:
                pass
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 - Jinja's signature
        """No str.format, not even a sandboxed one: it makes texts of any size."""
        return

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse what makes texts or numbers of any size."""
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError(operator)
        result = super().call_binop(context, operator, left, right)
        if not abs(result) <= _MOST:
            raise ArithmeticError(operator)
        return result
