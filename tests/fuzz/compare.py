"""Where a workbook as the program reads it differs from what its bytes say."""

from fuzz import twin
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.gate import MOST_COLUMNS
from shuzhi.model.sheet import column_letter

ROWS = Bounds().rows  # ranges that reach beyond are left out


def differences(data, book):
    """Sheet, cell and both values, one line each; none where every cell is what is stored at its address."""
    stored = twin.workbook(data)
    titles = [raw.title for raw in book.sheets]
    if titles != list(stored):
        return [f"sheets {titles}, stored {list(stored)}"]
    return [line for raw in book.sheets for line in _in_sheet(raw, stored[raw.title])]


def _in_sheet(raw, stored):
    read = {
        (row, column): value
        for row, cells in enumerate(raw.rows, 1) for column, value in enumerate(cells, 1) if value is not None
    }
    found = [
        f"{raw.title}!{column_letter(place[1])}{place[0]}: read {read.get(place)!r}, stored {stored.cells.get(place)!r}"
        for place in sorted(read.keys() | stored.cells.keys())
        if place not in read or place not in stored.cells or not twin.alike(stored.cells[place], read[place])
    ]
    if dict(raw.broken) != stored.broken:
        found.append(f"{raw.title}: broken {dict(raw.broken)}, stored {stored.broken}")
    merged = {tuple(area) for area in raw.merged}
    if merged != {area for area in stored.merged if area[:2] != area[2:] and area[2] <= ROWS and area[3] <= MOST_COLUMNS}:
        found.append(f"{raw.title}: merged {merged}, stored {stored.merged}")
    if raw.hidden != stored.hidden:
        found.append(f"{raw.title}: hidden {raw.hidden}, stored {stored.hidden}")
    return found
