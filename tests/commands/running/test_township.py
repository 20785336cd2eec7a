"""The township's own reports in a run: every figure recounted, what they leave out, where they lie, 定稿."""

import csv
import io
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from conftest import NOW, YEAR, copy_sample, with_cache
from shuzhi import form
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.finals import settle
from shuzhi.commands.running.tables import KIND
from shuzhi.commands.running.township import own_rows, township_facts, write_township
from shuzhi.commands.trace import ADDED, trace
from shuzhi.intake.stage import Source, receive
from shuzhi.model.period import Period
from shuzhi.model.township import kinds
from shuzhi.progress import Silent
from shuzhi.proof.compare import differences
from shuzhi.proof.shown import shown
from shuzhi.workspace import load_settings

COMMITTEE, OFFICE = "报告/乡镇/镇党委年度述职报告.docx", "报告/乡镇/党建办年度述职报告.docx"
SPEAKERS = {COMMITTEE: "纪怀川", OFFICE: "唐文凤"}
LECTURE = "党课"


@pytest.fixture(scope="module")
def year(tmp_path_factory, delivered_year):
    """The sample township's year, what the data suggests switched on; read only."""
    workspace = with_cache(copy_sample(tmp_path_factory.mktemp("switched")), delivered_year.workspace)
    book = openpyxl.load_workbook(workspace.settings_file)
    for row in book["参数"].iter_rows():
        if row[0].value == "报上级的报告写入数据反映的问题":
            row[1].value = "是"
    book.save(workspace.settings_file)
    return workspace, run(RunRequest(workspace, YEAR, now=NOW), Silent())


@pytest.fixture(scope="module")
def told(year):
    """report → its lines of figures.csv."""
    return {report: [one for one in lines(year[1], "figures") if one["report"] == report] for report in SPEAKERS}


def lines(outcome, name):
    with zipfile.ZipFile(outcome.office) as office:
        return list(csv.DictReader(io.StringIO(office.read(f"数据/{name}.csv").decode("utf-8-sig"))))


def own(year, sheet):
    """The rows of a sheet of 乡镇台账 as its cells stand there: title → value, and the Excel row under 行."""
    header, *rows = openpyxl.load_workbook(year[0].settings_file)[sheet].iter_rows(values_only=True)
    titles = [re.sub(r"[*○\s]", "", str(title)) for title in header]
    return [dict(zip(titles, row, strict=True)) | {"行": place} for place, row in enumerate(rows, 2) if any(row)]


def text_of(year, report):
    return "\n".join(line.text for line in shown((year[0].output / "2023Y" / report).read_bytes()))


@pytest.mark.parametrize("report", SPEAKERS)
def test_its_own_meetings_are_recounted(year, told, report):
    """By type those that the speaker led, lectures that they gave; each figure has exactly its rows."""
    mine, speaker = {}, SPEAKERS[report]
    for row in own(year, "本级会议"):
        if row["主讲人" if row["会议类型"] == LECTURE else "主持人"] == speaker:
            mine.setdefault(row["会议类型"], []).append(f"本级会议!{row['行']}")
    wanted = {(str(len(rows)), ";".join(rows)) for rows in mine.values()}
    assert {(one["text"], one["rows"]) for one in told[report] if one["source"] == "本级会议"} == wanted


@pytest.mark.parametrize("report", SPEAKERS)
def test_the_date_of_the_report_stands_below_its_signature(year, report):
    """成文日期 of 报告 is the last line before the annex; a report without it ends with the signature."""
    text = text_of(year, report)
    assert f"\n{SPEAKERS[report]}\n2024年1月12日\n附件\n" in text


@pytest.mark.parametrize("report", SPEAKERS)
def test_its_own_work_is_recounted(year, told, report):
    """Every quantity of the speaker's rows is printed once, with its cell; nobody else's is."""
    column = [field.name for field in form.sheet("own_works").fields].index("quantity")
    wanted = {
        f"本级工作!{'ABCDEFGH'[column]}{row['行']}": float(row["数量"])
        for row in own(year, "本级工作") if row["责任人"] == SPEAKERS[report]
    }
    given = [(one["source"], float(one["text"])) for one in told[report] if one["source"].startswith("本级工作")]
    assert dict(given) == wanted
    assert len(given) == len(wanted)


