"""A township whose villages carry odd texts: in the cells of one all kinds of them, in another the same cells plain.

Behind every text stands a rare character of its own, by which it is found again in whatever is made of it.
"""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from conftest import REPOSITORY
from goodbranch import GOOD
from intake.escaped import typed
from markdown import cells, tables
from shuzhi.author.fill.filled import filled
from shuzhi.model.period import Period
from shuzhi.validate.stage import codes
from shuzhi.workspace import Workspace
from smalltown import NAMES, STANDARD, TOWNSHIP, everything, mould, of_branch

PERIOD = Period.parse("2023Q3")
MARKS = {"A01": 0x3400, "A02": 0x3900, "A03": 0x3E00}  # code → the first of its marks, in CJK extension A
PLAIN, ODD, REFUSED = MARKS
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


@cache
def texts(heading):
    """Name → text of one table of oddtexts.md."""
    content = (Path(__file__).parent / "oddtexts.md").read_text("utf-8")
    body = re.split(r"^## ", content, flags=re.MULTILINE)
    lines = next(part for part in body if part.startswith(heading)).splitlines()
    rows = cells("\n".join(line for line in lines if line.startswith("|")))[1:]
    return {name: _halves(typed(text)) * int(times or 1) for name, text, times in rows}


def founded(folder, turn=0):
    """A workspace with the three villages; gives it and the places of their texts. `turn`: which cell gets which text."""
    workspace = Workspace(folder)
    shutil.copytree(REPOSITORY / "templates", workspace.templates)
    workspace.inbox(PERIOD).mkdir(parents=True)
    rules = sorted(codes(STANDARD) - {_AS_EVER})
    days = PERIOD.days
    content = {
        "parameters": [{
            "township": "云溪镇", "superior": "中共青禾县委", "committee": "中共云溪镇委员会", "contact": "党建办",
            "period": PERIOD.code, "coverage_start": days.start, "coverage_end": days.end, "identity": "否",
        }],
        "roster": [{
            "code": code, "full_name": f"中共{NAMES[code]}支部委员会", "short_name": NAMES[code], "org_type": "党支部",
            "unit_type": "村",
        } for code in MARKS],
        "reports": _REPORTS, "rules": [{"code": code, "level": "提醒"} for code in rules],
    }
    workspace.settings_file.write_bytes(filled(mould(TOWNSHIP.name), content))
    given = {PLAIN: ("平",), ODD: tuple(texts("printed").values()), REFUSED: tuple(texts("refused").values())}
    places = []
    for code in MARKS:
        places += handed_in(workspace, code, given[code], turn)
    return workspace, places


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
    data = with_texts(filled(mould(STANDARD.name), rows), {place.mark: place.text for place in places})
    (workspace.inbox(PERIOD) / f"{NAMES[code]}.xlsx").write_bytes(data)
    return places


def with_texts(data, by_mark):
    """The workbook with a text in front of each mark, written as Excel does."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/sharedStrings.xml":
                content = re.sub(
                    "<t>([㐀-䶿])</t>", lambda found: f'<t xml:space="preserve">{in_xml(by_mark[found[1]])}{found[1]}</t>',
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
