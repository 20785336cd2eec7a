"""`shuzhi guide`: the guides that travel with the program, put into the workspace to be read, printed, passed on."""

from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from shuzhi.commands.copies import put_current
from shuzhi.errors import UsageFault, reason_of
from shuzhi.files.rights import give, rights_of

FOLDER = "使用指南"


class Placed(NamedTuple):
    """A guide in the workspace; `is_another`: one that somebody saved was kept, ours has a further name."""

    path: Path
    is_another: bool


def guide(folder: Path) -> tuple[Placed, ...]:
    """Put the guides into 使用指南/ of a workspace. UsageFault: there is no such folder, or nothing can be written.

    A guide that nobody saved since is replaced, so that it tells of this version of the program.
    """
    if not folder.is_dir():
        raise UsageFault(f"没有这个文件夹：{folder}。请在工作文件夹里运行，或者用 --workspace 写明工作文件夹。")
    target = folder / FOLDER
    try:
        if not target.is_dir():
            target.mkdir()
            give(target, rights_of(folder))
        return tuple(Placed(*put_current(target / name, data)) for name, data in _packaged())
    except OSError as fault:
        raise UsageFault(
            f"写不进 {target}（{reason_of(fault)}）。请关闭正在打开的使用指南、检查磁盘空间后重新运行。"
        ) from fault


def guide_text(placed: tuple[Placed, ...]) -> str:
    """Where the guides lie."""
    lines = ["使用指南已经放好，用 WPS 或 Word 打开，可以打印，也可以转发："]
    for one in placed:
        kept = "（原来的一份有人改过，留着没动）" if one.is_another else ""
        lines.append(f"  {one.path.absolute()}{kept}")
    return "\n".join(lines)


def _packaged() -> list[tuple[str, bytes]]:
    """Name and content of each guide."""
    found = sorted((files("shuzhi") / "guide").iterdir(), key=lambda one: one.name)
    return [(one.name, one.read_bytes()) for one in found if one.name.endswith(".docx")]
