"""R03, R10: quarters and years that fit neither label nor coverage, and words that say a day only when written."""

import re
from collections.abc import Iterator
from datetime import date

from shuzhi.model.period import Coverage, Period
from shuzhi.validate.text.lists import any_of, known
from shuzhi.validate.text.prose import Cell, Hit, Prose

MENTION = re.compile(
    r"(?:(20[0-9]{2})年度?|(今|去|明|本)年)?\s*第?(?<![前每个、])([一二三四1-4])(?:、[二三四2-4])?季度(?!一[次评查报述考例调])"
)
_REPORTED = re.compile(
    r"(20[0-9]{2})年(?:度|第?([一二三四1-4])季度|([上下])半年)?|第?(?<![前每个、])([一二三四1-4])季度|([上下])半年"
)
_REPORTING = re.compile(r"现将|现就|报告如下|汇报如下|述职如下|进行述职|作如下报告|作如下汇报")
_TOLD = re.compile(r"(?:抓?党建|履职)?工作(?:开展)?(?:情况)?(?:进行|作|向大家)?(?:述职|汇报|报告)")
_DONE = re.compile(r"以?来?(?:，)?(?:共|先后)?(?:召开|开展|组织|举办|完成|收到|办结|发展|走访|履职|工作|以来)")
_COMPARED = re.compile(r"比|较|同期|环比|上升|下降|增加|减少|遗留|提出|排查|反映|反馈|通报|结转|延续")
_DIGITS = "一二三四"
_NUMBERS = {**{digit: place for place, digit in enumerate(_DIGITS)}, **{str(n + 1): n for n in range(4)}}
_SPLIT = re.compile(r"[^。！？\n]+")


def quarters(days: Coverage) -> set[int]:
    """The quarters that the days touch, each as year * 4 + (0 to 3)."""
    return set(range(_quarter(days.start), _quarter(days.end) + 1))


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def mentions(_prose: Prose) -> re.Pattern[str]:
    """Texts that name a quarter, or say that they report."""
    return MENTION


def reports(_prose: Prose) -> re.Pattern[str]:
    """Texts that say that they report."""
    return _REPORTING


def reporting_other(text: str, cell: Cell, prose: Prose) -> Iterator[Hit]:
    """现将二季度工作情况报告如下 in a report that covers no day of it."""
    own = _own(prose, cell)
    for sentence in _SPLIT.finditer(text):
        if _REPORTING.search(sentence.group()):
            named = list(_REPORTED.finditer(text, *sentence.span()))
            past = [match for match in named if max(_touched(match, prose.settings.period)) < min(own)]
            for match in past:
                if len(past) == len(named) or _TOLD.match(text, match.end()):
                    yield Hit(*match.span())


def _touched(match: re.Match[str], period: Period) -> set[int]:
    """The quarters of a mention; without a year those of the period's."""
    year, digit, half, bare, bare_half = match.groups()
    digit, half = digit or bare, half or bare_half
    parts = [_NUMBERS[digit]] if digit else {"上": [0, 1], "下": [2, 3]}[half] if half else [0, 1, 2, 3]
    return {(int(year) if year else period.year) * 4 + part for part in parts}


def _own(prose: Prose, cell: Cell) -> set[int]:
    """The quarters of label and coverage."""
    coverage = prose.books[cell.submission].coverage or prose.settings.coverage
    return quarters(prose.settings.period.days) | quarters(coverage)


def done_elsewhen(text: str, cell: Cell, prose: Prose) -> Iterator[Hit]:
    """二季度召开支委会3次 in a report on the third; comparisons and what is to come are no fault."""
    own = _own(prose, cell)
    for sentence in _SPLIT.finditer(text):
        found = list(MENTION.finditer(text, *sentence.span()))
        if _COMPARED.search(sentence.group()) or _REPORTING.search(sentence.group()):
            continue
        named = {match.span(): _nearest(match, prose.settings.period) for match in found}
        if own & set(named.values()):
            continue
        for span, quarter in named.items():
            if quarter < min(own) and _DONE.match(text, span[1]):
                yield Hit(*span)


def topic_elsewhen(text: str, cell: Cell, prose: Prose) -> Iterator[Hit]:
    """A meeting on a quarter that is neither reported on, nor its own, nor beside one of them."""
    near = _with_neighbours(_own(prose, cell))
    for match in MENTION.finditer(text):
        quarter = _nearest(match, prose.settings.period)
        day = None if quarter in near else _held(prose, cell)
        if quarter not in near and not (day and quarter in _with_neighbours({_quarter(day)})):
            yield Hit(*match.span())


def _with_neighbours(found: set[int]) -> set[int]:
    return set(range(min(found) - 1, max(found) + 2))


def _nearest(match: re.Match[str], period: Period) -> int:
    """The quarter that is meant; without a year the nearest to the period, of two the one before it."""
    year, turn, digit = match.groups()
    part, own = _NUMBERS[digit], _quarter(period.days.end)
    if year or turn:
        return (int(year) if year else period.year + {"去": -1, "明": 1}.get(turn, 0)) * 4 + part
    return min(((period.year + step) * 4 + part for step in (-1, 0, 1)), key=lambda one: (abs(one - own), one))


def _held(prose: Prose, cell: Cell) -> date | None:
    frame = prose.scene["meetings"]
    days = frame.loc[(frame["submission"] == cell.submission) & (frame["row"] == cell.row), "date"].dropna()
    return days.iloc[0].date() if len(days) else None


RELATIVE = any_of(known()["relative"]["words"])
EITHER = any_of([*known()["relative"]["words"], *known()["relative"]["turn"]])


def relative(text: str, cell: Cell, prose: Prose) -> Iterator[Hit]:
    """去年, 上个月; 今年 only where the year had ended when the workbook was filled in."""
    book = prose.books[cell.submission]
    turned = book.filled and book.filled.year > (book.coverage or prose.settings.coverage).end.year
    for match in (EITHER if turned else RELATIVE).finditer(text):
        yield Hit(*match.span(), match.group())
