"""What the tags of a template name: every name looked up, in branches that no data would reach too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from shuzhi.render.environment import Environment
from shuzhi.render.explain import nearest, not_listed
from shuzhi.render.known import ANY, LEAF, Shape

_LOOP = Shape("names", dict.fromkeys(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "previtem", "nextitem"), ANY
))
_BUILT_IN = {"loop": _LOOP, "namespace": ANY}
_SAME = ("list", "selectattr", "rejectattr", "sort", "default", "d")
_BY_COLUMN = ("selectattr", "rejectattr", "groupby", "sort")
_GROUP = "这个标签是一组内容，不能直接打印，请用 {%p for … %} 一条一条打印。"
_REFUSED = "用了模板里不允许的写法，模板只能打印标签、判断和循环。请删掉这个标签。"


@dataclass
class Reader:
    """Reads expressions: `known` in the blocks around them; `reasons` fills with what is wrong."""

    known: Mapping[str, Shape]
    environment: Environment
    reasons: list[str] = field(default_factory=list)

    def printed(self, node: nodes.Expr) -> None:
        """An expression between {{ and }}."""
        if self.shape(node).kind in ("list", "names"):
            self.reasons.append(_GROUP)

    def looped(self, node: nodes.For) -> dict[str, Shape]:
        """The head of a loop; gives what its row names are."""
        whole = self.shape(node.iter)
        if whole.kind in ("leaf", "names"):
            self.reasons.append("for 后面的不是一组内容，不能一条一条打印，请在标签清单里核对名称。")
        item = whole.item if whole.kind == "list" else ANY
        if isinstance(node.target, nodes.Name):
            found = {node.target.name: item}
        else:
            grouped = isinstance(node.iter, nodes.Filter) and node.iter.name == "groupby"
            named = [one.name for one in node.target.find_all(nodes.Name)]
            found = dict.fromkeys(named, ANY)
            if grouped and named:
                found[named[-1]] = Shape("list", items=(item,))
        if node.test is not None:
            Reader({**self.known, **found}, self.environment, self.reasons).shape(node.test)
        return found

    def shape(self, node: nodes.Node) -> Shape:
        """What an expression gives."""
        for kind, read in _READ.items():
            if isinstance(node, kind):
                return read(self, node)
        for child in node.iter_child_nodes():
            self.shape(child)
        return LEAF

    def unknown(self, owner: str, name: str, among: Mapping[str, Shape]) -> Shape:
        """Say that a name is not known, and which one is most like it."""
        prefix = f"{owner}." if owner else ""
        near = nearest(name, among)
        remedy = f"是不是“{prefix}{near}”？" if near else "请在标签清单里核对名称。"
        self.reasons.append(f"不认识“{prefix}{name}”，{remedy}")
        return ANY


def _written(node: nodes.Node) -> str:
    """A chain of names as it was typed; "" where it is something else."""
    if isinstance(node, nodes.Name):
        return node.name
    return f"{_written(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else ""


def _name(reader: Reader, node: nodes.Name) -> Shape:
    found = reader.known.get(node.name) or _BUILT_IN.get(node.name)
    return found or reader.unknown("", node.name, reader.known)


def _part(reader: Reader, node: nodes.Getattr | nodes.Getitem) -> Shape:
    owner = reader.shape(node.node)
    if isinstance(node, nodes.Getitem):
        if not isinstance(node.arg, nodes.Const) or not isinstance(node.arg.value, str):
            reader.shape(node.arg)
            return owner.item if owner.kind == "list" else ANY
        name = node.arg.value
    else:
        name = node.attr
    if owner.kind == "any":
        return ANY
    if owner.names and owner.kind == "list" and not name.isascii():
        if name not in owner.names:
            reader.reasons.append(not_listed(name, owner.names))
        return owner.item
    if owner.kind == "names":
        return owner.names.get(name) or reader.unknown(_written(node.node), name, owner.names)
    if name.startswith("_") or name.isascii():
        reader.reasons.append(_REFUSED)
    elif owner.kind == "list":
        reader.reasons.append(f"“{_written(node.node)}”是一组内容，请先用 {{%p for … %}} 一条一条取，再写“.{name}”。")
    else:
        reader.reasons.append(f"“{_written(node.node)}”后面不能再写“.{name}”，请在标签清单里核对名称。")
    return ANY


def _filter(reader: Reader, node: nodes.Filter) -> Shape:
    given = reader.shape(node.node) if node.node is not None else ANY
    for one in [*node.args, *(pair.value for pair in node.kwargs)]:
        reader.shape(one)
    if node.name not in reader.environment.filters:
        reader.reasons.append(f"不能用“|{node.name}”，请删掉。")
        return ANY
    column = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
    columns = given.item.names if node.name in _BY_COLUMN else {}
    if columns and isinstance(column, str) and column not in columns:
        reader.unknown("", column, columns)
    if node.name in ("first", "last"):
        return given.item if given.kind == "list" else ANY
    return given if node.name in (*_SAME, "groupby") else LEAF


def _test(reader: Reader, node: nodes.Test) -> Shape:
    reader.shape(node.node)
    for one in node.args:
        reader.shape(one)
    if node.name not in reader.environment.tests:
        reader.reasons.append(f"不认识判断“is {node.name}”，请删掉。")
    return LEAF


def _call(reader: Reader, node: nodes.Call) -> Shape:
    target = node.node
    if isinstance(target, nodes.Name) and target.name == "namespace":
        for pair in node.kwargs:
            reader.shape(pair.value)
        return ANY
    if isinstance(target, nodes.Name) and target.name not in reader.known:
        return reader.unknown("", target.name, reader.known)
    reader.reasons.append(_REFUSED)
    return ANY


def _sum(reader: Reader, node: nodes.BinExpr) -> Shape:
    sides = (node.left, node.right)
    known = [reader.shape(side).kind != "any" for side in sides]
    texts = [isinstance(side, nodes.Const) and not isinstance(side.value, int | float) for side in sides]
    tags = [mark and not isinstance(side, nodes.Const | nodes.BinExpr) for mark, side in zip(known, sides, strict=True)]
    if isinstance(node, nodes.Pow) or any(texts) or any(tags):
        reader.reasons.append("模板里不能做加减乘除，请直接用指标，没有的指标请告诉程序维护人员。")
    return LEAF


def _choice(reader: Reader, node: nodes.CondExpr) -> Shape:
    reader.shape(node.test)
    found = reader.shape(node.expr1)
    other = reader.shape(node.expr2) if node.expr2 is not None else found
    return found if found == other else ANY


def _either(reader: Reader, node: nodes.And | nodes.Or) -> Shape:
    left, right = reader.shape(node.left), reader.shape(node.right)
    return left if left == right else ANY


# a node class (or several) → its reader; And and Or are BinExpr too, so they stand before it
_READ: Mapping[Any, Callable[[Reader, Any], Shape]] = {
    nodes.Name: _name, (nodes.Getattr, nodes.Getitem): _part, nodes.Filter: _filter, nodes.Test: _test,
    nodes.Call: _call, (nodes.And, nodes.Or): _either, nodes.BinExpr: _sum, nodes.CondExpr: _choice,
}
