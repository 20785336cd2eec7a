"""`shuzhi issue` on the sample township: from one period into the next."""

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import load_workbook

from conftest import REPOSITORY, copy_sample
from office import looking_nowhere, needs_office, resaved, without_titles
from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.commands.issue import CHANGED, IN_USE, issue
from shuzhi.commands.issuing.closing import issued_text
from shuzhi.commands.issuing.numbering import first_numbers, used_numbers
from shuzhi.commands.run import RunRequest, run
from shuzhi.errors import AlreadyRunning, DeliveryFailed, ExitCode, SettingsFault
from shuzhi.intake.stage import Source, receive
from shuzhi.ledger import open_ledger
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace, load_settings

NEXT = Period.parse("2023Q4")
CLEAN = "石井村"
FILLED_IN = (CLEAN, "春江社区", "柳桥居")


@pytest.fixture(scope="module")
def township(tmp_path_factory, delivered):
    """The sample after a run, with the workbooks issued for the next quarter; read only."""
    workspace = Workspace(shutil.copytree(delivered.workspace.root, tmp_path_factory.mktemp("issued") / "township"))
    return workspace, delivered.outcome, issue(workspace, NEXT, Silent())


@pytest.fixture(scope="module")
def issued_once(tmp_path_factory):
    """The sample without a run, its workbooks issued; read only."""
    workspace = copy_sample(tmp_path_factory.mktemp("fresh"))
    return workspace, issue(workspace, NEXT, Silent())


@pytest.fixture
def fresh(issued_once, tmp_path):
    """The same, the test's own to change."""
    workspace = Workspace(shutil.copytree(issued_once[0].root, tmp_path / "township"))
    return workspace, replace(issued_once[1], folder=workspace.issued(NEXT), inbox=workspace.inbox(NEXT))


def read_again(path, settings):
    return read_together([path], settings)


def read_together(paths, settings):
    """The workbooks as one chunk, submission 1 the first."""
    return receive([Source(number, path.name, path) for number, path in enumerate(paths, 1)], form.load(), settings)


def opened(path):
    """A workbook of which a sheet or two are looked at: only those are read."""
    return load_workbook(path, read_only=True)


def items(book):
    return {row[0].value.rstrip("*○"): row[1].value for row in book["支部信息"].iter_rows(min_row=2) if row[0].value}


def rows(tables, sheet, submission):
    """Field name → value of every row of a submission, without what is fresh each period."""
    lasting = [field.name for field in form.load().sheet(sheet).fields if not field.fresh]
    whole = tables.frames[sheet]
    frame = whole.loc[whole["submission"] == submission, lasting]
    return [{name: value for name, value in record.items() if value == value and value is not None}  # noqa: PLR0124 - NaN
            for record in frame.to_dict("records")]


def counted(outcome):
    branches = outcome.results.branches
    return set(branches.loc[branches["state"].isin(["accepted", "to_explain"]) & (branches["submission"] >= 0), "short_name"])


def test_every_branch_of_the_roster_gets_a_workbook(township):
    """One file a branch by its place, private, in a folder of its own; nothing else."""
    workspace, _, issued = township
    assert issued.exit_code is ExitCode.OK
    names = {f"{branch.place}.xlsx" for branch in load_settings(workspace).branches}
    assert {path.name for path in issued.folder.iterdir()} == names
    assert issued.folder == workspace.root / "output/下发/2023Q4"
    assert {stat.S_IMODE(path.stat().st_mode) for path in issued.folder.iterdir()} == {0o600}
    assert stat.S_IMODE(issued.folder.stat().st_mode) == 0o700
    assert [path.name for path in issued.folder.parent.iterdir()] == ["2023Q4"]


def test_those_that_counted_go_on_and_the_others_begin(township):
    """Accepted and doubtful workbooks are carried on; returned, damaged and missing ones are not."""
    _, outcome, issued = township
    assert {start.branch.short_name for start in issued.starts if start.carried} == counted(outcome)
    begin = {start.branch.short_name for start in issued.starts if start.last is None}
    assert begin == {start.branch.short_name for start in issued.starts} - counted(outcome)
    assert {"白沙村", "东岭村", "河湾村"} <= begin


