"""The named paragraph styles of the house; Word and WPS give a style new ids when they save, never a new name."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES, _STYLE, _VALUE = W + "pPr", W + "pStyle", W + "val"
TITLE, SPEAKER, ADDRESSEE, BODY = "公文标题", "公文报告人", "公文称谓", "公文正文"
HEADING_1, HEADING_2 = "公文一级标题", "公文二级标题"
SIGNATURE, DATE, HEADER, PAGE = "公文署名", "公文日期", "公文页眉", "公文页码"
ANNEX, ANNEX_TITLE, TABLE_HEAD, TABLE_CELL = "公文附件", "公文附件标题", "公文表头", "公文表格"
COVER, CONTENTS_TITLE, CONTENTS = "公文封面", "公文目录标题", "公文目录"


@lru_cache(maxsize=32)
def style_ids(styles: bytes) -> Mapping[str, str]:
    """Style name → style id, of a styles part."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False))
    found = {}
    for style in root.iter(W + "style"):
        name = style.find(W + "name")
        if name is not None:
            found[str(name.get(W + "val"))] = str(style.get(W + "styleId"))
    return MappingProxyType(found)


def style_of(paragraph: etree._Element) -> str:
    """The style id of a paragraph; "" where it has none."""
    for properties in paragraph.iterchildren(_PROPERTIES):
        for mark in properties.iterchildren(_STYLE):
            return str(mark.get(_VALUE))
    return ""
