"""Names of persons: one spelling for matching, a remark in brackets told, what may be no name doubted.

Source of the spellings: the project's domain notes, section 5.5.
"""

import re

from shuzhi.form import Field
from shuzhi.intake.values.result import Fault, Reading, Result, in_part
from shuzhi.intake.values.typed import as_text, half_width, visible
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

_DOTS = re.compile(r"\s*[·•‧・⋅∙･]\s*|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
_BETWEEN = re.compile(r"[、,;/|\\\n]")
_COMPOUND = frozenset({
    "欧阳", "上官", "司马", "司徒", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "端木", "南宫",
    "长孙", "宇文", "轩辕", "独孤", "东郭", "百里", "呼延", "闻人", "澹台", "公冶", "申屠", "钟离",
})
# A remark that tells namesakes apart is part of the name.
_NAMESAKE = re.compile(r"[大小老女男]|[0-9]{1,2}|[一二三四五六七八九十甲乙丙丁]{1,2}")
_REMARK = re.compile(r"(.+?)\(([^()]*)\)")
_TITLE = r"(?:(?:村?党?(?:总支|支部)|支|村)?(?:副?书记|副?主任|委员)|老师|教授|先生|女士|同志)"
_TITLED = re.compile(rf"{_TITLE}([\u3400-\u9fff]{{2,3}})|([\u3400-\u9fff]{{2,4}}?){_TITLE}")
# Names of Han characters in none of which a title, 同志 or 某 can stand.
_HAN = r"(?:(?![某书主委老教先女同])[\u3400-\u9fff]){2,4}+"
_USUAL = re.compile(f"{_HAN}(?:、{_HAN})*+")
_SHORT = 2  # characters of the shortest name
_UNSURE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd*?□■〓○×某0-9]|[Xx]{1,3}$|^" + _TITLE + "$")


def read_names(typed: Typed, field: Field, _reading: Reading) -> Result:
    """One name or several, joined by 、."""
    if isinstance(typed, str) and _USUAL.fullmatch(typed):
        return typed, None
    parts = [part.strip().lstrip("'’‘`").strip() for part in _BETWEEN.split(half_width(as_text(typed)))]
    found = [_name(_DOTS.sub("·", part)) for part in parts if visible(part)]
    value = "、".join(name for name, _ in found) or None
    doubts = {doubt for _, doubt in found}
    if "several" in doubts:
        hint = "几个人用“、”隔开；一个人的姓名中间不要空格。"
        return value, Fault("C14", Level.WARNING, f"“{field.title}”看不出是一个人还是几个人。", hint)
    if "unsure" in doubts:
        hint = "请写全姓名；打不出的字可用同音字，并在“说明”里写明。"
        return value, Fault("C14", Level.WARNING, f"“{field.title}”里有的字不像姓名。", hint)
    if "remark" in doubts:
        return in_part(value, field, "只取了姓名，别的字没有读。", "这里只写姓名，别的写到“说明”里。")
    return value, None


def _name(text: str) -> tuple[str, str]:
    """(name, "" | remark | several | unsure)."""
    name, doubt = _bare(text)
    tokens = name.split()
    if len(tokens) > 1 and not any("a" <= token[-1].lower() <= "z" for token in tokens):
        name, several = _spaced(tokens)
        doubt = several or doubt
    else:
        name = " ".join(tokens)
    bare = re.sub(r"（[^（）]+）$", "", name)
    unsure = len(bare) < _SHORT or _UNSURE.search(re.sub(r"（[0-9]+）$", "", name))
    return name, "unsure" if unsure and doubt != "several" else doubt


def _bare(text: str) -> tuple[str, str]:
    """A name without its remark or title; 同志 goes without a word."""
    match = _REMARK.fullmatch(re.sub(r"同志$", "", text))
    if match and _NAMESAKE.fullmatch(match.group(2)):
        return f"{match.group(1).strip()}（{match.group(2)}）", ""
    name, doubt = (match.group(1), "remark") if match else (re.sub(r"\s*同志$", "", text) or text, "")
    titled = _TITLED.fullmatch(visible(name))
    return (titled.group(1) or titled.group(2), "remark") if titled else (name, doubt)


def _spaced(tokens: list[str]) -> tuple[str, str]:
    """张 三 is one name, 张三 李四 two; 张 三 李 四 stays as typed: only the branch knows."""
    whole, sizes = "".join(tokens), [len(re.sub(r"（.*", "", token)) for token in tokens]
    compound = "".join(tokens[:2])[:2] in _COMPOUND
    if sum(sizes) <= 3 or (compound and sum(sizes) <= 4):
        return whole, ""
    if all(2 <= size <= 4 or "·" in token for size, token in zip(sizes, tokens, strict=True)):
        return "、".join(tokens), ""
    return " ".join(tokens), "several"
