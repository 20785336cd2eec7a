"""What a double click does: prepares the environment on first use, runs the batch, says how it ended.

Run by path (`python launch.py`) it stands outside any environment: standard library only, nothing of shuzhi imported.
Run as `python -m shuzhi.launch FOLDER` it stands inside one, and `FOLDER` is the workspace.
`python launch.py wheels [3.11]` fetches what an office without network needs into the folder wheels/.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ENVIRONMENT, MARKER, LOCK = ".venv-launch", "complete.txt", ".venv-launch.lock"
LOG, WHEELS, OUTPUT = "安装记录.txt", "wheels", "output"
# All that is installed, with its hashes. The second goes on from the first (-r): a switch of 参数 needs no installing.
LISTS = ("constraints.txt", "constraints-extras.txt")
# Without one of these the program cannot be built.
WHOLE = ("pyproject.toml", *LISTS, "README.md", "LICENSE", "shuzhi.cdx.json", "workbooks", "templates")
PLATFORM = "win_amd64"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")  # the lists hold wheels for these
SPAN = f"{PYTHONS[0]} 到 {PYTHONS[-1]}"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
REFUSED = b"DO NOT MATCH THE HASHES"  # what pip says of a file that is not the pinned one
ENDINGS = {
    0: "全部生成好了，在 output 文件夹里：“上报.zip”往上交，“内部.zip”留在办公室。",
    1: "已经生成好了，在 output 文件夹里。还有支部没有报、没有改好，或者有报告没有出，请看上面的说明。",
    2: "程序没有看懂要做什么。请把这个窗口拍下来，发给技术人员。",
    3: "这次没有生成。请按上面写的改好，保存、关闭文件，再双击一次。",
    4: "程序内部出错，原有的结果没有改动。请把这个窗口拍下来，发给技术人员。",
    5: "另一次生成正在进行。请等它结束，再双击一次。",
    6: "结果写不进去，原有的结果没有改动。请关闭正在打开的 Word、WPS 和压缩包，再双击一次。",
    130: "已经中断，原有的结果没有改动。要生成的话，再双击一次就行。",
}
KILLED = (-2, 0xC000013A)  # by Ctrl-C: SIGINT, STATUS_CONTROL_C_EXIT
ODD = "程序没有正常结束（代码{code}），原有的结果没有改动。请把这个窗口拍下来，发给技术人员。"


class Place(NamedTuple):
    """Where a project's own environment lies.

    project      the unpacked folder: pyproject.toml, src/, perhaps wheels/
    environment  made here on first use; its MARKER is written last and names what it was made from
    """

    project: Path

    @property
    def environment(self) -> Path:
        """The folder of the environment."""
        return self.project / ENVIRONMENT

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def wheels(self) -> Path:
        """Packages for an office without network; need not be there."""
        return self.project / WHEELS


class NotPrepared(Exception):
    """The environment cannot be made; the message says what to do."""


def main(words: Sequence[str], *, inside: bool) -> int:
    """Prepare what is missing, run the batch, say how it ended; gives the exit code of the batch.

    inside  this interpreter has shuzhi already; the first word is the workspace
    """
    place = Place(Path(__file__).absolute().parents[2])
    try:
        if words[:1] == ["wheels"]:
            fetch(place, words[1] if len(words) > 1 else VERSION)
            return 0
        folder = Path(words[0]).absolute() if inside else place.project
        python = Path(sys.executable) if inside else prepared(place)
    except NotPrepared as fault:
        say(f"\n{fault}")
        return 4
    code = batch(python, folder)
    if code in (0, 1):
        shown(folder / OUTPUT)
    say(f"\n{ENDINGS.get(code, ODD.format(code=code))}")
    return code


def prepared(place: Place) -> Path:
    """The interpreter of an environment that holds this program as it is now; made if there is none.

    Raises NotPrepared.
    """
    _allowed(place)
    if fit(place):
        return place.python
    try:
        with alone(place):
            _prepare(place)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        message = (f"运行环境没有准备好：写不进 {place.project}（{reason}）。\n"
                   "请关闭别的述职窗口，或者把整个文件夹换到能写入的位置（如 D 盘），再双击一次。")
        raise NotPrepared(message) from fault
    return place.python


def _prepare(place: Place) -> None:
    if _marker(place) == fingerprint(place) and fit(place):  # another window made it in the meantime
        return
    known = place.environment.exists()
    begun = "程序或 Python 有变化，正在重新准备运行环境" if known else "第一次使用，正在准备运行环境"
    say(f"{begun}，要几分钟，请不要关闭这个窗口", end="")
    if known:
        shutil.rmtree(place.environment)
    with (place.project / LOG).open("wb") as log:
        for command in installing(place):
            worked(command, log, place)
    (place.environment / MARKER).write_text(fingerprint(place), encoding="ascii")
    say("\n运行环境准备好了。\n")


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Prepare in one window only: the second would take away what the first is putting there.

    The system lets go of the lock when a window is closed, whatever way. Raises NotPrepared, OSError.
    """
    with (place.project / LOCK).open("wb") as file:
        if not _held(file):
            raise NotPrepared("另一个窗口正在准备运行环境。请关闭这个窗口，等那个窗口做完。")
        yield


