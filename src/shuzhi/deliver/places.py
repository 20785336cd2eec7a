"""Where the delivery of a period stands, and the marker that stands beside it while it is replaced."""

from pathlib import Path

from shuzhi.deliver.swap import Change, Marker, recover

_ENDING = "_正在更换.txt"
_TEXT = """\
这一期的压缩包和文件夹正在换成新的，平常一眨眼就换好，这个文件也就没有了。
如果它一直在，就是换到一半断了（停电、关机，或者文件正被打开）：现在的压缩包可能一新一旧，请先不要用。
请关闭正在打开它们的 Word、WPS 和压缩包，像平常那样再双击生成一次（或者运行 shuzhi run），就会换完。
"""


def places(output: Path, period: str) -> tuple[Change, Change, Change]:
    """The 内部 zip, the 上报 zip and the unpacked copy of a period (2023Q3)."""
    return Change(output / f"{period}_内部.zip"), Change(output / f"{period}_上报.zip"), Change(output / period)


def marker(output: Path, period: str) -> Marker:
    """What tells whoever looks at the folder that the delivery is being replaced."""
    return Marker(output / f"{period}{_ENDING}", _TEXT)


def unfinished(output: Path) -> tuple[str, ...]:
    """The periods whose delivery is being replaced, or was when a run was killed."""
    return tuple(sorted(path.name.removesuffix(_ENDING) for path in output.glob(f"*{_ENDING}")))


def finish(output: Path, period: str) -> None:
    """Put the rest of a delivery that was cut off in its place. Raises OSError."""
    recover(places(output, period), marker(output, period).path)
