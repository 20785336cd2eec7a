"""One XML part, streamed through expat: well-formed, without DOCTYPE, in UTF-8; handlers hear its elements."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from shuzhi.intake.bounds import sized
from shuzhi.intake.faults import Refused

Attributes = dict[str, str]
Listen = Callable[[expat.XMLParserType], None]
_DECIDING = frozenset({
    "Relationship", "sheets", "sheet", "si", "t", "r", "rPh", "cellXfs", "xf", "numFmts", "numFmt",
    "sheetData", "row", "c", "v", "is",
})
_UTF8 = ("utf-8", "us-ascii", "ascii")
# Bytes of one tag: expat before 2.6 looks through an unfinished one again with every piece (CVE-2023-52425).
MOST_TAG = 1_000_000


def stream(pieces: Iterable[bytes], listen: Listen | None = None) -> None:
    """Read one part to its end. `listen` sets the handlers of a part that decides values: it must be UTF-8.

    Raises:
        Refused: not well-formed, a DOCTYPE (entities live there), another encoding, a tag of megabytes.
    """
    parser = expat.ParserCreate("utf-8" if listen else None)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if listen:
        parser.XmlDeclHandler = _check_declaration
        listen(parser)
    fed = 0
    try:
        for piece in pieces:
            if not fed and listen and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:4]):
                raise Refused("encoding")
            fed += len(piece)
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
            if fed - parser.CurrentByteIndex > MOST_TAG:
                raise Refused("tag", limit=sized(MOST_TAG))
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        raise Refused("malformed") from fault
    except (LookupError, ValueError) as fault:  # a declared encoding that Python does not know or expat cannot use
        raise Refused("encoding") from fault


def walk(pieces: Iterable[bytes], visit: Callable[[int, str, Attributes], None]) -> None:
    """Stream a part that decides values: `visit` hears depth (root 0), local name and attributes of every element.

    Raises:
        Refused: see stream.
    """
    depth, names = 0, Names()

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        visit(depth, names.local(name, attributes), attributes)
        depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def listen(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = start
        parser.EndElementHandler = end

    stream(pieces, listen)


class Names:
    """The names of one part's elements: those that decide values must be of the namespace of its root.

    Readers go by the names alone, Excel by the namespace: a text of another vocabulary is no text of the workbook.
    """

    def __init__(self) -> None:
        """The root is the first element that comes."""
        self._prefix: str | None = None
        self._space = ""

    def local(self, name: str, attributes: Attributes) -> str:
        """The name of an element without its prefix; Refused where it only looks like one that decides values."""
        prefix, _, word = name.rpartition(":")
        if self._prefix is None:
            self._prefix, self._space = prefix, f"xmlns:{prefix}" if prefix else "xmlns"
        elif word in _DECIDING and (prefix != self._prefix or self._space in attributes):
            raise Refused("structure")
        return word


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise Refused("doctype")


def _check_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _UTF8:
        raise Refused("encoding")
