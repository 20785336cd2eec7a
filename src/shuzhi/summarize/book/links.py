"""Which files of the delivery belong to a branch, as columns of links in 报送情况."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from shuzhi.model.settings import Settings
from shuzhi.summarize.book.limits import Limits
from shuzhi.summarize.book.paint import Cell, Column

REPORTS, RETURNED = "报告", ("待修改", "待说明")
RETURNED_TITLE = "发回的工作簿"
OPEN, THERE = "打开", "有"
WIDTH = 5.5


@dataclass(frozen=True)
class Links:
    """Title of a column → place of a branch → path in the delivery."""

    columns: Mapping[str, Mapping[str, str]]

    @property
    def heads(self) -> tuple[Column, ...]:
        """The columns, one a report that any branch has, then the workbooks to be sent back."""
        return tuple(Column(title, WIDTH) for title in self.columns)

    def cells(self, place: str) -> tuple[Cell, ...]:
        """The cells of a branch, in the order of `heads`."""
        paths = (found.get(place) for found in self.columns.values())
        return tuple(Cell(OPEN, link=f"external:{path}") if path else Cell(None) for path in paths)


def links_of(files: Sequence[str], settings: Settings) -> Links:
    """The Word reports and returned workbooks of the roster's branches among `files`, reports in the order of 报告."""
    order = {kind.output: place for place, kind in enumerate(settings.reports)}
    reports: dict[str, dict[str, str]] = {}
    returned: dict[str, str] = {}
    for path in map(PurePosixPath, files):
        folder, *rest = path.parts
        if folder == REPORTS and path.suffix == ".docx" and len(rest) == 2 and settings.at(rest[0]):
            reports.setdefault(path.stem, {})[rest[0]] = str(path)
        elif folder in RETURNED and len(rest) == 1 and settings.at(path.stem):
            returned[path.stem] = str(path)
    titles = sorted(reports, key=lambda title: (order.get(title, len(order)), title))
    return Links({title: reports[title] for title in titles} | ({RETURNED_TITLE: returned} if returned else {}))


def others(files: Sequence[str], links: Links) -> list[str]:
    """The documents and workbooks among `files` that belong to no branch: the township's own."""
    theirs = {path for found in links.columns.values() for path in found.values()}
    return [path for path in files if path.endswith((".docx", ".xlsx")) and path not in theirs]


def within(rows: Sequence[Sequence[Cell]], limits: Limits) -> list[list[Cell]]:
    """The rows with as many links as a sheet may have; behind them a file is only said to be there."""
    left, kept = limits.links, []
    if sum(bool(cell.link) for row in rows for cell in row) <= left:
        return [[*row] for row in rows]
    for row in rows:
        line = []
        for cell in row:
            if cell.link and not left:
                line.append(cell._replace(link="", value=THERE if cell.value == OPEN else cell.value))
            else:
                left -= bool(cell.link)
                line.append(cell)
        kept.append(line)
    return kept
