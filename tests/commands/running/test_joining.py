"""A 总支 that hands in one workbook for its 支部: states, figures and the fault of a 支部 in two files."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product

import openpyxl
import pytest
from xlsxwriter import Workbook

from goodbranch import SETTINGS
from shuzhi import form
from shuzhi.commands.check import check
from shuzhi.commands.closing import whole
from shuzhi.commands.run import RunOutcome, RunRequest, run
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.ended import ended
from shuzhi.commands.running.joining import join
from shuzhi.commands.running.kept import basis, keep
from shuzhi.commands.running.planning import planned
from shuzhi.commands.running.reading import ReadTask
from shuzhi.commands.running.validating import read_chunk
from shuzhi.intake.stage import Source
from shuzhi.model.settings import Branch, RuleSetting
from shuzhi.model.words import Level
from shuzhi.progress import Silent
from shuzhi.spread.processes import Processes

PARENT = Branch("YX03", "云溪镇湖滨社区党总支", "湖滨社区党总支", "湖滨社区党总支", "党总支", "社区", ("湖滨总支",))
FIRST, SECOND = (
    Branch(f"YX0{n}", f"云溪镇湖滨社区第{han}党支部", f"湖滨社区第{han}党支部", f"湖滨社区第{han}党支部", "党支部", "社区", (), "YX03")
    for n, han in ((4, "一"), (5, "二"))
)
VILLAGE = Branch("YX06", "云溪镇石井村党支部", "石井村", "石井村", "党支部", "村")
ROSTER = (PARENT, FIRST, SECOND, VILLAGE)
PEOPLE = {"YX03": 0, "YX04": 4, "YX05": 3, "YX06": 5}


def township(**changes):
    """Settings of a township with a 总支, its two 支部 and a village."""
    return replace(SETTINGS, branches=ROSTER, limits={"close_days": 60, "income_threshold": 10}, **changes)


def workbook(branch, *parts, **items):
    """The bytes of a branch's workbook; see contents."""
    return written(form.load().printed(), contents(branch, *parts, **items))


def contents(branch, *parts, **items):
    """What stands in a branch's workbook; parts: (whose meetings and members, what 所在支部 says of them)."""
    fields = form.load().sheet("branches").fields
    facts, titles = dict.fromkeys(field.name for field in fields), {field.title: field.name for field in fields}
    facts |= {titles[title]: value for title, value in {
        "支部编码": branch.code, "支部全称": branch.full_name, "组织类别": branch.org_type, "单位类型": branch.unit_type,
        "所属乡镇街道": "云溪镇", "上级党组织": "中共云溪镇委员会", "书记姓名": "王方", "填报人": "李元", "联系电话": "13900001000",
        "填报日期": date(2023, 10, 8), "报告期": "2023Q3", "统计起始日期": date(2023, 7, 1), "统计截止日期": date(2023, 9, 30),
        "办理情况截至日期": date(2023, 10, 8), "党小组数": 0, "支委会委员数": 0, "党员名册是否完整": "是",
        "本期无民生实事": "确无", "本期无意见建议": "确无",
    }.items()}
    rows = {"branches": [facts | items], "meetings": [], "members": []}
    for owner, unit in parts:
        kind = "总支（党委）委员会会议" if owner is PARENT else "支部党员大会"
        rows["meetings"] += [
            {"date": date(2023, month, 7), "type": kind, "topic": f"{owner.code}学习", "host": "王方",
             "expected": 5, "present": 5, "unit": unit}
            for month in (7, 8)
        ]
        rows["members"] += [
            {"name": f"{surname}{owner.short_name[-4:][0]}", "sex": "男", "birth": date(1970, 1, 1), "type": "正式党员",
             "status": "在册", "joined": date(1995, 7, 1), "confirmed": date(1996, 7, 1), "unit": unit}
            for surname in "赵钱孙李周"[: PEOPLE[owner.code]]
        ]
    return rows