def test_the_facts_of_the_branch_stand_in_it(township):
    """Roster, period, coverage and what is known from before; what belongs to the new period is empty."""
    workspace, _, issued = township
    settings = load_settings(workspace, NEXT)
    branch = next(branch for branch in settings.branches if branch.short_name == CLEAN)
    found = items(opened(issued.folder / f"{CLEAN}.xlsx"))
    assert found["支部编码"] == branch.code
    assert found["支部全称"] == branch.full_name
    assert (found["单位类型"], found["上级党组织"], found["书记姓名"]) == ("村", settings.committee, branch.secretary)
    assert (found["报告期"], found["统计起始日期"], found["统计截止日期"]) == (
        "2023年第四季度", datetime(2023, 10, 1), datetime(2023, 12, 31))
    assert found["户数"]
    assert not [title for title in ("填报日期", "办理情况截至日期", "本期已交党费合计（元）", "党员名册是否完整") if found[title]]
    child = next(branch for branch in settings.branches if branch.parent)
    head = next(branch for branch in settings.branches if branch.code == child.parent)
    assert items(opened(issued.folder / f"{child.place}.xlsx"))["上级党组织"] == head.full_name


def test_what_is_handed_in_again_is_read_the_same(township, tmp_path):
    """Some filled in with meetings, the others as they were issued: all give members and open matters as accepted before,
    without a finding but that a probation has ended meanwhile.
    """
    workspace, outcome, issued = township
    settings, coming = load_settings(workspace), load_settings(workspace, NEXT)
    inbox = workspace.inbox(settings.period)
    files = outcome.results.branches.set_index("short_name")["file"]
    names = sorted(counted(outcome))
    later = copy_sample(tmp_path / "later")
    shutil.rmtree(later.inbox(settings.period).parent)
    for template in later.templates.glob("*述职*.docx"):  # no report is looked at here
        template.write_bytes(b"no document")
    target = later.inbox(NEXT)
    target.mkdir(parents=True)
    paths = [target / f"{name}.xlsx" for name in names]
    for path in paths:
        content = (issued.folder / path.name).read_bytes()
        path.write_bytes(filled_in(content) if path.stem in FILLED_IN else content)
    before, after = read_together([inbox / files[name] for name in names], settings), read_together(paths, coming)
    for number, name in enumerate(names, 1):
        for sheet in ("members", "tasks", "proposals"):
            (carried,) = form.load().sheet(sheet).carried
            (field,) = carried.fields
            wanted = [row for row in rows(before.tables, sheet, number) if row.get(field, "在册") in carried.inside]
            assert rows(after.tables, sheet, number) == wanted, (name, sheet)
    assert len(rows(after.tables, "members", names.index(CLEAN) + 1)) > 20
    results = run(RunRequest(later, NEXT), Silent()).results
    blamed = results.findings[(results.findings["level"] != "notice") & results.findings["sheet"].isin(
        ["members", "tasks", "proposals"])]
    assert set(blamed["code"]) <= {"M11"}, blamed[["file", "sheet", "row", "code", "message"]].to_numpy().tolist()
    assert counted_names(results) >= set(FILLED_IN)


def counted_names(results):
    return set(results.branches.loc[results.branches["state"].isin(["accepted", "to_explain"]), "short_name"])


def filled_in(content):
    """What a branch adds in the next quarter: its dates and three meetings."""
    book = load_workbook(BytesIO(content))
    sheet = book["支部信息"]
    typed = {"填报日期": date(2024, 1, 8), "办理情况截至日期": date(2024, 1, 8), "党员名册是否完整": "是", "本期无意见建议": "确无",
             "本期无民生实事": "确无"}
    for row in sheet.iter_rows(min_row=2):
        title = (row[0].value or "").rstrip("*○")
        empty = {"本期无意见建议": "居民提案", "本期无民生实事": "民生实事"}.get(title)
        if title in typed and not (empty and book[empty]["B2"].value):
            row[1].value = typed[title]
    for number, month in enumerate((10, 11, 12), 2):
        for column, value in zip("ABEGIJ", (date(2023, month, 5), "支部党员大会", "学习", "王方", 20, 18), strict=True):
            book["会议"][f"{column}{number}"] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_month_without_a_day_stays_a_month(township):
    """Members of whom only year and month of birth are known come back so, not as born on the first of it."""
    workspace, _, _ = township
    book = opened(workspace.issued(NEXT) / "西苑社区.xlsx")
    typed = {cell.value for row in book["党员"].iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)}
    assert {"1976年6月", "1980年12月"} <= typed
    again = read_again(workspace.issued(NEXT) / "西苑社区.xlsx", load_settings(workspace)).tables.frames["members"]
    archived = next((workspace.archive / "2023Q3").glob("YX12*"))
    before = read_again(archived, load_settings(workspace)).tables.frames["members"]
    assert again["joined"].tolist() == before["joined"].tolist()


