from functools import partial

import pytest

from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running import finishing
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.publishing import clear, make_parts
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.errors import DeliveryFailed
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.spread.processes import Processes
from shuzhi.workspace import neutral_settings

PERIOD = Period(2023, "Q", 3)


@pytest.fixture
def batch(tmp_path):
    batch = Batch(neutral_settings(), None, Processes(2), tmp_path / "run", tmp_path / "templates", Silent())
    files = {"both/报告/石桥村/述职报告.txt": "石桥村", "upward/汇总.txt": "上报", "office/数据/findings.csv": "code\r\n"}
    for name, text in files.items():
        path = batch.staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return batch


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_in_processes_of_their_own(batch, tmp_path):
    """The same delivery as made in one process; what goes on beside is done once, in this process."""
    done = []
    for name, apart in (("one", False), ("two", True)):
        make = partial(make_parts, batch, (done.append(name) for _ in range(2)), apart=apart)
        deliver(Content(batch.staging, {}), tmp_path / name, PERIOD, make)
    assert done == ["one", "one", "two", "two"]
    assert len(files(tmp_path / "one")) == 5
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_part_that_cannot_be_made(batch, tmp_path):
    """What fails in another process is told as if it had failed here; the old delivery stands, nothing else is left."""
    output = tmp_path / "output"
    deliver(Content(batch.staging, {}), output, PERIOD)
    before = files(output)
    (batch.staging / "both/报告/石桥村/述职报告.txt").write_text("新", "utf-8")
    blocks = (path.mkdir() for path in [output / ".2023Q3_上报.zip.new"])

    def make(parts):
        next(blocks)
        make_parts(batch, (), parts, apart=True)

    with pytest.raises(DeliveryFailed, match="上一次的结果没有改动"):
        deliver(Content(batch.staging, {}), output, PERIOD, make)
    assert files(output) == before
    assert sorted(path.name for path in output.iterdir()) == ["2023Q3", "2023Q3_上报.zip", "2023Q3_内部.zip"]


def test_what_only_making_needed_goes(batch):
    """The folder of the run keeps what is delivered."""
    (batch.folder / "volume/pdf").mkdir(parents=True)
    for name in ("1.received", "1.tables", "volume/pdf/汇编.pdf"):
        (batch.folder / name).touch()
    before = files(batch.staging)
    clear(batch)
    assert [path.name for path in batch.folder.iterdir()] == ["staging"]
    assert files(batch.staging) == before


@pytest.mark.parametrize(("more", "apart"), [({}, True), ({"encrypt": True, "password": lambda: "Qinghe-2023-Yunxi"}, False)])
def test_a_password_stays_in_this_process(few, monkeypatch, more, apart):
    """Parts of an encrypted delivery are made here, whatever the workers."""
    seen = []

    def make(*given, apart):
        seen.append(apart)
        make_parts(*given, apart=apart)

    monkeypatch.setattr(finishing, "make_parts", make)
    run(RunRequest(few, jobs=2, **more), Silent())
    assert seen == [apart]
