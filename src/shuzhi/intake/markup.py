"""One XML part, streamed through expat: well-formed, without DOCTYPE, in UTF-8; handlers hear its elements."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from shuzhi.intake.bounds import sized
from shuzhi.intake.faults import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"  # ECMA-376 part 1, transitional
_STRICT = "http://purl.oclc.org/ooxml/"  # its strict namespaces, which readers do not know
Attributes = dict[str, str]
Listen = Callable[[expat.XMLParserType], None]
_UNKNOWN = frozenset({"workbookPr"})  # with a prefix (x15:), to readers
_URI = re.compile(r"[\w.~:/?#\[\]@!$&'()*+,;=%-]+")  # RFC 3986; other parsers refuse a namespace that is none
_UTF8 = ("utf-8", "us-ascii", "ascii")
# Bytes of one tag: expat before 2.6 looks through an unfinished one again with every piece (CVE-2023-52425).
MOST_TAG = 1_000_000
_LONGEST, _MOST = 200, 500  # signs of names that are remembered, and how many of them in each place
_SIGNS = bytes({*range(32, 256), *b"\t\n\r"})
_NONE = ("\ufffe", "\uffff")  # beside those below 32, no signs of XML
_BARE = re.compile(b"&(?!amp;|lt;|gt;|quot;|apos;|#(?:9|10|13);)")  # maybe no reference
# Readers take these attributes as they are written, Excel with their references (s="&#49;") resolved.
_REFERENCE = re.compile(
    rb"""<[^\s<>/!?]+(?:\s+[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*?"""
    rb"""\s+(?:r|s|t|ref|state|date1904|numFmtId|Id|Target|[^\s:=<>"']+:id)\s*=\s*(?:"[^"<&]*&|'[^'<&]*&)"""
)


def stream(pieces: Iterable[bytes], listen: Listen | None = None) -> None:
    """Read one part to its end. `listen` sets the handlers of a part that decides values: it must be UTF-8.

    Its elements come as "namespace name", or "namespace name prefix".

    Raises:
        Refused: not well-formed, a DOCTYPE (entities live there), another encoding, a tag of megabytes; in a part that
            decides values, references in attributes that readers take as they are written.
    """
    parser = expat.ParserCreate("utf-8", " ") if listen else expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if listen:
        parser.namespace_prefixes = True
        parser.XmlDeclHandler = _check_declaration
        parser.StartNamespaceDeclHandler = _check_space
        listen(parser)
        pieces = _plain(pieces)
    fed = 0
    try:
        for piece in pieces:
            fed += len(piece)
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
            if fed - parser.CurrentByteIndex > MOST_TAG:
                raise Refused("tag", limit=sized(MOST_TAG))
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        raise Refused("malformed") from fault
    except (LookupError, ValueError) as fault:  # a declared encoding that Python does not know or expat cannot use
        raise Refused("encoding") from fault


class Grammar:
    """Which elements may stand where in a part; every one that readers look at, by its name alone, has its place.

    model   name → names of what may stand in it, "*" for elements of no name in the model; "" has the root,
            "*" what may stand, unheard, in those others, at any depth
    inside  the same for reading: name → {"namespace name" of what may stand in it: its name, "*" where unheard}
    """

    def __init__(self, space: str, model: Mapping[str, str], fault: str = "structure") -> None:
        """Take the namespace that all names of the model are of, and the fault of an element out of place."""
        self.inside: dict[str, dict[str, str]] = {
            word: {f"{space} {child}" if child != "*" else child: child for child in children.split()}
            for word, children in model.items()
        }
        self.inside["*"] = dict.fromkeys(self.inside["*"], "*")
        self._placed = frozenset(model) - frozenset(model["*"].split())
        self._fault = fault

    def other(self, here: dict[str, str], name: str) -> str:
        """The name of an element with a prefix, "*" for one of no name in the model; Refused where none may stand."""
        space, word, *prefix = name.split(" ") if " " in name else ("", name)
        if f"{space} {word}" in here:
            return here[f"{space} {word}"]
        if "*" not in here or (word in self._placed and not (prefix and word in _UNKNOWN)):
            raise Refused("strict" if space.startswith(_STRICT) else self._fault)
        if len(name) <= _LONGEST and len(here) < _MOST:
            here[name] = "*"
        return "*"


def plain(content: bytes) -> str | None:
    """Text, tags within it or not, that no parser refuses for its signs; None where only a parser can tell."""
    if content.translate(None, _SIGNS) or (b"]" in content and b"]]>" in content):
        return None
    if b"&" in content and _BARE.search(content):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return text if text.isascii() or not any(sign in text for sign in _NONE) else None


def walk(pieces: Iterable[bytes], grammar: Grammar, visit: Callable[[str, str, Attributes], None]) -> None:
    """Stream a part that decides values: `visit` hears parent, name and attributes of the elements of the grammar.

    Raises:
        Refused: see stream; an element in another place or of another namespace than its own.
    """
    inside, above = grammar.inside, [""]

    def start(name: str, attributes: Attributes) -> None:
        here = inside[above[-1]]
        word = here.get(name) or grammar.other(here, name)
        if word != "*":
            visit(above[-1], word, attributes)
        above.append(word)

    def end(_name: str) -> None:
        above.pop()

    def listen(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = start
        parser.EndElementHandler = end

    stream(pieces, listen)


def _plain(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same pieces, in an encoding that begins like UTF-8, without references where none may be."""
    rest = b""
    for piece in pieces:
        if not rest and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:4]):
            raise Refused("encoding")
        rest += piece
        _check_references(rest)
        rest = rest[max(rest.rfind(b"<"), len(rest) - MOST_TAG) :]  # no attribute has a < in it
        yield piece


def _check_references(content: bytes) -> None:
    """Refused where a tag has a reference in an attribute that readers take as it is written; in linear time."""
    place = content.find(b"&")
    while place >= 0:
        if _REFERENCE.match(content, content.rfind(b"<", 0, place)):
            raise Refused("structure")
        after = content.find(b"<", place)
        place = content.find(b"&", after) if after >= 0 else -1


def _refuse_doctype(*_: object) -> None:
    raise Refused("doctype")


def _check_space(_prefix: str | None, space: str | None) -> None:
    if space and not _URI.fullmatch(space):
        raise Refused("malformed")


def _check_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _UTF8:
        raise Refused("encoding")
