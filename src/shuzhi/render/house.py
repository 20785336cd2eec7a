"""The house style: one Word file whose styles, page and page numbers all reports take (templates/公文版式.docx)."""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.render.page import even_pages, page_numbers, page_of
from shuzhi.styles import PAGE, W

HOUSE = "公文版式.docx"
_STYLES, _FONTS = "word/styles.xml", "word/fontTable.xml"
_OTHERS = ("word/document.xml", "word/settings.xml", "word/_rels/document.xml.rels")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DAMAGED = "文件已经损坏，请在 Word 或 WPS 里打开后另存。"
_REFERRING = ("basedOn", "next", "link")
_Key = tuple[str, str]  # a style's type and name, which say which style it is


def dressed(members: Mapping[str, bytes], house: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The members of a template with the house's styles, fonts, page set-up and page numbers.

    A style is known by its name and keeps the template's id; what only the template has stays. Landscape sections keep
    their page. TemplateFault where the house file is damaged; a part of the template that cannot be read stays.
    """
    parts = {path: root for path in members if _dresses(path) and (root := _parsed(members[path])) is not None}
    model = {path: _sound(house[path]) for path in house if _dresses(path)}
    if _STYLES in parts and _STYLES in model:
        ids = _take_styles(parts[_STYLES], model[_STYLES])
        page_numbers(parts, model, _named(model[_STYLES], PAGE), ids)
    if _FONTS in parts and _FONTS in model:
        _take_fonts(parts[_FONTS], model[_FONTS])
    page_of(parts, model)
    even_pages(parts, model)
    return {**members, **{path: _written(root) for path, root in parts.items()}}


def _dresses(path: str) -> bool:
    return path in (_STYLES, _FONTS, *_OTHERS) or path.startswith("word/footer")


def _parsed(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None


def _sound(data: bytes) -> etree._Element:
    root = _parsed(data)
    if root is None:
        raise TemplateFault(HOUSE, _DAMAGED)
    return root


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _styles(root: etree._Element) -> dict[_Key, etree._Element]:
    return {
        (str(style.get(W + "type")), str(name.get(W + "val"))): style
        for style in root.iter(W + "style") if (name := style.find(W + "name")) is not None
    }


def _id(style: etree._Element) -> str:
    return str(style.get(W + "styleId"))


def _named(root: etree._Element, name: str) -> str:
    """The id of a paragraph style; "" where there is none."""
    style = _styles(root).get(("paragraph", name))
    return "" if style is None else _id(style)


def _take_styles(root: etree._Element, house: etree._Element) -> Mapping[str, str]:
    """Put the house's styles into a styles part; gives the house's style id → the template's."""
    own, new = _styles(root), _styles(house)
    used = {_id(style) for style in own.values()}
    ids: dict[str, str] = {}
    for key, style in new.items():
        ids[_id(style)] = _id(own[key]) if key in own else _free(_id(style), used)
        used.add(ids[_id(style)])
    for key, style in new.items():
        taken = _adapted(style, ids)
        if key in own:
            _default_as(taken, own[key])
            root.replace(own[key], taken)
        else:
            _default_as(taken, None)
            root.append(taken)
    defaults, mine = house.find(W + "docDefaults"), root.find(W + "docDefaults")
    if defaults is not None:
        if mine is not None:
            root.remove(mine)
        root.insert(0, deepcopy(defaults))
    return ids


def _free(wanted: str, used: set[str]) -> str:
    """An id that no style of the template has."""
    found = wanted
    while found in used:
        found += "x"
    return found


def _adapted(style: etree._Element, ids: Mapping[str, str]) -> etree._Element:
    """A copy that refers to the template's styles; list numbering stays behind, it belongs to another part."""
    taken = deepcopy(style)
    taken.set(W + "styleId", ids[_id(style)])
    for name in _REFERRING:
        for mark in taken.findall(W + name):
            target = ids.get(str(mark.get(W + "val")))
            if target is None:
                taken.remove(mark)
            else:
                mark.set(W + "val", target)
    for numbered in taken.findall(f"{W}pPr/{W}numPr"):
        numbered.getparent().remove(numbered)  # type: ignore[union-attr]  # found below its parent
    return taken


def _default_as(style: etree._Element, own: etree._Element | None) -> None:
    """Default of its type exactly where the template's was: a type has one default."""
    if own is not None and own.get(W + "default"):
        style.set(W + "default", "1")
    elif W + "default" in style.attrib:
        del style.attrib[W + "default"]


def _take_fonts(root: etree._Element, house: etree._Element) -> None:
    """The house's fonts with the names to fall back to; embedded font files stay behind."""
    own, new = ({font.get(W + "name"): font for font in fonts.iter(W + "font")} for fonts in (root, house))
    for name, font in new.items():  # LibreOffice names a font once for each character set
        taken = deepcopy(font)
        for node in [node for node in taken if node.get(_R + "id")]:
            taken.remove(node)
        if name in own:
            root.replace(own[name], taken)
        else:
            root.append(taken)
