"""`shuzhi run` on the sample township: what is delivered, what is not, and what a fault leaves untouched."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from datetime import date
from hashlib import sha256

import openpyxl
import pandas as pd
import pytest
from docx import Document

from compute import twin
from conftest import NOW
from documents import docx_text
from make.sample_faults import DOUBTS, EXPLAINED, PLANTED, PLANTED_FILE
from office import converted, needs_office
from shuzhi import __version__, form
from shuzhi.commands.closing import closing
from shuzhi.commands.run import RunRequest, run
from shuzhi.errors import AlreadyRunning, DeliveryFailed, InboxMissing, NoTemplate, SettingsFault
from shuzhi.intake.stage import Source, receive
from shuzhi.ledger import open_ledger
from shuzhi.progress import Silent

REPORT = "抓基层党建述职报告.docx"
ISSUES = "意见建议办理情况报告.docx"
IN_YUAN = "西苑社区"  # an office that types the money of its 民生实事 in 元
STATES = {
    "柳桥居": "accepted", "南塘居": "to_explain", "湖滨社区党总支": "accepted", "湖滨社区第一党支部": "accepted",
    "湖滨社区第二党支部": "accepted", "石井村": "accepted", "白沙村": "returned", "东岭村": "unreadable", "河湾村": "missing",
    "春江社区": "accepted", "东苑社区": "accepted", "西苑社区": "accepted", "驻外流动党员党支部": "accepted",
    "丰禾农机合作社": "accepted",
}


def members(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def lines(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def again(workspace, **options):
    return run(RunRequest(workspace, now=NOW, **options), Silent())


def reports(files):
    return {name: content for name, content in files.items() if name.startswith("报告/")}


def test_every_branch_of_the_roster_has_its_state(delivered):
    """Thirteen hand in, one is missing; faults, doubts and damage are told apart."""
    branches = delivered.outcome.results.branches
    assert dict(zip(branches["short_name"], branches["state"], strict=True)) == STATES
    assert int(delivered.outcome.exit_code) == 1


def test_both_zips_hold_what_their_readers_need(delivered):
    """上报 has no data, no returned workbook and no 核对结果; 内部 has everything."""
    upward, office = members(delivered.outcome.upward), members(delivered.outcome.office)
    for name, state in STATES.items():
        counts = state in ("accepted", "to_explain")
        assert (f"报告/{name}/{REPORT}" in upward) == (f"报告/{name}/{REPORT}" in office) == counts
    assert {name for name in upward if not name.startswith("报告/")} == {
        "汇总表.xlsx", "汇总表.docx", "manifest.json", "汇编.docx",
    }
    assert {name for name in office if "/" not in name} == {
        "index.html", "汇总表.xlsx", "汇总表.docx", "manifest.json", "汇编.docx", "催报.txt",
    }
    assert {name for name in office if name.startswith(("待修改/", "待说明/"))} == {"待修改/白沙村.xlsx", "待说明/南塘居.xlsx"}
    sheets = {name: openpyxl.load_workbook(io.BytesIO(files["汇总表.xlsx"])).sheetnames
              for name, files in (("upward", upward), ("office", office))}
    assert "核对结果" in sheets["office"]
    assert "核对结果" not in sheets["upward"]


def test_the_office_can_urge_at_once(delivered):
    """催报.txt names who is missing, to correct, to explain, unreadable, at the hour of the run in Beijing."""
    text = members(delivered.outcome.office)["催报.txt"].decode("utf-8-sig")
    assert "截至10月9日17时，应报14个，已报10个，需修改1个，需说明1个，打不开1个，未报1个。" in text
    for start, name in (("未报：", "河湾村"), ("需修改：", "白沙村"), ("需说明：", "南塘居"), ("打不开：", "东岭村")):
        assert f"\r\n{start}{name}" in text


def test_the_manifest_names_every_file_and_what_became_of_the_inbox(delivered):
    """Size and hash of each member are true; every file of the inbox is listed once with its outcome."""
    office = members(delivered.outcome.office)
    manifest = json.loads(office.pop("manifest.json"))
    listed = {entry["path"]: (entry["size"], entry["sha256"]) for entry in manifest["files"]}
    assert listed == {name: (len(data), sha256(data).hexdigest()) for name, data in office.items()}
    inbox = delivered.workspace.root / "workbooks/inbox/2023Q3"
    found = sorted(path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file())
    assert sorted(entry["file"] for entry in manifest["inbox"]) == found
    assert "inbox" not in json.loads(members(delivered.outcome.upward)["manifest.json"])
    assert (manifest["program"], manifest["form"], len(manifest["rules"])) == (__version__, "1", 12)


def test_the_same_input_gives_the_same_bytes_whatever_the_workers(delivered, sample):
    """Everything made elsewhere with two processes gives both zips byte for byte; so does a repeated run with one."""
    first = [delivered.outcome.office.read_bytes(), delivered.outcome.upward.read_bytes()]
    for jobs in (2, 1):
        outcome = again(sample, jobs=jobs, everything=jobs == 2)
        assert [outcome.office.read_bytes(), outcome.upward.read_bytes()] == first


def test_no_report_holds_a_placeholder_or_another_branch_s_name(delivered):
    """No X次, no tag, no None, no nan; only the branch's own family is named."""
    settings = delivered.outcome.results.settings
    for name, content in reports(members(delivered.outcome.office)).items():
        text = docx_text(content)
        assert not re.search(r"[XxＸ]{1,4}(?=[\u4e00-\u9fff])|\{\{|\{%|｛|None|\bnan\b|NaT", text), name
        own = next(branch for branch in settings.branches if branch.place == name.split("/")[1])
        family = {own.code, own.parent, *(child.code for child in settings.children(own.code))}
        family |= {child.code for child in settings.children(own.parent)} if own.parent else set()
        foreign = [n for b in settings.branches if b.code not in family for n in (b.full_name, b.short_name)]
        assert not [other for other in foreign if other in text], name


