import errno
import hashlib
import json
import os
import resource
import signal
import sys
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import docx
import pytest

from shuzhi.deliver import zips
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.deliver.members import manifest
from shuzhi.errors import CheckFailed, DeliveryFailed, ExitCode, HalfDelivered
from shuzhi.files import durable
from shuzhi.model.period import Period

PERIOD = Period(2023, "Q", 3)
FACTS = {"program": "0.1.0", "inbox": [{"file": "张大山的表.xlsx", "outcome": "used"}]}
OFFICE, UPWARD = "2023Q3_内部.zip", "2023Q3_上报.zip"
MARKER = "2023Q3_正在更换.txt"
# Calls that change a folder, as the interpreter announces them before they happen.
CHANGES = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.fsync"}


def document(text):
    stream = BytesIO()
    made = docx.Document()
    made.add_paragraph(text)
    made.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(stream := BytesIO(), "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name))
    return stream.getvalue()


def stage(folder, word):
    files = {
        "both/报告/石桥村/述职报告.docx": document(f"石桥村{word}"), "upward/汇总.txt": f"上报{word}".encode(),
        "office/汇总.txt": f"内部{word}".encode(), "office/数据/findings.csv": f"code\r\n{word}\r\n".encode(),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def stand(output):
    """What stands in the delivery: which word each part carries; every part must be whole."""
    words = []
    for name in (OFFICE, UPWARD):
        with zipfile.ZipFile(output / name) as archive:
            assert archive.testzip() is None
            listed = json.loads(archive.read("manifest.json"))["files"]
            assert {one["path"]: one["sha256"] for one in listed} == {
                member: hashlib.sha256(archive.read(member)).hexdigest()
                for member in archive.namelist() if member != "manifest.json"
            }
            words.append(archive.read("汇总.txt").decode()[2:])
    words.append((output / "2023Q3" / "汇总.txt").read_text("utf-8")[2:])
    return words


@pytest.fixture
def old(tmp_path):
    """A delivery of an earlier run."""
    deliver(Content(stage(tmp_path / "staging-old", "旧"), FACTS), tmp_path / "output", PERIOD)
    return tmp_path / "output"


def test_zips(tmp_path):
    """Each zip holds what is for all and what is for it, and a manifest; only the office's lists the inbox."""
    office, upward = deliver(Content(stage(tmp_path / "staging", "新"), FACTS), tmp_path / "output", PERIOD)
    assert (office.name, upward.name) == (OFFICE, UPWARD)
    with zipfile.ZipFile(office) as inside, zipfile.ZipFile(upward) as leaving:
        assert inside.namelist() == ["报告/石桥村/述职报告.docx", "数据/findings.csv", "汇总.txt", "manifest.json"]
        assert leaving.namelist() == ["报告/石桥村/述职报告.docx", "汇总.txt", "manifest.json"]
        own, other = (json.loads(archive.read("manifest.json")) for archive in (inside, leaving))
    assert own["inbox"] == FACTS["inbox"]
    assert "张大山" not in str(other)
    assert own["id"] == other["id"]
    assert other["files"][1] == {"path": "汇总.txt", "size": 9, "sha256": hashlib.sha256("上报新".encode()).hexdigest()}
    assert (own["program"], other["program"]) == ("0.1.0", "0.1.0")


def test_only_the_delivery(tmp_path):
    """Nothing but the two zips and the unpacked copy of the office's is left in the folder."""
    deliver(Content(stage(tmp_path / "staging", "新"), FACTS), tmp_path / "output", PERIOD)
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == sorted(["2023Q3", OFFICE, UPWARD])
    with zipfile.ZipFile(tmp_path / "output" / OFFICE) as archive:
        for name in archive.namelist():
            assert (tmp_path / "output" / "2023Q3" / name).read_bytes() == archive.read(name)


def test_same_bytes(tmp_path):
    """The same files give the same zips, wherever and whenever they are made."""
    one = deliver(Content(stage(tmp_path / "a", "新"), FACTS), tmp_path / "output-a", PERIOD)
    for path in (tmp_path / "a").rglob("*"):
        os.utime(path, (0, 0))
    two = deliver(Content(tmp_path / "a", FACTS), tmp_path / "output-b", PERIOD)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    with zipfile.ZipFile(two[0]) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_large_zips(tmp_path, monkeypatch):
    """What may need ZIP64 is written by zipfile: to the byte the same, where it does not."""
    staging = stage(tmp_path / "staging", "新")
    one = deliver(Content(staging, FACTS), tmp_path / "output-a", PERIOD)
    monkeypatch.setattr(zips, "_MOST_FILES", 1)
    two = deliver(Content(staging, FACTS), tmp_path / "output-b", PERIOD)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("large", [False, True])
def test_a_zip_damaged_on_its_way(old, tmp_path, monkeypatch, large):
    """One byte that comes to the disk otherwise is seen when the zip is read again; the old delivery stands."""
    staging, fsync = stage(tmp_path / "staging", "新"), os.fsync

    def damaged(handle):
        if Path(f"/proc/self/fd/{handle}").readlink().name.endswith(".zip.new"):
            os.pwrite(handle, b"\xff", 200)
        fsync(handle)

    monkeypatch.setattr(zips, "_MOST_FILES", 1 if large else 9)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", damaged)
        with pytest.raises(DeliveryFailed, match=zips.DAMAGED):
            deliver(Content(staging, FACTS), old, PERIOD)
    assert stand(old) == ["旧"] * 3


@pytest.mark.parametrize("facts", [
    {}, FACTS, {"a": [], "b": {}, "c": None, "d": [{}], "e": [{"x": [1]}], "f": ["一\n", 1.5]},
    {"branches": [{"code": "01", "name": "“一”\n", "place": None}, {"code": True}], "coverage": ["2023-07-01"]},
])
def test_manifest(facts):
    """Written as json does it."""
    whole = {"delivery": "内部", **facts, "files": []}
    assert manifest("内部", [], facts).decode() == json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def test_copy_left_alone(old, tmp_path):
    """The unpacked copy is rebuilt only where it differs, and then wholly."""
    copy = old / "2023Q3"
    made = copy.stat().st_ino
    deliver(Content(tmp_path / "staging-old", FACTS), old, PERIOD)
    assert copy.stat().st_ino == made
    (copy / "汇总.txt").write_text("改过", "utf-8")
    (copy / "多余.txt").touch()
    deliver(Content(tmp_path / "staging-old", FACTS), old, PERIOD)
    assert stand(old) == ["旧"] * 3
    assert not (copy / "多余.txt").exists()


@pytest.mark.parametrize(("name", "content", "said"), [
    ("both/报告/坏.docx", b"PK", "压缩包打不开"),
    ("office/数据/votes.csv", b"a,b\r\n1\r\n", "各行列数不一样"),
    ("office/index.html", b"\xff\xfe", "不是 UTF-8"),
    ("office/CON.txt", b"", "文件名不合规"),
    ("office/报告/石桥村/述职报告.docx", document("石桥村"), "有两个同名文件"),
    ("office/MANIFEST.json", b"{}", "有两个同名文件"),
])
def test_faulty_file(old, tmp_path, name, content, said):
    """A file that is not right stops the delivery with its name and fault; the old one stands."""
    staging = stage(tmp_path / "staging", "新")
    (staging / name).parent.mkdir(parents=True, exist_ok=True)
    (staging / name).write_bytes(content)
    with pytest.raises(CheckFailed, match=said) as caught:
        deliver(Content(staging, FACTS), old, PERIOD)
    assert caught.value.exit_code == ExitCode.INTERNAL
    assert stand(old) == ["旧"] * 3


def test_typed_tags(tmp_path):
    """Tags and nan that a person typed are delivered as they are; the office's manifest says where to look."""
    staging = stage(tmp_path / "staging", "新")
    (staging / "both/报告/石桥村/述职报告.docx").write_bytes(document("{{ 7*7 }}"))
    office, _ = deliver(Content(staging, FACTS), tmp_path / "output", PERIOD)
    with zipfile.ZipFile(office) as archive:
        assert json.loads(archive.read("manifest.json"))["remarks"] == [
            {"path": "报告/石桥村/述职报告.docx", "text": ["{{"]},
        ]


class Failing:
    """Makes the N-th change of a folder fail, once or for ever after; counts them."""

    def __init__(self):
        self.folder = None

    def arm(self, folder, at, *, for_ever=False):
        self.folder, self.at, self.for_ever, self.count = str(folder), at, for_ever, 0

    def __call__(self, event, arguments):
        if self.folder is None or event not in CHANGES or not str(arguments[0]).startswith(self.folder):
            return
        if event == "open" and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            return
        self.count += 1
        if self.count == self.at or (self.for_ever and self.count > self.at):
            raise OSError(errno.EIO, "Input/output error")


FAILING = Failing()
sys.addaudithook(FAILING)


@contextmanager
def failing(monkeypatch, folder, at, *, for_ever=False):
    fsync, syncfs = os.fsync, durable._syncfs
    with monkeypatch.context() as patch:
        # Python announces no fsync by itself.
        patch.setattr(durable, "_syncfs", lambda handle: (sys.audit("os.fsync", str(folder)), syncfs(handle))[1])
        patch.setattr(os, "fsync", lambda handle: (sys.audit("os.fsync", str(folder)), fsync(handle))[1])
        FAILING.arm(folder, at, for_ever=for_ever)
        try:
            yield
        finally:
            FAILING.folder = None


def changes_of_a_run(monkeypatch, tmp_path):
    output = tmp_path / "counted"
    deliver(Content(tmp_path / "staging-old", FACTS), output, PERIOD)
    with failing(monkeypatch, output, 0):
        deliver(Content(stage(tmp_path / "staging", "新"), FACTS), output, PERIOD)
        return FAILING.count


def points(total, many):
    """Every change where many are asked for, else so many of them, evenly, the last one too."""
    step = max(1, 8 * total // many)
    return range(total % step or step, total + 1, step)


@pytest.mark.parametrize(("for_ever", "disks"), [(False, ("ext4", "xfs")), (True, ("ext4", "xfs")), (False, ())])
def test_every_failure(old, monkeypatch, many, for_ever, disks):
    """Whichever change of the folder fails: old or new, never a mixture, and the next run is as if nothing was.

    Where every later change fails too, the old content can't be put back: then each part is still whole, and a file
    beside them says that they are not to be used.
    """
    tmp_path = old.parent
    monkeypatch.setattr(durable, "_AT_ONCE", disks)
    staging = stage(tmp_path / "staging", "新")
    total = changes_of_a_run(monkeypatch, tmp_path)
    assert total > 15
    outcomes = set()
    for at in points(total, many):
        deliver(Content(tmp_path / "staging-old", FACTS), old, PERIOD)
        failed = False
        with failing(monkeypatch, old, at, for_ever=for_ever):
            try:
                deliver(Content(staging, FACTS), old, PERIOD)
            except (DeliveryFailed, HalfDelivered) as fault:
                assert fault.exit_code == ExitCode.NOT_DELIVERED
                assert isinstance(fault, HalfDelivered) == (old / MARKER).exists()
                failed = True
        if (old / "2023Q3").exists() or not for_ever:
            words = stand(old)
            outcomes.add((failed, *words))
            assert len(set(words)) == 1 or (old / MARKER).exists()
            assert failed or words == ["新"] * 3
        deliver(Content(staging, FACTS), old, PERIOD)
        assert stand(old) == ["新"] * 3
        assert len(list(old.iterdir())) == 3
    assert {(True, "旧", "旧", "旧"), (False, "新", "新", "新")} <= outcomes


def test_disk_full(old, tmp_path):
    """A disk that is full at any byte leaves the old delivery; the message says so."""
    staging = stage(tmp_path / "staging", "新")
    size = (old / OFFICE).stat().st_size
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        for most in [0, 1, 50, *range(size // 7, size, size // 7), size - 1]:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
            with pytest.raises(DeliveryFailed, match="文件太大"):
                deliver(Content(staging, FACTS), old, PERIOD)
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            assert stand(old) == ["旧"] * 3
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, usual)


def test_killed(old, tmp_path, monkeypatch, many):
    """A process killed at any change of the folder leaves whole zips, and the next run heals everything."""
    staging = stage(tmp_path / "staging", "新")
    total = changes_of_a_run(monkeypatch, tmp_path)
    for at in points(total, many):
        child = os.fork()
        if child == 0:
            kill_at(old, at, staging)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        for name in (OFFICE, UPWARD):
            with zipfile.ZipFile(old / name) as archive:
                assert archive.testzip() is None
        broken = stage(tmp_path / "broken", "坏")
        (broken / "both" / "坏.docx").write_bytes(b"PK")
        with pytest.raises(CheckFailed):
            deliver(Content(broken, FACTS), old, PERIOD)
        assert stand(old) in (["旧"] * 3, ["新"] * 3)
        deliver(Content(tmp_path / "staging-old", FACTS), old, PERIOD)
        assert stand(old) == ["旧"] * 3
        assert len(list(old.iterdir())) == 3


def kill_at(output, at, staging):
    """In a child process: deliver, and die before the N-th change of the folder."""
    fsync = os.fsync
    os.fsync = lambda handle: (sys.audit("os.fsync", str(output)), fsync(handle))[1]
    durable._syncfs = lambda _: sys.audit("os.fsync", str(output)) or 0
    count = 0

    def hook(event, arguments):
        nonlocal count
        if event not in CHANGES or not str(arguments[0]).startswith(str(output)):
            return
        if event == "open" and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            return
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    deliver(Content(staging, FACTS), output, PERIOD)
    os._exit(0)


def test_without_links(old, tmp_path, monkeypatch):
    """On a file system without hard links the old delivery is kept as a copy."""
    monkeypatch.setattr(os, "link", no_links)
    deliver(Content(stage(tmp_path / "staging", "新"), FACTS), old, PERIOD)
    assert stand(old) == ["新"] * 3
    assert len(list(old.iterdir())) == 3


def no_links(*_):
    raise OSError(errno.EPERM, "no links here")


def test_place_taken(tmp_path):
    """A folder standing where the zip belongs gives one clear message."""
    (tmp_path / "output" / UPWARD / "x").mkdir(parents=True)
    with pytest.raises(DeliveryFailed):
        deliver(Content(stage(tmp_path / "staging", "新"), FACTS), tmp_path / "output", PERIOD)
    assert not Path(tmp_path / "output" / OFFICE).exists()
