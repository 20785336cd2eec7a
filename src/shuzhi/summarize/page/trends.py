"""Charts of one indicator at a time, which the reader chooses: by branch, and over the periods."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from shuzhi.model.indicator import headed
from shuzhi.model.period import Period
from shuzhi.model.results import Results
from shuzhi.summarize.headings import headings
from shuzhi.summarize.page.figures import value_text
from shuzhi.summarize.values import tuples

TOTAL = "TOTAL"
RATE = "%"
# More branches than can be told apart in one picture are shown by unit type (or, where ranks are wanted, both ends).
MOST_BRANCHES, ENDS = 40, 20
MOST_PERIODS = 8

Chart = Mapping[str, Any]
Number = int | float | None
Bar = tuple[str, float, str, float, float]  # short name, and of its indicator the columns of _NUMBER
_NUMBER = ("value", "unit", "numerator", "denominator")


def indicators(results: Results) -> Chart:
    """Every indicator that some branch has: {options: [{group, name, title}], first, note, bars: {name: …}}.

    bars: {unit, labels, values}: a bar a branch in the roster's order, by value where 参数 asks for ranks.
    """
    branches = results.branches.set_index("branch_code")
    own = _own(results.indicators)
    own = own.assign(**{name: own["branch_code"].map(branches[name]) for name in ("short_name", "unit_type")})
    ranked = "ranks" in results.settings.switches
    many = len(results.branches) > MOST_BRANCHES
    options = _options(own)
    rows = _by_unit_type(own) if many and not ranked else own
    found: dict[str, list[Bar]] = {}
    for name, *bar in tuples(rows, ("name", "short_name", *_NUMBER)):
        found.setdefault(name, []).append((bar[0], *bar[1:]))
    bars = {one["name"]: _bars(found.get(one["name"], []), ranked=ranked) for one in options}
    return {
        "options": options, "first": options[0]["name"] if options else "", "bars": bars,
        "note": _note(ranked=ranked, many=many), "empty": "还没有通过核对的支部，所以没有指标。",
    }


def trend(results: Results) -> Chart:
    """The indicators over earlier periods and now: {summary, note, periods, office, township, branches, values}.

    periods: labels, now last; office: the township's name; township: name → a value a period, null where there is none;
    branches: short names; values: name → place in `branches` → as township. Only indicators and branches with something
    to compare; `empty` is said where there is nothing earlier at all, `lacking` where the chosen indicator has nothing.
    """
    now = results.settings.period.code
    own = _own(results.indicators, total=True)[["branch_code", "name", "value", "unit", "numerator", "denominator"]]
    names = set(own["name"])
    units = own.drop_duplicates("name").set_index("name")["unit"]
    earlier = results.earlier[results.earlier["name"].isin(names)]
    codes = [*dict.fromkeys(earlier["period"])][-(MOST_PERIODS - 1):]
    earlier = earlier[earlier["period"].isin(codes) & earlier["value"].notna()]
    periods = [code for code in codes if (earlier["period"] == code).any()]
    lines = _lines(earlier.assign(unit=earlier["name"].map(units)), own.assign(period=now), [*periods, now])
    roster = results.branches[results.branches["branch_code"].isin({code for code, _ in lines})]
    places = {code: str(place) for place, code in enumerate(roster["branch_code"])}
    values: dict[str, dict[str, list[Number]]] = {}
    for (code, name), one in lines.items():
        if code in places:
            values.setdefault(name, {})[places[code]] = one
    township = results.settings.township
    return {
        "summary": f"{township}和所选支部各期的数字。",
        "periods": [_label(code) for code in (*periods, now)],
        "township": {name: one for (code, name), one in lines.items() if code == TOTAL},
        "office": township,
        "branches": roster["short_name"].tolist(), "values": values,
        "note": "合计按各期通过的支部计算，各期的支部数可能不同。",
        "empty": "暂无以前各期的数字，从下一期起可以比较。", "lacking": "这项指标暂无以前各期的数字。",
    }


def _own(indicators: pd.DataFrame, *, total: bool = False) -> pd.DataFrame:
    """Values that branches have of their own, blanks left out; with the township's (scope own) where asked for."""
    frame = indicators[(indicators["scope"] == "own") & indicators["value"].notna()]
    kept = frame if total else frame[frame["branch_code"] != TOTAL]
    return kept[~kept["name"].isin([name for name in kept["name"].unique() if name.endswith("_ytd")])]


