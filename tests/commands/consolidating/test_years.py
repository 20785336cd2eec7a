"""Two branches through the year in one workspace: quarters are run one after the other, then the year."""

import csv
import io
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache

import openpyxl
import pytest
from docx import Document

from quarterbooks import CODES, YEAR, founded, typed, workbook
from shuzhi.commands.issue import issue
from shuzhi.commands.run import RunOutcome, RunRequest, run
from shuzhi.commands.trace import trace
from shuzhi.errors import InboxMissing
from shuzhi.ledger import open_ledger
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

WHOLE, GAPPED = CODES  # all four quarters; nothing for the second
LATE = "| 2023-03-25 | 支部党员大会 | 补报一次会 | 何长顺 | 4 | 3 |  | 上季度漏报 |\n"
VISITS = "| 2023-03-28 | 走访慰问 | 补报走访 | 5 | 户次 | 上季度漏报 |\n"
AGAIN = "| 2023-07-20 | 专题工作会议 | 研究防汛 | 何长顺 | 3 | 3 |  |  |\n"
TYPED = {
    (1, WHOLE): {}, (1, GAPPED): {}, (2, WHOLE): {"会议": LATE, "其他工作": VISITS}, (3, WHOLE): {"会议": AGAIN}, (3, GAPPED): {},
    (4, WHOLE): {"会议": AGAIN.replace("|  |  |", "|  | 上季度已填 |")}, (4, GAPPED): {},
}


def ran(workspace, period):
    return run(RunRequest(workspace, period, jobs=1), Silent())


@dataclass(frozen=True)
class Year:
    """The workspace, the outcome of the year, the quarters' workbooks by (quarter, branch)."""

    workspace: Workspace
    outcome: RunOutcome
    books: dict

    def office(self, name):
        with zipfile.ZipFile(self.outcome.office) as archive:
            return archive.read(name)

    def table(self, name):
        return list(csv.DictReader(io.StringIO(self.office(f"数据/{name}.csv").decode("utf-8-sig"))))

    def values(self, place):
        return {line["name"]: line for line in self.table("indicators")
                if line["branch_code"] == CODES[place][0] and line["scope"] == "own"}


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The quarters run one after the other, then the year, into whose folder nothing came; read only."""
    workspace = founded(tmp_path_factory.mktemp("year") / "township")
    books = {}
    for number in range(1, 5):
        inbox = workspace.inbox(Period(2023, "Q", number))
        inbox.mkdir(parents=True)
        for (_, place), more in (entry for entry in TYPED.items() if entry[0][0] == number):
            path = inbox / f"{place}.xlsx"
            path.write_bytes(workbook(typed(number, place, **more)))
            books[number, place] = path
        ran(workspace, Period(2023, "Q", number))
    return Year(workspace, ran(workspace, YEAR), books)


@pytest.fixture
def own(year, tmp_path):
    """The workspace after the year, the test's own to change."""
    return Workspace(shutil.copytree(year.workspace.root, tmp_path / "township"))


