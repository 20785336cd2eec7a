"""What a double click does: the environment on first use, the batch, how it ended."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from conftest import REPOSITORY
from make import constraints
from shuzhi.commands.starter import project_file
from shuzhi.errors import ExitCode
from shuzhi.launch import (
    ENDINGS,
    LOG,
    PYTHONS,
    WHOLE,
    NotPrepared,
    Place,
    alone,
    fingerprint,
    fit,
    installing,
    main,
    prepared,
    worked,
)

PYPROJECT = """
[build-system]
requires = ["brick"]
build-backend = "backend"
backend-path = ["."]
"""
# It needs what is pinned: that is there before the program is built.
BACKEND = """
import shutil, brick
def build_wheel(folder, settings=None, metadata=None):
    return shutil.copy("shuzhi-1-py3-none-any.whl", folder).rpartition("/")[2]
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
PROGRAM = {
    "shuzhi/__init__.py": "",
    "shuzhi/__main__.py": "import os, sys; print('batch', sys.argv[1:], os.getcwd()); sys.exit(1)",
    "shuzhi/commands/__init__.py": "", "shuzhi/commands/run.py": "",
    "shuzhi/commands/running/__init__.py": "", "shuzhi/commands/running/making.py": "",
    "shuzhi-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: shuzhi\nVersion: 1\n",
    "shuzhi-1.dist-info/WHEEL": WHEEL,
    "shuzhi-1.dist-info/RECORD": "",
}
BRICK = {
    "brick.py": "",
    "brick-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: brick\nVersion: 1\n",
    "brick-1.dist-info/WHEEL": WHEEL,
    "brick-1.dist-info/RECORD": "",
}


def wheel_of(path, files):
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def project(tmp_path):
    """An unpacked project at an odd path, a program of four lines; its only wheel a package that it is built with."""
    folder = tmp_path / "述职 (一) & 100% 'x'"
    (folder / "src/shuzhi").mkdir(parents=True)
    (folder / "wheels").mkdir()
    shutil.copy(REPOSITORY / "src/shuzhi/launch.py", folder / "src/shuzhi")
    for name in WHOLE:
        (folder / name).touch()
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    wheel_of(folder / "shuzhi-1-py3-none-any.whl", PROGRAM)
    digest = wheel_of(folder / "wheels/brick-1-py3-none-any.whl", BRICK)
    (folder / "constraints.txt").write_text(f"brick==1 --hash=sha256:{digest}\n")
    (folder / "constraints-extras.txt").write_text("-r constraints.txt\n")
    return folder


def double_click(folder):
    """As 双击生成.bat does: launch.py by its path, from anywhere."""
    return subprocess.run([sys.executable, "-I", folder / "src/shuzhi/launch.py"], capture_output=True, encoding="utf-8",
                          stdin=subprocess.DEVNULL, check=False, cwd="/", env={**os.environ, "PIP_CONFIG_FILE": os.devnull})


def test_the_first_double_click_prepares_and_the_next_only_runs(project):
    """From wheels alone, in place of a half-made environment; then the batch in the project's folder, its exit code passed on and explained."""
    (project / ".venv-launch").mkdir()
    first, second = double_click(project), double_click(project)
    assert first.stdout.startswith("程序或 Python 有变化，正在重新准备运行环境")
    assert (first.returncode, second.returncode, first.stderr) == (1, 1, "")
    assert second.stdout == f"batch ['run'] {project}\n\n{ENDINGS[1]}\n"
    assert fit(Place(project))
    (project / "constraints.txt").write_text("of a new version")
    assert not fit(Place(project))


def test_an_environment_that_cannot_be_made_is_said(project, capsys):
    """What to do, and where the words of what failed lie; without wheels the network is named first."""
    command = [sys.executable, "-c", "print('why'); raise SystemExit(3)"]
    with (project / LOG).open("wb") as log:
        with pytest.raises(NotPrepared, match="wheels 里的安装包不全") as caught:
            worked(command, log, Place(project))
        shutil.rmtree(project / "wheels")
        with pytest.raises(NotPrepared, match="请检查网络"):
            worked(command, log, Place(project))
        worked([sys.executable, "-c", ""], log, Place(project))
    assert str(project / LOG) in str(caught.value)
    assert (project / LOG).read_text().split() == ["why", "why"]
    assert set(capsys.readouterr().out) == {"…"}


def test_a_file_that_is_not_the_pinned_one_is_refused(project):
    """One byte of a wheel is another: nothing is installed, and both ways of getting it are told what to do."""
    command = [sys.executable, *installing(Place(project))[1][1:], "--dry-run"]
    with (project / LOG).open("wb") as log:
        worked(command, log, Place(project))
        wheel = project / "wheels/brick-1-py3-none-any.whl"
        wheel.write_bytes(wheel.read_bytes().replace(b"Version: 1\n", b"Version: 1 "))
        with pytest.raises(NotPrepared, match="wheels 里的文件和清单对不上，没有安装"):
            worked(command, log, Place(project))
        wheel.unlink()
        wheel.parent.rmdir()
        with pytest.raises(NotPrepared, match="下载的文件和清单对不上，没有安装。请再双击一次"):
            worked([sys.executable, "-c", "raise SystemExit(1)"], log, Place(project))