def test_every_indicator_equals_a_recount_by_plain_loops(delivered):
    """Value, parts and rows of every indicator of every counted branch, recounted from its workbook row by row."""
    rows = [row for row in lines(members(delivered.outcome.office)["数据/indicators.csv"]) if row["scope"] == "own"]
    results = delivered.outcome.results
    counted = results.branches[results.branches["state"].isin(["accepted", "to_explain"])]
    for branch in counted.itertuples():
        path = delivered.workspace.root / "workbooks/inbox/2023Q3" / branch.file
        recounted = recount(path, results.settings)
        own = {row["name"]: row for row in rows if row["branch_code"] == branch.branch_code}
        works = {row["title"]: row for row in own.values() if row["name"].startswith("work_")}
        for name, (value, numerator, denominator, places) in recounted.items():
            row = own.get(name) or works[name]
            wanted = ["" if n is None else round(float(n), 6) for n in (value, numerator, denominator)]
            given = [row[key] and float(row[key]) for key in ("value", "numerator", "denominator")]
            assert given == pytest.approx(wanted) if "" not in wanted else given == wanted, (branch.short_name, name)
            assert row["rows"] == ";".join(places), (branch.short_name, name)
        assert len(own) == len(recounted), branch.short_name


def recount(path, settings):
    chunk = receive([Source(1, path.name, path)], form.load(), settings)
    submission = {"items": dict(zip(chunk.tables.items["field"], chunk.tables.items["row"], strict=True))}
    for name, frame in chunk.tables.frames.items():
        records = [{key: plain(value) for key, value in row.items()} for row in frame.to_dict("records")]
        submission[name] = records[0] if name == "branches" else records
    submission |= {"as_of": submission["branches"]["as_of"], "close_days": settings.limits["close_days"]}
    found = {}
    for family in twin.FAMILIES.values():
        found |= family(submission)
    return found


