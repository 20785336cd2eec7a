"""其他工作: how often in each category, how much in each unit; only what occurs."""


from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import Marks, marked, stacked
from shuzhi.compute.work_names import CATEGORIES, events_name, quantity_name


def marks(chunk: Chunk) -> Marks:
    """Marks of the works in coverage, under names made from category and unit."""
    rows = chunk.rows("works")
    rows = rows[in_coverage(rows["date"], rows) & rows["type"].isin(CATEGORIES)]
    measured = rows[rows["unit"].notna()]
    names = [quantity_name(*pair) for pair in zip(measured["type"], measured["unit"], strict=True)]
    return stacked([
        marked("works", rows, [events_name(category) for category in rows["type"]], 1.0),
        marked("works", measured, names, measured["quantity"]),
    ])
