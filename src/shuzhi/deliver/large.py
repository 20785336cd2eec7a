"""Large parts of a zip, looked at a piece at a time: the sheet of ten thousand branches has 300 MB."""

import hashlib
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from shuzhi.deliver.cells import emptied
from shuzhi.unzipped import inflated_pieces
from shuzhi.zipped import Member

TABLES = (b":tbl", b"<tbl", b":tc", b"<tc")  # letters that every table of a document has
_sound: set[tuple[int, int, int, str]] = set()  # large parts that were looked at, by what tells each from all others


def is_sound(packed: Member) -> bool:
    """Whether a look at the pieces of a large part (none of core properties) tells that it is without faults.

    Raises BadZipFile, zlib.error.
    """
    key = packed.method, packed.size, packed.crc, hashlib.sha256(packed.data).hexdigest()
    if key not in _sound and _is_plain(inflated_pieces(packed)):
        _sound.add(key)
    return key in _sound


def _is_plain(pieces: Iterable[bytes]) -> bool:
    """Whether a part is well-formed and has no table of a document, and no comment, which may hide a row of a sheet."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        for piece in _before_tags(pieces):
            if b"<!" in piece or any(map(piece.__contains__, TABLES)):
                return False
            parser.Parse(emptied(piece), False)  # noqa: FBT003 - expat's way to say that there is more
        parser.Parse(b"", True)  # noqa: FBT003 - and that this was all
    except expat.ExpatError:
        return False
    return True


def _before_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, each cut before a tag: in an attribute no < may stand.

    A text or a tag longer than a piece is copied and parsed once, not with every piece.
    """
    waiting: list[bytes] = []
    for piece in pieces:
        whole, begin, rest = piece.rpartition(b"<")
        if begin:
            yield b"".join([*waiting, whole])
            waiting = [begin]
        waiting.append(rest)
    yield b"".join(waiting)
