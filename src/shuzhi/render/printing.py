"""What a tag prints, escaped whatever the template says, its numbers recorded; and code of templates that prints so."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context

from shuzhi.model.indicator import Figure, number_text
from shuzhi.model.period import han_date
from shuzhi.render.budget import BUDGET, PRINTED, Budget
from shuzhi.render.sentence import Number, Sentence
from shuzhi.render.text import clean

FIGURES = "_figures"  # where the context keeps the list that printing fills


class Generator(CodeGenerator):
    """Python code of a template: the pieces of a file in one list, those of tags from `printer` and no other way."""

    def enter_frame(self, frame: Frame) -> None:
        """The code of a file begins with an empty list."""
        super().enter_frame(frame)
        if frame.rootlevel:
            frame.buffer = "pieces"
            self.writeline("printed, pieces = environment.printer(context), []")

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
        """It ends with what stands in the list."""
        if frame.rootlevel:
            self.writeline("yield concat(pieces)")
        super().leave_frame(frame, with_python_scope)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Text between tags is what it is; a constant in a tag is printed as all else."""
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible

    def _output_child_pre(self, node: nodes.Expr, *_: Any) -> None:
        """Text is no constant where a value says whether tags are escaped."""
        self.write("(" if isinstance(node, nodes.TemplateData) else "printed(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")


def printer(context: Context) -> Callable[[Any], str]:
    """What prints one value after the other into a file with this context."""
    given = context.parent  # ours, which no template sets
    figures: list[Figure] = given[FIGURES]
    budget: Budget = given[BUDGET]

    def printed(value: Any) -> str:
        if isinstance(value, Sentence):
            plain = _joined([part if isinstance(part, str) else _one(part, figures) for part in value.parts])
        else:
            plain = clean(str.__str__(value)) if isinstance(value, str) else _one(value, figures)
        text = escape(plain)
        budget.spend(PRINTED, len(text))
        return text

    return printed


def _joined(parts: list[str]) -> str:
    """The parts of a sentence, each clean."""
    whole = "".join(parts)
    if whole.isprintable() and " " not in whole:  # then so is each
        return whole
    return "".join(map(clean, parts))


def _one(value: Any, figures: list[Figure]) -> str:
    """A value other than a text as it is read, not yet escaped."""
    if isinstance(value, Number):
        if value.filled:
            figures.append(Figure(len(figures) + 1, value.text, value.source, value.rows))
        return value.text
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()  # noqa: SLF001 - the only way to Jinja's own error
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _one(Number(value, number_text(value), "模板"), figures)
    if isinstance(value, date):
        return han_date(value)
    if value is None:
        return ""
    raise TemplateRuntimeError("list")