def test_numbers_go_on_through_the_year(township):
    """Behind the open rows stand numbers that no task of the quarter had, finished ones included."""
    workspace, outcome, issued = township
    for name in ("石井村", "南塘居"):
        path = workspace.inbox(Period.parse("2023Q3")) / outcome.results.branches.set_index("short_name")["file"][name]
        used = {cell.value for cell in load_workbook(path)["民生实事"]["A"] if cell.offset(column=1).value}
        sheet = load_workbook(issued.folder / f"{name}.xlsx")["民生实事"]
        printed = [cell.value for cell in sheet["A"][1:] if not cell.offset(column=1).value and cell.value]
        assert len(printed) >= 30
        assert not used & set(printed)
        assert printed == sorted(printed)


def test_numbers_that_are_not_carried_are_still_known(township):
    """_meta names every task and proposal of the quarter before; issued once more, those of two quarters before too."""
    workspace, outcome, issued = township
    path = workspace.inbox(Period.parse("2023Q3")) / outcome.results.branches.set_index("short_name")["file"][CLEAN]
    used = {cell.value for title in ("民生实事", "居民提案", "四议两公开") for cell in load_workbook(path)[title]["A"][1:]
            if cell.offset(column=1).value}
    meta = opened(issued.folder / f"{CLEAN}.xlsx")["_meta"].iter_rows(max_col=3, values_only=True)
    named = [row for row in meta if row[0] in ("row", "earlier") and row[1] not in ("members", "problems")]
    assert {row[2] for row in named} == used
    assert len(named) == len(used)
    chunk = read_again(issued.folder / f"{CLEAN}.xlsx", load_settings(workspace, NEXT))
    assert {number for _, number in used_numbers(form.load(), chunk, 1)} == used


def test_an_issued_workbook_not_touched_starts_the_next_one_alike(township):
    """The numbers left over in a workbook without new rows are those printed in the next."""
    workspace, _, issued = township
    chunk = read_again(issued.folder / f"{CLEAN}.xlsx", load_settings(workspace, NEXT))
    sheet = load_workbook(issued.folder / f"{CLEAN}.xlsx")["居民提案"]
    first = next(cell.value for cell in sheet["A"][1:] if not cell.offset(column=1).value)
    assert first == f"议2023-{first_numbers(form.load(), chunk, 1, 2023)['proposals']:03d}"
    assert first_numbers(form.load(), chunk, 1, 2024)["proposals"] == 1


def test_the_words_at_the_end_name_no_person(township):
    """How many, from which period, who begins anew; nobody's name, phone or title."""
    _, _, issued = township
    text = issued_text(issued)
    assert text.startswith(f"2023年第四季度：{len(issued.starts)}个支部")
    assert "接着2023年第三季度填" in text
    assert "白沙村、东岭村、河湾村" in text
    people = {cell.value for cell in load_workbook(issued.folder / f"{CLEAN}.xlsx")["党员"]["A"][1:] if cell.value}
    assert people
    assert not [name for name in people if name in text]


def test_days_of_another_period_are_told(township):
    """报告期 changed in 参数, 统计起止日期 forgotten: said at the end, as the workbooks carry those days."""
    workspace, _, issued = township
    stale = replace(issued.settings, coverage=load_settings(workspace).coverage)
    assert "统计的日子都不在2023年第四季度里" in issued_text(replace(issued, settings=stale))
    assert "请核对" not in issued_text(issued)


def test_a_deadline_of_another_period_is_told(township):
    """报送截止日期 left as it was a period ago: said at the end, as the workbooks carry that day."""
    _, _, issued = township
    stale = replace(issued.settings, deadline=issued.settings.coverage.start)
    assert "报送截止日期比统计截止日期还早" in issued_text(replace(issued, settings=stale))


def test_workbooks_that_were_used_are_archived_as_they_came(township):
    """One private copy of each used workbook, those sent back too, byte for byte, and no other file."""
    workspace, outcome, _ = township
    branches = outcome.results.branches.set_index("branch_code")
    inbox = workspace.inbox(Period.parse("2023Q3"))
    kept = {path.name.rpartition("_")[0]: path for path in (workspace.archive / "2023Q3").iterdir()}
    assert set(kept) == set(branches.index[branches["submission"] >= 0])
    for code, path in kept.items():
        assert path.read_bytes() == (inbox / branches.loc[code, "file"]).read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_branch_whose_archived_workbook_is_gone_or_changed_begins_anew(township, tmp_path):
    """It is said, with the exit code of faults; the others go on."""
    shutil.copytree(township[0].root, tmp_path / "copy")
    workspace = Workspace(tmp_path / "copy")
    first, second, *others = sorted((workspace.archive / "2023Q3").iterdir())
    first.unlink()
    second.write_bytes(others[0].read_bytes())
    issued = issue(workspace, NEXT, Silent())
    lost = [start.branch.code for start in issued.starts if start.last and not start.carried]
    assert lost == [first.name.rpartition("_")[0], second.name.rpartition("_")[0]]
    assert issued.exit_code is ExitCode.WITH_FAULTS
    assert "2个支部存档的表找不到、读不出、被改动过" in issued_text(issued)
    members = opened(issued.folder / f"{load_settings(workspace).branch(lost[1]).place}.xlsx")["党员"]
    assert members["A2"].value is None