def written(standard, content):
    """A workbook with every sheet of the form and its content (sheet name → field name → value)."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for layout in standard.sheets:
            sheet, records = book.add_worksheet(layout.title), content.get(layout.name, [])
            if layout.kind == "items":
                lines = [("项目", "内容", "说明"), *((field.title, records[0][field.name]) for field in layout.fields)]
            else:
                titles = [field.title + field.mark for field in layout.fields]
                lines = [titles, *([record.get(field.name) for field in layout.fields] for record in records)]
            for row, line in enumerate(lines):
                sheet.write_row(row, 0, line)
    return target.getvalue()


def taken(folder, settings, **files):
    """What the first pass knows of an inbox with these files (name → bytes)."""
    sources = []
    for number, (name, content) in enumerate(files.items(), 1):
        sources.append(Source(number, f"{name}.xlsx", folder / f"{name}.xlsx"))
        sources[-1].path.write_bytes(content)
    return read_chunk(ReadTask(tuple(sources), settings, None, folder / "park.pickle"), lambda _: None)


def joined(folder, settings=None, **files):
    """The results of that inbox."""
    settings = settings or township()
    return join([taken(folder, settings, **files)], settings, None)


def states(results):
    """Branch code → state, and the 总支 it hands in through."""
    return {code: tuple(pair) for code, *pair in results.branches[["branch_code", "state", "through"]].to_numpy()}


def value(results, code, name, scope="own"):
    """An indicator; None where it is empty or not there."""
    rows = results.indicators
    found = rows[(rows["branch_code"] == code) & (rows["scope"] == scope) & (rows["name"] == name)]["value"].dropna()
    return found.item() if len(found) else None


def faults(results):
    """(code, branch, sheet, row, column) of every finding that is more than a notice."""
    frame = results.findings[results.findings["level"] != Level.NOTICE]
    return [tuple(row) for row in frame[["code", "branch_code", "sheet", "row", "column"]].to_numpy().tolist()]


def exit_code(results, folder):
    return int(RunOutcome(folder, folder, ended(results), lambda: results, ()).exit_code)


TOGETHER = workbook(PARENT, (PARENT, None), (FIRST, "第一党支部"), (SECOND, "云溪镇湖滨社区第二党支部"))
PARENT_ALONE = workbook(PARENT, (PARENT, None))
FIRST_ALONE = workbook(FIRST, (FIRST, None))
SECOND_ALONE = workbook(SECOND, (SECOND, None))
VILLAGE_ALONE = workbook(VILLAGE, (VILLAGE, None))
MEETING_UNIT, MEMBER_UNIT = 12, 17  # Excel columns of 所在支部


def test_a_branch_in_its_parent_s_workbook_is_not_missing(tmp_path):
    """It follows its 总支, has no file, no figures and no findings of its own; the run is whole."""
    results = joined(tmp_path, 总支=TOGETHER, 村=VILLAGE_ALONE)
    assert states(results) == {
        "YX03": ("accepted", ""), "YX04": ("accepted", "YX03"), "YX05": ("accepted", "YX03"), "YX06": ("accepted", ""),
    }
    assert faults(results) == []
    assert exit_code(results, tmp_path) == 0
    assert not set(results.indicators["branch_code"]) & {"YX04", "YX05"}
    carried = results.branches.set_index("branch_code").loc[["YX04", "YX05"]]
    assert carried["submission"].tolist() == [-1, -1]
    assert carried[["coverage_start", "as_of"]].isna().all(axis=None)
    assert set(results.frames["meetings"]["unit"].dropna()) == {"湖滨社区第一党支部", "湖滨社区第二党支部"}


def test_a_branch_neither_by_itself_nor_through_its_parent_is_missing(tmp_path):
    """A 总支 that speaks of one 支部 does not excuse the other; the run is not whole."""
    results = joined(tmp_path, 总支=workbook(PARENT, (PARENT, None), (FIRST, "一支部")), 村=VILLAGE_ALONE)
    assert [states(results)[code] for code in ("YX04", "YX05")] == [("accepted", "YX03"), ("missing", "")]
    assert exit_code(results, tmp_path) == 1


@pytest.mark.parametrize(("item", "state", "late"), [
    ({"fill_date": date(2023, 10, 12)}, "accepted", True), ({"org_type": "党委"}, "to_explain", False),
    ({"secretary": None}, "returned", False),
])
def test_it_follows_its_parent(tmp_path, item, state, late):
    """Accepted, to explain, returned, late: whatever its 总支 is."""
    parts = ((PARENT, None), (FIRST, "一支部"), (SECOND, "二支部"))
    results = joined(tmp_path, township(deadline=date(2023, 10, 9)), 总支=workbook(PARENT, *parts, **item))
    assert [states(results)[code] for code in ("YX03", "YX04")] == [(state, ""), (state, "YX03")]
    assert results.branches["late"].tolist() == [late, late, late, False]


def test_a_branch_whose_own_file_cannot_be_opened_stays_so(tmp_path):
    """Whatever stands in the 总支's workbook: somebody has to look at that file."""
    results = joined(tmp_path, 总支=TOGETHER, 湖滨社区第一党支部=b"PK broken")
    assert [states(results)[code] for code in ("YX04", "YX05")] == [("unreadable", ""), ("accepted", "YX03")]


