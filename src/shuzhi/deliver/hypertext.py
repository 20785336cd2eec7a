"""What the page must be before it is handed over: readable, of one piece, asking nothing of any other place."""

import re
from collections import Counter

from lxml import html

# Attributes that a browser fetches or goes to.
_ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "background", "ping")
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_IN_STYLE = re.compile(r"@import|url\((?!\s*['\"]?\s*(?:data:|#))", re.IGNORECASE)


def page_faults(content: bytes) -> list[str]:
    """Faults of an HTML file, each a Chinese phrase: what it fetches from outside, code in attributes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ["不是 UTF-8 文字"]
    if not text.strip():
        return ["网页是空的"]
    page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    twice = [name for name, count in Counter(_texts(page, "//@id")).items() if count > 1]
    handler = str(page.xpath("name(//@*[starts-with(name(), 'on')])"))
    return [
        *(f"网页引用了外面的地址（{where}）" for where in _outside(page)),
        *([f"网页的标记里有程序（{handler}）"] if handler else []),
        *(f"网页里编号 {name} 出现了两次" for name in twice),
    ]


def _outside(page: html.HtmlElement) -> list[str]:
    """The attributes and style sheets that name something outside the delivery."""
    found = {
        name for name in _ADDRESSES
        for value in _texts(page, f"//@{name}") if _OUTSIDE.match(value) and not value.startswith("data:")
    }
    styles = [*_texts(page, "//style/text()"), *_texts(page, "//@style")]
    return sorted(found | {"样式" for style in styles if _IN_STYLE.search(style)})


def _texts(page: html.HtmlElement, path: str) -> list[str]:
    found = page.xpath(path)
    return [str(text) for text in found if isinstance(text, str)] if isinstance(found, list) else []
