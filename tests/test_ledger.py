import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from joined import results
from shuzhi.errors import ExitCode, LedgerFault
from shuzhi.ledger import MIGRATIONS, open_ledger, remembered
from shuzhi.model.indicator import Figure

VERSIONS = {"program": "0.1.0", "form": "1"}


def run(path, given, code=ExitCode.WITH_FAULTS):
    with open_ledger(path) as ledger:
        number = ledger.runs.begin("2023Q3", VERSIONS)
        ledger.runs.record(number, given)
        ledger.explanations.note(number, given)
        ledger.runs.finish(number, code)
    return number


def changed(given, **columns):
    return replace(given, submissions=given.submissions.assign(**columns))


def numbers(path):
    with open_ledger(path) as ledger:
        return [(entry.branch_code, entry.number, entry.sha256) for entry in ledger.runs.latest("2023Q3")]


def test_entries(tmp_path):
    """A run is found again file by file, with outcome, reason and the state of the branch whose file was used."""
    run(tmp_path / "ledger.sqlite", results())
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        entries = ledger.runs.latest("2023Q3")
        assert ledger.runs.latest("2023Q2") == []
    assert [(one.branch_code, one.number, one.file, one.outcome, one.state) for one in entries] == [
        ("", None, "照片.xlsx", "unreadable", ""),
        ("QH01", 1, "石桥村旧.xlsx", "superseded", ""), ("QH01", 2, "石桥村新.xlsx", "used", "accepted"),
        ("QH02", 1, "柳溪/柳溪社区.xlsx", "used", "to_explain"), ("QH03", 1, "东风.xlsx", "used", "returned"),
    ]
    assert entries[0].reason.startswith("文件已损坏")


def test_same_content_keeps_its_number(tmp_path):
    """In a second run the same bytes keep their number under any name; new bytes take the next one."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    run(path, changed(results(), sha256=["aa", "bb2", "cc", "dd", "ee"], file=[f"{n}.xlsx" for n in range(5)]))
    assert numbers(path) == [
        ("", None, "ee"), ("QH01", 1, "aa"), ("QH01", 3, "bb2"), ("QH02", 1, "cc"), ("QH03", 1, "dd"),
    ]


def test_only_delivered_runs(tmp_path):
    """A run that did not deliver, or never ended, does not change where the branches stand."""
    path = tmp_path / "ledger.sqlite"
    first = run(path, results())
    run(path, results(), ExitCode.NOT_DELIVERED)
    with open_ledger(path) as ledger:
        ledger.runs.begin("2023Q3", VERSIONS)
    with open_ledger(path) as ledger:
        assert {entry.run for entry in ledger.runs.latest("2023Q3")} == {first}


def test_half_a_record(tmp_path):
    """Files are noted all together or not at all."""
    path = tmp_path / "ledger.sqlite"
    broken = changed(results(), reason=["", "", "", None, ""])
    with pytest.raises(LedgerFault):
        run(path, broken)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM submissions").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("end", ["kept", "failed", "impossible"])
def test_what_is_noted_early(tmp_path, end):
    """It lasts with what is noted together behind it; not where that run fails; where it cannot be noted, nothing is."""
    path, seen = tmp_path / "ledger.sqlite", []
    with open_ledger(path) as ledger:
        number = ledger.runs.begin("2023Q3", VERSIONS)
        with ledger.early():
            ledger.runs.record(number, results())
            if end == "impossible":
                ledger.runs.connection.execute("no SQL")
        seen.append(noted(path))
        if end == "failed":
            ledger.failed(number, ExitCode.INTERNAL)
        else:
            with ledger.together() as early:
                seen.append(early)
                ledger.runs.finish(number, ExitCode.OK)
    assert (*seen, noted(path)) == {
        "kept": (0, True, 5), "failed": (0, 0), "impossible": (0, False, 0),
    }[end]
    with open_ledger(path) as ledger:
        assert ledger.runs.last("2023Q3", delivered=False).exit_code == {"failed": 4}.get(end, 0)


def test_what_is_noted_early_keeps_nobody_waiting(tmp_path):
    """However much it is: meanwhile others read what was noted before."""
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        number = ledger.runs.begin("2023Q3", VERSIONS)
        with ledger.early():
            ledger.runs.record(number, changed(results(), reason=["长" * 1_000_000] * 5))
        assert noted(path) == 0
        with ledger.together() as early:
            assert early
    assert noted(path) == 5


def noted(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM submissions").fetchone()[0]


def test_private(tmp_path):
    """The ledger is readable by its owner only, also where file and folder were there before."""
    path = tmp_path / "private" / "ledger.sqlite"
    path.parent.mkdir(mode=0o755)
    path.touch(mode=0o644)
    with open_ledger(path):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_versions(tmp_path):
    """A ledger says its version; one written by a later program is left alone."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerFault, match="请更新本程序"), open_ledger(path):
        pass