@pytest.mark.parametrize("through", list(product([True, False], repeat=2)))
def test_every_member_and_meeting_counts_once(tmp_path, through):
    """Township and 全体 are the same whichever 支部 hand in through the 总支; its 本级 has what its workbook has."""
    parts = [(one, one.short_name) for one, inside in zip((FIRST, SECOND), through, strict=True) if inside]
    alone = [book for book, inside in zip((FIRST_ALONE, SECOND_ALONE), through, strict=True) if not inside]
    files = {f"支部{n}": book for n, book in enumerate(alone)}
    results = joined(tmp_path, 总支=workbook(PARENT, (PARENT, None), *parts), 村=VILLAGE_ALONE, **files)
    assert faults(results) == []
    assert exit_code(results, tmp_path) == 0
    assert value(results, "TOTAL", "members_total") == sum(PEOPLE.values())
    assert value(results, "TOTAL", "meeting_events") == 8
    assert value(results, "YX03", "members_total", "all") == PEOPLE["YX04"] + PEOPLE["YX05"]
    assert value(results, "YX03", "meeting_events") == 2 + 2 * sum(through)
    own = [value(results, code, "members_total") for code in ("YX04", "YX05")]
    assert own == [None if inside else PEOPLE[code] for code, inside in zip(("YX04", "YX05"), through, strict=True)]


def test_a_branch_in_two_files_is_an_error_on_the_parent_s_workbook(tmp_path):
    """One finding a sheet, on the first row of that 支部, with their number and what to do; removing either heals it."""
    results = joined(tmp_path, 总支=TOGETHER, 一=FIRST_ALONE, 村=VILLAGE_ALONE)
    assert faults(results) == [
        ("X20", "YX03", "meetings", 4, MEETING_UNIT), ("X20", "YX03", "members", 2, MEMBER_UNIT),
    ]
    said = results.findings[results.findings["code"] == "X20"]
    assert said["message"].tolist()[1] == "湖滨社区第一党支部自己交了工作簿，这张表里又有它的4行，会重复计算。"
    assert "只留一处" in said["hint"].tolist()[0]
    assert states(results) == {
        "YX03": ("returned", ""), "YX04": ("accepted", ""), "YX05": ("returned", "YX03"), "YX06": ("accepted", ""),
    }
    assert value(results, "TOTAL", "members_total") == PEOPLE["YX04"] + PEOPLE["YX06"]
    for files in (
        {"总支": TOGETHER},
        {"总支": workbook(PARENT, (PARENT, None), (SECOND, "第二党支部")), "一": FIRST_ALONE},
    ):
        healed = joined(tmp_path, **files, 村=VILLAGE_ALONE)
        assert faults(healed) == []
        assert value(healed, "TOTAL", "members_total") == sum(PEOPLE.values())


def test_people_in_the_rosters_of_two_branches_are_questioned(tmp_path):
    """A 总支 that lists everybody without 所在支部 beside the 支部's own workbooks: said on both sides, with the rows."""
    parent = contents(PARENT, (PARENT, None), (FIRST, None))
    results = joined(tmp_path, 总支=written(form.load().printed(), parent), 一=FIRST_ALONE, 村=VILLAGE_ALONE)
    assert [fault[:4] for fault in faults(results) if fault[0] == "X22"] == [
        ("X22", "YX03", "members", 2), ("X22", "YX04", "members", 2),
    ]
    assert [states(results)[code][0] for code in ("YX03", "YX04", "YX06")] == ["to_explain", "to_explain", "accepted"]
    said = results.findings.set_index(["code", "branch_code"])
    assert f"共{PEOPLE['YX04']}人" in said["message"]["X22", "YX04"]
    assert said["detail"]["X22", "YX03"] == "另一处：湖滨社区第一党支部的工作簿。"
    others = [name for branch in ROSTER for name in branch.names]
    assert not [name for name in others if name in said["message"]["X22", "YX03"] + said["hint"]["X22", "YX03"]]
    gone = [{**row, "status": "已转出", "changed": date(2023, 8, 1)} for row in parent["members"]]
    moved = joined(tmp_path, 总支=written(form.load().printed(), {**parent, "members": gone}), 一=FIRST_ALONE)
    assert "X22" not in [fault[0] for fault in faults(moved)]


def test_a_superseded_file_of_the_parent_accuses_nobody(tmp_path):
    """Only the file that is used counts as the other place."""
    newer = workbook(PARENT, (PARENT, None), (SECOND, "二支部"), fill_date=date(2023, 10, 9))
    results = joined(tmp_path, 总支旧=TOGETHER, 总支=newer, 一=FIRST_ALONE)
    assert faults(results) == []
    assert states(results)["YX05"] == ("accepted", "YX03")


