"""小计 and 合计 of 总表: against a slow twin, and against LibreOffice."""

import math
from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from branchfigures import figured, parts
from office import needs_office, resaved, sheets_edited
from shuzhi.summarize.book.figures import figures_of
from shuzhi.summarize.book.limits import EXCEL
from shuzhi.summarize.book.overview.table import table_of
from shuzhi.summarize.book.overview.totals import total
from shuzhi.summarize.book.workbook import summary
from shuzhi.summarize.headings import Kind
from summarybook import book, lines, opened

COUNTS = ("members_total", "investment_total", "collective_income", "work_news_articles")
RATES = ("general_attendance_rate", "tasks_completion_rate", "proposals_closure_rate")
AMOUNTS = st.sampled_from(["", "0", "1", "45", "0.1", "0.2", "12.5", "9999999.99"])
SHARES = st.sampled_from(["", "0/0", "0/5", "1/3", "7/9", "5/5"])
KINDS = st.sampled_from(["村", "社区", "非公企业"])
FIVE = """
| 支部 | 类型 | members_total | investment_total | general_attendance_rate | tasks_completion_rate | work_news_articles |
|---|---|---|---|---|---|---|
| 石桥村 | 村 | 45 | 0.1 | 2/3 | 3/4 | |
| 柳溪社区 | 社区 | 30 | | 0/0 | 1/1 | 0 |
| 东风村 | 村 | | 0.2 | | 0/5 | |
| 北坡村 | 村 | 0 | 7 | 45/48 | | |
| 合作社 | 其他 | | | | | |
"""
BEFORE = """
| 支部 | members_total | general_attendance_rate | tasks_completion_rate |
|---|---|---|---|
| 石桥村 | 47 | 1/3 | 2/4 |
| 柳溪社区 | 30 | 3/4 | 0/0 |
| 东风村 | 20 | 5/6 | 5/5 |
| 合作社 | 5 | 1/1 | |
"""


def totals(sheet):
    """Label → header → value of 小计 and 合计."""
    rows = lines(sheet)
    header = rows[1]
    return {row[2]: dict(zip(header[6:], row[6:], strict=True)) for row in rows if row[2].startswith(("小计", "合计"))}


def twin(texts, before=None):
    """What stands in a total over the cells of its branches (and of the period before), found cell by cell."""
    now = [parts(text) for text in texts]
    if before is not None:
        then = [parts(text) for text in before]
        both = [(one, two) for one, two in zip(now, then, strict=True)
                if not math.isnan(one["value"]) and not math.isnan(two["value"])]
        sides = [_added([pair[side] for pair in both]) for side in (0, 1)]
        return "" if "" in sides else sides[0] - sides[1]
    return _added(now)


def _added(amounts):
    if any(not math.isnan(one["denominator"]) for one in amounts):
        upper = lower = 0.0
        for one in amounts:
            if not math.isnan(one["denominator"]):
                upper, lower = upper + one["numerator"], lower + one["denominator"]
        return upper / lower * 100 if lower else ""
    filled = [one["value"] for one in amounts if not math.isnan(one["value"])]
    return sum(filled) if filled else ""


def same(one, two):
    return one == two if "" in (one, two) else math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-6)


@st.composite
def branches(draw):
    """Rows of branches: name, unit type, a cell an indicator."""
    cells = [*[AMOUNTS] * len(COUNTS), *[SHARES] * len(RATES)]
    number = draw(st.integers(1, 6))
    return [[f"第{at}村", draw(KINDS), *map(draw, cells)] for at in range(number)]


def table(header, rows):
    return "\n".join(f"| {' | '.join(row)} |" for row in [header, ["---"] * len(header), *rows])


@settings(max_examples=15, derandomize=True, deadline=None)
@given(st.data())
def test_totals(data):
    """小计 and 合计 are what the slow twin adds up from their branches; 小计 of counts add up to 合计."""
    rows, before = data.draw(branches()), data.draw(branches())
    header = ["支部", "类型", *COUNTS, *RATES]
    figures, made = added(figured(table(header, rows), table(header, before)))
    then = {row[0]: row for row in before}
    for (label, column), value in made.items():
        at = header.index(column.name)
        members = [row for row in rows if label in ("合计", f"小计（{row[1]}）")]
        compared = [then[row[0]][at] if row[0] in then else "" for row in members]
        texts = [row[at] for row in members]
        assert same(value, twin(texts, compared if column.kind is Kind.CHANGE else None)), (label, column)
    for column in figures.columns:
        parted = [value for (label, one), value in made.items() if one == column and label != "合计"]
        if parted and not figures.is_rate(column.name):
            assert same(made["合计", column], _added([parts(str(value)) for value in parted])), column