def plain(value):
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_the_totals_are_the_sums_of_the_branches(delivered):
    """A row counted once: TOTAL is the sum of the own values, its rates come from summed parts."""
    rows = lines(members(delivered.outcome.office)["数据/indicators.csv"])
    own = [row for row in rows if row["scope"] == "own" and row["branch_code"] != "TOTAL"]
    for total in (row for row in rows if row["branch_code"] == "TOTAL" and row["name"] != "villages_income_over"):
        parts = [row for row in own if row["name"] == total["name"] and row["value"]]
        if total["unit"] == "%" and total["value"]:
            shares = sum(float(row["numerator"]) for row in parts), sum(float(row["denominator"]) for row in parts)
            assert float(total["value"]) == pytest.approx(shares[0] * 100 / shares[1], abs=1e-5), total["name"]
        elif total["value"]:
            assert float(total["value"]) == pytest.approx(sum(float(row["value"]) for row in parts)), total["name"]


def test_the_clean_workbook_recounted_from_its_cells_by_another_reader(delivered):
    """石井村, read with openpyxl and counted by hand: meetings by type, members, tasks, proposals."""
    path = delivered.workspace.root / "workbooks/inbox/2023Q3/村/石井村三季度.xlsx"
    book = openpyxl.load_workbook(path, data_only=True)

    def column(sheet, title):
        rows = list(book[sheet].iter_rows(values_only=True))
        place = next(n for n, text in enumerate(rows[0]) if str(text).strip("*○ ") == title)
        return [row[place] for row in rows[1:] if sum(cell is not None for cell in row) > 1]

    own = {row["name"]: row["value"] for row in lines(members(delivered.outcome.office)["数据/indicators.csv"])
           if row["branch_code"] == "YX06"}
    kinds = [kind for title in ("会议类型", "同时作为（1）", "同时作为（2）") for kind in column("会议", title) if kind]
    assert own["meetings_general"] == str(kinds.count("支部党员大会"))
    assert own["meetings_group"] == str(kinds.count("党小组会"))
    assert own["meeting_events"] == str(len(column("会议", "日期")))
    people = list(zip(column("党员", "人员类别"), column("党员", "党籍状态"), strict=True))
    assert own["members_full"] == str(people.count(("正式党员", "在册")))
    assert own["tasks_done"] == str(column("民生实事", "状态").count("已完成"))
    assert own["proposals_total"] == str(len(column("居民提案", "事项")))


def test_the_planted_faults_are_found_on_their_cells_and_nothing_else(delivered):
    """白沙村: every planted fault is one finding on its cell; the good branch has none, what was explained is silent."""
    found = [row for row in lines(members(delivered.outcome.office)["数据/findings.csv"]) if row["level"] != "notice"]
    levels = {"必须改": "error", "请核对": "warning"}
    planted = sorted((PLANTED_FILE, fault.sheet, fault.cell, levels[fault.level]) for fault in PLANTED)
    doubts = sorted((file, fault.sheet, fault.cell, levels[fault.level]) for file, fault in DOUBTS.items())
    here = [(row["file"], row["sheet"], row["cell"], row["level"]) for row in found]
    assert sorted(entry for entry in here if entry[0] == PLANTED_FILE) == planted
    assert sorted(entry for entry in here if entry[0] in DOUBTS) == doubts
    assert {entry[0] for entry in here} == {PLANTED_FILE, *DOUBTS, "村/东岭村党支部三季度.xlsx"}
    assert delivered.outcome.results.explained["file"].tolist() == [*EXPLAINED]


def test_the_faulty_branches_do_not_change_the_others(delivered, sample):
    """Without the faulty and the damaged workbook every other branch's report is the same, byte for byte."""
    inbox = sample.root / "workbooks/inbox/2023Q3/村"
    (inbox / "白沙村三季度报表.xlsx").unlink()
    (inbox / "东岭村党支部三季度.xlsx").unlink()
    assert reports(members(again(sample, everything=True).office)) == reports(members(delivered.outcome.office))


def test_personal_data_stays_in_the_branch_s_own_file(delivered):
    """Phones and members' names of the sample stand only in returned workbooks and in office columns."""
    results = delivered.outcome.results
    path = delivered.workspace.root / "workbooks/inbox/2023Q3/村/白沙村三季度报表.xlsx"
    chunk = receive([Source(1, path.name, path)], form.load(), results.settings)
    phone = chunk.tables.frames["branches"]["phone"].item()
    own = chunk.tables.frames["branches"][["secretary", "filled_by"]].iloc[0].tolist()
    names = [name for name in chunk.tables.frames["members"]["name"] if name not in own]
    files = members(delivered.outcome.office)
    for name, content in files.items():
        if name.startswith("待"):
            continue
        text = everything(name, content)
        assert phone not in text, name
        assert not [person for person in names if person in text], name


