"""`shuzhi templates check` of a workbook: every fault of its tags at once, each with its sheet and cell."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import nodes

from shuzhi.errors import TemplateFault
from shuzhi.model.township import TownshipFacts
from shuzhi.render.checking.lines import Flaw
from shuzhi.render.checking.names import Reader
from shuzhi.render.context import context_of
from shuzhi.render.environment import Environment
from shuzhi.render.known import LEAF, Shape, shapes
from shuzhi.render.tables.filling import opened, table
from shuzhi.render.tables.tags import TagCell, blocks, row_of

_GROUP = "这个标签是一组内容，不能直接打印。一个支部一行的，在那一行写 {{ 支部.简称 }} 这样的标签。"


def flaws(path: Path, facts: TownshipFacts) -> tuple[Flaw, ...]:
    """Every fault of a workbook by sheet and cell; empty if it can be filled.

    facts  of a specimen township with the roster whose branches may be named
    """
    try:
        given, faults = opened(path)
        found = [_as_flaw(fault) for fault in faults]
        for cells in given.cells.values():
            found += _unknown(cells, shapes(context_of(facts)))
        if not found:
            table(path, facts)
    except TemplateFault as fault:
        found = [_as_flaw(fault)]
    return tuple(dict.fromkeys(found))


def _unknown(cells: tuple[TagCell, ...], known: Mapping[str, Shape]) -> Iterator[Flaw]:
    """The names of one sheet's tags that nobody knows; 支部 and 序号 are known in repeated rows."""
    repeated = [row for block in blocks(cells) for row in range(block.first, block.last + 1)]
    of_branch = {"支部": known["各支部"].item, "序号": LEAF}
    for cell in cells:
        reader = Reader({**known, **(of_branch if row_of(cell.address) in repeated else {})}, Environment())
        for output in cell.tree.find_all(nodes.Output):
            for one in output.nodes:
                if not isinstance(one, nodes.TemplateData):
                    reader.printed(one)
        for choice in cell.tree.find_all(nodes.If):
            reader.shape(choice.test)
        for reason in dict.fromkeys(reader.reasons):
            yield Flaw(cell.place, 0, "", _GROUP if reason.startswith("这个标签是一组内容") else reason)


def _as_flaw(fault: TemplateFault) -> Flaw:
    return Flaw(fault.part, 0, "", fault.reason)
