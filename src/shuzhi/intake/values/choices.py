"""Choices as people write them: the form's synonyms, numbering before them, a full stop or a remark behind them."""

import difflib
import re
from collections.abc import Mapping

from shuzhi.form import Field, plain
from shuzhi.intake.values.result import Fault, Reading, Result, error, in_part
from shuzhi.intake.values.typed import as_text, says_none, visible
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

_NUMBERING = re.compile(r"(?:\([0-9]{1,2}\)|[0-9]{1,2}[.、)]|[A-Da-d]类?[.、):]?)(?=[^0-9])")
_ENDS = "。.,;!、"
_REMARK = re.compile(r"([^()]+)\(([^()]*)\)")
# What may turn a choice into another one: 已办结（部分）, 已完成（80%）, 满意（1人不满意）.
_DOUBT = re.compile(r"[不未没非否拟暂尚?%]|待(?![遇所])|部分|基本|大部|[0-9]成")
_JOINED = re.compile(r"[、，,;；/\n+＋&＆和及与暨兼]|\s+")


def read_choice(typed: Typed, field: Field, reading: Reading) -> Result:
    """The choice meant; of a field with several, all of them joined by 、."""
    text = as_text(typed)
    known = reading.synonyms[field.enum]
    value = _known(text, known)
    if value is not None:
        return value, None
    if says_none(text) or visible(text) == "空":
        return None, None
    if field.multiple:
        parts = [part for part in _JOINED.split(text) if visible(part)]
        found = [_known(part, known) for part in parts]
        if parts and all(found):
            return "、".join(dict.fromkeys(str(part) for part in found)), None
    remark = _REMARK.fullmatch(plain(text).rstrip(_ENDS))
    value = _known(remark.group(1), known) if remark else None
    if remark and value is not None:
        level = Level.WARNING if _doubts(remark.group(2), known) else Level.NOTICE
        return in_part(value, field, "括号里的字没有读。", "这里只留下拉列表里的写法，别的写到“说明”里。", level)
    if field.open:
        hint = "可以保留；能从下拉列表里选最好。"
        return text, Fault("C10", Level.NOTICE, f"“{field.title}”不是下拉列表里的写法。", hint)
    return error("C03", f"“{field.title}”填的不在可选范围里。", _hint(text, field, known))


def _doubts(remark: str, known: Mapping[str, str]) -> bool:
    """Whether a remark in brackets takes back the choice before it, or names another one."""
    return bool(_DOUBT.search(remark)) or _known(remark, known) is not None


def _known(text: str, known: Mapping[str, str]) -> str | None:
    """The choice of a text as it stands, without its end mark, or without its numbering."""
    word = plain(text)
    bare = word.rstrip(_ENDS)
    found = known.get(word) or known.get(bare)
    return found or known.get(_NUMBERING.sub("", bare, count=1) if _NUMBERING.match(bare) else "")


def _hint(text: str, field: Field, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(plain(text)[:40], known, 1, 0.5)
    if near:
        return f"是不是“{known[near[0]]}”？请从下拉列表里选一个。"
    listed = "、".join(field.choices[:8]) + ("等" if len(field.choices) > 8 else "")
    return f"请从下拉列表里选一个：{listed}。"
