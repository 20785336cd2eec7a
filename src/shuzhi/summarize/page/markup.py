"""The rows of the page's tables as HTML, all that was typed escaped: as template calls they took half the page's time.

End tags that HTML does not ask for are left out: they would be a tenth of the page of a thousand branches.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from shuzhi.model.prose import printable
from shuzhi.summarize.page.cells import Cell, Link, Row, Table
from shuzhi.summarize.values import Once


def lines_of(table: Table, rows: Sequence[Row]) -> Markup:
    """These rows of a table, a line each."""
    texts = Once(_safe)
    cells: Once[tuple[str, Cell], str] = Once(lambda key: _cell(*key, texts))
    return Markup("".join([_line(table, row, texts, cells) for row in rows]))  # noqa: S704 - constants and escaped texts


def _safe(text: str) -> str:
    """A text as it stands in the page or in an attribute: without what nobody can see, markup escaped."""
    return str(escape(printable(text)))


def _line(table: Table, row: Row, texts: Mapping[str, str], cells: Mapping[tuple[str, Cell], str]) -> str:
    branch = f" data-b={row.branch}" if row.branch >= 0 else ""
    level = f" data-level={row.level}" if row.level else ""
    name = ""
    if table.named:
        text = texts[row.cells[0].text]
        name = "<th scope=row>" + (f'<a href="#b{row.branch}">{text}</a>' if row.branch >= 0 else text)
    return f"<tr{branch}{level}>{name}{''.join(map(cells.__getitem__, table.kinded(row)))}\n"


def _cell(kind: str, cell: Cell, texts: Mapping[str, str]) -> str:
    text, look, small, key, links = cell
    shown = texts[text]
    if look:
        opened = f'<td class="{kind}{" " * bool(kind)}{look}"'
        shown = f"<span>{shown}</span>" if text else ""
    else:
        opened = f"<td class={kind}" if kind else "<td"
    sorting = f' data-key="{texts[key]}"' if key else ""
    below = f"<small>{texts[small]}</small>" if small else ""
    return f"{opened}{sorting}>{shown}{below}{''.join([_link(link, texts) for link in links])}"


def _link(link: Link, texts: Mapping[str, str]) -> str:
    return f'<a href="{texts[link.href]}">{texts[link.text]}</a> '
