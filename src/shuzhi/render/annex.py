"""What stands behind a report: where its figures come from, and what a corrected report changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from shuzhi.model.indicator import Figure


@dataclass(frozen=True)
class Correction:
    """One figure that changed since the report was final: what it was, what it is ("" = not there), the rows now."""

    source: str
    before: str
    now: str
    rows: tuple[str, ...]


def corrections(final: Sequence[Figure] | None, figures: Sequence[Figure]) -> tuple[Correction, ...]:
    """What changed between the figures of the final report and those of now; empty where it never was final."""
    del final, figures
    return ()


def append(
    root: etree._Element, ids: Mapping[str, str], figures: Sequence[Figure], changed: Sequence[Correction]
) -> None:
    """Append 更正说明 (where something changed) and 数据来源 (where `figures` are given) to a document part."""
