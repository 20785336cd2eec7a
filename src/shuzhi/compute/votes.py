"""表决事项: votes taken, votes passed."""


from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import Marks, counted


def marks(chunk: Chunk) -> Marks:
    """Marks of the votes in coverage."""
    rows = chunk.rows("votes")
    rows = rows[in_coverage(rows["date"], rows)]
    return counted("votes", rows, {"votes_total": rows["date"].notna(), "votes_passed": rows["result"] == "通过"})
