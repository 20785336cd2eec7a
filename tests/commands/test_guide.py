"""The guides: what they name exists, what they show is used, a workspace gets them, and keeps what somebody changed."""

import re
import shlex
from pathlib import Path

import pytest

from documents import docx_text
from guidewords import ROOT, is_said
from make.guidetext import blocks, said
from shuzhi import form
from shuzhi.cli import commands
from shuzhi.commands.guide import FOLDER, guide, guide_text
from shuzhi.deliver.check import check_file
from shuzhi.errors import UsageFault
from shuzhi.launch import ENDINGS
from shuzhi.model.period import Period
from shuzhi.model.words import Level, State

SOURCES, BUILT = ROOT / "tests/make/guide", ROOT / "src/shuzhi/guide"
NAMES = ("支部填报指南", "乡镇使用指南")
FILE = re.compile(r"[\w.]+(?:/[\w.]+)+|\.?\w+\.(?:docx|xlsx|txt|html|bat)|\.核对\.xlsx|\.shuzhi")
OWN = {*(f"{name}.docx" for name in NAMES), "标签.docx", "石井村.xlsx", "石井村.核对.xlsx", ".xlsx"}  # examples of files that a user names


@pytest.fixture(scope="module", params=NAMES)
def source(request):
    """The blocks of one guide."""
    return blocks((SOURCES / f"{request.param}.md").read_text(encoding="utf-8"))


def _lines(source):
    return [line for block in source if block.kind != "picture" for line in said(block)]


def _table(name, head):
    """The rows below the table head that begins with a word."""
    found = blocks((SOURCES / f"{name}.md").read_text(encoding="utf-8"))
    return next(block.rows[1:] for block in found if block.kind == "table" and block.rows[0][0] == head)


def test_what_a_guide_quotes_is_said_by_the_program_or_stands_in_the_form(source):
    """Sheets, columns, choices, levels, buttons of the page and sentences are quoted letter by letter."""
    quoted = {text for line in _lines(source) for text in re.findall("“([^”]+)”", line)}
    assert len(quoted) > 30
    assert [text for text in sorted(quoted) if not is_said(text)] == []


def test_commands_and_their_options_exist(source):
    """What a guide tells people to type is understood."""
    typed = [block.text for block in source if block.kind == "command"]
    typed += [cell for block in source for row in block.rows for cell in row if cell.startswith("shuzhi ")]
    for line in typed:
        program, word, *rest = shlex.split(line.partition(" > ")[0])
        command = commands.get_command(None, word)
        assert (program, command is not None) == ("shuzhi", True), line
        inner = getattr(command, "commands", {}).get(rest[0]) if rest else None
        options = {name for known in (inner or command).params for name in known.opts}
        assert {one for one in rest if one.startswith("--")} <= options, line


def test_files_and_folders_exist(source):
    """Each file or folder that a guide names is one of the workspace, of the program or of the delivery."""
    told = [block for block in source if block.kind != "command"]
    named = {name for line in _lines(told) for name in FILE.findall(line)} - OWN
    for name in named:
        for part in Path(name).parts:
            known = is_said(part) or Period.parse(part) or (ROOT / name).exists() or part in ("workbooks", "blank")
            assert known, name


def test_the_levels_the_states_and_the_endings_are_all_explained():
    """Each word has its row: 必须改, 待说明, what the window says at the end."""
    assert [row[0] for row in _table("乡镇使用指南", "写着")] == [level.label for level in Level]
    assert [row[1] for row in _table("支部填报指南", "颜色")] == [level.label for level in Level]
    assert [row[0] for row in _table("乡镇使用指南", "状态")] == [state.label for state in State]
    told = [row[0].rstrip("。") for row in _table("乡镇使用指南", "窗口里说")]
    assert [[line for line in told if text.startswith(line)] for text in ENDINGS.values()] == [[line] for line in told]


def test_every_sheet_is_explained():
    """The branches' guide names each sheet of their workbook, the township's each sheet of its own."""
    for name, known in zip(NAMES, (form.load(), form.load("township")), strict=True):
        text = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
        assert [sheet.title for sheet in known.sheets if sheet.title not in text] == []


def test_every_picture_is_shown():
    """No picture is left over, none is missing, none is heavy."""
    texts = [blocks((SOURCES / f"{name}.md").read_text(encoding="utf-8")) for name in NAMES]
    shown = {block.label for text in texts for block in text if block.kind == "picture"}
    files = list((SOURCES / "pictures").iterdir())
    assert {path.name for path in files} == shown
    assert max(path.stat().st_size for path in files) < 150_000


@pytest.mark.parametrize("name", NAMES)
def test_the_built_guide_is_sound_and_says_what_its_source_says(name):
    """Word opens it, it can be sent by a chat program, and the script was run after the last change of the text."""
    path = BUILT / f"{name}.docx"
    assert check_file(path) == []
    assert path.stat().st_size < 2_000_000
    built = docx_text(path.read_bytes()).replace("●", "").splitlines()
    wanted = [line for block in blocks((SOURCES / f"{name}.md").read_text(encoding="utf-8")) for line in said(block)]
    assert [line for line in wanted if not any(line in one for one in built)] == []


def test_a_guide_that_somebody_changed_stays(tmp_path):
    """Ours of an earlier time are replaced; one that was saved keeps its name, ours lies beside it."""
    first = guide(tmp_path)
    assert [one.path.name for one in first] == sorted(f"{name}.docx" for name in NAMES)
    assert guide(tmp_path) == first
    first[0].path.write_bytes(b"saved by hand")
    second = guide(tmp_path)
    assert (second[0].path.name, second[0].is_another) == (f"{first[0].path.stem}（2）.docx", True)
    assert (first[0].path.read_bytes(), second[1:]) == (b"saved by hand", first[1:])
    assert "留着没动" in guide_text(second)
    assert str(second[0].path) in guide_text(second)


def test_what_is_no_folder_is_refused(tmp_path):
    """Nothing is made where there is no workspace."""
    with pytest.raises(UsageFault, match="没有这个文件夹"):
        guide(tmp_path / "none")
    (tmp_path / FOLDER).write_text("a file")
    with pytest.raises(UsageFault, match=r"写不进.*（有同名的文件占着文件夹的位置）"):
        guide(tmp_path)
