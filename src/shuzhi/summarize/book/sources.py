"""Addresses of rows as people read them: 会议!5;会议!7 → 会议第5、7行."""

from collections.abc import Mapping
from itertools import groupby

NONE = "没有这样的行"


def told(rows: str, value: float, names: Mapping[str, str]) -> str:
    """The rows behind a value (as in indicators.csv); a 0 without any says so; `names`: a branch's code → its 简称."""
    if not rows:
        return NONE if value == 0 else ""
    places = (address.rpartition("!") for address in rows.split(";"))
    return "；".join(
        f"{_sheet(sheet, names)}第{_numbers([number for *_, number in members])}行"
        for sheet, members in groupby(places, key=lambda place: place[0])
    )


def _sheet(sheet: str, names: Mapping[str, str]) -> str:
    """QH01:会议 → 石桥村的会议; the sheet alone where it is the branch's own."""
    code, mark, title = sheet.partition(":")
    return f"{names.get(code, code)}的{title}" if mark else sheet


def _numbers(numbers: list[str]) -> str:
    """Three and more in a row as a span: 2、5—9、12."""
    spans: list[list[int]] = []
    for number in map(int, numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return "、".join(
        f"{span[0]}—{span[-1]}" if len(span) > 2 else "、".join(map(str, span)) for span in spans
    )
