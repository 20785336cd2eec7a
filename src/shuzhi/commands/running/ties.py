"""What ties a 定稿 to other files: taken out where nobody misses it, else a reason not to use it."""

from shuzhi.render.outside import outside, untied
from shuzhi.untrusted import Unfit, members
from shuzhi.zipped import replaced

UNFIT = "打不开或不完整（可能设了打开密码，或者是改了扩展名的文件）。请用 Word 或 WPS 打开，另存为 .docx 再放回来。"


def loosened(content: bytes) -> tuple[bytes, str]:
    """The document without ties that nobody misses (see outside.untied), and why it must stay in the office, or "".

    What is not taken out keeps its bytes.
    """
    try:
        found = members(content, UNFIT)
    except Unfit as unfit:
        return content, unfit.reason
    free = untied(found)
    for reach in outside(free):
        place = f"第 {reach.paragraph} 段“{reach.text}”：" if reach.paragraph else ""
        return content, place + reach.reason
    return replaced(content, {name: data for name, data in free.items() if data is not found[name]}), ""
