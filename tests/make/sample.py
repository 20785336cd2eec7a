"""Makes the sample township: python tests/make/sample.py [WORKSPACE] (default the repository).

Writes workbooks/乡镇台账.xlsx, workbooks/inbox/2023Q3 (fourteen branches of an invented township, thirteen of which
handed something in) and workbooks/inbox/2023Y (the year of two of them). The same script gives the same bytes; what is
typed stands in township/*.txt.
"""

import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from sample_text import pages
from sample_write import workbook

from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.form import plain

TYPED = Path(__file__).parent / "township"
YEAR = 2023
INBOX = "workbooks/inbox/2023Q3"
ANNUAL = "workbooks/inbox/2023Y"
# file in the inbox → what is typed in it, written with the habits of that office
BY_HAND = {
    "居/柳桥居党支部台账（7月20日改）.xlsx": "柳桥居",
    "居/南塘居三季度.xlsx": "南塘居",
    "社区/湖滨社区/湖滨总支2023年3季度.xlsx": "湖滨社区党总支",
    "社区/湖滨社区/湖滨一支部-定稿(2).xlsx": "湖滨社区第一党支部",
    "社区/湖滨社区/二支部.xlsx": "湖滨社区第二党支部",
    "社区/春江社区一述两评三议事（三季度）.xlsx": "春江社区党总支",
    "社区/西苑社区-三季度台账.xlsx": "西苑社区三季度",
    "村/白沙村三季度报表.xlsx": "白沙村",
    "其他/丰禾合作社.xlsx": "丰禾农机合作社党支部",
}
# file in the inbox → what is typed in it, filled into the blank form as it is issued
BUILT = {
    "村/石井村三季度.xlsx": "石井村",
    "社区/东苑社区2023年第三季度.xlsx": "东苑社区三季度",
    "其他/驻外流动党员党支部三季度.xlsx": "驻外流动党员党支部",
}
# the same for the annual inbox
YEAR_BY_HAND = {"东苑社区党总支全年台账.xlsx": "东苑社区党总支2023年度"}
YEAR_BUILT = {"西苑社区2023年度.xlsx": "西苑社区党支部2023年度"}
OLDER, OLDER_DAY = "村/石井村三季度(初稿).xlsx", date(2023, 9, 10)
CUT = "村/东岭村党支部三季度.xlsx"
LOCK = "村/~$石井村.xlsx"


def main(workspace=Path(__file__).parents[2]):
    standard, township = form.load(), form.load("township")
    made = {"workbooks/乡镇台账.xlsx": build(township, content(typed("乡镇台账"), township), YEAR)}
    for inbox, by_hand, built in ((INBOX, BY_HAND, BUILT), (ANNUAL, YEAR_BY_HAND, YEAR_BUILT)):
        for file, name in by_hand.items():
            made[f"{inbox}/{file}"] = workbook(typed(name), standard)
        for file, name in built.items():
            made[f"{inbox}/{file}"] = build(standard.printed(), content(typed(name), standard), YEAR)
    known = as_known_on(OLDER_DAY, content(typed("石井村"), standard))
    made[f"{INBOX}/{OLDER}"] = build(standard.printed(), known, YEAR)
    made[f"{INBOX}/{CUT}"] = cut(workbook(typed("东岭村"), standard))
    made[f"{INBOX}/{LOCK}"] = b"\x06admin ".ljust(165, b" ")
    for name, data in made.items():
        path = Path(workspace) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sorted(made)


def typed(name):
    """The pages of one typed file."""
    return pages((TYPED / f"{name}.txt").read_text("utf-8"))


def content(typed_pages, layout):
    """What the author stage fills into a blank form: sheet name → rows of field name → value."""
    sheets = {sheet.title: sheet for sheet in layout.sheets}
    return {sheets[page.title].name: _records(page, sheets[page.title]) for page in typed_pages}


def as_known_on(day, filled):
    """The same workbook handed in earlier: nothing dated later, 填报日期 and 办理情况截至日期 that day."""
    facts = filled["branches"][0] | {"fill_date": day, "as_of": day, "document_date": None}
    rows = {
        name: [record for record in records if not any(isinstance(value, date) and value > day
                                                       for key, value in record.items() if key != "due")]
        for name, records in filled.items() if name != "branches"
    }
    return {"branches": [facts], **rows}


def cut(data):
    """A workbook whose copying broke off: stored without compression, so that the bytes depend on no zlib."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in source.infolist():
            copy.writestr(zipfile.ZipInfo(entry.filename), source.read(entry))
    return target.getvalue()[: len(target.getvalue()) * 6 // 10]


def _records(page, sheet):
    fields = {plain(field.title): field for field in sheet.fields}
    header, *rows = page.rows
    if sheet.kind == "items":
        return [{fields[plain(row[0])].name: row[1] for row in rows if len(row) > 1}]
    columns = [fields[plain(title)] for title in header]
    return [
        {field.name: str(value) if field.preprinted and value else value
         for field, value in zip(columns, row, strict=False)}
        for row in rows
    ]


if __name__ == "__main__":
    for file in main(*map(Path, sys.argv[1:])):
        print(file)
