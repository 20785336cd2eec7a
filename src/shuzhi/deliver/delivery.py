"""The delivery of a period: two zips and the unpacked copy of one of them, replaced together."""

import errno
from collections.abc import Mapping
from pathlib import Path

from shuzhi.deliver.members import collect, identity, manifest, remarks, together
from shuzhi.deliver.swap import Change, discard, recover, swap
from shuzhi.deliver.unpacked import is_copy, write_copy
from shuzhi.deliver.zips import write_zip
from shuzhi.errors import DeliveryFailed
from shuzhi.model.period import Period

# Names people typed stand in the list of the inbox; which reports were edited by hand is the office's own affair.
OFFICE_FACTS = ("inbox", "finals")
REASONS = {
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已用完", errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或文件正被打开", errno.EPERM: "没有权限，或文件正被打开", errno.EIO: "磁盘读写出错",
    errno.EFBIG: "文件太大",
}


def deliver(staging: Path, output: Path, period: Period, facts: Mapping[str, object]) -> tuple[Path, Path]:
    """Check, zip and publish what `staging` holds; gives the paths of the 内部 and the 上报 zip.

    `staging` has the folders both (into both zips), upward (only 上报) and office (only 内部). `facts` (what JSON can
    hold) go into both manifests, `inbox` and `finals` only into the office's. Raises CheckFailed (a file is not right)
    or DeliveryFailed (it cannot be written); the delivery before then stands untouched.
    """
    office, upward = (Change(output / f"{period.code}_{title}.zip") for title in ("内部", "上报"))
    folder = Change(output / period.code)
    try:
        output.mkdir(parents=True, exist_ok=True)
        recover([office, upward, folder])
        swap(_made(staging, (office, upward, folder), facts))
    except OSError as fault:
        raise DeliveryFailed(str(output), REASONS.get(fault.errno or 0, fault.strerror or str(fault))) from fault
    return office.final, upward.final


def _made(staging: Path, places: tuple[Change, Change, Change], facts: Mapping[str, object]) -> list[Change]:
    """Make what is new beside each place; gives the places that change."""
    office, upward, folder = places
    try:
        both = collect(staging / "both")
        inside, leaving = together(both, collect(staging / "office")), together(both, collect(staging / "upward"))
        common = {"id": identity([*inside, *leaving], facts)}
        shown = common | {key: value for key, value in facts.items() if key not in OFFICE_FACTS}
        own = manifest("内部", inside, {**common, **facts, "remarks": remarks(inside)})
        write_zip(office.new, inside, own)
        write_zip(upward.new, leaving, manifest("上报", leaving, shown))
        if is_copy(folder.final, inside, own):
            return [office, upward]
        write_copy(folder.new, inside, own)
    except BaseException:
        discard(places)
        raise
    return [office, upward, folder]