def _options(own: pd.DataFrame) -> list[dict[str, str]]:
    """The indicators to choose from, as in 总表; those behind its main list only where one is not 0."""
    texts = {
        str(name): headed(title, unit)
        for name, title, unit in own[["name", "title", "unit"]].drop_duplicates("name").itertuples(index=False)
    }
    filled = set(own.loc[own["value"] != 0, "name"])
    return [
        {"group": heading.group, "name": heading.name, "title": texts[heading.name]}
        for heading in headings(texts) if heading.main or heading.name in filled
    ]


def _by_unit_type(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an indicator and unit type: sums, rates from summed numerators and denominators."""
    keys = ["name", "unit", "unit_type"]
    sums = rows.groupby(keys, sort=False)[["value", "numerator", "denominator"]].sum().reset_index()
    rate = sums["unit"] == RATE
    sums["value"] = sums["value"].mask(rate, sums["numerator"] * 100 / sums["denominator"])
    return sums[~rate | (sums["denominator"] > 0)].assign(short_name=lambda kept: kept["unit_type"])


def _bars(bars: Sequence[Bar], *, ranked: bool) -> Mapping[str, Any]:
    if ranked:
        bars = sorted(bars, key=lambda bar: bar[1], reverse=True)
        bars = bars if len(bars) <= MOST_BRANCHES else [*bars[:ENDS], *bars[-ENDS:]]
    return {
        "unit": bars[0][2] if bars else "",
        "labels": [bar[0] for bar in bars], "values": [_number(*bar[1:]) for bar in bars],
    }


def _lines(
    earlier: pd.DataFrame, own: pd.DataFrame, periods: Sequence[str],
) -> Mapping[tuple[str, str], list[Number]]:
    """(branch_code, name) → a value a period, of what has an earlier value."""
    found: dict[tuple[str, str], list[Number]] = {}
    places = {code: place for place, code in enumerate(periods)}
    for key, period, value in _keyed(earlier):
        found.setdefault(key, [None] * len(periods))[places[period]] = value
    for key, period, value in _keyed(own) if found else ():
        if key in found:
            found[key][places[period]] = value
    return found


def _keyed(rows: pd.DataFrame) -> Iterator[tuple[tuple[str, str], str, Number]]:
    """((branch_code, name), period, value) a row."""
    keys = tuples(rows, ("branch_code", "name", "period"))
    for (code, name, period), value in zip(keys, _numbers(rows), strict=True):
        yield (code, name), period, value


def _numbers(rows: pd.DataFrame) -> list[Number]:
    """The values as printed: rates with a decimal, others with at most two."""
    return [_number(*one) for one in tuples(rows, _NUMBER)]


def _number(value: float, unit: str, numerator: float, denominator: float) -> Number:
    if unit != RATE and float(value).is_integer():
        return int(value)
    number = float(value_text(value, unit, numerator, denominator))
    return int(number) if number.is_integer() else number


def _note(*, ranked: bool, many: bool) -> str:
    if many and not ranked:
        return "支部较多，图中按单位类型合计，各支部见下表。"
    order = "按数值从高到低排列；没有数字的支部不画。" if ranked else "按名册顺序排列；没有数字的支部不画。"
    return f"支部较多，图中是最高和最低的各{ENDS}个，全部见下表。" if many else order


def _label(code: str) -> str:
    period = Period.parse(code)
    return period.label if period else code


