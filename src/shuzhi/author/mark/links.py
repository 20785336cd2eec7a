"""The hyperlinks of a worksheet (ECMA-376 part 1, 18.3.1.48) that lead back to 核对结果."""

from shuzhi.author.mark.grid import Cell, address_of
from shuzhi.author.mark.markup import Element, add, child, children, placed
from shuzhi.author.mark.order import SHEET
from shuzhi.model.sheet import VERDICT, column_letter, quoted

_TIP = f"点这里回到“{VERDICT}”"


def lead_back(root: Element, address: Cell, row: int) -> None:
    """Let a cell of the worksheet lead to that row of 核对结果."""
    place = f"{column_letter(address[1])}{address[0]}"
    known = placed(root, "hyperlinks", SHEET)
    add(known, "hyperlink", {"ref": place, "location": f"{quoted(VERDICT)}!A{row}", "tooltip": _TIP})


def has_link(root: Element, address: Cell) -> bool:
    """Whether a cell leads somewhere."""
    return any(_covers(one.get("ref", ""), address) for one in children(child(root, "hyperlinks"), "hyperlink"))


def remove(root: Element) -> None:
    """Take out the links to 核对结果."""
    known = child(root, "hyperlinks")
    if known is None:
        return
    for one in list(children(known, "hyperlink")):
        if one.get("location", "").lstrip("#").replace("'", "").startswith(f"{VERDICT}!"):
            known.remove(one)
    if not len(known):
        root.remove(known)


def _covers(area: str, address: Cell) -> bool:
    first, last = address_of(area.partition(":")[0]), address_of(area.rpartition(":")[2])
    if not first or not last:
        return False
    return first[0] <= address[0] <= last[0] and first[1] <= address[1] <= last[1]
