"""Rules for typed text: placeholders, words the township forbids, other branches' names. The value is never quoted."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

import pandas as pd

from shuzhi.form import Field, Sheet, load
from shuzhi.model.units import FIELD, SHEETS
from shuzhi.model.words import Level
from shuzhi.validate.rule import Rule
from shuzhi.validate.scene import Scene

PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸｘ×＊*○△□]{1,4}(?=[\u4e00-\u9fff])(?![光线])|(?<=[\u4e00-\u9fff])[XxＸｘ×＊*○△□]{2,4}(?![A-Za-z])"
    r"|(?<=[\u4e00-\u9fff])[XxＸｘ](?=[\u4e00-\u9fff%％])(?![光线])|_{2,}|（\s*）|\(\s*\)|##\w+##"
)
_SIZE = re.compile(r"\d\s*$")


def text_fields(sheet: Sheet) -> Iterator[Field]:
    """The columns with free text: no choices, no names, numbers, periods."""
    for field in sheet.fields:
        if field.type == "string" and not field.enum and not field.format:
            yield field


def rules() -> tuple[Rule, ...]:
    """One rule a text column and kind of fault, all from the form."""
    found = []
    for sheet in load().sheets:
        for field in text_fields(sheet):
            for code, message, hint, predicate in KINDS:
                if code == "R02" and (sheet.kind == "items" or (sheet.name in SHEETS and field.name == FIELD)):
                    continue  # 支部信息 names the superior bodies, 所在支部 a branch (B20 to B22)
                test = partial(predicate, sheet=sheet.name, field=field.name)
                found.append(Rule(code, sheet.name, (field.name,), Level.ERROR, message, hint, test))
    return tuple(found)


def _matches(scene: Scene, sheet: str, field: str) -> pd.Series:
    return _found(scene[sheet][field], lambda text: any(_is_placeholder(text, m) for m in PLACEHOLDER.finditer(text)))


def _is_placeholder(text: str, match: re.Match[str]) -> bool:
    """3×4 and 5*6 are sizes, not placeholders."""
    return not (match.group() in "×*＊" and _SIZE.search(text[: match.start()]))


def _forbidden(scene: Scene, sheet: str, field: str) -> pd.Series:
    settings = scene.settings
    words = [word.word for word in settings.words if word.kind == "禁用" and word.meant(settings.coverage)]
    return _found(scene[sheet][field], lambda text: any(word in text for word in words))


def _other_branch(scene: Scene, sheet: str, field: str) -> pd.Series:
    """A name of a branch that is neither the row's own, nor its 总支, nor one of the 支部 of either."""
    frame = scene[sheet]
    hits = pd.Series(data=False, index=frame.index)
    names = _any_name(tuple(name for branch in scene.settings.branches for name in branch.names))
    for place in frame.index[_found(frame[field], lambda text: names.search(text) is not None)]:
        code = scene.branch_codes.get(int(frame.loc[place, "submission"]), "")
        own = [name for branch in scene.settings.family(code) for name in branch.names]
        text = str(frame.loc[place, field])
        for name in sorted(own, key=len, reverse=True):
            text = text.replace(name, "\0")
        hits[place] = names.search(text) is not None
    return hits


@lru_cache(maxsize=4)
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names (of three characters or more: shorter ones are words of their own)."""
    long = sorted({name for name in names if len(name) >= 3}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)) or r"(?!)")


def _found(texts: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    known = {text: test(text) for text in texts.dropna().unique()}
    return texts.map(known).fillna(value=False).astype(bool) if known else pd.Series(data=False, index=texts.index)


KINDS = (
    ("R01", "留有没填的占位符（如 X、XX、____）。", "请换成实际内容；没有的删去这句话。", _matches),
    ("R02", "出现了别的支部的名称。", "请核对是不是照抄了别处的内容，改成本支部的。", _other_branch),
    ("R03", "出现了乡镇规定不能用的词语。", "请删去或换成规定的写法。", _forbidden),
)
