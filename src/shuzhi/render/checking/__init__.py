"""`shuzhi templates check`: every fault of a template at once, each with its paragraph and what to do."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.model.facts import Facts
from shuzhi.render.checking.lines import Flaw, Line, lines
from shuzhi.render.checking.looks import font_flaws, fonts_of, style_flaws, style_font_flaws
from shuzhi.render.checking.placing import placing_flaws
from shuzhi.render.checking.tags import tag_flaws
from shuzhi.render.checking.typed import typed_flaws
from shuzhi.render.context import context_of
from shuzhi.render.house import HOUSE
from shuzhi.render.known import Shape, shapes
from shuzhi.render.source import DAMAGED, PARTS, members, read, title_of
from shuzhi.render.template import load, render
from shuzhi.styles import style_of

__all__ = ["Flaw", "flaws"]

_STYLES, _FONTS = "word/styles.xml", "word/fontTable.xml"


@dataclass(frozen=True)
class _House:
    """The house style beside a template: its styles part ("" where there is none) and the fonts it names."""

    styles: bytes
    fonts: frozenset[str]


def flaws(path: Path, facts: Facts, names: Collection[str]) -> tuple[Flaw, ...]:
    """Every fault of a template, body first, in the order of paragraphs; empty if it can be used.

    facts  of a specimen branch with every sheet filled, to print the template once
    names  of the roster's branches and people, which may not be typed into a template
    """
    try:
        found = members(read(path), path.name)
    except TemplateFault as fault:
        return (_as_flaw(fault),)
    known, house = shapes(context_of(facts)), _house(path.parent / HOUSE)
    parts = sorted((name for name in found if PARTS.fullmatch(name)), key=lambda name: (title_of(name) != "", name))
    seen = [flaw for name in parts for flaw in _part(name, found, known, (house, names))]
    return tuple(dict.fromkeys(seen)) or tuple(_printed(path, facts))


def _part(
    name: str, found: Mapping[str, bytes], known: Mapping[str, Shape], typed: tuple[_House, Collection[str]]
) -> Iterator[Flaw]:
    """The faults of one part, by paragraph."""
    house, names = typed
    try:
        root = etree.fromstring(found[name], etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        yield Flaw(title_of(name), 0, "", DAMAGED)
        return
    own = lines(root, title_of(name))
    seen = [*tag_flaws(own, known), *placing_flaws(root, own)]
    for line in own:
        seen += [*typed_flaws(line, names), *font_flaws(line, house.fonts)]
    seen += _looks(own, found, house)
    yield from sorted(seen, key=lambda flaw: flaw.paragraph)


def _looks(own: tuple[Line, ...], found: Mapping[str, bytes], house: _House) -> Iterator[Flaw]:
    if _STYLES not in found:
        return
    used: dict[str, Line] = {}
    for line in own:
        used.setdefault(style_of(line.node), line)
    try:
        yield from style_font_flaws(found[_STYLES], used, house.fonts)
        if house.styles:
            yield from style_flaws(own, found[_STYLES], house.styles)
    except etree.XMLSyntaxError:
        yield Flaw("", 0, "", DAMAGED)


def _house(path: Path) -> _House:
    """The house style; none where the file is missing or broken (`load` says so)."""
    try:
        found = members(read(path), path.name)
        styles = found.get(_STYLES, b"")
        fonts = fonts_of(etree.fromstring(styles, etree.XMLParser(resolve_entities=False)))
    except (TemplateFault, etree.XMLSyntaxError):
        return _House(b"", frozenset())
    return _House(styles, frozenset(fonts))


def _printed(path: Path, facts: Facts) -> Iterator[Flaw]:
    """What only printing shows."""
    try:
        render(load(path), facts)
    except TemplateFault as fault:
        yield _as_flaw(fault)


def _as_flaw(fault: TemplateFault) -> Flaw:
    return Flaw(fault.part, fault.paragraph, fault.text, fault.reason)