def everything(name, content):
    if not name.endswith((".docx", ".xlsx")):
        return name + content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return name + "".join(archive.read(part).decode("utf-8", "ignore") for part in archive.namelist())


def test_the_ledger_knows_the_run(delivered):
    """Every file with outcome, number and state."""
    with open_ledger(delivered.workspace.private / "ledger.sqlite") as ledger:
        seen = {entry.file: (entry.outcome, entry.number, entry.state) for entry in ledger.runs.latest("2023Q3")}
    assert seen["村/石井村三季度.xlsx"] == ("used", 2, "accepted")
    assert seen["村/石井村三季度(初稿).xlsx"] == ("superseded", 1, "")
    assert seen["村/~$石井村.xlsx"][0] == "ignored"
    assert len(seen) == len(delivered.outcome.results.submissions)


def test_a_printed_cell_is_the_cell_of_the_branch_s_own_workbook(delivered):
    """Every figure whose source is a cell is what stands there, wherever the branch moved its columns."""
    files = delivered.outcome.results.branches.set_index("place")["file"]
    books, seen = {}, 0
    for line in lines(members(delivered.outcome.office)["数据/figures.csv"]):
        if "!" not in line["source"]:
            continue
        place = line["report"].split("/")[1]
        if place not in books:
            path = delivered.workspace.root / "workbooks/inbox/2023Q3" / files[place]
            books[place] = openpyxl.load_workbook(path, data_only=True)
        title, cell = line["source"].split("!")
        sheet = next(sheet for sheet in form.load().sheets if sheet.title == title)
        (own,) = {sheet.title, *sheet.aliases} & set(books[place].sheetnames)
        typed = unicodedata.normalize("NFKC", str(books[place][own][cell].value))
        number = re.search(r"[\d.]+", typed.replace(",", ""))
        assert number, (place, line["source"])
        unit = 10_000 if (place, title) == (IN_YUAN, "民生实事") and float(number.group()) > 9_999 else 1
        assert float(number.group()) / unit == pytest.approx(float(line["text"]), abs=0.01), (place, line["source"])
        seen += 1
    assert seen > 50


@pytest.mark.parametrize("kept", [[], ["村/~$石井村.xlsx"], ["村/东岭村党支部三季度.xlsx"]])
def test_an_inbox_without_a_readable_workbook_is_delivered_as_such(sample, kept):
    """Nothing, only a lock file, only a damaged file: everyone is 未报送 or 无法读取, exit code 1, both zips whole."""
    inbox = sample.root / "workbooks/inbox/2023Q3"
    for path in inbox.rglob("*.xlsx"):
        if path.relative_to(inbox).as_posix() not in kept:
            path.unlink()
    outcome = again(sample)
    assert int(outcome.exit_code) == 1
    assert set(outcome.results.branches["state"]) <= {"missing", "unreadable"}
    assert "汇总表.xlsx" in members(outcome.upward)


def test_whoever_must_correct_something_is_told_where_the_workbooks_lie(delivered):
    """The line names the folders of the unpacked copy that are there, and what to do with them."""
    (line,) = [line for line in closing(delivered.outcome, 400).splitlines() if line.startswith("下一步")]
    assert f"把 {delivered.folder} 下“待修改”" in line
    assert all((delivered.folder / name).is_dir() for name in re.findall("“(.+?)”", line))


def test_nobody_accepted_still_gives_the_marked_workbooks(sample):
    """When everyone must correct something, everyone gets the workbook back; no report, no total, no fault of ours."""
    book = openpyxl.load_workbook(sample.settings_file)
    book["用语"].append(["禁用", "学习"])
    book["用语"].append(["禁用", "会议"])
    book.save(sample.settings_file)
    outcome = again(sample)
    assert set(outcome.results.branches["state"]) == {"returned", "unreadable", "missing"}
    assert len([name for name in members(outcome.office) if name.startswith("待修改/")]) == 12
    assert reports(members(outcome.office)) == {}


