"""Branches and files with the worst of names, through every command: one legal, unique place each, nothing alive."""

import json
import re
import unicodedata
from dataclasses import dataclass
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from conftest import NOW
from oddtown import PERIOD, enrol, lines, named, texts
from outputs import page
from outputs import texts as spoken
from shuzhi import cli
from shuzhi.commands.issue import issue
from shuzhi.commands.run import RunOutcome, RunRequest, run
from shuzhi.errors import SettingsFault
from shuzhi.model.place import legal_name, name_key
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace, load_settings

UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Town:
    """The workspace, run and issued."""

    workspace: Workspace
    outcome: RunOutcome

    @property
    def folder(self):
        return self.workspace.output / PERIOD.code


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    workspace = named(tmp_path_factory.mktemp("names") / "township")
    outcome = run(RunRequest(workspace, now=NOW), Silent())
    issue(workspace, PERIOD, Silent())
    return Town(workspace, outcome)


def places(town):
    return [branch.place for branch in town.outcome.results.settings.branches]


def test_each_branch_has_the_place_that_a_person_expects(town):
    """As the table of oddtexts.md says; what is cut stays apart."""
    wanted = [line[3] for line in lines("names")]
    assert [place if want != "…" else want for place, want in zip(places(town), wanted, strict=True)] == wanted
    assert len({name_key(place) for place in places(town)}) == len(wanted)
    assert max(map(len, places(town))) <= 80


def test_every_file_is_where_it_belongs_under_a_legal_name(town):
    """Nothing lies beside the workspace or its own folders; each name is one that Windows takes; zips hold the same."""
    assert [path.name for path in town.workspace.root.parent.iterdir()] == ["township"]
    assert sorted(path.name for path in town.workspace.root.iterdir()) == [".shuzhi", "output", "templates", "workbooks"]
    made = sorted(path.relative_to(town.folder).as_posix() for path in town.folder.rglob("*") if path.is_file())
    issued = sorted(path.name for path in town.workspace.issued(PERIOD).iterdir())
    assert issued == sorted(f"{place}.xlsx" for place in places(town))
    assert [name for name in (*made, *issued) if any(legal_name(part, 255, 255) != part for part in name.split("/"))] == []
    assert sorted({name.split("/")[1] for name in made if name.startswith("报告/")}) == places(town)[:1]
    with ZipFile(town.outcome.office) as archive:
        assert sorted(archive.namelist()) == made


def test_the_manifest_says_which_branch_lies_where(town):
    """Code, name as typed but for what cannot be seen, place; the files of the inbox by their own names."""
    content = json.loads((town.folder / "manifest.json").read_text("utf-8"))
    seen = [f"中共{''.join(char for char in name if unicodedata.category(char) not in ('Cc', 'Cf'))}支部" for name in texts("names")]
    assert [one["name"].replace("；", "") for one in content["branches"]] == seen
    assert [one["place"] for one in content["branches"]] == places(town)
    assert [one["file"] for one in content["inbox"]] == ["=A01\x1b[2J\n\u202e'甲<b>.xlsx"]


def test_names_are_text_wherever_they_stand(town):
    """No formula, element or line is made of one; what nobody can see is in no file that people read."""
    book = load_workbook(town.folder / "汇总表.xlsx")
    assert any(cell.value == "=1+1" and cell.data_type == "s" for sheet in book for row in sheet.iter_rows() for cell in row)
    root = page(town.folder / "index.html")
    assert "alert(1)" not in "".join(one.text or "" for one in root.iter("script") if one.get("type") != "application/json")
    assert any("<script>alert(1)</script>" in text for text in spoken(town.folder / "index.html"))
    assert not UNSHOWN.search((town.folder / "催报.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    for path in town.folder.rglob("*.docx"):
        assert not UNSHOWN.search("".join(spoken(path)).replace("\u200b", ""))  # where a line of the annex may break


def test_commands_know_each_branch_and_drive_no_terminal(town, capsys):
    """status, history, approve, trace, check: by the name as the roster shows it, without an escape sequence."""
    root = str(town.workspace.root)
    inbox = [str(path) for path in sorted(town.workspace.inbox(PERIOD).iterdir())]
    for words in (
        ["status"], ["status", "--format", "json"], ["approve", "../../etc/passwd"], ["reopen", "../../etc/passwd"], ["approve", "CON"], ["history", "石[2J3村"], ["history", "没有\x1b[2J"],
        ["trace", "passwd/抓基层党建述职报告"], ["trace", "没有\x1b[2J"], ["check", inbox[0]],
    ):
        command, *rest = words
        said(["shuzhi", command, "--workspace", root, *rest])
    told = capsys.readouterr()
    assert not UNSHOWN.search(told.out + told.err)
    assert "=A01\\u001b[2J\n\\u202e'甲<b>.xlsx" in told.out
    assert told.err.count("没有\\u001b[2J") == 2


def said(words):
    """Run a command in this process, as its own would."""
    return cli._guarded(lambda: cli.commands.main(words[1:], prog_name="shuzhi", standalone_mode=False))


@pytest.mark.parametrize(("typed", "told"), [
    (("E\u0301te\u0301", "Été"), "和前面的一行重复"), (("{{ 7*7 }}", "红星村"), "名称里有模板用的符号"),
])
def test_names_that_no_report_could_tell_apart_are_refused_with_their_cells(tmp_path, typed, told):
    """Composed and decomposed letters are one name; a name is no tag of a template."""
    workspace = Workspace(tmp_path)
    workspace.settings_file.parent.mkdir(parents=True)
    enrol(workspace, {"A01": (typed[0], "甲"), "A02": (typed[1], "乙")}, {})
    with pytest.raises(SettingsFault, match=f"支部名册 C[23].*{told}"):
        load_settings(workspace)
