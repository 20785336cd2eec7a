"""Jinja's faults in plain Chinese, with the paragraph of the template where they stand."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import Any

from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

from shuzhi.render.budget import TooMuch
from shuzhi.render.environment import Keyed, Names
from shuzhi.render.grammar import NOT_ALLOWED, TOO_DEEP

_LIKE = 0.5
# NameError: of 1e999, which Jinja writes as the unknown name inf.
FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, RecursionError, MemoryError, NameError)
_BLOCK = re.compile(r"{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
UNCLOSED = "{{% {0} %}} 没有结尾，请在它管到的内容后面加上 {{% end{0} %}}（带 p 的写 {{%p end{0} %}}）。"
_UNKNOWN = re.compile(r"(?:has no (?:attribute|element) |^)'([^']+)'(?! has| object)(?: is undefined)?$")
_OPEN = ("if", "for", "macro", "filter", "call", "with", "autoescape", "block")
_REFUSED = "用了模板里不允许的写法，模板只能打印标签、判断和循环。请删掉这个标签。"
_TOO_MUCH = "印得太多，停下来了：多半是循环里又套着循环。请减少循环，或者只循环要印的那一组。"
_SYNTAX = (
    (f"^({NOT_ALLOWED})$", _REFUSED),
    (f"^({TOO_DEEP})$", "标签太长，或者套得太深，请拆成几个简单的标签。"),
    (r"unexpected char '(.)'", "标签里有不能用的符号“{0}”，请用英文输入法重打这个标签。"),
    (r"unexpected '(~)'", "不能用“{0}”拼接，请分成几个标签写，单位写在标签外面，如 {{{{ 指标.党员总数 }}}}名。"),
    (r"(?:unexpected|got) 'end of (?:print )?(statement)'", "标签没有写完，请把它补全。"),
    (r"unexpected '(.+?)'", "标签里多了“{0}”，请删掉。"),
    (r"No filter named '(.+?)'", "不能用“|{0}”，请删掉。"),
    (r"No test named '(.+?)'", "不认识判断“is {0}”，请删掉。"),
    (r"Encountered unknown tag '(end\w+|else|elif)'", "这里的 {{% {0} %}} 没有对应的开头，请补上开头或删掉它。"),
    (r"Encountered unknown tag '(.+?)'", "不认识标签 {{% {0} %}}，请核对写法。"),
    (r"expected token '.+?', got '(.+?)'", "标签写法不对，问题在“{0}”附近，请核对。"),
)


def syntax_reason(fault: TemplateSyntaxError, texts: Sequence[str], number: int) -> tuple[int, str]:
    """Paragraph number and reason of a syntax error; an unclosed block is placed where it was opened."""
    message = fault.message or ""
    if message.startswith("Unexpected end of template"):
        unclosed = _unclosed(texts)
        if unclosed:
            place, tag = unclosed
            return place, UNCLOSED.format(tag)
    for pattern, reason in _SYNTAX:
        match = re.search(pattern, message)
        if match:
            return number, reason.format(match.group(1))
    return number, "标签写法不对，请对照其他段落里的标签核对。"


def run_reason(fault: BaseException, text: str, context: Mapping[str, Any]) -> str:
    """The reason of a fault while printing; `text` is the paragraph where it happened."""
    if isinstance(fault, SecurityError):
        return _REFUSED
    if isinstance(fault, TooMuch):
        return _TOO_MUCH
    if isinstance(fault, UndefinedError):
        return _unknown(fault, text, context)
    if str(fault) == "list":
        return "这个标签是一组内容，不能直接打印，请用 {%p for … %} 一条一条打印。"
    return "这里的写法算不出结果，请对照其他段落里的标签核对。"


def line_of(trace: TracebackType | None) -> int:
    """The line of the innermost template frame of a traceback; 0 if there is none."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _unknown(fault: UndefinedError, text: str, context: Mapping[str, Any]) -> str:
    match = _UNKNOWN.search(fault.message or "")
    name = match.group(1) if match else ""
    keyed = re.search(rf"(\w+)\[[\"'“‘]{re.escape(name)}[\"'”’]\]", text) if name else None
    if keyed and isinstance(listed := context.get(keyed[1]), Keyed):
        return not_listed(name, listed.names)
    written = re.search(rf"((?:\w+\.)*){re.escape(name)}(?!\w)", text) if name else None
    if not written:
        return "有一个标签没有内容可打印，请核对写法。"
    owner = written.group(1).rstrip(".")
    known: Iterable[str] = (key for key in context if not key.startswith("_"))
    if owner:
        value = context.get(owner.split(".")[0])
        known = value if isinstance(value, Names) else _row_tags(context)
    near = nearest(name, known)
    prefix = f"{owner}." if owner else ""
    return f"不认识“{prefix}{name}”，" + (f"是不是“{prefix}{near}”？" if near else "请在标签清单里核对名称。")


def not_listed(name: str, known: Iterable[str]) -> str:
    """What to say of a name that is in no list of branches."""
    near = nearest(name, known)
    return f"支部名册里没有“{name}”，" + (f"是不是“{near}”？" if near else "请核对名称。")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known tag most like a name, of equals one that begins alike; "" if none is like it."""
    def likeness(tag: str) -> tuple[float, bool]:
        return difflib.SequenceMatcher(None, name, tag).ratio(), tag[0] == name[0]

    best = max(sorted(known), key=likeness, default="")
    return best if best and likeness(best)[0] >= _LIKE else ""


def _row_tags(context: Mapping[str, Any]) -> set[str]:
    """Tags of all rows that a template can loop over."""
    rows = (row for value in context.values() if isinstance(value, tuple | Keyed) for row in islice(value, 1))
    return {tag for row in rows if isinstance(row, Names) for tag in row}


def _unclosed(texts: Sequence[str]) -> tuple[int, str] | None:
    """Paragraph number and name of the last block that is opened and never closed."""
    stack: list[tuple[int, str]] = []
    for number, text in enumerate(texts, 1):
        for tag in _BLOCK.findall(text):
            if tag in _OPEN:
                stack.append((number, tag))
            elif tag.startswith("end") and stack and stack[-1][1] == tag[3:]:
                stack.pop()
    return stack[-1] if stack else None