@pytest.mark.parametrize("report", SPEAKERS)
def test_the_roster_is_recounted(year, told, report):
    """Organisations by kind and by unit; how many are expected, how many count."""
    roster = own(year, "支部名册")
    kinds_, units = (Counter(row[title] for row in roster) for title in ("组织类别", "单位类型"))
    wanted = Counter(map(str, [len(roster), len(roster), *kinds_.values(), *units.values()]))
    assert Counter(one["text"] for one in told[report] if one["source"] == "支部名册") == wanted
    come = [one for one in lines(year[1], "branches") if one["state"] in ("accepted", "to_explain", "approved")]
    assert [one["text"] for one in told[report] if one["source"] == "报送情况"] == [str(len(come))]


@pytest.mark.parametrize("report", SPEAKERS)
def test_every_total_is_recounted(year, told, report):
    """Sums of the branches' lines, rates of their summed parts; no other figure is left over."""
    by_name = {}
    for one in lines(year[1], "indicators"):
        if one["branch_code"] != "TOTAL" and one["scope"] == "own" and one["value"]:
            by_name.setdefault(one["name"], []).append(one)
    income = [float(one["value"]) for one in by_name["collective_income"]]
    for one in told[report]:
        name, text = one["source"], one["text"]
        if name.startswith("本级") or name in ("支部名册", "报送情况"):
            continue
        if name == "集体经济收入达标线（万元）":
            assert text == "10"
        elif name == "villages_income_over":
            assert text == str(sum(value >= 10 for value in income))
        elif name == "collective_income" and one["rows"]:
            assert text == str(sum(value < 10 for value in income))
        else:
            assert text in recounted(by_name[name]), name


def recounted(branches):
    """What a total may be printed as: its sum; of a rate its percentage and its two parts."""
    if not branches[0]["numerator"]:
        return {plain(sum(float(one["value"]) for one in branches), 2)}
    over, base = (sum(float(one[part]) for one in branches) for part in ("numerator", "denominator"))
    return {plain(over * 100 / base, 1), plain(over, 2), plain(base, 2)}


def plain(value, places):
    return f"{value:.{places}f}".rstrip("0").rstrip(".") if places else str(value)


@pytest.mark.parametrize("report", SPEAKERS)
def test_nothing_empty_is_printed(year, report):
    """No 0, no heading without text below it, no word of a year that is not named."""
    text = text_of(year, report)
    assert not re.search(r"(?<![\d.])0[次名件条个元场]|今年|去年|[余约近]\d", text)
    assert not re.search(r"^[一二三四五六七八九]、\S+\n[一二三四五六七八九]、", text, re.MULTILINE)


@pytest.mark.parametrize("report", SPEAKERS)
def test_nobody_of_a_branch_is_named(year, report):
    """No member, no proposer, no secretary of a branch, no phone: neither in the text nor anywhere else in the file."""
    workspace = year[0]
    settings = load_settings(workspace, YEAR)
    inbox = sorted(workspace.inbox(YEAR).rglob("*.xlsx"))
    tables = receive([Source(n, path.name, path) for n, path in enumerate(inbox, 1)], form.load(), settings).tables
    names = set(tables.frames["members"]["name"].dropna()) | set(tables.frames["proposals"]["proposer"].dropna())
    names |= {branch.secretary for branch in settings.branches}
    assert len(names) > 80
    with zipfile.ZipFile(workspace.output / "2023Y" / report) as docx:
        content = "".join(docx.read(name).decode("utf-8", "ignore") for name in docx.namelist())
    assert [name for name in names if len(name) > 1 and name in content] == []
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", content)


def test_texts_and_problems_of_the_other_report_stay_out(year):
    """用于报告 chooses: each report has its own problems, plans and paragraphs."""
    committee, office = (text_of(year, report) for report in SPEAKERS)
    for row in (row for row in own(year, "本级问题与措施") if row["类型"]):
        said = (row["存在问题"] or row["下步打算"]).rstrip("。")
        assert (said in committee, said in office) == tuple(row["用于报告"] in report for report in SPEAKERS)


def test_where_the_township_falls_short_is_told(year):
    """The switch is on: numbers beside the problems that the township typed."""
    assert "（二）数据反映的问题\n1．2023年度，党内组织生活应到" in text_of(year, COMMITTEE)


