"""`shuzhi fields`: the dictionary of columns and indicators with the tags that templates use."""

from collections.abc import Iterator

from shuzhi import form
from shuzhi.author.dictionary import dictionary
from shuzhi.compute.catalogue import definitions


def fields() -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """(title, header, rows) of each part of the dictionary."""
    header, *rows = map(tuple, dictionary(form.load()))
    yield "栏目", header, list(rows)
    yield "指标", ("标签", "名称", "单位", "英文名"), [
        (f"指标.{one.tag}", one.title, one.unit, one.name) for one in definitions()
    ]
