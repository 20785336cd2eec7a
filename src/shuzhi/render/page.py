"""Page set-up, page numbers and the difference of odd and even pages, taken from one Word file into another."""

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from shuzhi.styles import W, style_of

Parts = Mapping[str, etree._Element]  # noqa: SLF001 - lxml's own type; the parsed parts of one Word file by name

_BODY, _SETTINGS = "word/document.xml", "word/settings.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BEFORE_PAGE = frozenset(W + name for name in (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type",
))
# What stands before w:evenAndOddHeaders in w:settings (ECMA-376 part 1, 17.15.1.78).
_FIRST_SETTINGS = """
writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState
formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge
revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride
styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle
"""
_BEFORE_EVEN = frozenset(W + name for name in _FIRST_SETTINGS.split())


def _upright(section: etree._Element) -> bool:
    """True for a portrait section."""
    size = section.find(W + "pgSz")
    return size is None or int(size.get(W + "w", "0")) <= int(size.get(W + "h", "0"))


def page_of(parts: Parts, model: Parts) -> None:
    """Give every portrait section of the template the size and margins of the house's first one."""
    house = next(filter(_upright, _sections(model)), None)
    if house is None:
        return
    for section in filter(_upright, list(_sections(parts))):
        for name in ("pgMar", "pgSz"):  # put in front of each other: size, then margins
            taken = house.find(W + name)
            if taken is None:
                continue
            for old in section.findall(W + name):
                section.remove(old)
            section.insert(sum(node.tag in _BEFORE_PAGE for node in section), deepcopy(taken))


def _sections(parts: Parts) -> Iterator[etree._Element]:
    return parts[_BODY].iter(W + "sectPr") if _BODY in parts else iter(())


def _footers(parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """Each footer in use with the pages it is for: default, even, first."""
    targets = {
        node.get("Id"): posixpath.normpath(posixpath.join("/word", str(node.get("Target")))).lstrip("/")
        for node in parts.get(_RELATIONS, ())
    }
    for section in _sections(parts):
        for mark in section.iter(W + "footerReference"):
            path = targets.get(mark.get(_R + "id"), "")
            if path in parts:
                yield str(mark.get(W + "type", "default")), parts[path]


def _styled(footer: etree._Element, style: str) -> list[etree._Element]:
    return [paragraph for paragraph in footer.iter(W + "p") if style and style_of(paragraph) == style]


def page_numbers(parts: Parts, model: Parts, house: str, ids: Mapping[str, str]) -> None:
    """Each paragraph 公文页码 of a footer becomes the house's of the same pages, if that is text and fields alone.

    `house` is the id of that style in the house, `ids` gives the template's id for each of the house's.
    """
    found = {kind: lines[0] for kind, footer in _footers(model) if (lines := _styled(footer, house))}
    for kind, footer in list(_footers(parts)):
        wanted = found.get(kind, found.get("default"))
        if wanted is None or not _plain(wanted):
            continue
        for old in _styled(footer, ids[house]):
            taken = deepcopy(wanted)
            for mark in taken.iter(W + "pStyle", W + "rStyle"):
                mark.set(W + "val", ids.get(str(mark.get(W + "val")), str(mark.get(W + "val"))))
            old.getparent().replace(old, taken)  # type: ignore[union-attr]  # found below its parent


def _plain(paragraph: etree._Element) -> bool:
    """False where something in it points out of its part or floats (pictures, text boxes)."""
    floating = ("drawing", "pict", "object", "AlternateContent", "sectPr")
    return not any(
        etree.QName(node).localname in floating or any(str(key).startswith(_R) for key in node.attrib)
        for node in paragraph.iter(etree.Element)
    )


def even_pages(parts: Parts, model: Parts) -> None:
    """Odd and even pages differ as in the house, where the template has a footer for even pages."""
    settings, house = parts.get(_SETTINGS), model.get(_SETTINGS)
    if settings is None or house is None:
        return
    for mark in settings.findall(W + "evenAndOddHeaders"):
        settings.remove(mark)
    wanted = house.find(W + "evenAndOddHeaders")
    if wanted is not None and any(kind == "even" for kind, _ in _footers(parts)):
        settings.insert(sum(node.tag in _BEFORE_EVEN for node in settings), deepcopy(wanted))
