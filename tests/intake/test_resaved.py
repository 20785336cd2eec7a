"""A filled form saved again by LibreOffice reads the same."""

import pytest

from conftest import REPOSITORY
from intake.offices import filled
from office import looking_nowhere, needs_office, resaved, without_titles
from shuzhi import form
from shuzhi.intake.stage import Source, receive
from shuzhi.workspace import Workspace, load_settings

SETTINGS = load_settings(Workspace(REPOSITORY), None)
# 东岭村 broke off while it was copied; ~$ files are locks.
WHOLE = [
    path for path in sorted((REPOSITORY / "workbooks/inbox").rglob("*.xlsx"))
    if not path.name.startswith("~$") and "东岭村" not in path.name
]
NAMES = [*(str(path.relative_to(REPOSITORY / "workbooks/inbox")) for path in WHOLE), "填好的标准表.xlsx"]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The chunks of all files before and after, the clean form last; numbered as in NAMES."""
    before = [*(path.read_bytes() for path in WHOLE), filled()]
    *handed_in, clean = map(looking_nowhere, before)
    after = resaved([*map(without_titles, handed_in), clean], tmp_path_factory.mktemp("office"))
    return [taken(contents, tmp_path_factory.mktemp("read")) for contents in (before, after)]


def taken(contents, folder):
    sources = [Source(number, name, folder / f"{number}.xlsx") for number, name in enumerate(NAMES, 1)]
    for source, content in zip(sources, contents, strict=True):
        source.path.write_bytes(content)
    return receive(sources, form.load(), SETTINGS)


def rows_of(number, frame):
    """The lines of a frame that are one file's."""
    return frame[frame["submission"] == number].reset_index(drop=True)


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_a_form_saved_by_libreoffice_reads_the_same(both, name):
    """Tables with their rows, columns, explained rows and every finding with its cell are those of the file before."""
    number, (before, after) = 1 + NAMES.index(name), both
    assert after.files[number - 1].outcome == before.files[number - 1].outcome
    for sheet, frame in before.tables.frames.items():
        assert rows_of(number, after.tables.frames[sheet]).equals(rows_of(number, frame)), sheet
    for part in ("items", "columns", "faulty", "notes"):
        assert rows_of(number, getattr(after.tables, part)).equals(rows_of(number, getattr(before.tables, part))), part
    found = [[one for one in chunk.findings if one.submission == number] for chunk in both]
    assert found[1] == found[0]
