"""What stands behind a report: where its figures come from, and what a corrected report changed."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from lxml import etree

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Figure
from shuzhi.model.township import TownshipFacts
from shuzhi.model.words import Audience
from shuzhi.render.origin import places, title_of
from shuzhi.styles import ANNEX, ANNEX_TITLE, BODY, DATE, SIGNATURE, TABLE_CELL, TABLE_HEAD, W, style_of

_PAGE = 8844  # twips between the margins of GB/T 9704, where a template does not say
_NONE = "—"
_ADDED = "各党组织合计"
_BREAK = "、\u200b"  # a line may end here: LibreOffice takes 3、6、8 for one word, and begins lines with 、
_OWN_NOTE = "“会议第5行”指工作簿“会议”表第5行"
_QUARTERS_NOTE = "“会议第5行”指那个季度的工作簿“会议”表第5行"
_TOWNSHIP_NOTE = f"“本级会议第5行”指乡镇台账“本级会议”表第5行；{_ADDED}的，各是多少见汇总表“指标溯源”"
_ITEMS = "支部信息"  # the sheet where each row is a matter of its own


@dataclass(frozen=True)
class Correction:
    """One figure that changed since the report was final: what it was, what it is ("" = not there), the rows now."""

    source: str
    before: str
    now: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class _Table:
    """One annex: title, header, share of the page's width of each column, lines, the note below."""

    title: str
    header: tuple[str, ...]
    shares: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]
    note: str


def corrections(final: Sequence[Figure] | None, figures: Sequence[Figure]) -> tuple[Correction, ...]:
    """What changed between the figures of the final report and those of now; empty where it never was final.

    Figures of one indicator, or of one column, are compared in the order of printing, so that a row put in between
    changes no other. A number that is only said once more, or once less, has not changed.
    """
    if final is None:
        return ()
    before, now = _by_key(final), _by_key(figures)
    changed = (
        one for key in dict.fromkeys((*now, *before)) for one in _changed(before.get(key, ()), now.get(key, ()))
    )
    return tuple(dict.fromkeys(changed))


def append(
    root: etree._Element, ids: Mapping[str, str], facts: Facts, figures: Sequence[Figure],
    changed: Sequence[Correction],
) -> None:
    """Append 更正说明, 各季度报告数据更正 (where something changed) and 数据来源 (where `figures` are given) to a part.

    Together they are one annex, each on a page of its own, named above the signature (GB/T 9704 7.3.4); a style that
    the template lacks is Normal.
    """
    tables = [
        *([_corrected(facts, changed)] if changed else []), *([_amended(facts)] if _tells_amended(facts) else []),
        *([_sources(facts, figures)] if figures else []),
    ]
    body = root.find(W + "body")
    if body is None or not tables:
        return
    _announce(body, ids, [table.title for table in tables])
    section = body.find(W + "sectPr")
    for number, table in enumerate(tables):
        for node in _nodes(table, "" if number else "附件", ids, _width(section)):
            if section is None:
                body.append(node)
            else:
                section.addprevious(node)


