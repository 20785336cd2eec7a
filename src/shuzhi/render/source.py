"""A template's XML parts made ready for Jinja: each paragraph marked with its number, faults found at once."""

import marshal
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import MAGIC_NUMBER
from io import BytesIO
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from jinja2 import Template as Compiled
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from shuzhi import untrusted
from shuzhi.errors import TemplateFault, reason_of
from shuzhi.render.environment import Environment
from shuzhi.render.explain import syntax_reason
from shuzhi.render.outside import outside, untied
from shuzhi.untrusted import Unfit, content

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TITLES = {"document": "", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
# Another opening ends the search for the closing: else a text full of openings takes minutes.
TAGS = re.compile(r"{{(?:(?!{{).)*?}}|{%(?:(?!{%).)*?%}|{#(?:(?!{#).)*?#}", re.DOTALL)
_UNREADABLE = "打不开，它不是 Word 文档（.docx）或已经损坏。请在 Word 或 WPS 里另存为 .docx。"
DAMAGED = "文件已经损坏，请在 Word 或 WPS 里打开后另存。"
NO_GRID = "有一个表格缺少列宽，请在 Word 里打开模板后另存一次。"
_NEEDED = frozenset({"word/document.xml", "[Content_Types].xml", "_rels/.rels"})
_BRACES = re.compile("{[{%#]|[}%#]}")
_RICH = re.compile(r"{{(?:p|tr|tc|r)\s|{%r\s|{#(?:p|tr|tc)\s")
_MOST_TAGS = 10_000  # of one part: each takes a millisecond to compile; the longest template has 600
_MANY = "标签太多了。相同的内容请写成循环，或者分成几份模板。"
_ELSEWHERE = "标签只能写在正文文字里，不能写在域代码、公式、替代文字这些地方。请移到正文里。"
_FOREIGN = "{{p … }}、{{r … }} 这样的标签在这里不能用，请去掉大括号后面的字母。"
_MARK = re.compile(r"¶(\d+)$")


@dataclass(frozen=True)
class Part:
    """One XML part: `texts` are its paragraphs as typed, `source` what Jinja compiled to `code`, its lines marked ¶n.

    It can be handed to another process, which need not compile it.
    """

    path: str
    title: str
    texts: tuple[str, ...]
    source: str
    code: CodeType = field(compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """The code as Python keeps it, and which Python."""
        return _taken, (self.path, self.title, self.texts, self.source, marshal.dumps(self.code), MAGIC_NUMBER)

    @cached_property
    def compiled(self) -> Compiled:
        """What Jinja prints."""
        environment = Environment()
        return Compiled.from_code(environment, self.code, environment.make_globals(None))

    def paragraph(self, line: int) -> int:
        """The number of the paragraph that stands on a line of `source` (both from 1); 0 before the first."""
        return marked(self.source, line)


def read(path: Path) -> bytes:
    """The bytes of a file of templates/; TemplateFault where it cannot be read, is none, is far too large."""
    try:
        return content(path)
    except Unfit as fault:
        raise TemplateFault(path.name, fault.reason) from None
    except OSError as fault:
        raise TemplateFault(path.name, f"读不了这个文件（{reason_of(fault)}），请核对文件名和权限。") from None


def members(data: bytes, name: str) -> Mapping[str, bytes]:
    """The members of a .docx by name; TemplateFault if it is none, or reaches outside itself (see outside.py)."""
    try:
        found = untrusted.members(data, _UNREADABLE)
    except Unfit as fault:
        raise TemplateFault(name, fault.reason, part=title_of(fault.part)) from None
    if _NEEDED - found.keys():
        raise TemplateFault(name, _UNREADABLE)
    own = untied(found)
    for reach in outside(own):
        raise TemplateFault(name, reach.reason, reach.paragraph, reach.text, title_of(reach.part))
    return own


def parts(found: Mapping[str, bytes], name: str, environment: Environment) -> tuple[Part, ...]:
    """Every part that can hold tags, compiled; TemplateFault at the first fault."""
    return tuple(_part(path, data, name, environment) for path, data in sorted(found.items()) if PARTS.fullmatch(path))


def marked(source: str, line: int) -> int:
    """The number of the last mark above a line."""
    for text in reversed(source.split("\n")[: max(line - 1, 0)]):
        mark = _MARK.search(text)
        if mark:
            return int(mark.group(1))
    return 0


def title_of(path: str) -> str:
    """What staff call a part: 页眉 …; "" for the body."""
    return next((title for kind, title in _TITLES.items() if path.startswith(f"word/{kind}")), "")


def stock() -> "DocxTemplate":
    """Docxtpl, for what is done as it does it; no document."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy: what others compiled seldom needs it

    return DocxTemplate(BytesIO())


def _part(path: str, data: bytes, name: str, environment: Environment) -> Part:
    title = title_of(path)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError:
        raise TemplateFault(name, DAMAGED, part=title) from None
    texts = tuple("".join(own_text(node)) for node in root.iter(W + "p"))
    for number, text in enumerate(texts, 1):
        reason = lost(text) or (_FOREIGN if _RICH.search(text) else "")
        if reason:
            raise TemplateFault(name, reason, number, text.strip(), title)
    if reason := _unread(root, texts):
        raise TemplateFault(name, reason, part=title)
    if any(table.find(W + "tblGrid") is None for table in root.iter(W + "tbl")):
        raise TemplateFault(name, NO_GRID, part=title)
    source = stock().patch_xml(_numbered(etree.tostring(root, encoding="unicode")))
    try:
        return Part(path, title, texts, source, environment.compile(source))
    except TemplateSyntaxError as fault:
        number, reason = syntax_reason(fault, texts, marked(source, fault.lineno))
        raise TemplateFault(name, reason, number, texts[number - 1].strip() if number else "", title) from None


def _taken(path: str, title: str, texts: tuple[str, ...], source: str, *handed: bytes) -> Part:
    """A part that another process compiled; another Python compiles it again."""
    code, python = handed
    same = python == MAGIC_NUMBER
    own: CodeType = marshal.loads(code) if same else Environment().compile(source)  # noqa: S302 - from our own process
    return Part(path, title, texts, source, own)


def _unread(root: etree._Element, texts: Sequence[str]) -> str:
    """Why docxtpl's patterns may not be let loose on a part: they take minutes where tags stand oddly; "" if not."""
    if sum(len(TAGS.findall(text)) for text in texts) > _MOST_TAGS:
        return _MANY
    for node in root.iter():
        held = node.tag == W + "t" and next(node.iterancestors(W + "p"), None) is not None
        written = [node.tail, None if held else node.text]
        if any(text and ("{" in text or "}" in text) for text in written):
            return _ELSEWHERE
        if any(_BRACES.search(str(value)) for value in node.attrib.values()):
            return _ELSEWHERE
        if node.tag == W + "tc" and node.find(W + "tcPr") is not None and node[0].tag != W + "tcPr":
            return DAMAGED
    return ""


def own_text(node: etree._Element) -> Iterator[str]:
    """The text of a paragraph without that of text boxes inside it."""
    for text in node.iter(W + "t"):
        if next(text.iterancestors(W + "p")) is node:
            yield text.text or ""


def _numbered(xml: str) -> str:
    """A Jinja comment with its number and a line break before each paragraph: it prints nothing and keeps the place."""
    count = 0

    def mark(_match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{{#¶{count}\n#}}<w:p"

    return re.sub(r"<w:p(?=[ />])", mark, xml)


def lost(text: str) -> str:
    """Why a paragraph would print something else than what its author sees; "" if all is well."""
    rest = TAGS.sub("", text)
    if re.search("[｛｝]", text):
        return "有全角的大括号，标签要用半角的 {{ }} 和 {% %}，请切换到英文输入法重打。"
    if re.search("[{}]", rest):
        return "大括号不成对，标签要写成 {{ 名称 }} 或 {% … %}，请补全或删掉多余的大括号。"
    if re.search(r"{%p\s|{{p\s", text) and (rest.strip() or len(TAGS.findall(text)) > 1):
        return "{%p … %} 要单独占一段，同一段里的其他文字会丢失，请把它们分成两段。"
    return ""
