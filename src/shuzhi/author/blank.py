"""The blank workbook of any form: 填写说明, the form's sheets, a branch's 填报自查, 选项 and _meta."""

from shuzhi.author import guide, selfcheck
from shuzhi.author.draft import Draft, finish, start
from shuzhi.author.draw import Drawing, draw
from shuzhi.author.standard import layout
from shuzhi.form import Form


def blank(form: Form, year: int) -> bytes:
    """The form as it is shown (Form.printed), nothing filled in but its pre-printed numbers of `year`."""
    draft = start(form)
    _add_guide(draft)
    sheets = {sheet.name: layout(sheet, (), year) for sheet in form.sheets}
    for raw, binding in sheets.values():
        draw(draft, draft.book.add_worksheet(raw.title), Drawing(raw, binding))
    if "branches" in sheets:
        selfcheck.add(draft, draft.book.add_worksheet(selfcheck.TITLE), sheets)
    return finish(draft, [("period", ""), ("branch_code", "")])


def _add_guide(draft: Draft) -> None:
    sheet = draft.book.add_worksheet(guide.TITLE)
    guide.dress(sheet, draft.form)
    for piece in guide.pieces(draft.form):
        draft.put(sheet, (piece.row, piece.column), piece.text, piece.look)
