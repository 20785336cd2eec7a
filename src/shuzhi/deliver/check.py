"""What a produced file must be before it is handed over: WPS opens files that Word refuses, so structure is checked."""

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from shuzhi.deliver.cells import without_rows
from shuzhi.deliver.document import document_faults, has_plain_tables
from shuzhi.deliver.hypertext import page_faults
from shuzhi.deliver.large import TABLES, is_sound
from shuzhi.deliver.text import csv_faults, json_faults, text_faults
from shuzhi.unzipped import Made, inflated, opened

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_CONTENT_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_RELATIONS = ".rels"
_LARGE = 1 << 20  # bytes of a part that is not kept in memory
_ALIKE = 64  # parts: most are the same in all reports of one template
# Parts without any table need no handlers, which are what takes time; most have not even the letters of one.
_TABLES = re.compile(rb"[:<](?:tbl|tc)[\s>/]")
Found = list[str]


def check_file(path: Path) -> Found:
    """Faults of one file, as `check` has them. OSError where it can't be read."""
    return check(path.suffix.lower(), path.read_bytes())


def check(kind: str, content: bytes) -> Found:
    """Faults of a content by its kind (".docx"), each a Chinese phrase; empty if there is none."""
    checks: Mapping[str, Callable[[bytes], Found]] = {
        ".docx": check_document, ".xlsx": _check_workbook, ".csv": csv_faults, ".json": json_faults,
        ".html": page_faults, ".txt": text_faults, ".pdf": _check_pdf,
    }
    return checks[kind](content) if kind in checks else []


def check_returned(content: bytes) -> Found:
    """Faults of a branch's own workbook on its way back: a whole zip with every part once.

    Whatever else was odd in the file that came in is still there, and no reason to deliver nothing to anybody.
    """
    try:
        archive = opened(content)
        names, damaged = [name.lower() for name in archive.namelist()], archive.testzip()
    except zipfile.BadZipFile:
        return ["压缩包打不开"]
    twice = [f"压缩包里有重名部件 {name}" for name, count in Counter(names).items() if count > 1]
    return twice + ([f"部件 {damaged} 已损坏"] if damaged else [])


def _opened(content: bytes) -> tuple[Made | zipfile.ZipFile | None, Found]:
    """An office document's package, None where it is none, and the faults of it and of its XML parts."""
    try:
        archive = opened(content)
        names = archive.namelist()
        twice = [name for name, count in Counter(name.lower() for name in names).items() if count > 1]
        if twice:
            return None, [f"压缩包里有重名部件 {twice[0]}"]
        if _CONTENT_TYPES not in names:
            return None, [f"缺少部件 {_CONTENT_TYPES}"]
        faults = [fault for name in _xml(names) for fault in _look_at(archive, name)]
        links = [name for name in names if name.endswith(_RELATIONS)]
        targets = [(name, target) for name in links for target in _targets(name, archive.read(name))]
    except (zipfile.BadZipFile, zlib.error):
        return None, ["压缩包打不开"]
    there = {*names}
    return archive, faults + [f"部件 {name} 指向不存在的 {target}" for name, target in targets if target not in there]


def _xml(names: Iterable[str]) -> Iterator[str]:
    """Those of the names whose parts are XML."""
    return (name for name in names if name.endswith((".xml", _RELATIONS)))


def check_document(content: bytes) -> Found:
    """Faults of a .docx: the package is sound, and so is what Word asks of the parts of a document together."""
    archive, faults = _opened(content)
    if archive is None or faults:
        return faults
    return document_faults({name: archive.read(name) for name in _xml(archive.namelist())})


def _check_workbook(content: bytes) -> Found:
    """The package is sound, and a reader that is not our writer finds sheets in it."""
    from shuzhi.deliver.workbook import workbook_faults  # noqa: PLC0415 - heavy: most files are documents

    _, faults = _opened(content)
    return faults or workbook_faults(content)


def _look_at(archive: Made | zipfile.ZipFile, name: str) -> tuple[str, ...]:
    """Faults of one part; a large one that two workbooks share is looked at once. Raises BadZipFile, zlib.error."""
    packed = archive.packed(name) if isinstance(archive, Made) and name != _CORE else None
    if packed and packed.size > _LARGE:
        return () if is_sound(packed) else _check_part.__wrapped__(name, inflated(packed))
    return _check_part(name, archive.read(name))


@lru_cache(maxsize=_ALIKE)
def _check_part(name: str, content: bytes) -> tuple[str, ...]:
    """What `_faults` says, which is asked of the whole only where it finds something in what is not plain."""
    return _faults(name, without_rows(content)) and _faults(name, content)


def _faults(name: str, content: bytes) -> tuple[str, ...]:
    """Well-formed; each w:tc ends with a w:p, each w:tbl has a w:tr; core properties stand there once."""
    if name != _CORE and not (any(map(content.__contains__, TABLES)) and _TABLES.search(content)):
        return tuple(_parse(name, content))
    if name != _CORE and has_plain_tables(content):  # counting is quicker than handlers
        return tuple(_parse(name, content))
    faults: Found = []
    last: list[str] = [""]
    children: list[set[str]] = [set()]

    def start(tag: str, _: dict[str, str]) -> None:
        if name == _CORE and len(last) == 2 and tag in children[-1]:
            faults.append(f"部件 {name} 里 {tag.rpartition(' ')[2]} 出现了两次")
        last[-1] = tag
        children[-1].add(tag)
        last.append("")
        children.append(set())

    def end(tag: str) -> None:
        last_child, inside = last.pop(), children.pop()
        if tag == f"{_W}tc" and last_child != f"{_W}p":
            faults.append(f"部件 {name} 里有单元格不以段落结尾")
        if tag == f"{_W}tbl" and f"{_W}tr" not in inside:
            faults.append(f"部件 {name} 里有表格没有行")

    return tuple(_parse(name, content, start, end) or faults)


@lru_cache(maxsize=_ALIKE)
def _targets(name: str, content: bytes) -> tuple[str, ...]:
    """The parts inside the package that a part of relations points to, as zip names; none if it cannot be parsed."""
    found: list[str] = []
    folder = posixpath.dirname(posixpath.dirname(name))

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == _RELATIONSHIP and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            found.append(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))

    return () if _parse(name, content, start) else tuple(found)


def _parse(
    name: str, content: bytes,
    start: Callable[[str, dict[str, str]], None] | None = None, end: Callable[[str], None] | None = None,
) -> Found:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's way to say that this is all
    except expat.ExpatError as fault:
        return [f"部件 {name} 不是完整的 XML（{fault}）"]
    return []


def _check_pdf(content: bytes) -> Found:
    from shuzhi.pdf.document import page_count  # noqa: PLC0415 - heavy: few deliveries have PDFs

    return [] if page_count(content) else ["PDF 打不开，或者没有一页"]
