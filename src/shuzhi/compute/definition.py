"""What one indicator is."""

from dataclasses import dataclass

COVERAGE = ("coverage_start", "coverage_end")
AS_OF = ("as_of",)


@dataclass(frozen=True)
class Definition:
    """One indicator.

    title, tag  both unique; the tag is its name in templates
    unit        of the value; a rate is in %
    kind        count (rows), sum (of a column), rate (in %), expected (what the rules ask for), typed (written in
                支部信息), stock (the same, a standing number: never added over periods), township (only in its total),
                year (one of 本期 added up since the year began)
    sheet       standard name of the sheet it comes from
    needs       fields of 支部信息 without which nothing can be counted: while one is blank the value is empty
    """

    name: str
    title: str
    tag: str
    unit: str
    kind: str
    sheet: str
    needs: tuple[str, ...] = ()