def test_meetings_left_to_the_parent_are_in_one_file_only(tmp_path):
    """A 支部 may hand in its members and leave its meetings to the 总支, if 本期无会议活动 says so."""
    members = written(form.load().printed(), {
        **contents(FIRST, (FIRST, None), no_meetings="由党总支（党委）统一填报"), "meetings": [],
    })
    parent = contents(PARENT, (PARENT, None), (FIRST, "一支部"), (SECOND, "二支部"))
    parent["members"] = [row for row in parent["members"] if row["unit"] == "二支部"]
    results = joined(tmp_path, 总支=written(form.load().printed(), parent), 一=members)
    assert faults(results) == []
    assert value(results, "YX03", "members_total", "all") == PEOPLE["YX04"] + PEOPLE["YX05"]


def test_meetings_without_members_are_questioned(tmp_path):
    """A 支部 that the 总支 only names in 会议 may still have to hand in: 请核对, until its members stand there."""
    parent = contents(PARENT, (PARENT, None), (FIRST, "一支部"), (SECOND, "二支部"))
    parent["members"] = [row for row in parent["members"] if row["unit"] == "二支部"]
    results = joined(tmp_path, 总支=written(form.load().printed(), parent))
    assert faults(results) == [("X21", "YX03", "meetings", 4, MEETING_UNIT)]
    assert states(results)["YX04"] == ("to_explain", "YX03")


def test_a_branch_of_somebody_else_is_not_handed_in_for(tmp_path):
    """A 总支 that names a 支部 not below it is asked about it; that one stays missing, or is whole by itself."""
    parts = ((PARENT, None), (FIRST, "一支部"), (SECOND, "二支部"), (VILLAGE, "石井村"))
    alone = joined(tmp_path, 总支=workbook(PARENT, *parts))
    assert [code for code, *_ in faults(alone)] == ["B21", "B21"]
    assert states(alone)["YX06"] == ("missing", "")
    both = joined(tmp_path, 总支=workbook(PARENT, *parts), 村=VILLAGE_ALONE)
    assert [code for code, *_ in faults(both)] == ["B21", "B21"]
    assert states(both)["YX06"] == ("accepted", "")


def test_a_report_adds_up_only_workbooks(tmp_path):
    """Beside its own workbook, a 总支's figures of 全体 contain those of its 支部 with one of their own."""
    settings = township()
    parent = workbook(PARENT, (PARENT, None), (FIRST, "一支部"))
    read = taken(tmp_path, settings, 总支=parent, 二=SECOND_ALONE)
    batch = Batch(settings, None, Processes(1), tmp_path, tmp_path, Silent())
    (task,) = planned(join([read], settings, None), [read], batch).tasks
    assert [(one.branch.code, one.children) for one in task.branches] == [("YX03", (SECOND,)), ("YX05", ())]


def test_what_changes_two_levels_below_is_added_up_again(tmp_path):
    """What was made for a 党委 and its 总支 holds no longer where the workbook of a 支部 of that 总支 is another."""
    roster = (replace(VILLAGE, org_type="党委"), replace(PARENT, parent=VILLAGE.code), FIRST, SECOND)
    settings = replace(township(), branches=roster)

    def questions(first):
        batch = Batch(settings, None, Processes(1), tmp_path, tmp_path, Silent())
        files = {"党委": VILLAGE_ALONE, "总支": PARENT_ALONE, "一": first, "二": SECOND_ALONE}
        read = keep(taken(tmp_path, settings, **files), batch, basis(batch))
        (task,) = planned(join([read], settings, None), [read], batch).tasks
        return {one.branch.code: task.questions[one.submission] for one in task.branches}

    before, now = (questions(workbook(FIRST, (FIRST, None), households=number)) for number in (200, 201))
    assert [code for code in before if before[code] != now[code]] == ["YX06", "YX03", "YX04"]


def test_the_township_can_switch_these_rules(tmp_path):
    """规则 turns them off or changes their level like any other."""
    def found(**changes):
        rules = {"X20": RuleSetting("X20", **changes)}
        return faults(joined(tmp_path, township(rules=rules), 总支=TOGETHER, 一=FIRST_ALONE))

    assert found(on=False) == []
    assert found(level=Level.NOTICE) == []
    assert len(found(level=Level.WARNING)) == 2