def test_another_branch_s_mistaken_file_displaces_nobody(few):
    """A workbook with 石井村's code and 白沙村's name is told, 石井村's own stays."""
    inbox = few.root / "workbooks/inbox/2023Q3/村"
    path = inbox / "石井村三季度最新.xlsx"
    book = openpyxl.load_workbook(inbox / "白沙村三季度报表.xlsx")
    for row in book["支部信息"].iter_rows(max_col=2):
        if str(row[0].value).startswith("支部编码"):
            row[1].value = "YX06"
    book.save(path)
    results = again(few).results
    files = results.submissions.set_index("file")["outcome"]
    assert files["村/石井村三季度.xlsx"] == "used"
    assert files["村/石井村三季度最新.xlsx"] == "superseded"
    states = dict(zip(results.branches["short_name"], results.branches["state"], strict=True))
    assert {name: states[name] for name in ("石井村", "白沙村")} == {"石井村": "accepted", "白沙村": "returned"}


def test_the_workbook_sent_back_takes_the_place_of_the_first(own):
    """Put beside the first one, under a name that would lose, with the same 填报日期: it is the one used."""
    inbox = own.root / "workbooks/inbox/2023Q3"
    for path in inbox.rglob("*.xlsx"):
        if "白沙村" not in path.name:
            path.unlink()
    shutil.copy(own.output / "2023Q3/待修改/白沙村.xlsx", inbox / "村/0白沙村.xlsx")
    files = again(own).results.submissions.set_index("file")
    assert files["outcome"].to_dict() == {"村/0白沙村.xlsx": "used", "村/白沙村三季度报表.xlsx": "superseded"}
    assert files["reason"]["村/白沙村三季度报表.xlsx"] == "同一支部另有退回后改好的一份：村/0白沙村.xlsx。"


def test_the_result_does_not_depend_on_who_shares_a_chunk(few):
    """A workbook without 支部信息 is returned alike, read alone or with others."""
    inbox = few.root / "workbooks/inbox/2023Q3/村"
    book = openpyxl.load_workbook(inbox / "白沙村三季度报表.xlsx")
    book.remove(book["支部信息"])
    book.save(inbox / "白沙村三季度报表.xlsx")
    outcomes = [again(few, jobs=jobs, everything=True) for jobs in (1, 2)]
    states = [outcome.results.branches["state"].tolist() for outcome in outcomes]
    assert states[0] == states[1]
    assert outcomes[0].results.findings.equals(outcomes[1].results.findings)


def test_as_of_decides_what_is_overdue(delivered_few, few):
    """--as-of, a year later, replaces each workbook's own 办理情况截至日期."""
    early, late = (outcome.results.indicators for outcome in (delivered_few.outcome, again(few, as_of=date(2024, 9, 30))))

    def overdue(frame):
        return frame[(frame["branch_code"] == "TOTAL") & (frame["name"] == "tasks_overdue")]["value"].item()

    assert overdue(late) > overdue(early)


def test_a_template_with_an_unknown_tag_leaves_out_its_reports_only(few, capsys):
    """The other reports are delivered, and the fault names template, paragraph and the nearest tag."""
    path = few.templates / "意见建议办理情况报告.docx"
    document = Document(path)
    document.add_paragraph("共有党员{{ 指标.党员总署 }}名。")
    document.save(path)
    outcome = again(few)
    delivered_reports = reports(members(outcome.office))
    assert delivered_reports
    assert not [name for name in delivered_reports if name.endswith(ISSUES)]
    assert int(outcome.exit_code) == 1
    assert len(outcome.faults) == 1
    assert "意见建议办理情况报告.docx" in outcome.faults[0]
    assert "党员总数" in outcome.faults[0]
    assert capsys.readouterr().out == ""


def test_without_any_usable_template_nothing_is_produced(few):
    """Every template broken: the run does not start, the old delivery stays."""
    for path in few.templates.glob("*.docx"):
        path.write_bytes(b"no document")
    with pytest.raises(NoTemplate, match="模板"):
        again(few)
    assert not few.output.exists()


