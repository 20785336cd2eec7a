"""The comments of a worksheet (ECMA-376 part 1, 18.7): ours hung up before what people wrote, and taken down again."""

import re
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from shuzhi.author.mark.grid import Cell, Grid, address_of
from shuzhi.author.mark.markup import (
    NOTHING,
    RELATED,
    Element,
    add,
    beside,
    children,
    identifier,
    local,
    named_r,
    placed,
)
from shuzhi.author.mark.order import COMMENTS, SHEET
from shuzhi.author.mark.package import Package
from shuzhi.author.mark.shapes import EMPTY, Shapes
from shuzhi.model.sheet import VERDICT, column_letter
from shuzhi.spreadsheet import SONG, fitting, spelled

_HEAD, _END = f"{VERDICT}：", "————————"  # around our text; the second only before a comment of somebody's own
_OURS = re.compile(rf"\s*{_HEAD}\s")
_REST = re.compile(rf"\s*{_END}[^\S\n]*\n?")
_NONE = (
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def hang(package: Package, part: str, grid: Grid, texts: Mapping[Cell, str]) -> None:
    """Hang a comment on each cell of `texts`, before the one that it has; `part` and `grid` are the worksheet's."""
    name = package.target(part, "comments")
    if not name:
        name = package.free("xl/comments{}.xml")
        package.link(part, "comments", name)
    comments = package.tree(name, _NONE)
    package.typed(name, _TYPE)
    listed = placed(comments, "commentList", COMMENTS)
    author, known = str(_author(comments)), _known(listed)
    told = dict[Cell, str]()
    for address, text in texts.items():
        comment = known.get(address)
        if comment is None:
            place = f"{column_letter(address[1])}{address[0]}"
            comment = known[address] = add(listed, "comment", {"ref": place, "authorId": author, "shapeId": "0"})
        told[address] = _write(comment, fitting(text))
    shapes = Shapes(package.tree(_drawing(package, part, grid.root), EMPTY), grid)
    for address, comment in known.items():
        if address in texts or address not in shapes:
            shapes.put(address, told[address] if address in texts else _text(comment))


def take_down(package: Package, part: str, grid: Grid) -> None:
    """Remove our comments; what people wrote below them stays."""
    name = package.target(part, "comments")
    if not name:
        return
    comments = package.tree(name)
    listed = placed(comments, "commentList", COMMENTS)
    drawing = _drawing_of(package, part, grid.root)
    shapes = Shapes(package.tree(drawing, EMPTY), grid) if drawing else None
    for address, comment in _known(listed).items():
        text = _text(comment)
        if not _OURS.match(text):
            continue
        rest = _REST.search(text)
        if rest:
            _cut(comment, rest.end())
        else:
            listed.remove(comment)
            if shapes:
                shapes.drop(address)
    if not len(listed):
        _drop(package, part, name)
        if shapes and shapes.is_empty():
            _drop(package, part, drawing)
            for one in list(children(grid.root, "legacyDrawing")):
                grid.root.remove(one)


def _drop(package: Package, part: str, name: str) -> None:
    for link in package.links(part):
        if link.target == name.lower():
            package.unlink(part, link.id)
    package.drop(name)


def _author(comments: Element) -> int:
    authors = placed(comments, "authors", COMMENTS)
    names = [one.text for one in children(authors, "author")]
    if VERDICT not in names:
        add(authors, "author", NOTHING, VERDICT)
        names.append(VERDICT)
    return names.index(VERDICT)


def _known(listed: Element) -> dict[Cell, Element]:
    found = {address_of(one.get("ref", "")): one for one in children(listed, "comment")}
    return {address: one for address, one in found.items() if address}


def _write(comment: Element, text: str) -> str:
    """Put our text before that of a comment; what it says then."""
    body = placed(comment, "text", ("text", "commentPr", "AlternateContent", "extLst"))
    for plain in list(children(body, "t")):  # text without runs: Excel wants it before any run
        run = etree.Element(beside(body, "r"))
        body.replace(plain, run)
        run.append(plain)
    old = _text(comment)
    ours = [spelled(f"{_HEAD}\n"), spelled(f"{text}\n{_END}\n" if old.split() else text)]
    for place, told in enumerate(ours):
        run = deepcopy(_run(beside(body, "r"), bold=not place))
        run[-1].text = told
        body.insert(place, run)
    return "".join([*ours, old])


@lru_cache(maxsize=16)
def _run(name: str, *, bold: bool) -> Element:
    """A run of text without its text, to be copied; `name`: its full name."""
    made = etree.Element(name)
    look = add(made, "rPr")
    if bold:
        add(look, "b")
    add(look, "sz", {"val": "11"})
    add(look, "color", {"indexed": "81"})
    add(look, "rFont", {"val": SONG})
    add(look, "family", {"val": "3"})
    add(made, "t", {_SPACE: "preserve"})
    return made


def _texts(comment: Element) -> list[Element]:
    """The pieces of text of a comment, in order, without what is only said how to read."""
    return [one for one in comment.iter() if local(one) == "t" and (up := one.getparent()) is not None
            and local(up) in ("r", "text")]


def _text(comment: Element) -> str:
    return "".join(one.text or "" for one in _texts(comment))


def _cut(comment: Element, count: int) -> None:
    """Take away the first characters; runs left without any go with them."""
    for piece in _texts(comment):
        text = piece.text or ""
        piece.text, count = text[count:], max(count - len(text), 0)
        run = piece.getparent()
        body = run.getparent() if run is not None else None
        if not piece.text and run is not None and body is not None and local(run) == "r":
            body.remove(run)


def _drawing_of(package: Package, part: str, root: Element) -> str:
    """The drawing that the worksheet names for its comments; "" if there is none."""
    own = [identifier(one)[1] for one in children(root, "legacyDrawing")]
    return next((link.target for link in package.links(part) if link.id in own and link.target in package), "")


def _drawing(package: Package, part: str, root: Element) -> str:
    known = _drawing_of(package, part, root)
    if known:
        return known
    name = package.free("xl/drawings/vmlDrawing{}.vml")
    package.typed_all("vml", _SHAPES_TYPE)
    for broken in list(children(root, "legacyDrawing")):
        root.remove(broken)
    drawing = placed(root, "legacyDrawing", SHEET, named_r(RELATED))
    drawing.set(RELATED, package.link(part, "vmlDrawing", name))
    return name
