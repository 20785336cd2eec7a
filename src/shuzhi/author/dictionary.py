"""The data dictionary: every field of a form in one table."""

from collections.abc import Sequence
from typing import NamedTuple

from shuzhi.author.words import required_text, type_text
from shuzhi.form import Form


class Entry(NamedTuple):
    """One field: what stands in the workbook, and its tag in templates."""

    sheet: str
    title: str
    tag: str
    type: str
    unit: str
    required: str
    choices: str
    help: str


HEADER = Entry("表", "栏目", "模板中的写法", "类型", "单位", "必填", "可选项", "说明")


def dictionary(form: Form) -> Sequence[Entry]:
    """HEADER, then one entry a field in the order of the form."""
    entries = (
        Entry(
            sheet.title, field.title, field.tag, type_text(field), field.unit, required_text(sheet, field),
            "、".join(field.choices), field.help,
        )
        for sheet in form.sheets
        for field in sheet.fields
    )
    return [HEADER, *entries]