def test_codes_given_out_anew_bring_nobody_the_members_of_others(township, tmp_path):
    """Two branches that changed codes in the roster begin anew: the archive knows the codes of then."""
    shutil.copytree(township[0].root, tmp_path / "copy")
    workspace = Workspace(tmp_path / "copy")
    book = load_workbook(workspace.settings_file)
    cells = {row[2].value: row[0] for row in book["支部名册"].iter_rows(min_row=2)}
    one, other = cells[CLEAN], cells["春江社区"]
    one.value, other.value = other.value, one.value
    book.save(workspace.settings_file)
    issued = issue(workspace, NEXT, Silent())
    lost = {start.branch.short_name for start in issued.starts if start.last and not start.carried}
    assert lost == {CLEAN, "春江社区"}
    for name in lost:
        sheets = opened(issued.folder / f"{name}.xlsx")
        assert sheets["党员"]["A2"].value is None
        assert items(sheets)["支部简称"] == name
        assert items(sheets)["填报人"] is None


def test_issued_again_nothing_changes(fresh):
    """The same bytes; the guard of a second issue knows its own files."""
    workspace, issued = fresh
    before = {path.name: path.read_bytes() for path in issued.folder.iterdir()}
    again = issue(workspace, NEXT, Silent())
    assert {path.name: path.read_bytes() for path in again.folder.iterdir()} == before
    assert again.exit_code is ExitCode.OK


def test_what_somebody_typed_is_never_overwritten(fresh):
    """A workbook filled in where it was issued stays; the others are replaced; it is said."""
    workspace, issued = fresh
    typed = issued.folder / f"{CLEAN}.xlsx"
    typed.write_bytes(filled_in(typed.read_bytes()))
    content = typed.read_bytes()
    rename_secretary(workspace)
    again = issue(workspace, NEXT, Silent())
    assert typed.read_bytes() == content
    assert again.left == {typed.name: CHANGED}
    assert again.exit_code is ExitCode.WITH_FAULTS
    assert f"{typed.name}  {CHANGED}" in issued_text(again)
    others = [path for path in again.folder.iterdir() if path != typed]
    assert {items(opened(path))["书记姓名"] for path in others} == {"新书记"}


def rename_secretary(workspace):
    book = load_workbook(workspace.settings_file)
    sheet = book["支部名册"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("书记"))
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, column).value = "新书记"
    book.save(workspace.settings_file)


def test_a_branch_that_left_the_roster_leaves_the_folder(fresh):
    """Only its untouched workbook of an earlier issue is removed; other people's files stay."""
    workspace, issued = fresh
    (issued.folder / "通知.docx").write_bytes(b"x")
    (issued.folder / "旧表.xlsx").write_bytes(b"x")
    book = load_workbook(workspace.settings_file)
    sheet = book["支部名册"]
    rows_ = {sheet.cell(row, 3).value: row for row in range(2, sheet.max_row + 1)}
    for name in ("石井村", "河湾村"):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(rows_[name], column).value = None
    book.save(workspace.settings_file)
    filled = issued.folder / "河湾村.xlsx"
    filled.write_bytes(filled_in(filled.read_bytes()))
    again = issue(workspace, NEXT, Silent())
    names = {path.name for path in again.folder.iterdir()}
    assert "石井村.xlsx" not in names
    assert {"河湾村.xlsx", "通知.docx", "旧表.xlsx"} <= names


def test_a_name_that_cannot_be_replaced_is_named(fresh):
    """Something unreadable in a workbook's place stays; the others are there."""
    workspace, issued = fresh
    (issued.folder / f"{CLEAN}.xlsx").unlink()
    (issued.folder / f"{CLEAN}.xlsx").mkdir()
    again = issue(workspace, NEXT, Silent())
    assert again.left == {f"{CLEAN}.xlsx": IN_USE}
    assert again.exit_code is ExitCode.WITH_FAULTS


