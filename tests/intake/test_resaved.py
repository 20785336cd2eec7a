"""A filled form saved again by LibreOffice reads the same."""

import pytest

from conftest import REPOSITORY
from intake.offices import filled
from office import looking_nowhere, needs_office, resaved
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
    """File name → its bytes before and after, the clean form last."""
    before = [*(path.read_bytes() for path in WHOLE), filled()]
    after = resaved([looking_nowhere(content) for content in before], tmp_path_factory.mktemp("office"))
    return dict(zip(NAMES, zip(before, after, strict=True), strict=True))


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_a_form_saved_by_libreoffice_reads_the_same(tmp_path, both, name):
    """Tables with their rows, columns, explained rows and every finding with its cell are those of the file before."""
    chunks = []
    for place, content in zip(("before", "after"), both[name], strict=True):
        path = tmp_path / f"{place}.xlsx"
        path.write_bytes(content)
        chunks.append(receive([Source(1, name, path)], form.load(), SETTINGS))
    before, after = chunks
    assert [entry.outcome for entry in after.files] == [entry.outcome for entry in before.files]
    for sheet, frame in before.tables.frames.items():
        assert after.tables.frames[sheet].equals(frame), sheet
    for part in ("items", "columns", "faulty", "notes"):
        assert getattr(after.tables, part).equals(getattr(before.tables, part)), part
    assert after.findings == before.findings
