"""All reports in one document: title page, contents, then each report as it is."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count

from lxml import etree

from shuzhi.render.package import core_properties, pack
from shuzhi.render.volume import front, lists, marks, outline, sections, styles
from shuzhi.render.volume.carry import carry
from shuzhi.render.volume.package import (
    BODY,
    DAMAGED,
    SETTINGS,
    STYLES,
    Package,
    W,
    bare,
    opened,
    parsed,
    remove,
    written,
)
from shuzhi.styles import TITLE, style_ids, style_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_CORE = "docProps/core.xml"
_NOTES = ("footnoteReference", "endnoteReference")
_A4_TEXT = 8845  # twips, between the margins of the standard


@dataclass(frozen=True)
class Leaf:
    """One report to bind: how the contents call it, and the document."""

    entry: str
    docx: bytes


@dataclass(frozen=True)
class Volume:
    """What to bind: the lines of the title page, its author, the reports in order.

    base  the document whose styles, fonts and page the volume takes: the house style, or a report
    """

    lines: tuple[str, ...]
    author: str
    base: bytes
    leaves: tuple[Leaf, ...]


def report_title(docx: bytes) -> str:
    """The title of a report, its lines joined; "" where no paragraph at its head is a title, or it can't be opened."""
    try:
        package = opened(docx)
        body, title = parsed(package.parts[BODY]), style_ids(package.parts[STYLES]).get(TITLE)
    except DAMAGED:
        return ""
    return "".join(map(_text, _title(body, title)))


def obstacle(docx: bytes) -> str:
    """Why a report cannot be bound, in Chinese; "" where it can."""
    try:
        package = opened(docx)
        body = parsed(package.parts[BODY])
        for name in package.parts:
            if name.endswith(".xml"):
                parsed(package.parts[name])
    except DAMAGED:
        return "文件打不开"
    inside = [there.target for own in package.links.values() for there in own.values() if not there.outside]
    if any(target not in package.parts for target in inside):
        return "文件不完整"
    if next(body.iter(*(W + tag for tag in _NOTES)), None) is not None:
        return "里面有脚注或尾注"
    return "" if len(body.findall(f"{W}body/{W}sectPr")) == 1 else "没有页面设置"


def bind(volume: Volume, pages: Sequence[int] | None = None) -> bytes:
    """The volume as a .docx; `pages` are those on which its reports begin, None = contents without page numbers.

    Every report must be without `obstacle`. The title page is page 1 and shows no number.
    """
    base = opened(volume.base)
    book = bare(base)
    sources = [opened(leaf.docx) for leaf in volume.leaves]
    empty = sections.blanks(book)
    ids = count(1)
    roots = [_brought(book, source, number, ids, empty) for number, source in enumerate(sources, 1)]
    names = style_ids(book.parts[STYLES])
    book.parts[STYLES] = _lowered(book.parts[STYLES])
    plain = _page(parsed(base.parts[BODY]))
    numbered = _with_footers(plain, roots[0])
    for section in (plain, numbered):
        sections.prepare([section], empty, even=True)
    body = etree.Element(W + "body")
    body.extend(front.title_page(volume.lines, names))
    sections.closed(body, plain)
    body.extend(front.contents([leaf.entry for leaf in volume.leaves], pages, _width(numbered), names))
    sections.closed(body, numbered)
    for number, root in enumerate(roots, 1):
        outline.lower(root)
        outline.raise_title(_title(root, names.get(TITLE)) or _first(root))
        _append(body, root, number, next(ids), last=number == len(roots))
    book.parts[BODY] = written(_document(body, roots))
    if _CORE in book.parts:
        book.parts[_CORE] = core_properties("".join(volume.lines[:-1]), volume.author)
    return pack(book.members())


def _title(root: etree._Element, style: str | None) -> list[etree._Element]:
    """The lines of the title at the head of a document: paragraphs with some text, in the style of that id."""
    found: list[etree._Element] = []
    for paragraph in root.iterfind(f"{W}body/{W}p"):
        if _text(paragraph) and style_of(paragraph) != style:
            break
        if _text(paragraph):
            found.append(paragraph)
    return found


