"""Changes of goodbranch.GOOD's 党员, column by column: its tables are too wide to be changed by replacing text."""

from goodbranch import GOOD
from markdown import cells


def roster(*edits, without=()):
    """One change for `changed`: (Excel row, {column title: text}) each; a row below the last is a new person.

    Columns that GOOD does not have stand at the end, blank where nothing is said; those of `without` are left out.
    """
    header, *rows = cells(GOOD["党员"])
    people = dict(enumerate((dict(zip(header, row, strict=True)) for row in rows), 2))
    for row, typed in edits:
        people[row] = people.get(row, {}) | typed
    titles = list(dict.fromkeys([*header, *(title for person in people.values() for title in person)]))
    titles = [title for title in titles if title not in without]
    lines = [titles, *([person.get(title, "") for title in titles] for _, person in sorted(people.items()))]
    return ("党员", GOOD["党员"].strip(), "\n".join(f"| {' | '.join(line)} |" for line in lines))
