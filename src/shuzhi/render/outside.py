"""What a Word file reaches for outside itself: linked files, fields that read or run, macros, objects, data sources."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from shuzhi.render.relations import has_macros, is_clicked, relations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
# Fields that read another file, ask a database, run a program or a macro (ECMA-376 part 1, 17.16.5).
_FIELD = re.compile(
    r"^\s*(AUTOTEXTLIST|DATABASE|DDEAUTO|DDE|EMBED|IMPORT|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|LINK|MACROBUTTON|PRINT"
    r"|RD|SHAPE)\b", re.IGNORECASE | re.MULTILINE,
)
_INSTRUCTIONS = (_W + "instrText", _W + "delInstrText", _W + "fldChar", _W + "p")
_TAKEN_OUT = ("attachedTemplate", "mailMerge", "attachedSchema", "saveThroughXslt", "dataBinding")
_TAKEN_LINKS = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "mailMergeRecipientData", "transform")
_SAID = {"image": "图片", "hyperlink": "超链接", "oleObject": "对象", "subDocument": "子文档", "frame": "框架页"}
_LINKED = "里面的{}连着外面的文件或网址，打开时会去读它。请删掉它（图片请改成直接插入），另存后再运行一次。"
_MACROS = "里面有宏。请在 Word 或 WPS 里另存为不带宏的“Word 文档（.docx）”，再运行一次。"
_OBJECT = "里面嵌着别的文件或控件。请删掉它，把内容直接写进文档，另存后再运行一次。"
_FIELDS = "这里的域“{}”会去读别的文件或运行程序。请选中它按 Ctrl+Shift+F9 变成文字，或者删掉，另存后再运行一次。"
_HIDDEN = "打开时看到的正文不在通常的位置，程序读到的可能不是同一份。请用 Word 或 WPS 打开，另存为 .docx 再运行一次。"
_ADD_INS = ("extensibility", "webextensiontaskpanes")  # buttons that run macros, add-ins from an address
_BODY = "word/document.xml"
_SVG = re.compile(rb"""\bhref\s*=\s*["'](?!#|data:)|@import|url\(\s*["']?(?!#|data:)""", re.IGNORECASE)


class Reach(NamedTuple):
    """One thing that reaches outside: the part it stands in, its paragraph there from 1 (0 = the part), its text."""

    part: str
    paragraph: int
    text: str
    reason: str


def outside(found: Mapping[str, bytes]) -> Iterator[Reach]:
    """Everything in the parts of a .docx (well-formed) that reaches outside, or runs."""
    if has_macros(found):
        yield Reach("", 0, "", _MACROS)
    for name, data in sorted(found.items()):
        ending = name.lower().rpartition(".")[2]
        if ending == "rels":
            yield from _related(name, data)
        elif ending == "svg" and _SVG.search(data):
            yield Reach(name, 0, "", _LINKED.format("图片"))
        elif ending == "xml":
            yield from _written(name, _parsed(data))


def untied(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without what reaches outside and nobody misses.

    That is the template a file was made from, sources of mail merges, bindings of content controls, whose text stays.
    """
    return {name: _without(name, data) if _may_hold(name, data) else data for name, data in found.items()}


def _may_hold(name: str, data: bytes) -> bool:
    words = _TAKEN_LINKS if name.endswith(".rels") else _TAKEN_OUT
    return name.startswith("word/") and name.endswith((".xml", ".rels")) and any(
        word.encode() in data or word.encode("utf-16-le") in data or word.encode("utf-16-be") in data for word in words
    )


def _without(name: str, data: bytes) -> bytes:
    root = _parsed(data)
    if name.endswith(".rels"):
        gone = [one.node for one in relations(name, root) if one.kind in _TAKEN_LINKS]
    else:
        gone = [one for one in root.iter(etree.Element) if etree.QName(one).localname in _TAKEN_OUT]
    for node in gone:
        node.getparent().remove(node)  # type: ignore[union-attr]  # found below its parent
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if gone else data


def _related(name: str, data: bytes) -> Iterator[Reach]:
    """What the relationships of one part lead to; Word opens the document that those of the file name, wherever."""
    for one in relations(name, _parsed(data)):
        if one.kind == "officeDocument" and posixpath.normpath(f"/{one.node.get('Target', '')}").lstrip("/") != _BODY:
            yield Reach("", 0, "", _HIDDEN)
        if one.kind in _ADD_INS:
            yield Reach("", 0, "", _MACROS)
        if one.is_object or one.kind == "aFChunk":
            yield Reach("", 0, "", _OBJECT)
        elif one.reaches:
            yield Reach("", 0, "", _LINKED.format(_SAID.get(one.kind, "内容")))


def _written(name: str, root: etree._Element) -> Iterator[Reach]:
    """What the elements of one part reach for."""
    numbers = {node: number for number, node in enumerate(root.iter(_W + "p"), 1)}

    def reach(node: etree._Element, reason: str) -> Reach:
        own = node if node.tag == _W + "p" else next(node.iterancestors(_W + "p"), None)
        text = "" if own is None else "".join(str(one.text or "") for one in own.iter(_W + "t")).strip()
        return Reach(name, 0 if own is None else numbers[own], text, reason)

    for node in root.iter(_W + "altChunk", _W + "subDoc", _W + "control", _W + "movie", _OFFICE + "OLEObject"):
        yield reach(node, _OBJECT)
    for node in root.iter(etree.Element):
        if str(node.tag).startswith(_VML) and any(_leads_out(str(key), str(value)) for key, value in node.items()):
            yield reach(node, _LINKED.format("图片"))
    for node, code in _codes(root):
        if match := _FIELD.search(code):
            yield reach(node, _FIELDS.format(match.group(1).upper()))


def _leads_out(key: str, value: str) -> bool:
    """Whether an attribute of an old drawing names a file or an address; links to click on may be addresses."""
    local = key.rpartition("}")[2]
    return bool(value) and (local in ("src", "althref") or (local == "href" and not is_clicked(value.strip())))


def _codes(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each field with its code; a code is written in pieces, a field inside a field begins a new line of it."""
    for node in root.iter(_W + "fldSimple"):
        yield node, str(node.get(_W + "instr", ""))
    last: etree._Element | None = None
    pieces: list[str] = []
    for node in root.iter(*_INSTRUCTIONS):
        if node.tag in _INSTRUCTIONS[:2]:
            pieces.append(node.text or "")
            last = node
        elif node.tag == _W + "fldChar" and last is not None:
            yield last, "".join(pieces)
            pieces, last = [], None
    if last is not None:
        yield last, "".join(pieces)


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
