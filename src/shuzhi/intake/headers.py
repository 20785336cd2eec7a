"""Header cells understood: the field that a text names, in which unit of money."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from shuzhi.form import Sheet, plain
from shuzhi.intake.values import other_unit

_MONEY = {"元": 1.0, "百元": 100.0, "千元": 1_000.0, "万元": 10_000.0, "百万元": 1_000_000.0, "亿元": 100_000_000.0}
_MONEY_UNIT = re.compile(r"\((?:[^()]*,)?(?:单位:?)?(元|万元|亿元)\)|单位:?(元|万元|亿元)")
# What may stand in brackets behind a title without changing what the column holds; 完成日期（计划） is another column.
_REMARK = re.compile(
    r"(?:单位:?)?(?:[人名位个户次件条份票场支家米亩处盏起期篇块]|人次|户次|平方米|公里)"
    r"|年[/.-]?月[/.-]?日?|公历|阳历|格式.*|[如例].*|请?下拉.*|请?选.*|[1-9]|简[要述写].*|一两句话|[可没无].*|本[年期].*"
)


_MANY = 4096  # texts that are looked into once
_LONGEST = 100  # characters of a title with its remark


class Header(NamedTuple):
    """A header cell understood: the field and the factor of its unit."""

    field: str
    scale: float


@dataclass(frozen=True)
class Known:
    """What the header texts of a sheet mean."""

    sheet: Sheet

    @cached_property
    def texts(self) -> Mapping[str, Header]:
        """Every header text (plain) the sheet understands; a title wins over another field's alias."""
        found: dict[str, Header] = {}
        for field in self.sheet.fields:
            for text in (field.title, re.sub(r"（[^（）]*）$", "", field.title)):
                found.setdefault(plain(text), Header(field.name, 1.0))
        for field in self.sheet.fields:
            for alias in field.aliases:
                found.setdefault(plain(alias), Header(field.name, 1.0))
        return found

    def header(self, cell: object) -> Header | None:
        """The field a cell names, also with a unit or a remark behind: 应到人数（人）, 总投资（元）, 日期（年月日）."""
        return self._header(cell) if isinstance(cell, str) else None

    @cached_property
    def _header(self) -> Callable[[str], Header | None]:
        """The field a text names, looked into once."""
        return lru_cache(maxsize=_MANY)(self._named)

    def _named(self, typed: str) -> Header | None:
        text = plain(typed)
        if text in self.texts:
            return self.texts[text]
        if len(text) > _LONGEST:
            return None
        behind = re.fullmatch(r"(.+?)(?:\((.+)\)|/?([百千万亿]*元)|单位:?(.{1,3}))", text)
        header = self.texts.get(behind.group(1)) if behind else None
        if behind is None or header is None:
            return None
        remark = next(group for group in behind.groups()[1:] if group)
        unit = re.split("[,:]|单位", remark)[-1]
        field = self.sheet.field(header.field)
        money = unit in _MONEY and field.unit in _MONEY
        if not money and (unit.endswith("元") or other_unit(unit, field) or not _REMARK.fullmatch(remark)):
            return None
        return Header(header.field, self._scale(header.field, unit))

    def _scale(self, name: str, unit: str) -> float:
        own = self.sheet.field(name).unit
        return _MONEY[unit] / _MONEY[own] if unit in _MONEY and own in _MONEY else 1.0

    @cached_property
    def is_title(self) -> Callable[[str, str], bool]:
        """Whether a text is the title of a field of that name itself, not another word for it."""
        return lru_cache(maxsize=_MANY)(self._is_title)

    def _is_title(self, text: str, name: str) -> bool:
        return plain(text) in (title := plain(self.sheet.field(name).title), re.sub(r"\([^()]*\)$", "", title))

    @cached_property
    def column(self) -> Callable[[tuple[str, ...], str], Header | None]:
        """The field of a column by its header texts, the group's first: 人数 over 应到, 答复 over 日期.

        A unit of money that only the group or the text in the corner above the table names counts for what stands
        below it.
        """
        return lru_cache(maxsize=_MANY)(self._column)

    def _column(self, texts: tuple[str, ...], corner: str) -> Header | None:
        candidates = ["".join(texts), *reversed(texts)]
        header = next((header for text in candidates if (header := self.header(text))), None)
        if header is None or _MONEY_UNIT.search(plain(texts[-1])):
            return header
        unit = _MONEY_UNIT.search(plain("".join(texts))) or _MONEY_UNIT.search(plain(corner))
        return Header(header.field, self._scale(header.field, unit[1] or unit[2])) if unit else header


@cache
def known_headers(sheet: Sheet) -> Known:
    """What the header texts of a sheet mean; made once a sheet."""
    return Known(sheet)
