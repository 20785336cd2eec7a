"""问题与措施: problems named, problems solved."""


from shuzhi.compute.chunk import Chunk
from shuzhi.compute.marks import Marks, counted


def marks(chunk: Chunk) -> Marks:
    """Marks of the problems; plans (下步打算) are none."""
    rows = chunk.rows("problems")
    problem = rows["type"].isin(["存在问题", "上级反馈问题"])
    return counted("problems", rows, {
        "problems_total": problem, "problems_solved": problem & (rows["progress"] == "已整改"),
    })
