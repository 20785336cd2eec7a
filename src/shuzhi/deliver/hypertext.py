"""What the page must be before it is handed over: readable, of one piece, asking nothing of any other place."""

import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

# Attributes that a browser fetches or goes to.
_ADDRESSES = frozenset({"href", "src", "srcset", "action", "formaction", "data", "poster", "background", "ping"})
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_STYLE = re.compile(r"<style\b.*?(?=</style[\s/>]|\Z)", re.IGNORECASE | re.DOTALL)
_IN_STYLE = re.compile(r"@import|url\((?!\s*['\"]?\s*(?:data:|#))", re.IGNORECASE)
_MARK = "plain-tags"  # an element of no page
_ONCE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)  # a parser leaves out a second one with its attributes
# Tags that begin and end where text stands, with nothing in them that is looked at, and the texts behind them.
_PLAIN = re.compile(
    r"(?:</?(?:tr|td|th|span|small|li|dl|dt|dd|ul|p|b|h4|div|strong)"
    r"""(?: (?:class|scope|data-(?:b|level|key))=(?:"[^"<>]*+"|[\w-]++))*+>[^<]*+"""
    r"""|<a href="#b\d++">[^<]*+</a>[^<]*+)++"""
)


def page_faults(content: bytes) -> list[str]:
    """Faults of an HTML file, each a Chinese phrase: what it fetches from outside, code in attributes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ["不是 UTF-8 文字"]
    if not text.strip():
        return ["网页是空的"]
    seen = _seen(text)
    for sheet in _STYLE.findall(text):
        seen.style(sheet)
    twice = [name for name, count in Counter(seen.ids).items() if count > 1]
    return [
        *(f"网页引用了外面的地址（{where}）" for where in sorted(seen.outside)),
        *([f"网页的标记里有程序（{seen.handler}）"] if seen.handler else []),
        *(f"网页里编号 {name} 出现了两次" for name in twice),
    ]


def _seen(text: str) -> "_Seen":
    """What a parser meets in a page, which may be left with a mark for each run of plain tags.

    Where it meets every mark as a tag, no run stood in an attribute, a comment or a script. A mark begins the body,
    which not every run does: none is left where that may matter.
    """
    shorter, runs = _PLAIN.subn(f"<{_MARK}/>", text)
    if _MARK not in text.lower() and not _ONCE.search(shorter, shorter.find(_MARK) if runs else len(shorter)):
        seen = _parsed(shorter)
        if seen.marks == runs:
            return seen
    return _parsed(text)


def _parsed(text: str) -> "_Seen":
    seen = _Seen()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=seen)  # type: ignore[arg-type] # str alone
    etree.fromstring(text.encode(), parser)
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
