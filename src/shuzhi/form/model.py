"""The form as frozen values, read once from its descriptor."""

import dataclasses
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

NOTE = "note"  # 说明, where a branch answers a question of the township: no report and no list of rows prints it
TOLERANCE = 0.01  # of a sum, in 万元: parts typed with two decimals
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z-]*")  # nothing in it to leave out, or to write in another way
_HAN_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Condition:
    """True where any of `fields` is one of `inside`, or filled and none of `outside`, or a date from `since` on."""

    fields: tuple[str, ...]
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class Field:
    """One column (or one item of 支部信息); the words are explained at the head of form.toml."""

    name: str
    title: str
    tag: str
    type: str
    unit: str = ""
    format: str = ""
    required: bool = False
    required_if: tuple[Condition, ...] = ()
    enum: str = ""
    choices: tuple[str, ...] = ()
    open: bool = False
    multiple: bool = False
    month: bool = False
    minimum: float | None = None
    maximum: float | None = None
    default: str = ""
    preprinted: str = ""
    aliases: tuple[str, ...] = ()
    width: int = 0
    help: str = ""
    disclosure: str = "public"
    group: str = ""
    fresh: bool = False
    over: str = "last"
    switch: str = ""

    @property
    def mark(self) -> str:
        """What stands behind the title in the printed header: * required, ○ required in the case named."""
        return "*" if self.required else "○" if self.required_if else ""


@dataclass(frozen=True)
class Check:
    """A row check that is data. le: left[0] <= right[0]; sum: the left parts add up to the right ones (TOLERANCE)."""

    code: str
    shape: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    level: str
    message: str
    hint: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: kind `rows` (one record a row) or `items` (项目 | 内容 | 说明)."""

    name: str
    title: str
    kind: str
    core: bool
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()
    aliases: tuple[str, ...] = ()
    help: str = ""
    dated: str = ""
    nothing: str = ""
    printed: str = ""
    carried: tuple[Condition, ...] = ()
    example: Mapping[str, str] | None = dataclasses.field(default=None, hash=False)
    starter: tuple[Mapping[str, str], ...] = dataclasses.field(default=(), hash=False)

    def __hash__(self) -> int:
        """By name: what is cached by sheet is looked up for every row of every workbook."""
        return hash(self.name)

    def field(self, name: str) -> Field:
        """The field of a name; KeyError if there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}


@dataclass(frozen=True)
class Form:
    """A whole form; `synonyms`: list of choices → what people write (plain) → the choice."""

    name: str
    title: str
    version: str
    sheets: tuple[Sheet, ...]
    synonyms: Mapping[str, Mapping[str, str]]
    foot: str = ""

    def sheet(self, name: str) -> Sheet:
        """The sheet of a name; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def title_of(self, name: str) -> str:
        """The title staff see; "" for the file as a whole."""
        return self.sheet(name).title if name else ""

    def printed(self, switches: frozenset[str] = frozenset()) -> "Form":
        """The form as our workbooks show it: without the fields whose switch is off."""
        return dataclasses.replace(self, sheets=tuple(_printed(sheet, switches) for sheet in self.sheets))


@cache
def load(name: str = "form") -> Form:
    """The form of `<name>.toml` beside this module (form: the standard workbook; township: 乡镇台账)."""
    data = _read(name)
    shared = _read(data["shares"]) if "shares" in data else {}
    choices: dict[str, list[str]] = shared.get("choices", {}) | data["choices"]
    given = shared.get("synonyms", {}) | data.get("synonyms", {})
    return Form(
        data["name"], data["title"], data["version"],
        tuple(_sheet(entry, choices) for entry in data["sheet"]),
        {key: _synonyms(values, given.get(key, {})) for key, values in choices.items()},
        data.get("foot", ""),
    )


def version() -> str:
    """The version of the standard workbook: it stands before the first table of form.toml."""
    head: str = tomllib.loads(_text("form").partition("\n[")[0])["version"]
    return head


@cache
def sheet(name: str) -> Sheet:
    """The sheet of a name, of the standard workbook or of 乡镇台账; KeyError if neither has it."""
    try:
        return load().sheet(name)
    except KeyError:
        return load("township").sheet(name)


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A header, choice or name reduced to what counts: NFKC, no spaces, line breaks, marks, quotes or （必填）."""
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\s\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+", "", text)
    text = re.sub(r"[(\[【](?:必填项?|选填|必须填|可不填)[)\]】]|[*○●★※]", "", text)
    return re.sub("[\"'“”‘’「」]", "", text).rstrip(":")


def tag(title: str) -> str:
    """The Jinja name of a title: without brackets, money units, % and leading digits (60岁以上 → 六十岁以上)."""
    text = re.sub(r"（[^（）]*元）", "", title)
    text = re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", text))
    digits = re.match(r"\d+", text)
    return han_number(int(digits.group())) + text[digits.end():] if digits else text


def han_number(number: int) -> str:
    """A number in Han digits: 60 → 六十, 11 → 十一, 111 → 一百一十一; from 10,000 on as it is."""
    if number > 9999:
        return str(number)
    for size, unit in ((1000, "千"), (100, "百")):
        if number >= size:
            first, rest = divmod(number, size)
            between = ("零" if 0 < rest < size // 10 else "") + ("一" if 10 <= rest < 20 else "")
            return _HAN_DIGITS[first] + unit + between + (han_number(rest) if rest else "")
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN_DIGITS[ones]
    return ("" if tens == 1 else _HAN_DIGITS[tens]) + "十" + (_HAN_DIGITS[ones] if ones else "")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return (files("shuzhi.form") / f"{name}.toml").read_text("utf-8")


def _printed(sheet: Sheet, switches: frozenset[str]) -> Sheet:
    fields = tuple(field for field in sheet.fields if not field.switch or field.switch in switches)
    return sheet if len(fields) == len(sheet.fields) else dataclasses.replace(sheet, fields=fields)


def _sheet(entry: dict[str, Any], choices: Mapping[str, list[str]]) -> Sheet:
    data = dict(entry)
    fields = tuple(_field(item, choices) for item in data.pop("fields"))
    checks = tuple(_check(item) for item in data.pop("checks", []))
    data["aliases"] = tuple(data.get("aliases", ()))
    data["starter"] = tuple(data.get("starter", ()))
    data["carried"] = tuple(map(_condition, data.get("carried", ())))
    return Sheet(fields=fields, checks=checks, **data)


def _field(item: dict[str, Any], choices: Mapping[str, list[str]]) -> Field:
    data = dict(item)
    data["required_if"] = tuple(map(_condition, data.get("required_if", ())))
    data["aliases"] = tuple(data.get("aliases", ()))
    data["choices"] = tuple(choices[data["enum"]]) if "enum" in data else ()
    return Field(tag=tag(data["title"]), **data)


def _condition(when: Mapping[str, Any]) -> Condition:
    return Condition(
        tuple(when["fields"]), tuple(when.get("in", ())), tuple(when.get("out", ())),
        date.fromisoformat(when["from"]) if "from" in when else None,
    )


def _check(item: dict[str, Any]) -> Check:
    left = tuple(item["left"]) if "left" in item else (item["a"],)
    right = tuple(item["right"]) if "right" in item else (item["b"],)
    code = "C07" if item["shape"] == "le" else "C08"
    return Check(code, item["shape"], left, right, item["level"], item["message"], item["hint"])


def _synonyms(values: list[str], given: Mapping[str, list[str]]) -> dict[str, str]:
    found = {plain(value): value for value in values}
    for value, others in given.items():
        found.update({plain(other): value for other in others})
    return found

