"""A line a branch of the roster, and a line a type of unit: what tables of the township print, by tag."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shuzhi import form
from shuzhi.model.indicator import Figure, Indicator, number_text
from shuzhi.model.township import TownshipFacts
from shuzhi.render.environment import Keyed, Names
from shuzhi.render.sentence import BLANK, Number, counted, number

SERIAL = "序号"  # the source of a serial number: printed, no figure
_ROSTER = "支部名册"


@dataclass(frozen=True)
class _Values:
    """Indicators by tag; `tags` knows the name of each, whether there is a value or not."""

    tags: Mapping[str, str]
    values: Mapping[str, Indicator]
    code: str = ""

    def of(self, tag: str) -> Number:
        """The number as printed, its rows with the branch's code; KeyError where no indicator has the tag."""
        one = self.values.get(self.tags[tag])
        return _coded(number(one), self.code) if one else BLANK


class Line(Names):
    """One line: `known` by tag, then the indicators by theirs, made when they are asked for."""

    def __init__(self, known: Mapping[str, Any], values: _Values) -> None:
        super().__init__(known)
        self._numbers = values

    def __getitem__(self, tag: str) -> Any:
        return self._values[tag] if tag in self._values else self._numbers.of(tag)

    def __iter__(self) -> Iterator[str]:
        yield from self._values
        yield from (tag for tag in self._numbers.tags if tag not in self._values)

    def __bool__(self) -> bool:
        return True


def lines(facts: TownshipFacts) -> Keyed:
    """Every branch of the roster in its order, found by 简称, full name or place; figures only of those that count."""
    tags = _tags(facts)
    made = [
        Line({
            "序号": Number(place, number_text(place), SERIAL), "编码": one.code, "简称": one.short_name,
            "全称": one.full_name, "组织类别": one.org_type, "单位类型": one.unit_type,
            "状态": facts.standing.get(one.code, ""),
        }, _Values(tags, facts.values.get(one.code, {}), one.code))
        for place, one in enumerate(facts.expected, 1)
    ]
    names = [(name, line) for one, line in zip(facts.expected, made, strict=True)
             for name in dict.fromkeys((one.short_name, one.full_name, one.place))]
    once = Counter(name for name, _ in names)
    return Keyed(made, {name: line for name, line in names if once[name] == 1})


def subtotals(facts: TownshipFacts) -> tuple[Line, ...]:
    """A line a type of unit in the roster, in the order of the form: how many branches, and their totals."""
    tags, units = _tags(facts), Counter(one.unit_type for one in facts.expected)
    return tuple(
        Line({"单位类型": unit, "支部数": counted(units[unit], _ROSTER)}, _Values(tags, facts.subtotals.get(unit, {})))
        for unit in form.sheet("roster").field("unit_type").choices if units[unit]
    )


def without_serials(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures among the numbers printed, numbered anew: serial numbers are none."""
    told = (one for one in figures if one.source != SERIAL)
    return tuple(Figure(place, one.text, one.source, one.rows) for place, one in enumerate(told, 1))


def _tags(facts: TownshipFacts) -> Mapping[str, str]:
    return {one.tag: one.name for one in facts.all.values()}


def _coded(found: Number, code: str) -> Number:
    if not code or not found.rows:
        return found
    return Number(found.value, found.text, found.source, tuple([f"{code}:{row}" for row in found.rows]))
