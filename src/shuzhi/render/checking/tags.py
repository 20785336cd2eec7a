"""The tags of one part, one after the other: how each is written, what it names, which block it opens or closes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from shuzhi.render.checking.lines import Flaw, Line, Mark
from shuzhi.render.checking.names import Reader
from shuzhi.render.environment import Environment
from shuzhi.render.explain import UNCLOSED, syntax_reason
from shuzhi.render.known import ANY, Shape
from shuzhi.render.source import W

_OPENS = ("if", "for", "with", "autoescape")
_MIDDLE = ("else", "elif")
_WORDS = (*_OPENS, *_MIDDLE, "set", "endset", *(f"end{word}" for word in _OPENS), "hm", "vm", "colspan", "cellbg")
_LOOSE = "这里的 {{% {0} %}} 没有对应的开头，请补上开头或删掉它。"
_WRONG_PREFIX = "开头（第 {0} 段）写的是 {1}，这里写的是 {2}，两处的写法要一样，请改成一样的。"
_INLINE = "开头（第 {0} 段）和结尾不在同一段，请写进同一段，或者开头、结尾各占一段写成 {{%p … %}}。"
_APART = "开头（第 {0} 段）和结尾要在同一处：都在表格外、同一个单元格里，或者同一张表里。请把它们放到一起。"
_NOTHING = "开头（第 {0} 段）和结尾之间没有内容，请补上内容或把两处都删掉。"


@dataclass
class _Block:
    word: str
    mark: Mark
    line: Line
    names: Mapping[str, Shape] = field(default_factory=dict)


def tag_flaws(lines: tuple[Line, ...], known: Mapping[str, Shape]) -> Iterator[Flaw]:
    """Every fault of the tags of a part, in the order of its paragraphs."""
    environment = Environment()
    blocks = [_Block("", Mark("%", "", "", "", (0, 0)), lines[0], dict(known))] if lines else []
    for line in lines:
        for mark in line.marks:
            if mark.kind != "#":
                yield from map(line.flaw, dict.fromkeys(_reasons(mark, line, blocks, environment)))
                yield from _moved(mark, line, blocks)
    for block in blocks[1:]:
        yield block.line.flaw(UNCLOSED.format(block.word))


def _reasons(mark: Mark, line: Line, blocks: list[_Block], environment: Environment) -> Iterator[str]:
    """What is wrong with a tag by itself; what it names is added to the blocks around it."""
    if mark.kind == "{" and mark.prefix:
        yield f"{{{{{mark.prefix} … }}}} 在这里不能用，请去掉 {{{{ 后面的 {mark.prefix}。"
        return
    if mark.kind == "%" and mark.word not in _WORDS:
        word = mark.word
        message = f"Encountered unknown tag {word!r}"
        yield syntax_reason(TemplateSyntaxError(message, 1), (line.text,), line.number)[1]
        return
    opened: dict[str, Shape] = {}
    try:
        tree = environment.parse(_alone(mark))
    except TemplateSyntaxError as fault:
        yield syntax_reason(fault, (), 0)[1]
    else:
        reader = Reader({name: shape for block in blocks for name, shape in block.names.items()}, environment)
        opened = _read(tree, reader)
        yield from reader.reasons
    if mark.word in _OPENS:
        blocks.append(_Block(mark.word, mark, line, opened))
    elif opened:
        blocks[-1].names = {**blocks[-1].names, **opened}


def _alone(mark: Mark) -> str:
    """The tag as a whole template of its own."""
    body, word = mark.body, mark.word
    if mark.kind == "{":
        return f"{{{{ {body} }}}}"
    if word in _OPENS:
        return f"{{% {body} %}}{{% end{word} %}}"
    if word == "set":
        return f"{{% {body} %}}" + ("" if "=" in body else "{% endset %}")
    if word == "elif":
        return f"{{% {body.removeprefix('el')} %}}{{% endif %}}"
    if word in ("colspan", "cellbg"):
        return f"{{{{ {body.removeprefix(word)} }}}}"
    return ""


def _read(tree: nodes.Template, reader: Reader) -> dict[str, Shape]:
    """Look up every name of a tag; gives the names it brings for the tags behind it."""
    found: dict[str, Shape] = {}
    for node in tree.body:
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                if not isinstance(one, nodes.TemplateData):
                    reader.printed(one)
        elif isinstance(node, nodes.For):
            found |= reader.looped(node)
        elif isinstance(node, nodes.If):
            reader.shape(node.test)
        elif isinstance(node, nodes.Assign):
            value = reader.shape(node.node)
            found |= {one.name: value for one in (node.target, *node.target.find_all(nodes.Name))
                      if isinstance(one, nodes.Name)}
        elif isinstance(node, nodes.AssignBlock):
            found |= {one.name: ANY for one in (node.target,) if isinstance(one, nodes.Name)}
        elif isinstance(node, nodes.With):
            values = [reader.shape(value) for value in node.values]
            names = [target.name if isinstance(target, nodes.Name) else "" for target in node.targets]
            found |= dict(zip(names, values, strict=True))
    return found


def _moved(mark: Mark, line: Line, blocks: list[_Block]) -> Iterator[Flaw]:
    """Close the block that a tag ends, or say what does not fit."""
    if mark.word in _MIDDLE:
        if len(blocks) == 1:
            yield line.flaw(_LOOSE.format(mark.word))
        elif mark.prefix != blocks[-1].mark.prefix:
            yield line.flaw(_unlike(blocks[-1], mark))
    if not mark.word.startswith("end") or mark.word == "endset":
        return
    word = mark.word.removeprefix("end")
    if word not in [block.word for block in blocks[1:]]:
        yield line.flaw(_LOOSE.format(mark.word))
        return
    while (block := blocks.pop()).word != word:
        yield block.line.flaw(UNCLOSED.format(block.word))
    reason = _misplaced(block, mark, line)
    if reason:
        yield line.flaw(reason)


def _misplaced(block: _Block, mark: Mark, line: Line) -> str:
    """Why the beginning and the end of a block do not fit; "" if they do."""
    first, prefix = block.line.number, mark.prefix
    if block.mark.prefix != prefix:
        return _unlike(block, mark)
    if not prefix and first != line.number:
        return _INLINE.format(first)
    if prefix in ("p", "tr") and _home(block.line, prefix) is not _home(line, prefix):
        return _APART.format(first)
    if prefix == "p" and line.number == first + 1:
        return _NOTHING.format(first)
    return ""


def _home(line: Line, prefix: str) -> object:
    """Where the whole block must stand: the paragraph's cell or body, or the row's table."""
    if prefix == "p":
        return line.node.getparent()
    return next(iter(line.node.iterancestors(W + "tbl")), None)


def _unlike(block: _Block, mark: Mark) -> str:
    heads = [f"{{%{prefix} … %}}" for prefix in (block.mark.prefix, mark.prefix)]
    return _WRONG_PREFIX.format(block.line.number, *heads)
