"""`shuzhi fields`: columns and indicators with the tags that templates use, and rules with the codes of 规则."""

from collections.abc import Iterator

from shuzhi import form
from shuzhi.author.dictionary import dictionary
from shuzhi.compute.catalogue import definitions
from shuzhi.validate import listing


def fields() -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """(title, header, rows) of each part of the dictionary."""
    standard = form.load()
    header, *rows = map(tuple, dictionary(standard))
    yield "栏目", header, list(rows)
    yield "指标", ("标签", "名称", "单位", "英文名"), [
        (f"指标.{one.tag}", one.title, one.unit, one.name) for one in definitions()
    ]
    yield "规则", tuple(listing.HEADER), [tuple(line) for line in listing.listing(standard)]
