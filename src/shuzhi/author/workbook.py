"""Any workbook of a form: 填写说明, the form's sheets with given content, 选项 and _meta behind them."""

from collections.abc import Mapping, Sequence

from shuzhi.author import guide
from shuzhi.author.draft import Draft, finish, start
from shuzhi.author.draw import Drawing, draw
from shuzhi.author.standard import layout
from shuzhi.form import Form


def build(form: Form, content: Mapping[str, Sequence[Mapping[str, object]]], year: int) -> bytes:
    """The workbook of a form as bytes; the same input always gives the same bytes.

    content  sheet name → its rows, each field name → value (several values of one cell joined by 、); a sheet of items
             has one such mapping. Sheets and fields left out stay empty.
    year     stands in the pre-printed numbers
    """
    draft = start(form)
    _add_guide(draft)
    for sheet in form.sheets:
        raw, binding = layout(sheet, content.get(sheet.name, ()), year)
        draw(draft, draft.book.add_worksheet(sheet.title), Drawing(raw, binding))
    return finish(draft, [("period", ""), ("branch_code", "")])


def _add_guide(draft: Draft) -> None:
    sheet = draft.book.add_worksheet(guide.TITLE)
    guide.dress(sheet, draft.form)
    for piece in guide.pieces(draft.form):
        draft.put(sheet, (piece.row, piece.column), piece.text, piece.look)
