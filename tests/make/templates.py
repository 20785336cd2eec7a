"""Makes the templates of the workspace: python tests/make/templates.py [FOLDER] (default templates/)."""

import sys
from pathlib import Path

import housefile
import meeting_table
from housestyle import write
from kinds import annual, duty, replies, residents, township_committee, township_office, yearly

KINDS = (residents, replies, duty, annual, yearly, township_committee, township_office)


def main(folder):
    """Write the house style and every template."""
    write(folder / f"{housefile.NAME}.docx", housefile.LINES, housefile.TITLE, housefile.HEADER)
    write(folder / f"{meeting_table.NAME}.docx", meeting_table.LINES, meeting_table.NAME, "", wide=True)
    for kind in KINDS:
        write(folder / f"{kind.NAME}.docx", kind.LINES, kind.NAME)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "templates")
