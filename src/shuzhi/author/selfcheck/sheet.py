"""The sheet 填报自查: its formulas, their values, and how it looks."""

from collections.abc import Mapping

from shuzhi.author import paper
from shuzhi.author.draft import Draft
from shuzhi.author.looks import BODY, GUIDE_TAB, HEI, PLAIN, head
from shuzhi.author.looks import LINK as BLUE
from shuzhi.author.selfcheck import faults, filled, meetings, tallies
from shuzhi.author.selfcheck.facts import Facts
from shuzhi.author.selfcheck.page import DUE, LINK, NOW, PLACES, TONE, TOP, VERDICT, Page
from shuzhi.author.selfcheck.table import Table, tables
from shuzhi.author.selfcheck.terms import Term, Value, cases, joined
from shuzhi.form import Form
from shuzhi.model.sheet import Binding, RawSheet, column_letter
from shuzhi.model.words import Level
from shuzhi.spreadsheet import LEVELS, Look
from shuzhi.spreadsheet.book import Worksheet

TITLE = "填报自查"
Sheets = Mapping[str, tuple[RawSheet, Binding]]
NONE_KNOWN: Mapping[str, Table] = {}

_WIDTHS = (18, 11, 14, 56, 9)
_HEIGHT, _TALL = 24, 38
_LONGEST = 8000  # Excel's limit is 8,192 characters
_HINT = "本页自动计算，不用填，改好别的表这里跟着变；点右边的“去看看”可以跳过去。这里看不出的，乡镇核对后再告诉您。"
_CENTRED: Look = {**BODY, "align": "center"}
_NUMBER: Look = {**_CENTRED, "num_format": "0"}
_GREEN: Look = {"font_color": "#1E6B34"}


def values(
    form: Form, sheets: Sheets, before: float | None = None, known: Mapping[str, Table] = NONE_KNOWN
) -> Mapping[tuple[int, int], Value]:
    """The value of every formula of the sheet by 1-based (row, column).

    sheets  the workbook's sheets by standard name, as raw sheet and binding; 支部信息 is `branches`
    before  number of members at the end of the last accepted period, if _meta carries it as `members_before`
    known   some of the sheets of rows as tables, which remember what was said of them; the others are in `sheets`
    """
    return _page(form, sheets, before, known).values()


def add(draft: Draft, sheet: Worksheet, sheets: Sheets, before: float | None = None) -> None:
    """Fill the sheet with formulas and their values; the parameters are those of `values`."""
    page = _page(draft.form, sheets, before, NONE_KNOWN)
    big: Look = {**PLAIN, "font_name": HEI, "bold": True}
    draft.put(sheet, (1, 1), TITLE, big, {"font_size": 20})
    draft.put(sheet, (TOP + 1, 1), _HINT, PLAIN, {"font_color": "#595959"})
    for heading in page.headings:
        for column, text in enumerate((*heading.titles, "去看看"), 1):
            draft.put(sheet, (heading.row, column), text, head(""), {"align": "left"} if column in (1, VERDICT) else {})
    for label in page.labels:
        draft.put(sheet, (label.row, 1), label.title, BODY)
        _link(draft, sheet, label.row, label.target)
    for address, term in page.cells.items():
        _formula(draft, sheet, address, term)
    _dress(draft, sheet, page)


def _page(form: Form, sheets: Sheets, before: float | None, known: Mapping[str, Table]) -> Page:
    facts = Facts(form, *sheets.get("branches", (None, None)))
    own = {**known, **tables(form, {name: sheet for name, sheet in sheets.items() if name not in known})}
    rows = {sheet.name: own[sheet.name] for sheet in form.sheets if sheet.name in own}
    page = Page()
    numbers = filled.add(page, form, facts, rows)
    counted = [(table, numbers[name]) for name, table in rows.items()]
    if "meetings" in rows:
        page.part(rows["meetings"].memory, meetings.add, facts.only(*meetings.ITEMS), rows["meetings"])
    faults.add_days(page, facts, counted)
    faults.add_checks(page, counted)
    tallies.add_states(page, rows, numbers)
    if "members" in rows:
        tallies.add_members(page, facts, rows["members"], before)
    _sum_up(page)
    return page


