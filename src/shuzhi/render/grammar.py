"""What a template may say: print, compare, loop, set. All else is refused where it is read, before anything runs."""

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

NOT_ALLOWED, TOO_DEEP = "not allowed", "too deep"  # what explain knows a refusal by
_MOST_TOKENS, _MOST_BRACKETS, _MOST_BLOCKS = 500, 20, 15  # of one tag; inside each other: Python ends at 20
_OPENS, _CLOSES = ("lparen", "lbracket", "lbrace"), ("rparen", "rbracket", "rbrace")
_BLOCKS = ("for", "if", "with")
_RESERVED = ("self", "super", "caller", "varargs", "kwargs")
_KNOWN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.With, nodes.Scope, nodes.Assign,
    nodes.Name, nodes.NSRef, nodes.Const, nodes.Tuple, nodes.List, nodes.Keyword, nodes.CondExpr, nodes.Filter,
    nodes.Test, nodes.Call, nodes.Getitem, nodes.Getattr, nodes.Slice, nodes.Compare, nodes.Operand, nodes.BinExpr,
    nodes.UnaryExpr, nodes.ScopedEvalContextModifier, nodes.EvalContextModifier,
)


class Reading(Extension):
    """Refuses, token by token, what no parser should be given.

    `~` hides numbers from the record, and doubles texts until the memory is full; brackets in brackets in brackets and
    loops in loops in loops bring parsers and Python itself to their ends.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass what is moderate."""
        tokens = brackets = blocks = 0
        before = ""
        for token in stream:
            if token.type == "tilde":
                raise TemplateSyntaxError("unexpected '~'", token.lineno)
            tokens = 0 if token.type in ("block_begin", "variable_begin", "data") else tokens + 1
            brackets = 0 if not tokens else brackets + (token.type in _OPENS) - (token.type in _CLOSES)
            if before == "block_begin":
                word = token.value
                blocks += (word in _BLOCKS) - (word.startswith("end") and word[3:] in _BLOCKS)
            if tokens > _MOST_TOKENS or brackets > _MOST_BRACKETS or blocks > _MOST_BLOCKS:
                raise TemplateSyntaxError(TOO_DEEP, token.lineno)
            before = token.type
            yield token


def refuse(tree: nodes.Template) -> None:
    """Raise TemplateSyntaxError at the first thing that a template may not say."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _KNOWN) or _is_misused(node):
            raise TemplateSyntaxError(NOT_ALLOWED, node.lineno or 1)


def _is_misused(node: nodes.Node) -> bool:
    """Names of ours or of Jinja's, calls of anything but a name, lists in lists, loops inside themselves."""
    if isinstance(node, nodes.Name):
        return node.name.startswith("_") or node.name in _RESERVED
    if isinstance(node, nodes.NSRef):
        return node.attr.startswith("_") or node.name.startswith("_")
    if isinstance(node, nodes.Filter):
        return node.name.startswith("_") or node.node is None
    if isinstance(node, nodes.Call):
        return not isinstance(node.node, nodes.Name) or node.dyn_args is not None or node.dyn_kwargs is not None
    if isinstance(node, nodes.Tuple | nodes.List):
        return getattr(node, "ctx", "load") == "load" and not all(isinstance(one, nodes.Const) for one in node.items)
    return isinstance(node, nodes.For) and node.recursive
