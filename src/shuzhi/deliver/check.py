"""What a produced file must be before it is handed over: WPS opens files that Word refuses, so structure is checked."""

import csv
import io
import json
import posixpath
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from shuzhi.deliver.document import document_faults
from shuzhi.deliver.hypertext import page_faults
from shuzhi.pdf.document import page_count

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_CONTENT_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
# Parts without any table need no handlers, which are what takes time.
_TABLES = re.compile(rb"[:<](?:tbl|tc)[\s>/]")
Found = list[str]


def check_file(path: Path) -> Found:
    """Faults of one file by its kind, each a Chinese phrase; empty if there is none. OSError where it can't be read."""
    checks: Mapping[str, Callable[[Path], Found]] = {
        ".docx": _check_document, ".xlsx": _check_workbook, ".csv": _check_csv, ".json": _check_json,
        ".html": _check_page, ".txt": _check_text, ".pdf": _check_pdf,
    }
    kind = checks.get(path.suffix.lower())
    return kind(path) if kind else []


def check_document(content: bytes) -> Found:
    """Faults of a .docx that is not written yet, as check_file has them."""
    return _check_document(io.BytesIO(content))


def check_returned(path: Path) -> Found:
    """Faults of a branch's own workbook on its way back: a whole zip with every part once.

    Whatever else was odd in the file that came in is still there, and no reason to deliver nothing to anybody.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
            damaged = archive.testzip()
    except zipfile.BadZipFile:
        return ["压缩包打不开"]
    twice = [f"压缩包里有重名部件 {name}" for name, count in Counter(names).items() if count > 1]
    return twice + ([f"部件 {damaged} 已损坏"] if damaged else [])


def _check_office(path: Path | io.BytesIO) -> Found:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            twice = [name for name, count in Counter(name.lower() for name in names).items() if count > 1]
            if twice:
                return [f"压缩包里有重名部件 {twice[0]}"]
            if _CONTENT_TYPES not in names:
                return [f"缺少部件 {_CONTENT_TYPES}"]
            parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels"))}
    except zipfile.BadZipFile:
        return ["压缩包打不开"]
    faults = [fault for name, content in parts.items() for fault in _check_part(name, content)]
    targets = [(name, target) for name, content in parts.items() for target in _targets(name, content)]
    return faults + [f"部件 {name} 指向不存在的 {target}" for name, target in targets if target not in names]


def _check_document(path: Path | io.BytesIO) -> Found:
    """The package is sound, and so is what Word asks of the parts of a document together."""
    faults = _check_office(path)
    if faults:
        return faults
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    return document_faults(parts)


def _check_workbook(path: Path) -> Found:
    """The package is sound, and a reader that is not our writer finds sheets in it."""
    faults = _check_office(path)
    if faults:
        return faults
    try:
        with warnings.catch_warnings(action="error"), closing(load_workbook(path, read_only=True)) as book:
            return [] if book.sheetnames else ["工作簿里没有工作表"]
    except (KeyError, ValueError, TypeError, InvalidFileException, UserWarning) as fault:
        return [f"openpyxl 打不开（{type(fault).__name__}）"]


def _check_part(name: str, content: bytes) -> Found:
    """Well-formed; each w:tc ends with a w:p, each w:tbl has a w:tr; core properties stand there once."""
    if name != _CORE and not _TABLES.search(content):
        return _parse(name, content)
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

    return _parse(name, content, start, end) or faults


def _targets(name: str, content: bytes) -> list[str]:
    """The parts inside the package that a .rels part points to, as zip names; none if it cannot be parsed."""
    if not name.endswith(".rels"):
        return []
    found: list[str] = []
    folder = posixpath.dirname(posixpath.dirname(name))

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == _RELATIONSHIP and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            found.append(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))

    return [] if _parse(name, content, start) else found


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


def _check_pdf(path: Path) -> Found:
    return [] if page_count(path) else ["PDF 打不开，或者没有一页"]


def _check_text(path: Path) -> Found:
    try:
        path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return ["不是 UTF-8 文字"]
    return []


def _check_page(path: Path) -> Found:
    return page_faults(path.read_bytes())


def _check_csv(path: Path) -> Found:
    """UTF-8, every line with as many columns as the first."""
    faults = _check_text(path)
    if faults:
        return faults
    text = path.read_bytes().decode("utf-8-sig")
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # the rows behind a figure of a large 党委 are many
    try:
        widths = {len(line) for line in csv.reader(io.StringIO(text, newline=""), strict=True)}
    except csv.Error:
        return ["引号不成对"]
    return [] if len(widths) == 1 else ["各行列数不一样"]


def _check_json(path: Path) -> Found:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return ["不是 JSON"]
    return []