def test_every_mistake_in_the_township_s_workbook_is_told_at_once(few):
    """Sheet and cell of each; nothing is produced."""
    book = openpyxl.load_workbook(few.settings_file)
    roster, reports_sheet = book["支部名册"], book["报告"]
    roster["B4"] = roster["B3"].value
    reports_sheet["A2"] = "没有这个模板.docx"
    period = next(row[1] for row in book["参数"].iter_rows() if row[0].value == "报告期*")
    period.value = "下个季度"
    book.save(few.settings_file)
    with pytest.raises(SettingsFault) as caught:
        again(few)
    faults = caught.value.faults
    assert [fault.split("：")[0] for fault in faults] == [f"参数 {period.coordinate}", "支部名册 B4", "报告 A2"]
    assert not few.output.exists()


def test_a_missing_inbox_is_not_an_empty_one(own):
    """A vanished folder stops the run and keeps the last delivery."""
    before = (own.output / "2023Q3_内部.zip").read_bytes()
    shutil.rmtree(own.root / "workbooks/inbox/2023Q3")
    with pytest.raises(InboxMissing, match="没有找到报送文件夹"):
        again(own)
    assert (own.output / "2023Q3_内部.zip").read_bytes() == before


def test_two_runs_at_once_are_refused(few):
    """The second starter leaves at once."""
    with few.locked(), pytest.raises(AlreadyRunning):
        again(few)


def test_an_output_that_cannot_be_written_is_said_and_heals(few):
    """output is a file: DeliveryFailed; after its removal the next run delivers."""
    few.output.write_text("in the way")
    with pytest.raises(DeliveryFailed, match="output"):
        again(few)
    few.output.unlink()
    assert again(few).office.is_file()


def test_without_the_archive_nothing_is_delivered(few):
    """A workbook that counts and cannot be kept: DeliveryFailed, the old delivery stands; the next run heals."""
    few.output.mkdir()
    (few.output / "2023Q3_内部.zip").write_bytes(b"before")
    few.archive.write_text("in the way")
    with pytest.raises(DeliveryFailed, match="shuzhi"):
        again(few)
    assert (few.output / "2023Q3_内部.zip").read_bytes() == b"before"
    few.archive.unlink()
    again(few)
    assert len(list((few.archive / "2023Q3").iterdir())) == 2


def test_nothing_temporary_is_left_behind(few):
    """After a run only the archive, the ledger and the lock stand in .shuzhi, and a killed run's folder is cleared."""
    (few.private / "run-killed").mkdir(parents=True)
    again(few)
    assert {path.name for path in few.private.iterdir()} <= {"archive", "cache", "ledger.sqlite", "run.lock", "settings"}


@needs_office
def test_every_document_opens_in_libreoffice(delivered, tmp_path, many):
    """Workbooks and reports convert to PDF: the longest of each kind of report, with --many 200 those of all branches."""
    files = sorted((path for path in delivered.folder.rglob("*") if path.suffix in (".docx", ".xlsx")), key=lambda path: path.stat().st_size)
    longest = {path.name: path for path in files}
    files = [path for path in files if many >= 200 or path == longest[path.name]]
    named = []
    for number, path in enumerate(files):
        named.append(tmp_path / f"{number}{path.suffix}")
        shutil.copyfile(path, named[-1])
    assert [path for path in converted(named, "pdf", tmp_path) if not path.exists()] == []


def test_the_program_ends_with_the_paths_of_the_zips(few):
    """As a process: exit code 1, the last two lines are the 内部 and the 上报 zip, progress goes to stderr."""
    done = subprocess.run([sys.executable, "-m", "shuzhi", "run", "--workspace", few.root], capture_output=True,
                          text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    office, upward = done.stdout.splitlines()[-2:]
    assert office.endswith("2023Q3_内部.zip")
    assert upward.endswith("2023Q3_上报.zip")
    assert "Traceback" not in done.stderr
    assert [line.split("：")[0] for line in done.stderr.splitlines()] == ["读取并核对", "生成报告", "汇总并打包"]


