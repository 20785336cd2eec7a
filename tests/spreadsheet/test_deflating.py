"""deflating: what is compressed in pieces is the same text, with the same check sum."""

import random
import zipfile
import zlib
from io import BytesIO

import pytest

from shuzhi.spreadsheet.deflating import Deflating, combined
from shuzhi.zipped import zipped

CHANCE = random.Random(13)


@pytest.mark.parametrize("size", [0, 1, 2, 255, 4097, 100_003])
def test_combined(size):
    """The check sums of two texts give that of both behind each other, however long the second one is."""
    first, second = CHANCE.randbytes(300), CHANCE.randbytes(size)
    assert combined(zlib.crc32(first), zlib.crc32(second), size) == zlib.crc32(first + second)


def test_pieces():
    """Texts and pieces in any order are read by others as one text, a piece that stands there twice as well."""
    long = "".join(f"<c r='A{number}'>甲{CHANCE.random()}</c>" for number in range(20_000))
    inner = Deflating()
    for start in range(0, len(long), 777):
        inner.write(long[start:start + 777])
    piece, empty, outer = inner.pressed(), Deflating().pressed(), Deflating()
    for part in ("头", piece, piece, "中" * 5, empty, piece, "尾"):
        outer.write(part) if isinstance(part, str) else outer.insert(part)
    with zipfile.ZipFile(BytesIO(zipped([outer.member("甲.xml"), Deflating().member("空.xml")]))) as archive:
        assert archive.testzip() is None
        assert archive.read("甲.xml").decode() == f"头{long}{long}{'中' * 5}{long}尾"
        assert archive.read("空.xml") == b""