def _first(root: etree._Element) -> list[etree._Element]:
    """The first paragraph with some text, which stands in for a title."""
    return [paragraph for paragraph in root.iterfind(f"{W}body/{W}p") if _text(paragraph)][:1]


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(W + "t")).strip()


def _brought(
    book: Package, source: Package, number: int, ids: Iterator[int], empty: Mapping[str, str]
) -> etree._Element:
    """The document of one report with everything in it as it is called in the volume."""
    root = parsed(source.parts[BODY])
    target, own = parsed(book.parts[STYLES]), parsed(source.parts[STYLES])
    before = len(target)
    keys = styles.merged(target, own)
    numbers = lists.merged(book, source, keys)
    lists.renumber(list(target)[before:], numbers)
    book.parts[STYLES] = written(target)

    def adapt(part: etree._Element) -> None:
        styles.restyle(part, keys)
        lists.renumber([part], numbers)
        marks.told_apart(part, number, ids)

    for change in list(root.iter(W + "sectPrChange")):  # a section of old under review
        remove(change)
    adapt(root)
    carry(book, source, BODY, root, adapt)
    sections.prepare(list(root.iter(W + "sectPr")), empty, even=_even(source))
    return root


def _append(body: etree._Element, root: etree._Element, number: int, identity: int, *, last: bool) -> None:
    """Move the content of a report to the end of the volume."""
    (inside,) = root.findall(W + "body")
    (section,) = inside.findall(W + "sectPr")
    start = next(inside.iter(W + "p"), None)
    if start is None:
        start = etree.Element(W + "p")
        inside.insert(0, start)
    front.mark_beginning(start, number, identity)
    inside.remove(section)
    if last:
        inside.append(section)
    else:
        sections.closed(inside, section)
    body.extend(list(inside))


def _document(body: etree._Element, roots: Sequence[etree._Element]) -> etree._Element:
    """The document element: it knows every prefix of the reports, and which of them may be ignored."""
    spaces = {"w": W[1:-1]}
    for root in roots:
        spaces.update({prefix: uri for prefix, uri in root.nsmap.items() if prefix and prefix not in spaces})
    ignored = dict.fromkeys(word for root in roots for word in str(root.get(_MC) or "").split())
    document = etree.Element(W + "document", nsmap=spaces)
    if ignored:
        document.set(_MC, " ".join(ignored))
    document.append(body)
    return document


def _lowered(styles: bytes) -> bytes:
    """The styles part with every heading below the titles of the reports."""
    root = parsed(styles)
    outline.lower(root)
    return written(root)


def _page(document: etree._Element) -> etree._Element:
    """A section with paper and margins of the last one of a document, and nothing else."""
    section = etree.Element(W + "sectPr")
    for tag in ("pgSz", "pgMar"):
        section.extend(deepcopy(document.findall(f"{W}body/{W}sectPr/{W}{tag}")))
    return section


def _with_footers(page: etree._Element, root: etree._Element) -> etree._Element:
    """The same page with the footers (page numbers) of a report."""
    section = deepcopy(page)
    first = next(root.iter(W + "sectPr"))
    for number, one in enumerate(first.findall(W + "footerReference")):
        section.insert(number, deepcopy(one))
    return section


def _width(section: etree._Element) -> int:
    """Between the margins, in twips."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        return _A4_TEXT
    return int(str(size.get(W + "w"))) - int(str(margins.get(W + "left"))) - int(str(margins.get(W + "right")))


def _even(source: Package) -> bool:
    """Whether even pages have headers of their own."""
    settings = parsed(source.parts[SETTINGS]) if SETTINGS in source.parts else None
    mark = None if settings is None else settings.find(W + "evenAndOddHeaders")
    return mark is not None and mark.get(W + "val") not in ("0", "false", "off")