@cache
def read(path):
    """Sheet title → rows of values of a workbook that no test changes."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}
    book.close()
    return found


def rows(path, title):
    """The typed rows of a sheet, column title → content."""
    lines = iter(read(path)[title])
    header = [str(text).rstrip("*○") for text in next(lines)]
    found = (dict(zip(header, line, strict=False)) for line in lines)
    return [row for row in found if sum(value is not None for value in row.values()) > 1]


def test_the_branches_stand_by_their_quarters(year):
    """Nobody handed in a workbook for the year; one branch is complete, the other is asked about its gap alone."""
    branches = year.outcome.results.branches.set_index("short_name")
    assert branches["state"].value_counts().to_dict() == {"accepted": 1, "to_explain": 1}
    assert (branches.loc[WHOLE, "state"], branches.loc[WHOLE, "file"]) == ("accepted", f"各季度合并/{WHOLE}.xlsx")
    warnings = [(line["code"], line["field"], line["message"]) for line in year.table("findings") if line["level"] != "notice"]
    assert warnings == [("F59", "报告期", "这里的数据不含第二季度：没有通过的工作簿。")]
    reasons = year.outcome.results.submissions.set_index("file")["reason"]
    assert reasons[f"各季度合并/{GAPPED}.xlsx"] == "由2023年第一季度、第三季度、第四季度通过的工作簿合并"
    assert not year.outcome.faults


def test_every_indicator_is_a_plain_count_of_the_four_workbooks(year):
    """Counted anew from the files that were handed in: meetings by type, work, tasks, proposals, money, members."""
    books = [year.books[number, WHOLE] for number in range(1, 5)]
    meetings = {(row["日期"], row["会议类型"], row["议题"]): row for book in books for row in rows(book, "会议")}
    types = Counter(kind for row in meetings.values() for kind in row["会议类型"].split("、"))
    tasks = {row["编号"]: row for book in books for row in rows(book, "民生实事")}
    people = rows(books[3], "党员")
    facts = [{str(a).rstrip("*○"): b for a, b, *_ in read(book)["支部信息"]} for book in books]
    expected = {
        "meeting_events": len(meetings), "meetings_general": types["支部党员大会"], "meetings_committee": types["支部委员会会议"],
        "meetings_theme_day": types["主题党日"], "meetings_lecture": types["党课"], "meetings_work": types["专题工作会议"],
        "work_care_visits_household_times": sum(row["数量"] for book in books for row in rows(book, "其他工作")),
        "tasks_total": len(tasks), "tasks_done": sum(row["状态"] == "已完成" for row in tasks.values()),
        "investment_total": sum(row["计划总投资（万元）"] for row in tasks.values()),
        "proposals_total": len({row["编号"] for book in books for row in rows(book, "居民提案")}), "proposals_carried": 0,
        "members_total": len(people), "members_deceased": 1, "thought_reports": 4, "problems_total": 2, "problems_solved": 1,
        **{name: sum(one[title] for one in facts) for name, title in (
            ("dues_due", "本期应交党费合计（元）"), ("disclosure_party", "党务公开次数"), ("disclosure_village", "居（村）务公开次数"))},
        "households": facts[3]["户数"], "collective_income": facts[3]["集体经济收入（本年累计，万元）"],
    }
    assert expected["meeting_events"] == 22
    found = year.values(WHOLE)
    assert {name: float(found[name]["value"]) for name in expected} == pytest.approx(expected)


def test_figures_say_in_which_quarter_their_rows_stand(year):
    """indicators.csv, figures.csv and trace name rows of the quarters' workbooks, never of one that nobody has."""
    assert year.values(WHOLE)["meetings_general"]["rows"] == "2023Q1:会议!2;2023Q2:会议!2;2023Q2:会议!7;2023Q3:会议!2;2023Q4:会议!2"
    assert year.values(WHOLE)["meetings_work"]["rows"] == "2023Q4:会议!7"
    told = [place for line in (*year.table("figures"), *year.values(GAPPED).values()) for place in line["rows"].split(";") if place]
    assert told
    assert all(place.startswith("2023Q") or ":2023Q" in place for place in told if "本级" not in place)
    _, figures = trace(year.workspace, YEAR, f"{WHOLE}/工作总结", "支部党员大会次数")
    assert {figure.rows for figure in figures} == {("2023Q1:会议!2", "2023Q2:会议!2", "2023Q2:会议!7", "2023Q3:会议!2", "2023Q4:会议!2")}


def test_what_changed_in_a_quarter_is_listed(year):
    """The meeting of March that came with the second quarter: in the remarks, and behind the report to superiors."""
    [remark] = [text for text in year.outcome.results.remarks if "更正" in text]
    assert remark == (f"{WHOLE}：各季度的数据后来有更正，2023年第一季度会议活动场次（场）原数5，现数6；支部党员大会次数（次）原数1，现数2；走访慰问项数（项）原数1，现数2；走访慰问（户次）原数1，现数6。")
    document = Document(io.BytesIO(year.office(f"报告/{WHOLE}/抓基层党建述职报告.docx")))
    assert any("附件：各季度报告数据更正" in paragraph.text for paragraph in document.paragraphs)
    lines = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["2", "第一季度", "支部党员大会次数（次）", "1", "2", "第二季度：会议第7行"] in lines


