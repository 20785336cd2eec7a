"""From a template and the facts of a branch to a Word report and the figures printed in it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.model.facts import Facts
from shuzhi.model.identity import Identity
from shuzhi.model.indicator import Figure
from shuzhi.model.origin import Origins
from shuzhi.model.words import Numbering
from shuzhi.render.annex import Correction, append, corrections
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import Environment
from shuzhi.render.fill import Given, filled, mended, printed
from shuzhi.render.house import HOUSE, dressed
from shuzhi.render.layout import keep_rows, place_signature, tell_marks_apart
from shuzhi.render.long import cut, pasted
from shuzhi.render.numbering import run_in
from shuzhi.render.package import CORE, CUSTOM, claiming, core_properties, identified, pack
from shuzhi.render.printing import FIGURES
from shuzhi.render.source import TAGS, Part, members, parts, read
from shuzhi.render.text import clean
from shuzhi.styles import style_ids
from shuzhi.zipped import Member, member

_DAMAGED = "文件已经损坏，请在 Word 或 WPS 里打开后另存。"
_SENTENCE = re.compile(r"(?:句\.|(?=全体指标\.))(\w+)")
_WORD = re.compile(r"\w+")
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"


@dataclass(frozen=True)
class Template:
    """A .docx with tags, dressed in the house style and compiled.

    members  of its zip
    parts    those that hold tags
    ids      style name → style id
    said     the tags of the sentences it prints, and 全体指标 if it prints one
    words    every word of its tags: the names it asks for are among them
    kept     the members that are the same in every report, compressed
    """

    name: str
    members: Mapping[str, bytes]
    parts: tuple[Part, ...]
    ids: Mapping[str, str]
    said: frozenset[str]
    words: frozenset[str]
    kept: Mapping[str, Member] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """One finished report, every number printed in it in the order of printing, and what it corrects."""

    docx: bytes
    figures: tuple[Figure, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class _Printed:
    """A template filled in: what `render` still works on, parts that are finished, the numbers, the headings' style.

    rows  of very long tables in the body, finished
    """

    roots: dict[str, etree._Element]
    rows: list[bytes]
    members: dict[str, Member]
    figures: tuple[Figure, ...]
    numbering: Numbering


def load(path: Path) -> Template:
    """Open and compile a template, dressed in the house style that lies beside it.

    TemplateFault names the first fault in it (syntax, braces, lost text).
    """
    house = path.parent / HOUSE
    return _compiled(path.name, read(path), read(house) if os.path.lexists(house) else b"")


def render(template: Template, facts: Facts) -> Report:
    """The report of one branch; TemplateFault if the template asks for something that does not exist.

    Where its figures differ from those of the final report before it, it is a corrected one and says so.
    """
    done = _printed(template, facts, corrected=False)
    changed = corrections(facts.final, done.figures)
    if changed:
        done = _printed(template, facts, corrected=True)
    body = done.roots[_BODY]
    run_in(body, template.ids, done.numbering)
    place_signature(body, template.ids)
    append(body, template.ids, facts, done.figures if facts.kind.annex else (), changed)
    keep_rows(body, template.ids)
    tell_marks_apart(done.roots.values())
    made = {path: _serialised(root) for path, root in done.roots.items()} | _properties(template, facts)
    made[_BODY] = pasted(made[_BODY], done.rows)
    return Report(pack({**template.kept, **done.members, **made}), done.figures, changed)


def _properties(template: Template, facts: Facts) -> dict[str, bytes]:
    """What a file tells of itself: title and author where the template has core properties, and which report it is."""
    title = clean(f"{facts.kind.name}（{facts.branch.full_name}，{facts.period.label}）")
    identity = Identity(facts.period.code, facts.branch.code, facts.kind.output)
    made = {CUSTOM: identified(template.members.get(CUSTOM), identity)}
    if CORE in template.members:
        made[CORE] = core_properties(title, clean(facts.branch.full_name))
    return made


def _printed(template: Template, facts: Facts, *, corrected: bool) -> _Printed:
    """Every part with its tags filled in, and the numbers printed."""
    figures: list[Figure] = []
    known = context_of(facts, template.said, corrected=corrected)
    context = {tag: known[tag] for tag in known if tag in template.words}
    context |= {FIGURES: figures, BUDGET: Budget(township=facts.kind.of_township)}
    roots, finished, rows = {}, {}, list[bytes]()
    for part in (one for one in template.parts if one.path not in template.kept):
        first = _first_id(template, part)
        xml = printed(template.name, part, Given(first, context, known))
        if part.path == _BODY:
            xml, rows = cut(template.name, part, xml, template.ids)
        if part.path == _BODY or "bookmark" in xml:
            roots[part.path] = mended(template.name, part, xml, first)
        else:
            finished[part.path] = _finished(template.name, part, xml, first)
    placed = tuple(_placed(figure, facts.origins) for figure in figures)
    return _Printed(roots, rows, finished, placed, known["序"].style)


@lru_cache(maxsize=32)
def _finished(template: str, part: Part, xml: str, first: int) -> Member:
    """A header or footer: of one template they are of few kinds (初稿 or not), each mended and compressed once."""
    return member(part.path, _serialised(mended(template, part, xml, first)))


def _placed(figure: Figure, origins: Origins) -> Figure:
    """A figure of a consolidated workbook with the cells and rows of the quarters' workbooks."""
    if not origins.rows:
        return figure
    rows = origins.of(";".join(figure.rows))
    return figure._replace(source=origins.cell(figure.source), rows=tuple(filter(None, rows.split(";"))))


@lru_cache(maxsize=32)
def _compiled(name: str, data: bytes, house: bytes) -> Template:
    """Compiled once a process, as long as neither file changes."""
    found = dressed(members(data, name), members(house, HOUSE) if house else {})
    try:
        ids = {**style_ids(found[_STYLES])} if _STYLES in found else {}
    except etree.XMLSyntaxError:
        raise TemplateFault(name, _DAMAGED) from None
    compiled = parts(found, name, Environment())
    tags = " ".join(tag for part in compiled for tag in TAGS.findall(part.source))
    said, words = (frozenset(pattern.findall(tags)) for pattern in (_SENTENCE, _WORD))
    template = Template(name, found, compiled, ids, said, words)
    return replace(template, kept=_kept(template))


def _kept(template: Template) -> dict[str, Member]:
    """All members but the properties and the parts that hold tags, or bookmarks, which are told apart part by part."""
    own = {CORE, CUSTOM, *(part.path for part in template.parts)}
    same = {name: data for name, data in claiming(template.members).items() if name not in own}
    for part in template.parts:
        if part.path != _BODY and "bookmark" not in part.source and not any(map(TAGS.search, part.texts)):
            given = Given(_first_id(template, part), {FIGURES: [], BUDGET: Budget()}, {})
            same[part.path] = _serialised(filled(template.name, part, given))
    return {name: member(name, data) for name, data in same.items()}


def _first_id(template: Template, part: Part) -> int:
    """No two parts share the id of a drawing."""
    return 1000 * (1 + template.parts.index(part))


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
