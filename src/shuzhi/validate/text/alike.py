"""R07, H22: texts of one workbook that are nearly the same."""

from collections.abc import Callable, Iterable, Iterator

from shuzhi.validate.similar import grams, pairs
from shuzhi.validate.text.prose import Cell, Hit, Prose

FORMAL = ("开头语", "结束语")  # of 文字材料: the same in every report


def formal(prose: Prose) -> set[tuple[int, int]]:
    """(submission, row) of the paragraphs of 文字材料 that are the same everywhere."""
    frame = prose.scene["texts"]
    return set(frame.loc[frame["section"].isin(FORMAL), ["submission", "row"]].itertuples(index=False, name=None))


def alike(*columns: tuple[str, str]) -> Callable[[Prose], Iterable[tuple[int, Hit]]]:
    """Cells of one of these (sheet, field) that are like a cell further up in the same column; says in which row."""
    def test(prose: Prose) -> Iterator[tuple[int, Hit]]:
        found: list[tuple[int, Cell]] = [
            (place, cell) for place, cell in prose.all() if (cell.sheet, cell.field) in columns
        ]
        sets = [(place, cell, one) for place, cell in found if (one := grams(cell.text)) is not None]
        groups: dict[tuple[int, str, str], int] = {}
        numbers = [
            groups.setdefault((cell.submission, cell.sheet, cell.field), len(groups)) for _, cell, _ in sets
        ]
        told = set()
        for one, other in pairs([own for *_, own in sets], numbers, prose.threshold):
            first, second = sorted((sets[one][:2], sets[other][:2]), key=lambda entry: entry[1].row)
            if second[0] not in told:
                told.add(second[0])
                yield second[0], Hit(0, len(second[1].text), f"第{first[1].row}行")

    return test
