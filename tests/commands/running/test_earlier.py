"""The last workbook of a branch before a period, as a run knows it."""

from hashlib import sha256

from shuzhi.archive import place
from shuzhi.commands.last import kept_before
from shuzhi.commands.running.batch import Batch, Known
from shuzhi.commands.running.kept import basis
from shuzhi.ledger import Counted
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.spread.processes import Processes
from shuzhi.workspace import neutral_settings

CONTENT = b"a workbook"
NOW = Period.parse("2023Q3")


def key(counted, archive):
    known = Known(last=kept_before(counted, NOW, archive))
    batch = Batch(neutral_settings(NOW), None, Processes(1), archive, archive, Silent(), known)
    return basis(batch).under("石井村.xlsx", sha256(CONTENT).hexdigest(), "YX01")


def test_a_workbook_is_read_again_when_an_archived_workbook_comes_goes_or_changes(tmp_path):
    """The rules across periods look into it: only a whole one is known, and each state has a key of its own."""
    digest = sha256(CONTENT).hexdigest()
    first, second = (Counted(period, "YX01", digest) for period in ("2023Q1", "2023Q2"))
    path = place(tmp_path, second.period, "YX01", digest)
    path.parent.mkdir()
    gone = key([second], tmp_path)
    path.write_bytes(CONTENT)
    assert kept_before([first, second], NOW, tmp_path) == {"YX01": path}
    there = key([second], tmp_path)
    path.write_bytes(CONTENT[:-1])
    assert kept_before([first, second], NOW, tmp_path) == {}
    assert gone == key([second], tmp_path)
    assert there != gone
    path.write_bytes(CONTENT)
    assert key([second], tmp_path) == there
    other = place(tmp_path, first.period, "YX01", digest)
    other.parent.mkdir()
    other.write_bytes(CONTENT)
    assert key([first], tmp_path) not in (there, gone)
