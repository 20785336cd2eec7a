"""What cells refer to by number: the shared texts and the cell formats (ECMA-376 part 1, 18.4 and 18.8)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
_DAYS = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[(?![hms]+\])[^\]]*\]|General|E[+-]', re.IGNORECASE)


@dataclass(frozen=True)
class Texts:
    """The shared texts of a workbook: how many; where patterns took them, each (None: only readers can tell it).

    frame  the part without them
    """

    count: int = 0
    known: Sequence[str | None] | None = field(default=None, compare=False)
    frame: bytes = field(default=b"", compare=False)


def texts(pieces: Iterable[bytes]) -> Texts:
    """The number of shared texts in a part.

    Raises:
        Refused: see markup.walk.
    """
    count = 0

    def visit(_parent: str, name: str, _attributes: Attributes) -> None:
        nonlocal count
        count += name == "si"

    walk(pieces, _TEXTS, visit)
    return Texts(count)


def formats(pieces: Iterable[bytes]) -> tuple[int, bool]:
    """The number of cell formats in a part; whether the first, of cells that name none, is one of days or hours.

    Raises:
        Refused: see markup.walk; lists twice or in another order; number formats that are none.
    """
    found, lists, own = list[str](), list[str](), dict[str, str]()

    def visit(parent: str, name: str, attributes: Attributes) -> None:
        if name in ("numFmts", "cellXfs"):
            if name in lists or "cellXfs" in lists:
                raise Refused("styles")
            lists.append(name)
        elif name == "numFmt":
            own[_number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif parent == "cellXfs":
            found.append(_number(attributes.get("numFmtId", "0")))
            if int(found[-1]) >= _FIRST_OWN and found[-1] not in own:
                raise Refused("styles")

    walk(pieces, _FORMATS, visit)
    return len(found), bool(found) and _is_day(found[0], own)


def _is_day(number: str, own: Mapping[str, str]) -> bool:
    if number not in own:
        return number in _DAYS
    return bool(re.search("[ymdhs]", _LITERAL.sub("", own[number]), re.IGNORECASE))


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise Refused("styles")
    return text
