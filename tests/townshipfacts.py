"""Facts of a township's own report: its rows from Markdown tables, totals and branches as asked for."""

from datetime import date

from markdown import cells
from reportfacts import LIMITS, counted
from shuzhi import form
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.tables import Row
from shuzhi.model.township import TownshipFacts, office
from shuzhi.model.words import Audience

SHEETS = {"本级会议": "meetings", "本级工作": "works", "本级问题与措施": "problems", "本级文字材料": "texts"}
ROSTER = (
    Branch("QH01", "青禾镇石桥村党支部", "石桥村", "石桥村", "党支部", "村"),
    Branch("QH02", "青禾镇柳溪社区党总支", "柳溪社区", "柳溪社区", "党总支", "社区"),
    Branch("QH03", "青禾镇东风村党支部", "东风村", "东风村", "党支部", "村"),
)


def kind(speaker="", audience=Audience.SUPERIOR, **more):
    post = "青禾镇党委书记" if speaker else ""
    return ReportKind("模板.docx", "镇党委年度述职报告", audience, "报告", of_township=True, speaker=speaker,
                      speaker_post=post, **more)


def township(totals="", *, period="2023Y", branches=None, **more):
    """Facts of 青禾镇: `totals` as reportfacts.counted reads them, `branches` code → such a text of one that counts.

    Sheet titles give Markdown tables; other names are fields of TownshipFacts.
    """
    when = Period.parse(period)
    rows = {name: _rows(name, more.pop(title, "")) for title, name in SHEETS.items()}
    settings = Settings("青禾镇", "中共云岭县委", when, when.days, None, ROSTER, (), committee="中共青禾镇委员会")
    values = {code: counted(text) for code, text in (branches or {}).items()}
    given = {
        "kind": kind(), "as_of": date(2024, 1, 8), "expected": ROSTER, "superior": settings.superior,
        "limits": LIMITS | {"income_threshold": 10.0}, **more,
    }
    return TownshipFacts(
        period=when, coverage=when.days, township="青禾镇", branch=office(settings), items={}, item_rows={}, rows=rows,
        own={}, all=counted(totals), values=values,
        children=tuple(one for one in ROSTER if one.code in values), **given,
    )


def _rows(name, table):
    sheet = form.sheet(f"own_{name}")
    header, *lines = cells(table) if table else [[]]
    fields = [next(field for field in sheet.fields if field.title == title) for title in header]
    return tuple(
        Row(sheet.name, number, {
            **dict.fromkeys(field.name for field in sheet.fields),
            **{field.name: _typed(field, text) for field, text in zip(fields, line, strict=True)},
        })
        for number, line in enumerate(lines, 2)
    )


def _typed(field, text):
    if not text:
        return None
    if field.type == "date":
        return date.fromisoformat(text)
    return float(text) if field.type in ("integer", "number") else text
