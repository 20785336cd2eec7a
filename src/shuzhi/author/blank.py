"""The blank workbook of any form: 填写说明, the form's sheets, a branch's 填报自查, 选项 and _meta."""

from shuzhi.author import guide, selfcheck
from shuzhi.author.draft import finish, start
from shuzhi.author.draw import draw
from shuzhi.author.guide import Notice
from shuzhi.author.standard import layout
from shuzhi.form import Form

NOTHING_KNOWN = Notice()


def blank(form: Form, year: int, notice: Notice = NOTHING_KNOWN) -> bytes:
    """The form as it is shown (Form.printed), nothing filled in but its pre-printed numbers of `year`.

    notice  deadline and contact for the guide
    """
    draft = start(form)
    guide.add(draft, draft.book.add_worksheet(guide.TITLE), notice)
    sheets = {sheet.name: layout(sheet, (), year) for sheet in form.sheets}
    for raw, binding in sheets.values():
        draw(draft, draft.book.add_worksheet(raw.title), raw, binding)
    if "branches" in sheets:
        selfcheck.add(draft, draft.book.add_worksheet(selfcheck.TITLE), sheets)
    return finish(draft, [("period", ""), ("branch_code", "")])
