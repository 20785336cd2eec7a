"""The tags in the cells of a workbook: each cell compiled, the rows that are repeated for every branch."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from jinja2 import Template as Compiled
from jinja2 import nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables

from shuzhi.errors import TemplateFault
from shuzhi.render.environment import Environment
from shuzhi.render.explain import FAULTS, syntax_reason
from shuzhi.render.source import TAGS, lost
from shuzhi.render.tables.book import Book, S, Sheet
from shuzhi.render.tables.moves import Block

_MARKED = re.compile("{{|}}|{%|%}|｛[｛%％]|[｝%％]｝")  # a single brace is the county's own
_WHOLE = re.compile(r"\s*{{((?:(?!{{|}}).)*)}}\s*", re.DOTALL)
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_OF_BRANCH = frozenset({"支部", "序号"})  # names that only a repeated row knows
_PRINTS = (nodes.Template, nodes.Output, nodes.If)
_BLOCKS = (
    "表格里只能用 {{ 名称 }} 和 {% if … %}，请删掉别的 {% … %}。"
    "一个支部一行的，在那一行写 {{ 支部.简称 }} 这样的标签。"
)
_FORMULA = "公式里的标签不会填，请把标签单独写在一个单元格里，再让公式引用它。"
_ODD = "标签写法不对，请对照其他格里的标签核对。"
_UNFILLED = "{}里有标签，那里的标签不会填，请移到单元格里。"


@dataclass(frozen=True)
class TagCell:
    """One cell with tags: `text` as typed, with plain quotes inside the tags.

    look   the cell's number format, as Book.format gives it
    value  gives the value of a cell that is one {{ tag }} and nothing else; None for any other
    """

    sheet: str
    address: str
    text: str
    look: str
    tree: nodes.Template
    compiled: Compiled
    value: TemplateExpression | None

    @property
    def place(self) -> str:
        """Where staff look."""
        return place_of(self.sheet, self.address)

    @property
    def names(self) -> set[str]:
        """The names it asks for."""
        return find_undeclared_variables(self.tree)


def place_of(sheet: str, address: str) -> str:
    """Where staff look for a cell."""
    return f"“{sheet}”表 {address} 格"


def tag_cells(book: Book, sheet: Sheet) -> Iterator[TagCell | TemplateFault]:
    """The cells of a sheet with tags, in order; a fault in place of one that cannot be read."""
    environment = Environment()
    for cell in sheet.root.iter(S + "c"):
        address, told = cell.get("r", ""), cell.findtext(S + "f")
        text = TAGS.sub(lambda tag: tag.group().translate(_QUOTES), book.typed(cell))
        place = place_of(sheet.title, address)
        if told and TAGS.search(told):
            yield TemplateFault(book.name, _FORMULA, part=place)
        if _MARKED.search(text) and (reason := lost(text)):
            yield TemplateFault(book.name, reason, part=place)
        elif TAGS.search(text):
            made = _compiled((sheet.title, address), text, book.format(cell), environment)
            yield made if isinstance(made, TagCell) else TemplateFault(book.name, made, part=place)


def unfilled(book: Book) -> Iterator[TemplateFault]:
    """Tags that stand anywhere but in a cell."""
    for sheet in book.sheets:
        if TAGS.search(sheet.title):
            yield TemplateFault(book.name, _UNFILLED.format(f"工作表名“{sheet.title}”"))
        if any(TAGS.search(node.text or "") for node in sheet.root.iterfind(f"{S}headerFooter/*")):
            yield TemplateFault(book.name, _UNFILLED.format(f"“{sheet.title}”表的页眉页脚"))
        for path in _behind(book, sheet):
            root = book.part(path) if path.endswith(".xml") else None
            if root is not None and TAGS.search("".join(map(str, root.itertext()))):
                yield TemplateFault(book.name, _UNFILLED.format(f"“{sheet.title}”表的文本框、图表或批注"))


def blocks(cells: Sequence[TagCell]) -> tuple[Block, ...]:
    """The rows of one sheet that are repeated: runs of rows that name a branch."""
    rows = sorted({row_of(cell.address) for cell in cells if cell.names & _OF_BRANCH})
    found: list[Block] = []
    for row in rows:
        if found and found[-1].last == row - 1:
            found[-1] = Block(found[-1].first, row)
        else:
            found.append(Block(row, row))
    return tuple(found)


def row_of(address: str) -> int:
    """The row of an address: D5 → 5."""
    return int(re.sub(r"\D", "", address))


def _behind(book: Book, sheet: Sheet) -> tuple[str, ...]:
    """The parts of a sheet, and those of its drawings."""
    own = book.related(sheet.path)
    return (*own, *(path for one in own for path in book.related(one)))


def _compiled(place: tuple[str, str], text: str, look: str, environment: Environment) -> TagCell | str:
    """The cell with its tags compiled, or why they cannot be used."""
    try:
        tree = environment.parse(text)
        if not all(isinstance(one, _PRINTS) for one in tree.find_all(nodes.Stmt)):
            return _BLOCKS
        compiled, whole = environment.from_string(_escaped(text)), _WHOLE.fullmatch(text)
        value = environment.compile_expression(whole[1], undefined_to_none=False) if whole else None
    except TemplateSyntaxError as fault:
        return syntax_reason(fault, (text,), 1)[1]
    except FAULTS:  # numbers of thousands of digits, brackets in brackets in brackets
        return _ODD
    return TagCell(*place, text, look, tree, compiled, value)


def _escaped(text: str) -> str:
    """The text with everything but its tags escaped, as what the tags print is."""
    parts, place = [], 0
    for tag in TAGS.finditer(text):
        parts += [escape(text[place : tag.start()]), tag.group()]
        place = tag.end()
    return "".join([*parts, escape(text[place:])])
