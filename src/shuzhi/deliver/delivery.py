"""The delivery of a period: two zips and the unpacked copy of one of them, replaced together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from shuzhi.deliver.looked import Known
from shuzhi.deliver.members import collect, identity, manifest, remarks, together
from shuzhi.deliver.places import finish, marker, places
from shuzhi.deliver.swap import Change, discard, swap
from shuzhi.deliver.unpacked import is_copy, write_copy
from shuzhi.deliver.zips import write_zip
from shuzhi.errors import DeliveryFailed, HalfDelivered, reason_of
from shuzhi.files.durable import make_folder
from shuzhi.files.rights import give, rights_of
from shuzhi.model.period import Period

# Names people typed stand in the list of the inbox; which reports were edited by hand is the office's own affair.
OFFICE_FACTS = ("inbox", "finals")
Part = Callable[[], None]


@dataclass(frozen=True)
class Content:
    """What is to be delivered.

    staging   has the folders both (into both zips), upward (only 上报) and office (only 内部)
    facts     what JSON can hold, for both manifests; `inbox` and `finals` only for the office's
    known     files that were looked at already
    password  the 内部 zip is encrypted with; the unpacked copy is not, as the inbox beside it
    """

    staging: Path
    facts: Mapping[str, object]
    known: Known = field(default_factory=dict)
    password: str | None = None


def in_turn(parts: Sequence[Part]) -> None:
    """Make one part after the other."""
    for part in parts:
        part()


def deliver(
    content: Content, output: Path, period: Period, make: Callable[[Sequence[Part]], None] = in_turn
) -> tuple[Path, Path]:
    """Check, zip and publish; gives the paths of the 内部 and the 上报 zip.

    `make` makes all parts of what is new: each can be pickled and knows nothing of the others.

    Raises CheckFailed (a file is not right) or DeliveryFailed (it cannot be written); the delivery before then stands
    untouched. HalfDelivered: it does not, and
    the next command finishes what was begun. What is published takes the rights of `output`: its owner's alone, unless
    somebody opened that folder.
    """
    changes, mark = places(output, period.code), marker(output, period.code)
    try:
        make_folder(output)
        finish(output, period.code)
        swap(_made(content, changes, make), mark)
    except OSError as fault:
        failed = HalfDelivered if mark.path.exists() else DeliveryFailed
        named = {str(change.final) for change in changes} & {str(fault.filename)}
        raise failed(min(named, default=str(output)), reason_of(fault)) from fault
    return changes[0].final, changes[1].final


def _made(
    content: Content, places: tuple[Change, Change, Change], make: Callable[[Sequence[Part]], None]
) -> list[Change]:
    """Make what is new beside each place; gives the places that change."""
    office, upward, folder = places
    try:
        both, own, others = (collect(content.staging / name, content.known) for name in ("both", "office", "upward"))
        inside, leaving, facts = together(both, own), together(both, others), content.facts
        common = {"id": identity([*inside, *leaving], facts)}
        shown = common | {key: value for key, value in facts.items() if key not in OFFICE_FACTS}
        listed = manifest("内部", inside, {**common, **facts, "remarks": remarks(inside)})
        same = is_copy(folder.final, inside, listed)
        copies = () if same else (partial(write_copy, folder.new, inside, listed, folder.final),)
        make([
            partial(write_zip, office.new, inside, listed, content.password), *copies,
            partial(write_zip, upward.new, leaving, manifest("上报", leaving, shown)),
        ])
        for path in (office.new, upward.new, folder.final if same else folder.new):
            give(path, rights_of(office.final.parent))
    except BaseException:
        discard(places)
        raise
    return [office, upward] if same else [office, upward, folder]
