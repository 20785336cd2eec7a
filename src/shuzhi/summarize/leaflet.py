"""数据/说明.txt: what the files beside it are, for an office that opens the folder by chance."""

from collections.abc import Sequence

from shuzhi.model.results import Results
from shuzhi.summarize.package import COUNTED, PLAIN, PUBLIC
from shuzhi.summarize.schema import Resource


def leaflet(results: Results, resources: Sequence[Resource]) -> bytes:
    """The bytes of 说明.txt: UTF-8 with a byte order mark, lines ended by CRLF, so that Notepad shows it."""
    settings = results.settings
    lines = [
        f"{settings.township}{settings.period.label}支部工作数据",
        "",
        "这个文件夹是给统计人员和别的电脑程序用的。办公室平时看“汇总表.xlsx”就够了，不用打开这里。",
        f"{PUBLIC}要发给别人的，请先看一遍，文字里有没有写到人名。",
        "",
        *(f"{resource.name}.csv　{resource.title}：{resource.description}" for resource in resources),
        "datapackage.json　以上各文件的完整说明，给电脑程序用。",
        "",
        "用 WPS、Excel 双击就能打开。只看不改：改了也不会影响报告和汇总表，下次生成时换成新的。",
        f"{COUNTED}{PLAIN}",
        "前面有 0 的编号、很长的号码，WPS、Excel 打开会当成数字改掉；要原样的，看“汇总表.xlsx”，或导入时选“文本”。",
        "格式：UTF-8（带 BOM），逗号分隔，每行以回车换行结尾。",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
