"""Write the committed blank workbook: python tests/make/blank.py [YEAR]."""

import sys
from pathlib import Path

from shuzhi import form
from shuzhi.author.blank import blank

YEAR = 2023


def main(year=YEAR):
    standard = form.load()
    path = Path(__file__).parents[2] / "workbooks" / "blank" / f"{standard.title}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(blank(standard.printed(), year))
    print(path)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
