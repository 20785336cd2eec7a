"""The choices that the lists of a workbook offer, and where they stand in it."""

from collections.abc import Mapping, Sequence
from itertools import count

from shuzhi.form import Form
from shuzhi.model.sheet import column_letter

LISTS = "选项"


def known_name(name: str) -> str:
    """The workbook's name for a list of choices and the other words known for them.

    Conditional formats of old programs may look at a name, but not at another sheet.
    """
    return f"known_{name}"


def lists_of(form: Form) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    """Each list that a field offers: its choices, and below them the other words known for one."""
    return {
        name: (texts, [word for word in form.synonyms[name] if word not in texts])
        for name, texts in choices(form).items()
    }


def choices(form: Form) -> dict[str, Sequence[str]]:
    """Each list that a field offers, in the order of the columns of 选项."""
    return {field.enum: field.choices for sheet in form.sheets for field in sheet.fields if field.choices}


def ranges(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """List → where it stands on 选项, as a formula."""
    return {
        name: f"='{LISTS}'!${letter}$2:${letter}${len(texts) + 1}"
        for letter, (name, texts) in zip(map(column_letter, count(1)), lists.items(), strict=False)
    }
