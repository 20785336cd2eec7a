"""The finished .docx: same members, same order, same bytes whenever the content is the same."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from shuzhi.zipped import entry

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_LONGEST_PROPERTY = 255  # Word refuses longer core properties
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<dc:language>zh-CN</dc:language></cp:coreProperties>"
)


def core_properties(title: str, author: str) -> bytes:
    """docProps/core.xml with title, author and language, and no clock."""
    short = {key: escape(text[:_LONGEST_PROPERTY]) for key, text in (("title", title), ("author", author))}
    return _CORE.format(**short).encode()


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of the members: content types first, then by name; fixed time, system and level."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members, key=lambda name: (name not in _FIRST, name)):
            archive.writestr(entry(name), members[name])
    return target.getvalue()
