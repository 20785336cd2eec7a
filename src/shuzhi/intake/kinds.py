"""What a file is that is no workbook, told by its content: the name's ending is never believed."""

import re

# first bytes → key of FAULTS
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x09\x08\x10\x00", "old"), (b"\x09\x08\x08\x00", "old"), (b"\x09\x04\x06\x00", "old"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"BM", "picture"),
    (b"II*\0", "picture"), (b"MM\0*", "picture"),
    (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"), (b"PK\x05\x06", "archive"),
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_HEAD = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def kind(data: bytes) -> str:
    """The key of FAULTS for what the bytes are, "" for a zip (a workbook is one)."""
    if not data:
        return "empty"
    if not any(data[:_HEAD]):
        return "zeros" if not data.strip(b"\0") else "unknown"
    if data.startswith(b"PK\x03\x04"):
        return ""
    if data.startswith(_OLE):
        return _ole(data)
    magic = next((name for mark, name in _MAGIC if data.startswith(mark)), "")
    return magic or _text(data[:_HEAD])


def _ole(data: bytes) -> str:
    """An OLE2 file by the names of its streams (UTF-16): MS-OFFCRYPTO, MS-XLS, and the rest."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "password"
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0")):
        return "old"
    return "old_other" if len(data) > 512 and len(data) % 512 == 0 else "truncated"


def _text(head: bytes) -> str:
    encodings = [name for mark, name in _BOMS if head.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n").lower()
        lost = len(head) - len(head.decode(encoding, "ignore").encode(encoding))
        if text and lost <= 3 and not _CONTROL.search(text):
            return _markup(text)
    return "unknown"


def _markup(text: str) -> str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in text or "<workbook" in text:
        return "xml"
    return "html" if text.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<body")) else "text"
