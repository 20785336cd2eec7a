"""A township whose villages carry odd texts: in the cells of one all kinds of them, in another the same cells plain.

Behind every text stands a rare character of its own, by which it is found again in whatever is made of it.
"""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from conftest import REPOSITORY
from goodbranch import GOOD
from intake.escaped import typed
from markdown import cells, tables
from shuzhi.author.fill.filled import filled
from shuzhi.model.period import Period
from shuzhi.validate.codes import CODES
from shuzhi.workspace import Workspace
from smalltown import NAMES, STANDARD, TOWNSHIP, everything, mould, of_branch

PERIOD = Period.parse("2023Q3")
MARKS = {"A01": 0x3400, "A02": 0x3900, "A03": 0x3E00}  # code → the first of its marks, in CJK extension A
PLAIN, ODD, REFUSED = MARKS
FIRST = 0x4600  # of the marks of names
# What is no free text of a branch: names of its own place, by which it is known.
_KNOWN = {"branch_code", "full_name", "short_name", "township", "superior"}
_AS_EVER = "R01"  # every other rule is lowered, so that the odd texts reach the reports
_LITERAL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPORTS = [
    {"template": f"{template}.docx", "name": output, "audience": audience, "output": output, "annex": annex}
    for template, output, audience, annex in (
        ("季度抓基层党建述职报告", "抓基层党建述职报告", "报上级", "是"),
        ("意见建议办理情况报告", "意见建议办理情况报告", "对党员和居民", "是"),
        ("一述两评三议事居情报告", "一述两评三议事报告", "对党员和居民", "是"),
    )
]


@dataclass(frozen=True)
class Place:
    """Where a text was typed: branch, sheet, Excel row, field; the text; the mark behind it."""

    code: str
    sheet: str
    row: int
    field: str
    text: str
    mark: str


def texts(heading):
    """The texts of one table of oddtexts.md."""
    return [_halves(typed(text)) * int(times or 1) for _, text, times, *_ in lines(heading)]


@cache
def lines(heading):
    """The rows of one table of oddtexts.md."""
    content = (Path(__file__).parent / "oddtexts.md").read_text("utf-8")
    body = next(part for part in re.split(r"^## ", content, flags=re.MULTILINE) if part.startswith(heading))
    return cells("\n".join(line for line in body.splitlines() if line.startswith("|")))[1:]


def founded(folder, turn=0):
    """A workspace with the three villages; gives it and the places of their texts. `turn`: which cell gets which text."""
    workspace = Workspace(folder)
    workspace.inbox(PERIOD).mkdir(parents=True)
    enrol(workspace, {code: (NAMES[code], f"中共{NAMES[code]}支部委员会") for code in MARKS}, {})
    given = {PLAIN: ("平",), ODD: texts("printed"), REFUSED: texts("refused")}
    places = []
    for code in MARKS:
        places += handed_in(workspace, code, given[code], turn)
    return workspace, places


def named(folder, handed=1):
    """A workspace whose villages have the odd names; the first `handed` of them came, in files with odd names, too."""
    workspace = Workspace(folder)
    workspace.inbox(PERIOD).mkdir(parents=True)
    by_mark, roster = {}, {}
    for number, name in enumerate(texts("names"), 1):
        marks = chr(FIRST + number), chr(FIRST + number + 500)
        by_mark |= dict(zip(marks, (name, f"中共{name}支部"), strict=True))
        roster[f"A{number:02}"] = marks
    enrol(workspace, roster, by_mark)
    for code, (short, full) in islice(roster.items(), handed):
        facts = GOOD["支部信息"] | {"支部编码": code, "支部全称": full, "支部简称": short}
        frames = tables({**GOOD, "支部信息": facts})
        rows = {sheet.name: [dict(record) for _, _, record in everything(sheet, frames)] for sheet in STANDARD.sheets}
        data = with_texts(filled(mould(STANDARD.name), rows), by_mark)
        (workspace.inbox(PERIOD) / f"={code}\x1b[2J\n\u202e'甲<b>.xlsx").write_bytes(data)
    return workspace


def enrol(workspace, roster, by_mark):
    """Write 乡镇台账.xlsx: code → short and full name, texts in place of marks; put the templates beside it."""
    shutil.copytree(REPOSITORY / "templates", workspace.templates)
    content = {
        "parameters": [{
            "township": "云溪镇", "superior": "中共青禾县委", "committee": "中共云溪镇委员会", "contact": "党建办",
            "period": PERIOD.code, "coverage_start": PERIOD.days.start, "coverage_end": PERIOD.days.end, "identity": "否",
        }],
        "roster": [
            {"code": code, "full_name": full, "short_name": short, "org_type": "党支部", "unit_type": "村"}
            for code, (short, full) in roster.items()
        ],
        "reports": _REPORTS,
        "rules": [{"code": code, "level": "提醒"} for code in sorted(CODES - {_AS_EVER})],
    }
    workspace.settings_file.write_bytes(with_texts(filled(mould(TOWNSHIP.name), content), by_mark))


def handed_in(workspace, code, given, turn):
    """Put a village's workbook into the inbox, a text of `given` and a mark in every cell of free text."""
    frames, places = tables(of_branch(GOOD, code)), []
    rows = {sheet.name: [] for sheet in STANDARD.sheets}
    for sheet in STANDARD.sheets:
        free = [field.name for field in sheet.fields if _is_free(field)]
        for _, row, record in everything(sheet, frames):
            marked = {name: chr(MARKS[code] + number) for number, name in enumerate(free, len(places))}
            for number, (name, mark) in enumerate(marked.items(), len(places) + turn):
                places.append(Place(code, sheet.name, row, name, given[number % len(given)], mark))
            rows[sheet.name].append({**record, **marked})
    data = with_texts(filled(mould(STANDARD.name), rows), {place.mark: place.text + place.mark for place in places})
    (workspace.inbox(PERIOD) / f"{NAMES[code]}.xlsx").write_bytes(data)
    return places


def with_texts(data, by_mark):
    """The workbook with a text in place of each mark, written as Excel does."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/sharedStrings.xml":
                content = re.sub(
                    "<t>([㐀-䶿])</t>", lambda found: f'<t xml:space="preserve">{in_xml(by_mark[found[1]])}</t>',
                    content.decode(),
                ).encode()
            copy.writestr(name, content)
    return target.getvalue()


def in_xml(text):
    """A text as Excel writes it: what XML cannot hold as _x0001_, and what looks like that as _x005F_x0001_."""
    plain = escape(_LITERAL.sub("_x005F_", text))
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)


def _halves(text):
    """Surrogates that make a pair as the character they are; others as they are."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _is_free(field):
    return field.type == "string" and not (field.choices or field.format or field.switch or field.name in _KNOWN)
