"""What a workbook reaches for outside itself: other workbooks, databases, addresses, programs, macros, objects."""

import re
from collections.abc import Iterator

from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.render.relations import has_macros, relations
from shuzhi.render.tables.book import Book, S, Sheet
from shuzhi.render.tables.tags import place_of

_MACROS = "里面有宏，填出来打不开。请在 Excel 或 WPS 里另存为不带宏的“Excel 工作簿（.xlsx）”，再运行一次。"
_ELSEWHERE = "公式引用了别的工作簿，交上去就算不出来了。请把公式改成引用本工作簿，或者改成数值。"
_CALLS = "公式会去读网址、别的程序或别的文件。请改成数值，再运行一次。"
_LINKED = "里面连着外面的文件、数据库或网址，打开时会去读它。请在“数据”里断开链接、删掉连接，另存后再运行一次。"
_OBJECT = "里面嵌着别的文件或控件。请删掉它，另存后再运行一次。"
_OTHER_BOOK = re.compile(r"\[\d+\][^\]\[!]*!")
# Functions that fetch, call or register; program|topic!item; a sheet of another file. A link inside the book may stay.
_CALLING = re.compile(
    r"(?<![\w.])(?:_xlfn\.|_xlws\.)*(?:WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|DDE|STOCKHISTORY|PY"
    r"|SQL\.REQUEST|IMPORT\w+)\s*\("
    r"|HYPERLINK\s*\(\s*(?!\"(?:\#|https?://|mailto:)[^\"]*\"\s*[,)])|\|[^|!\"]*!|'(?:file|https?|ftp)://|\\\\",
    re.IGNORECASE,
)
_RULES = ("formula", "formula1", "formula2")  # of formats and validations
_SOURCES = ("externalLink", "connections", "queryTable", "xmlMaps", "powerPivotData", "customDataProps")
_OBJECTS = ("ctrlProp", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet")  # beside those of any office file


def outside(book: Book) -> Iterator[TemplateFault]:
    """Everything in a workbook that reaches outside, or runs: cells first, then the file as a whole."""
    if has_macros(book.members):
        yield TemplateFault(book.name, _MACROS)
    for sheet in book.sheets:
        yield from _formulas(book, sheet)
    for name in book.workbook.iter(S + "definedName"):
        if reason := _reason(name.text or ""):
            yield TemplateFault(book.name, reason, part=f"名称“{name.get('name', '')}”")
    for reason in dict.fromkeys(reason for path in sorted(book.members) for reason in _related(book, path)):
        yield TemplateFault(book.name, reason)


def _formulas(book: Book, sheet: Sheet) -> Iterator[TemplateFault]:
    for cell in sheet.root.iter(S + "c"):
        if reason := _reason(cell.findtext(S + "f") or ""):
            yield TemplateFault(book.name, reason, part=place_of(sheet.title, cell.get("r", "")))
    others = (node for node in sheet.root.iter(etree.Element) if etree.QName(node).localname in _RULES)
    for reason in dict.fromkeys(_reason(node.text or "") for node in others):
        if reason:
            yield TemplateFault(book.name, reason, part=f"“{sheet.title}”表的条件格式或数据验证")


def _reason(formula: str) -> str:
    """Why a formula may not stand in a workbook that leaves the office; "" if it may."""
    if _OTHER_BOOK.search(formula):
        return _ELSEWHERE
    return _CALLS if _CALLING.search(formula) else ""


def _related(book: Book, path: str) -> Iterator[str]:
    """Why what the relationships of one part lead to may not stay."""
    if not path.endswith(".rels"):
        return
    root = book.part(path)
    for one in relations(path, root) if root is not None else ():
        if one.kind in _SOURCES:
            yield _LINKED
        elif one.is_object or one.kind in _OBJECTS:
            yield _OBJECT
        elif one.reaches:
            yield _LINKED