def _sum_up(page: Page) -> None:
    """The first line: how many places are left, or that nothing is."""
    places = sum(float(term.value) for (_, column), term in page.cells.items() if column == PLACES)
    blue = sum(column == TONE and term.value == 1 for (_, column), term in page.cells.items())
    rows = f"{{0}}${TOP + 1}:{{0}}${page.last_row}"
    left = page.put(TOP, PLACES, Term(f'SUMIF({rows.format("$" + column_letter(PLACES))},">0")', places))
    reminders = page.put(TOP, TONE, Term(f"COUNTIF({rows.format('$' + column_letter(TONE))},1)", blue))
    page.put(TOP, 1, cases(
        (left.compared(">", 0), joined("还有 ", left, " 处要填或要改")),
        (reminders.compared(">", 0), "可以保存发出；蓝色的几处请再看一看"),
        otherwise="看上去都齐了，可以保存发出",
    ))


def _formula(draft: Draft, sheet: Worksheet, address: tuple[int, int], term: Term) -> None:
    row, column = address
    text = f"{{={term.text}}}" if term.array else f"={term.text}"
    look: Look = {**PLAIN, "font_name": HEI, "bold": True, "font_size": 20} if row == TOP else (
        BODY if column == VERDICT else _NUMBER if column in (NOW, DUE) else PLAIN
    )
    if len(text) > _LONGEST:  # a long title, repeated: better no longer live than a file that does not open
        draft.put(sheet, address, term.value, look)
    else:
        sheet.write_formula(row - 1, column - 1, text, draft.styles.of(look), term.value)


def _link(draft: Draft, sheet: Worksheet, row: int, target: str) -> None:
    if target:
        sheet.write_url(row - 1, LINK - 1, f"internal:{target}", draft.styles.of(_CENTRED, BLUE), "去看看")
    else:
        draft.put(sheet, (row, LINK), None, _CENTRED)


def _dress(draft: Draft, sheet: Worksheet, page: Page) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    hidden = max(column for _, column in page.cells)
    sheet.set_column(PLACES - 1, hidden - 1, 4, None, {"hidden": True})
    for label in page.labels:
        sheet.set_row(label.row - 1, _TALL if label.height > 1 else _HEIGHT)
    for heading in page.headings:
        sheet.set_row(heading.row - 1, _HEIGHT)
    for row, height in ((1, 34), (TOP, 36), (TOP + 1, 24)):
        sheet.set_row(row - 1, height)
    places, tone = column_letter(PLACES), column_letter(TONE)
    first = TOP + 2
    area = f"D{first}:D{page.last_row}"
    for test, look in (
        (f"AND(ISNUMBER(${places}{first}),${places}{first}>0)", LEVELS[Level.WARNING]),
        (f"AND(ISNUMBER(${places}{first}),${tone}{first}>0)", LEVELS[Level.NOTICE]),
        (f"AND(ISNUMBER(${places}{first}),${tone}{first}=0)", _GREEN),
    ):
        rule = {"type": "formula", "criteria": f"={test}", "format": draft.styles.of(look), "stop_if_true": True}
        sheet.conditional_format(area, rule)
    for test, look in ((f"${places}${TOP}>0", LEVELS[Level.WARNING]), (f"${places}${TOP}=0", _GREEN)):
        rule = {"type": "formula", "criteria": f"={test}", "format": draft.styles.of(look)}
        sheet.conditional_format(f"A{TOP}:E{TOP}", rule)
    sheet.freeze_panes(TOP, 0)
    sheet.set_tab_color(GUIDE_TAB)
    sheet.hide_gridlines(2)
    sheet.print_area(0, 0, page.last_row - 1, LINK - 1)
    paper.plain(sheet, TITLE)
    sheet.fit_to_pages(1, 1)
