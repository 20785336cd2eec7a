"""A slow, plain reader of workbooks by the letter of ECMA-376 part 1: what Excel stores at which address.

Only lxml and zipfile; nothing of the program. It takes whole workbooks only: what it cannot follow raises.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DATES = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}  # 18.8.30, with those of zh-cn
HOURS = {46}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LAST_DAY = 2_958_466  # 9999-12-31 is the last day Excel shows
CLOSE = 1.2e-8  # a thousandth of a second, in days


@dataclass(frozen=True)
class Moment:
    """A number that Excel shows as a day, an hour or (`lasts`) a length of time."""

    serial: float
    lasts: bool
    from_1904: bool


@dataclass(frozen=True)
class Shared:
    """What cells refer to: texts, what each format shows (see _looks), whether days are counted from 1904."""

    texts: list
    looks: list
    from_1904: bool


@dataclass
class Sheet:
    """One worksheet: `cells` (row, column) → value; `broken` (row, column) → error or formula, as the gate names them."""

    hidden: bool
    cells: dict = field(default_factory=dict)
    broken: dict = field(default_factory=dict)
    merged: set = field(default_factory=set)


def workbook(data):
    """The worksheets of a workbook (bytes) by title, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name.lower(): archive.read(name) for name in archive.namelist()}
    main = next(target for kind, target in _links(parts, "").values() if kind == "officeDocument")
    book, links = _tree(parts[main]), _links(parts, main)
    others = dict(links.values())
    texts = [_text(si) for si in _tree(parts[others["sharedStrings"]]).findall(f"{MAIN}si")] if others.get("sharedStrings") in parts else []
    looks = (others.get("styles") in parts and _formats(_tree(parts[others["styles"]]))) or [""]
    properties = book.find(f"{MAIN}workbookPr")
    from_1904 = properties is not None and properties.get("date1904", "0").lower() in ("1", "true", "on")
    sheets, shared = {}, Shared(texts, looks, from_1904)
    for entry in book.find(f"{MAIN}sheets").findall(f"{MAIN}sheet"):
        kind, target = links[entry.get(LINK)]
        if kind == "worksheet":
            sheets[entry.get("name")] = _sheet(_tree(parts[target]), entry.get("state", "visible") != "visible", shared)
    return sheets


def alike(stored, read):
    """Whether a value as read is what is stored."""
    if isinstance(stored, Moment):
        return _alike_moment(stored, read)
    return type(stored) is type(read) and stored == read


def _alike_moment(stored, read):
    if stored.serial >= LAST_DAY and not stored.lasts:  # Excel shows ####: no reader has a day for it
        return read == stored.serial
    if isinstance(read, timedelta):
        return stored.lasts and abs(read / timedelta(days=1) - stored.serial) < CLOSE
    if stored.lasts or not isinstance(read, (date, time)):
        return False
    if isinstance(read, time):
        return stored.serial < 1 and abs(timedelta(hours=read.hour, minutes=read.minute, seconds=read.second, microseconds=read.microsecond) / timedelta(days=1) - stored.serial) < CLOSE
    moment = read if isinstance(read, datetime) else datetime.combine(read, time())
    days = (moment - datetime(1904 if stored.from_1904 else 1900, 1, 1)) / timedelta(days=1)
    if not stored.from_1904:
        days += 1 if stored.serial < 60 else 2  # 1900-02-29 is a day in Excel
    return abs(days - stored.serial) < CLOSE


def _tree(content):
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _links(parts, name):
    """Relationships of a part: id → (last word of the type, target in lower case)."""
    folder, base = posixpath.split(name)
    found = {}
    for link in _tree(parts[posixpath.join(folder, "_rels", f"{base}.rels")]).iter(LINKS):
        if link.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/").lower()
            found[link.get("Id")] = (link.get("Type", "").rpartition("/")[2], target)
    return found


