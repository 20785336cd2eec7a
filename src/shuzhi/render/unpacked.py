"""The zip around a template taken apart: a whole one, of moderate size; nobody looks into a larger one."""

import struct
import zipfile
import zlib
from io import BytesIO

from shuzhi.errors import TemplateFault

MOST_PARTS, MOST_BYTES, MOST_XML = 3000, 200_000_000, 30_000_000
_LARGE = "太大了，打开要占满内存。请在 Word、Excel 或 WPS 里删掉用不到的空行和大图片，另存后再运行一次。"
# What zipfile raises for zips that are damaged, locked, or packed in a way it does not know.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError
)


def unpacked(data: bytes, name: str, unreadable: str) -> dict[str, bytes]:
    """The members of a template by name; TemplateFault with the reason `unreadable` if it is no whole zip."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if _is_large(entries):
                raise TemplateFault(name, _LARGE)
            return {entry.filename: archive.read(entry) for entry in entries}
    except _BROKEN:
        raise TemplateFault(name, unreadable) from None


def _is_large(entries: list[zipfile.ZipInfo]) -> bool:
    """By the sizes that the zip states; reading stops there, whatever follows."""
    written = (entry.file_size for entry in entries if entry.filename.lower().endswith(".xml"))
    return (
        len(entries) > MOST_PARTS
        or sum(entry.file_size for entry in entries) > MOST_BYTES
        or max(written, default=0) > MOST_XML
    )
