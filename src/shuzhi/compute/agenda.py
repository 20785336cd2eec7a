"""四议两公开: matters proposed and matters decided."""


from shuzhi.compute.chunk import Chunk
from shuzhi.compute.marks import Marks, counted


def marks(chunk: Chunk) -> Marks:
    """Marks of the matters by 结果."""
    rows = chunk.rows("agenda")
    return counted("agenda", rows, {
        "agenda_proposed": rows["result"] == "拟定", "agenda_passed": rows["result"] == "通过",
    })
