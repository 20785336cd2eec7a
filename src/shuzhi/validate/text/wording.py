"""R06, R09, R11, R12: words out of date, words typed wrong, fixed and full ways of writing, requests in a report."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from shuzhi.validate.text.lists import Entry, banned, confused, joined, stale, township
from shuzhi.validate.text.prose import Hit, Prose

_TITLE = re.compile(r"《[^》]*》")
REQUEST = re.compile(
    r"(?<![民众员表户])(?:请求|恳请|恳求|呈请|特请)[^。；，]{0,24}?(?:批准|解决|支持|拨付|拨款|审批|帮助|协调|补助)"
    r"|请(?:上级|镇|乡|街道|县|区|市)[^。；，]{0,16}?(?:批准|解决|支持|拨付|拨款|审批|补助)|请予(?:批准|批复|审批|解决|支持)|妥否，请批示"
)


def copied(_prose: Prose) -> re.Pattern[str]:
    """Lines that only a copied text carries."""
    return banned()


def forbidden(prose: Prose) -> Sequence[Entry]:
    """禁用 of 用语."""
    return township(prose.settings, "禁用")


def outdated(prose: Prose) -> Sequence[Entry]:
    """What is out of date, of words.toml and 过时 of 用语."""
    return (*township(prose.settings, "过时"), *stale(prose.settings.coverage))


def mistyped(prose: Prose) -> Sequence[Entry]:
    """What is typed wrong, of words.toml and 易混 of 用语."""
    own = township(prose.settings, "易混")
    return (*own, *(entry for entry in confused() if entry.said not in {one.said for one in own}))


def fixed(prose: Prose) -> Sequence[Entry]:
    """固定写法 of 用语."""
    return township(prose.settings, "固定写法")


def words(
    entries: Callable[[Prose], Sequence[Entry]], *, titles: bool = True
) -> Callable[[Prose], Iterable[tuple[int, Hit]]]:
    """Every entry that is found; without `titles` not what stands in 《》."""
    def test(prose: Prose) -> Iterator[tuple[int, Hit]]:
        known = entries(prose)
        for place, cell in prose.having(joined(known)):
            text = cell.text if titles else _TITLE.sub(lambda match: "\0" * len(match.group()), cell.text)
            for entry in known:
                for match in entry.pattern.finditer(text):
                    yield place, _hit(match, entry)

    return test


def _hit(match: re.Match[str], entry: Entry) -> Hit:
    said, instead = (f"“{word.strip('“”')}”" if word else "" for word in (entry.said, entry.instead))
    return Hit(*match.span(), said, instead)


def not_in_full(prose: Prose) -> Iterator[tuple[int, Hit]]:
    """须写全称 of 用语: a short name that stands in a workbook's paragraphs before the full one."""
    for entry in township(prose.settings, "须写全称"):
        introduced: set[int] = set()
        either = re.compile(f"({re.escape(entry.instead)})|{entry.pattern.pattern}") if entry.instead else entry.pattern
        for place, cell in sorted(prose.having(either)):
            for match in either.finditer(cell.text):
                if cell.submission not in introduced and match.group() == entry.said:
                    yield place, _hit(match, entry)
                introduced.add(cell.submission)


