"""How big a workbook may be, and what reading it may cost: items of 参数."""

from collections.abc import Mapping
from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Bounds:
    """What is read; a workbook beyond is refused with the limit named (1 MB = 1,000,000 bytes).

    megabytes  of the file; unpacked: of all its parts in MB
    rows       the last row used in a sheet
    seconds    one file may take; memory: in MB, of the process that reads
    """

    megabytes: float = 20
    unpacked: float = 200
    rows: int = 100_000
    seconds: float = 60
    memory: int = 2048

    @property
    def bytes(self) -> int:
        """The size a file may have."""
        return int(self.megabytes * _MEGABYTE)

    @property
    def unpacked_bytes(self) -> int:
        """The size all parts may have."""
        return int(self.unpacked * _MEGABYTE)


def bounds(limits: Mapping[str, float]) -> Bounds:
    """The bounds that 参数 sets (Settings.limits); what is not named there is as it is by default."""
    plain = Bounds()
    return Bounds(
        limits.get("file_megabytes", plain.megabytes), limits.get("unpacked_megabytes", plain.unpacked),
        int(limits.get("sheet_rows", plain.rows)), limits.get("read_seconds", plain.seconds),
        int(limits.get("read_megabytes", plain.memory)),
    )


def sized(count: float) -> str:
    """A number of bytes as staff read it, rounded up: 35.2 MB, 21.5 GB."""
    unit, name = (_MEGABYTE, "MB") if count < 1000 * _MEGABYTE else (1000 * _MEGABYTE, "GB")
    tenths = -(-int(count) * 10 // unit)
    return f"{tenths / 10:g} {name}"
