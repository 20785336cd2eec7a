"""What cells refer to by number: the shared texts and the cell formats (ECMA-376 part 1, 18.4 and 18.8)."""

import re
from collections.abc import Iterable

from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import MAIN, Attributes, Grammar, walk

TEXT = {"r": "t *", "rPh": "t", "t": ""}  # inside a shared or inline string
_TEXTS = Grammar(MAIN, {"": "sst", "sst": "si *", "si": "t r rPh *", **TEXT, "*": "*"}, "texts")
_FORMATS = Grammar(MAIN, {
    "": "styleSheet", "styleSheet": "numFmts cellStyleXfs cellXfs *", "numFmts": "numFmt", "numFmt": "",
    "cellStyleXfs": "xf", "cellXfs": "xf", "xf": "*", "*": "* numFmt",  # dxf has a numFmt too
}, "styles")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")  # as programs write it; some readers do not know 014
_FIRST_OWN = 164  # number formats from here on are the workbook's own, 18.8.30


def texts(pieces: Iterable[bytes]) -> int:
    """The number of shared texts in a part.

    Raises:
        Refused: see markup.walk.
    """
    count = 0

    def visit(_parent: str, name: str, _attributes: Attributes) -> None:
        nonlocal count
        count += name == "si"

    walk(pieces, _TEXTS, visit)
    return count


def formats(pieces: Iterable[bytes]) -> int:
    """The number of cell formats in a part.

    Raises:
        Refused: see markup.walk; lists twice or in another order; number formats that are none.
    """
    count, lists, own = 0, list[str](), set[str]()

    def visit(parent: str, name: str, attributes: Attributes) -> None:
        nonlocal count
        if name in ("numFmts", "cellXfs"):
            if name in lists or "cellXfs" in lists:
                raise Refused("styles")
            lists.append(name)
        elif name == "numFmt":
            own.add(_number(attributes.get("numFmtId", "")))
        elif name == "xf":
            number = _number(attributes.get("numFmtId", "0"))
            if parent == "cellXfs":
                count += 1
                if int(number) >= _FIRST_OWN and number not in own:
                    raise Refused("styles")

    walk(pieces, _FORMATS, visit)
    return count


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise Refused("styles")
    return text
