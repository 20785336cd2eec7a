"""Why a file cannot be read: one table of faults, kind → code, message, hint. Codes are never used again."""

from dataclasses import dataclass, replace

_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后重新报送（点“文件”“另存为”，文件类型选 .xlsx）。"
_AGAIN = "请在 Excel 或 WPS 里打开核对，另存为新的 .xlsx 后重新报送；打不开的请换一份完好的。"
_COPY = "请把内容复制到新的标准工作簿里，重新报送。"
_STANDARD = "请把内容填到乡镇下发的标准工作簿（.xlsx）里，重新报送。"


@dataclass(frozen=True)
class Fault:
    """What staff read of a file that cannot be read: `message` is what is wrong, `hint` what to do.

    A message of FAULTS may have {places} for the limit and what was found instead; `said` fills them in.
    """

    code: str
    message: str
    hint: str

    def said(self, **found: object) -> "Fault":
        """The fault of one file, with what was found there."""
        return replace(self, message=self.message.format(**found)) if found else self


FAULTS = {
    # the file
    "irregular": Fault("F01", "这不是普通文件（是文件夹、链接或设备）。", "请放入工作簿文件本身。"),
    "gone": Fault("F02", "读取时文件已经不在。", "请重新放入这个文件。"),
    "denied": Fault("F03", "没有读取这个文件的权限。", "请检查文件权限，或复制一份后重新放入。"),
    "device": Fault("F04", "磁盘读不出这个文件。", "请检查磁盘或网络，重新复制后再运行。"),
    "writing": Fault("F05", "文件正在写入。", "不用处理，写完后下次运行会读取；一直这样的请重新复制。"),
    "empty": Fault("F06", "文件是空的。", "请重新复制或重新报送。"),
    "large": Fault("F07", "文件有{size}，超过上限{limit}。", "请删去图片和多余的表，另存为 .xlsx 后重新报送。"),
    "zeros": Fault("F08", "文件里没有内容，多半是复制或下载时中断了。", "请重新复制或重新报送。"),
    "truncated": Fault("F09", "文件不完整，后半部分缺失。", "请重新复制或重新报送。"),
    # another kind
    "password": Fault(
        "F10", "文件设有打开密码，无法读取。",
        "请去掉密码，另存为 .xlsx 后重新报送（打开后点“文件”，在“文档加密”或“信息”“保护工作簿”里清空密码）。",
    ),
    "old": Fault("F11", "这是旧版 .xls 或 WPS .et 表格。", _SAVE_AS),
    "old_other": Fault("F12", "这是旧版 Office 的其他文件，不是表格。", _STANDARD),
    "text": Fault("F13", "这是文本或 CSV 文件，不是工作簿。", _STANDARD),
    "html": Fault("F14", "这是网页文件，不是工作簿。", _SAVE_AS),
    "xml": Fault("F15", "这是 XML 格式的表格，不是 .xlsx 工作簿。", _SAVE_AS),
    "pdf": Fault("F16", "这是 PDF 文件，不是工作簿。", _STANDARD),
    "document": Fault("F17", "这是 Word 文档或演示文稿，不是工作簿。", _STANDARD),
    "binary": Fault("F18", "这是 .xlsb 格式的工作簿。", _SAVE_AS),
    "ods": Fault("F19", "这是 .ods 格式的表格。", _SAVE_AS),
    "archive": Fault("F20", "这是压缩包，不是工作簿。", "请先解压，取出里面的工作簿（.xlsx），单独报送。"),
    "picture": Fault("F21", "这是图片或扫描件，不是工作簿。", _STANDARD),
    "unknown": Fault("F22", "认不出这是什么文件，它不是工作簿。", _STANDARD),
    "strict": Fault("F23", "这是“Strict Open XML”格式的工作簿。", "请另存为普通的“Excel 工作簿（.xlsx）”后重新报送。"),
    # a damaged or hostile package
    "zip": Fault("F24", "文件已损坏（内容校验不符）。", _AGAIN),
    "names": Fault("F25", "文件已损坏（内部有重名或名称不对的内容）。", _AGAIN),
    "parts": Fault("F26", "文件内部有{count}个部分，超过上限{limit}个。", _COPY),
    "unpacked": Fault(
        "F27", "文件展开后有{size}，超过上限{limit}，多半有大量只有格式的空行。", "请删去多余的行列，另存后重新报送。",
    ),
    "malformed": Fault("F28", "文件已损坏（内部的内容不完整）。", _AGAIN),
    "doctype": Fault("F29", "文件内部带有不该有的内容，为了安全没有读取。", _AGAIN),
    "encoding": Fault("F30", "文件已损坏（文字读不出来）。", _AGAIN),
    "missing": Fault("F31", "文件已损坏（缺少必要的内容）。", _AGAIN),
    "structure": Fault("F32", "文件已损坏（单元格的位置对不上）。", _AGAIN),
    "range": Fault(
        "F33", "{where}用到{found}，超过上限{limit}。", "请删去远离表格的内容和多余的行列，另存后重新报送。",
    ),
    "texts": Fault("F34", "文件已损坏（文字和单元格对不上）。", _AGAIN),
    "styles": Fault("F35", "文件已损坏（格式和单元格对不上，日期可能读错）。", _AGAIN),
    "sheetless": Fault("F36", "工作簿里没有工作表。", _STANDARD),
    "reader": Fault("F37", "文件读不出来，可能已损坏。", _AGAIN),
    "ratio": Fault(
        "F38", "文件内部展开后是原来的{times}倍，超过上限{limit}倍，不像正常保存的表格，为了安全没有读取。",
        _COPY,
    ),
    "tag": Fault("F39", "文件内部有一处内容长得不正常，超过上限{limit}，为了安全没有读取。", _COPY),
    # what it did to its reader
    "died": Fault("F40", "读这个文件时出错，没有读完。", _COPY),
    "hung": Fault("F41", "读这个文件超过{seconds}秒还没有读完，不再读了。", _COPY),
    "memory": Fault("F42", "读这个文件用到{megabytes} MB内存还不够，没有读完。", _COPY),
    # whole, but not for this run
    "foreign": Fault("F45", "不是标准工作簿：没有找到“支部信息”“会议”“党员”等表。", _STANDARD),
    "stranger": Fault("F46", "“支部信息”表的编码、全称和简称，支部名册里都没有。", "请核对；新支部请乡镇先补进名册。"),
    "nameless": Fault("F47", "没有“支部信息”表，看不出是哪个支部的。", "请补上“支部信息”表后重新报送。"),
}


class Refused(Exception):
    """Inside the gate only: reading stops here."""

    def __init__(self, kind: str, **found: object) -> None:
        """Take the kind of fault, a key of FAULTS, and what its message names."""
        super().__init__(kind)
        self.fault = FAULTS[kind].said(**found)
