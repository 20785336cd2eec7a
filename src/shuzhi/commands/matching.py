"""Which row of a later workbook is which row of an earlier one."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

ALIKE = 0.5  # share of the filled cells that two rows without a common key must share to be the same row
Values = Mapping[str, Hashable]  # field → value of a row, None = blank


def matched(before: Mapping[int, Values], after: Mapping[int, Values], keys: Sequence[str]) -> dict[int, int]:
    """Row before → the same row after: with the same key, else the same values, else the most alike.

    before, after  Excel row → its values; keys: the fields that tell the rows of a sheet apart, () = there are none
    """
    pairs: dict[int, int] = {}
    for names in (keys, sorted({name for values in before.values() for name in values})):
        known: dict[tuple[Hashable, ...], list[int]] = {}
        for row in reversed(_left(after, pairs.values())):
            known.setdefault(tuple(after[row][name] for name in names), []).append(row)
        for row in _left(before, pairs):
            key = tuple(before[row][name] for name in names)
            if any(part is not None for part in key) and known.get(key):
                pairs[row] = known[key].pop()
    for row in _left(before, pairs):
        left = _left(after, pairs.values())
        likeness, place = max(((_likeness(before[row], after[one]), -one) for one in left), default=(0.0, 0))
        if likeness >= ALIKE:
            pairs[row] = -place
    return pairs


def _left(rows: Mapping[int, Values], taken: Iterable[int]) -> list[int]:
    return sorted(set(rows) - set(taken))


def _likeness(one: Values, other: Values) -> float:
    filled = [name for name in one if one[name] is not None or other[name] is not None]
    return sum(one[name] == other[name] for name in filled) / max(len(filled), 1)