def _held(file: BinaryIO) -> bool:
    """Take hold of an open file; False where another process has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def fit(place: Place) -> bool:
    """Whether the environment is whole, made from this very program, and still starts."""
    return _marker(place) == fingerprint(place) and _answers(place.python)


def _allowed(place: Place) -> None:
    if str(place.project).startswith("\\\\"):
        raise NotPrepared("这个文件夹在网络上的另一台电脑里。请先把整个文件夹复制到本机（如 D 盘），再双击。")
    if sys.maxsize < 2**32:
        raise NotPrepared(f"这台电脑上的 Python 是 32 位的，用不了。请安装 64 位的 Python（{SPAN}），再双击一次。")
    _supported(VERSION)
    missing = [name for name in WHOLE if not (place.project / name).exists()]
    if missing:
        raise NotPrepared(f"这个文件夹里的文件不全（少了 {'、'.join(missing)}）。请把压缩包整个重新解压，再双击一次。")


def _supported(version: str) -> None:
    if version not in PYTHONS:
        raise NotPrepared(f"Python {version} 用不了，要 64 位的 {SPAN}。请换一个版本，再试一次。")


def fingerprint(place: Place) -> str:
    """What an environment is made from: interpreter, program, wheels. The workspace does not count."""
    digest = hashlib.sha256(f"{sys.version}|{sys.base_prefix}".encode())
    sources = [path for path in (place.project / "src").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in sorted([*sources, *(place.project / name for name in ("pyproject.toml", *LISTS))]):
        digest.update(path.relative_to(place.project).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for wheel in sorted(place.wheels.glob("*.whl")):
        digest.update(f"{wheel.name}|{wheel.stat().st_size}".encode())
    return digest.hexdigest()


def installing(place: Place) -> list[list[str]]:
    """The commands that make the environment: from wheels/ alone where it is there, else from the network.

    First what is pinned, each file by its hash, then the program itself, which fetches nothing more. The last one
    shows that everything can be imported.
    """
    pip = [str(place.python), "-I", "-X", "utf8", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    source = ["--no-index", "--find-links", str(place.wheels)] if place.wheels.is_dir() else []
    return [
        [sys.executable, "-I", "-m", "venv", str(place.environment)],
        [*pip, *source, "--require-hashes", "-r", str(place.project / LISTS[-1])],
        [*pip, "--no-index", "--no-deps", "--no-build-isolation", str(place.project)],
        [str(place.python), "-I", "-c", "import shuzhi.commands.run, shuzhi.commands.running.making"],
    ]


def fetch(place: Place, version: str) -> None:
    """Put all that the program needs into wheels/, for Python `version` (3.11) on 64-bit Windows.

    Without pip's own look at what needs what: it would judge by this machine, and the lists are whole.
    Raises NotPrepared: pip printed why, or the version is none of PYTHONS.
    """
    _supported(version)
    shutil.rmtree(place.wheels, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    machine = ["--platform", PLATFORM, "--python-version", version, "--only-binary=:all:"]
    pinned = ["--no-deps", "--require-hashes", "-r", str(place.project / LISTS[-1])]
    get = [*pip, "download", "-q", *machine, *pinned, "-d", str(place.wheels)]
    if subprocess.run(get, check=False).returncode:  # noqa: S603 - pip of this interpreter
        raise NotPrepared(f"没有下载完。请检查网络，再运行一次。上面写着 {REFUSED.decode()} 的，"
                          "是下载的文件和清单对不上：请换一个网络再试。")
    count = len(list(place.wheels.glob("*.whl")))
    say(f"已下载{count}个安装包：{place.wheels}\n"
        f"把整个文件夹（连同 wheels）复制到没有网络的电脑，装好64位的 Python {version}，双击“双击生成.bat”就能用。")


def batch(python: Path, folder: Path) -> int:
    """Run the batch of a workspace in this window; its exit code. Ctrl-C is the batch's to answer."""
    process = subprocess.Popen([python, "-I", "-m", "shuzhi", "run"], cwd=folder)  # noqa: S603 - our own interpreter
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return 130 if code in KILLED else code


def shown(folder: Path) -> None:
    """Open the folder in the Explorer; elsewhere nothing."""
    start: Callable[[Path], None] | None = getattr(os, "startfile", None)
    if start:
        start(folder)


def say(*parts: str, end: str = "\n") -> None:
    """Write to the window at once."""
    print(*parts, sep="", end=end, flush=True)  # noqa: T201 - a program of its own, without click


def _marker(place: Place) -> str:
    try:
        return (place.environment / MARKER).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _answers(python: Path) -> bool:
    """Whether an interpreter still starts and knows shuzhi (its base may be gone)."""
    command = [str(python), "-I", "-c", "import shuzhi"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own list
    except OSError:
        return False


def worked(command: list[str], log: BinaryIO, place: Place) -> None:
    """Run a command, its words in the log, a dot every two seconds; NotPrepared if it fails."""
    process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)  # noqa: S603 - our own list
    code = None
    while code is None:
        say("…", end="")
        try:
            code = process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            continue
    if code:
        raise NotPrepared(_unprepared(place))


def _unprepared(place: Place) -> str:
    log, offline = place.project / LOG, place.wheels.is_dir()
    if REFUSED in log.read_bytes():
        advice = ("wheels 里的文件和清单对不上，没有安装。请技术人员重新下载，整个拷过来。" if offline else
                  "下载的文件和清单对不上，没有安装。请再双击一次；还是这样的，请换一个网络。")
    elif offline:
        advice = f"wheels 里的安装包不全，或者和这台电脑的 Python {VERSION} 对不上，请技术人员按这个版本重新下载。"
    else:
        advice = "请检查网络，再双击一次；没有网络的，请技术人员把 wheels 文件夹备好，放在这个文件夹里。"
    return f"运行环境没有准备好。{advice}\n还是不行的，请把这个文件发给技术人员：{log}"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        encoding = stream.encoding if stream.isatty() else "utf-8"  # as shuzhi.cli.streams
        stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:], inside=bool(__package__)))
    except KeyboardInterrupt:
        say(f"\n{ENDINGS[130]}")
        sys.exit(130)