def added(given):
    """The figures of a run, and what each row of totals shows in each column, "" for nothing."""
    figures = figures_of(given, EXCEL)
    table = table_of(given, figures)
    made = {
        (label, column.heading): total(column.heading, "G", figures, table.area, kind).value
        for label, kind in table.totals for column in table.columns
    }
    return figures, {key: "" if value is None else value for key, value in made.items()}


def test_the_township_has_one_number_everywhere():
    """合计 is the number of indicators.csv also where a double has no sixth decimal any more."""
    rows = [[f"第{n}村", "村", f"{1e8 - n * 808000.000808:.6f}"] for n in range(1, 60)]
    given = figured(table(["支部", "类型", "collective_income"], rows))
    known = given.indicators.loc[given.indicators["branch_code"] == "TOTAL", "value"].tolist()
    figures, made = added(given)
    assert [made["合计", column] for column in figures.columns] == known


def test_formulas():
    """Totals are live: sums of the branches' cells, rates of the parts in 指标溯源, by the branches' unit type."""
    shown = totals(book(figured(FIVE), values=False)["总表"])
    assert shown["合计"]["党员总数（名）"] == '=IF(COUNT(G$3:G$7)=0,"",SUM(G$3:G$7))'
    assert shown["小计（村）"]["党员总数（名）"] == (
        '=IF(COUNTIFS($D$3:$D$7,"村",G$3:G$7,"<>")=0,"",SUMIF($D$3:$D$7,"村",G$3:G$7))'
    )
    assert shown["合计"]["支部党员大会到会率（%）"] == (
        '=IF(SUM(指标溯源!$I$5:$I$7)=0,"",SUM(指标溯源!$H$5:$H$7)/SUM(指标溯源!$I$5:$I$7)*100)'
    )


def incomes():
    """Two villages and a community with an income, one of each that reaches the threshold of 10."""
    given = figured("""
| 支部 | 类型 | collective_income |
|---|---|---|
| 石桥村 | 村 | 10 |
| 东风村 | 村 | 9.99 |
| 柳溪社区 | 社区 | 12 |
| 合作社 | 其他 | |
""")
    whole = {"branch_code": "TOTAL", "scope": "own", "name": "villages_income_over", "title": "集体经济收入达标村数",
             "value": 2.0, "unit": "个", "rows": ""}
    indicators = pd.concat([given.indicators, pd.DataFrame([whole])], ignore_index=True)
    return replace(given, indicators=indicators, settings=replace(given.settings, limits={"income_threshold": 10.0}))


def test_threshold():
    """How many branches reach the threshold of 参数 is counted in the column of their incomes."""
    title = "集体经济收入达标村数（个）"
    shown = {label: row[title] for label, row in totals(book(incomes())["总表"]).items()}
    assert shown == {"小计（村）": 1, "小计（社区）": 1, "小计（其他）": "", "合计": 2}
    live = totals(book(incomes(), values=False)["总表"])["合计"][title]
    assert live == '=IF(COUNT(集体经济收入)=0,"",COUNTIF(集体经济收入,">=10"))'


@needs_office
def test_office_finds_the_same(tmp_path):
    """LibreOffice, which knows no stored result, calculates every formula of 总表 to what is stored."""
    made = [summary(given, [], office=False) for given in (figured(FIVE, BEFORE, ["ranks"]), incomes())]
    bare = [sheets_edited(one, rb"(</f>)<v>[^<]*</v>", rb"\1") for one in made]
    compared = []
    for one, other in zip(made, resaved(bare, tmp_path), strict=True):
        stored, calculated = opened(one), opened(other)
        for row in opened(one, values=False)["总表"].iter_rows():
            for cell in (cell for cell in row if cell.data_type == "f"):
                results = [_shown(book["总表"][cell.coordinate].value) for book in (stored, calculated)]
                assert same(*results), (cell.value, results)
                compared.append(results[0])
    assert len(compared) == 42 + 8
    assert {"", 75, -2} <= set(compared)


def _shown(value):
    return "" if value is None else value
