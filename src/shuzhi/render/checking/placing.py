"""Where tags stand in Word: beside text that gets lost, alone in a cell, in rows, split, in boxes and revisions."""

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from shuzhi.render.checking.lines import Flaw, Line
from shuzhi.render.source import NO_GRID, W, lost

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_BOX = "文本框里的文字在 WPS 里容易错位，版式也管不到它，请把文字移到正文里，删掉文本框。"
_REVISED = "这一段有没处理的修订，请在“审阅”里接受全部修订，再保存。"
_SPLIT = "这个标签被链接、修订或控件拆成了几截，请把整个标签删掉，不带格式重新打一遍。"
_ALONE = (
    "单元格里除了 {%p … %} 没有别的段落，条件不成立时格子就空坏了。"
    "请改成 {% … %}，和内容写在同一段里，或者在单元格末尾加一个空段。"
)
_ROW_TEXT = "{%tr … %} 要单独占一行，这一行里的其他文字会丢失，请把它们分成两行。"
_NO_ROW = "{%tr … %} 只能写在表格里，请把它移进表格，单独占一行；在表格外请用 {%p … %}。"
_NO_ROWS = "这张表的行全在循环或判断里，一条也没有时整张表都会没有。请在循环上面加一行表头。"
_EMPTY_LOOP = "{%tr … %} 的开头和结尾之间没有行，请把要重复的那一行放在两行中间。"


def placing_flaws(root: etree._Element, lines: Sequence[Line]) -> Iterator[Flaw]:
    """Every fault of the places of a part's tags."""
    by_node = {line.node: line for line in lines}
    for line in lines:
        reasons = [lost(line.text), _REVISED if _revised(line) else "", _BOX if _boxed(line) else ""]
        reasons += [_SPLIT] * any(_split(line, mark.span) for mark in line.marks)
        tables = any(mark.prefix == "tr" for mark in line.marks) and not _inside(line, "tbl")
        reasons += [_NO_ROW] * tables
        yield from (line.flaw(reason) for reason in reasons if reason)
    for cell in root.iter(W + "tc"):
        yield from _cell(cell, by_node)
    for table in root.iter(W + "tbl"):
        if table.find(W + "tblGrid") is None:
            first = next((by_node[node] for node in table.iter(W + "p")), None)
            yield first.flaw(NO_GRID) if first else Flaw(lines[0].part, 0, "", NO_GRID)
        yield from _rows([[by_node[node] for node in row.iter(W + "p")] for row in table.findall(W + "tr")])


def _inside(line: Line, name: str) -> bool:
    return next(line.node.iterancestors(W + name), None) is not None


def _boxed(line: Line) -> bool:
    """The first paragraph of a text box; Word keeps each box twice, once for old readers."""
    box = next(line.node.iterancestors(W + "txbxContent"), None)
    old = next(line.node.iterancestors(_MC + "Fallback"), None)
    return box is not None and old is None and box.find(W + "p") is line.node


def _revised(line: Line) -> bool:
    return bool(line.marks) and next(line.node.iter(*_REVISIONS), None) is not None


def _split(line: Line, span: tuple[int, int]) -> bool:
    """True where the pieces of a tag stand in different elements (a link, a control)."""
    homes, place = set(), 0
    for text in line.node.iter(W + "t"):
        if next(text.iterancestors(W + "p")) is not line.node:
            continue
        begin, place = place, place + len(text.text or "")
        if begin < span[1] and span[0] < place:
            homes.update([next(islice(text.iterancestors(), 1, None))])
    return len(homes) > 1


def _cell(cell: etree._Element, by_node: dict[etree._Element, Line]) -> Iterator[Flaw]:
    """A cell that a condition can leave without a paragraph."""
    if cell.find(W + "tbl") is not None:
        return
    own = [by_node[node] for node in cell.findall(W + "p")]
    depth, kept = 0, False
    for line in own:
        marks = [mark for mark in line.marks if mark.prefix == "p"]
        depth += sum(-1 if mark.word.startswith("end") else mark.word in ("if", "for") for mark in marks)
        kept = kept or (not marks and depth == 0) or any(mark.word == "else" for mark in marks)
    first = next((line for line in own if any(mark.prefix == "p" for mark in line.marks)), None)
    if first and not kept:
        yield first.flaw(_ALONE)


def _rows(rows: Sequence[Sequence[Line]]) -> Iterator[Flaw]:
    """The rows of one table: rows lost, loops without a row, a table that can lose all its rows."""
    depth, kept, before = 0, False, ""
    first = None
    for row in rows:
        marks = [mark for line in row for mark in line.marks if mark.prefix == "tr"]
        if not marks:
            kept, before = kept or depth == 0, ""
            continue
        line = next(line for line in row if any(mark.prefix == "tr" for mark in line.marks))
        first = first or line
        if len(marks) > 1 or any(line.plain.strip() for line in row):
            yield line.flaw(_ROW_TEXT)
        word = marks[0].word
        if word.startswith("end") and before and before == word.removeprefix("end"):
            yield line.flaw(_EMPTY_LOOP)
        before = word
        depth += sum(-1 if mark.word.startswith("end") else mark.word in ("if", "for") for mark in marks)
    if first and not kept:
        yield first.flaw(_NO_ROWS)
