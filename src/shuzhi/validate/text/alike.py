"""R07, H22: texts of one workbook that are nearly the same."""

from collections.abc import Callable, Iterable, Iterator

from shuzhi.validate.similar import grams, pairs
from shuzhi.validate.text.prose import Hit, Prose


def alike(*columns: tuple[str, str]) -> Callable[[Prose], Iterable[tuple[int, Hit]]]:
    """Cells of one of these (sheet, field) that are like a cell further up in the same column; says in which row."""
    def test(prose: Prose) -> Iterator[tuple[int, Hit]]:
        found = [(place, cell) for place, cell in prose.all() if (cell.sheet, cell.field) in columns]
        hashed = grams([cell.text for _, cell in found])
        sets = [(place, cell, own) for (place, cell), own in zip(found, hashed, strict=True) if len(own)]
        groups: dict[tuple[int, str, str], int] = {}
        numbers = [
            groups.setdefault((cell.submission, cell.sheet, cell.field), len(groups)) for _, cell, _ in sets
        ]
        told = set()
        for earlier, later in pairs([own for *_, own in sets], numbers):
            first, second = sorted((sets[earlier][:2], sets[later][:2]), key=lambda entry: entry[1].row)
            if second[0] not in told:
                told.add(second[0])
                yield second[0], Hit(0, len(second[1].text), f"第{first[1].row}行")

    return test