def test_they_lie_in_both_zips_and_first_in_the_volume(year):
    """报告/乡镇/…; the volume begins with them."""
    outcome = year[1]
    with zipfile.ZipFile(outcome.upward) as upward, zipfile.ZipFile(outcome.office) as office:
        assert set(SPEAKERS) <= set(upward.namelist()) & set(office.namelist())
        volume = [line.text for line in shown(office.read("汇编.docx"))]
    titles = [place for place, line in enumerate(volume) if line == "2023年度述职报告"]
    assert len(titles) == 2
    assert volume[titles[0] + 1] == "云溪镇党委书记　纪怀川"
    assert max(titles) < next(place for place, line in enumerate(volume) if line.startswith("云溪镇东苑社区党总支"))


def test_trace_says_where_to_look_for_totals(year):
    """A total has no rows of its own."""
    name, figures = trace(year[0], YEAR, "镇党委年度", "tasks_total")
    assert name == f"{COMMITTEE}\n{ADDED}"
    assert [(one.title, one.rows) for one in figures] == [("民生实事项数", ())]


def test_a_final_takes_the_place_of_a_township_report(year, tmp_path):
    """Known by what it carries whatever its name; told like a branch's."""
    workspace, outcome = year
    batch = Batch(outcome.results.settings, None, 1, tmp_path, workspace.templates, Silent())
    write_township(township_facts(outcome.results, KIND, {}), outcome.results.settings, batch)
    (tmp_path / "final").mkdir()
    made = batch.staging / "both" / OFFICE
    before = shutil.copy(made, tmp_path / "final/改好的.docx").read_bytes()
    settled = settle(batch, tmp_path / "final")
    assert (settled.replaced, settled.remarks) == ((OFFICE,), ("采用定稿1份：“乡镇/党建办年度述职报告”。",))
    assert "初稿" in "".join(line.text for line in shown(before))
    assert "初稿" not in "".join(line.text for line in shown(made.read_bytes()))
    assert differences(made.read_bytes(), before) == ()


def test_without_rows_of_its_own_a_report_is_left_out(year, tmp_path):
    """未填报本级工作: no file, a remark that names no person; the other report is made."""
    workspace, outcome = year
    settings = outcome.results.settings
    others = tuple(row for row in settings.own["own_works"] if row.values["officer"] != "唐文凤")
    without = {**settings.own, "own_meetings": (), "own_works": others}
    results = replace(outcome.results, settings=replace(settings, own=without))
    batch = Batch(results.settings, None, 1, tmp_path, workspace.templates, Silent())
    written = write_township(township_facts(results, KIND, {}), results.settings, batch)
    assert written.remarks == (
        "“党建办年度述职报告”没有出：乡镇台账“本级会议”“本级工作”里没有报告人2023年度的行。请填好后再运行一次。",
    )
    assert {line[0] for line in written.figures} == {COMMITTEE}
    made = [path.relative_to(tmp_path).as_posix() for path in Path(tmp_path).rglob("*.docx")]
    assert made == [f"staging/both/{COMMITTEE}"]


def test_a_quarter_takes_the_rows_of_its_days(year):
    """A kind without 适用报告期, or with 季度, reports the quarter; one of the township has everybody's rows."""
    quarter = load_settings(year[0], Period(2023, "Q", 3))
    assert kinds(quarter) == ()
    kind = replace(quarter.reports[-1], period_kinds=("Q",), speaker="", speaker_post="")
    rows = own_rows(quarter, kind)
    assert {row.values["date"].month for sheet in ("meetings", "works") for row in rows[sheet]} == {7, 8, 9}
    assert {row.values["host"] for row in rows["meetings"]} == {"纪怀川", "唐文凤"}
    assert kinds(replace(quarter, reports=(kind,))) == (kind,)


def test_branches_that_lack_a_quarter_are_counted(year):
    """By the warning on their 报告期, open or explained; one that does not count is left out."""
    given = year[1].results
    told = given.findings.iloc[:1].assign(code="F59")
    lacks = pd.concat([told.assign(branch_code=code) for code in ("YX12", "YX01")])
    kind = kinds(given.settings)[0]
    assert township_facts(given, kind, {}).partial == ()
    assert township_facts(replace(given, findings=lacks), kind, {}).partial == ("YX12",)
    assert township_facts(replace(given, explained=lacks), kind, {}).partial == ("YX12",)


def test_branches_that_do_not_count_are_nowhere(year):
    """The facts hold the branches whose state counts, and their reminders alone."""
    results = year[1].results
    facts = township_facts(results, kinds(results.settings)[0], {})
    counted = {one.code for one in facts.children}
    assert counted == {"YX11", "YX12"} == set(facts.values)
    assert set().union(*facts.behind.values()) <= counted
    assert len(facts.expected) == 14
