"""The 内部 zip with a password: written, read back, opened by others, refused rather than plain."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from dataclasses import replace

import pytest

from conftest import NOW
from shuzhi.commands.closing import ENCRYPTED, closing
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running.encrypting import nobody, wanted
from shuzhi.deliver import encrypted, zips
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.deliver.encrypted import open_zip, reads_back, sound
from shuzhi.errors import DeliveryFailed, ExitCode, NotEncrypted
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import neutral_settings

PASSWORD = "Qinghe-2023 xx!\"'$%"
PERIOD = Period(2023, "Q", 3)


@contextmanager
def opened(path, password=PASSWORD):
    """An encrypted zip, to read."""
    with path.open("rb") as stream, open_zip(stream, "r", password) as archive:
        yield archive


def listed(path):
    """The members of a zip as anybody may list them."""
    with zipfile.ZipFile(path) as archive:
        return archive.infolist()


@pytest.fixture
def staging(tmp_path):
    for name, words in {"both/报告/石桥村/述职.txt": "都有", "office/催报/石桥村.txt": "张大山" * 999, "upward/空.txt": ""}.items():
        path = tmp_path / "staging" / name
        path.parent.mkdir(parents=True)
        path.write_text(words, "utf-8")
    return tmp_path / "staging"


@pytest.fixture
def office(staging, tmp_path):
    """The encrypted zip of a delivery."""
    return deliver(Content(staging, {}, password=PASSWORD), tmp_path / "output", PERIOD)[0]


def test_every_member_is_encrypted_and_comes_back(office):
    """AES-256 throughout, the manifest too; with the password each file is what the manifest says."""
    with opened(office) as archive:
        assert {(info.flag_bits & 1, info.wz_aes_strength) for info in archive.infolist()} == {(1, 3)}
        assert [one["path"] for one in json.loads(archive.read("manifest.json"))["files"]] == archive.namelist()[:-1]
        assert archive.read("催报/石桥村.txt").decode() == "张大山" * 999
    assert "张大山".encode() not in office.read_bytes()
    with opened(office.with_name("2023Q3_上报.zip"), None) as archive:
        assert archive.testzip() is None
    assert (office.parent / "2023Q3/催报/石桥村.txt").read_text("utf-8") == "张大山" * 999


def test_the_standard_library_cannot_read_it(office):
    """Without the password nothing comes out: neither by a plain reader nor by a wrong one."""
    with zipfile.ZipFile(office) as archive, pytest.raises((RuntimeError, NotImplementedError)):
        archive.read("manifest.json")
    names = ["报告/石桥村/述职.txt", "催报/石桥村.txt", "manifest.json"]
    names.sort(key=lambda name: (name == "manifest.json", name))
    assert reads_back(office, names, PASSWORD)
    assert not reads_back(office, names, PASSWORD + "x")
    assert not reads_back(office, names[1:], PASSWORD)


@pytest.mark.skipif(not shutil.which("7z"), reason="needs 7-Zip (apt-get install 7zip)")
def test_seven_zip_opens_it(office):
    """What the office opens it with agrees: every member AES-256, whole with the password, nothing without."""
    def told(*words):
        return subprocess.run(["7z", *words, office], capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False)

    shown = told("l", "-slt", f"-p{PASSWORD}").stdout
    methods = [line for line in shown.splitlines() if line.startswith("Method = ") and line != "Method = "]
    assert len(methods) == 3
    assert all("AES-256" in line for line in methods)
    assert told("t", f"-p{PASSWORD}").returncode == 0
    assert told("t", "-pwrong-password").returncode != 0


def test_a_damaged_member_is_noticed(office):
    """A byte that flipped on the disk is found when the zip is read again, wherever it lies in the content."""
    content, members = bytearray(office.read_bytes()), listed(office)
    names = [info.filename for info in members]
    for info in members:
        spot = info.header_offset + 30 + len(info.filename.encode()) + 11 + 20
        content[spot] ^= 1
        office.write_bytes(content)
        assert not reads_back(office, names, PASSWORD), info.filename
        content[spot] ^= 1
    office.write_bytes(content)
    assert reads_back(office, names, PASSWORD)


def test_a_plain_member_is_noticed(staging, tmp_path, monkeypatch):
    """A zip that came out plain although there is a password is never delivered."""
    def plain(stream, mode, password):
        return zipfile.ZipFile(stream, mode) if mode == "w" else open_zip(stream, mode, password)

    monkeypatch.setattr(zips, "open_zip", plain)
    with pytest.raises(DeliveryFailed):
        deliver(Content(staging, {}, password=PASSWORD), tmp_path / "output", PERIOD)
    assert list((tmp_path / "output").iterdir()) == []


@pytest.mark.parametrize(("password", "said"), [
    (None, "没有密码"), ("", "没有密码"), ("Qinghe-2023", "太短"), ("青禾镇青禾镇青禾镇青禾镇", "英文字母"),
    ("Qinghe-2023-x ", "空格"), ("Qinghe-2023\r\n", "空格"), ("Qinghe\t2023-xx", "英文字母"),
])
def test_what_is_no_password(password, said):
    """None, an empty or short one, one that other programs read otherwise: said with what to do, never quoted."""
    with pytest.raises(NotEncrypted, match=said) as caught:
        sound(password)
    assert caught.value.exit_code is ExitCode.NOT_STARTED
    assert not password or password not in str(caught.value)


def test_without_the_library(monkeypatch):
    """Where pyzipper is not installed, what to install is said; nothing is asked for."""
    monkeypatch.setattr(encrypted, "find_spec", lambda _name: None)
    with pytest.raises(NotEncrypted, match=r"--require-hashes -r constraints-extras\.txt"):
        sound(PASSWORD)


def test_it_is_asked_for_only_where_it_is_wanted():
    """Neither --encrypt nor 参数: nobody is asked, and the zip is plain."""
    def never():
        raise AssertionError

    assert wanted(never, neutral_settings(), asked=False)() is None
    assert wanted(lambda: PASSWORD, neutral_settings(), asked=True)() == PASSWORD
    switched = replace(neutral_settings(), switches=frozenset({"encrypt"}))
    assert wanted(lambda: PASSWORD, switched, asked=False)() == PASSWORD
    with pytest.raises(NotEncrypted):
        wanted(nobody, switched, asked=False)


def test_a_run_without_a_password_writes_nothing(cold):
    """Refused before the workspace is touched: no lock, no ledger, no output."""
    before = sorted(cold.root.rglob("*"))
    with pytest.raises(NotEncrypted, match="上一次的结果没有改动"):
        run(RunRequest(cold, encrypt=True, password=lambda: "short"), Silent())
    assert sorted(cold.root.rglob("*")) == before


def test_a_run_with_a_password(few):
    """The office's zip opens with the password alone, its end says with what; the password stands in no file of the workspace."""
    outcome = run(RunRequest(few, now=NOW, encrypt=True, password=lambda: PASSWORD), Silent())
    assert outcome.encrypted
    assert ENCRYPTED in closing(outcome)
    with opened(outcome.office) as archive:
        assert archive.read("manifest.json") == (few.output / "2023Q3/manifest.json").read_bytes()
    assert PASSWORD not in repr(outcome)
    assert [path for path in few.root.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()] == []


