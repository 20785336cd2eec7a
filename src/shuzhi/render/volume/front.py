"""The title page and the contents of the volume."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from shuzhi.render.volume.package import W
from shuzhi.styles import BODY, CONTENTS, CONTENTS_TITLE, COVER, TITLE

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ABOVE = 2600  # twips above the title page's first line
_LARGE = 2  # which line is the title itself
_SIZES = {True: ("72", 1700), False: ("36", 900)}  # half points, twips from line to line
_INSTEAD = {COVER: TITLE, CONTENTS_TITLE: TITLE, CONTENTS: BODY}


def bookmark(number: int) -> str:
    """The name of the bookmark at the beginning of the report of that number, counted from 1."""
    return f"report{number:03d}"


def title_page(lines: Sequence[str], ids: Mapping[str, str]) -> list[etree._Element]:
    """The title page: township, period, title (in large characters), number of reports; `ids`: style name → id."""
    made = []
    for number, line in enumerate(lines):
        size, exact = _SIZES[number == _LARGE]
        paragraph, properties = _paragraph(COVER, ids)
        spacing = {"before": str(0 if number else _ABOVE), "after": "0", "line": str(exact), "lineRule": "exact"}
        etree.SubElement(properties, W + "spacing", {W + key: value for key, value in spacing.items()})
        etree.SubElement(properties, W + "jc", {W + "val": "center"})
        run = _text(line)
        for tag in ("sz", "szCs"):
            etree.SubElement(run[0], W + tag, {W + "val": size})
        paragraph.append(run)
        made.append(paragraph)
    return made


def contents(
    entries: Sequence[str], pages: Sequence[int] | None, width: int, ids: Mapping[str, str]
) -> list[etree._Element]:
    """目录: one line a report, a link to it and, where `pages` are known, a field with its page number.

    width  of the text, in twips
    """
    head, properties = _paragraph(CONTENTS_TITLE, ids)
    spacing = {"before": "0", "after": "300"}
    etree.SubElement(properties, W + "spacing", {W + key: value for key, value in spacing.items()})
    etree.SubElement(properties, W + "jc", {W + "val": "center"})
    head.append(_text("目　录"))
    return [head, *(_entry(number, entry, pages, width, ids) for number, entry in enumerate(entries, 1))]


def mark_beginning(paragraph: etree._Element, number: int, identity: int) -> None:
    """Bookmark the first paragraph of a report."""
    key = {W + "id": str(identity)}
    start = etree.Element(W + "bookmarkStart", {**key, W + "name": bookmark(number)})
    paragraph.insert(0 if paragraph.find(W + "pPr") is None else 1, start)
    paragraph.append(etree.Element(W + "bookmarkEnd", key))


def _entry(
    number: int, entry: str, pages: Sequence[int] | None, width: int, ids: Mapping[str, str]
) -> etree._Element:
    paragraph, properties = _paragraph(CONTENTS, ids)
    tabs = etree.SubElement(properties, W + "tabs")
    etree.SubElement(tabs, W + "tab", {W + "val": "right", W + "leader": "dot", W + "pos": str(width)})
    indent = dict.fromkeys(("left", "leftChars", "right", "rightChars", "firstLine", "firstLineChars"), "0")
    etree.SubElement(properties, W + "ind", {W + key: value for key, value in indent.items()})
    etree.SubElement(properties, W + "jc", {W + "val": "left"})
    link = etree.SubElement(paragraph, W + "hyperlink", {W + "anchor": bookmark(number), W + "history": "1"})
    link.append(_text(entry))
    if pages:
        link.extend(_page(bookmark(number), pages[number - 1]))
    return paragraph


def _page(name: str, page: int) -> Iterator[etree._Element]:
    """A tab and a complex field with its cached result: a simple field prints raw in WPS."""
    yield _run(etree.Element(W + "tab"))
    yield _mark("begin")
    code = etree.Element(W + "instrText", {_XML_SPACE: "preserve"})
    code.text = f" PAGEREF {name} \\h "
    yield _run(code)
    yield _mark("separate")
    yield _text(str(page))
    yield _mark("end")


def _paragraph(style: str, ids: Mapping[str, str]) -> tuple[etree._Element, etree._Element]:
    """A paragraph and its properties, in the style or the one that stands in where a house style lacks it."""
    paragraph = etree.Element(W + "p")
    properties = etree.SubElement(paragraph, W + "pPr")
    key = ids.get(style) or ids.get(_INSTEAD[style])
    if key:
        etree.SubElement(properties, W + "pStyle", {W + "val": key})
    return paragraph, properties


def _mark(kind: str) -> etree._Element:
    return _run(etree.Element(W + "fldChar", {W + "fldCharType": kind}))


def _text(text: str) -> etree._Element:
    node = etree.Element(W + "t", {_XML_SPACE: "preserve"})
    node.text = text
    return _run(node)


def _run(inner: etree._Element) -> etree._Element:
    run = etree.Element(W + "r")
    etree.SubElement(etree.SubElement(run, W + "rPr"), W + "rFonts", {W + "hint": "eastAsia"})
    run.append(inner)
    return run
