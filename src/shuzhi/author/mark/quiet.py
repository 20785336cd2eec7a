"""The conditional formats of a worksheet (ECMA-376 part 1, 18.3.1.18), kept from lying over marked cells.

The form's own turn doubtful cells amber while one types: a red cell would look amber until it is corrected, and red
from then on. A first rule without a look stops them there; everything else stays as it is.
"""

from collections.abc import Iterable

from lxml import etree

from shuzhi.author.mark.grid import Cell
from shuzhi.author.mark.markup import Element, add, beside, child, children, local, number
from shuzhi.author.mark.order import SHEET
from shuzhi.model.sheet import column_letter

_ALWAYS = "TRUE"


def keep_off(root: Element, cells: Iterable[Cell]) -> None:
    """Let no conditional format of the worksheet colour these cells; nothing where it has none."""
    rules = [rule for one in root if local(one) != "sheetData" for rule in one.iter("{*}cfRule")]
    if not rules:
        return
    priorities = [number(rule.get("priority"), 1) for rule in rules]
    if min(priorities) < 2:
        for rule, priority in zip(rules, priorities, strict=True):
            rule.set("priority", str(priority + 1))
    area = " ".join(f"{column_letter(column)}{row}" for row, column in sorted(cells))
    later = SHEET[SHEET.index("conditionalFormatting"):]
    following = next((place for place, one in enumerate(root) if local(one) in later), len(root))
    made = etree.Element(beside(root, "conditionalFormatting"), {"sqref": area})
    root.insert(following, made)
    add(add(made, "cfRule", {"type": "expression", "priority": "1", "stopIfTrue": "1"}), "formula", text=_ALWAYS)


def let_in(root: Element) -> None:
    """Take such a rule away again."""
    for group in list(children(root, "conditionalFormatting")):
        for rule in list(children(group, "cfRule")):
            formula = child(rule, "formula")
            if formula is not None and (formula.text or "").strip().removesuffix("()") == _ALWAYS:
                group.remove(rule)
        if child(group, "cfRule") is None:
            root.remove(group)