def test_nothing_half_done_is_left(fresh):
    """A folder of a killed issue is cleared; a second command at once is refused; output in the way is said."""
    workspace, issued = fresh
    half = issued.folder.with_name(".2023Q4.new")
    half.mkdir()
    (half / "石井村.xlsx").write_bytes(b"half")
    issue(workspace, NEXT, Silent())
    assert not half.exists()
    half.write_bytes(b"in the way")
    assert issue(workspace, NEXT, Silent()).exit_code is ExitCode.OK
    half.symlink_to(workspace.root / "nowhere")
    assert issue(workspace, NEXT, Silent()).exit_code is ExitCode.OK
    assert not half.is_symlink()
    with workspace.locked(), pytest.raises(AlreadyRunning):
        issue(workspace, NEXT, Silent())
    shutil.rmtree(workspace.output)
    workspace.output.write_text("in the way")
    with pytest.raises(DeliveryFailed, match="下发"):
        issue(workspace, NEXT, Silent())


def test_the_ledger_knows_what_was_issued(fresh):
    """Name and hash of every workbook, so that a later issue knows its own."""
    workspace, issued = fresh
    with open_ledger(workspace.private / "ledger.sqlite") as ledger:
        known = ledger.issued.of("2023Q4")
    assert known == {(path.name, sha256(path.read_bytes()).hexdigest()) for path in issued.folder.iterdir()}


def test_a_new_workspace_issues_after_parameters_and_roster(tmp_path):
    """No run, no ledger, no report: 参数 and 支部名册 are enough; without them every missing cell is named."""
    shutil.copytree(REPOSITORY / "templates", tmp_path / "new" / "templates")
    workspace = Workspace(tmp_path / "new")
    township = form.load("township").printed()
    workspace.settings_file.parent.mkdir(parents=True)
    workspace.settings_file.write_bytes(build(township, {}, 2024))
    with pytest.raises(SettingsFault):
        issue(workspace, None, Silent())
    workspace.settings_file.write_bytes(build(township, {
        "parameters": [{"township": "青禾镇", "superior": "中共青禾县委", "committee": "中共青禾镇委员会", "contact": "党建办 小田",
                        "period": "2024年第一季度", "coverage_start": date(2024, 1, 1), "coverage_end": date(2024, 3, 31),
                        "deadline": date(2024, 4, 8), "identity": "是"}],
        "roster": [{"code": "QH01", "full_name": "中共石桥村支部委员会", "short_name": "石桥村", "org_type": "党支部",
                    "unit_type": "村", "secretary": "张大山"}],
        "reports": [],
    }, 2024))
    issued = issue(workspace, None, Silent())
    book = load_workbook(issued.folder / "石桥村.xlsx")
    assert items(book)["上级党组织"] == "中共青禾镇委员会"
    assert "公民身份号码" in [cell.value for cell in book["党员"][1]]
    assert book["民生实事"]["A2"].value == "实2024-001"
    guide = "".join(str(cell.value) for row in book["填写说明"].iter_rows() for cell in row if cell.value)
    assert "党建办 小田" in guide
    assert "4月8日" in guide
    assert "1个支部没有以前各期的表可以接着填，只填好了“参数”和“支部名册”里有的。" in issued_text(issued)


@needs_office
def test_an_issued_workbook_opens_in_libreoffice(township, tmp_path):
    """Saved by LibreOffice it is read as before: items, members and numbers."""
    workspace, _, issued = township
    path = tmp_path / "saved.xlsx"
    (content,) = resaved([without_titles(looking_nowhere((issued.folder / f"{CLEAN}.xlsx").read_bytes()))], tmp_path)
    path.write_bytes(content)
    settings = load_settings(workspace, NEXT)
    one, other = read_again(issued.folder / f"{CLEAN}.xlsx", settings), read_again(path, settings)
    for name, frame in one.tables.frames.items():
        assert other.tables.frames[name].equals(frame), name
    assert len(other.tables.frames["members"]) > 20


def test_the_program_ends_with_the_folder(tmp_path):
    """As a process: exit code 0, the last line is the folder, progress goes to stderr."""
    workspace = copy_sample(tmp_path / "乡镇")
    done = subprocess.run([sys.executable, "-m", "shuzhi", "issue", "--workspace", workspace.root, "--period", "2023Q4"],
                          capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str((workspace.root / "output/下发/2023Q4").absolute())
    assert "Traceback" not in done.stderr