ASK = "import os; from shuzhi.cli.password import *; ask = from_environment_or_terminal(); print(VARIABLE in os.environ, repr(ask()), flush=True)"


def test_the_password_of_the_environment_is_taken_out_of_it(monkeypatch):
    """Programs started later do not find it there; without it and without a terminal there is none."""
    monkeypatch.setenv("SHUZHI_ZIP_PASSWORD", PASSWORD)
    asked = [sys.executable, "-c", ASK]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=True)
    assert done.stdout == f"False {PASSWORD!r}\n"
    monkeypatch.delenv("SHUZHI_ZIP_PASSWORD")
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=True)
    assert done.stdout == "False None\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_on_a_terminal_it_is_typed_twice_and_not_shown(monkeypatch):
    """Two that differ are asked for again; what is typed never appears."""
    import pty  # noqa: PLC0415 - not on Windows

    monkeypatch.delenv("SHUZHI_ZIP_PASSWORD", raising=False)
    typed = iter([PASSWORD, "another one", PASSWORD, PASSWORD])
    seen = io.BytesIO()
    number, terminal = pty.fork()
    if number == 0:
        import os  # noqa: PLC0415 - of the child

        os.execv(sys.executable, [sys.executable, "-c", ASK.replace("repr(ask())", "len(ask())")])
    with open(terminal, "r+b", buffering=0) as screen:  # noqa: PTH123 - a descriptor
        while True:
            try:
                piece = screen.read(1000)
            except OSError:
                break
            seen.write(piece)
            if not piece:
                break
            screen.writelines(f"{next(typed)}\n".encode() for _ in range(piece.count("：".encode())))
    text = seen.getvalue().decode()
    assert [text.count("不显示"), text.count("再输入一遍"), text.count("两遍输入的不一样")] == [2, 2, 1]
    assert text.endswith(f"False {len(PASSWORD)}\r\n")
    assert PASSWORD not in text