def _by_key(figures: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Figures by indicator, or by sheet and column of the cell (民生实事!K)."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(_key(figure.source), []).append(figure)
    return {key: tuple(those) for key, those in found.items()}


def _key(source: str) -> str:
    sheet, mark, cell = source.partition(";")[0].rpartition(":")[2].partition("!")
    if not mark:
        return source
    return f"{sheet}!{cell.rstrip('0123456789') if sheet != _ITEMS else cell}"


def _changed(before: Sequence[Figure], now: Sequence[Figure]) -> Iterator[Correction]:
    texts = [one.text for one in before], [one.text for one in now]
    for _, start, end, first, last in (
        code for code in SequenceMatcher(None, *texts, autojunk=False).get_opcodes() if code[0] != "equal"
    ):
        for old, new in zip_longest(before[start:end], now[first:last]):
            if new is None and old.text not in texts[1]:
                yield Correction(old.source, old.text, "", ())
            elif new is not None and (old is not None or new.text not in texts[0]):
                yield Correction(new.source, old.text if old else "", new.text, new.rows)


def _corrected(facts: Facts, changed: Sequence[Correction]) -> _Table:
    lines = tuple(
        (str(number), title_of(facts, one.source, one.now or one.before), one.before or _NONE, one.now or _NONE,
         places(facts, one.rows) or _NONE)
        for number, one in enumerate(changed, 1)
    )
    note = f"说明：原数是上次定稿或审定时的数，现数是本次按工作簿统计的数；“{_NONE}”表示没有这个数。"
    return _Table("更正说明", ("序号", "指标或栏目", "原数", "现数", "涉及行"), (8, 34, 13, 13, 32), lines, note)


def _tells_amended(facts: Facts) -> bool:
    """What changed in the quarters is told to superiors and in the office."""
    return bool(facts.amended) and facts.kind.audience is not Audience.RESIDENTS


def _amended(facts: Facts) -> _Table:
    lines = tuple(
        (str(number), one.quarter.label.partition("年")[2], one.title, one.before or _NONE, one.now or _NONE,
         places(facts, one.rows) or _NONE)
        for number, one in enumerate(facts.amended, 1)
    )
    note = f"说明：原数是各季度报告里的数，现数是本次按各季度工作簿重新统计的数；“{_NONE}”表示没有这个数。"
    header = ("序号", "季度", "指标", "原数", "现数", "涉及行")
    return _Table("各季度报告数据更正", header, (8, 15, 27, 9, 9, 32), lines, note)


def _sources(facts: Facts, figures: Sequence[Figure]) -> _Table:
    township = isinstance(facts, TownshipFacts)
    lines = tuple(
        (str(one.number), one.text, title_of(facts, one.source, one.text),
         places(facts, one.rows) or (_ADDED if one.source in facts.all and township else _NONE))
        for one in figures
    )
    example = _TOWNSHIP_NOTE if township else _QUARTERS_NOTE if facts.origins.rows else _OWN_NOTE
    note = f"说明：序号按数在报告中出现的先后排列；{example}。"
    return _Table("数据来源", ("序号", "数", "指标或栏目", "来自哪几行"), (8, 14, 38, 40), lines, note)


def _announce(body: etree._Element, ids: Mapping[str, str], titles: Sequence[str]) -> None:
    """附件：… above the signature, one blank line below the text."""
    last = {ids[name] for name in (SIGNATURE, DATE) if name in ids}
    signed = [node for node in body.iter(W + "p") if style_of(node) in last]
    named = "和".join(filter(None, ("、".join(titles[:-1]), titles[-1])))
    nodes = [_paragraph(text, ids.get(BODY)) for text in ("", f"附件：{named}")]
    section = body.find(W + "sectPr")
    place = signed[0] if signed else section
    for node in nodes:
        properties = node.find(W + "pPr")
        if signed and properties is not None:
            _sub(properties, "keepNext")  # the signature never stands alone on a page
        if place is None:
            body.append(node)
        else:
            place.addprevious(node)


def _nodes(table: _Table, mark: str, ids: Mapping[str, str], width: int) -> Iterator[etree._Element]:
    """A new page with 附件 (on the first), the title, the table and its note."""
    heads = [_paragraph(mark, ids.get(ANNEX))] if mark else []
    heads.append(_paragraph(table.title, ids.get(ANNEX_TITLE)))
    properties = heads[0].find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        heads[0].insert(0, properties)
    etree.SubElement(properties, W + "pageBreakBefore")
    yield from heads
    yield _grid(table, ids, [width * share // sum(table.shares) for share in table.shares])
    yield _paragraph(table.note, ids.get(TABLE_CELL))


def _grid(table: _Table, ids: Mapping[str, str], widths: Sequence[int]) -> etree._Element:
    """A table with real column widths (WPS trusts them) whose header is repeated on every page."""
    node = etree.Element(W + "tbl")
    properties = _sub(node, "tblPr")
    _sub(properties, "tblW", w=sum(widths), type="dxa")
    borders = _sub(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _sub(borders, side, val="single", sz=4, space=0, color="auto")
    _sub(properties, "tblLayout", type="fixed")
    margins = _sub(properties, "tblCellMar")
    for side in ("left", "right"):
        _sub(margins, side, w=80, type="dxa")
    grid = _sub(node, "tblGrid")
    for width in widths:
        _sub(grid, "gridCol", w=width)
    head, line = (_row(widths, ids.get(style)) for style in (TABLE_HEAD, TABLE_CELL))
    _sub(head[0], "tblHeader")
    node.append(_written(head, table.header))
    node.extend([_written(deepcopy(line), texts) for texts in table.lines])
    return node


def _row(widths: Sequence[int], style: str | None) -> etree._Element:
    """A row to be written into: a whole one is copied much faster than made."""
    row = etree.Element(W + "tr")
    _sub(_sub(row, "trPr"), "cantSplit")
    for width in widths:
        cell = _sub(row, "tc")
        _sub(_sub(cell, "tcPr"), "tcW", w=width, type="dxa")
        cell.append(_paragraph(_NONE, style))
    return row


def _written(row: etree._Element, texts: Sequence[str]) -> etree._Element:
    """The row with a text in each cell."""
    for node, text in zip(row.iter(W + "t"), texts, strict=True):
        node.text = text.replace("、", _BREAK)
    return row


def _paragraph(text: str, style: str | None) -> etree._Element:
    node = etree.Element(W + "p")
    if style:
        _sub(_sub(node, "pPr"), "pStyle", val=style)
    if text:
        run = _sub(node, "r")
        _sub(_sub(run, "rPr"), "rFonts", hint="eastAsia")
        _sub(run, "t").text = text
    return node


def _sub(parent: etree._Element, tag: str, **attributes: str | int) -> etree._Element:
    return etree.SubElement(parent, W + tag, {W + name: str(value) for name, value in attributes.items()})


def _width(section: etree._Element | None) -> int:
    """Twips between the margins of a section."""
    size = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    if size is None or margins is None:
        return _PAGE
    return int(size.get(W + "w") or 0) - sum(int(margins.get(W + side) or 0) for side in ("left", "right"))
