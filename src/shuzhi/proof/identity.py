"""Which report a .docx was made as: what render wrote among its custom properties."""

import zipfile
from io import BytesIO

from lxml import etree

from shuzhi.model.identity import BRANCH_CODE, OUTPUT, PERIOD, Identity

_CUSTOM = "docProps/custom.xml"


def identity(docx: bytes) -> Identity | None:
    """The identity that a report carries; None where it has none (any more).

    Raises BadZipFile or XMLSyntaxError for what is no whole document.
    """
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        custom = archive.read(_CUSTOM) if _CUSTOM in archive.namelist() else None
    if custom is None:
        return None
    root = etree.fromstring(custom, etree.XMLParser(resolve_entities=False))
    texts = {str(node.get("name")): "".join(str(text) for text in node.itertext()) for node in root}
    found = [texts.get(name, "") for name in (PERIOD, BRANCH_CODE, OUTPUT)]
    return Identity(*found) if all(found) else None