def deliver(sample, **files):
    """A run of the sample township with these files alone; the members of both zips, and the outcome."""
    inbox = sample.inbox(SETTINGS.period)
    for path in [path for path in inbox.rglob("*") if path.is_file()]:
        path.unlink()
    for name, content in files.items():
        (inbox / f"{name}.xlsx").write_bytes(content)
    outcome = run(RunRequest(sample), Silent())
    zips = []
    for path in (outcome.office, outcome.upward):
        with zipfile.ZipFile(path) as archive:
            zips.append({name: archive.read(name) for name in archive.namelist()})
    return *zips, outcome


def arrivals(content, title):
    """支部简称 → (状态, the cell below this title) in 报送情况."""
    rows = list(openpyxl.load_workbook(BytesIO(content))["报送情况"].iter_rows(values_only=True))
    column = rows[0].index(title)
    return {row[2]: (row[3], row[column]) for row in rows[1:] if row[2]}


def test_what_is_delivered_of_a_parent_and_its_branches(sample):
    """One report, of the 总支; 报送情况, 总表, branches.csv and the closing table say where the others stand."""
    office, upward, outcome = deliver(sample, 总支=TOGETHER, 村=VILLAGE_ALONE)
    assert {name.split("/")[1] for name in office if name.startswith("报告/")} == {"湖滨社区党总支", "石井村"}
    assert not [name for name in office if name.startswith("待")]
    why = "由党总支统一填报（湖滨社区党总支的工作簿）"
    told = arrivals(office["汇总表.xlsx"], "怎么办")
    assert told["湖滨社区第一党支部"] == ("通过", f"{why}，不用催报；请看湖滨社区党总支一行。")
    assert "催报" in told["白沙村"][1]
    left = arrivals(upward["汇总表.xlsx"], "备注")
    assert (left["湖滨社区第二党支部"], left["白沙村"]) == (("通过", why), ("未报送", None))
    overview = openpyxl.load_workbook(BytesIO(office["汇总表.xlsx"]), data_only=True)["总表"]
    rows = {row[2]: row[4:] for row in overview.iter_rows(min_row=3, values_only=True)}
    assert rows["湖滨社区第一党支部"][:2] == ("通过", "由党总支统一填报")
    assert set(rows["湖滨社区第一党支部"][2:]) == {None}
    lines = {row["branch_code"]: row for row in csv.DictReader(io.StringIO(office["数据/branches.csv"].decode("utf-8-sig")))}
    assert (lines["YX05"]["state"], lines["YX05"]["through"], lines["YX05"]["committee_size"]) == ("accepted", "YX03", "")
    assert (lines["YX03"]["through"], lines["YX03"]["committee_size"]) == ("", "0")
    closed = whole(outcome)
    assert re.search(r"湖滨社区第一党支部 +湖滨社区党总支\n", closed)
    assert "通过4个" in closed


def test_the_parent_gets_its_workbook_back_with_the_cells_marked(sample):
    """A 支部 in two files: marked on both sheets of the 总支's workbook; the 支部 keeps its report, nobody else is told."""
    office, _, _ = deliver(sample, 总支=TOGETHER, 一=FIRST_ALONE)
    assert [name for name in office if name.startswith("待")] == ["待修改/湖滨社区党总支.xlsx"]
    book = openpyxl.load_workbook(BytesIO(office["待修改/湖滨社区党总支.xlsx"]))
    marks = {(sheet.title, cell.coordinate): cell.comment.text for sheet in book for row in sheet for cell in row
             if cell.comment and "自己交了工作簿" in cell.comment.text}
    assert list(marks) == [("会议", "L4"), ("党员", "Q2")]
    assert {name.split("/")[1] for name in office if name.startswith("报告/")} == {"湖滨社区第一党支部"}
    told = arrivals(office["汇总表.xlsx"], "怎么办")
    assert told["湖滨社区第二党支部"] == ("待修改", "由党总支统一填报（湖滨社区党总支的工作簿），不用催报；请看湖滨社区党总支一行。")


def test_a_workbook_checked_by_itself(sample):
    """Names are compared with the roster; what other files hold is not known then."""
    parts = ((PARENT, None), (FIRST, "一支部"), (SECOND, "第三党支部"))
    for name, content in {"总支": workbook(PARENT, *parts), "好": TOGETHER, "一": FIRST_ALONE}.items():
        (sample.root / f"{name}.xlsx").write_bytes(content)
    faulty, good, first = check(sample, [sample.root / f"{name}.xlsx" for name in ("总支", "好", "一")], None)
    doubts = [record for record in faulty.records if record["level"] != "notice"]
    assert [(r["code"], r["sheet"], r["cell"]) for r in doubts] == [("B20", "会议", "L6"), ("B20", "党员", "Q6")]
    assert "（这样的共3行）" in doubts[1]["message"]
    assert not [r for one in (good, first) for r in one.records if r["level"] != "notice"]
