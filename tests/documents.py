"""Office documents as text: paragraphs and table cells in order, headers included."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(content):
    """The text of a Word document's body and headers, a line a paragraph."""
    lines = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
                root = etree.fromstring(archive.read(name))
                lines += ["".join(node.itertext(W + "t")) for node in root.iter(W + "p")]
    return "\n".join(lines)
