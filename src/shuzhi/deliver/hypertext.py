"""What the page must be before it is handed over: readable, of one piece, asking nothing of any other place."""

import codecs
import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from shuzhi.deliver.text import text_faults

# Attributes that a browser fetches or goes to.
_ADDRESSES = frozenset({"href", "src", "srcset", "action", "formaction", "data", "poster", "background", "ping"})
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_STYLE = re.compile(rb"<(?:s|\xc5\xbf)tyle\b.*?(?=</style[\s/>]|\Z)", re.IGNORECASE | re.DOTALL)
_IN_STYLE = re.compile(r"@import|url\((?!\s*['\"]?\s*(?:data:|#))", re.IGNORECASE)
_BEGIN = 1 << 10  # bytes
_MARK = "plain-tags"  # an element of no page
_MARKED = re.compile(_MARK.encode(), re.IGNORECASE)
_ONCE = re.compile(rb"<(?:html|head|body)\b", re.IGNORECASE)  # a parser leaves out a second one with its attributes
# Tags that begin and end where text stands, with nothing in them that is looked at, and the texts behind them.
_PLAIN = re.compile(
    rb"(?:</?(?:tr|td|th|span|small|li|dl|dt|dd|ul|p|b|h4|div|strong)"
    rb"""(?: (?:class|scope|data-(?:b|level|key))=(?:"[^"<>]*+"|[\w-]++))*+>[^<]*+"""
    rb"""|<a href="#b\d++">[^<]*+</a>[^<]*+)++"""
)


def page_faults(content: bytes) -> list[str]:
    """Faults of an HTML file, each a Chinese phrase: what it fetches from outside, code in attributes."""
    if found := text_faults(content):
        return found
    page = content.removeprefix(codecs.BOM_UTF8)
    if not page[:_BEGIN].decode(errors="ignore").strip() and not page.decode().strip():
        return ["网页是空的"]
    seen = _seen(page)
    for sheet in _STYLE.findall(page):
        seen.style(sheet.decode())
    twice = [name for name, count in Counter(seen.ids).items() if count > 1]
    return [
        *(f"网页引用了外面的地址（{where}）" for where in sorted(seen.outside)),
        *([f"网页的标记里有程序（{seen.handler}）"] if seen.handler else []),
        *(f"网页里编号 {name} 出现了两次" for name in twice),
    ]


def _seen(page: bytes) -> "_Seen":
    """What a parser meets in a page, which may be left with a mark for each run of plain tags.

    Where it meets every mark as a tag, no run stood in an attribute, a comment or a script. A mark begins the body,
    which not every run does: none is left where that may matter.
    """
    mark = f"<{_MARK}/>".encode()
    shorter, runs = _PLAIN.subn(mark, page)
    if not _MARKED.search(page) and not _ONCE.search(shorter, shorter.find(mark) if runs else len(shorter)):
        seen = _parsed(shorter)
        if seen.marks == runs:
            return seen
    return _parsed(page)


def _parsed(page: bytes) -> "_Seen":
    seen = _Seen()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=seen)  # type: ignore[arg-type] # str alone
    etree.fromstring(page, parser)
    return seen


class _Seen:
    """What a parser meets in a page, without a tree of it: that of a thousand branches takes 150 MB.

    outside  the attributes and style sheets that name something outside the delivery
    handler  the first attribute that is code, "" = none
    marks    how many elements are called _MARK
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.outside: set[str] = set()
        self.handler = ""
        self.marks = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.marks += tag == _MARK
        for name, value in attributes.items():
            if name == "id":
                self.ids.append(value)
            elif name == "style":
                self.style(value)
            elif name in _ADDRESSES:
                if _OUTSIDE.match(value) and not value.startswith("data:"):
                    self.outside.add(name)
            elif name.startswith("on") and not self.handler:
                self.handler = name

    def close(self) -> None:
        """Nothing is built."""

    def style(self, text: str) -> None:
        """A style sheet, or the style of one element."""
        if _IN_STYLE.search(text):
            self.outside.add("样式")