def test_a_second_double_click_leaves_the_first_alone(project):
    """While one window prepares, the other takes nothing away; closed, however, it stands in nobody's way."""
    begun = project / ".venv-launch/begun"
    begun.parent.mkdir()
    begun.touch()
    with alone(Place(project)):
        second = double_click(project)
    assert second.returncode == 4
    assert "另一个窗口正在准备运行环境" in second.stdout
    assert begun.exists()
    with alone(Place(project)):
        pass


def test_a_folder_that_was_not_unpacked_whole_is_told(project):
    """What is missing is named before anything is made; all that the program is built from counts."""
    (project / "constraints-extras.txt").unlink()
    done = double_click(project)
    assert (done.returncode, done.stderr) == (4, "")
    assert done.stdout == "\n这个文件夹里的文件不全（少了 constraints-extras.txt）。请把压缩包整个重新解压，再双击一次。\n"
    said = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = said["tool"]["hatch"]["build"]["targets"]["wheel"]
    built = [said["project"]["readme"], *said["project"]["license-files"], *wheel["sbom-files"], *wheel["force-include"]]
    assert {name for name in built if not name.startswith("src/")} < set(WHOLE)


def test_a_python_without_wheels_is_told(project, monkeypatch, capsys):
    """Too old or too new: before anything is made or fetched, and which ones will do."""
    monkeypatch.setattr("shuzhi.launch.VERSION", "3.15")
    with pytest.raises(NotPrepared, match=r"Python 3\.15 用不了，要 64 位的 3\.11 到 3\.14"):
        prepared(Place(project))
    monkeypatch.setattr("shuzhi.launch.__file__", str(project / "src/shuzhi/launch.py"))
    assert main(["wheels", "3.9"], inside=False) == 4
    assert "Python 3.9 用不了" in capsys.readouterr().out
    assert [path.name for path in (project / "wheels").iterdir()] == ["brick-1-py3-none-any.whl"]


def test_the_lists_the_launcher_and_the_double_click_speak_of_the_same_pythons():
    """Those for which every wheel is pinned."""
    assert PYTHONS == constraints.PYTHONS
    (first, last), bat = (tuple(map(int, PYTHONS[at].split("."))) for at in (0, -1)), project_file().decode("gbk")
    assert f"not {first} <= sys.version_info < {(last[0], last[1] + 1)})" in bat
    assert f"（要 {PYTHONS[0]} 到 {PYTHONS[-1]}）" in bat


def test_a_folder_of_another_computer_is_told():
    """Nothing is made over the network: the folder belongs on this computer first."""
    with pytest.raises(NotPrepared, match="复制到本机"):
        prepared(Place(Path(r"\\server\share\述职")))


@pytest.mark.parametrize("path", ["src/shuzhi/launch.py", "pyproject.toml", "constraints.txt", "constraints-extras.txt", "wheels/brick-1-py3-none-any.whl", "src/new.py"])
def test_a_new_version_is_another_environment(project, path):
    """Program, requirements and wheels count; workbooks and what Python compiled do not."""
    before = fingerprint(Place(project))
    (project / "workbooks").unlink()
    (project / "workbooks").mkdir()
    (project / "workbooks/a.xlsx").write_text("x")
    (project / "src/shuzhi/launch.pyc").write_text("x")
    assert fingerprint(Place(project)) == before
    with (project / path).open("a") as file:
        file.write("#")
    assert fingerprint(Place(project)) != before


def test_without_wheels_the_network_is_asked_and_with_them_never(project):
    """Both times the pinned files first, by their hashes; the program itself fetches nothing."""
    place = Place(project)
    _, pinned, itself, _ = installing(place)
    by_hash = ["--require-hashes", "-r", str(project / "constraints-extras.txt")]
    assert pinned[-6:] == ["--no-index", "--find-links", str(project / "wheels"), *by_hash]
    assert itself[-4:] == ["--no-index", "--no-deps", "--no-build-isolation", str(project)]
    shutil.rmtree(project / "wheels")
    _, asked, same, _ = installing(place)
    assert (asked, same) == ([word for word in pinned if word not in pinned[-6:-3]], itself)


def test_every_exit_code_has_its_sentence():
    """A person who double-clicks is told what to do, whatever happened."""
    assert set(ENDINGS) == {int(code) for code in ExitCode}
    assert all(sentence.endswith("。") for sentence in ENDINGS.values())
