"""A Word or Excel file that somebody else made, taken apart: a plain file of moderate size, whole, its XML plain.

Nobody looks into a part before this was done with the whole file. What its parts may say is up to their readers.
"""

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from shuzhi.files.regular import NotRegular, opened
from shuzhi.zipped import BROKEN

MOST_FILE = 50_000_000  # bytes as it lies there: a volume of 60 branches has 2
MOST_PARTS, MOST_BYTES, MOST_XML = 3000, 200_000_000, 30_000_000
FAR_TOO_MANY = 10 * MOST_PARTS  # records of a directory: in what is stored, a few may stand by chance
_LARGE = "太大了，打开要占满内存。请在 Word、Excel 或 WPS 里删掉用不到的空行和大图片，另存后再运行一次。"
_IRREGULAR = "不是一个普通文件（是文件夹、快捷链接或设备）。请把真正的文件放到这里。"
_XML = (".xml", ".rels", ".vml", ".svg")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what office programs use
_RECORD = b"PK\x01\x02"  # what each entry of a zip's directory begins with (PKWARE APPNOTE 4.3.12)
ENCRYPTED = 0x1  # general purpose flag (PKWARE APPNOTE 4.4.4)


class Unfit(Exception):
    """Why a file cannot be used, in words for staff; `part` is the one that is to blame, "" the file as a whole."""

    def __init__(self, reason: str, part: str = "") -> None:
        self.reason, self.part = reason, part
        super().__init__(reason)


def content(path: Path) -> bytes:
    """The bytes of a plain file, without waiting for a pipe. Raises Unfit for anything else, and OSError."""
    try:
        with opened(path) as file:
            data = file.read(MOST_FILE + 1)
    except NotRegular:
        raise Unfit(_IRREGULAR) from None
    if len(data) > MOST_FILE:
        raise Unfit(_LARGE)
    return data


def members(data: bytes, broken: str) -> dict[str, bytes]:
    """The parts by name. Raises Unfit: with `broken` where it is no whole zip of well-formed XML, or hides something.

    Hidden is what two readers read differently: parts twice, names that lead outside, a DOCTYPE with its entities.
    """
    if listed(data) > FAR_TOO_MANY:
        raise Unfit(_LARGE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if _is_large(entries):
                raise Unfit(_LARGE)
            if _is_hiding(entries):
                raise Unfit(broken)
            found = {one.filename: archive.read(one) for one in entries if not one.is_dir()}
    except BROKEN:
        raise Unfit(broken) from None
    for name, part in found.items():
        if name.lower().endswith(_XML) and not _is_plain(part):
            raise Unfit(broken, name)
    return found


def listed(data: bytes) -> int:
    """How many parts a zip lists at most; counted before zipfile makes an object of each."""
    return data.count(_RECORD)


def is_safe(name: str) -> bool:
    """Whether a part's name leads to one place below the file, for every reader and system."""
    steps = name.removesuffix("/").split("/")
    return not {"", ".", ".."} & set(steps) and not set("\\:\0") & set(name)


def _is_large(entries: list[zipfile.ZipInfo]) -> bool:
    """By the sizes that the zip states; reading stops there, whatever follows."""
    written = (entry.file_size for entry in entries if entry.filename.lower().endswith(_XML))
    return (
        len(entries) > MOST_PARTS
        or sum(entry.file_size for entry in entries) > MOST_BYTES
        or max(written, default=0) > MOST_XML
    )


def _is_hiding(entries: list[zipfile.ZipInfo]) -> bool:
    names = Counter(entry.orig_filename.lower().removesuffix("/") for entry in entries)
    return (
        any(count > 1 for count in names.values())
        or not all(is_safe(entry.orig_filename) for entry in entries)
        or any(entry.flag_bits & ENCRYPTED or entry.compress_type not in _METHODS for entry in entries)
    )


def _is_plain(part: bytes) -> bool:
    """Whether a part is well-formed, moderately deep, and has no DOCTYPE; entities are never resolved."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's way to say that this is all
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an encoding that expat does not know
        return False
    try:
        etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # elements 256 deep, texts of 10 MB and more
        return False
    return True


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")