def test_an_explained_gap_is_accepted_and_an_annual_workbook_wins(own):
    """待说明 with a reason beside 报告期 comes back as the branch's own: it alone counts; the other is approved as it was."""
    with open_ledger(own.ledger) as ledger:
        [signed] = [one.sha256 for one in ledger.runs.counted() if (one.period, one.branch_code) == ("2023Y", CODES[WHOLE][0])]
        ledger.approvals.approve("2023Y", CODES[WHOLE][0], signed)
    book = openpyxl.load_workbook(own.output / "2023Y" / "待说明" / f"{GAPPED}.xlsx")
    row = next(line for line in book["支部信息"].iter_rows() if str(line[0].value).rstrip("*○") == "报告期")
    row[2].value = "第二季度支部整顿，没有填报。"
    book["其他工作"].append([None] * 3)
    place = next(line for line in book["其他工作"].iter_rows(min_row=2) if line[3].value == 4)
    place[3].value = 40
    own.inbox(YEAR).mkdir(parents=True)
    book.save(own.inbox(YEAR) / "东岭村全年.xlsx")
    results = ran(own, YEAR).results
    branches = results.branches.set_index("short_name")
    assert branches.loc[[WHOLE, GAPPED], "state"].tolist() == ["approved", "accepted"]
    assert branches.loc[GAPPED, "file"] == "东岭村全年.xlsx"
    values = results.indicators.set_index(["branch_code", "scope", "name"])["value"]
    assert values[CODES[GAPPED][0], "own", "work_care_visits_household_times"] == 1 + 3 + 40
    places = results.indicators.set_index(["branch_code", "scope", "name"])["rows"]
    assert places[CODES[WHOLE][0], "own", "members_deceased"] == "2023Q2:党员!5"


def test_a_quarter_lost_from_the_archive_is_not_told_as_a_correction(own):
    """The office is told to run that quarter again; nothing is said to have changed from some number to 0."""
    [kept] = (own.archive / "2023Q2").glob(f"{CODES[WHOLE][0]}_*.xlsx")
    kept.unlink()
    remarks = ran(own, YEAR).results.remarks
    assert [text for text in remarks if WHOLE in text] == [
        f"{WHOLE}：2023年第二季度通过的工作簿在存档里找不到了，这次没有算进去。请把那个季度再运行一次。",
    ]


def test_a_half_year_has_its_two_quarters(own):
    """No folder for the half year is needed; where no quarter of it counted, the folder is missed."""
    results = ran(own, Period.parse("2023H1")).results
    values = results.indicators.set_index(["branch_code", "scope", "name"])["value"]
    assert values[CODES[WHOLE][0], "own", "meeting_events"] == 11
    assert values[CODES[WHOLE][0], "own", "dues_due"] == 301 + 302
    assert values[CODES[GAPPED][0], "own", "meeting_events"] == 5
    with pytest.raises(InboxMissing):
        ran(own, Period.parse("2022H1"))


def test_the_issued_workbook_of_the_year_holds_the_quarters(own):
    """22 meetings to add to; the days of filling in are the branch's own, and left blank."""
    issued = issue(own, YEAR, Silent())
    path = issued.folder / f"{WHOLE}.xlsx"
    assert (len(rows(path, "会议")), len(rows(path, "党员"))) == (22, 4)
    facts = {str(line[0]).rstrip("*○"): line[1] for line in read(path)["支部信息"]}
    assert (facts["本期应交党费合计（元）"], facts["报告期"]) == (1210, "2023年度")
    assert (facts["填报日期"], facts["办理情况截至日期"]) == (None, None)