def test_damaged(tmp_path):
    """A file that is no ledger gives one clear message and is not touched."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes("不是数据库，只是一些文字。".encode() * 100)
    before = path.read_bytes()
    with pytest.raises(LedgerFault, match=r"文件已损坏.*改名后重新运行"), open_ledger(path):
        pass
    assert path.read_bytes() == before


def test_nothing_personal(tmp_path):
    """No phone or name of a person is in the file."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    content = path.read_bytes()
    assert not any(word.encode() in content for word in ("13900000000", "张大山", "陈小满", "王小川"))


def test_what_counted_last(tmp_path):
    """Each period and branch: the file used in the last delivered run in which the branch counted."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    returned = results().branches.assign(state=["returned", "to_explain", "accepted", "missing"])
    run(path, replace(changed(results(), sha256=["aa", "b2", "c2", "d2", "ee"]), branches=returned))
    run(path, changed(results(), sha256=["aa", "b3", "c3", "d3", "ee"]), ExitCode.NOT_DELIVERED)
    with open_ledger(path) as ledger:
        found = {one.branch_code: one.sha256 for one in ledger.runs.counted()}
        assert {one.period for one in ledger.runs.counted()} == {"2023Q3"}
    first = dict(zip(results().submissions["file"], results().submissions["sha256"], strict=True))
    assert found == {"QH01": first["石桥村新.xlsx"], "QH02": "c2", "QH03": "d2"}


def test_what_was_explained(tmp_path):
    """An explanation is remembered with period, rule, digest and words, once; the secret never changes."""
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        before = ledger.explanations.memory()
    assert (len(before.key), len(before.known)) == (32, 0)
    run(path, results())
    run(path, results())
    again = results()
    run(path, replace(again, explained=again.explained.assign(digest="d2", explanation="改过了")))
    with open_ledger(path) as ledger:
        after = ledger.explanations.memory()
    assert after.key == before.key
    assert after.known.to_numpy().tolist() == [
        ["2023Q3", "QH01", "T04", "tasks", "d1", "由县里核定"], ["2023Q3", "QH01", "T04", "tasks", "d2", "改过了"],
    ]
    seen = remembered(path)
    assert seen.key == after.key
    assert seen.known.equals(after.known)


def test_a_ledger_that_is_only_read_is_left_alone(tmp_path):
    """None there, none made; an older one is not brought up to date; a damaged one is told."""
    path = tmp_path / "ledger.sqlite"
    assert remembered(path).key == b""
    assert list(tmp_path.iterdir()) == []
    run(path, results())
    with sqlite3.connect(path) as connection:
        for table in ("final_figures", "finals", "explanations", "secrets"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = path.read_bytes()
    assert remembered(path).known.empty
    assert path.read_bytes() == before
    path.write_bytes("不是数据库，只是一些文字。".encode() * 100)
    with pytest.raises(LedgerFault, match="改名后重新运行"):
        remembered(path)


def test_what_a_killed_run_left_half_written_is_undone(tmp_path):
    """Killed while it wrote, the journal still beside the ledger: what was there before is read all the same."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    known = remembered(path)
    killed = (
        "import os, sqlite3, sys; ledger = sqlite3.connect(sys.argv[1]); ledger.execute('PRAGMA cache_size = 1');"
        "ledger.execute('UPDATE explanations SET text = hex(zeroblob(20000))');"
        "ledger.executemany('INSERT INTO issued VALUES (?, ?, ?)', ((n, 'x' * 500, n) for n in range(500))); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    assert path.with_name("ledger.sqlite-journal").stat().st_size
    assert remembered(path).known.equals(known.known)


def test_what_was_issued(tmp_path):
    """Every content ever issued under a name in a period is known; twice noted is once known."""
    path = tmp_path / "ledger.sqlite"
    for given in ({"石桥.xlsx": "a1", "柳溪.xlsx": "b1"}, {"石桥.xlsx": "a2", "柳溪.xlsx": "b1"}):
        with open_ledger(path) as ledger:
            ledger.issued.note("2023Q4", given)
    with open_ledger(path) as ledger:
        assert ledger.issued.of("2023Q4") == {("石桥.xlsx", "a1"), ("石桥.xlsx", "a2"), ("柳溪.xlsx", "b1")}
        assert ledger.issued.of("2023Q3") == set()


def test_what_was_final_first(tmp_path):
    """A report keeps the figures it had when it was first final in a delivered run, none of them included."""
    path = tmp_path / "ledger.sqlite"
    first, later = (Figure(1, "3", "meetings_general", ("会议!5", "会议!6")),), (Figure(1, "4", "meetings_general"),)
    with open_ledger(path) as ledger:
        for reports in ({"报告/甲.docx": first, "报告/乙.docx": ()}, {"报告/甲.docx": later, "报告/乙.docx": later}):
            number = ledger.runs.begin("2023Q3", VERSIONS)
            ledger.finals.note(number, reports)
            ledger.runs.finish(number, ExitCode.OK)
        assert ledger.finals.of("2023Q3") == {"报告/甲.docx": first, "报告/乙.docx": ()}
        assert ledger.finals.of("2023Q2") == {}


def test_an_older_ledger_is_brought_up_to_date(tmp_path):
    """A file of the first version keeps its runs and learns what was issued."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    with sqlite3.connect(path) as connection:
        later = ("final_figures", "finals", "issued", "explanations", "secrets", "standings", "findings", "approvals")
        for table in (*later, "counts", "indicators", "deliveries", "nights"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE submissions DROP COLUMN fill_date")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with open_ledger(path) as ledger:
        ledger.issued.note("2023Q4", {"石桥.xlsx": "a1"})
        assert len(ledger.runs.latest("2023Q3")) == 5


def test_approvals(tmp_path):
    """A branch is approved once until it is reopened; every approval stays on record with its times."""
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.approvals.approve("2023Q3", "QH01", "aa")
        assert not ledger.approvals.approve("2023Q3", "QH01", "bb")
        assert ledger.approvals.reopen("2023Q3", "QH01")
        assert not ledger.approvals.reopen("2023Q3", "QH01")
        assert ledger.approvals.approve("2023Q3", "QH01", "bb")
        assert ledger.approvals.of("2023Q3") == {"QH01": "bb"}
        assert ledger.approvals.of("2023Q4") == {}
        first, second = ledger.approvals.history("2023Q3", "QH01")
    assert (first.sha256, bool(first.approved), bool(first.reopened)) == ("aa", True, True)
    assert (second.sha256, second.reopened) == ("bb", "")


def test_runs_are_told_by_their_end(tmp_path):
    """The last run of a period is not the last that delivered; one that never ended has no end."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    run(path, results(), ExitCode.NOT_DELIVERED)
    with open_ledger(path) as ledger:
        assert ledger.runs.last("2023Q4", delivered=True) is None
        assert ledger.runs.last("2023Q3", delivered=True).exit_code == ExitCode.WITH_FAULTS
        assert ledger.runs.last("2023Q3", delivered=False).exit_code == ExitCode.NOT_DELIVERED
        ledger.runs.begin("2023Q3", VERSIONS)
        last = ledger.runs.last("2023Q3", delivered=False)
    assert (last.ended, last.exit_code) == ("", None)


def test_what_came_of_a_branch(tmp_path):
    """Its workbooks in the order they came, what became of each, whether it is still there; what was found in it."""
    path = tmp_path / "ledger.sqlite"
    run(path, results())
    run(path, changed(results(), sha256=["aa", "b2", "cc", "dd", "ee"], file=[f"{n}.xlsx" for n in range(5)]))
    run(path, changed(results(), sha256=["aa", "b9", "cc", "dd", "ee"]), ExitCode.NOT_DELIVERED)
    with open_ledger(path) as ledger:
        arrived = ledger.submissions.arrived("2023Q3")
        found = ledger.submissions.of("2023Q3", "QH01")
        noted = ledger.submissions.findings("2023Q3", "QH03")
    assert {code: (one.count, one.number, one.fill_date) for code, one in arrived.items()} == {
        "QH01": (3, 3, "2023-10-08"), "QH02": (1, 1, "2023-10-12"), "QH03": (1, 1, "2023-10-09"),
    }
    assert [(one.number, one.file, one.outcome, one.state, one.present) for one in found] == [
        (1, "石桥村旧.xlsx", "superseded", "", True), (2, "石桥村新.xlsx", "used", "accepted", False),
        (3, "1.xlsx", "used", "accepted", True),
    ]
    expected = results().findings.query("branch_code == 'QH03'")
    assert [(one.code, one.level, one.row) for one in noted] == [
        (code, level, row) for code, level, row in expected[["code", "level", "row"]].to_numpy().tolist()
    ]
    assert {one.sha256 for one in noted} == {"dd"}