def _sheet(root, hidden, shared):
    if root.tag != f"{MAIN}worksheet":
        raise ValueError(root.tag)
    sheet = Sheet(hidden)
    number = 0
    for row in root.find(f"{MAIN}sheetData").findall(f"{MAIN}row"):
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row.findall(f"{MAIN}c"):
            if not len(cell) and cell.get("r") and not re.fullmatch("[A-Za-z]{1,3}[1-9][0-9]*", cell.get("r")):
                column = None  # nothing is stored there; a cell after it must say where it is
                continue
            column = _column(cell.get("r")) if cell.get("r") else column + 1
            if cell.get("r") and len(cell) and int(re.sub("[A-Za-z]", "", cell.get("r"))) != number:
                raise ValueError(cell.get("r"))
            _take(sheet, (number, column), cell, shared)
    for area in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        if re.fullmatch("[A-Z]+[0-9]+:[A-Z]+[0-9]+", area.get("ref")):  # not A1 alone, nor a whole row or column
            sheet.merged.add(_area(area.get("ref")))
    return sheet


def _take(sheet, place, cell, shared):
    kind, formula, stored, inline = cell.get("t", "n"), cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v"), cell.find(f"{MAIN}is")
    if kind == "inlineStr":
        value = _text(inline) if inline is not None else None
    elif stored is None or (not stored.text and kind != "str"):
        value = None
    else:
        value = _value(kind, "".join(stored.itertext()), int(cell.get("s", 0)), shared)
    if kind == "e" and stored is not None:
        sheet.broken[place] = "error"
    elif formula is not None and value is None:
        sheet.broken[place] = "formula"
    elif isinstance(value, Moment) and value.serial < 0 and not value.lasts:
        sheet.broken[place] = "error"  # shown as ####
    elif value not in (None, ""):
        if place in sheet.cells:
            raise ValueError(place)
        sheet.cells[place] = value


def _value(kind, text, style, shared):
    match kind:
        case "s":
            return shared.texts[int(text)]
        case "str":
            return _unescaped(text)
        case "b":
            return {"1": True, "true": True, "0": False, "false": False}[text]
        case "d":
            return _iso(text)
        case "n":
            looks = shared.looks[style]
            return Moment(float(text), looks == "lasts", shared.from_1904) if looks else float(text)
        case "e":
            return None
    raise ValueError(kind)


def _iso(text):
    """18.18.11: a day, a moment or an hour; midnight is no hour."""
    if "T" in text:
        moment = datetime.fromisoformat(text)
        return moment.date() if moment.time() == time() else moment
    return time.fromisoformat(text) if ":" in text else date.fromisoformat(text)


def _text(item):
    """The text of a shared or inline string (18.4.8): its runs without phonetic ones."""
    runs = [one for child in item for one in ([child] if child.tag == f"{MAIN}t" else child.findall(f"{MAIN}t") if child.tag == f"{MAIN}r" else [])]
    return "".join(_unescaped(_kept(run)) for run in runs)


def _kept(run):
    """Blanks around a text count where xml:space says so (18.4.12)."""
    text = "".join(run.itertext())
    return text if run.get(SPACE) == "preserve" else text.strip(" \t\r\n")


def _unescaped(text):
    """ST_Xstring (22.9.2.19): _x000D_ is a character."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def _formats(root):
    """Of every cell format "" for a number, "day" or "lasts"."""
    own = {int(one.get("numFmtId")): one.get("formatCode") for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    return [_looks(int(one.get("numFmtId", 0)), own) for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]


def _looks(number, own):
    if number not in own:
        return "lasts" if number in HOURS else "day" if number in DATES else ""
    code = re.sub(r'"[^"]*"|[\\_*].|(?i:General)|G/通用格式|[Ee][+-]', "", own[number])
    if re.search(r"\[(h+|m+|s+)\]", code, re.IGNORECASE):
        return "lasts"
    return "day" if re.search("[ymdhse]", re.sub(r"\[[^\]]*\]", "", code), re.IGNORECASE) else ""


def _column(reference):
    number = 0
    for letter in re.fullmatch("([A-Za-z]{1,3})[1-9][0-9]*", reference)[1].upper():
        number = number * 26 + ord(letter) - 64
    return number


def _area(reference):
    """The edges of a range: first row, first column, last row, last column."""
    first, _, last = reference.partition(":")
    ends = [(int(re.sub("[A-Za-z$]", "", one)), _column(one.replace("$", ""))) for one in (first, last or first)]
    return (*ends[0], *ends[1])
